package program

import (
	"strings"

	"github.com/quotalint/quotalint/internal/facts"
)

// A factory is an approved maker of clients: its code, and the nodes that stand for it.
type factory struct {
	Factory
	file  *file
	scope int32      // the function, class or file; -1 for a variable
	inits []facts.ID // of a variable: the expressions bound to it
	raw   int32      // what its code gives, before it is hidden
	found bool
}

// findFactories finds the declarations that the allowlist names, before any value flows.
func (p *Program) findFactories(list []Factory) {
	p.regions = make([]int32, len(p.scopes))
	for i, entry := range list {
		fa := factory{Factory: entry, scope: -1}
		if f := p.byPath[entry.Path]; f != nil {
			fa.file = f
			p.findFactory(&fa, int32(i))
		}
		p.factories = append(p.factories, fa)
	}
}

func (p *Program) findFactory(fa *factory, index int32) {
	f := fa.file
	if fa.Symbol == "*" {
		fa.found, fa.scope, fa.raw = true, 0, p.newNode()
		p.claim(f, 0, index)
		return
	}
	scope, parts := int32(0), strings.Split(fa.Symbol, ".")
	for _, part := range parts[:len(parts)-1] {
		def, _ := declared(f.File, scope, part)
		if def < 0 {
			return
		}
		scope = def
	}
	last := parts[len(parts)-1]
	def, inits := declared(f.File, scope, last)
	if def >= 0 {
		fa.found, fa.scope, fa.raw = true, def, p.newNode()
		if g := p.global(f, def); p.functions[g] == 0 {
			p.functions[g] = index + 1
		}
		p.claim(f, def, index)
		return
	}
	inits = append(inits, storedOnReceiver(f.File, scope, last)...)
	if len(inits) == 0 {
		return
	}
	fa.found, fa.inits, fa.raw = true, inits, p.newNode()
}

// declared finds what the name is declared to be in a scope: a class or function, or the values bound to it.
func declared(f *facts.File, scope int32, name string) (def int32, inits []facts.ID) {
	def = -1
	for s := range f.Scopes {
		for _, b := range f.Scopes[s].Binds {
			if b.On != 0 || b.Owner != scope || plainName(b.Name) != name {
				continue
			}
			value := b.Value
			for f.Exprs[value].Op == facts.Decorated {
				value = f.Exprs[value].Y
			}
			if f.Exprs[value].Op == facts.Def {
				if d := f.Exprs[value].Scope; f.Scopes[d].Flags&facts.Setter == 0 {
					def = d
				}
			} else if value != 0 {
				inits = append(inits, value)
			}
		}
	}
	return def, inits
}

// plainName is a name without its version.
func plainName(name string) string {
	plain, _, _ := strings.Cut(name, "~")
	return plain
}

func storedOnReceiver(f *facts.File, class int32, name string) []facts.ID {
	var inits []facts.ID
	for s := range f.Scopes {
		for _, b := range f.Scopes[s].Binds {
			if b.On != 0 && b.Name == name && f.Exprs[b.On].Op == facts.Self && f.Exprs[b.On].Scope == class {
				inits = append(inits, b.Value)
			}
		}
	}
	return inits
}

// claim makes a scope and all below it the region of a factory; the innermost factory wins.
func (p *Program) claim(f *file, scope, index int32) {
	for s := range f.Scopes {
		for up := int32(s); up >= 0; up = f.Scopes[up].Parent {
			if up == scope {
				g := p.global(f, int32(s))
				if old := p.regions[g]; old == 0 || p.deeper(f, scope, old-1) {
					p.regions[g] = index + 1
				}
				break
			}
		}
	}
}

// deeper reports whether the scope stands inside the code of another factory.
func (p *Program) deeper(f *file, scope, other int32) bool {
	if p.factories == nil || int(other) >= len(p.factories) || p.factories[other].file != f {
		return false
	}
	for up := scope; up >= 0; up = f.Scopes[up].Parent {
		if up == p.factories[other].scope && up != scope {
			return true
		}
	}
	return false
}

// asFunction is the factory, plus one, that a function or class is.
func (p *Program) asFunction(scope int32) int32 { return p.functions[scope] }

// asVariable is the factory, plus one, that a bind writes: a variable, or a member of the receiver.
func (p *Program) asVariable(f *file, value facts.ID) int32 {
	for i := range p.factories {
		fa := &p.factories[i]
		if fa.file != f {
			continue
		}
		for _, init := range fa.inits {
			if init == value {
				return int32(i) + 1
			}
		}
	}
	return 0
}

// regionOf is the factory, plus one, in whose region an expression stands.
func (p *Program) regionOf(f *file, scope int32, id facts.ID) int32 {
	if r := p.regions[p.global(f, scope)]; r != 0 {
		return r
	}
	span := f.Exprs[id].Span
	for i := range p.factories {
		fa := &p.factories[i]
		if fa.file != f {
			continue
		}
		for _, init := range fa.inits {
			if in := f.Exprs[init].Span; in.Start <= span.Start && span.End <= in.End {
				return int32(i) + 1
			}
		}
	}
	return 0
}

// madeBy is the value of a factory's client, as it leaves the factory.
func (p *Program) madeBy(f *file, fa int32) datum {
	m := p.maker(Maker{Factory: fa, Test: f.test})
	return datum{kind: vMade, flags: p.testFlag(f), a: m, b: f.known.Root}
}

// A Maker is who made a client.
type Maker struct {
	Symbol  string // the SDK symbol that was called; "" for a factory
	Factory int32  // index+1 of the factory that made it, 0 if none
	Scope   int32  // global index of the scope in which it was constructed
	File    int32  // with Expr: the construction, where it has an identity of its own (it names a host)
	Expr    facts.ID
	Test    bool // made in test code
}

func (p *Program) maker(m Maker) int32 {
	return intern(&p.makers, p.makerOf, m)
}
