package golang

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

// block lowers a block; -1 is none.
func (l *lowerer) block(node int32) {
	if node >= 0 {
		l.within(node, func() { l.statements(node) })
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
	case kNone, kComment, kEmpty, kPackageClause, kFallthrough, kLabel:
	case kError:
		l.Header = outer
		l.statements(i)
	case kImportDeclaration, kImportSpecs, kConst, kVar, kVarSpecs, kTypeDeclaration:
		l.statements(i)
	case kBlock:
		l.block(i)
	case kExpressionStatement, kGo, kDefer, kLiteralElement:
		l.runAll(i)
	case kReturn:
		l.returnStatement(i)
	case kBreak, kContinue:
		label := ""
		if c := l.First(i); c >= 0 {
			label = l.Text(c)
		}
		l.Jump(l.kind(i) == kBreak, label)
	case kGoto:
		l.Die()
	default:
		l.binding(i)
	}
	l.Header = outer
	l.Depth--
}

// binding lowers statements that bind something.
func (l *lowerer) binding(i int32) {
	switch l.kind(i) {
	case kImportSpec:
		l.importSpec(i)
	case kFunction:
		id := l.function(i)
		if name := l.Child(i, l.in.name); name >= 0 && l.Text(name) != "init" {
			l.assignName(l.Text(name), id, l.Span(name))
		}
	case kMethod:
		l.method(i)
	case kTypeSpec, kTypeAlias:
		l.typeSpec(i)
	case kConstSpec, kVarSpec:
		l.varSpec(i)
	case kShortVar, kAssignment:
		l.assignment(i)
	case kInc, kDec:
		l.step(i)
	case kSend:
		l.send(i)
	case kReceive:
		l.receive(i)
	default:
		l.control(i)
	}
}

// control lowers statements that hold others; anything else is an expression, whose value nobody wants.
func (l *lowerer) control(i int32) {
	labels := l.labels
	l.labels = nil
	switch l.kind(i) {
	case kIf:
		l.ifStatement(i)
	case kFor:
		l.within(i, func() { l.forStatement(i, labels) })
	case kSwitch, kTypeSwitch:
		l.within(i, func() { l.switchStatement(i, labels) })
	case kSelect:
		l.selectStatement(i, labels)
	case kLabeled:
		l.labeledStatement(i, labels)
	default:
		l.run(i)
	}
}

// run lowers a node for what it does: the calls and functions in it.
func (l *lowerer) run(i int32) {
	if i >= 0 && l.Acts(i) {
		l.expr(i)
	}
}

// runAll lowers the parts of a statement for what they do.
func (l *lowerer) runAll(i int32) {
	end := l.Nodes[i].Next
	for c := i + 1; c < end; c = l.Nodes[c].Next {
		switch k := l.kind(c); {
		case k == kError:
			l.statement(c)
		case k != kNone && k != kComment:
			l.run(c)
		}
	}
}

// returnStatement lowers a return. Several results are a table; without any, the results are what their names hold.
func (l *lowerer) returnStatement(i int32) {
	if l.At == 0 {
		l.runAll(i)
	} else if values := l.returned(i); len(values) > 0 {
		f := &l.File.Scopes[l.At]
		f.Returns = append(f.Returns, l.several(values, l.Span(i)))
	}
	l.Die()
}

func (l *lowerer) returned(i int32) []facts.ID {
	var values []facts.ID
	switch list := l.First(i); {
	case list < 0:
		for _, r := range l.results {
			values = append(values, l.namedResult(r))
		}
		return values
	case l.kindOf(list) == kExpressionList:
		l.each(list, func(x int32) { values = append(values, l.expr(x)) })
	default:
		values = append(values, l.expr(list))
	}
	if len(values) == len(l.results) {
		for n, r := range l.results { // a deferred function may read it
			if v := l.late(r); v != nil {
				l.Assign(v, values[n], l.Span(i))
			}
		}
	}
	return values
}

// several returns several results as one value; 0 if there are none.
func (l *lowerer) several(values []facts.ID, span facts.Span) facts.ID {
	switch len(values) {
	case 0:
		return 0
	case 1:
		return values[0]
	}
	return l.Emit(facts.Expr{Op: facts.Table, Items: positions(values), Span: span})
}

// ifStatement lowers an if with all that its else goes on with.
func (l *lowerer) ifStatement(i int32) {
	branches := l.Branch()
	here, mark, maybe := l.here, len(l.trail), l.Maybe
	for {
		if b := l.blocks.At(i); b >= 0 {
			l.here = b
		}
		condition := l.Child(i, l.in.condition)
		l.HeaderEnds(i, condition)
		if init := l.Child(i, l.in.initializer); init >= 0 {
			l.statement(init)
		}
		l.run(condition)
		l.Maybe = maybe
		failed := 0
		if l.tellsFailure(condition) {
			failed = 1
		}
		l.Failed += failed
		asked, not := l.question(condition)
		branches.When(asked, not, func() { l.block(l.Child(i, l.in.consequence)) })
		l.Failed -= failed
		otherwise := l.Child(i, l.in.alternative)
		if l.kindOf(otherwise) != kIf {
			branches.Otherwise(func() { l.block(otherwise) })
			break
		}
		i = otherwise
		l.Maybe = maybe + 1
	}
	l.leave(mark)
	l.here = here
	branches.Join()
}

// question is what a condition asks, and whether it holds where that is not so: !ok, err == nil.
func (l *lowerer) question(condition int32) (asked facts.Span, not bool) {
	for condition = l.bare(condition); l.is(condition, kUnary) && strings.HasPrefix(l.Text(condition), "!"); condition = l.bare(l.Child(condition, l.in.operand)) {
		not = !not
	}
	if l.is(condition, kBinary) && l.is(l.Child(condition, l.in.right), kNil) {
		operator := l.Child(condition, l.in.operator)
		condition, not = l.Child(condition, l.in.left), not != (operator >= 0 && l.Text(operator) == "==")
	}
	if condition < 0 {
		return facts.Span{}, not
	}
	return l.Span(condition), not
}

// tellsFailure reports whether a condition holds where something has failed: err != nil, by what custom calls errors.
func (l *lowerer) tellsFailure(condition int32) bool {
	operator := int32(-1)
	if l.is(condition, kBinary) {
		operator = l.Child(condition, l.in.operator)
	}
	if operator < 0 || l.Text(operator) != "!=" || !l.is(l.Child(condition, l.in.right), kNil) {
		return false
	}
	left := l.Child(condition, l.in.left)
	return l.is(left, kIdentifier) && strings.HasSuffix(strings.ToLower(l.Text(left)), "err")
}
