package typescript

import (
	"github.com/quotalint/quotalint/internal/facts"
)

// function lowers a function and returns it: of a constructor, the class that it makes instances of.
func (l *lowerer) function(i int32) facts.ID {
	s := l.Opened(i)
	if s < 0 { // in quotes
		return l.opaque(i)
	}
	header := l.Header
	switch l.kind(i) {
	case kArrow, kFunction, kGenerator: // a part of the statement around it
	default:
		l.HeaderEnds(i, max(l.Child(i, l.in.parameters), l.Child(i, l.in.returnType)))
	}
	l.File.Scopes[s].Flags |= l.flagsOf(i, s)
	r := l.receiverOf(i, s)
	if l.argumentsIn[i] {
		l.Add(s, rest).Param = true
	}
	if r.param || l.takesThis(i) && r == (receiver{}) {
		r = receiver{param: true}
		l.Add(s, "this").Param = true
	}
	l.inside(s, r, func() {
		l.params(i, s)
		l.declareResult(i, s)
		l.code(i, s)
	})
	l.Header = header
	return l.bindOwn(i, l.definition(i, s))
}

// bindOwn binds the name by which a function expression knows itself.
func (l *lowerer) bindOwn(i int32, value facts.ID) facts.ID {
	if name := l.Child(i, l.in.name); name >= 0 && (l.kind(i) == kFunction || l.kind(i) == kGenerator) {
		l.within(i, func() { l.assignName(l.Text(name), value, l.Span(name)) })
	}
	return value
}

// definition is a function as a value.
func (l *lowerer) definition(i, s int32) facts.ID {
	if class, ok := l.constructors[i]; ok {
		c := &l.File.Scopes[class]
		c.Init, c.Iter = constructor, iterator
		if l.Scopes[class].Find(constructor) < 0 {
			def := l.Emit(facts.Expr{Op: facts.Def, Scope: s, Span: l.Span(i)})
			l.addMember(class, constructor, def, l.Span(i))
		}
		s = class
	}
	return l.Emit(facts.Expr{Op: facts.Def, Scope: s, Span: l.Span(i)})
}

// flagsOf says what the words in front of a function say.
func (l *lowerer) flagsOf(i, s int32) facts.Flags {
	var f facts.Flags
	for c := i + 1; c < l.Nodes[i].Next; c = l.Nodes[c].Next {
		if l.kind(c) != kNone {
			continue
		}
		switch l.Text(c) {
		case "async":
			f |= facts.Async
		case "*":
			if !l.asynchronous(i) {
				f |= facts.Generator
			}
		case "get":
			f |= facts.Property
		case "set":
			f |= facts.Setter
		case "static":
			f |= facts.Static
		}
	}
	if l.Scopes[s].Generator {
		f |= facts.Generator
	}
	if k := l.kind(i); k == kArrow || k == kFunction && l.kindOf(l.Nodes[i].Parent) == kField {
		if parent := l.Scopes[s].Parent; l.Scopes[parent].Kind == facts.ClassScope {
			f |= facts.Static
		}
	}
	return f
}

// inside lowers the code of a function or class.
func (l *lowerer) inside(s int32, r receiver, body func()) {
	at, maybe, guard, lexical, outer := l.At, l.Maybe, l.Guard, l.lexical, l.receiver
	l.At, l.Maybe, l.Guard, l.lexical, l.receiver = s, 0, 0, l.blocks.Root(s), r
	l.Begin(s)
	body()
	l.sweep(s)
	l.Close(s)
	l.At, l.Maybe, l.Guard, l.lexical, l.receiver = at, maybe, guard, lexical, outer
}

// code lowers the body of a function.
func (l *lowerer) code(i, s int32) {
	body := l.Child(i, l.in.body)
	switch l.kindOf(body) {
	case kNone:
	case kBlock:
		l.statements(body)
	default: // of an arrow
		value := l.expr(body)
		f := &l.File.Scopes[s]
		f.Returns = append(f.Returns, value)
	}
}

