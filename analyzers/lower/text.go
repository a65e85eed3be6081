package lower

import (
	"strings"

	"github.com/quotalint/quotalint/internal/facts"
)

// How much of a text is kept.
const (
	maxParts = 8
	maxBytes = 1 << 14 // of literals side by side
)

// AddPart appends a part to a text. Literals side by side are one part.
func AddPart(e *facts.Expr, part facts.Item) {
	n := len(e.Items)
	switch {
	case e.Truncated, part.Value == 0 && part.Name == "":
	case n > 0 && part.Value == 0 && e.Items[n-1].Value == 0 && len(e.Items[n-1].Name)+len(part.Name) <= maxBytes:
		e.Items[n-1].Name += part.Name
	case n == maxParts, n > 0 && part.Value == 0 && e.Items[n-1].Value == 0:
		e.Truncated = true
	default:
		e.Items = append(e.Items, part)
	}
}

// AddValue appends a value to a text: its parts, if it is one.
func (w *Writer) AddValue(e *facts.Expr, value facts.ID) {
	v := &w.File.Exprs[value]
	if v.Op != facts.Text {
		AddPart(e, facts.Item{Value: value})
		return
	}
	for _, part := range v.Items {
		AddPart(e, part)
	}
	e.Truncated = e.Truncated || v.Truncated
}

// EmitText adds a text with the parts that were appended to it, which may be none.
func (w *Writer) EmitText(e facts.Expr) facts.ID {
	if len(e.Items) == 0 {
		e.Items = []facts.Item{{}}
	}
	return w.Emit(e)
}

// Joined adds the sum of two values of which one is a text. extend says that nobody but this sum has the left one.
func (w *Writer) Joined(left, right facts.ID, extend bool, span facts.Span) facts.ID {
	e := facts.Expr{Op: facts.Text, Span: span}
	if extend && w.File.Exprs[left].Op == facts.Text {
		x := w.Take(left)
		e.Items, e.Truncated = x.Items, x.Truncated
	} else {
		w.AddValue(&e, left)
	}
	w.AddValue(&e, right)
	return w.EmitText(e)
}

// Sum lowers `a + b`, which is a text if one of them is, and may be one if nobody can tell; 0 if it is none.
func (w *Writer) Sum(left, right facts.ID, extend bool, span facts.Span) facts.ID {
	x, y := w.File.Exprs[left].Op, w.File.Exprs[right].Op
	switch {
	case x == facts.Text || y == facts.Text:
		return w.Joined(left, right, extend, span)
	case x == facts.Name && y == facts.Name || x == facts.Member && y == facts.Member:
		return w.Joined(left, right, false, span)
	}
	return 0
}

// ConstantText adds a text that is known as a whole.
func (w *Writer) ConstantText(text string, span facts.Span) facts.ID {
	return w.Emit(facts.Expr{Op: facts.Text, Items: []facts.Item{{Name: text}}, Span: span})
}

// Unescape returns what the content of a string literal means. escape writes what the escape sequence means that s begins with,
// behind its backslash, and returns its length.
func Unescape(s string, escape func(b *strings.Builder, s string) int) string {
	at := strings.IndexByte(s, '\\')
	if at < 0 {
		return s
	}
	var b strings.Builder
	for at >= 0 && at+1 < len(s) {
		b.WriteString(s[:at])
		s = s[at+1:]
		s = s[escape(&b, s):]
		at = strings.IndexByte(s, '\\')
	}
	b.WriteString(s)
	return b.String()
}

// Constant returns a text that is known as a whole.
func (w *Writer) Constant(id facts.ID) (text string, ok bool) {
	e := &w.File.Exprs[id]
	if e.Op != facts.Text || e.Truncated || len(e.Items) != 1 || e.Items[0].Value != 0 {
		return "", false
	}
	return e.Items[0].Name, true
}
