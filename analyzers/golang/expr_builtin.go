package golang

import (
	"github.com/quotalint/quotalint/internal/facts"
)

// builtin lowers the call of a function that every file has; 0 if it is an ordinary one.
func (l *lowerer) builtin(i int32, name string, list int32) facts.ID {
	var args []int32
	l.each(list, func(x int32) { args = append(args, x) })
	switch {
	case len(args) == 0:
		return 0
	case l.basic(name):
		return l.expr(args[0])
	case name == "append":
		return l.appended(i, args)
	case name == "new":
		return l.allocated(i, args[0])
	case name == "make":
		for _, size := range args[1:] {
			l.run(size)
		}
		return l.made(i, args[0])
	case name == "panic":
		l.run(args[0])
		l.Die()
		return l.opaque()
	}
	return 0
}

// appended lowers `append(s, x, ys...)`: a container of what s has and what is added.
func (l *lowerer) appended(i int32, args []int32) facts.ID {
	table := facts.Expr{Op: facts.Table, Span: l.Span(i)}
	for n, x := range args {
		item := facts.Item{}
		if l.kind(x) == kVariadicArgument {
			x, item.Spread = l.First(x), facts.Elems
		} else if n == 0 {
			item.Spread = facts.Elems
		}
		item.Value = l.expr(x)
		table.Items = append(table.Items, item)
	}
	return l.Emit(table)
}

// allocated lowers `new(T)`: what T{} is.
func (l *lowerer) allocated(i, typ int32) facts.ID {
	t := l.typeOf(typ)
	if t == 0 {
		return l.opaque()
	}
	if l.isStruct(typ) {
		return l.Applied(facts.Expr{New: true, X: t, Span: l.Span(i)})
	}
	return l.Emit(facts.Expr{Op: facts.Typed, X: t, Span: l.Span(i)})
}

// made lowers `make(T)`: an empty container.
func (l *lowerer) made(i, typ int32) facts.ID {
	if l.is(typ, kMap, kSlice, kChannel) {
		return l.Emit(facts.Expr{Op: facts.Table, Span: l.Span(i)})
	}
	return l.zero(typ)
}
