package typescript

import (
	"math"
	"strconv"
	"strings"

	"github.com/quotalint/quotalint/analyzers/lower"
	"github.com/quotalint/quotalint/internal/facts"
)

// textOf returns what a string literal means.
func (l *lowerer) textOf(i int32) string {
	text := l.Text(i)
	if len(text) < 2 {
		return ""
	}
	return unescape(text[1 : len(text)-1])
}

// template lowers a template literal: its parts are texts and values.
func (l *lowerer) template(i int32) facts.ID {
	e := facts.Expr{Op: facts.Text, Span: l.Span(i)}
	end := l.Nodes[i].Next
	for c := l.Part(i+1, end); c >= 0; c = l.Part(l.Nodes[c].Next, end) {
		switch l.kind(c) {
		case kStringFragment, kEscape:
			lower.AddPart(&e, facts.Item{Name: unescape(l.Text(c))})
		case kSubstitution:
			l.AddValue(&e, l.expr(l.First(c)))
		default:
			l.run(c)
		}
	}
	return l.EmitText(e)
}

// number lowers a number: the text of it in decimal.
func (l *lowerer) number(i int32) facts.ID {
	return l.ConstantText(decimal(l.Text(i)), l.Span(i))
}

// decimal writes the number of a literal without an exponent, as the language prints all but very small and very large ones;
// a very large one stays as it is written.
func decimal(literal string) string {
	digits := strings.ReplaceAll(strings.TrimSuffix(literal, "n"), "_", "")
	if n, err := strconv.ParseInt(digits, 0, 64); err == nil {
		return strconv.FormatInt(n, 10)
	}
	x, err := strconv.ParseFloat(digits, 64)
	if err != nil || math.Abs(x) >= 1e21 {
		return literal
	}
	return strconv.FormatFloat(x, 'f', -1, 64)
}

// position reports whether a text is the key of an element of an array.
func position(text string) bool {
	n, err := strconv.Atoi(text)
	return err == nil && n >= 0 && strconv.Itoa(n) == text
}
