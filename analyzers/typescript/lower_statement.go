package typescript

import (
	"strings"

	"github.com/quotalint/quotalint/analyzers/lower"
	"github.com/quotalint/quotalint/internal/facts"
)

// statements lowers the statements below a node.
func (l *lowerer) statements(node int32) {
	end := l.Nodes[node].Next
	for c := node + 1; c < end; c = l.Nodes[c].Next {
		l.hoist(c)
	}
	for c := node + 1; c < end; c = l.Nodes[c].Next {
		l.statement(c)
		if l.space != nil && l.space.ambient && l.At == 0 && l.kind(c) != kExport {
			l.exportDeclared(c, false)
		}
	}
}

// hoist binds what holds from the beginning of a block on: imports and functions.
func (l *lowerer) hoist(i int32) {
	if l.kind(i) == kExport {
		i = l.Child(i, l.in.declaration)
	}
	switch l.kindOf(i) {
	case kImportStatement:
		l.importStatement(i)
	case kFunctionDeclaration, kGeneratorDeclaration:
		s, name := l.Opened(i), l.Child(i, l.in.name)
		if s >= 0 && name >= 0 {
			l.assignName(l.Text(name), l.definition(i, s), l.Span(name))
		}
	}
}

// block lowers a block, or the statement that stands for one; -1 is none.
func (l *lowerer) block(node int32) {
	switch l.kindOf(node) {
	case kNone:
	case kBlock:
		l.within(node, func() { l.statements(node) })
	default:
		l.hoist(node)
		l.statement(node)
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
	case kNone, kComment, kEmpty, kDebugger, kImportStatement:
	case kError:
		l.Header = outer
		l.statements(i)
	case kBlock:
		l.block(i)
	case kExpressionStatement:
		if x := l.First(i); x >= 0 && l.kind(x) == kNamespace {
			l.statement(x)
		} else {
			l.runAll(i)
		}
	case kReturn:
		l.returnStatement(i)
	case kThrow:
		l.runAll(i)
		l.Die()
	case kBreak, kContinue:
		label := ""
		if c := l.Child(i, l.in.label); c >= 0 {
			label = l.Text(c)
		}
		l.Jump(l.kind(i) == kBreak, label)
	default:
		l.declaration(i)
	}
	l.Header = outer
	l.Depth--
}

// declaration lowers statements that declare something.
func (l *lowerer) declaration(i int32) {
	switch l.kind(i) {
	case kLexical, kVariable:
		l.runAll(i)
	case kDeclarator:
		l.declarator(i)
	case kFunctionDeclaration, kGeneratorDeclaration:
		l.function(i)
	case kFunctionSignature:
		l.functionSignature(i)
	case kClassDeclaration, kAbstractClass:
		value := l.class(i)
		if name := l.Child(i, l.in.name); name >= 0 {
			l.assignName(l.Text(name), value, l.Span(name))
		}
	case kInterface, kTypeAlias:
		l.typeDeclaration(i)
	case kEnum:
		l.enum(i)
	case kNamespace, kModule:
		l.namespace(i)
	case kAmbient:
		if c := l.First(i); c >= 0 && !l.foreign(i) {
			l.statement(c)
		}
	case kImportAlias:
		l.importAlias(i)
	case kExport:
		l.exportStatement(i)
	default:
		l.control(i)
	}
}

