package python

import (
	"strconv"
	"strings"

	"github.com/quotalint/quotalint/analyzers/lower"
	"github.com/quotalint/quotalint/internal/facts"
)

// stringText lowers a string literal, or several side by side.
func (l *lowerer) stringText(i int32) facts.ID {
	e := facts.Expr{Op: facts.Text, Span: l.span(i)}
	if l.kind(i) == kConcatenatedString {
		for _, c := range l.Parts(i) {
			if l.kind(c) == kString {
				l.addString(&e, c)
			} else {
				l.run(c)
			}
		}
	} else {
		l.addString(&e, i)
	}
	return l.EmitText(e)
}

// addString appends the parts of a string literal to a text.
func (l *lowerer) addString(e *facts.Expr, i int32) {
	start := l.First(i)
	if start < 0 || l.kind(start) != kStringStart {
		return
	}
	prefix := strings.ToLower(strings.TrimRight(l.Text(start), "\"'"))
	raw, format := strings.Contains(prefix, "r"), strings.Contains(prefix, "f")
	end := l.Nodes[i].Next
	for c := l.Part(l.Nodes[start].Next, end); c >= 0; c = l.Part(l.Nodes[c].Next, end) {
		switch l.kind(c) {
		case kStringContent:
			text := l.Text(c)
			if format {
				text = strings.NewReplacer("{{", "{", "}}", "}").Replace(text)
			}
			if !raw {
				text = unescape(text)
			}
			lower.AddPart(e, facts.Item{Name: text})
		case kInterpolation:
			l.addInterpolation(e, c)
		}
	}
}

func (l *lowerer) addInterpolation(e *facts.Expr, i int32) {
	expression := l.Child(i, l.in.expression)
	if expression >= 0 {
		lower.AddPart(e, facts.Item{Value: l.expr(expression)})
	}
	for c := i + 1; c < l.Nodes[i].Next; c = l.Nodes[c].Next {
		if c != expression && l.kind(c) != kComment {
			l.run(c)
		}
	}
}

// binary lowers an operator between two values. extend says that left is the value of the same chain of operators, so that
// nobody else has it.
func (l *lowerer) binary(i int32, left facts.ID, extend bool) facts.ID {
	operator := l.Child(i, l.in.operator)
	text := ""
	if operator >= 0 {
		text = l.Text(operator)
	} else {
		operator = i
	}
	right := l.operand(i)
	x, y := l.File.Exprs[left], l.File.Exprs[right]
	switch {
	case text == "%" && x.Op == facts.Text:
		return l.formatted(left, '%', l.span(i))
	case text == "|":
		items := []facts.Item{{Value: left}, {Value: right}}
		return l.Emit(facts.Expr{Op: facts.Either, Items: items, Span: l.span(i)})
	case text == "*" && x.Op == facts.Table:
		return left
	case text == "*" && y.Op == facts.Table:
		return right
	case text != "+":
	case x.Op == facts.Text || y.Op == facts.Text:
		return l.Joined(left, right, extend, l.span(i))
	case x.Op == facts.Table || y.Op == facts.Table:
		return l.appended(left, right, extend, l.span(i))
	case x.Op == facts.Name && y.Op == facts.Name || x.Op == facts.Member && y.Op == facts.Member: // they may be texts
		return l.Joined(left, right, false, l.span(i))
	}
	return l.opaque(i)
}

// appended lowers the sum of two values of which one is a list or tuple.
func (l *lowerer) appended(left, right facts.ID, extend bool, span facts.Span) facts.ID {
	e := facts.Expr{Op: facts.Table, Span: span}
	if extend && l.File.Exprs[left].Op == facts.Table {
		e.Items = append(l.Take(left).Items, facts.Item{Value: right, Spread: facts.Elems})
	} else {
		e.Items = []facts.Item{{Value: left, Spread: facts.Elems}, {Value: right, Spread: facts.Elems}}
	}
	return l.Emit(e)
}

// formatted returns what is known of a text whose fields, marked by a character, are filled in: the literal before them.
func (l *lowerer) formatted(text facts.ID, field byte, span facts.Span) facts.ID {
	e := facts.Expr{Op: facts.Text, Truncated: true, Span: span}
	for _, part := range l.File.Exprs[text].Items {
		at := strings.IndexByte(part.Name, field)
		if at >= 0 {
			part.Name = part.Name[:at]
		}
		if part.Value != 0 || part.Name != "" {
			e.Items = append(e.Items, part)
		}
		if at >= 0 {
			break
		}
	}
	return l.Emit(e)
}

// key lowers a key: like any expression, but a whole number is a text, too.
func (l *lowerer) key(i int32) facts.ID {
	if k := l.bare(i); k >= 0 && l.kind(k) == kInteger {
		digits := strings.ToLower(l.Text(k))
		if n, err := strconv.ParseInt(digits, 0, 64); err == nil {
			digits = strconv.FormatInt(n, 10)
		}
		return l.ConstantText(digits, l.span(k))
	}
	return l.expr(i)
}
