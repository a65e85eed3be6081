package golang

import (
	"strconv"

	"github.com/quotalint/quotalint/internal/facts"
)

// composite lowers `T{…}`.
func (l *lowerer) composite(i int32) facts.ID {
	body := l.Child(i, l.in.body)
	if body < 0 {
		l.pieces(i)
		return l.opaque()
	}
	return l.literal(l.Child(i, l.in.typ), body, l.Span(i))
}

// literal lowers a literal of a type: an instance of a struct, or a container with its elements.
func (l *lowerer) literal(typ, body int32, span facts.Span) facts.ID {
	if !l.Deeper(body) {
		return l.opaque()
	}
	defer func() { l.Depth-- }()
	switch shape := l.shape(typ); l.kindOf(shape) {
	case kSlice, kArray, kImplicitArray, kMap:
		element := l.Child(shape, l.in.element)
		if l.kind(shape) == kMap {
			element = l.Child(shape, l.in.value)
		}
		items := l.elements(body, element)
		if shape != l.unpointed(typ) {
			return l.filled(typ, items, span)
		}
		return l.Emit(facts.Expr{Op: facts.Table, Items: items, Span: span})
	case kStruct:
		return l.instanceOf(typ, body, span)
	}
	if l.named(body) {
		return l.instanceOf(typ, body, span)
	}
	return l.unknown(typ, body, span)
}

// shape returns the node of the type that a type is made of, as far as the file tells.
func (l *lowerer) shape(typ int32) int32 {
	for range 16 { // longer chains of names are none to follow
		typ = l.unpointed(typ)
		if l.kindOf(typ) == kGeneric {
			typ = l.Child(typ, l.in.typ)
		}
		declared := l.declaration(typ)
		if declared < 0 {
			break
		}
		typ = l.Child(declared, l.in.typ)
	}
	return typ
}

// unpointed returns the type that a pointer points to.
func (l *lowerer) unpointed(typ int32) int32 {
	for l.is(typ, kPointer, kParenthesizedType) {
		typ = l.First(typ)
	}
	return typ
}

// isStruct reports whether a type may be a struct.
func (l *lowerer) isStruct(typ int32) bool {
	return l.is(l.shape(typ), kStruct, kTypeIdentifier, kIdentifier, kQualified, kSelector)
}

// named reports whether the members of a literal are fields, or it has none.
func (l *lowerer) named(body int32) bool {
	fields := true
	l.each(body, func(e int32) {
		fields = fields && l.kind(e) == kKeyed && l.kindOf(l.inner(l.First(e))) == kIdentifier
	})
	return fields
}

// instanceOf lowers a literal of a struct.
func (l *lowerer) instanceOf(typ, body int32, span facts.Span) facts.ID {
	e := facts.Expr{New: true, X: l.classOf(typ), Span: span}
	l.each(body, func(c int32) {
		if l.kind(c) != kKeyed {
			e.Items = append(e.Items, facts.Item{Value: l.expr(c)})
			return
		}
		key, value := l.parts(c)
		if name := l.inner(key); l.kindOf(name) == kIdentifier {
			e.Items = append(e.Items, facts.Item{Name: l.Text(name), Value: l.expr(value)})
		} else {
			l.run(key)
			l.run(value)
		}
	})
	if e.X == 0 {
		return l.opaque()
	}
	return l.Applied(e)
}

// classOf lowers the type of a literal, without a pointer and arguments; 0 if it says nothing.
func (l *lowerer) classOf(typ int32) facts.ID {
	typ = l.unpointed(typ)
	if l.kindOf(typ) == kGeneric {
		typ = l.Child(typ, l.in.typ)
	}
	return l.typeOf(typ)
}

// parts returns the key and the value of a member of a literal.
func (l *lowerer) parts(keyed int32) (key, value int32) {
	parts := l.Parts(keyed)
	if len(parts) != 2 {
		return -1, -1
	}
	return parts[0], parts[1]
}

// inner returns what is an element of a literal, -1 for none.
func (l *lowerer) inner(element int32) int32 {
	if l.kindOf(element) != kLiteralElement {
		return element
	}
	return l.First(element)
}

// elements lowers the elements of a container. Those without a key have a position.
func (l *lowerer) elements(body, element int32) []facts.Item {
	var items []facts.Item
	at := 0
	l.each(body, func(c int32) {
		item, value := facts.Item{Name: strconv.Itoa(at)}, c
		if l.kind(c) == kKeyed {
			var key int32
			key, value = l.parts(c)
			item.Name, item.Key = l.key(key)
			if n, err := strconv.Atoi(item.Name); err == nil {
				at = n
			}
		}
		at++
		if value = l.inner(value); l.kindOf(value) == kLiteralValue && element >= 0 {
			item.Value = l.literal(element, value, l.Span(value))
		} else {
			item.Value = l.expr(value)
		}
		items = append(items, item)
	})
	return items
}

// key returns the name that the key of a member is, or, if it is no constant, its value.
func (l *lowerer) key(i int32) (name string, value facts.ID) {
	value = l.expr(i)
	if text, ok := l.Constant(value); ok && text != "" {
		return text, 0
	}
	return "", value
}

// filled lowers a literal of a container type with a name. Its values are known by the type, since that has the methods.
func (l *lowerer) filled(typ int32, items []facts.Item, span facts.Span) facts.ID {
	all := l.zero(l.unpointed(typ))
	for _, item := range items {
		key := item.Key
		if item.Name != "" {
			key = l.ConstantText(item.Name, span)
		}
		l.Bind(facts.Bind{On: all, Key: key, Owner: l.At, Value: item.Value, Span: span})
	}
	return all
}

// unknown lowers a literal, of a type from elsewhere, that does not name fields: a struct or a container.
func (l *lowerer) unknown(typ, body int32, span facts.Span) facts.ID {
	items := l.elements(body, -1)
	t := l.classOf(typ)
	if t == 0 {
		return l.opaque()
	}
	all := l.Emit(facts.Expr{Op: facts.Typed, X: t, Span: span})
	call := facts.Expr{New: true, X: t, Span: span}
	for _, item := range items {
		l.putAny(all, item.Value, span)
		call.Items = append(call.Items, facts.Item{Value: item.Value})
	}
	if l.kindOf(l.First(body)) == kKeyed {
		return all
	}
	either := []facts.Item{{Value: l.Applied(call)}, {Value: all}}
	return l.Emit(facts.Expr{Op: facts.Either, Items: either, Span: span})
}

// untyped lowers a literal whose type stands in another file: what it names are members.
func (l *lowerer) untyped(body int32) facts.ID {
	table := facts.Expr{Op: facts.Table, Span: l.Span(body)}
	if !l.named(body) {
		table.Items = l.elements(body, -1)
		return l.Emit(table)
	}
	l.each(body, func(c int32) {
		key, value := l.parts(c)
		if name := l.inner(key); name >= 0 {
			table.Items = append(table.Items, facts.Item{Name: l.Text(name), Value: l.expr(value)})
		}
	})
	return l.Emit(table)
}
