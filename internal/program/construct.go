package program

import (
	"strconv"

	"github.com/quotalint/quotalint/internal/facts"
)

// applyClass: calling a class makes an instance and runs its initialiser.
func (p *Program) applyClass(c *application, d datum, result int32) {
	if c.file.Module != "" && c.expr != 0 && !c.isNew() { // a conversion to the type: rule 13
		if n, ok := p.positional(c, 0); ok {
			p.connect(n, result, keep)
			p.connect(n, p.field(d.a, converted), forget)
		}
		p.start(result, datum{kind: vReceiver, a: d.a})
		return
	}
	p.construct(c, d.a)
	if fa := p.asFunction(d.a); fa != 0 && !p.off["hides"] {
		p.start(p.factories[fa-1].raw, datum{kind: vInstance, a: d.a})
		p.start(result, p.madeBy(c.file, fa))
		p.on(p.clientBase(d.a), func(v value) {
			m := p.maker(Maker{Symbol: p.strings[p.data[v].a], Factory: fa, Test: c.file.test})
			made := datum{kind: vInstance, a: d.a, b: m + 1, flags: p.testFlag(c.file)}
			p.start(p.result(d.a).made, made)
			p.start(p.factories[fa-1].raw, made)
		})
		return
	}
	p.start(result, datum{kind: vInstance, a: d.a, flags: d.flags & fEntered})
	p.on(p.clientBase(d.a), func(v value) {
		if p.off["subclass"] {
			return
		}
		m := p.madeAt(c, p.strings[p.data[v].a], nil)
		made := datum{kind: vInstance, a: d.a, b: m + 1, flags: d.flags&fEntered | p.testFlag(c.file)}
		p.start(p.result(d.a).made, made)
		p.start(result, made)
	})
}

// converted is the member under which a class keeps what is converted to it.
const converted = "\x00converted"

// clientBase is the node of the SDK clients that a class derives from.
func (p *Program) clientBase(class int32) int32 {
	n, known := p.look(lookKey{kind: lookClass, a: class, name: ":client"})
	if known {
		return n
	}
	p.on(p.result(class).bases, func(v value) {
		switch d := p.data[v]; d.kind {
		case vOutside:
			f, _ := p.scopeOf(class)
			if f.known.Symbols[p.strings[d.a]].Kind == ClientMaker {
				p.add(n, v)
			}
		case vClass:
			p.connect(p.clientBase(d.a), n, keep)
		}
	})
	return n
}

// construct runs the initialiser of a class; keywords of a class without one are stored on its instances (rule 9).
func (p *Program) construct(c *application, class int32) {
	_, scope := p.scopeOf(class)
	if scope.Init != "" && !p.off["constructors"] {
		p.on(p.classMember(class, scope.Init), func(v value) {
			if d := p.data[v]; d.kind == vFunc {
				p.initialise(c, d.a, class, byBuild)
			}
		})
	}
	if scope.Init != "" && owns(scope, scope.Init) || p.off["members"] {
		return
	}
	for _, it := range c.items {
		if it.Name != "" {
			p.connect(p.node(c.file, it.Value), p.field(class, byBuild+it.Name), forget)
		} else if it.Spread == facts.Members {
			p.on(p.node(c.file, it.Value), func(v value) {
				if d := p.data[v]; d.kind == vObject {
					p.members(d.a, func(name string, slot int32) {
						if name != anyKey {
							p.connect(slot, p.field(class, byBuild+name), forget)
						}
					})
				}
			})
		}
	}
	p.fill(c, class, class)
}

// fill stores positional arguments in the fields of a class without an initialiser: those of its bases come first.
func (p *Program) fill(c *application, class, built int32) {
	_, scope := p.scopeOf(class)
	if scope.Init != "" && owns(scope, scope.Init) || c.expr == 0 {
		return
	}
	if _, known := p.look(lookKey{kind: lookFill, a: p.node(c.file, c.expr), b: class, name: strconv.Itoa(int(built))}); known {
		return
	}
	p.on(p.before(class), func(v value) {
		first, _ := strconv.Atoi(p.strings[p.data[v].a])
		for i, par := range scope.Params {
			if n, ok := p.positional(c, first+i); ok {
				p.connect(n, p.field(built, byBuild+par.Name), forget)
			}
		}
	})
	p.on(p.result(class).bases, func(v value) {
		if d := p.data[v]; d.kind == vClass {
			p.fill(c, d.a, built)
		}
	})
}

// before is the node of the numbers, as texts, of fields of its bases that may come before the fields of a class.
func (p *Program) before(class int32) int32 {
	n, known := p.look(lookKey{kind: lookBefore, a: class})
	if known {
		return n
	}
	number := func(i int) { p.start(n, datum{kind: vText, a: p.str(strconv.Itoa(i))}) }
	if _, scope := p.scopeOf(class); len(scope.Bases) == 0 {
		number(0)
	}
	p.on(p.result(class).bases, func(v value) {
		d := p.data[v]
		if d.kind != vClass {
			number(0)
			return
		}
		_, base := p.scopeOf(d.a)
		p.on(p.before(d.a), func(k value) {
			if i, _ := strconv.Atoi(p.strings[p.data[k].a]); i < maxFields {
				number(i + len(base.Params))
			}
		})
	})
	return n
}

// maxFields bounds how many fields are counted.
const maxFields = 1 << 10
