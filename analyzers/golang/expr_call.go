package golang

import (
	"github.com/quotalint/quotalint/internal/facts"
)

// call lowers a call of the value function.
func (l *lowerer) call(i int32, function facts.ID) facts.ID {
	l.Reached(i)
	callee, list := l.bare(l.Child(i, l.in.function)), l.Child(i, l.in.arguments)
	if l.kindOf(callee) == kIdentifier && l.resolve(l.Text(callee)) == nil {
		if id := l.builtin(i, l.Text(callee), list); id != 0 {
			return id
		}
	}
	if t := l.declaration(callee); t >= 0 {
		if x := l.only(list); x >= 0 {
			return l.cast(l.expr(x), callee, l.Span(i))
		}
	}
	items := l.arguments(callee, list)
	if l.isSprintf(callee) {
		if id := l.sprintf(items, l.Span(i)); id != 0 {
			return id
		}
	}
	function = l.instance(function, callee, l.Child(i, l.in.typeArguments))
	return l.Call(i, facts.Expr{Op: facts.Call, X: function, Items: items, Span: l.Span(i)})
}

// conversion lowers `T(x)` for a type that is not but a name. With a name and brackets, it may well be a call of what is
// in a container.
func (l *lowerer) conversion(i int32) facts.ID {
	typ, operand := l.Child(i, l.in.typ), l.Child(i, l.in.operand)
	if l.kindOf(typ) != kGeneric {
		return l.cast(l.expr(operand), typ, l.Span(i))
	}
	l.Reached(i)
	head := l.Child(typ, l.in.typ)
	if l.declaration(head) >= 0 {
		return l.cast(l.expr(operand), typ, l.Span(i))
	}
	function := l.instance(l.expr(head), head, l.Child(typ, l.in.typeArguments))
	items := []facts.Item{l.onlyArgument(head, operand)}
	return l.Call(i, facts.Expr{Op: facts.Call, X: function, Items: items, Span: l.Span(i)})
}

// instance is what stands in front of the arguments of a call: a function, with the types that stand in brackets behind it; or
// an element of a container, whose key looks like a type.
func (l *lowerer) instance(function facts.ID, callee, brackets int32) facts.ID {
	key := l.only(brackets)
	if l.kindOf(key) == kTypeElem {
		key = l.First(key)
	}
	if !l.is(key, kTypeIdentifier, kQualified) || l.basic(l.Text(key)) || l.declaration(key) >= 0 {
		return function
	}
	element := l.Emit(facts.Expr{Op: facts.Index, X: function, Y: l.expr(key), Span: l.File.Exprs[function].Span})
	if l.is(callee, kIdentifier, kTypeIdentifier) {
		name := l.Text(callee)
		if _, ok := l.functions[name]; ok {
			return function
		}
		if v := l.resolve(name); v != nil {
			return element
		}
	}
	items := []facts.Item{{Value: function}, {Value: element}}
	return l.Emit(facts.Expr{Op: facts.Either, Items: items, Span: l.File.Exprs[function].Span})
}

// only returns the only part of a list, -1 if there are none or several.
func (l *lowerer) only(list int32) int32 {
	if list < 0 {
		return -1
	}
	first := l.First(list)
	if first < 0 || l.Part(l.Nodes[first].Next, l.Nodes[list].Next) >= 0 {
		return -1
	}
	return first
}

// declaration returns the node that declares the type which a name means, -1 if the file declares no such type.
func (l *lowerer) declaration(name int32) int32 {
	if !l.is(name, kIdentifier, kTypeIdentifier) {
		return -1
	}
	v := l.resolve(l.Text(name))
	if v == nil {
		return -1
	}
	if i, ok := l.types[variable{v.Scope, v.Name}]; ok {
		return i
	}
	return -1
}

// arguments lowers the arguments of a call.
func (l *lowerer) arguments(callee, list int32) []facts.Item {
	if x := l.only(list); x >= 0 && l.kind(x) != kVariadicArgument {
		return []facts.Item{l.onlyArgument(callee, x)}
	}
	var items []facts.Item
	l.each(list, func(x int32) {
		if l.kind(x) == kVariadicArgument {
			items = append(items, facts.Item{Value: l.expr(l.First(x)), Spread: facts.Elems})
		} else {
			items = append(items, facts.Item{Value: l.expr(x)})
		}
	})
	return items
}

// onlyArgument lowers an argument that stands alone. If it is a call, it gives all parameters of a function that has several.
func (l *lowerer) onlyArgument(callee, x int32) facts.Item {
	item := facts.Item{Value: l.expr(x)}
	if l.isCall(l.bare(x)) && l.takesSeveral(callee) {
		item.Spread = facts.Elems
	}
	return item
}

// takesSeveral reports whether a name means a function of the file with several parameters, of which the second is no rest.
func (l *lowerer) takesSeveral(callee int32) bool {
	if !l.is(callee, kIdentifier, kTypeIdentifier) {
		return false
	}
	declared, ok := l.functions[l.Text(callee)]
	if v := l.resolve(l.Text(callee)); !ok || v == nil || v.Scope != 0 {
		return false
	}
	several := false
	l.eachParameter(l.Child(declared, l.in.parameters), func(n int, _, p int32) {
		several = several || n == 1 && l.kind(p) == kParameter
	})
	return several
}
