package golang

import (
	"math"
	"strconv"
	"strings"

	"github.com/quotalint/quotalint/analyzers/lower"
	"github.com/quotalint/quotalint/internal/facts"
)

// textOf returns what a string literal means.
func textOf(literal string) string {
	if text, err := strconv.Unquote(literal); err == nil {
		return text
	}
	return strings.Trim(literal, "\"`")
}

// number lowers a number: the text of it in decimal.
func (l *lowerer) number(i int32) facts.ID {
	return l.ConstantText(decimal(l.Text(i)), l.Span(i))
}

func decimal(literal string) string {
	if n, err := strconv.ParseInt(literal, 0, 64); err == nil {
		return strconv.FormatInt(n, 10)
	}
	x, err := strconv.ParseFloat(strings.ReplaceAll(literal, "_", ""), 64)
	if err != nil || math.Abs(x) >= 1e21 {
		return literal
	}
	return strconv.FormatFloat(x, 'f', -1, 64)
}

// isSprintf reports whether an expression is fmt.Sprintf.
func (l *lowerer) isSprintf(callee int32) bool {
	if l.kindOf(callee) != kSelector {
		return false
	}
	name := l.Child(callee, l.in.field)
	return name >= 0 && l.Text(name) == "Sprintf" && l.isPackage(l.Child(callee, l.in.operand), "fmt")
}

// sprintf is a text with values in it, as far as the format says no more than where they stand; 0 if the format is no
// constant.
func (l *lowerer) sprintf(args []facts.Item, span facts.Span) facts.ID {
	if len(args) == 0 {
		return 0
	}
	format, ok := l.Constant(args[0].Value)
	if !ok {
		return 0
	}
	e := facts.Expr{Op: facts.Text, Span: span}
	for args = args[1:]; !e.Truncated; {
		text, verb, found := strings.Cut(format, "%")
		lower.AddPart(&e, facts.Item{Name: text})
		if !found {
			break
		}
		switch {
		case strings.HasPrefix(verb, "%"):
			lower.AddPart(&e, facts.Item{Name: "%"})
		case verb != "" && strings.IndexByte("svd", verb[0]) >= 0 && len(args) > 0 && args[0].Spread == facts.One:
			l.AddValue(&e, args[0].Value)
			args = args[1:]
		default:
			e.Truncated = true
			continue
		}
		format = verb[1:]
	}
	return l.EmitText(e)
}
