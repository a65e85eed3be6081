package golang

import (
	"slices"

	"github.com/quotalint/quotalint/analyzers/lower"
	"github.com/quotalint/quotalint/internal/facts"
)

// expr lowers an expression.
func (l *lowerer) expr(i int32) facts.ID {
	if i < 0 || !l.Deeper(i) {
		return l.opaque()
	}
	id := l.LowerChain(&l.chain, i)
	l.Depth--
	return id
}

// chains says how expressions are chained.
func (l *lowerer) chains() lower.Chain {
	return lower.Chain{Below: l.below, Leaf: l.leaf, Link: l.chained, Same: func(i int32) bool { return l.kind(i) == kParenthesized }}
}

// below returns the operand on which a chain goes on downwards, -1 at its end.
func (l *lowerer) below(i int32) int32 {
	switch l.kind(i) {
	case kParenthesized:
		return l.First(i)
	case kCall:
		return l.Child(i, l.in.function)
	case kSelector, kIndex, kSliceExpression, kAssertion, kUnary:
		return l.Child(i, l.in.operand)
	case kBinary:
		return l.Child(i, l.in.left)
	}
	return -1
}

// chained lowers one link of a chain; id is the value of the operand, which is node under unless parentheses stand between.
func (l *lowerer) chained(i int32, id facts.ID, under int32) facts.ID {
	switch l.kind(i) {
	case kCall:
		return l.call(i, id)
	case kSelector:
		if text := l.checkedText(i); text != 0 {
			return text
		}
		if name := l.Child(i, l.in.field); name >= 0 {
			return l.Emit(facts.Expr{Op: facts.Member, X: l.checkedOperand(i, id), Text: l.Text(name), Span: l.Span(i)})
		}
		return l.opaque()
	case kIndex:
		return l.index(i, id)
	case kSliceExpression:
		l.runBehind(i)
		return id
	case kAssertion:
		return l.cast(id, l.Child(i, l.in.typ), l.Span(i))
	case kBinary:
		return l.binary(i, id, l.Nodes[under].Parent == i && l.kind(under) == kBinary)
	default:
		return l.unary(i, id)
	}
}

// runBehind lowers what stands behind the operand of an expression, for what it does.
func (l *lowerer) runBehind(i int32) {
	operand := l.Child(i, l.in.operand)
	l.each(i, func(c int32) {
		if c != operand {
			l.run(c)
		}
	})
}

// leaf lowers an expression that is no chain.
func (l *lowerer) leaf(i int32) facts.ID {
	switch l.kind(i) {
	case kIdentifier, kTypeIdentifier, kPackageIdentifier:
		return l.read(l.Text(i), l.Span(i))
	case kQualified:
		if id := l.qualified(i); id != 0 {
			return id
		}
	case kNil:
		return l.Emit(facts.Expr{Op: facts.None, Span: l.Span(i)})
	case kInt, kFloat:
		return l.number(i)
	case kString, kRawString:
		return l.ConstantText(textOf(l.Text(i)), l.Span(i))
	case kFuncLiteral:
		return l.function(i)
	case kComposite:
		return l.composite(i)
	case kConversion:
		return l.conversion(i)
	case kInstantiation, kGeneric:
		if id := l.element(i); id != 0 {
			return id
		}
		return l.expr(l.First(i))
	case kLiteralElement, kVariadicArgument, kTypeElem:
		return l.expr(l.First(i))
	case kLiteralValue: // whose type stands nowhere
		return l.untyped(i)
	case kMap, kSlice, kArray, kChannel, kFunctionType, kStruct, kInterface, kPointer:
		if t := l.typeOf(i); t != 0 {
			return t
		}
	default:
		l.pieces(i)
	}
	return l.opaque()
}

// pieces lowers pieces of broken code for what they do.
func (l *lowerer) pieces(i int32) {
	end := l.Nodes[i].Next
	for c := i + 1; c < end; c = l.Nodes[c].Next {
		if k := l.kind(c); k == kError || k > kSourceFile && k <= kMethod {
			l.statement(c)
		} else {
			l.run(c)
		}
	}
}

// unary lowers an operator in front of a value. Pointers are the values that they point to.
func (l *lowerer) unary(i int32, x facts.ID) facts.ID {
	operator := l.Child(i, l.in.operator)
	switch {
	case operator < 0:
	case l.Text(operator) == "&" || l.Text(operator) == "*":
		return x
	case l.Text(operator) == "<-":
		return l.Emit(facts.Expr{Op: facts.Index, X: x, Span: l.Span(i)})
	}
	return l.opaque()
}

// binary lowers an operator between two values. extend says that left is the value of the same chain of operators, so that
// nobody else has it.
func (l *lowerer) binary(i int32, left facts.ID, extend bool) facts.ID {
	operator, right := l.Child(i, l.in.operator), l.Child(i, l.in.right)
	if operator >= 0 && l.Text(operator) == "+" && !l.is(l.bare(right), kInt, kFloat) {
		return l.sum(left, l.expr(right), extend, l.Span(i))
	}
	l.Maybe++ // it may be && or ||
	l.run(right)
	l.Maybe--
	return l.opaque()
}

// sum lowers `a + b`.
func (l *lowerer) sum(left, right facts.ID, extend bool, span facts.Span) facts.ID {
	if id := l.Sum(left, right, extend, span); id != 0 {
		return id
	}
	return l.opaque()
}

// index lowers x[key]. A function with the name of a type in brackets is that function.
func (l *lowerer) index(i int32, x facts.ID) facts.ID {
	key := l.Child(i, l.in.index)
	if l.is(key, kIdentifier) && l.basic(l.Text(key)) {
		return x
	}
	return l.Emit(facts.Expr{Op: facts.Index, X: x, Y: l.keyOf(key), Span: l.Span(i)})
}

// element lowers x[i][j] and x[y[i]], which look like a generic function with its types where all in them are names; 0 for
// what is one: only variables have elements.
func (l *lowerer) element(i int32) facts.ID {
	switch l.kind(i) {
	case kTypeIdentifier, kIdentifier:
		if l.isVariable(l.Text(i)) {
			return l.read(l.Text(i), l.Span(i))
		}
	case kQualified:
		if pack := l.Child(i, l.in.pack); pack >= 0 && l.isVariable(l.Text(pack)) {
			return l.qualified(i)
		}
	case kInstantiation, kGeneric:
		x := l.First(i)
		id := l.element(x)
		if id == 0 {
			return 0
		}
		keys := i
		if arguments := l.Child(i, l.in.typeArguments); arguments >= 0 {
			keys = arguments
		}
		l.each(keys, func(key int32) {
			if key != x {
				id = l.Emit(facts.Expr{Op: facts.Index, X: id, Y: l.keyOf(key), Span: l.Span(i)})
			}
		})
		return id
	}
	return 0
}

// isVariable reports whether a name of the file is a variable: no package, type or function.
func (l *lowerer) isVariable(name string) bool {
	v := l.resolve(name)
	if v == nil {
		return false
	}
	_, isType := l.types[variable{v.Scope, v.Name}]
	_, isFunction := l.functions[name]
	return !isType && !(v.Scope == 0 && (isFunction || l.imported[name] != ""))
}

// keyOf lowers the key of an element. The sum of two names is a number more often than a text.
func (l *lowerer) keyOf(key int32) facts.ID {
	id := l.expr(key)
	if e := &l.File.Exprs[id]; e.Op == facts.Text && !slices.ContainsFunc(e.Items, func(p facts.Item) bool { return p.Value == 0 }) {
		return l.opaque()
	}
	return id
}
