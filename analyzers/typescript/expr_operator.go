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
		return l.either(i, left, right, text, extend)
	case "+":
		return l.sum(i, left, l.expr(right), extend)
	}
	l.run(right)
	return l.opaque(i)
}

// either lowers `a || b`, `a ?? b` and `a && b`: either flows.
func (l *lowerer) either(i int32, left facts.ID, right int32, operator string, extend bool) facts.ID {
	l.Maybe++
	second := facts.Item{Value: l.expr(right)}
	l.Maybe--
	e := facts.Expr{Op: facts.Either, Span: l.span(i)}
	switch {
	case extend && l.File.Exprs[left].Op == facts.Either:
		e.Items = append(l.Take(left).Items, second)
	case operator == "&&":
		e.Items = []facts.Item{second, {Value: left}}
	default:
		e.Items = []facts.Item{{Value: left}, second}
	}
	if operator != "&&" {
		e.Text = "or"
	}
	return l.Emit(e)
}

// sum lowers `a + b`, which is a text if one of them is, and may be one if nobody can tell.
func (l *lowerer) sum(i int32, left, right facts.ID, extend bool) facts.ID {
	x, y := l.File.Exprs[left].Op, l.File.Exprs[right].Op
	switch {
	case x == facts.Text || y == facts.Text:
		return l.Joined(left, right, extend, l.span(i))
	case x == facts.Name && y == facts.Name || x == facts.Member && y == facts.Member:
		return l.Joined(left, right, false, l.span(i))
	}
	return l.opaque(i)
}

// conditional lowers `c ? a : b`: either arm flows. A chain of them is no depth.
func (l *lowerer) conditional(i int32) facts.ID {
	e := facts.Expr{Op: facts.Either, Span: l.span(i)}
	maybe := l.Maybe
	for {
		l.run(l.Child(i, l.in.condition))
		l.Maybe = maybe + 1
		e.Items = append(e.Items, facts.Item{Value: l.expr(l.Child(i, l.in.consequence))})
		last := l.Child(i, l.in.alternative)
		next := l.bare(last)
		if next < 0 || l.kind(next) != kTernary {
			e.Items = append(e.Items, facts.Item{Value: l.expr(last)})
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
			id = l.Emit(facts.Expr{Op: facts.Index, X: id, Span: l.span(i)})
		}
		f.Yields = append(f.Yields, id)
	}
	return l.opaque(i)
}
