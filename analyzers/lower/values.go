package lower

import (
	"strconv"

	"github.com/quotalint/quotalint/internal/facts"
)

// Element adds the element of a value at a position.
func (w *Writer) Element(value facts.ID, position int, span facts.Span) facts.ID {
	key := w.ConstantText(strconv.Itoa(position), span)
	return w.Emit(facts.Expr{Op: facts.Index, X: value, Y: key, Span: span})
}

// Applied adds a call that the source does not spell out, which stands here: it is no site.
func (w *Writer) Applied(call facts.Expr) facts.ID {
	call.Op, call.Scope, call.Failed = facts.Call, w.At, w.Failed > 0
	return w.Emit(call)
}
