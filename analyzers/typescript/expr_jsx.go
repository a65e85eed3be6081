package typescript

import (
	"strconv"

	"github.com/quotalint/quotalint/internal/facts"
)

// jsx lowers an element: the call of its component with the attributes as the members of one argument. An element of the
// page itself has no component, nor has a fragment.
func (l *lowerer) jsx(i int32) facts.ID {
	l.Reached(i)
	opening := i
	if l.kind(i) == kJSXElement {
		opening = l.First(i)
	}
	props := facts.Expr{Op: facts.Table, Span: l.Span(i)}
	component := facts.ID(0)
	if opening >= 0 {
		component = l.component(l.Child(opening, l.in.name))
		l.attributes(&props, opening)
	}
	if opening != i {
		l.children(&props, i)
	}
	if component == 0 {
		return l.opaque(i)
	}
	return l.applied(component, props.Span, facts.Item{Value: l.Emit(props)})
}

// component lowers the name of an element; 0 for one of the page itself.
func (l *lowerer) component(name int32) facts.ID {
	switch l.kindOf(name) {
	case kIdentifier:
		if text := l.Text(name); text != "" && (text[0] < 'a' || text[0] > 'z') {
			return l.expr(name)
		}
	case kMember:
		return l.expr(name)
	}
	return 0
}

// attributes lowers the attributes of an element to members.
func (l *lowerer) attributes(props *facts.Expr, opening int32) {
	name := l.Child(opening, l.in.name)
	end := l.Nodes[opening].Next
	for c := l.First(opening); c >= 0; c = l.Part(l.Nodes[c].Next, end) {
		switch {
		case c == name:
		case l.kind(c) == kJSXAttribute:
			parts := l.Parts(c)
			if len(parts) < 2 {
				continue
			}
			item := facts.Item{Name: l.Text(parts[0])}
			item.Value, _ = l.jsxValue(parts[1])
			props.Items = append(props.Items, item)
		default:
			value, spread := l.jsxValue(c)
			if spread == facts.Elems {
				spread = facts.Members
			}
			if spread == facts.Members {
				props.Items = append(props.Items, facts.Item{Value: value, Spread: spread})
			}
		}
	}
}

// jsxValue lowers what stands in the braces of an element or attribute, and says whether it is spread.
func (l *lowerer) jsxValue(i int32) (facts.ID, facts.Spread) {
	if l.kind(i) != kJSXExpression {
		return l.expr(i), facts.One
	}
	value := l.First(i)
	if value >= 0 && l.kind(value) == kSpread {
		return l.expr(l.First(value)), facts.Elems
	}
	return l.expr(value), facts.One
}

// children lowers what stands in an element: its only child, or all of them as an array.
func (l *lowerer) children(props *facts.Expr, i int32) {
	var items []facts.Item
	end := l.Nodes[i].Next
	for c := l.First(i); c >= 0; c = l.Part(l.Nodes[c].Next, end) {
		switch l.kind(c) {
		case kJSXElement, kJSXSelfClosing:
			items = append(items, facts.Item{Value: l.expr(c)})
		case kJSXExpression:
			if l.First(c) >= 0 {
				value, spread := l.jsxValue(c)
				items = append(items, facts.Item{Value: value, Spread: spread})
			}
		case kJSXOpening, kJSXClosing, kJSXText:
		default:
			l.run(c)
		}
	}
	switch {
	case len(items) == 0:
	case len(items) == 1 && items[0].Spread == facts.One:
		props.Items = append(props.Items, facts.Item{Name: "children", Value: items[0].Value})
	default:
		for n := range items {
			if items[n].Spread == facts.One {
				items[n].Name = strconv.Itoa(n)
			} else {
				break
			}
		}
		all := l.Emit(facts.Expr{Op: facts.Table, Items: items, Span: props.Span})
		props.Items = append(props.Items, facts.Item{Name: "children", Value: all})
	}
}
