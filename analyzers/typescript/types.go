package typescript

import (
	"strconv"

	"github.com/quotalint/quotalint/internal/facts"
)

// typeOf lowers a type to an expression: names and members, Either for a union, and Index for a type with arguments. What
// the language spells with signs of its own (`X[]`, `() => X`, `typeof x`) are types of names that every file has.
func (l *lowerer) typeOf(i int32) facts.ID {
	if i < 0 || !l.Deeper(i) {
		return l.Emit(facts.Expr{})
	}
	defer func() { l.Depth-- }()
	span := l.Span(i)
	switch l.kind(i) {
	case kTypeAnnotation, kParenthesizedType, kReadonlyType, kOptionalType, kRestType, kConstraint, kDefaultType:
		return l.typeOf(l.First(i))
	case kTypeIdentifier, kIdentifier:
		return l.typeName(i)
	case kNestedType, kNestedIdentifier, kMember:
		return l.nestedType(i)
	case kGenericType:
		return l.generic(i)
	case kUnionType, kIntersectionType:
		return l.union(i)
	case kArrayType:
		return l.form("Array", span, l.typeOf(l.First(i)))
	case kTupleType:
		return l.tuple(i)
	case kFunctionType:
		return l.form("Function", span, l.typeOf(l.Child(i, l.in.returnType)))
	case kConstructorType:
		return l.form("Function", span, l.typeOf(l.Child(i, l.in.typ)))
	case kObjectType:
		return l.objectType(i)
	case kInterface:
		return l.interfaceType(i)
	case kTypeQuery, kLookupType:
		return l.form("typeof", span, l.valueOfType(i))
	case kThisType:
		return l.classOf(i)
	case kRequiredParameter, kOptionalParameter: // of a tuple
		return l.typeOf(l.Child(i, l.in.typ))
	case kCall: // import("m")
		id := l.expr(i)
		l.File.Exprs[id].TypeOnly = l.File.Exprs[id].Op == facts.Import
		return id
	}
	return l.word(i)
}

// word lowers a type that names no other: a word of the language, a literal, or one of which nothing is known.
func (l *lowerer) word(i int32) facts.ID {
	switch l.kind(i) {
	case kPredefinedType:
		if !l.isAny(i) {
			return l.opaque(i)
		}
	case kTemplateLiteralType, kIndexTypeQuery, kTypePredicateAnnotation, kTypePredicate:
		return l.opaque(i)
	case kLiteralType:
		if c := l.First(i); l.kindOf(c) == kNull || l.kindOf(c) == kUndefined {
			return l.expr(c)
		}
		return l.opaque(i)
	}
	return l.global(anything, l.Span(i))
}

// anything is the type of which nothing is known.
const anything = "any"

// form is a type of the language with arguments.
func (l *lowerer) form(name string, span facts.Span, arguments ...facts.ID) facts.ID {
	e := facts.Expr{Op: facts.Index, X: l.global(name, span), Span: span}
	if e.Y = l.typeArguments(arguments, span); e.Y == 0 {
		return e.X
	}
	return l.Emit(e)
}

// typeArguments returns several types as a table, and one as itself.
func (l *lowerer) typeArguments(types []facts.ID, span facts.Span) facts.ID {
	switch len(types) {
	case 0:
		return 0
	case 1:
		return types[0]
	}
	e := facts.Expr{Op: facts.Table, Span: span}
	for n, t := range types {
		e.Items = append(e.Items, facts.Item{Name: strconv.Itoa(n), Value: t})
	}
	return l.Emit(e)
}

// typeName lowers the name of a type. A type parameter means what bounds it.
func (l *lowerer) typeName(i int32) facts.ID {
	name := l.Text(i)
	if p := l.typeParameter(name, i); p >= 0 {
		return l.boundOf(p)
	}
	return l.read(name, l.Span(i))
}

// nestedType lowers A.B.
func (l *lowerer) nestedType(i int32) facts.ID {
	var names []int32
	for {
		x, name := l.Child(i, l.in.object), l.Child(i, l.in.property)
		if l.kind(i) == kNestedType {
			x, name = l.Child(i, l.in.module), l.Child(i, l.in.name)
		}
		if x < 0 || name < 0 {
			return l.opaque(i)
		}
		names = append(names, name)
		if i = x; l.kind(i) != kNestedType && l.kind(i) != kNestedIdentifier && l.kind(i) != kMember {
			break
		}
	}
	id := l.typeOf(i)
	for n := len(names) - 1; n >= 0; n-- {
		id = l.Emit(facts.Expr{Op: facts.Member, X: id, Text: l.Text(names[n]), Span: l.Span(l.Nodes[names[n]].Parent)})
	}
	return id
}

