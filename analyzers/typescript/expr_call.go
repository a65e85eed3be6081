package typescript

import (
	"strings"

	"github.com/quotalint/quotalint/grammars/tree"
	"github.com/quotalint/quotalint/internal/facts"
)

// call lowers a call of the value function.
func (l *lowerer) call(i int32, function facts.ID) facts.ID {
	l.Reached(i)
	callee, list := l.Child(i, l.in.function), l.Child(i, l.in.arguments)
	e := facts.Expr{Op: facts.Call, X: function, Span: l.Span(i)}
	if k := l.kind(callee); k == kSuper {
		e.X = l.Emit(facts.Expr{Op: facts.Member, X: function, Text: constructor, Span: l.Span(callee)})
	} else if k == kImport {
		return l.imported(l.arguments(list), e.Span)
	}
	if list >= 0 && l.kind(list) == kTemplate {
		e.Items = l.tagged(list)
		return l.Call(i, e)
	}
	e.Items = l.arguments(list)
	if id := l.wellKnown(i, &e); id != 0 {
		return id
	}
	l.noteCall(&e)
	l.noteSettled(&e)
	return l.asked(i, l.Call(i, e))
}

// asked adds to a call what its only type argument says: container.get<Client>("client"). Of a type of the project nothing is
// taken: what has its members need not be one. What tests ask for is a mock.
func (l *lowerer) asked(i int32, call facts.ID) facts.ID {
	list := l.Child(i, l.in.typeArguments)
	if list < 0 || (Analyzer{}).Test(l.File.Path) {
		return call
	}
	types := l.Parts(list)
	if len(types) != 1 || !l.isOfPackage(types[0]) {
		return call
	}
	span := l.Span(i)
	typed := l.Emit(facts.Expr{Op: facts.Typed, X: l.typeOf(types[0]), Span: span})
	return l.Emit(facts.Expr{Op: facts.Either, Items: []facts.Item{{Value: call}, {Value: typed}}, Span: span})
}

// isOfPackage reports whether a type is a name that the file imports from a package.
func (l *lowerer) isOfPackage(typ int32) bool {
	if l.kindOf(typ) != kTypeIdentifier {
		return false
	}
	for _, b := range l.File.Scopes[0].Binds {
		if e := &l.File.Exprs[b.Value]; b.Name == l.Text(typ) && e.Op == facts.Import {
			return e.Text != "" && !strings.HasPrefix(e.Text, ".")
		}
	}
	return false
}

// constructor is the method that runs when a class is called.
const constructor = "constructor"

// construct lowers `new X(…)`.
func (l *lowerer) construct(i int32, class facts.ID) facts.ID {
	l.Reached(i)
	if l.isGlobal(class, "Promise") {
		return l.promise(i, class)
	}
	e := facts.Expr{Op: facts.Call, New: true, X: class, Items: l.arguments(l.Child(i, l.in.arguments)), Span: l.Span(i)}
	if l.isGlobal(class, "Proxy") {
		if id := l.proxy(i, &e); id != 0 {
			return id
		}
	}
	return l.Call(i, e)
}

// arguments lowers the arguments of a call.
func (l *lowerer) arguments(list int32) []facts.Item {
	if list < 0 {
		return nil
	}
	var items []facts.Item
	end := l.Nodes[list].Next
	for c := list + 1; c < end; c = l.Nodes[c].Next {
		switch {
		case l.kind(c) == kError:
			l.run(c)
		case l.Nodes[c].Flags&(tree.Named|tree.Extra) != tree.Named:
		case l.kind(c) == kSpread:
			items = append(items, facts.Item{Value: l.expr(l.First(c)), Spread: facts.Elems})
		default:
			items = append(items, facts.Item{Value: l.expr(c)})
		}
	}
	return items
}

// tagged lowers what a template literal hands to the function that it stands behind: the texts and each value.
func (l *lowerer) tagged(template int32) []facts.Item {
	texts := facts.Expr{Op: facts.Table, Span: l.Span(template)}
	items := []facts.Item{{}}
	end := l.Nodes[template].Next
	for c := l.First(template); c >= 0; c = l.Part(l.Nodes[c].Next, end) {
		if l.kind(c) == kSubstitution {
			items = append(items, facts.Item{Value: l.expr(l.First(c))})
		}
	}
	items[0].Value = l.Emit(texts)
	return items
}

// isGlobal reports whether an expression is a name of that spelling which nobody in the file owns.
func (l *lowerer) isGlobal(id facts.ID, name string) bool {
	e := &l.File.Exprs[id]
	return e.Op == facts.Name && e.Text == name && l.owner(e) < 0
}

// owner returns the scope that owns a name, -1 if the file does not.
func (l *lowerer) owner(name *facts.Expr) int32 {
	text := name.Text
	if at := strings.LastIndexByte(text, '~'); at > 0 && text[at+1] != 'b' { // a version
		text = text[:at]
	}
	for s := name.Scope; s >= 0; s = l.Scopes[s].Parent {
		if l.Scopes[s].Find(text) >= 0 && (s == name.Scope || l.Scopes[s].Kind != facts.ClassScope) {
			return s
		}
	}
	return -1
}

// global returns a name that every file has, whatever the file calls so itself.
func (l *lowerer) global(name string, span facts.Span) facts.ID {
	return l.Emit(facts.Expr{Op: facts.Import, Text: globals, Name: name, Span: span})
}

// applied adds a call of a function that the source does not spell out: it is no site.
func (l *lowerer) applied(function facts.ID, span facts.Span, items ...facts.Item) facts.ID {
	if len(items) == 0 {
		items = nil // as it is once it has been stored
	}
	return l.Applied(facts.Expr{X: function, Items: items, Span: span})
}

// positional counts arguments; -1 if some are spread.
func positional(items []facts.Item) int {
	for _, item := range items {
		if item.Spread != facts.One {
			return -1
		}
	}
	return len(items)
}
