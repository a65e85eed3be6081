package python

import (
	"strings"

	"github.com/quotalint/quotalint/internal/facts"
)

// Marks are what the decorators of a function say, as far as the language itself knows them.
type marks struct {
	flags    facts.Flags
	accessor bool    // one of several functions that make up a property
	deleter  bool    // the one that deletes
	others   []int32 // the expressions of the decorators that are not understood here, outermost first
}

// marksOf reads the decorators of a function or class.
func (l *lowerer) marksOf(definition int32) marks {
	var m marks
	if name := l.Child(definition, l.in.name); name >= 0 && l.kind(definition) == kFunction {
		switch l.Text(name) {
		case "__new__", "__init_subclass__", "__class_getitem__":
			m.flags |= facts.ClassMethod
		}
	}
	around := l.Nodes[definition].Parent
	if around < 0 || l.kind(around) != kDecorated {
		return m
	}
	end := l.Nodes[around].Next
	for c := l.First(around); c >= 0; c = l.Part(l.Nodes[c].Next, end) {
		if x := l.First(c); l.kind(c) == kDecorator && x >= 0 && !(l.kind(definition) == kFunction && l.mark(&m, x)) {
			m.others = append(m.others, x)
		}
	}
	return m
}

// mark notes what a decorator says, and reports whether it is understood.
func (l *lowerer) mark(m *marks, decorator int32) bool {
	x := decorator
	if l.kind(x) == kCall {
		x = l.Child(x, l.in.function)
	}
	member := x >= 0 && l.kind(x) == kAttribute
	if member {
		x = l.Child(x, l.in.attribute)
	}
	if x < 0 {
		return false
	}
	switch name := l.Text(x); {
	case name == "cached_property", decorator == x && name == "property", l.kind(decorator) != kCall && name == "abstractproperty":
		m.flags |= facts.Property
	case l.kind(decorator) == kCall:
		return false
	case name == "staticmethod", name == "abstractstaticmethod":
		m.flags |= facts.Static
	case name == "classmethod", name == "abstractclassmethod":
		m.flags |= facts.ClassMethod
	case member && name == "getter":
		m.flags |= facts.Property
		m.accessor = true
	case member && name == "setter":
		m.flags |= facts.Setter
		m.accessor = true
	case member && name == "deleter":
		m.accessor, m.deleter = true, true
	case name == "overload":
		m.flags |= facts.Abstract
		return false
	default:
		return false
	}
	return true
}

// define lowers a function or class; whole is the node with its decorators.
func (l *lowerer) define(i, whole int32) {
	m := l.marksOf(i)
	decorators := make([]facts.ID, 0, len(m.others))
	if whole != i {
		end := l.Nodes[whole].Next
		for c := l.First(whole); c >= 0 && c != i; c = l.Part(l.Nodes[c].Next, end) {
			x := l.First(c)
			if x < 0 {
				continue
			}
			l.HeaderEnds(c, c)
			if n := len(decorators); n < len(m.others) && m.others[n] == x {
				decorators = append(decorators, l.expr(x))
			} else {
				l.run(x)
			}
		}
	}
	s := l.Opened(i)
	if s < 0 {
		return
	}
	if l.kind(i) == kFunction {
		l.File.Scopes[s].Flags |= m.flags
		l.function(i, s)
	} else {
		l.class(i, s)
	}
	name := l.Child(i, l.in.name)
	if name < 0 || m.deleter {
		return
	}
	span := l.span(whole)
	value := l.Emit(facts.Expr{Op: facts.Def, Scope: s, Span: span})
	for d := len(decorators) - 1; d >= 0; d-- {
		value = l.Emit(facts.Expr{Op: facts.Decorated, X: decorators[d], Y: value, Span: span})
	}
	l.assignName(l.Text(name), value, l.span(name))
}

