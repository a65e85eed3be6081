package python

import (
	"strings"

	"github.com/quotalint/quotalint/analyzers/lower"
	"github.com/quotalint/quotalint/internal/facts"
)

// expr lowers an expression.
func (l *lowerer) expr(i int32) facts.ID {
	if i < 0 {
		return l.Emit(facts.Expr{})
	}
	if !l.Deeper(i) {
		return l.opaque(i)
	}
	id := l.LowerChain(&l.chain, i)
	l.Depth--
	return id
}

// chains says how expressions are chained.
func (l *lowerer) chains() lower.Chain {
	return lower.Chain{Below: l.below, Leaf: l.leaf, Link: l.chained, Same: func(i int32) bool {
		k := l.kind(i)
		return k == kParenthesized || k == kAwait || k == kListSplat
	}}
}

// below returns the operand on which a chain goes on downwards, -1 at its end.
func (l *lowerer) below(i int32) int32 {
	switch l.kind(i) {
	case kParenthesized, kAwait:
		return l.First(i)
	case kCall:
		return l.Child(i, l.in.function)
	case kAttribute:
		return l.Child(i, l.in.object)
	case kSubscript:
		return l.Child(i, l.in.value)
	case kBinary, kBoolean:
		return l.Child(i, l.in.left)
	case kNot, kUnary:
		return l.Child(i, l.in.argument)
	case kListSplat:
		if l.starredChain(l.Nodes[i].Parent) {
			return l.First(i)
		}
	}
	return -1
}

// starredChain reports whether a node is a chain that the grammar reads as `(*a).b()` where Python means `*(a.b())`.
func (l *lowerer) starredChain(i int32) bool {
	switch l.kind(i) {
	case kCall, kAttribute, kSubscript:
		return l.Source[l.Nodes[i].Start] == '*'
	}
	return false
}

// splat returns the node that a splat unfolds, and how; for any other node, the node itself.
func (l *lowerer) splat(i int32) (int32, facts.Spread) {
	switch l.kind(i) {
	case kListSplat, kParenthesizedListSplat, kListSplatPattern:
		return l.splatted(i), facts.Elems
	case kDictionarySplat, kDictionarySplatPattern:
		return l.splatted(i), facts.Members
	}
	if l.starredChain(i) {
		return i, facts.Elems
	}
	return i, facts.One
}

// splatted returns what is behind the stars.
func (l *lowerer) splatted(i int32) int32 {
	for i >= 0 {
		switch l.kind(i) {
		case kListSplat, kParenthesizedListSplat, kListSplatPattern, kDictionarySplat, kDictionarySplatPattern:
			i = l.First(i)
		default:
			return i
		}
	}
	return i
}

// bare returns the node within parentheses.
func (l *lowerer) bare(i int32) int32 {
	for i >= 0 && l.kind(i) == kParenthesized {
		i = l.First(i)
	}
	return i
}

// chained lowers one link of a chain; id is the value of the operand, which is node under unless it stands in parentheses.
func (l *lowerer) chained(i int32, id facts.ID, under int32) facts.ID {
	switch l.kind(i) {
	case kCall:
		return l.call(i, id)
	case kAttribute:
		return l.member(i, id)
	case kSubscript:
		return l.subscript(i, id)
	case kBoolean:
		return l.boolean(i, id, l.Nodes[under].Parent == i && l.kind(under) == kBoolean)
	case kBinary:
		return l.binary(i, id, l.Nodes[under].Parent == i && l.kind(under) == kBinary)
	default: // kNot, kUnary
		return l.opaque(i)
	}
}

// leaf lowers an expression that is no chain.
func (l *lowerer) leaf(i int32) facts.ID {
	switch l.kind(i) {
	case kIdentifier:
		return l.read(l.Text(i), l.span(i))
	case kString, kConcatenatedString:
		return l.stringText(i)
	case kTrue:
		if l.truth == 0 {
			l.truth = l.Emit(facts.Expr{Op: facts.Opaque, Text: "true", Span: l.span(i)})
		}
		return l.truth
	case kInteger, kFloat, kFalse, kEllipsis:
		if l.kind(i) == kFalse || strings.Trim(l.Text(i), "0.") == "" && l.Text(i) != "..." {
			if l.falsehood == 0 {
				l.falsehood = l.Emit(facts.Expr{Op: facts.Opaque, Text: "false", Span: l.span(i)})
			}
			return l.falsehood
		}
		if l.literal == 0 {
			l.literal = l.opaque(i)
		}
		return l.literal
	case kNoneLiteral:
		return l.Emit(facts.Expr{Op: facts.None, Span: l.span(i)})
	case kList, kTuple, kSet, kExpressionList, kPatternList:
		return l.sequenceTable(i)
	case kDictionary:
		return l.dictionary(i)
	case kListComprehension, kSetComprehension, kGenerator, kDictionaryComprehension:
		return l.comprehension(i)
	case kLambda:
		return l.lambda(i)
	case kWalrus:
		return l.walrus(i)
	case kConditional:
		return l.conditional(i)
	case kYield:
		return l.yield(i)
	case kListSplat, kParenthesizedListSplat, kListSplatPattern:
		return l.element(l.splatted(i))
	case kDottedName:
		return l.dottedRead(i)
	case kAsPattern:
		return l.asPattern(i)
	case kType, kGenericType, kUnionType, kMemberType, kConstrainedType, kSplatType:
		return l.typeOf(i)
	}
	return l.pieces(i)
}

