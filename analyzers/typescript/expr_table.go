package typescript

import (
	"strconv"

	"github.com/quotalint/quotalint/internal/facts"
)

// array lowers an array literal. Behind a spread, nobody knows the position of an element.
func (l *lowerer) array(i int32) facts.ID {
	table := facts.Expr{Op: facts.Table, Span: l.Span(i)}
	at := 0 // -1: nobody knows
	end := l.Nodes[i].Next
	for c := i + 1; c < end; c = l.Nodes[c].Next {
		switch l.kind(c) {
		case kNone:
			if at >= 0 && l.Text(c) == "," {
				at++
			}
		case kComment:
		case kError:
			l.run(c)
		case kSpread:
			table.Items = append(table.Items, facts.Item{Value: l.expr(l.First(c)), Spread: facts.Elems})
			at = -1
		default:
			item := facts.Item{Value: l.expr(c)}
			if at >= 0 {
				item.Name = strconv.Itoa(at)
			}
			table.Items = append(table.Items, item)
		}
	}
	return l.Emit(table)
}

// object lowers an object literal: a table, or an instance if its functions know it as this.
func (l *lowerer) object(i int32) facts.ID {
	if l.usesThis(i) {
		return l.instance(i)
	}
	first, get := facts.ID(len(l.File.Exprs)), facts.ID(0)
	table := facts.Expr{Op: facts.Table, Span: l.Span(i)}
	end := l.Nodes[i].Next
	for c := l.First(i); c >= 0; c = l.Part(l.Nodes[c].Next, end) {
		switch l.kind(c) {
		case kPair:
			table.Items = append(table.Items, l.keyed(c, l.Child(c, l.in.key), l.Child(c, l.in.value)))
		case kMethod:
			table.Items = append(table.Items, l.keyed(c, l.Child(c, l.in.name), c))
		case kShorthand:
			table.Items = append(table.Items, facts.Item{Name: l.Text(c), Value: l.expr(c)})
		case kSpread:
			table.Items = append(table.Items, facts.Item{Value: l.expr(l.First(c)), Spread: facts.Members})
		default:
			l.run(c)
			continue
		}
		if item := table.Items[len(table.Items)-1]; item.Name == "get" {
			get = item.Value
		}
	}
	id := l.Emit(table)
	l.noteHandler(id, get, first)
	return id
}

// keyed lowers a member of an object literal.
func (l *lowerer) keyed(member, key, value int32) facts.Item {
	item := facts.Item{}
	item.Name, item.Key = l.key(key)
	item.Value = l.expr(value)
	if item.Name == "__proto__" {
		return facts.Item{Value: item.Value, Spread: facts.Members}
	}
	if doc := l.docOf(member); doc != 0 {
		item.Value = l.Emit(facts.Expr{Op: facts.Cast, X: item.Value, Y: doc, Span: l.File.Exprs[item.Value].Span})
	}
	return item
}

// key returns the name that the key of a member is, or, if it is computed and no constant, its value.
func (l *lowerer) key(i int32) (name string, value facts.ID) {
	if i < 0 {
		return "", 0
	}
	switch l.kind(i) {
	case kString:
		name = l.textOf(i)
	case kNumber:
		name = decimal(l.Text(i))
	case kComputedName:
		value = l.expr(l.First(i))
		if name, _ = l.Constant(value); name == "" {
			name = l.memberKey(value)
		}
		if name == "" {
			return "", value
		}
	default:
		name = l.Text(i)
	}
	if name == "" {
		return "", l.opaque(i)
	}
	return name, 0
}
