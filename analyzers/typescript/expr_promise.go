package typescript

import "github.com/quotalint/quotalint/internal/facts"

// promiseCall lowers p.then(f, g), p.catch(g) and p.finally(f). A promise is what it gives.
func (l *lowerer) promiseCall(i int32, f facts.Expr, call *facts.Expr) facts.ID {
	args := positional(call.Items)
	if args < 1 {
		return 0
	}
	nodes := l.argumentNodes(i)
	handle := func(n int, given ...facts.Item) facts.Item {
		return facts.Item{Value: l.handled(nodes[n], call.Items[n].Value, call.Span, given...)}
	}
	failed := func(n int, given ...facts.Item) facts.Item {
		l.Failed++
		defer func() { l.Failed-- }()
		return handle(n, given...)
	}
	p, problem := facts.Item{Value: f.X}, facts.Item{Value: l.opaque(i)}
	e := facts.Expr{Op: facts.Either, Span: call.Span}
	switch {
	case f.Text == "finally":
		handle(0)
		return f.X
	case f.Text == "catch":
		e.Items = []facts.Item{p, failed(0, problem)}
	case l.File.Exprs[call.Items[0].Value].Op == facts.None:
		e.Items = []facts.Item{p}
	default:
		e.Items = []facts.Item{handle(0, p)}
	}
	if f.Text == "then" && args > 1 {
		e.Items = append(e.Items, failed(1, problem))
	}
	if len(e.Items) == 1 {
		return e.Items[0].Value
	}
	return l.Emit(e)
}

// nextCall lowers iterator.next(): beside what a method of that name gives, a table of any element.
func (l *lowerer) nextCall(i int32, f facts.Expr, call *facts.Expr) facts.ID {
	if len(call.Items) > 0 {
		return 0
	}
	made := l.Call(i, *call)
	element := l.Emit(facts.Expr{Op: facts.Index, X: f.X, Span: call.Span})
	result := l.Emit(facts.Expr{Op: facts.Table, Items: []facts.Item{{Name: "value", Value: element}}, Span: call.Span})
	return l.Emit(facts.Expr{Op: facts.Either, Items: []facts.Item{{Value: made}, {Value: result}}, Span: call.Span})
}

// argumentNodes lists the nodes of the arguments of a call.
func (l *lowerer) argumentNodes(i int32) []int32 {
	if list := l.Child(i, l.in.arguments); list >= 0 {
		return l.Parts(list)
	}
	return nil
}

// handled lowers the call of a function that is handed over. A function that stands there itself is no site; of any other,
// the place where it is named is.
func (l *lowerer) handled(node int32, function facts.ID, span facts.Span, given ...facts.Item) facts.ID {
	if l.File.Exprs[function].Op == facts.Def {
		return l.applied(function, span, given...)
	}
	e := facts.Expr{Op: facts.Call, X: function, Items: given, Span: l.File.Exprs[function].Span}
	l.noteSettled(&e)
	return l.Call(node, e)
}

// promise lowers new Promise(executor): it gives what the executor hands to its first parameter.
func (l *lowerer) promise(i int32, class facts.ID) facts.ID {
	executor := int32(-1)
	if nodes := l.argumentNodes(i); len(nodes) > 0 {
		executor = l.Opened(l.bare(nodes[0]))
	}
	if executor >= 0 {
		if l.settled == nil {
			l.settled = map[int32][]facts.Item{}
		}
		l.settled[executor] = nil
	}
	span := l.Span(i)
	call := l.Call(i, facts.Expr{Op: facts.Call, New: true, X: class, Items: l.arguments(l.Child(i, l.in.arguments)), Span: span})
	switch given := l.settled[executor]; len(given) {
	case 0:
		promise, resolve := l.deferred(span)
		if len(l.File.Exprs[call].Items) > 0 {
			l.applied(l.File.Exprs[call].Items[0].Value, span, facts.Item{Value: resolve})
		}
		return promise
	case 1:
		return given[0].Value
	default:
		return l.Emit(facts.Expr{Op: facts.Either, Items: given, Span: span})
	}
}

// deferred is a promise, and the function that settles it wherever that is called: what puts values into a list.
func (l *lowerer) deferred(span facts.Span) (promise, resolve facts.ID) {
	list := l.Emit(facts.Expr{Op: facts.Table, Span: span})
	resolve = l.Emit(facts.Expr{Op: facts.Member, X: list, Text: "push", Span: span})
	return l.Emit(facts.Expr{Op: facts.Index, X: list, Span: span}), resolve
}

// withResolvers lowers Promise.withResolvers().
func (l *lowerer) withResolvers(span facts.Span) facts.ID {
	promise, resolve := l.deferred(span)
	items := []facts.Item{{Name: "promise", Value: promise}, {Name: "resolve", Value: resolve}}
	return l.Emit(facts.Expr{Op: facts.Table, Items: items, Span: span})
}

// noteSettled notes what a call of the first parameter of an executor hands over. Where a function within the executor does,
// it is any value that reaches it there.
func (l *lowerer) noteSettled(call *facts.Expr) {
	f := l.File.Exprs[call.X]
	if len(l.settled) == 0 || f.Op != facts.Name || len(call.Items) == 0 || call.Items[0].Spread != facts.One {
		return
	}
	s := l.owner(&f)
	if given, ok := l.settled[s]; ok && len(l.File.Scopes[s].Params) > 0 && l.File.Scopes[s].Params[0].Name == f.Text {
		item := call.Items[0]
		if s != l.At {
			table := l.Emit(facts.Expr{Op: facts.Table, Items: []facts.Item{{Name: "0", Value: item.Value}}, Span: call.Span})
			item.Value = l.Element(table, 0, call.Span)
		}
		l.settled[s] = append(given, item)
	}
}

// isParameter reports whether an expression is that parameter of a function.
func (l *lowerer) isParameter(id facts.ID, function int32, name string) bool {
	e := &l.File.Exprs[l.uncast(id)]
	return e.Op == facts.Name && e.Text == name && l.owner(e) == function
}