// generic lowers X<A, B>.
func (l *lowerer) generic(i int32) facts.ID {
	name, list := l.Child(i, l.in.name), l.Child(i, l.in.typeArguments)
	if name < 0 || list < 0 {
		return l.opaque(i)
	}
	arguments := l.Parts(list)
	head := l.typeOf(name)
	var types []facts.ID
	for _, a := range arguments {
		types = append(types, l.typeOf(a))
	}
	y := l.typeArguments(types, l.Span(list))
	if y == 0 {
		return head
	}
	return l.Emit(facts.Expr{Op: facts.Index, X: head, Y: y, Span: l.Span(i)})
}

// union lowers A | B, and A & B, of which a value may also be either.
func (l *lowerer) union(i int32) facts.ID {
	var reversed []int32 // the grammar nests them to the left
	k := l.kind(i)
	for at := i; at >= 0; {
		parts := l.Parts(at)
		if l.kind(at) != k || len(parts) == 0 {
			reversed = append(reversed, at)
			break
		}
		for n := len(parts) - 1; n > 0; n-- {
			reversed = append(reversed, parts[n])
		}
		at = parts[0]
	}
	e := facts.Expr{Op: facts.Either, Span: l.Span(i)}
	for n := len(reversed) - 1; n >= 0; n-- {
		e.Items = append(e.Items, facts.Item{Value: l.typeOf(reversed[n])})
	}
	return l.Emit(e)
}

// tuple lowers [A, B], an array of either.
func (l *lowerer) tuple(i int32) facts.ID {
	var types []facts.ID
	for _, c := range l.Parts(i) {
		t := l.typeOf(c)
		if inner := l.File.Exprs[t]; l.kind(c) == kRestType && inner.Op == facts.Index && inner.Y != 0 {
			t = inner.Y
		}
		types = append(types, t)
	}
	return l.form("Array", l.Span(i), types...)
}

// isAny reports whether a type has a word of its own and tells nothing of its values.
func (l *lowerer) isAny(i int32) bool {
	switch l.Text(i) {
	case "any", "unknown", "never", "void", "object":
		return true
	}
	return false
}

// saysNothing reports whether a type tells nothing of a value that is seen besides: it is no class.
func (l *lowerer) saysNothing(i int32) bool {
	for l.kindOf(i) == kTypeAnnotation || l.kindOf(i) == kParenthesizedType {
		i = l.First(i)
	}
	return l.kindOf(i) == kPredefinedType
}

// classOf lowers the type `this`.
func (l *lowerer) classOf(i int32) facts.ID {
	if this := l.File.Exprs[l.this(l.Span(i))]; this.Op == facts.Self {
		return l.Emit(facts.Expr{Op: facts.Cls, Scope: this.Scope, Span: this.Span})
	}
	return l.global(anything, l.Span(i))
}

// valueOfType returns a value of a type: what stands behind typeof, a member of a value, or any value of the type.
func (l *lowerer) valueOfType(i int32) facts.ID {
	for i >= 0 && l.kind(i) == kParenthesizedType {
		i = l.First(i)
	}
	switch l.kindOf(i) {
	case kNone:
		return l.Emit(facts.Expr{})
	case kTypeQuery:
		return l.expr(l.First(i))
	case kLookupType:
		return l.lookup(i)
	}
	return l.Emit(facts.Expr{Op: facts.Typed, X: l.typeOf(i), Span: l.Span(i)})
}

// lookup lowers T["a"], the type of a member: to the member of a value.
func (l *lowerer) lookup(i int32) facts.ID {
	parts := l.Parts(i)
	if len(parts) != 2 || !l.Deeper(i) {
		return l.opaque(i)
	}
	x := l.valueOfType(parts[0])
	l.Depth--
	if l.kind(parts[1]) == kLiteralType {
		return l.elementAt(x, l.expr(l.First(parts[1])), l.Span(i))
	}
	if l.kind(parts[1]) == kPredefinedType && l.Text(parts[1]) == "number" {
		return l.Emit(facts.Expr{Op: facts.Index, X: x, Span: l.Span(i)})
	}
	return l.opaque(i)
}

// cast lowers `x as T` and `<T>x`. What says nothing of the value is gone.
func (l *lowerer) cast(i int32, x facts.ID) facts.ID {
	parts := l.Parts(i)
	t := int32(-1)
	if l.kind(i) == kAs && len(parts) == 2 {
		t = parts[1]
	} else if l.kind(i) == kTypeAssertion && len(parts) == 2 {
		t = l.First(parts[0])
	}
	if t < 0 || l.saysNothing(t) { // there is none in `as const`
		return x
	}
	return l.Emit(facts.Expr{Op: facts.Cast, X: x, Y: l.typeOf(t), Span: l.Span(i)})
}
