package lower

import "github.com/quotalint/quotalint/internal/facts"

// A Chain says how a language reads chains: members, calls, operators on their left side, parentheses.
type Chain struct {
	Below func(node int32) int32                                   // the operand on which a chain goes on downwards, -1 at its end
	Same  func(node int32) bool                                    // reports whether a link does not change the value
	Leaf  func(node int32) facts.ID                                // lowers what is no chain
	Link  func(node int32, operand facts.ID, under int32) facts.ID // lowers a link; under is the node of its operand, less what is Same
}

// LowerChain lowers an expression. A chain is walked down to where it begins and built up from there, so that its length is
// no depth.
func (w *Writer) LowerChain(c *Chain, i int32) facts.ID {
	bottom := len(w.spine)
	for next := c.Below(i); next >= 0; next = c.Below(i) {
		if !c.Same(i) {
			w.spine = append(w.spine, i)
		}
		i = next
	}
	id := c.Leaf(i)
	under := i
	for len(w.spine) > bottom {
		node := w.spine[len(w.spine)-1]
		w.spine = w.spine[:len(w.spine)-1]
		id = c.Link(node, id, under)
		under = node
	}
	return id
}

// Either lowers a choice between two values, `a or b`: either flows. The right one decides where both must be there (and);
// extend says that the left one is the value of the same chain of operators, so that nobody else has it.
func (w *Writer) Either(left, right facts.ID, and, extend bool, span facts.Span) facts.ID {
	e := facts.Expr{Op: facts.Either, Span: span}
	switch {
	case extend && w.File.Exprs[left].Op == facts.Either:
		e.Items = append(w.Take(left).Items, facts.Item{Value: right})
	case and:
		e.Items = []facts.Item{{Value: right}, {Value: left}}
	default:
		e.Items = []facts.Item{{Value: left}, {Value: right}}
	}
	if !and {
		e.Text = "or"
	}
	return w.Emit(e)
}
