package golang

import (
	"strconv"

	"github.com/quotalint/quotalint/internal/facts"
)

// assignment lowers `a, b := values`, `a, b = values` and `a += value`.
func (l *lowerer) assignment(i int32) {
	var targets, values []int32
	l.each(l.Child(i, l.in.left), func(t int32) { targets = append(targets, t) })
	l.each(l.Child(i, l.in.right), func(v int32) { values = append(values, v) })
	bind := l.target
	if l.kind(i) == kShortVar {
		bind = l.defineTarget
	} else if operator := l.Child(i, l.in.operator); operator >= 0 && l.Text(operator) != "=" {
		if len(targets) == 1 && len(values) == 1 {
			l.augmented(i, targets[0], values[0], l.Text(operator))
		}
		return
	}
	given := l.valuesFor(len(targets), values)
	for n, t := range targets {
		bind(t, given[n], l.Span(i))
	}
}

// augmented lowers `target op= value`. A text may grow; anything else is no value that we follow.
func (l *lowerer) augmented(i, target, value int32, operator string) {
	target = l.bare(target)
	before := l.expr(target)
	after := l.opaque()
	if operator == "+=" && !l.is(l.bare(value), kInt, kFloat) {
		after = l.sum(before, l.expr(value), false, l.Span(i))
	} else {
		l.run(value)
	}
	l.Adding(operator, func() { l.assignAgain(target, before, after, l.Span(i)) })
}

// step lowers `target++` and `target--`.
func (l *lowerer) step(i int32) {
	operator := "++"
	if l.kind(i) == kDec {
		operator = "--"
	}
	l.Adding(operator, func() { l.target(l.First(i), l.opaque(), l.Span(i)) })
}

// assignAgain binds a target that has just been read.
func (l *lowerer) assignAgain(target int32, before, value facts.ID, span facts.Span) {
	switch e := l.File.Exprs[before]; {
	case l.is(target, kIdentifier):
		l.assignName(l.Text(target), value, span)
	case l.is(target, kSelector) && e.Op == facts.Member:
		l.Bind(facts.Bind{On: e.X, Name: e.Text, Owner: l.At, Value: value, Span: span})
	case l.is(target, kIndex) && e.Op == facts.Index:
		l.Bind(facts.Bind{On: e.X, Key: e.Y, Owner: l.At, Value: value, Span: span})
	}
}

// varSpec lowers the declaration of variables or constants. Without a value a variable is a zero value of its type.
func (l *lowerer) varSpec(i int32) {
	var names, values []int32
	l.eachIn(i, l.in.name, func(n int32) { names = append(names, n) })
	l.each(l.Child(i, l.in.value), func(v int32) { values = append(values, v) })
	typ := l.Child(i, l.in.typ)
	var given []facts.ID
	if len(values) > 0 {
		given = l.valuesFor(len(names), values)
	}
	declared := l.typeOf(typ)
	for n, name := range names {
		value := l.opaque()
		switch {
		case given != nil && declared != 0 && l.File.Exprs[given[n]].Op != facts.Text:
			value = l.Emit(facts.Expr{Op: facts.Cast, X: given[n], Y: declared, Span: l.Span(i)})
		case given != nil:
			value = given[n]
		case declared != 0:
			value = l.Emit(facts.Expr{Op: facts.Typed, X: declared, Span: l.Span(typ)})
		}
		l.define(l.Text(name), value, l.Span(i))
	}
}

// valuesFor lowers the values that so many targets get: one each, or what a single call gives. Of what else gives two values,
// the second says but whether there is a first.
func (l *lowerer) valuesFor(targets int, values []int32) []facts.ID {
	given := make([]facts.ID, 0, targets)
	for _, v := range values {
		given = append(given, l.expr(v))
	}
	if len(values) == 1 && targets > 1 && l.isCall(l.bare(values[0])) {
		called := given[0]
		given = given[:0]
		for n := range targets {
			given = append(given, l.Element(called, n, l.Span(values[0])))
		}
	}
	for len(given) < targets {
		given = append(given, l.opaque())
	}
	return given
}

