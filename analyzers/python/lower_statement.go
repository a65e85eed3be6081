package python

import (
	"slices"

	"github.com/quotalint/quotalint/internal/facts"
)

// statements lowers the statements below a node.
func (l *lowerer) statements(node int32) {
	end := l.nodes[node].Next
	for c := node + 1; c < end; c = l.nodes[c].Next {
		l.statement(c)
	}
}

// statement lowers a statement, or whatever else a broken file has there.
func (l *lowerer) statement(i int32) {
	if !l.deeper(i) {
		return
	}
	outer := l.header
	l.header = stretch{l.nodes[i].Start, l.nodes[i].End}
	switch l.kind(i) {
	case kNone, kComment, kPass, kGlobal, kNonlocal:
	case kImport, kImportFrom, kImportFuture:
		l.importStatement(i)
	case kReturn:
		l.returnStatement(i)
	case kRaise:
		l.run(i)
		l.die()
	case kBreak, kContinue:
		l.jump(l.kind(i) == kBreak)
	case kFunction, kClass:
		l.define(i, i)
	case kDecorated:
		if d := l.child(i, l.in.definition); d >= 0 {
			l.define(d, i)
		} else {
			l.run(i)
		}
	case kTypeAlias:
		l.typeAlias(i)
	case kError:
		l.header = outer
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
	l.header = outer
	l.depth--
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
	if i >= 0 && l.acts(i) {
		l.expr(i)
	}
}

// acts reports whether there is a call, a binding or a scope in an expression.
func (l *lowerer) acts(i int32) bool {
	if l.quoted != nil {
		return true
	}
	at, _ := slices.BinarySearch(l.effects, i)
	return at < len(l.effects) && l.effects[at] < l.nodes[i].Next
}

// headerEnds says where the statement being lowered goes on with statements of its own.
func (l *lowerer) headerEnds(start, last int32) {
	l.header.start = l.nodes[start].Start
	if last >= 0 {
		l.header.end = l.nodes[last].End
	} else {
		l.header.end = l.header.start
	}
}

func (l *lowerer) returnStatement(i int32) {
	if value := l.first(i); value >= 0 {
		id := l.expr(value)
		s := &l.file.Scopes[l.outside(l.at)]
		s.Returns = append(s.Returns, id)
	}
	l.die()
}

func (l *lowerer) ifStatement(i int32) {
	condition := l.child(i, l.in.condition)
	l.headerEnds(i, condition)
	l.run(condition)
	typeOnly := l.typeOnly
	l.typeOnly = typeOnly || l.asksTypeChecking(condition)
	arms := []arm{l.armOf(l.child(i, l.in.consequence))}
	l.typeOnly = typeOnly
	otherwise := false
	maybe := l.maybe
	end := l.nodes[i].Next
	for c := l.first(i); c >= 0; c = l.part(l.nodes[c].Next, end) {
		switch l.kind(c) {
		case kElif:
			condition := l.child(c, l.in.condition)
			l.headerEnds(c, condition)
			l.maybe = maybe + 1
			l.run(condition)
			l.maybe = maybe
			arms = append(arms, l.armOf(l.child(c, l.in.consequence)))
		case kElse:
			otherwise = true
			arms = append(arms, l.armOf(l.child(c, l.in.body)))
		}
	}
	if !otherwise {
		arms = append(arms, arm{})
	}
	l.join(arms...)
}

// asksTypeChecking reports whether a condition is typing.TYPE_CHECKING.
func (l *lowerer) asksTypeChecking(condition int32) bool {
	if condition < 0 {
		return false
	}
	if l.kind(condition) == kAttribute {
		condition = l.child(condition, l.in.attribute)
	}
	return condition >= 0 && l.text(condition) == "TYPE_CHECKING"
}

// armOf lowers a block, -1 for none, as one way of control.
func (l *lowerer) armOf(block int32) arm {
	return l.arm(func() { l.block(block) })
}

func (l *lowerer) block(block int32) {
	if block >= 0 {
		l.statements(block)
	}
}

func (l *lowerer) forStatement(i int32) {
	left, right, body := l.child(i, l.in.left), l.child(i, l.in.right), l.child(i, l.in.body)
	l.headerEnds(i, right)
	elem := l.element(right)
	from, to := l.reach(i, left, body)
	l.repeat(from, to, false, func() {}, func() {
		l.target(left, elem, l.spanOrNone(left))
		l.block(body)
	}, l.otherwise(i))
}

func (l *lowerer) whileStatement(i int32) {
	condition, body := l.child(i, l.in.condition), l.child(i, l.in.body)
	l.headerEnds(i, condition)
	endless := condition >= 0 && (l.kind(condition) == kTrue || l.text(condition) == "1")
	from, to := l.reach(i, condition, body)
	l.repeat(from, to, endless, func() { l.run(condition) }, func() { l.block(body) }, l.otherwise(i))
}

// reach returns the nodes of a loop that run again and again.
func (l *lowerer) reach(i, head, body int32) (from, to int32) {
	from, to = i, l.nodes[i].Next
	if head >= 0 {
		from = head
	}
	if body >= 0 {
		to = l.nodes[body].Next
	}
	return from, to
}

// otherwise returns what lowers the else clause of a loop, nil if there is none.
func (l *lowerer) otherwise(i int32) func() {
	clause := l.child(i, l.in.alternative)
	if clause < 0 {
		return nil
	}
	return func() { l.block(l.child(clause, l.in.body)) }
}

// element returns any element of the value of a node.
func (l *lowerer) element(i int32) facts.ID {
	if i < 0 {
		return l.expr(i)
	}
	return l.emit(facts.Expr{Op: facts.Index, X: l.expr(i), Span: l.span(i)})
}

func (l *lowerer) spanOrNone(i int32) facts.Span {
	if i < 0 {
		return facts.Span{}
	}
	return l.span(i)
}
