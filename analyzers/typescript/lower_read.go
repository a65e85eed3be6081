package typescript

import (
	"strconv"

	"github.com/quotalint/quotalint/analyzers/lower"
	"github.com/quotalint/quotalint/internal/facts"
)

// read returns what a read of a name sees that stands here.
func (l *lowerer) read(name string, span facts.Span) facts.ID {
	v := l.resolve(name, l.lexical)
	switch {
	case v != nil:
		return l.readVariable(v, l.Holding(v), span)
	case name == "exports":
		return l.ownModule(span)
	case name == "arguments":
		if id := l.argumentList(span); id != 0 {
			return id
		}
	}
	return l.Emit(facts.Expr{Op: facts.Name, Text: name, Span: span})
}

// readVariable reads a variable under one of its names. Members of a class are no names.
func (l *lowerer) readVariable(v *lower.Variable, name string, span facts.Span) facts.ID {
	start := l.At
	for start > 0 && l.Scopes[start].Kind == facts.ClassScope {
		start = l.Scopes[start].Parent
	}
	return l.Emit(facts.Expr{Op: facts.Name, Text: name, Scope: start, Span: span})
}

// rest is the name of the parameter that holds the arguments which have no other.
const rest = "~arguments"

// argumentList is what `arguments` holds; 0 outside of functions.
func (l *lowerer) argumentList(span facts.Span) facts.ID {
	s := l.At
	for s > 0 && l.Scopes[s].Find(rest) < 0 {
		s = l.Scopes[s].Parent
	}
	if s == 0 {
		return 0
	}
	table := facts.Expr{Op: facts.Table, Span: span}
	for n, p := range l.File.Scopes[s].Params {
		item := facts.Item{Name: strconv.Itoa(n), Value: l.Emit(facts.Expr{Op: facts.Name, Text: p.Name, Scope: s, Span: span})}
		switch {
		case p.Keyword:
			continue
		case p.Rest != facts.One:
			item.Name, item.Spread = "", facts.Elems
		}
		table.Items = append(table.Items, item)
	}
	return l.Emit(table)
}

// assignName binds a name that stands here.
func (l *lowerer) assignName(name string, value facts.ID, span facts.Span) {
	if v := l.resolve(name, l.lexical); v != nil {
		l.Assign(v, value, span)
	}
}

// A receiver is what `this` is.
type receiver struct {
	op    facts.Op // Self, Cls, or Opaque if nobody can tell
	class int32
	value facts.ID // an expression, if it is not 0
	param bool     // it is given by the caller
}

// this returns what `this` is here.
func (l *lowerer) this(span facts.Span) facts.ID {
	switch r := l.receiver; {
	case r.value != 0:
		return r.value
	case r.param:
		return l.Emit(facts.Expr{Op: facts.Name, Text: "this", Scope: l.At, Span: span})
	case r.op != facts.Opaque:
		return l.Emit(facts.Expr{Op: r.op, Text: "this", Scope: r.class, Span: span})
	}
	return l.Emit(facts.Expr{Span: span})
}
