package golang

import (
	"github.com/quotalint/quotalint/analyzers/lower"
	"github.com/quotalint/quotalint/internal/facts"
)

// labeledStatement lowers a statement with a label.
func (l *lowerer) labeledStatement(i int32, labels []string) {
	label := l.Child(i, l.in.label)
	if label < 0 {
		l.runAll(i)
		return
	}
	l.labels = append(labels, l.Text(label))
	end := l.Nodes[i].Next
	for c := l.Nodes[label].Next; c < end; c = l.Nodes[c].Next {
		if k := l.kind(c); k != kBlock {
			l.statement(c)
			continue
		}
		labels, l.labels = l.labels, nil
		l.Leave(lower.Block{From: c, To: l.Nodes[c].Next, Labels: labels, Labelled: true, Body: func() { l.block(c) }})
	}
	l.labels = nil
}

// forStatement lowers a loop.
func (l *lowerer) forStatement(i int32, labels []string) {
	body, clause := l.Child(i, l.in.body), int32(-1)
	if c := l.First(i); c >= 0 && c != body {
		clause = c
	}
	l.HeaderEnds(i, clause)
	loop := lower.Loop{From: i, To: l.Nodes[i].Next, Labels: labels, Head: func() {}}
	switch l.kindOf(clause) {
	case kRangeClause:
		l.rangeLoop(clause, body, loop)
		return
	case kForClause:
		if init := l.Child(clause, l.in.initializer); init >= 0 {
			l.statement(init)
			loop.From = l.Nodes[init].Next
		}
		condition, update := l.Child(clause, l.in.condition), l.Child(clause, l.in.update)
		loop.Endless = condition < 0
		loop.Head = func() { l.run(condition) }
		loop.Round = func() {
			l.block(body)
			if update >= 0 {
				l.statement(update)
			}
		}
	default:
		loop.Endless = clause < 0
		loop.Head = func() { l.run(clause) }
		loop.Round = func() { l.block(body) }
	}
	l.Repeat(loop)
}

// rangeLoop lowers a loop over the elements of a container. What the first name holds is a key, or an element of a channel.
func (l *lowerer) rangeLoop(clause, body int32, loop lower.Loop) {
	list, right := l.Child(clause, l.in.left), l.Child(clause, l.in.right)
	var targets []int32
	l.each(list, func(t int32) { targets = append(targets, t) })
	if len(targets) == 0 {
		l.run(right)
		loop.Round = func() { l.block(body) }
		l.Repeat(loop)
		return
	}
	element := l.Emit(facts.Expr{Op: facts.Index, X: l.expr(right), Span: l.Span(clause)})
	values := []facts.ID{l.opaque(), element}
	if len(targets) == 1 {
		either := []facts.Item{{Value: element}, {Value: l.opaque()}}
		values[0] = l.Emit(facts.Expr{Op: facts.Either, Items: either, Span: l.Span(clause)})
	}
	bind := l.target
	if l.HasToken(clause, ":=") {
		bind = l.defineTarget
	}
	loop.Round = func() {
		for n, t := range targets {
			bind(t, values[min(n, 1)], l.Span(t))
		}
		l.block(body)
	}
	l.Repeat(loop)
}

// switchStatement lowers a switch over values or types.
func (l *lowerer) switchStatement(i int32, labels []string) {
	if init := l.Child(i, l.in.initializer); init >= 0 {
		l.statement(init)
	}
	value := l.Child(i, l.in.value)
	l.HeaderEnds(i, value)
	alias, subject := "", facts.ID(0)
	if list := l.Child(i, l.in.alias); list >= 0 && l.First(list) >= 0 {
		alias, subject = l.Text(l.First(list)), l.expr(value)
	} else {
		l.run(value)
	}
	l.Leave(lower.Block{From: i, To: l.Nodes[i].Next, Labels: labels, Body: func() { l.cases(i, alias, subject) }})
}

// cases lowers the cases of a switch. Each begins with what held before them all; where it ends with fallthrough, the next
// one may follow. alias is the name that the subject of a switch over types has in each, if it has one.
func (l *lowerer) cases(i int32, alias string, subject facts.ID) {
	var ends []lower.Arm
	fall, maybe, otherwise := l.Arm(l.Die), l.Maybe, false
	l.each(i, func(c int32) {
		if !l.is(c, kCase, kTypeCase, kDefaultCase) {
			return
		}
		otherwise = otherwise || l.kind(c) == kDefaultCase
		l.Maybe = maybe + 1
		l.HeaderEnds(c, l.Child(c, l.in.value))
		l.run(l.Child(c, l.in.value))
		l.Maybe = maybe
		before := fall
		arm := l.Arm(func() {
			l.Join(lower.Arm{}, before)
			l.within(c, func() {
				if alias != "" {
					l.define(alias, l.ofCase(c, subject), l.Span(c))
				}
				l.caseBody(c)
			})
		})
		if fall = l.Arm(l.Die); l.fallsThrough(c) {
			fall = arm
		} else {
			ends = append(ends, arm)
		}
	})
	if !otherwise {
		ends = append(ends, lower.Arm{})
	}
	l.Join(append(ends, fall)...)
}

// ofCase is the value of a type switch in one of its cases: of the type, if it is one.
func (l *lowerer) ofCase(c int32, subject facts.ID) facts.ID {
	var types []int32
	l.eachIn(c, l.in.typ, func(t int32) { types = append(types, t) })
	if len(types) != 1 {
		return subject
	}
	return l.cast(subject, types[0], l.Span(types[0]))
}

// fallsThrough reports whether a case ends with fallthrough.
func (l *lowerer) fallsThrough(c int32) bool {
	last := int32(-1)
	l.each(c, func(s int32) { last = s })
	return l.kindOf(last) == kFallthrough
}

// caseBody lowers the statements of a case.
func (l *lowerer) caseBody(i int32) {
	for c := i + 1; c < l.Nodes[i].Next; c = l.Nodes[c].Next {
		switch l.Nodes[c].Field {
		case l.in.value, l.in.typ, l.in.communication:
		default:
			l.statement(c)
		}
	}
}

// selectStatement lowers a select: one of its cases is run.
func (l *lowerer) selectStatement(i int32, labels []string) {
	l.HeaderEnds(i, -1)
	l.Leave(lower.Block{From: i, To: l.Nodes[i].Next, Labels: labels, Body: func() {
		var ends []lower.Arm
		l.each(i, func(c int32) {
			if !l.is(c, kCommunication, kDefaultCase) {
				l.statement(c)
				return
			}
			ends = append(ends, l.Arm(func() {
				l.within(c, func() {
					if s := l.Child(c, l.in.communication); s >= 0 {
						l.statement(s)
					}
					l.caseBody(c)
				})
			}))
		})
		l.Join(ends...)
	}})
}
