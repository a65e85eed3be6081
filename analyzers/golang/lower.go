package golang

import (
	"slices"

	"github.com/quotalint/quotalint/analyzers/lower"
	"github.com/quotalint/quotalint/internal/facts"
)

// Lower says what a file of Go says about itself. What the parser could not read is listed in File.Broken; the error says
// that it could read nothing.
func (a *Analyzer) Lower(file string, src []byte) (*facts.File, error) {
	return a.LowerTyped(file, src, nil)
}

// LowerTyped is Lower with what a type checker says of that source, nil for nothing: what members are selected from is said
// to be of the types that rules know, constants of other packages are their texts, and packages have their true names.
func (a *Analyzer) LowerTyped(file string, src []byte, checked *Types) (*facts.File, error) {
	tree, err := a.syntax.parser.Parse(src)
	if err != nil {
		return nil, err
	}
	l := &lowerer{
		syntax:    a.syntax,
		checked:   checked,
		Writer:    lower.New(tree, &facts.File{Path: file, Language: "go", Globals: builtins, Open: true}),
		bound:     map[string][]variable{},
		types:     map[variable]int32{},
		functions: map[string]int32{},
		imported:  map[string]string{},
		lowered:   map[int32]bool{},
	}
	l.chain = l.chains()
	l.Whole = func(node int32) bool { return l.kind(node) == kString }
	l.declare()
	l.Declared(l.isCall)
	l.statements(0)
	l.sweep(0)
	l.Close(0)
	l.Finish()
	return l.File, nil
}

// builtins is the module of the names that every file has.
const builtins = "builtin"

// A lowerer turns the tree of one file into facts. It reads the tree twice: declare finds scopes and blocks and who owns
// which name, then the statements are lowered in source order.
type lowerer struct {
	*syntax
	lower.Writer
	checked *Types // nil: nobody checked types

	blocks    lower.Blocks
	here      int32                 // the block around the node
	bound     map[string][]variable // what each name means at the node, but for names of the file; innermost last
	trail     []string              // the names that bound has, in order of their declaration
	types     map[variable]int32    // the node that declares a type
	functions map[string]int32      // the node that declares a function of the file
	imported  map[string]string     // the paths of imports, by the names that the file has for them
	lowered   map[int32]bool        // the classes that are lowered

	labels  []string    // of the loop or switch that comes next
	results []result    // of the function being lowered, if they have names
	chain   lower.Chain // see chains
	nothing facts.ID    // the Opaque that values share which we do not follow
}

// A variable is a name in a scope, as lower.Variable has it.
type variable struct {
	scope int32
	name  string
}

// isCall reports whether a node calls something. With brackets behind its name, a call of one argument looks like a
// conversion to a generic type.
func (l *lowerer) isCall(node int32) bool {
	return l.kindOf(node) == kCall || l.kindOf(node) == kConversion && l.kindOf(l.Child(node, l.in.typ)) == kGeneric
}

// sweep lowers the calls within a scope that stand where nobody looks.
func (l *lowerer) sweep(scope int32) {
	l.Sweep(scope, func(call int32) { l.expr(call) })
}

// kind returns the kind of a node.
func (l *lowerer) kind(node int32) kind { return lower.KindOf(l.kinds, &l.Nodes[node], kError) }

// kindOf returns the kind of a node, kNone for -1.
func (l *lowerer) kindOf(node int32) kind {
	if node < 0 {
		return kNone
	}
	return l.kind(node)
}

// is reports whether a node is of one of the kinds.
func (l *lowerer) is(node int32, kinds ...kind) bool {
	return slices.Contains(kinds, l.kindOf(node))
}

// opaque is a value that we do not follow.
func (l *lowerer) opaque() facts.ID {
	if l.nothing == 0 {
		l.nothing = l.Emit(facts.Expr{})
	}
	return l.nothing
}
