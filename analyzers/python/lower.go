package python

import (
	"slices"
	"strings"

	"github.com/quotalint/quotalint/analyzers/lower"
	"github.com/quotalint/quotalint/internal/facts"
)

// Lower says what a Python file says about itself. What the parser could not read is listed in File.Broken; the error
// says that it could read nothing.
func Lower(path string, src []byte) (*facts.File, error) {
	tree, err := python().language.Parse(src)
	if err != nil {
		return nil, err
	}
	l := &lowerer{
		syntax: python(),
		Writer: lower.New(tree, &facts.File{Path: path, Language: "python", Globals: "builtins", Open: true}),
	}
	l.chain = l.chains()
	l.Whole = func(node int32) bool { return l.kind(node) == kString }
	l.declare()
	l.Declared(func(node int32) bool { return l.kind(node) == kCall })
	l.statements(0)
	l.sweep(0)
	l.Close(0)
	l.Finish()
	l.File.Public = l.publicNames()
	l.File.Sealed = l.publicSeen && !l.publicOpen
	return l.File, nil
}

// A lowerer turns the tree of one file into facts. It reads the tree twice: declare finds scopes and who owns which
// name, then the statements are lowered in source order.
type lowerer struct {
	*syntax
	lower.Writer

	typeOnly  bool        // in a block that only type checkers run
	chain     lower.Chain // see chains
	literal   facts.ID    // the Opaque that numbers share
	truth     facts.ID    // the Opaque that True is
	falsehood facts.ID    // the Opaque that False and 0 share

	public     []string // what __all__ is seen to list
	publicSeen bool
	publicOpen bool // __all__ lists more than we see
}

// sweep lowers the calls within a scope that stand where nobody looks.
func (l *lowerer) sweep(scope int32) {
	l.Sweep(scope, func(call int32) { l.expr(call) })
}

// publicNames lists what a star import of the file brings.
func (l *lowerer) publicNames() []string {
	var names []string
	if l.publicSeen {
		names = append(names, l.public...)
	}
	if !l.publicSeen || l.publicOpen {
		for _, v := range l.Scopes[0].Vars {
			if !strings.HasPrefix(v.Name, "_") {
				names = append(names, v.Name)
			}
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// kind returns the kind of a node.
func (l *lowerer) kind(node int32) kind { return lower.KindOf(l.kinds, &l.Nodes[node], kError) }

// span returns where a node stands.
func (l *lowerer) span(node int32) facts.Span {
	n := &l.Nodes[node]
	start := n.Start
	if l.starredChain(node) {
		for start < n.End && strings.IndexByte("* \t\r\n\f\\", l.Source[start]) >= 0 {
			start++
		}
	}
	return l.SpanOf(start, n.End)
}

func (l *lowerer) opaque(node int32) facts.ID {
	return l.Emit(facts.Expr{Op: facts.Opaque, Span: l.span(node)})
}
