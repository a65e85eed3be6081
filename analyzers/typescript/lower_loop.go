package typescript

import (
	"github.com/quotalint/quotalint/analyzers/lower"
	"github.com/quotalint/quotalint/internal/facts"
)

// loop lowers a loop by the statement at a node, to which a labelled statement may have given labels.
func (l *lowerer) loop(i int32, loop lower.Loop) {
	loop.Labels, l.labels = l.labels, nil
	if loop.Head == nil {
		loop.Head = func() {}
	}
	loop.To = l.Nodes[i].Next
	l.Repeat(loop)
}

func (l *lowerer) forStatement(i int32) {
	condition, increment, body := l.Child(i, l.in.condition), l.Child(i, l.in.increment), l.Child(i, l.in.body)
	initializer, labels := l.Child(i, l.in.initializer), l.labels
	l.HeaderEnds(i, max(initializer, condition, increment))
	l.labels = nil
	l.within(i, func() {
		header := l.Header
		if k := l.kindOf(initializer); k == kLexical || k == kVariable {
			l.runAll(initializer)
		} else {
			l.run(initializer)
		}
		l.Header, l.labels = header, labels
		from := i
		if initializer >= 0 {
			from = l.Nodes[initializer].Next
		}
		endless := condition < 0 || l.kind(condition) == kEmpty
		l.loop(i, lower.Loop{From: from, Endless: endless, Head: func() { l.run(condition) }, Round: func() {
			l.block(body)
			l.run(increment)
		}})
	})
}

// forInStatement lowers for-of and for-in loops. The keys that for-in gives are no values we follow.
func (l *lowerer) forInStatement(i int32) {
	left, right, body := l.Child(i, l.in.left), l.Child(i, l.in.right), l.Child(i, l.in.body)
	l.HeaderEnds(i, right)
	var value facts.ID
	if operator := l.Child(i, l.in.operator); right >= 0 && operator >= 0 && l.Text(operator) == "of" {
		value = l.Emit(facts.Expr{Op: facts.Index, X: l.expr(right), Span: l.Span(right)})
	} else {
		l.run(right)
		value = l.opaque(i)
	}
	l.within(i, func() {
		l.loop(i, lower.Loop{From: i, Round: func() {
			if left >= 0 {
				l.target(left, value, l.Span(left))
			}
			l.block(body)
		}})
	})
}

func (l *lowerer) whileStatement(i int32) {
	condition, body := l.Child(i, l.in.condition), l.Child(i, l.in.body)
	late := l.kind(i) == kDo
	header := func() {
		if late {
			l.HeaderEnds(i, -1)
		} else {
			l.HeaderEnds(i, condition)
		}
	}
	header()
	inner := l.bare(condition)
	endless := l.kindOf(inner) == kTrue || l.kindOf(inner) == kNumber && l.Text(inner) != "0"
	l.loop(i, lower.Loop{From: i, Endless: endless, Late: late, Round: func() { l.block(body) }, Head: func() {
		if late && condition >= 0 {
			l.HeaderEnds(condition, condition)
		}
		l.run(condition)
		header()
	}})
}

// labeledStatement lowers a statement with labels: a loop, or a block that a break leaves.
func (l *lowerer) labeledStatement(i int32) {
	labels := []string{}
	for l.kindOf(i) == kLabeled {
		if c := l.Child(i, l.in.label); c >= 0 {
			labels = append(labels, l.Text(c))
		}
		i = l.Child(i, l.in.body)
	}
	switch l.kindOf(i) {
	case kNone:
	case kFor, kForIn, kWhile, kDo:
		l.labels = labels
		l.statement(i)
		l.labels = nil
	default:
		l.Leave(lower.Block{From: i, To: l.Nodes[i].Next, Labels: labels, Labelled: true, Body: func() { l.block(i) }})
	}
}

// switchStatement lowers a switch. Each case begins with what held before them all, or what the case before leaves.
func (l *lowerer) switchStatement(i int32) {
	value, body := l.Child(i, l.in.value), l.Child(i, l.in.body)
	l.HeaderEnds(i, value)
	l.run(value)
	if body < 0 {
		return
	}
	cases := func() {
		fall := l.Arm(l.Die)
		otherwise := false
		maybe := l.Maybe
		for _, c := range l.Parts(body) {
			l.HeaderEnds(c, l.Child(c, l.in.value))
			l.Maybe = maybe + 1
			l.run(l.Child(c, l.in.value))
			l.Maybe = maybe
			otherwise = otherwise || l.kind(c) == kSwitchDefault
			before := fall
			fall = l.Arm(func() {
				l.Join(lower.Arm{}, before)
				l.caseBody(c)
			})
		}
		if otherwise {
			l.Join(fall)
		} else {
			l.Join(fall, lower.Arm{})
		}
	}
	l.within(body, func() {
		for _, c := range l.Parts(body) {
			for _, s := range l.Parts(c) {
				l.hoist(s)
			}
		}
		l.Leave(lower.Block{From: body, To: l.Nodes[body].Next, Body: cases})
	})
}

func (l *lowerer) caseBody(i int32) {
	for c := i + 1; c < l.Nodes[i].Next; c = l.Nodes[c].Next {
		if l.Nodes[c].Field == l.in.body || l.kind(c) == kError {
			l.statement(c)
		}
	}
}

// tryStatement lowers a try.
func (l *lowerer) tryStatement(i int32) {
	handler, finalizer := l.Child(i, l.in.handler), l.Child(i, l.in.finalizer)
	l.HeaderEnds(i, -1)
	t := lower.Try{Body: func() { l.block(l.Child(i, l.in.body)) }}
	if handler >= 0 {
		t.Handlers = []func(){func() { l.handler(handler) }}
	}
	if finalizer >= 0 {
		t.Finally = func() {
			l.HeaderEnds(finalizer, -1)
			l.block(l.Child(finalizer, l.in.body))
		}
	}
	l.Try(t)
}

// handler lowers a catch clause.
func (l *lowerer) handler(i int32) {
	parameter := l.Child(i, l.in.parameter)
	l.HeaderEnds(i, parameter)
	l.within(i, func() {
		if parameter >= 0 {
			l.target(parameter, l.opaque(parameter), l.Span(parameter))
		}
		l.block(l.Child(i, l.in.body))
	})
}
