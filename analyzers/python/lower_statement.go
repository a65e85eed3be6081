package python

import (
	"strings"

	"github.com/quotalint/quotalint/analyzers/lower"
	"github.com/quotalint/quotalint/internal/facts"
)

// statements lowers the statements below a node.
func (l *lowerer) statements(node int32) {
	end := l.Nodes[node].Next
	for c := node + 1; c < end; c = l.Nodes[c].Next {
		l.statement(c)
	}
}

// statement lowers a statement, or whatever else a broken file has there.
func (l *lowerer) statement(i int32) {
	if !l.Deeper(i) {
		return
	}
	outer := l.Header
	l.Header = lower.Stretch{Start: l.Nodes[i].Start, End: l.Nodes[i].End}
	switch l.kind(i) {
	case kNone, kComment, kPass, kGlobal, kNonlocal:
	case kImport, kImportFrom, kImportFuture:
		l.importStatement(i)
	case kReturn:
		l.returnStatement(i)
	case kRaise:
		l.run(i)
		l.Die()
	case kBreak, kContinue:
		l.Jump(l.kind(i) == kBreak, "")
	case kFunction, kClass:
		l.define(i, i)
	case kDecorated:
		if d := l.Child(i, l.in.definition); d >= 0 {
			l.define(d, i)
		} else {
			l.run(i)
		}
	case kTypeAlias:
		l.typeAlias(i)
	case kError:
		l.Header = outer
		l.statements(i)
	case kModule, kBlock, kExpressionStatement:
		l.statements(i)
	case kAssignment:
		l.assignment(i)
	case kAugmentedAssignment:
		l.augmented(i)
	default:
		l.control(i)
	}
	l.Header = outer
	l.Depth--
}

// control lowers statements that hold others; anything else is an expression, whose value nobody wants.
func (l *lowerer) control(i int32) {
	switch l.kind(i) {
	case kIf:
		l.ifStatement(i)
	case kFor:
		l.forStatement(i)
	case kWhile:
		l.whileStatement(i)
	case kTry:
		l.tryStatement(i)
	case kWith:
		l.withStatement(i)
	case kMatch:
		l.matchStatement(i)
	default:
		l.run(i)
	}
}

// run lowers a node for what it does: the calls in it and the names it binds.
func (l *lowerer) run(i int32) {
	if i >= 0 && l.Acts(i) {
		l.expr(i)
	}
}

// asks lowers a condition. Of one that does nothing, only the members and keys are told that it looks at: they say what is decided.
func (l *lowerer) asks(i int32) {
	if i < 0 || l.Acts(i) {
		l.run(i)
		return
	}
	for n := i; n < l.Nodes[i].Next; n++ {
		switch l.kind(n) {
		case kAttribute:
			if name := l.Child(n, l.in.attribute); name >= 0 {
				l.Emit(facts.Expr{Op: facts.Member, Text: l.Text(name), Span: l.span(n)})
			}
		case kString:
			l.stringText(n)
		}
	}
}

func (l *lowerer) returnStatement(i int32) {
	if value := l.First(i); value >= 0 {
		id := l.expr(value)
		s := &l.File.Scopes[l.outside(l.At)]
		s.Returns = append(s.Returns, id)
	}
	l.Die()
}

func (l *lowerer) ifStatement(i int32) {
	condition := l.Child(i, l.in.condition)
	l.HeaderEnds(i, condition)
	l.asks(condition)
	typeOnly := l.typeOnly
	l.typeOnly = typeOnly || l.asksTypeChecking(condition)
	branches := l.Branch()
	asked, not := l.question(condition)
	branches.When(asked, not, func() { l.block(l.Child(i, l.in.consequence)) })
	l.typeOnly = typeOnly
	maybe := l.Maybe
	end := l.Nodes[i].Next
	for c := l.First(i); c >= 0; c = l.Part(l.Nodes[c].Next, end) {
		switch l.kind(c) {
		case kElif:
			condition := l.Child(c, l.in.condition)
			l.HeaderEnds(c, condition)
			l.Maybe = maybe + 1
			l.asks(condition)
			l.Maybe = maybe
			asked, not := l.question(condition)
			branches.When(asked, not, func() { l.block(l.Child(c, l.in.consequence)) })
		case kElse:
			branches.Otherwise(func() { l.block(l.Child(c, l.in.body)) })
		}
	}
	branches.Join()
}

// question is what a condition asks, and whether it holds where that is not so: not x, x is None.
func (l *lowerer) question(condition int32) (asked facts.Span, not bool) {
	condition = l.bare(condition)
	for condition >= 0 && l.kind(condition) == kNot {
		condition, not = l.bare(l.Child(condition, l.in.argument)), !not
	}
	if condition < 0 {
		return facts.Span{}, not
	}
	if parts := l.Parts(condition); l.kind(condition) == kComparison && len(parts) == 2 && l.kind(parts[1]) == kNoneLiteral {
		operator := l.Source[l.Nodes[parts[0]].End:l.Nodes[parts[1]].Start]
		condition, not = parts[0], not != !strings.Contains(strings.ReplaceAll(operator, "!", "not"), "not")
	}
	return l.span(condition), not
}

// asksTypeChecking reports whether a condition is typing.TYPE_CHECKING.
func (l *lowerer) asksTypeChecking(condition int32) bool {
	if condition < 0 {
		return false
	}
	if l.kind(condition) == kAttribute {
		condition = l.Child(condition, l.in.attribute)
	}
	return condition >= 0 && l.Text(condition) == "TYPE_CHECKING"
}

func (l *lowerer) block(block int32) {
	if block >= 0 {
		l.statements(block)
	}
}

func (l *lowerer) forStatement(i int32) {
	left, right, body := l.Child(i, l.in.left), l.Child(i, l.in.right), l.Child(i, l.in.body)
	l.HeaderEnds(i, right)
	elem := l.element(right)
	from, to := l.reach(i, left, body)
	l.Repeat(lower.Loop{From: from, To: to, Head: func() {}, Round: func() {
		l.target(left, elem, l.spanOrNone(left))
		l.block(body)
	}, Otherwise: l.otherwise(i)})
}

func (l *lowerer) whileStatement(i int32) {
	condition, body := l.Child(i, l.in.condition), l.Child(i, l.in.body)
	l.HeaderEnds(i, condition)
	endless := condition >= 0 && (l.kind(condition) == kTrue || l.Text(condition) == "1")
	from, to := l.reach(i, condition, body)
	l.Repeat(lower.Loop{
		From: from, To: to, Endless: endless,
		Head: func() { l.run(condition) }, Round: func() { l.block(body) }, Otherwise: l.otherwise(i),
	})
}

// reach returns the nodes of a loop that run again and again.
func (l *lowerer) reach(i, head, body int32) (from, to int32) {
	from, to = i, l.Nodes[i].Next
	if head >= 0 {
		from = head
	}
	if body >= 0 {
		to = l.Nodes[body].Next
	}
	return from, to
}

// otherwise returns what lowers the else clause of a loop, nil if there is none.
func (l *lowerer) otherwise(i int32) func() {
	clause := l.Child(i, l.in.alternative)
	if clause < 0 {
		return nil
	}
	return func() { l.block(l.Child(clause, l.in.body)) }
}

// element returns any element of the value of a node.
func (l *lowerer) element(i int32) facts.ID {
	if i < 0 {
		return l.expr(i)
	}
	return l.Emit(facts.Expr{Op: facts.Index, X: l.expr(i), Span: l.span(i)})
}

func (l *lowerer) spanOrNone(i int32) facts.Span {
	if i < 0 {
		return facts.Span{}
	}
	return l.span(i)
}
