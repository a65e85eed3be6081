package golang

import (
	"strconv"

	"github.com/quotalint/quotalint/analyzers/lower"
	"github.com/quotalint/quotalint/internal/facts"
)

// function lowers a function and returns it.
func (l *lowerer) function(i int32) facts.ID {
	s := l.Opened(i)
	header := l.Header
	if l.kind(i) != kFuncLiteral { // that is a part of the statement around it
		l.HeaderEnds(i, max(l.Child(i, l.in.parameters), l.Child(i, l.in.result)))
	}
	body := l.Child(i, l.in.body)
	f := &l.File.Scopes[s]
	if l.is(i, kMethod, kMethodElem) {
		f.Flags |= facts.Static
	}
	if body < 0 {
		f.Flags |= facts.Abstract
	}
	l.inside(i, s, func() {
		l.typeParameters(i)
		l.receiverArguments(i)
		l.parameters(i, s)
		l.receiver(i)
		l.declareResults(i, s)
		if l.kind(i) == kFuncLiteral {
			l.block(body)
		} else if body >= 0 {
			l.statements(body)
		}
		l.lateResults(s)
	})
	l.Header = header
	return l.Emit(facts.Expr{Op: facts.Def, Scope: s, Span: l.Span(i)})
}

// inside lowers the code of a function.
func (l *lowerer) inside(i, s int32, code func()) {
	at, maybe, guard, results, labels := l.At, l.Maybe, l.Guard, l.results, l.labels
	l.At, l.Maybe, l.Guard, l.results, l.labels = s, 0, 0, nil, nil
	l.within(i, func() {
		l.Begin(s)
		code()
		l.sweep(s)
		l.Close(s)
	})
	l.At, l.Maybe, l.Guard, l.results, l.labels = at, maybe, guard, results, labels
}

// method lowers a method: a member of its type, wherever in the package that is declared.
func (l *lowerer) method(i int32) {
	id := l.function(i)
	name, t := l.Child(i, l.in.name), l.receiverType(i)
	if name < 0 || t < 0 || l.Text(name) == "_" {
		return
	}
	on := l.Emit(facts.Expr{Op: facts.Typed, X: l.read(l.Text(t), l.Span(t)), Span: l.Span(t)})
	l.Bind(facts.Bind{On: on, Name: l.Text(name), Owner: l.At, Value: id, Span: l.Span(name)})
}

// typeParameters binds the type parameters of a function or type to what they must be; to None, of which nothing comes, if
// that says nothing.
func (l *lowerer) typeParameters(i int32) {
	l.each(l.Child(i, l.in.typeParameters), func(p int32) {
		constraint := l.typeOf(l.Child(p, l.in.typ))
		if constraint == 0 {
			constraint = l.noValue(p)
		}
		l.eachIn(p, l.in.name, func(name int32) { l.define(l.Text(name), constraint, l.Span(name)) })
	})
}

// noValue is a type of which nobody knows any value.
func (l *lowerer) noValue(node int32) facts.ID {
	return l.Emit(facts.Expr{Op: facts.None, Span: l.Span(node)})
}

// receiverArguments binds the type parameters that the type of a receiver names to those of that type.
func (l *lowerer) receiverArguments(i int32) {
	var names []int32
	l.eachReceiverArgument(i, func(name int32) { names = append(names, name) })
	known := 0
	l.eachTypeParameter(l.declaration(l.receiverType(i)), func(n int, v *lower.Variable) {
		if known = n + 1; n < len(names) {
			parameter := l.Emit(facts.Expr{Op: facts.Name, Text: v.Name, Scope: v.Scope, Span: l.Span(names[n])})
			l.define(l.Text(names[n]), parameter, l.Span(names[n]))
		}
	})
	for _, name := range names[min(known, len(names)):] {
		l.define(l.Text(name), l.noValue(name), l.Span(name))
	}
}

