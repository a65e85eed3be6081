package python

import (
	"strings"

	"github.com/quotalint/quotalint/internal/facts"
)

// tryStatement lowers a try. A handler begins with what held before the try or was made in it. The finally clause sees
// that and what handlers make; what comes behind sees only the ways that got there.
func (l *lowerer) tryStatement(i int32) {
	l.headerEnds(i, -1)
	s := &l.scopes[l.at]
	mark := len(s.flow.made)
	body := l.armOf(l.child(i, l.in.body))
	broken := l.madeSince(mark)
	arms := make([]arm, 0, 4)
	final, end := int32(-1), l.nodes[i].Next
	for c := l.first(i); c >= 0; c = l.part(l.nodes[c].Next, end) {
		switch l.kind(c) {
		case kExcept, kExceptGroup:
			arms = append(arms, l.arm(func() {
				l.apply(broken)
				l.handler(c)
			}))
		case kElse:
			ok := body
			body = l.arm(func() {
				l.apply(ok.sets)
				l.block(l.child(c, l.in.body))
			})
			body.dead = body.dead || ok.dead
		case kFinally:
			final = c
		}
	}
	if final < 0 {
		l.join(append(arms, body)...)
		return
	}
	anywhere := l.madeSince(mark)
	l.join(append(arms, body)...)
	l.finally(final, anywhere)
}

// handler lowers an except clause.
func (l *lowerer) handler(i int32) {
	l.headerEnds(i, -1)
	end := l.nodes[i].Next
	for c := l.first(i); c >= 0; c = l.part(l.nodes[c].Next, end) {
		switch l.kind(c) {
		case kBlock:
			l.block(c)
		case kAsPattern:
			l.header.end = l.nodes[c].End
			l.run(l.first(c))
			if target := l.child(c, l.in.alias); target >= 0 {
				l.target(target, l.opaque(target), l.span(target))
			}
		default:
			l.header.end = l.nodes[c].End
			l.run(c)
		}
	}
}

// finally lowers a finally clause, which sees the state anywhere; what it does not set itself goes on as before.
func (l *lowerer) finally(i int32, anywhere []set) {
	l.headerEnds(i, -1)
	seen := make(map[int32]int32, len(anywhere))
	for _, c := range anywhere {
		seen[c.variable] = c.version
	}
	a := l.arm(func() {
		l.apply(anywhere)
		l.block(l.first(i))
	})
	for _, c := range a.sets {
		if seen[c.variable] != c.version {
			l.set(c.variable, c.version)
		}
	}
	if a.dead {
		l.die()
	}
}

// withStatement lowers a with. The body of one that may swallow errors (contextlib.suppress) may have stopped anywhere.
func (l *lowerer) withStatement(i int32) {
	body := l.child(i, l.in.body)
	l.headerEnds(i, -1)
	suppresses := false
	end := l.nodes[i].Next
	if body >= 0 {
		end = body
	}
	for c := i + 1; c < end; c++ {
		if l.kind(c) == kWithItem {
			l.header.end = l.nodes[c].End
			suppresses = l.withItem(c) || suppresses
			c = l.nodes[c].Next - 1
		}
	}
	if !suppresses {
		l.block(body)
		return
	}
	mark := len(l.scopes[l.at].flow.made)
	done := l.armOf(body)
	l.join(done, arm{sets: l.madeSince(mark)})
}

// withItem lowers one context manager and reports whether it is contextlib.suppress.
func (l *lowerer) withItem(i int32) (suppresses bool) {
	value := l.bare(l.child(i, l.in.value))
	if value < 0 {
		return false
	}
	target := int32(-1)
	if l.kind(value) == kAsPattern {
		target = l.child(value, l.in.alias)
		value = l.first(value)
	}
	manager := l.expr(value)
	if target >= 0 {
		l.target(target, l.emit(facts.Expr{Op: facts.Enter, X: manager, Span: l.span(value)}), l.span(i))
	}
	if l.kind(value) != kCall {
		return false
	}
	function := l.child(value, l.in.function)
	return function >= 0 && strings.HasSuffix("."+l.text(function), ".suppress")
}