// params lowers the parameters of a function, and takes apart those that are patterns. What the caller gives besides, as
// receiver or beyond the parameters, comes last.
func (l *lowerer) params(i, s int32) {
	var patterns []func()
	var this facts.ID
	spread := false
	l.eachParameter(i, func(n int, p, pattern int32) {
		param := l.param(p)
		switch {
		case l.kindOf(pattern) == kThis:
			this = param.Type
			return
		case l.kindOf(pattern) == kIdentifier:
			param.Name = l.Text(pattern)
		case pattern >= 0:
			param.Name = madeUp(n)
			patterns = append(patterns, func() {
				value := l.Emit(facts.Expr{Op: facts.Name, Text: param.Name, Scope: s, Span: param.Span})
				l.target(pattern, value, param.Span)
			})
		default:
			l.run(p)
		}
		if param.Type == 0 && param.Name != "" {
			param.Type = l.docParam(i, param.Name, n)
		}
		if outer := l.Child(p, l.in.pattern); l.kindOf(outer) == kRestPattern {
			param.Rest, spread = facts.Elems, true
		}
		if l.isField(p) && l.File.Scopes[s].Name == constructor {
			patterns = append(patterns, func() { l.fill(s, param) })
		}
		l.addParam(s, param)
	})
	if l.argumentsIn[i] && !spread {
		l.addParam(s, facts.Param{Name: rest, Rest: facts.Elems, Span: l.Span(i)})
	}
	if l.Scopes[s].Find("this") >= 0 {
		l.addParam(s, facts.Param{Name: "this", Type: this, Keyword: true, Span: l.Span(i)})
	}
	for _, take := range patterns {
		take()
	}
}

func (l *lowerer) addParam(s int32, p facts.Param) {
	f := &l.File.Scopes[s]
	f.Params = append(f.Params, p)
}

// param lowers the type, the default and the decorators of a parameter.
func (l *lowerer) param(p int32) facts.Param {
	param := facts.Param{Span: l.Span(p)}
	end := l.Nodes[p].Next
	for c := l.First(p); c >= 0; c = l.Part(l.Nodes[c].Next, end) {
		switch {
		case l.kind(c) == kDecorator:
			l.run(l.First(c))
		case l.Nodes[c].Field == l.in.typ && !l.saysNothing(c):
			param.Type = l.typeOf(c)
		case l.Nodes[c].Field == l.in.value:
			param.Default = l.expr(c)
		}
	}
	return param
}

// isField reports whether a parameter of a constructor is a field of the instance.
func (l *lowerer) isField(p int32) bool {
	for c := p + 1; c < l.Nodes[p].Next; c = l.Nodes[c].Next {
		if k := l.kind(c); k == kAccessibility || k == kOverride || k == kNone && l.Text(c) == "readonly" {
			return true
		}
	}
	return false
}

// fill stores a parameter of a constructor in the field of its name.
func (l *lowerer) fill(s int32, p facts.Param) {
	class := l.Scopes[s].Parent
	if l.Scopes[class].Kind != facts.ClassScope || l.receiver.op != facts.Self {
		return
	}
	l.Bind(facts.Bind{
		On: l.this(p.Span), Name: p.Name, Owner: s, Span: p.Span,
		Value: l.Emit(facts.Expr{Op: facts.Name, Text: p.Name, Scope: s, Span: p.Span}),
	})
}

// declareResult notes what the declared type of a function's result says.
func (l *lowerer) declareResult(i, s int32) {
	result := l.Child(i, l.in.returnType)
	declared := facts.ID(0)
	if result < 0 {
		declared = l.docResult(i)
	} else if l.kind(result) == kTypeAnnotation {
		declared = l.typeOf(result)
	}
	if declared == 0 {
		return
	}
	f := &l.File.Scopes[s]
	e := l.File.Exprs[declared]
	span := e.Span
	if f.Flags&facts.Generator == 0 {
		f.Returns = append(f.Returns, l.Emit(facts.Expr{Op: facts.Typed, X: declared, Span: span}))
		return
	}
	if e.Op != facts.Index || e.Y == 0 {
		return
	}
	element := e.Y
	if y := l.File.Exprs[e.Y]; y.Op == facts.Table && len(y.Items) > 0 {
		element = y.Items[0].Value
	}
	f.Yields = append(f.Yields, l.Emit(facts.Expr{Op: facts.Typed, X: element, Span: span}))
}
