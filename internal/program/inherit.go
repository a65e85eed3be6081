package program

import (
	"github.com/quotalint/quotalint/internal/facts"
)

// receiverMember is a member of an instance of the class or of any class below it.
func (p *Program) receiverMember(class int32, sel string) int32 {
	n, known := p.look(lookKey{kind: lookBelow, a: class, name: sel})
	if known {
		return n
	}
	p.connect(p.instanceMember(lookExact, class, 0, sel), n, keep)
	p.on(p.result(class).made, func(v value) {
		p.connect(p.instanceMember(lookExact, p.data[v].a, p.data[v].b, sel), n, keep)
	})
	if !p.off["inheritance"] {
		p.on(p.result(class).subs, func(v value) {
			p.connect(p.instanceMember(lookExact, p.data[v].a, 0, sel), n, keep)
			p.on(p.result(p.data[v].a).made, func(m value) {
				p.connect(p.instanceMember(lookExact, p.data[m].a, p.data[m].b, sel), n, keep)
			})
		})
	}
	return n
}

// instanceMember is a member of an instance: what the class declares, what is stored, what its bases have.
func (p *Program) instanceMember(kind lookKind, class, maker int32, sel string) int32 {
	n, known := p.look(lookKey{kind: kind, a: class, b: maker, name: sel})
	if known {
		return n
	}
	f, scope := p.scopeOf(class)
	local := p.scopes[class].local
	declares := owns(scope, sel)
	if declares {
		p.on(p.variable(class, sel), func(v value) { p.readDeclared(f, v, n) })
	}
	p.connect(p.field(class, sel), n, keep)
	below := lookBare
	if kind != lookBare {
		p.connect(p.field(class, byInit+sel), n, keep)
		p.connect(p.field(class, byUp+sel), n, keep)
		if p.runsBaseInit(class) {
			below = lookBelowOf
		}
	}
	if kind == lookExact {
		p.connect(p.field(class, byBuild+sel), n, keep)
	}
	stored := f.stores[local][sel]
	if declares && !p.onlyTyped(f, local, sel) {
		p.inheritedFields(below, class, sel, n)
		return n
	}
	p.on(p.result(class).bases, func(v value) { p.inherited(f, v, below, maker, sel, stored || declares, n) })
	declares = declares || f.Module != "" && p.methods[f.module()][scope.Name+"."+sel]
	if !stored && !declares && !p.off["forwards"] {
		for _, id := range scope.Forwards {
			p.on(p.node(f, id), func(v value) { p.read(f, v, sel, n) })
		}
	}
	return n
}

// inheritedFields lets arrive what the bases store in a member that the class declares: a stored member hides a declared one.
func (p *Program) inheritedFields(kind lookKind, class int32, sel string, n int32) {
	p.on(p.result(class).bases, func(v value) {
		if d := p.data[v]; d.kind == vClass && d.a != class && !p.off["inheritance"] {
			p.connect(p.storedMember(kind, d.a, sel), n, keep)
		}
	})
}

// storedMember is what a class and its bases store in a member; kind is lookBare if no initialiser of theirs runs.
func (p *Program) storedMember(kind lookKind, class int32, sel string) int32 {
	n, known := p.look(lookKey{kind: lookStored, a: class, b: int32(kind), name: sel})
	if known {
		return n
	}
	p.connect(p.field(class, sel), n, keep)
	if kind != lookBare {
		p.connect(p.field(class, byInit+sel), n, keep)
		p.connect(p.field(class, byUp+sel), n, keep)
		if !p.runsBaseInit(class) {
			kind = lookBare
		}
	}
	p.inheritedFields(kind, class, sel, n)
	return n
}

// onlyTyped reports whether a class says no more of a member than its type: then its bases may still have it.
func (p *Program) onlyTyped(f *file, class int32, sel string) bool {
	for _, b := range f.Scopes[class].Binds {
		if b.On == 0 && b.Owner == class && plainName(b.Name) == sel && f.Exprs[b.Value].Op != facts.Typed {
			return false
		}
	}
	return true
}

// inherited lets the member of a base arrive in n. Rule 8: of an SDK client, with who made the instance.
func (p *Program) inherited(f *file, base value, kind lookKind, maker int32, sel string, stored bool, n int32) {
	switch d := p.data[base]; d.kind {
	case vClass:
		if !p.off["inheritance"] {
			p.connect(p.instanceMember(kind, d.a, maker, sel), n, keep)
		}
	case vOutside:
		s := f.known.Symbols[p.strings[d.a]]
		switch {
		case s.Kind == ClientMaker && maker != 0 && !p.off["subclass"]:
			p.readPath(f, datum{kind: vMade, flags: p.makerFlag(maker - 1), a: maker - 1, b: s.Node}, sel, n)
		case s.Kind == ClientMaker && !p.off["subclass"]:
			p.readPath(f, datum{kind: vDeclared, a: d.a, b: s.Node}, sel, n)
		case !stored:
			p.start(n, datum{kind: vForeign, flags: p.testFlag(f)})
		}
	case vForeign:
		if !stored {
			p.add(n, base)
		}
	case vUnseen, vPending:
		p.add(n, base)
	}
}

func (p *Program) makerFlag(maker int32) uint8 {
	if p.makers[maker].Test && !p.off["tests"] {
		return fTest
	}
	return 0
}

// readDeclared reads what a class declares through an instance: a property is called (rule 5).
func (p *Program) readDeclared(f *file, v value, to int32) {
	d := p.data[v]
	if d.kind != vFunc {
		p.add(to, v)
		return
	}
	_, fn := p.scopeOf(d.a)
	switch {
	case fn.Flags&facts.Setter != 0:
	case fn.Flags&facts.Property != 0:
		if !p.off["properties"] {
			p.apply(&application{file: f}, v, to)
		}
	default:
		p.add(to, v)
	}
}

// classMember is a member of a class itself.
func (p *Program) classMember(class int32, sel string) int32 {
	n, known := p.look(lookKey{kind: lookClass, a: class, name: sel})
	if known {
		return n
	}
	_, scope := p.scopeOf(class)
	p.connect(p.variable(class, sel), n, keep)
	p.connect(p.field(class, sel), n, keep)
	if owns(scope, sel) {
		return n
	}
	p.on(p.result(class).bases, func(v value) {
		switch d := p.data[v]; d.kind {
		case vClass:
			if !p.off["inheritance"] {
				p.connect(p.classMember(d.a, sel), n, keep)
			}
		case vForeign, vUnseen, vPending:
			p.add(n, v)
		case vOutside:
			f, _ := p.scopeOf(class)
			p.start(n, datum{kind: vForeign, flags: p.testFlag(f)})
		}
	})
	return n
}

// superMember is a member of the receiver, looked up from the bases of the class, its own and those beside it in classes below.
func (p *Program) superMember(class int32, sel string) int32 {
	n, known := p.look(lookKey{kind: lookSuper, a: class, name: sel})
	if known {
		return n
	}
	f, _ := p.scopeOf(class)
	bases := func(of int32) {
		p.on(p.result(of).bases, func(v value) {
			d := p.data[v]
			if d.kind == vClass && d.a == class {
				return
			}
			p.inherited(f, v, lookBelowOf, 0, sel, false, n)
			if d.kind == vOutside && f.known.Symbols[p.strings[d.a]].Kind == ClientMaker {
				p.on(p.result(class).made, func(m value) { p.inherited(f, v, lookBelowOf, p.data[m].b, sel, false, n) })
			}
		})
	}
	bases(class)
	if !p.off["inheritance"] {
		p.on(p.result(class).subs, func(v value) { bases(p.data[v].a) })
	}
	return n
}
