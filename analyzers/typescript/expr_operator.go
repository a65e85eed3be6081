package typescript

import "github.com/quotalint/quotalint/internal/facts"

// binary lowers an operator between two values. extend says that left is the value of the same chain of operators, so that
// nobody else has it.
func (l *lowerer) binary(i int32, left facts.ID, extend bool) facts.ID {
	operator := l.Child(i, l.in.operator)
	if operator < 0 {
		return l.opaque(i)
	}
	right := l.Child(i, l.in.right)
	switch text := l.Text(operator); text {
	case "||", "??", "&&":
		l.Maybe++
		second := facts.ID(0)
		if under := l.Child(i, l.in.left); text == "&&" && under >= 0 {
			asked, not := l.question(under)
			l.Guarded(asked, not, func() { second = l.expr(right) })
		} else {
			second = l.expr(right)
		}
		l.Maybe--
		return l.Either(left, second, text == "&&", extend, l.Span(i))
	case "+":
		return l.sum(i, left, l.expr(right), extend)
	}
	l.run(right)
	return l.opaque(i)
}

// sum lowers `a + b`.
func (l *lowerer) sum(i int32, left, right facts.ID, extend bool) facts.ID {
	if id := l.Sum(left, right, extend, l.Span(i)); id != 0 {
		return id
	}
	return l.opaque(i)
}

// conditional lowers `c ? a : b`: either arm flows. A chain of them is no depth.
func (l *lowerer) conditional(i int32) facts.ID {
	e := facts.Expr{Op: facts.Either, Span: l.Span(i)}
	maybe := l.Maybe
	for {
		l.asks(l.Child(i, l.in.condition))
		l.Maybe = maybe + 1
		asked, not := l.question(l.Child(i, l.in.condition))
		l.Guarded(asked, not, func() { e.Items = append(e.Items, facts.Item{Value: l.expr(l.Child(i, l.in.consequence))}) })
		last := l.Child(i, l.in.alternative)
		next := l.bare(last)
		if next < 0 || l.kind(next) != kTernary {
			l.Guarded(asked, !not, func() { e.Items = append(e.Items, facts.Item{Value: l.expr(last)}) })
			break
		}
		i = next
	}
	l.Maybe = maybe
	return l.Emit(e)
}

// sequence lowers `a, b`: the last value is that of the whole.
func (l *lowerer) sequence(i int32) facts.ID {
	parts := l.Parts(i)
	if len(parts) == 0 {
		return l.opaque(i)
	}
	for _, c := range parts[:len(parts)-1] {
		l.run(c)
	}
	return l.expr(parts[len(parts)-1])
}

// yield lowers a yield; what is sent to it, nobody can tell.
func (l *lowerer) yield(i int32) facts.ID {
	if value := l.First(i); value >= 0 {
		id := l.expr(value)
		f := &l.File.Scopes[l.functionOf(l.At)]
		if f.Flags&facts.Generator == 0 { // it stands for await
			return id
		}
		if l.HasToken(i, "*") {
			id = l.Emit(facts.Expr{Op: facts.Index, X: id, Span: l.Span(i)})
		}
		f.Yields = append(f.Yields, id)
	}
	return l.opaque(i)
}