// function lowers a function into scope s.
func (l *lowerer) function(i, s int32) {
	parameters, result := l.Child(i, l.in.parameters), l.Child(i, l.in.returnType)
	l.HeaderEnds(i, max(parameters, result))
	f := &l.File.Scopes[s]
	if strings.HasPrefix(l.Text(i), "async") {
		f.Flags |= facts.Async
	}
	if l.Scopes[s].Generator {
		f.Flags |= facts.Generator
	}
	body := l.Child(i, l.in.body)
	if l.stub(body) {
		f.Flags |= facts.Abstract
	}
	f.Params = l.params(parameters, s)
	declared := facts.ID(0)
	if result >= 0 {
		declared = l.typeOf(result)
	}
	l.inside(s, func() { l.block(body) })
	l.declareResult(s, declared)
}

// inside lowers the body of a function or class.
func (l *lowerer) inside(s int32, body func()) {
	at, maybe, guard := l.At, l.Maybe, l.Guard
	l.At, l.Maybe, l.Guard = s, 0, 0
	l.Begin(s)
	sc := &l.Scopes[s]
	for i := range sc.Vars {
		if v := &sc.Vars[i]; v.Scope == s && v.Receiver && v.Rebound() {
			span := l.File.Scopes[s].Span
			l.Assign(v, l.Emit(facts.Expr{Op: l.receiverOp(s), Scope: sc.Parent, Span: span}), span)
		}
	}
	body()
	l.sweep(s)
	l.Close(s)
	l.At, l.Maybe, l.Guard = at, maybe, guard
}

// declareResult notes what the annotation of a function's result says.
func (l *lowerer) declareResult(s int32, declared facts.ID) {
	if declared == 0 {
		return
	}
	f := &l.File.Scopes[s]
	span := l.File.Exprs[declared].Span
	if f.Flags&facts.Generator == 0 {
		f.Returns = append(f.Returns, l.Emit(facts.Expr{Op: facts.Typed, X: declared, Span: span}))
		return
	}
	e := l.File.Exprs[declared]
	if e.Op != facts.Index || e.Y == 0 {
		return
	}
	switch l.File.Exprs[e.X].Text {
	case "Iterator", "Iterable", "Generator", "AsyncIterator", "AsyncIterable", "AsyncGenerator":
		element := e.Y
		if y := l.File.Exprs[e.Y]; y.Op == facts.Table && len(y.Items) > 0 {
			element = y.Items[0].Value
		}
		f.Yields = append(f.Yields, l.Emit(facts.Expr{Op: facts.Typed, X: element, Span: span}))
	}
}

// stub reports whether a body says nothing: a docstring, `...`, pass, raise NotImplementedError.
func (l *lowerer) stub(body int32) bool {
	if body < 0 {
		return false
	}
	end := l.Nodes[body].Next
	for c := l.First(body); c >= 0; c = l.Part(l.Nodes[c].Next, end) {
		switch l.kind(c) {
		case kPass:
		case kRaise:
			if x := l.First(c); x < 0 || !strings.HasPrefix(l.Text(x), "NotImplementedError") {
				return false
			}
		case kExpressionStatement:
			x := l.First(c)
			if x < 0 {
				return false
			}
			if k := l.kind(x); k != kEllipsis && k != kString && k != kConcatenatedString {
				return false
			}
		default:
			return false
		}
	}
	return l.First(body) >= 0
}

// class lowers a class into scope s.
func (l *lowerer) class(i, s int32) {
	bases := l.Child(i, l.in.superclasses)
	l.HeaderEnds(i, max(bases, l.Child(i, l.in.name)))
	c := &l.File.Scopes[s]
	c.Init, c.Invoke = "__init__", "__call__"
	c.Enter, c.Exit = []string{"__enter__", "__aenter__"}, []string{"__exit__", "__aexit__"}
	c.Item, c.Iter = "__getitem__", "__iter__"
	if bases >= 0 {
		end := l.Nodes[bases].Next
		for b := l.First(bases); b >= 0; b = l.Part(l.Nodes[b].Next, end) {
			switch l.kind(b) {
			case kKeywordArgument, kDictionarySplat:
				l.run(b)
			default:
				c.Bases = append(c.Bases, l.expr(b))
			}
		}
	}
	body := l.Child(i, l.in.body)
	l.inside(s, func() { l.block(body) })
}
