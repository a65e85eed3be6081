package typescript

import (
	"github.com/quotalint/quotalint/analyzers/lower"
	"github.com/quotalint/quotalint/internal/facts"
)

// class lowers a class and returns it, with its decorators.
func (l *lowerer) class(i int32) facts.ID {
	s := l.Opened(i)
	if s < 0 { // in quotes
		return l.opaque(i)
	}
	decorators := l.decorators(i)
	if parent := l.Nodes[i].Parent; l.kindOf(parent) == kExport {
		decorators = append(l.decorators(parent), decorators...)
	}
	header := l.Header
	heritage, body := l.part(i, kHeritage), l.Child(i, l.in.body)
	l.HeaderEnds(l.behindDecorators(i), max(heritage, l.Child(i, l.in.name)))
	value := l.Emit(facts.Expr{Op: facts.Def, Scope: s, Span: l.Span(i)})
	value = l.decorated(decorators, value)
	l.within(i, func() {
		if name := l.Child(i, l.in.name); name >= 0 && l.kind(i) == kClass {
			l.assignName(l.Text(name), value, l.Span(name))
		}
		bases := l.bases(heritage)
		c := &l.File.Scopes[s]
		c.Init, c.Iter, c.Bases = constructor, iterator, append(c.Bases, bases...)
		l.inside(s, l.receiverIn(s, false), func() { l.members(body, s) })
	})
	l.Header = header
	return value
}

// part returns the child of that kind, -1 if there is none.
func (l *lowerer) part(i int32, k kind) int32 {
	for c := i + 1; c < l.Nodes[i].Next; c = l.Nodes[c].Next {
		if l.kind(c) == k {
			return c
		}
	}
	return -1
}

// decorators lowers the decorators among the children of a node.
func (l *lowerer) decorators(i int32) []facts.ID {
	var ids []facts.ID
	for c := i + 1; c < l.Nodes[i].Next; c = l.Nodes[c].Next {
		if l.kind(c) == kDecorator {
			ids = append(ids, l.decorator(c))
		}
	}
	return ids
}

// behindDecorators returns the first child of a node that is no decorator.
func (l *lowerer) behindDecorators(i int32) int32 {
	c := i + 1
	for c < l.Nodes[i].Next && l.kind(c) == kDecorator {
		c = l.Nodes[c].Next
	}
	return min(c, l.Nodes[i].Next-1)
}

// decorator lowers a decorator, which is a statement of its own.
func (l *lowerer) decorator(i int32) facts.ID {
	l.HeaderEnds(i, i)
	return l.expr(l.First(i))
}

// decorated returns what decorators, the outermost first, make of a value.
func (l *lowerer) decorated(decorators []facts.ID, value facts.ID) facts.ID {
	span := l.File.Exprs[value].Span
	for d := len(decorators) - 1; d >= 0; d-- {
		value = l.Emit(facts.Expr{Op: facts.Decorated, X: decorators[d], Y: value, Span: span})
	}
	return value
}

// bases lowers what a class extends.
func (l *lowerer) bases(heritage int32) []facts.ID {
	if heritage < 0 {
		return nil
	}
	var ids []facts.ID
	for _, clause := range l.Parts(heritage) {
		if l.kind(clause) != kExtends {
			continue
		}
		for _, c := range l.Parts(clause) {
			if l.Nodes[c].Field == l.in.value {
				ids = append(ids, l.expr(c))
			}
		}
	}
	return ids
}

// members lowers the body of the class whose scope is s.
func (l *lowerer) members(body, s int32) {
	if body < 0 {
		return
	}
	var decorators []facts.ID
	for c := body + 1; c < l.Nodes[body].Next; c = l.Nodes[c].Next {
		l.Header = lower.Stretch{Start: l.Nodes[c].Start, End: l.Nodes[c].End}
		switch l.kind(c) {
		case kNone, kComment, kIndexSignature:
			continue
		case kDecorator:
			decorators = append(decorators, l.decorator(c))
			continue
		case kMethod, kAbstractMethod, kMethodSignature:
			l.method(c, s, decorators)
		case kField:
			l.field(c, s)
		case kStaticBlock:
			r := l.receiver
			l.receiver = l.receiverIn(s, true)
			l.within(c, func() { l.block(l.Child(c, l.in.body)) })
			l.receiver = r
		default:
			l.statement(c)
		}
		decorators = nil
	}
}

