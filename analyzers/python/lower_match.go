package python

import (
	"github.com/quotalint/quotalint/analyzers/lower"
	"github.com/quotalint/quotalint/internal/facts"
)

// matchStatement lowers a match. The subject flows into what the patterns capture.
func (l *lowerer) matchStatement(i int32) {
	body := l.Child(i, l.in.body)
	end := l.Nodes[i].Next
	if body >= 0 {
		end = body
	}
	l.HeaderEnds(i, -1)
	var subjects []int32
	for c := l.First(i); c >= 0; c = l.Part(l.Nodes[c].Next, end) {
		l.Header.End = l.Nodes[c].End
		subjects = append(subjects, c)
	}
	subject := l.opaqueOr(subjects, i)
	if body < 0 {
		return
	}
	arms := []lower.Arm{}
	complete := false
	for c := l.First(body); c >= 0; c = l.Part(l.Nodes[c].Next, l.Nodes[body].Next) {
		if l.kind(c) != kCase {
			l.statement(c)
			continue
		}
		complete = complete || l.catchesAll(c)
		arms = append(arms, l.Arm(func() { l.caseClause(c, subject) }))
	}
	if !complete {
		arms = append(arms, lower.Arm{})
	}
	l.Join(arms...)
}

// opaqueOr returns the value of the nodes: of the one, or a tuple of several.
func (l *lowerer) opaqueOr(nodes []int32, around int32) facts.ID {
	switch len(nodes) {
	case 0:
		return l.opaque(around)
	case 1:
		return l.expr(nodes[0])
	}
	table := facts.Expr{Op: facts.Table, Span: l.span(around)}
	for _, n := range nodes {
		l.addElement(&table, n)
	}
	return l.Emit(table)
}

// catchesAll reports whether a case is `case _` or `case name` without a guard.
func (l *lowerer) catchesAll(clause int32) bool {
	if l.Child(clause, l.in.guard) >= 0 {
		return false
	}
	pattern := l.First(clause)
	if pattern < 0 || l.kind(pattern) != kCasePattern {
		return false
	}
	inner := l.First(pattern)
	return inner < 0 && l.Text(pattern) == "_" || inner >= 0 && l.capture(inner) != ""
}

func (l *lowerer) caseClause(i int32, subject facts.ID) {
	guard, body := l.Child(i, l.in.guard), l.Child(i, l.in.consequence)
	end := l.Nodes[i].Next
	var patterns []int32
	for c := l.First(i); c >= 0 && l.kind(c) == kCasePattern; c = l.Part(l.Nodes[c].Next, end) {
		patterns = append(patterns, c)
	}
	if len(patterns) > 0 {
		l.HeaderEnds(i, max(guard, patterns[len(patterns)-1]))
	}
	if len(patterns) == 1 {
		l.pattern(patterns[0], subject)
	} else {
		l.sequence(patterns, subject)
	}
	l.run(guard)
	l.block(body)
}

// pattern binds what a pattern captures from a subject.
func (l *lowerer) pattern(i int32, subject facts.ID) {
	if !l.Deeper(i) {
		return
	}
	switch l.kind(i) {
	case kCasePattern:
		if c := l.First(i); c >= 0 {
			l.pattern(c, subject)
		}
	case kDottedName:
		if name := l.capture(i); name != "" {
			l.assignName(name, subject, l.span(i))
		}
	case kAsPattern:
		l.pattern(l.First(i), subject)
		if name := l.caseAlias(i); name >= 0 {
			l.assignName(l.Text(name), subject, l.span(name))
		}
	case kListPattern, kTuplePattern:
		parts := l.Parts(i)
		if len(parts) == 1 && l.kind(i) == kTuplePattern && !l.HasToken(i, ",") { // parentheses
			l.pattern(parts[0], subject)
		} else {
			l.sequence(parts, subject)
		}
	case kUnionPattern:
		for _, c := range l.Parts(i) {
			l.pattern(c, subject)
		}
	case kDictPattern:
		l.mapping(i, subject)
	case kClassPattern:
		for _, c := range l.Parts(i) {
			l.argument(c, subject)
		}
	}
	l.Depth--
}

// sequence binds what the patterns of a sequence capture.
func (l *lowerer) sequence(patterns []int32, subject facts.ID) {
	starred := false
	for position, p := range patterns {
		inner := p
		if l.kind(p) == kCasePattern {
			inner = l.First(p)
		}
		span := l.span(p)
		switch {
		case inner < 0: // _
		case l.kind(inner) == kSplatPattern:
			starred = true
			if name := l.First(inner); name >= 0 {
				element := l.Emit(facts.Expr{Op: facts.Index, X: subject, Span: span})
				rest := facts.Expr{Op: facts.Table, Items: []facts.Item{{Value: element}}, Span: span}
				l.assignName(l.Text(name), l.Emit(rest), span)
			}
		case starred:
			l.pattern(inner, l.Emit(facts.Expr{Op: facts.Index, X: subject, Span: span}))
		default:
			l.pattern(inner, l.Element(subject, position, span))
		}
	}
}

// mapping binds what a mapping pattern captures.
func (l *lowerer) mapping(i int32, subject facts.ID) {
	var key facts.ID
	for _, c := range l.Parts(i) {
		switch {
		case l.Nodes[c].Field == l.in.key:
			key = l.key(c)
		case l.Nodes[c].Field == l.in.value:
			l.pattern(c, l.Emit(facts.Expr{Op: facts.Index, X: subject, Y: key, Span: l.span(c)}))
		case l.kind(c) == kSplatPattern:
			if name := l.First(c); name >= 0 {
				l.assignName(l.Text(name), subject, l.span(c))
			}
		}
	}
}

// argument binds what an argument of a class pattern captures: of `C(a=x)` the member a; which one a positional argument
// is, only the class knows.
func (l *lowerer) argument(i int32, subject facts.ID) {
	if l.kind(i) != kCasePattern {
		return
	}
	inner := l.First(i)
	if inner < 0 || l.kind(inner) != kKeywordPattern {
		l.pattern(i, l.opaque(i))
		return
	}
	name := l.First(inner)
	if name < 0 {
		return
	}
	if value := l.Part(l.Nodes[name].Next, l.Nodes[inner].Next); value >= 0 {
		member := facts.Expr{Op: facts.Member, X: subject, Text: l.Text(name), Span: l.span(inner)}
		l.pattern(value, l.Emit(member))
	}
}

// capture returns the name that a dotted name in a pattern captures, "" if it is a value.
func (l *lowerer) capture(i int32) string {
	if l.kind(i) != kDottedName {
		return ""
	}
	parent := l.Nodes[i].Parent
	if k := l.kind(parent); k != kCasePattern && k != kKeywordPattern {
		return ""
	}
	name := l.First(i)
	if name < 0 || l.Nodes[name].Next != l.Nodes[i].Next {
		return ""
	}
	return l.Text(name)
}

// caseAlias returns the name of `case … as name`, -1 if there is none.
func (l *lowerer) caseAlias(i int32) int32 {
	for _, c := range l.Parts(i) {
		if l.kind(c) == kIdentifier {
			return c
		}
	}
	return -1
}
