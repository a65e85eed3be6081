package program

import (
	"github.com/quotalint/quotalint/internal/facts"
)

// applyClass: calling a class makes an instance and runs its initialiser.
func (p *Program) applyClass(c *application, d datum, result int32) {
	p.construct(c, d.a)
	if fa := p.asFunction(d.a); fa != 0 && !p.off["hides"] {
		p.start(p.factories[fa-1].raw, datum{kind: vInstance, a: d.a})
		p.start(result, p.madeBy(c.file, fa, c.expr))
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
	p.fill(c, class, class, 0)
}

// fill stores positional arguments in the fields of a class without an initialiser: those of its bases come first.
func (p *Program) fill(c *application, class, built int32, depth int) {
	_, scope := p.scopeOf(class)
	if depth > maxBases || scope.Init != "" && owns(scope, scope.Init) {
		return
	}
	own := func(before int) {
		for i, par := range scope.Params {
			if n, ok := p.positional(c, before+i); ok {
				p.connect(n, p.field(built, byBuild+par.Name), forget)
			}
		}
	}
	if len(scope.Bases) == 0 {
		own(0)
	}
	p.on(p.result(class).bases, func(v value) {
		if d := p.data[v]; d.kind == vClass {
			own(p.countFields(d.a, depth+1))
			p.fill(c, d.a, built, depth+1)
		} else {
			own(0)
		}
	})
}

// countFields counts the fields of a class without an initialiser and of its first bases, as far as the file says.
func (p *Program) countFields(class int32, depth int) int {
	_, scope := p.scopeOf(class)
	n := len(scope.Params)
	if depth < maxBases {
		for _, v := range p.at(p.result(class).bases).vals {
			if d := p.data[v]; d.kind == vClass {
				return n + p.countFields(d.a, depth+1)
			}
		}
	}
	return n
}

// maxBases bounds how far up fields are counted.
const maxBases = 16
