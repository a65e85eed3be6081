package python

import (
	"strconv"

	"github.com/quotalint/quotalint/internal/facts"
)

// sequenceTable lowers a tuple, list or set.
func (l *lowerer) sequenceTable(i int32) facts.ID {
	table := facts.Expr{Op: facts.Table, Span: l.span(i)}
	end := l.nodes[i].Next
	for c := l.first(i); c >= 0; c = l.part(l.nodes[c].Next, end) {
		l.addElement(&table, c)
	}
	if l.kind(i) == kSet {
		for j := range table.Items {
			table.Items[j].Name = ""
		}
	}
	return l.emit(table)
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
	end := l.nodes[i].Next
	for c := l.first(i); c >= 0; c = l.part(l.nodes[c].Next, end) {
		switch l.kind(c) {
		case kPair:
			table.Items = append(table.Items, l.pair(c))
		case kDictionarySplat:
			table.Items = append(table.Items, facts.Item{Value: l.expr(l.splatted(c)), Spread: facts.Members})
		default:
			l.run(c)
		}
	}
	return l.emit(table)
}

func (l *lowerer) pair(i int32) facts.Item {
	item := facts.Item{}
	if key := l.child(i, l.in.key); key >= 0 {
		item.Key = l.key(key)
		if name, ok := l.constant(item.Key); ok && name != "" {
			item.Key, item.Name = 0, name
		}
	}
	item.Value = l.expr(l.child(i, l.in.value))
	return item
}

// comprehension lowers a comprehension or generator: a table that holds the value under any key.
func (l *lowerer) comprehension(i int32) facts.ID {
	s := l.opened(i)
	if s < 0 { // in quotes
		return l.opaque(i)
	}
	at, maybe := l.at, l.maybe
	body := l.child(i, l.in.body)
	end := l.nodes[i].Next
	outermost := true
	for c := l.first(i); c >= 0; c = l.part(l.nodes[c].Next, end) {
		switch {
		case c == body:
		case l.kind(c) == kForIn:
			elem := l.iterated(c)
			l.at, l.maybe, outermost = s, maybe+1, false
			l.target(l.child(c, l.in.left), elem, l.span(c))
		case !outermost:
			l.run(c)
		}
	}
	l.at, l.maybe = s, maybe+1
	item := facts.Item{}
	if body >= 0 && l.kind(body) == kPair {
		if key := l.child(body, l.in.key); key >= 0 {
			item.Key = l.key(key)
		}
		item.Value = l.expr(l.child(body, l.in.value))
	} else {
		item.Value = l.expr(body)
	}
	l.at, l.maybe = at, maybe
	return l.emit(facts.Expr{Op: facts.Table, Items: []facts.Item{item}, Span: l.span(i)})
}

// iterated returns any element of what a for clause goes through.
func (l *lowerer) iterated(clause int32) facts.ID {
	var iterables []int32
	end := l.nodes[clause].Next
	for c := l.first(clause); c >= 0; c = l.part(l.nodes[c].Next, end) {
		if l.nodes[c].Field == l.in.right {
			iterables = append(iterables, c)
		}
	}
	x := l.opaqueOr(iterables, clause)
	return l.emit(facts.Expr{Op: facts.Index, X: x, Span: l.span(clause)})
}

// lambda lowers a lambda.
func (l *lowerer) lambda(i int32) facts.ID {
	s := l.opened(i)
	if s < 0 { // in quotes
		return l.opaque(i)
	}
	f := &l.file.Scopes[s]
	f.Params = l.params(l.child(i, l.in.parameters), s)
	if l.scopes[s].generator {
		f.Flags |= facts.Generator
	}
	if body := l.child(i, l.in.body); body >= 0 {
		l.inside(s, func() {
			value := l.expr(body)
			f.Returns = append(f.Returns, value)
		})
	}
	return l.emit(facts.Expr{Op: facts.Def, Scope: s, Span: l.span(i)})
}
