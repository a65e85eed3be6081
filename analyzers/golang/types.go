package golang

import (
	"github.com/quotalint/quotalint/analyzers/lower"
	"github.com/quotalint/quotalint/internal/facts"
)

// typeOf lowers a type to an expression: names and members, Either for a union, and Index for a type with arguments. What
// the language spells with signs of its own (`[]T`, `chan T`) are types of names that every file has. It returns 0 for a type
// that says nothing of the values we follow.
func (l *lowerer) typeOf(i int32) facts.ID {
	if i < 0 || !l.Deeper(i) {
		return 0
	}
	defer func() { l.Depth-- }()
	switch l.kind(i) {
	case kPointer, kParenthesizedType, kNegated, kParenthesized, kLiteralElement:
		return l.typeOf(l.First(i))
	case kUnary:
		return l.typeOf(l.Child(i, l.in.operand))
	case kTypeIdentifier, kIdentifier:
		return l.typeName(i)
	case kQualified, kSelector:
		return l.qualified(i)
	case kGeneric:
		return l.generic(i)
	case kSlice, kArray, kImplicitArray:
		return l.container("slice", i, l.Child(i, l.in.element))
	case kMap:
		return l.container("map", i, l.Child(i, l.in.value))
	case kChannel:
		return l.container("chan", i, l.Child(i, l.in.value))
	case kFunctionType:
		return l.functionType(i)
	case kStruct:
		return l.structType(i)
	case kInterface:
		return l.interfaceType(i)
	case kTypeConstraint, kTypeElem:
		return l.union(i)
	}
	return 0
}

// zero is some value of a type.
func (l *lowerer) zero(typ int32) facts.ID {
	t := l.typeOf(typ)
	if t == 0 {
		return l.opaque()
	}
	return l.Emit(facts.Expr{Op: facts.Typed, X: t, Span: l.Span(typ)})
}

// cast is a value said to be of a type.
func (l *lowerer) cast(value facts.ID, typ int32, span facts.Span) facts.ID {
	t := l.typeOf(typ)
	if t == 0 {
		return value
	}
	return l.Emit(facts.Expr{Op: facts.Cast, X: value, Y: t, Span: span})
}

// basic reports whether nobody in the file declares a name that every file has for a type.
func (l *lowerer) basic(name string) bool {
	switch name {
	case "any", "bool", "byte", "comparable", "complex64", "complex128", "error", "float32", "float64", "int", "int8", "int16",
		"int32", "int64", "nil", "rune", "string", "uint", "uint8", "uint16", "uint32", "uint64", "uintptr":
		return l.resolve(name) == nil
	}
	return false
}

func (l *lowerer) typeName(i int32) facts.ID {
	name := l.Text(i)
	if l.basic(name) {
		return 0
	}
	return l.read(name, l.Span(i))
}

// qualified lowers the member of a package.
func (l *lowerer) qualified(i int32) facts.ID {
	pack, name := l.Child(i, l.in.pack), l.Child(i, l.in.name)
	if l.kind(i) == kSelector {
		pack, name = l.Child(i, l.in.operand), l.Child(i, l.in.field)
	}
	if name < 0 || !l.is(pack, kPackageIdentifier, kIdentifier) {
		return 0
	}
	x := l.read(l.Text(pack), l.Span(pack))
	return l.Emit(facts.Expr{Op: facts.Member, X: x, Text: l.Text(name), Span: l.Span(i)})
}

// generic lowers a type with arguments. Those that say nothing are left out.
func (l *lowerer) generic(i int32) facts.ID {
	name := l.Child(i, l.in.typ)
	head := l.typeOf(name)
	var arguments, all []facts.ID
	l.each(l.Child(i, l.in.typeArguments), func(a int32) {
		t := l.typeOf(a)
		if all = append(all, t); t != 0 {
			arguments = append(arguments, t)
		}
	})
	if head == 0 || len(arguments) == 0 {
		return head
	}
	l.eachTypeParameter(l.declaration(name), func(n int, v *lower.Variable) {
		if n < len(all) && all[n] != 0 {
			l.Assign(v, all[n], l.Span(i))
		}
	})
	return l.withArguments(head, arguments, l.Span(i))
}

// eachTypeParameter visits the type parameters of a type that the file declares at a node; -1 is none.
func (l *lowerer) eachTypeParameter(declared int32, visit func(n int, v *lower.Variable)) {
	if declared < 0 {
		return
	}
	block, n := l.blocks.At(declared), 0
	l.each(l.Child(declared, l.in.typeParameters), func(p int32) {
		l.eachIn(p, l.in.name, func(name int32) {
			if v := l.blocks.Named(&l.Writer, block, l.Text(name)); v != nil {
				visit(n, v)
			}
			n++
		})
	})
}

func (l *lowerer) withArguments(head facts.ID, arguments []facts.ID, span facts.Span) facts.ID {
	return l.Emit(facts.Expr{Op: facts.Index, X: head, Y: l.several(arguments, span), Span: span})
}

// form is a type of the language.
func (l *lowerer) form(name string, span facts.Span) facts.ID {
	return l.Emit(facts.Expr{Op: facts.Import, Text: builtins, Name: name, Span: span})
}

// container lowers the type of what holds elements. Of those that we do not follow, some may be anything.
func (l *lowerer) container(name string, i, element int32) facts.ID {
	if t := l.typeOf(element); t != 0 {
		return l.withArguments(l.form(name, l.Span(i)), []facts.ID{t}, l.Span(i))
	}
	if !l.holdsAnything(element) {
		return 0
	}
	return l.form(name, l.Span(i))
}

// holdsAnything reports whether a type that says nothing is one whose values we may follow.
func (l *lowerer) holdsAnything(i int32) bool {
	return l.is(i, kInterface, kFunctionType) || l.isBuiltin(i, "any")
}

// functionType lowers the type of functions, of which it matters what they return.
func (l *lowerer) functionType(i int32) facts.ID {
	var results []facts.ID
	for _, r := range l.resultsOf(i) {
		if t := l.typeOf(r.typ); t != 0 {
			results = append(results, t)
		}
	}
	switch all := len(l.resultsOf(i)); {
	case len(results) == 0:
		return 0
	case all > 1:
		results = []facts.ID{l.withArguments(l.form("results", l.Span(i)), results, l.Span(i))}
	}
	return l.withArguments(l.form("func", l.Span(i)), results, l.Span(i))
}

// union lowers the types that a constraint allows.
func (l *lowerer) union(i int32) facts.ID {
	var items []facts.Item
	l.each(i, func(c int32) {
		if t := l.typeOf(c); t != 0 {
			items = append(items, facts.Item{Value: t})
		}
	})
	switch len(items) {
	case 0:
		return 0
	case 1:
		return items[0].Value
	}
	return l.Emit(facts.Expr{Op: facts.Either, Items: items, Span: l.Span(i)})
}
