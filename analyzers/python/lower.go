package python

import (
	"cmp"
	"slices"
	"strings"

	"github.com/quotalint/quotalint/grammars"
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
		tree:   tree,
		nodes:  tree.Nodes,
		source: string(src),
		file: &facts.File{
			Version: facts.Version, Path: path, Language: "python", Globals: "builtins", Open: true,
			Exprs: make([]facts.Expr, 1, len(tree.Nodes)/5+1),
		},
		versions: make([]version, 1),
	}
	l.declare()
	l.missed = make([]bool, len(l.effects))
	for i, node := range l.effects {
		l.missed[i] = l.kind(node) == kCall
	}
	l.statements(0)
	l.sweep(0)
	l.closeScope(0)
	l.finish()
	return l.file, nil
}

// maxDepth is how deep statements and expressions may nest. What is deeper is listed in File.Broken. Chains of members,
// calls and operators, and parentheses do not count.
const maxDepth = 3000

// A lowerer turns the tree of one file into facts. It reads the tree twice: declare finds scopes and who owns which
// name, then the statements are lowered in source order.
type lowerer struct {
	*syntax
	tree   *grammars.Tree
	nodes  []grammars.Node // of tree
	source string          // of tree
	file   *facts.File

	hashes  []tokenHash // see hashTokens; nil before the first call
	scopes  []scope     // beside file.Scopes
	opens   []opening   // which node opens which scope, by node
	effects []int32     // the nodes that must be lowered even where their value is not wanted, in order
	missed  []bool      // beside effects: a call that has not been lowered yet

	at       int32       // the scope being lowered
	header   stretch     // the statement being lowered, without the statements in it
	depth    int         // of the nesting being lowered
	maybe    int         // over 0: what is lowered may not run although its surroundings do
	typeOnly bool        // in a block that only type checkers run
	quoted   *facts.Span // not nil: tree is the content of an annotation in quotes that stands here
	spine    []int32     // stack of expr
	literal  facts.ID    // the Opaque that numbers and truth values share

	versions []version // versions[0] is "not bound"
	stamp    int32     // of the last round over variables

	public     []string // what __all__ is seen to list
	publicSeen bool
	publicOpen bool // __all__ lists more than we see
}

// A stretch is a part of the source, as offsets.
type stretch struct{ start, end uint32 }

func (l *lowerer) finish() {
	f := l.file
	slices.SortStableFunc(f.Calls, func(a, b facts.Site) int {
		x, y := f.Exprs[a.Expr].Span, f.Exprs[b.Expr].Span
		return cmp.Or(cmp.Compare(x.Start, y.Start), cmp.Compare(x.End, y.End))
	})
	slices.SortStableFunc(f.Broken, func(a, b facts.Span) int { return cmp.Compare(a.Start, b.Start) })
	for s := range l.scopes {
		for _, v := range l.scopes[s].vars {
			if v.scope == int32(s) {
				f.Scopes[s].Owns = append(f.Scopes[s].Owns, v.name)
			}
		}
		slices.Sort(f.Scopes[s].Owns)
	}
	f.Public = l.publicNames()
	f.Sealed = l.publicSeen && !l.publicOpen
}

