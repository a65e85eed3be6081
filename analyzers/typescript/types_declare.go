package typescript

import "github.com/quotalint/quotalint/internal/facts"

// declareShape opens the scopes of interfaces, object types and their methods, and declares their members.
func (d *declarer) declareShape(i int32, at stay) {
	switch k := d.kind(i); k {
	case kInterfaceBody, kObjectType:
		if !d.isMap(i) {
			at.scope = d.open(facts.ClassScope, at.scope, i, d.shapeName(i), at.block)
			d.File.Scopes[at.scope].Flags |= facts.Abstract
			d.File.Scopes[at.scope].Span = d.Span(i)
			d.stay(i, at)
		}
	case kPropertySignature, kMethodSignature, kCallSignature, kConstructSignature, kIndexSignature:
		name, ok := d.signatureName(i)
		if !ok || d.Opened(d.Nodes[i].Parent) != at.scope {
			return
		}
		d.Own(at.scope, name, i, d.Nodes[i].Next).Loose = true
		if k == kPropertySignature || k == kIndexSignature {
			return
		}
		at.scope = d.open(facts.FuncScope, at.scope, i, name, at.block)
		d.File.Scopes[at.scope].Flags |= facts.Abstract
		d.File.Scopes[at.scope].Span = d.Span(i)
		d.stay(i, at)
	}
}

// stay stays in a scope up to the end of a node.
func (d *declarer) stay(i int32, at stay) {
	at.node, at.end = i, d.Nodes[i].Next
	d.stack = append(d.stack, at)
}

// shapeName returns the name of an interface, or of the alias that an object type has.
func (l *lowerer) shapeName(i int32) string {
	switch parent := l.Nodes[i].Parent; l.kindOf(parent) {
	case kInterface, kTypeAlias:
		if name := l.Child(parent, l.in.name); name >= 0 {
			return l.Text(name)
		}
	}
	return ""
}

// isMap reports whether an object type has no members but those that stand under any key.
func (l *lowerer) isMap(i int32) bool {
	parts := l.Parts(i)
	for _, c := range parts {
		if l.kind(c) != kIndexSignature {
			return false
		}
	}
	return l.kind(i) == kObjectType && len(parts) > 0
}

// The names of members that have none.
const (
	called  = "()"
	indexed = "[]"
)

// signatureName returns the name of a member of an object type.
func (l *lowerer) signatureName(i int32) (string, bool) {
	switch l.kind(i) {
	case kCallSignature, kConstructSignature:
		return called, true
	case kIndexSignature:
		return indexed, true
	}
	return l.memberName(l.Child(i, l.in.name))
}

// objectType lowers { a: A; f(): B } to the class of what has these members.
func (l *lowerer) objectType(i int32) facts.ID {
	span := l.Span(i)
	if l.isMap(i) {
		e := facts.Expr{Op: facts.Either, Span: span}
		for _, c := range l.Parts(i) {
			e.Items = append(e.Items, facts.Item{Value: l.typeOf(l.Child(c, l.in.typ))})
		}
		return l.form("Record", span, l.global(anything, span), l.Emit(e))
	}
	s, ok := l.Opened(i), false
	if l.Quoted != nil {
		s, ok = l.shapes[i]
	}
	if s < 0 || l.Quoted != nil && !ok {
		return l.global(anything, span)
	}
	l.shape(i, s)
	return l.Emit(facts.Expr{Op: facts.Def, Scope: s, Span: span})
}

// interfaceType lowers an interface to the class of what has its members.
func (l *lowerer) interfaceType(i int32) facts.ID {
	body := l.Child(i, l.in.body)
	if body < 0 {
		return l.opaque(i)
	}
	if s := l.Opened(body); s >= 0 {
		for _, clause := range l.Parts(i) {
			for _, c := range l.Parts(clause) {
				if l.kind(clause) == kExtendsType {
					base := l.typeOf(c)
					l.File.Scopes[s].Bases = append(l.File.Scopes[s].Bases, base)
				}
			}
		}
	}
	return l.objectType(body)
}

// shape lowers the members of an interface or object type.
func (l *lowerer) shape(i, s int32) {
	at, receiver := l.At, l.receiver
	l.At, l.receiver = s, l.receiverIn(s, false)
	end := l.Nodes[i].Next
	for c := l.First(i); c >= 0; c = l.Part(l.Nodes[c].Next, end) {
		l.shapeMember(c, s)
	}
	l.At, l.receiver = at, receiver
}

// shapeMember lowers a member of an interface or object type into its class.
func (l *lowerer) shapeMember(i, class int32) {
	name, ok := l.signatureName(i)
	span, c := l.Span(i), &l.File.Scopes[class]
	var value facts.ID
	switch k := l.kind(i); k {
	case kPropertySignature:
		if t := l.Child(i, l.in.typ); t >= 0 {
			value = l.Emit(facts.Expr{Op: facts.Typed, X: l.typeOf(t), Span: span})
		}
	case kIndexSignature:
		c.Item = indexed
		value = l.Emit(facts.Expr{Op: facts.Typed, X: l.form("Function", span, l.typeOf(l.Child(i, l.in.typ))), Span: span})
	case kMethodSignature, kCallSignature, kConstructSignature:
		if ok {
			value = l.abstract(i)
		}
		if k != kMethodSignature {
			c.Invoke = called
		}
	}
	if ok && value != 0 {
		l.Add(class, name).Loose = true
		l.Bind(facts.Bind{Name: name, Owner: class, Value: value, Span: span})
	}
}

// abstract lowers a method that only says what it takes and gives.
func (l *lowerer) abstract(i int32) facts.ID {
	s := l.Opened(i)
	if s < 0 {
		return 0
	}
	f := &l.File.Scopes[s]
	l.eachParameter(i, func(n int, p, pattern int32) {
		param := facts.Param{Name: madeUp(n), Span: l.Span(p)}
		if l.kindOf(pattern) == kIdentifier {
			param.Name = l.Text(pattern)
		}
		if outer := l.Child(p, l.in.pattern); l.kindOf(outer) == kRestPattern {
			param.Rest = facts.Elems
		}
		if t := l.Child(p, l.in.typ); t >= 0 && !l.saysNothing(t) {
			param.Type = l.typeOf(t)
		}
		if l.kindOf(pattern) != kThis {
			f.Params = append(f.Params, param)
		}
	})
	result := l.Child(i, l.in.returnType)
	if result < 0 {
		result = l.Child(i, l.in.typ)
	}
	if result >= 0 {
		f.Returns = append(f.Returns, l.Emit(facts.Expr{Op: facts.Typed, X: l.typeOf(result), Span: l.Span(result)}))
	}
	if l.HasToken(i, "get") {
		f.Flags |= facts.Property
	}
	if l.HasToken(i, "set") {
		f.Flags |= facts.Setter
	}
	return l.Emit(facts.Expr{Op: facts.Def, Scope: s, Span: l.Span(i)})
}
