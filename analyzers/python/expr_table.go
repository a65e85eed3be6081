package python

import (
	"strconv"

	"github.com/quotalint/quotalint/internal/facts"
)

// sequenceTable lowers a tuple, list or set.
func (l *lowerer) sequenceTable(i int32) facts.ID {
	table := facts.Expr{Op: facts.Table, Span: l.span(i)}
	end := l.Nodes[i].Next
	for c := l.First(i); c >= 0; c = l.Part(l.Nodes[c].Next, end) {
		l.addElement(&table, c)
	}
	if l.kind(i) == kSet {
		for j := range table.Items {
			table.Items[j].Name = ""
		}
	}
	return l.Emit(table)
}

// addElement appends an element to a table. Behind a spread, nobody knows its position.
func (l *lowerer) addElement(table *facts.Expr, i int32) {
	node, spread := l.splat(i)
	item := facts.Item{Value: l.expr(node), Spread: spread}
	if n := len(table.Items); spread == facts.One && n == 0 {
		item.Name = "0"
	} else if spread == facts.One && table.Items[n-1].Name != "" {
		item.Name = strconv.Itoa(n)
	}
	table.Items = append(table.Items, item)
}

// dictionary lowers a dict.
func (l *lowerer) dictionary(i int32) facts.ID {
	table := facts.Expr{Op: facts.Table, Span: l.span(i)}
	end := l.Nodes[i].Next
	for c := l.First(i); c >= 0; c = l.Part(l.Nodes[c].Next, end) {
		switch l.kind(c) {
		case kPair:
			table.Items = append(table.Items, l.pair(c))
		case kDictionarySplat:
			table.Items = append(table.Items, facts.Item{Value: l.expr(l.splatted(c)), Spread: facts.Members})
		default:
			l.run(c)
		}
	}
	return l.Emit(table)
}

func (l *lowerer) pair(i int32) facts.Item {
	item := facts.Item{}
	if key := l.Child(i, l.in.key); key >= 0 {
		item.Key = l.key(key)
		if name, ok := l.Constant(item.Key); ok && name != "" {
			item.Key, item.Name = 0, name
		}
	}
	item.Value = l.expr(l.Child(i, l.in.value))
	return item
}

// comprehension lowers a comprehension or generator: a table that holds the value under any key.
func (l *lowerer) comprehension(i int32) facts.ID {
	s := l.Opened(i)
	if s < 0 { // in quotes
		return l.opaque(i)
	}
	at, maybe := l.At, l.Maybe
	body := l.Child(i, l.in.body)
	end := l.Nodes[i].Next
	outermost := true
	for c := l.First(i); c >= 0; c = l.Part(l.Nodes[c].Next, end) {
		switch {
		case c == body:
		case l.kind(c) == kForIn:
			elem := l.iterated(c)
			l.At, l.Maybe, outermost = s, maybe+1, false
			l.target(l.Child(c, l.in.left), elem, l.span(c))
		case !outermost:
			l.run(c)
		}
	}
	l.At, l.Maybe = s, maybe+1
	item := facts.Item{}
	if body >= 0 && l.kind(body) == kPair {
		if key := l.Child(body, l.in.key); key >= 0 {
			item.Key = l.key(key)
		}
		item.Value = l.expr(l.Child(body, l.in.value))
	} else {
		item.Value = l.expr(body)
	}
	l.At, l.Maybe = at, maybe
	return l.Emit(facts.Expr{Op: facts.Table, Items: []facts.Item{item}, Span: l.span(i)})
}

// iterated returns any element of what a for clause goes through.
func (l *lowerer) iterated(clause int32) facts.ID {
	var iterables []int32
	end := l.Nodes[clause].Next
	for c := l.First(clause); c >= 0; c = l.Part(l.Nodes[c].Next, end) {
		if l.Nodes[c].Field == l.in.right {
			iterables = append(iterables, c)
		}
	}
	x := l.opaqueOr(iterables, clause)
	return l.Emit(facts.Expr{Op: facts.Index, X: x, Span: l.span(clause)})
}

// lambda lowers a lambda.
func (l *lowerer) lambda(i int32) facts.ID {
	s := l.Opened(i)
	if s < 0 { // in quotes
		return l.opaque(i)
	}
	f := &l.File.Scopes[s]
	f.Params = l.params(l.Child(i, l.in.parameters), s)
	if l.Scopes[s].Generator {
		f.Flags |= facts.Generator
	}
	if body := l.Child(i, l.in.body); body >= 0 {
		l.inside(s, func() {
			value := l.expr(body)
			f.Returns = append(f.Returns, value)
		})
	}
	return l.Emit(facts.Expr{Op: facts.Def, Scope: s, Span: l.span(i)})
}