// target binds a target to a value.
func (l *lowerer) target(node int32, value facts.ID, span facts.Span) {
	switch node = l.unwrapped(node); l.kindOf(node) {
	case kNone:
	case kIdentifier:
		l.assignName(l.Text(node), value, span)
	case kSelector:
		if name := l.Child(node, l.in.field); name >= 0 {
			on := l.expr(l.Child(node, l.in.operand))
			l.Bind(facts.Bind{On: on, Name: l.Text(name), Owner: l.At, Value: value, Span: span})
		}
	case kIndex:
		on := l.expr(l.Child(node, l.in.operand))
		key := l.keyOf(l.Child(node, l.in.index))
		l.Bind(facts.Bind{On: on, Key: key, Owner: l.At, Value: value, Span: span})
	case kUnary: // *p = value: who has the pointer finds either there
		switch x := l.bare(node); l.kindOf(x) {
		case kIdentifier:
			l.Maybe++
			pointer := l.expr(x)
			l.assignName(l.Text(x), value, span)
			l.Maybe--
			l.putElements(pointer, value, span)
		case kUnary:
			l.run(x)
		default:
			l.target(x, value, span)
		}
	default:
		l.run(node)
	}
}

// defineTarget binds a name that a statement declares, unless its block has it already.
func (l *lowerer) defineTarget(node int32, value facts.ID, span facts.Span) {
	if l.kindOf(node) == kIdentifier {
		l.define(l.Text(node), value, span)
	} else {
		l.target(node, value, span)
	}
}

// unwrapped returns the node within parentheses.
func (l *lowerer) unwrapped(i int32) int32 {
	for l.kindOf(i) == kParenthesized {
		i = l.First(i)
	}
	return i
}

// bare returns the node within parentheses and what else does not change a value.
func (l *lowerer) bare(i int32) int32 {
	for l.kindOf(i) == kParenthesized || l.kindOf(i) == kUnary && l.keeps(i) {
		if l.kind(i) == kUnary {
			i = l.Child(i, l.in.operand)
		} else {
			i = l.First(i)
		}
	}
	return i
}

// keeps reports whether an operator gives its operand: & and *.
func (l *lowerer) keeps(i int32) bool {
	operator := l.Child(i, l.in.operator)
	return operator >= 0 && (l.Text(operator) == "&" || l.Text(operator) == "*")
}

// send lowers `ch <- value`: the value is an element of the channel.
func (l *lowerer) send(i int32) {
	on := l.expr(l.Child(i, l.in.channel))
	l.putAny(on, l.expr(l.Child(i, l.in.value)), l.Span(i))
}

// putAny binds any element of a value.
func (l *lowerer) putAny(on, value facts.ID, span facts.Span) {
	l.Bind(facts.Bind{On: on, Owner: l.At, Value: value, Span: span})
}

// receive lowers what a case of a select receives.
func (l *lowerer) receive(i int32) {
	var targets []int32
	l.each(l.Child(i, l.in.left), func(t int32) { targets = append(targets, t) })
	right := l.Child(i, l.in.right)
	if len(targets) == 0 {
		l.run(right)
		return
	}
	bind := l.target
	if l.HasToken(i, ":=") {
		bind = l.defineTarget
	}
	for n, value := range l.valuesFor(len(targets), []int32{right}) {
		bind(targets[n], value, l.Span(i))
	}
}

// putElements binds what a literal of a container holds as elements of another one, into which it is copied.
func (l *lowerer) putElements(on, value facts.ID, span facts.Span) {
	if l.File.Exprs[value].Op != facts.Table {
		return
	}
	for _, item := range l.File.Exprs[value].Items {
		if item.Spread == facts.Elems {
			item.Value = l.Emit(facts.Expr{Op: facts.Index, X: item.Value, Span: span})
		}
		l.putAny(on, item.Value, span)
	}
}

// positions numbers values.
func positions(values []facts.ID) []facts.Item {
	items := make([]facts.Item, len(values))
	for n, v := range values {
		items[n] = facts.Item{Name: strconv.Itoa(n), Value: v}
	}
	return items
}
