package typescript

import (
	"errors"
	"path"

	"github.com/quotalint/quotalint/analyzers/lower"
	"github.com/quotalint/quotalint/grammars"
	"github.com/quotalint/quotalint/grammars/tree"
	"github.com/quotalint/quotalint/internal/facts"
)

// Lower says what a file of TypeScript or JavaScript says about itself.
func (Analyzer) Lower(file string, src []byte) (*facts.File, error) { return Lower(file, src) }

// Lower says what a file of TypeScript or JavaScript says about itself. What the parser could not read is listed in
// File.Broken; the error says that it could read nothing.
func Lower(file string, src []byte) (*facts.File, error) {
	syntax, tree, err := parse(file, src)
	if err != nil {
		return nil, err
	}
	l := &lowerer{
		syntax: syntax,
		Writer: lower.New(tree, &facts.File{Path: file, Language: "typescript", Globals: globals}),
	}
	l.chain = l.chains()
	l.Whole = func(node int32) bool { return l.kind(node) == kString }
	l.declare()
	l.Declared(func(node int32) bool {
		switch l.kind(node) {
		case kCall, kNew, kJSXElement, kJSXSelfClosing:
			return true
		}
		return false
	})
	l.lowerDocs()
	l.statements(0)
	l.sweep(0)
	l.Close(0)
	l.Finish()
	return l.File, nil
}

// globals is the module of the names that every file has.
const globals = "globalThis"

// parse returns the tree of a file and its grammar. There is broken code that the grammar with JSX does not get through; the
// other one does, and finds what is around it.
func parse(file string, src []byte) (*syntax, *tree.Tree, error) {
	syntax := syntaxOf(file)
	tree, err := syntax.language.Parse(src)
	if errors.Is(err, grammars.ErrTimeout) && syntax != plain() {
		syntax = plain()
		tree, err = syntax.language.Parse(src)
	}
	return syntax, tree, err
}

// syntaxOf returns the grammar of a file. JavaScript may hold JSX whatever its extension.
func syntaxOf(file string) *syntax {
	switch path.Ext(file) {
	case ".ts", ".mts", ".cts":
		return plain()
	}
	return withJSX()
}

// A lowerer turns the tree of one file into facts. It reads the tree twice: declare finds scopes and blocks and who owns
// which name, then the statements are lowered in source order.
type lowerer struct {
	*syntax
	lower.Writer
	uses
	notes

	blocks       lower.Blocks
	constructors map[int32]int32    // by function: the class whose initialiser it is
	classes      map[variable]int32 // the classes that are declared under a name
	implemented  map[variable]bool  // names of functions that have a body somewhere

	lexical  int32                   // the block being lowered
	receiver receiver                // what `this` is here
	private  map[int32]privates      // the private members that a class body declares, by its position in bodies
	space    *space                  // the namespace being lowered; nil outside of any
	labels   []string                // of the loop that comes next
	chain    lower.Chain             // see chains
	literal  facts.ID                // the Opaque that numbers and false share
	truth    facts.ID                // the Opaque that true is
	handlers map[facts.ID][]facts.ID // see noteHandler
}

// A variable is a name in a scope, as lower.Variable has it.
type variable struct {
	scope int32
	name  string
}

// sweep lowers the calls within a scope that stand where nobody looks.
func (l *lowerer) sweep(scope int32) {
	l.Sweep(scope, func(call int32) { l.expr(call) })
}

// kind returns the kind of a node.
func (l *lowerer) kind(node int32) kind {
	n := &l.Nodes[node]
	if int(n.Symbol) < len(l.kinds) && l.kinds[n.Symbol] != kNone {
		return l.kinds[n.Symbol]
	}
	switch {
	case n.Flags&tree.Error != 0:
		return kError
	case n.Flags&tree.Named != 0:
		return kOther
	}
	return kNone
}

// kindOf returns the kind of a node, kNone for -1.
func (l *lowerer) kindOf(node int32) kind {
	if node < 0 {
		return kNone
	}
	return l.kind(node)
}

func (l *lowerer) opaque(node int32) facts.ID {
	return l.Emit(facts.Expr{Op: facts.Opaque, Span: l.Span(node)})
}
