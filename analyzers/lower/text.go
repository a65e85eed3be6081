package lower

import "github.com/quotalint/quotalint/internal/facts"

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

// ConstantText adds a text that is known as a whole.
func (w *Writer) ConstantText(text string, span facts.Span) facts.ID {
	return w.Emit(facts.Expr{Op: facts.Text, Items: []facts.Item{{Name: text}}, Span: span})
}

// Constant returns a text that is known as a whole.
func (w *Writer) Constant(id facts.ID) (text string, ok bool) {
	e := &w.File.Exprs[id]
	if e.Op != facts.Text || e.Truncated || len(e.Items) != 1 || e.Items[0].Value != 0 {
		return "", false
	}
	return e.Items[0].Name, true
}
