package python

import (
	"strings"

	"github.com/quotalint/quotalint/analyzers/lower"
	"github.com/quotalint/quotalint/internal/facts"
)

// tryStatement lowers a try.
func (l *lowerer) tryStatement(i int32) {
	l.HeaderEnds(i, -1)
	t := lower.Try{Body: func() { l.block(l.Child(i, l.in.body)) }}
	for _, c := range l.Parts(i) {
		switch l.kind(c) {
		case kExcept, kExceptGroup:
			t.Handlers = append(t.Handlers, func() { l.handler(c) })
		case kElse:
			t.Else = func() { l.block(l.Child(c, l.in.body)) }
		case kFinally:
			t.Finally = func() {
				l.HeaderEnds(i, -1)
				l.block(l.First(c))
			}
		}
	}
	l.Try(t)
}

// handler lowers an except clause.
func (l *lowerer) handler(i int32) {
	l.HeaderEnds(i, -1)
	end := l.Nodes[i].Next
	for c := l.First(i); c >= 0; c = l.Part(l.Nodes[c].Next, end) {
		switch l.kind(c) {
		case kBlock:
			l.block(c)
		case kAsPattern:
			l.Header.End = l.Nodes[c].End
			l.run(l.First(c))
			if target := l.Child(c, l.in.alias); target >= 0 {
				l.target(target, l.opaque(target), l.span(target))
			}
		default:
			l.Header.End = l.Nodes[c].End
			l.run(c)
		}
	}
}

// withStatement lowers a with. The body of one that may swallow errors (contextlib.suppress) may have stopped anywhere.
func (l *lowerer) withStatement(i int32) {
	body := l.Child(i, l.in.body)
	l.HeaderEnds(i, -1)
	suppresses := false
	end := l.Nodes[i].Next
	if body >= 0 {
		end = body
	}
	for c := i + 1; c < end; c++ {
		if l.kind(c) == kWithItem {
			l.Header.End = l.Nodes[c].End
			suppresses = l.withItem(c) || suppresses
			c = l.Nodes[c].Next - 1
		}
	}
	if !suppresses {
		l.block(body)
		return
	}
	l.Try(lower.Try{Body: func() { l.block(body) }, Handlers: []func(){func() {}}})
}

// withItem lowers one context manager and reports whether it is contextlib.suppress.
func (l *lowerer) withItem(i int32) (suppresses bool) {
	value := l.bare(l.Child(i, l.in.value))
	if value < 0 {
		return false
	}
	target := int32(-1)
	if l.kind(value) == kAsPattern {
		target = l.Child(value, l.in.alias)
		value = l.First(value)
	}
	manager := l.expr(value)
	entered := l.Emit(facts.Expr{Op: facts.Enter, X: manager, Span: l.span(value)})
	if target >= 0 {
		l.target(target, entered, l.span(i))
	}
	if l.kind(value) != kCall {
		return false
	}
	function := l.Child(value, l.in.function)
	return function >= 0 && strings.HasSuffix("."+l.Text(function), ".suppress")
}
