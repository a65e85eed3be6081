package golang

import (
	"github.com/quotalint/quotalint/internal/facts"
)

// typeSpec lowers the declaration of a type.
func (l *lowerer) typeSpec(i int32) {
	name, typ := l.Child(i, l.in.name), l.Child(i, l.in.typ)
	if name < 0 || typ < 0 {
		l.runAll(i)
		return
	}
	v := l.declared(l.Text(name))
	l.within(i, func() {
		l.typeParameters(i)
		if value := l.typeValue(i, typ); v != nil {
			l.Assign(v, value, l.Span(i))
		}
	})
}

// typeValue is what the name of a declared type means.
func (l *lowerer) typeValue(i, typ int32) facts.ID {
	t := l.typeOf(typ)
	if class := l.Opened(i); class >= 0 && l.kind(i) == kTypeSpec {
		if t != 0 { // it has what the type has that it is made of
			c := &l.File.Scopes[class]
			c.Forwards = append(c.Forwards, l.Emit(facts.Expr{Op: facts.Typed, X: t, Span: l.Span(typ)}))
		}
		return l.definition(class, i)
	}
	if t != 0 {
		return t
	}
	switch l.kind(typ) {
	case kSlice, kArray:
		return l.form("slice", l.Span(typ))
	case kMap:
		return l.form("map", l.Span(typ))
	case kChannel:
		return l.form("chan", l.Span(typ))
	case kFunctionType:
		return l.form("func", l.Span(typ))
	}
	return l.opaque()
}

func (l *lowerer) definition(scope, i int32) facts.ID {
	return l.Emit(facts.Expr{Op: facts.Def, Scope: scope, Span: l.Span(i)})
}

// structType lowers the fields of a struct. A field without a name is called as its type, and what that has is promoted.
func (l *lowerer) structType(i int32) facts.ID {
	class := l.Opened(i)
	id := l.definition(class, i)
	if l.lowered[class] {
		return id
	}
	l.lowered[class] = true
	l.each(l.First(i), func(field int32) {
		if l.kind(field) != kField {
			return
		}
		typ := l.Child(field, l.in.typ)
		value, named := l.zero(typ), false
		l.eachIn(field, l.in.name, func(name int32) {
			l.addField(class, l.Text(name), value, l.Span(field))
			named = true
		})
		if name := l.lastName(typ); !named && name != "" {
			l.addField(class, name, value, l.Span(field))
			l.promote(class, id, name, l.Span(field))
		}
	})
	return id
}

// addField adds a field to a struct.
func (l *lowerer) addField(class int32, name string, value facts.ID, span facts.Span) {
	l.addMember(class, name, value, span)
	c := &l.File.Scopes[class]
	c.Params = append(c.Params, facts.Param{Name: name, Span: span})
}

// addMember adds a member to a class.
func (l *lowerer) addMember(class int32, name string, value facts.ID, span facts.Span) {
	l.Add(class, name)
	c := &l.File.Scopes[class]
	c.Binds = append(c.Binds, facts.Bind{Name: name, Owner: class, Value: value, Span: span})
}

// promote makes the members of a field members of its struct.
func (l *lowerer) promote(class int32, self facts.ID, field string, span facts.Span) {
	x := l.Emit(facts.Expr{Op: facts.Typed, X: self, Span: span})
	c := &l.File.Scopes[class]
	c.Forwards = append(c.Forwards, l.Emit(facts.Expr{Op: facts.Member, X: x, Text: field, Span: span}))
}

// lastName returns the name of a type without its package and arguments, "" if it has none.
func (l *lowerer) lastName(i int32) string {
	for l.is(i, kPointer, kParenthesizedType) {
		i = l.First(i)
	}
	if l.kindOf(i) == kGeneric {
		i = l.Child(i, l.in.typ)
	}
	if l.kindOf(i) == kQualified {
		i = l.Child(i, l.in.name)
	}
	if l.kindOf(i) != kTypeIdentifier {
		return ""
	}
	return l.Text(i)
}

// empty reports whether a type is an interface without a name that asks for nothing.
func (l *lowerer) empty(i int32) bool {
	return l.kind(i) == kInterface && l.First(i) < 0 && l.nameOfType(i) == ""
}

// interfaceType lowers the methods of an interface and what it embeds. One that asks for nothing says nothing.
func (l *lowerer) interfaceType(i int32) facts.ID {
	if l.empty(i) {
		return 0
	}
	class := l.Opened(i)
	if !l.lowered[class] {
		l.lowered[class] = true
		l.File.Scopes[class].Flags |= facts.Abstract
		l.each(i, func(elem int32) { l.interfaceElem(class, elem) })
	}
	return l.definition(class, i)
}

func (l *lowerer) interfaceElem(class, elem int32) {
	switch l.kind(elem) {
	case kMethodElem:
		if name := l.Child(elem, l.in.name); name >= 0 {
			l.addMember(class, l.Text(name), l.function(elem), l.Span(elem))
		}
	case kTypeElem:
		if t := l.First(elem); !l.is(t, kTypeIdentifier, kQualified, kGeneric) || l.Part(l.Nodes[t].Next, l.Nodes[elem].Next) >= 0 {
			return // it restricts a type parameter
		}
		if base := l.typeOf(elem); base != 0 {
			c := &l.File.Scopes[class]
			c.Bases = append(c.Bases, base)
		}
	}
}