// publicNames lists what a star import of the file brings.
func (l *lowerer) publicNames() []string {
	var names []string
	if l.publicSeen {
		names = append(names, l.public...)
	}
	if !l.publicSeen || l.publicOpen {
		for _, v := range l.scopes[0].vars {
			if !strings.HasPrefix(v.name, "_") {
				names = append(names, v.name)
			}
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// kind returns the kind of a node.
func (l *lowerer) kind(node int32) kind {
	symbol := l.nodes[node].Symbol
	if int(symbol) < len(l.kinds) {
		return l.kinds[symbol]
	}
	if l.nodes[node].Flags&grammars.Error != 0 {
		return kError
	}
	return kNone
}

// text returns the source of a node.
func (l *lowerer) text(node int32) string {
	n := &l.nodes[node]
	return l.source[n.Start:n.End]
}

// child returns the child in that field, -1 if there is none.
func (l *lowerer) child(node int32, field grammars.Field) int32 {
	end := l.nodes[node].Next
	for c := node + 1; c < end; c = l.nodes[c].Next {
		if l.nodes[c].Field == field && l.nodes[c].Flags&grammars.Extra == 0 {
			return c
		}
	}
	return -1
}

// part returns the first child that is neither token nor comment nor error at or behind node from and before end; -1
// if there is none.
func (l *lowerer) part(from, end int32) int32 {
	for c := from; c < end; c = l.nodes[c].Next {
		if l.nodes[c].Flags&(grammars.Named|grammars.Extra) == grammars.Named {
			return c
		}
	}
	return -1
}

// first returns the first child that is neither token nor comment nor error, -1 if there is none.
func (l *lowerer) first(node int32) int32 {
	return l.part(node+1, l.nodes[node].Next)
}

// hasToken reports whether a token spelt so is a child of the node.
func (l *lowerer) hasToken(node int32, token string) bool {
	for c := node + 1; c < l.nodes[node].Next; c = l.nodes[c].Next {
		if l.nodes[c].Flags&grammars.Named == 0 && l.text(c) == token {
			return true
		}
	}
	return false
}

// span returns where a node stands.
func (l *lowerer) span(node int32) facts.Span {
	n := &l.nodes[node]
	start := n.Start
	if l.starredChain(node) {
		for start < n.End && strings.IndexByte("* \t\r\n\f\\", l.source[start]) >= 0 {
			start++
		}
	}
	return l.spanOf(start, n.End)
}

func (l *lowerer) spanOf(start, end uint32) facts.Span {
	if l.quoted != nil {
		return *l.quoted
	}
	s := facts.Span{Start: int32(start), End: int32(end)}
	s.Line, s.Column = l.tree.Position(start)
	s.EndLine, s.EndColumn = l.tree.Position(end)
	return s
}

// emit adds an expression to the file.
func (l *lowerer) emit(e facts.Expr) facts.ID {
	l.file.Exprs = append(l.file.Exprs, e)
	return facts.ID(len(l.file.Exprs) - 1)
}

func (l *lowerer) opaque(node int32) facts.ID {
	return l.emit(facts.Expr{Op: facts.Opaque, Span: l.span(node)})
}

// bind adds a bind to the scope being lowered.
func (l *lowerer) bind(b facts.Bind) {
	s := &l.file.Scopes[l.at]
	s.Binds = append(s.Binds, b)
}

// deeper enters a nested construct. It says false, and lists the node as broken, where that would be too deep; if not,
// the caller leaves by l.depth--.
func (l *lowerer) deeper(node int32) bool {
	if l.depth < maxDepth {
		l.depth++
		return true
	}
	l.broken(l.span(node))
	return false
}

// broken lists a stretch that cannot be read, unless it is within the last one.
func (l *lowerer) broken(s facts.Span) {
	if n := len(l.file.Broken); n > 0 && s.Start < l.file.Broken[n-1].End && s.Start >= l.file.Broken[n-1].Start {
		return
	}
	l.file.Broken = append(l.file.Broken, s)
}

// reached notes that a call is lowered.
func (l *lowerer) reached(call int32) {
	if i, ok := slices.BinarySearch(l.effects, call); ok && l.quoted == nil {
		l.missed[i] = false
	}
}

// sweep lowers the calls within a scope that stand where nobody looks: in broken code, or too deep.
func (l *lowerer) sweep(scope int32) {
	node := l.scopes[scope].node
	i, _ := slices.BinarySearch(l.effects, node)
	for ; i < len(l.effects) && l.effects[i] < l.nodes[node].Next; i++ {
		if l.missed[i] {
			call := l.effects[i]
			l.header = stretch{l.nodes[call].Start, l.nodes[call].End}
			l.expr(call)
		}
	}
}

// comment lists a comment node.
func (l *lowerer) comment(node int32) {
	n := &l.nodes[node]
	start := int(n.Start)
	line := strings.LastIndexByte(l.source[:start], '\n') + 1
	text := strings.TrimRight(l.text(node), "\r")
	l.file.Comments = append(l.file.Comments, facts.Comment{
		Text:  text,
		Alone: strings.TrimSpace(l.source[line:start]) == "",
		Span:  l.spanOf(n.Start, n.Start+uint32(len(text))),
	})
}
