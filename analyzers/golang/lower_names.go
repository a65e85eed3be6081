package golang

import (
	"strconv"

	"github.com/quotalint/quotalint/internal/facts"
)

// function opens the scope of a function and declares its name, its parameters and those of its type.
func (d *declarer) function(i int32) {
	name, text := d.Child(i, d.in.name), ""
	if name >= 0 {
		text = d.Text(name)
	}
	switch d.kind(i) {
	case kFunction:
		d.functionName(i, name, text)
	case kMethod:
		if t := d.receiverType(i); t >= 0 {
			text = d.Text(t) + "." + text
		}
	case kMethodElem:
		if t := d.nameOfType(d.Nodes[i].Parent); t != "" {
			text = t + "." + text
		}
	case kFuncLiteral:
		d.Effects = append(d.Effects, i)
	}
	s := d.Open(facts.FuncScope, d.top().scope, i, text, d.Span(i))
	d.enter(i, s)
	d.typeParameters(i)
	d.receiver(i)
	if d.kind(i) != kMethodElem {
		d.parameters(i)
	}
}

// functionName declares a function of the file. Those called init are many, and nobody can name them.
func (d *declarer) functionName(i, name int32, text string) {
	if name < 0 || text == "_" || text == "init" {
		return
	}
	d.functions[text] = i
	d.blocks.Add(&d.Writer, 0, text)
	d.File.Public = append(d.File.Public, text)
	d.events = append(d.events, event{node: name, end: d.Nodes[i].Next, scope: d.top().scope, name: text, is: variable{0, text}})
}

// typeParameters declares the type parameters of a function or type.
func (d *declarer) typeParameters(i int32) {
	list := d.Child(i, d.in.typeParameters)
	d.each(list, func(p int32) {
		d.eachIn(p, d.in.name, func(name int32) { d.declareName(name, name, list) })
	})
}

// receiver declares the receiver of a method, and the type parameters that its type names.
func (d *declarer) receiver(i int32) {
	list := d.Child(i, d.in.receiver)
	d.eachParameter(list, func(_ int, name, _ int32) {
		if name >= 0 {
			d.declareName(name, name, d.bodyOf(i))
		}
	})
	d.eachReceiverArgument(i, func(name int32) { d.declareName(name, name, list) })
}

// eachReceiverArgument visits the type parameters that the type of a receiver names.
func (l *lowerer) eachReceiverArgument(method int32, visit func(name int32)) {
	t := l.receiverType(method)
	if t < 0 || l.kindOf(l.Nodes[t].Parent) != kGeneric {
		return
	}
	l.each(l.Child(l.Nodes[t].Parent, l.in.typeArguments), func(elem int32) {
		if name := l.First(elem); l.kindOf(name) == kTypeIdentifier {
			visit(name)
		}
	})
}

// receiverType returns the node of the type that a method belongs to, -1 if there is none.
func (l *lowerer) receiverType(method int32) int32 {
	t := int32(-1)
	l.eachParameter(l.Child(method, l.in.receiver), func(_ int, _, declaration int32) { t = l.Child(declaration, l.in.typ) })
	for l.is(t, kPointer, kParenthesizedType) {
		t = l.First(t)
	}
	if l.kindOf(t) == kGeneric {
		t = l.Child(t, l.in.typ)
	}
	if l.kindOf(t) != kTypeIdentifier {
		return -1
	}
	return t
}

// parameters declares the parameters and the named results of a function. They are seen in its body.
func (d *declarer) parameters(i int32) {
	from := d.bodyOf(i)
	d.eachParameter(d.Child(i, d.in.parameters), func(_ int, name, _ int32) {
		if name >= 0 && d.declareName(name, name, from) {
			e := &d.events[len(d.events)-1]
			e.end, e.param = 0, true
		}
	})
	d.eachParameter(d.Child(i, d.in.result), func(_ int, name, _ int32) {
		if name >= 0 {
			d.declareName(name, name, from)
		}
	})
}

// bodyOf returns the node at which the body of a function begins, or the one behind a function without.
func (l *lowerer) bodyOf(i int32) int32 {
	if body := l.Child(i, l.in.body); body >= 0 {
		return body
	}
	return l.Nodes[i].Next
}

// eachParameter visits the parameters in a list, each with its name, which may be -1, and its declaration. One type that
// stands without a list is no parameter.
func (l *lowerer) eachParameter(list int32, visit func(n int, name, declaration int32)) {
	if l.kindOf(list) != kParameters {
		return
	}
	n := 0
	l.each(list, func(p int32) {
		if !l.is(p, kParameter, kVariadicParameter) {
			return
		}
		named := false
		l.eachIn(p, l.in.name, func(name int32) {
			visit(n, name, p)
			n, named = n+1, true
		})
		if !named {
			visit(n, -1, p)
			n++
		}
	})
}

// madeUp is the name of a parameter that has none.
func madeUp(n int) string { return "~p" + strconv.Itoa(n) }

// typeSpec declares a type. One that is made of a named type is a class of its own.
func (d *declarer) typeSpec(i int32) {
	name, typ := d.Child(i, d.in.name), d.Child(i, d.in.typ)
	if name < 0 || typ < 0 {
		return
	}
	d.declareName(name, name, name)
	if v := d.declaredIn(d.top().block, d.Text(name)); v != nil {
		d.types[variable{v.Scope, v.Name}] = i
	}
	if d.kind(i) == kTypeSpec && d.is(typ, kTypeIdentifier, kQualified, kGeneric) {
		d.class(i, d.Text(name))
	}
	if d.Child(i, d.in.typeParameters) >= 0 {
		d.enter(i, d.top().scope)
		d.typeParameters(i)
	}
}

// nameOfType returns the name that a declaration gives to the type at a node, "" if there is none.
func (l *lowerer) nameOfType(i int32) string {
	parent := l.Nodes[i].Parent
	if !l.is(parent, kTypeSpec, kTypeAlias) || l.Nodes[i].Field != l.in.typ {
		return ""
	}
	if name := l.Child(parent, l.in.name); name >= 0 {
		return l.Text(name)
	}
	return ""
}