// control lowers statements that hold others; anything else is an expression, whose value nobody wants.
func (l *lowerer) control(i int32) {
	switch l.kind(i) {
	case kIf:
		l.ifStatement(i)
	case kFor:
		l.forStatement(i)
	case kForIn:
		l.forInStatement(i)
	case kWhile, kDo:
		l.whileStatement(i)
	case kSwitch:
		l.switchStatement(i)
	case kTry:
		l.tryStatement(i)
	case kLabeled:
		l.labeledStatement(i)
	case kWith:
		l.run(l.Child(i, l.in.object))
		l.block(l.Child(i, l.in.body))
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

// asks lowers a condition. Of one that does nothing, only the members are told that it looks at: they say what is decided.
func (l *lowerer) asks(i int32) {
	if i < 0 || l.Acts(i) {
		l.run(i)
		return
	}
	for n := i; n < l.Nodes[i].Next; n++ {
		if l.kind(n) == kMember {
			if name := l.Child(n, l.in.property); name >= 0 {
				l.Emit(facts.Expr{Op: facts.Member, Text: l.propertyName(name), Span: l.Span(n)})
			}
		}
	}
}

// runAll lowers the parts of a statement for what they do.
func (l *lowerer) runAll(i int32) {
	end := l.Nodes[i].Next
	for c := i + 1; c < end; c = l.Nodes[c].Next {
		switch k := l.kind(c); {
		case k == kDeclarator:
			l.declarator(c)
		case k == kError:
			l.statement(c)
		case k != kNone && k != kComment:
			l.run(c)
		}
	}
}

func (l *lowerer) returnStatement(i int32) {
	if value := l.First(i); value >= 0 {
		id := l.expr(value)
		if s := l.functionOf(l.At); s > 0 {
			f := &l.File.Scopes[s]
			f.Returns = append(f.Returns, id)
		}
	}
	l.Die()
}

// declarator binds the names of a declarator. Without a value, they are undefined.
func (l *lowerer) declarator(i int32) {
	value := l.typedValue(i, l.Child(i, l.in.typ), l.Child(i, l.in.value))
	if value != 0 {
		l.target(l.Child(i, l.in.name), value, l.Span(i))
	}
}

// functionSignature binds a function that is only declared, unless another declaration of it has a body.
func (l *lowerer) functionSignature(i int32) {
	name := l.Child(i, l.in.name)
	if name < 0 {
		return
	}
	if v := l.resolve(l.Text(name), l.lexical); v != nil && !l.implemented[variable{v.Scope, v.Name}] {
		l.assignName(l.Text(name), l.function(i), l.Span(name))
	}
}

// typeDeclaration binds the name of an interface or a type alias.
func (l *lowerer) typeDeclaration(i int32) {
	name, typ := l.Child(i, l.in.name), i
	if l.kind(i) == kTypeAlias {
		typ = l.Child(i, l.in.value)
	}
	if name >= 0 && typ >= 0 {
		l.assignName(l.Text(name), l.typeOf(typ), l.Span(i))
	}
}

// ifStatement lowers an if with all that its else goes on with.
func (l *lowerer) ifStatement(i int32) {
	branches := l.Branch()
	maybe := l.Maybe
	for {
		condition := l.Child(i, l.in.condition)
		l.HeaderEnds(i, condition)
		l.asks(condition)
		l.Maybe = maybe
		asked, not := l.question(condition)
		branches.When(asked, not, func() { l.block(l.Child(i, l.in.consequence)) })
		clause := l.Child(i, l.in.alternative)
		if clause < 0 {
			break
		}
		otherwise := l.First(clause)
		if l.kindOf(otherwise) != kIf {
			branches.Otherwise(func() { l.block(otherwise) })
			break
		}
		i = otherwise
		l.Maybe = maybe + 1
	}
	branches.Join()
}

// question is what a condition asks, and whether it holds where that is not so: !x, x === undefined.
func (l *lowerer) question(condition int32) (asked facts.Span, not bool) {
	for condition = l.bare(condition); condition >= 0 && l.kind(condition) == kUnary && strings.HasPrefix(l.Text(condition), "!"); {
		condition, not = l.bare(l.Child(condition, l.in.argument)), !not
	}
	if condition < 0 {
		return facts.Span{}, not
	}
	if operator := l.Child(condition, l.in.operator); l.kind(condition) == kBinary && operator >= 0 {
		switch text, right := l.Text(operator), l.kindOf(l.Child(condition, l.in.right)); {
		case right != kNull && right != kUndefined:
		case strings.HasPrefix(text, "=="):
			condition, not = l.Child(condition, l.in.left), !not
		case strings.HasPrefix(text, "!="):
			condition = l.Child(condition, l.in.left)
		}
	}
	return l.Span(condition), not
}