// method lowers a method. A declaration says nothing where there is a body.
func (l *lowerer) method(i, s int32, decorators []facts.ID) {
	name := l.Child(i, l.in.name)
	text, _ := l.memberName(name)
	if l.kind(i) != kMethod && l.implemented[variable{s, text}] {
		return
	}
	l.addNamed(s, name, l.HasToken(i, "static"), l.decorated(decorators, l.function(i)), l.Span(i))
}

// field lowers a field.
func (l *lowerer) field(i, s int32) {
	for _, d := range l.Parts(i) {
		if l.kind(d) == kDecorator {
			l.decorator(d)
		}
	}
	l.Header = lower.Stretch{Start: l.Nodes[i].Start, End: l.Nodes[i].End}
	static := l.HasToken(i, "static")
	r := l.receiver
	l.receiver = l.receiverIn(s, static)
	value := l.typedValue(i, l.Child(i, l.in.typ), l.Child(i, l.in.value))
	l.receiver = r
	if value != 0 {
		l.addNamed(s, l.Child(i, l.in.name), static, value, l.Span(i))
	}
}

// typedValue lowers a value that is declared to be of a type; either may be -1.
func (l *lowerer) typedValue(i, typ, value int32) facts.ID {
	var v, declared facts.ID
	if value >= 0 {
		v = l.expr(value)
	}
	if typ >= 0 && v != 0 && l.saysNothing(typ) {
		return v
	} else if typ >= 0 {
		declared = l.typeOf(typ)
	} else if declared = l.docOf(i); declared == 0 {
		return v
	}
	if v == 0 {
		return l.Emit(facts.Expr{Op: facts.Typed, X: declared, Span: l.File.Exprs[declared].Span})
	}
	return l.Emit(facts.Expr{Op: facts.Cast, X: v, Y: declared, Span: l.Span(i)})
}

// addNamed binds a member of the class s whose name stands at a node.
func (l *lowerer) addNamed(s, name int32, static bool, value facts.ID, span facts.Span) {
	if text, ok := l.memberName(name); ok {
		if v := l.Scopes[s].Find(text); v >= 0 {
			l.Assign(&l.Scopes[s].Vars[v], value, span)
		} else {
			l.addMember(s, text, value, span)
		}
		return
	}
	if name < 0 {
		return
	}
	b := facts.Bind{Owner: l.At, Value: value, Span: span}
	b.Name, b.Key = l.key(name)
	r := l.receiverIn(s, static)
	b.On = l.Emit(facts.Expr{Op: r.op, Text: "this", Scope: s, Span: span})
	l.Bind(b)
}

// instance lowers an object literal whose members use it as `this`: the only instance of a class without a name. What it
// spreads is looked up for members that it has not.
func (l *lowerer) instance(i int32) facts.ID {
	s := l.Opened(i)
	if s < 0 { // in quotes
		return l.opaque(i)
	}
	l.File.Scopes[s].Iter = iterator
	l.eachMember(i, func(name string, key, value facts.ID, span facts.Span) {
		if name != "" {
			l.addMember(s, name, value, span)
			return
		}
		on := l.Emit(facts.Expr{Op: facts.Self, Text: "this", Scope: s, Span: span})
		l.Bind(facts.Bind{On: on, Key: key, Owner: l.At, Value: value, Span: span})
	}, func(spread int32) {
		id := l.expr(spread)
		c := &l.File.Scopes[s]
		c.Forwards = append(c.Forwards, id)
	})
	def := l.Emit(facts.Expr{Op: facts.Def, Scope: s, Span: l.Span(i)})
	return l.Emit(facts.Expr{Op: facts.Call, New: true, X: def, Scope: l.At, Span: l.Span(i)})
}

// eachMember lowers the members of an object literal. A name that is computed is "", and its value is in key.
func (l *lowerer) eachMember(object int32, add func(name string, key, value facts.ID, span facts.Span), spread func(int32)) {
	end := l.Nodes[object].Next
	for c := l.First(object); c >= 0; c = l.Part(l.Nodes[c].Next, end) {
		name, value := c, c
		switch l.kind(c) {
		case kPair:
			name, value = l.Child(c, l.in.key), l.Child(c, l.in.value)
		case kMethod:
			name = l.Child(c, l.in.name)
		case kShorthand:
		case kSpread:
			spread(l.First(c))
			continue
		default:
			l.run(c)
			continue
		}
		text, ok := l.memberName(name)
		key := facts.ID(0)
		if !ok {
			text, key = l.key(name)
		}
		add(text, key, l.expr(value), l.Span(c))
	}
}