// pieces lowers what is no value of its own (comparisons, slices, pieces of broken code) for the calls in it.
func (l *lowerer) pieces(i int32) facts.ID {
	end := l.Nodes[i].Next
	maybe := l.Maybe
	for c := i + 1; c < end; c = l.Nodes[c].Next {
		switch l.kind(c) {
		case kNone, kComment:
		case kBlock, kExpressionStatement, kFunction, kClass, kDecorated, kError, kIf, kFor, kWhile, kTry, kWith, kMatch,
			kImport, kImportFrom, kImportFuture, kReturn, kAssignment, kAugmentedAssignment:
			l.statement(c)
		default:
			l.run(c)
		}
		if l.kind(i) == kComparison {
			l.Maybe = maybe + 1
		}
	}
	l.Maybe = maybe
	return l.opaque(i)
}

// boolean lowers `a or b` and `a and b`: either flows. extend says that left is the value of the same chain.
func (l *lowerer) boolean(i int32, left facts.ID, extend bool) facts.ID {
	l.Maybe++
	right := l.operand(i)
	l.Maybe--
	return l.Either(left, right, l.HasToken(i, "and"), extend, l.span(i))
}

// operand lowers the right side of an operator.
func (l *lowerer) operand(i int32) facts.ID {
	return l.expr(l.Child(i, l.in.right))
}

// conditional lowers `a if c else b`: either arm flows. A chain of them is no depth.
func (l *lowerer) conditional(i int32) facts.ID {
	e := facts.Expr{Op: facts.Either, Span: l.span(i)}
	maybe := l.Maybe
	for i >= 0 && l.kind(i) == kConditional {
		parts := l.Parts(i)
		if len(parts) != 3 {
			break
		}
		l.asks(parts[1])
		l.Maybe = maybe + 1
		asked, not := l.question(parts[1])
		l.Guarded(asked, not, func() { e.Items = append(e.Items, facts.Item{Value: l.expr(parts[0])}) })
		i = l.bare(parts[2])
	}
	if i >= 0 {
		value := facts.ID(0)
		if l.kind(i) == kConditional {
			value = l.pieces(i)
		} else {
			value = l.expr(i)
		}
		e.Items = append(e.Items, facts.Item{Value: value})
	}
	l.Maybe = maybe
	return l.Emit(e)
}

// walrus lowers `name := value`.
func (l *lowerer) walrus(i int32) facts.ID {
	value := l.expr(l.Child(i, l.in.value))
	name := l.Child(i, l.in.name)
	if name < 0 || l.Quoted != nil {
		return value
	}
	at := l.outside(l.At)
	v := l.Scopes[at].Find(l.Text(name))
	if v < 0 || l.Text(name) == "" {
		return value
	}
	owner := l.Scopes[at].Vars[v].Scope
	if owner != at {
		v = l.Scopes[owner].Find(l.Text(name))
	}
	l.Assign(&l.Scopes[owner].Vars[v], value, l.span(i))
	return value
}

// yield lowers a yield; what is sent to it, nobody can tell.
func (l *lowerer) yield(i int32) facts.ID {
	if value := l.First(i); value >= 0 {
		id := l.expr(value)
		if l.HasToken(i, "from") {
			id = l.Emit(facts.Expr{Op: facts.Index, X: id, Span: l.span(i)})
		}
		s := &l.File.Scopes[l.outside(l.At)]
		s.Yields = append(s.Yields, id)
	}
	return l.opaque(i)
}

// asPattern lowers `x as y` where no statement has taken it apart.
func (l *lowerer) asPattern(i int32) facts.ID {
	value := l.expr(l.First(i))
	if target := l.Child(i, l.in.alias); target >= 0 {
		l.target(target, value, l.span(i))
	}
	return value
}

// dottedRead lowers a dotted name that is no chain of members in the tree.
func (l *lowerer) dottedRead(i int32) facts.ID {
	parts := l.Parts(i)
	if len(parts) == 0 {
		return l.opaque(i)
	}
	id := l.read(l.Text(parts[0]), l.span(parts[0]))
	for _, p := range parts[1:] {
		id = l.Emit(facts.Expr{Op: facts.Member, X: id, Text: l.Text(p), Span: l.span(i)})
	}
	return id
}