// receiver binds the receiver of a method to some value of its type.
func (l *lowerer) receiver(i int32) {
	t := l.receiverType(i)
	l.eachParameter(l.Child(i, l.in.receiver), func(_ int, name, _ int32) {
		if name >= 0 {
			l.define(l.Text(name), l.zero(t), l.Span(name))
		}
	})
}

// parameters lowers the parameters of a function.
func (l *lowerer) parameters(i, s int32) {
	var params []facts.Param
	typ, last := facts.ID(0), int32(-1)
	l.eachParameter(l.Child(i, l.in.parameters), func(n int, name, declaration int32) {
		if declaration != last {
			typ, last = l.typeOf(l.Child(declaration, l.in.typ)), declaration
		}
		p := facts.Param{Name: madeUp(n), Type: typ, Span: l.Span(declaration)}
		if name >= 0 && l.Text(name) != "_" {
			p.Name, p.Span = l.Text(name), l.Span(name)
		}
		if l.kind(declaration) == kVariadicParameter {
			p.Rest = facts.Elems
		}
		params = append(params, p)
	})
	l.File.Scopes[s].Params = params
	l.eachParameter(l.Child(i, l.in.parameters), func(_ int, name, _ int32) {
		if name >= 0 {
			l.declared(l.Text(name))
		}
	})
}

// A result is what a function returns: a variable, if it has a name.
type result struct {
	name int32 // -1 if there is none
	typ  int32
	span facts.Span
}

// resultsOf lists the results of a function.
func (l *lowerer) resultsOf(i int32) []result {
	list := l.Child(i, l.in.result)
	if list < 0 {
		return nil
	}
	if l.kind(list) != kParameters {
		return []result{{-1, list, l.Span(list)}}
	}
	var all []result
	l.eachParameter(list, func(_ int, name, declaration int32) {
		all = append(all, result{name, l.Child(declaration, l.in.typ), l.Span(declaration)})
	})
	return all
}

// declareResults notes what the declared types of a function's results say, and binds those that have names.
func (l *lowerer) declareResults(i, s int32) {
	results := l.resultsOf(i)
	says := l.kind(i) == kMethodElem || l.Child(i, l.in.body) < 0
	values := make([]facts.ID, len(results))
	for n, r := range results {
		values[n] = l.zero(r.typ)
		says = says || values[n] != l.opaque()
	}
	for n, r := range results {
		if r.name >= 0 && l.kind(i) != kMethodElem {
			l.define(l.Text(r.name), values[n], r.span)
			l.results = results
		}
	}
	if says && len(results) > 0 {
		f := &l.File.Scopes[s]
		f.Returns = append(f.Returns, l.several(values, l.Span(i)))
	}
}

// namedResult is what a result with a name holds here.
func (l *lowerer) namedResult(r result) facts.ID {
	if r.name < 0 || l.Text(r.name) == "_" {
		return l.zero(r.typ)
	}
	return l.read(l.Text(r.name), r.span)
}

// late returns the variable of a result which a function within may assign when this one has already returned a value; nil if
// none does, or but an error.
func (l *lowerer) late(r result) *lower.Variable {
	if r.name < 0 || l.isBuiltin(r.typ, "error") {
		return nil
	}
	if v := l.resolve(l.Text(r.name)); v != nil && v.Scope == l.At && v.Loose {
		return v
	}
	return nil
}

// lateResults notes that what a function within assigns to a result is returned, whatever stands behind return.
func (l *lowerer) lateResults(s int32) {
	f := &l.File.Scopes[s]
	table := facts.Expr{Op: facts.Table, Span: f.Span}
	for n, r := range l.results {
		switch {
		case l.late(r) == nil:
		case len(l.results) == 1:
			f.Returns = append(f.Returns, l.namedResult(r))
		default:
			table.Items = append(table.Items, facts.Item{Name: strconv.Itoa(n), Value: l.namedResult(r)})
		}
	}
	if len(table.Items) > 0 {
		f.Returns = append(f.Returns, l.Emit(table))
	}
}
