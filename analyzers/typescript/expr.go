package typescript

import (
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
		return k == kAwait || k == kNonNull || k == kInstantiation
	}}
}

// below returns the operand on which a chain goes on downwards, -1 at its end.
func (l *lowerer) below(i int32) int32 {
	switch l.kind(i) {
	case kParenthesized, kAwait, kNonNull, kInstantiation, kAs, kSatisfies:
		return l.First(i)
	case kTypeAssertion:
		if parts := l.Parts(i); len(parts) == 2 {
			return parts[1]
		}
	case kCall:
		return l.Child(i, l.in.function)
	case kNew:
		return l.Child(i, l.in.constructor)
	case kMember, kSubscript:
		return l.Child(i, l.in.object)
	case kBinary:
		return l.Child(i, l.in.left)
	case kUnary:
		return l.Child(i, l.in.argument)
	}
	return -1
}

// bare returns the node within parentheses and what else does not change a value.
func (l *lowerer) bare(i int32) int32 {
	for i >= 0 {
		switch l.kind(i) {
		case kParenthesized:
			if l.docBefore(l.Nodes[i].Start) != nil { // it may be a cast
				return i
			}
			i = l.First(i)
		case kAwait, kNonNull, kInstantiation, kSatisfies:
			i = l.First(i)
		default:
			return i
		}
	}
	return i
}

// chained lowers one link of a chain; id is the value of the operand, which is node under unless something stands between
// them that does not change a value.
func (l *lowerer) chained(i int32, id facts.ID, under int32) facts.ID {
	switch l.kind(i) {
	case kCall:
		return l.call(i, id)
	case kNew:
		return l.construct(i, id)
	case kMember:
		return l.property(i, id)
	case kSubscript:
		return l.subscript(i, id)
	case kBinary:
		return l.binary(i, id, l.Nodes[under].Parent == i && l.kind(under) == kBinary)
	case kAs, kTypeAssertion:
		return l.cast(i, id)
	case kParenthesized:
		return l.docCast(i, id)
	case kSatisfies:
		return id
	default: // kUnary
		return l.opaque(i)
	}
}

// leaf lowers an expression that is no chain.
func (l *lowerer) leaf(i int32) facts.ID {
	switch l.kind(i) {
	case kIdentifier, kShorthand:
		return l.read(l.Text(i), l.Span(i))
	case kThis:
		return l.this(l.Span(i))
	case kSuper:
		return l.super(i)
	case kUndefined, kNull:
		return l.Emit(facts.Expr{Op: facts.None, Span: l.Span(i)})
	case kTrue:
		if l.truth == 0 {
			l.truth = l.Emit(facts.Expr{Op: facts.Opaque, Text: "true", Span: l.Span(i)})
		}
		return l.truth
	case kFalse, kRegex:
		if l.literal == 0 {
			l.literal = l.opaque(i)
		}
		return l.literal
	case kNumber:
		return l.number(i)
	case kString:
		return l.ConstantText(l.textOf(i), l.Span(i))
	case kTemplate:
		return l.template(i)
	case kArray:
		return l.array(i)
	case kObject:
		return l.object(i)
	case kFunction, kGenerator, kArrow, kMethod:
		return l.function(i)
	case kClass:
		return l.class(i)
	case kAssignment, kAugmented:
		return l.assignment(i)
	case kUpdate:
		return l.step(i)
	case kTernary:
		return l.conditional(i)
	case kSequence:
		return l.sequence(i)
	case kYield:
		return l.yield(i)
	case kSpread:
		return l.Emit(facts.Expr{Op: facts.Index, X: l.expr(l.First(i)), Span: l.Span(i)})
	case kJSXElement, kJSXSelfClosing:
		return l.jsx(i)
	}
	return l.pieces(i)
}

// super lowers the receiver as its class's bases see it.
func (l *lowerer) super(i int32) facts.ID {
	span := l.Span(i)
	if this := l.File.Exprs[l.this(span)]; this.Op == facts.Self || this.Op == facts.Cls {
		return l.Emit(facts.Expr{Op: facts.Super, Scope: this.Scope, Span: span})
	}
	return l.opaque(i)
}

// pieces lowers what is no value of its own (comparisons, patterns, pieces of broken code) for what it does.
func (l *lowerer) pieces(i int32) facts.ID {
	end := l.Nodes[i].Next
	for c := i + 1; c < end; c = l.Nodes[c].Next {
		if k := l.kind(c); k == kError || k > kProgram && k <= kWith {
			l.statement(c)
		} else {
			l.run(c)
		}
	}
	return l.opaque(i)
}

// property lowers x.name.
func (l *lowerer) property(i int32, x facts.ID) facts.ID {
	name := l.Child(i, l.in.property)
	if object := l.Child(i, l.in.object); name < 0 || object >= 0 && l.kind(object) == kImport {
		return l.opaque(i)
	}
	return l.member(x, l.propertyName(name), l.Span(i))
}

// member returns the member of a value. The constructor of an instance is its class.
func (l *lowerer) member(x facts.ID, name string, span facts.Span) facts.ID {
	if object := l.File.Exprs[x]; name == constructor && object.Op == facts.Self {
		return l.Emit(facts.Expr{Op: facts.Cls, Scope: object.Scope, Span: span})
	}
	if id := l.standing(x, name, span); id != 0 {
		return id
	}
	return l.Emit(facts.Expr{Op: facts.Member, X: x, Text: name, Span: span})
}

// subscript lowers x[key].
func (l *lowerer) subscript(i int32, x facts.ID) facts.ID {
	return l.elementAt(x, l.expr(l.Child(i, l.in.index)), l.Span(i))
}

// elementAt returns what a value has under a key: a member, if the key is the name of one.
func (l *lowerer) elementAt(x, key facts.ID, span facts.Span) facts.ID {
	if name := l.memberKey(key); name != "" {
		return l.member(x, name, span)
	}
	return l.Emit(facts.Expr{Op: facts.Index, X: x, Y: key, Span: span})
}

// memberKey returns the name of the member that a key names, "" if it names none.
func (l *lowerer) memberKey(key facts.ID) string {
	if name, ok := l.Constant(key); ok && !position(name) {
		return name
	}
	if e := l.File.Exprs[key]; e.Op == facts.Member && l.isGlobal(e.X, "Symbol") && (e.Text == "iterator" || e.Text == "asyncIterator") {
		return iterator
	}
	return ""
}
