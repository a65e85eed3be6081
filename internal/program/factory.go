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
	def, inits := locate(f.File, fa.Symbol)
	if def >= 0 {
		fa.found, fa.scope, fa.raw = true, def, p.newNode()
		if g := p.global(f, def); p.functions[g] == 0 {
			p.functions[g] = index + 1
		}
		p.claim(f, def, index)
		return
	}
	if len(inits) == 0 {
		return
	}
	fa.found, fa.inits, fa.raw = true, inits, p.newNode()
}

// locate finds what a dotted name of a file is declared to be, or is exported as: a class or function, or the values bound to it.
func locate(f *facts.File, symbol string) (def int32, inits []facts.ID) {
	if f.Module != "" { // a method may stand anywhere in the module of its type: (*Type).Method
		symbol = strings.NewReplacer("(", "", "*", "", ")", "").Replace(symbol)
		for s := range f.Scopes {
			if f.Scopes[s].Kind == facts.FuncScope && f.Scopes[s].Name == symbol {
				return int32(s), nil
			}
		}
	}
	parts := strings.Split(symbol, ".")
	def, inits = declared(f, 0, parts[0])
	if def < 0 && len(inits) == 0 {
		def, inits = exportedAs(f, parts[0])
	}
	for _, part := range parts[1:] {
		def, inits = memberOf(f, def, inits, part)
	}
	return def, inits
}

// memberOf finds a member of a class or function, or else of the values of a variable: of a table, or of an object made of a class
// that stands there.
func memberOf(f *facts.File, def int32, values []facts.ID, name string) (int32, []facts.ID) {
	if def >= 0 {
		member, inits := declared(f, def, name)
		if member < 0 {
			inits = append(inits, storedOnReceiver(f, def, name)...)
		}
		return member, inits
	}
	var inits []facts.ID
	for _, value := range values {
		e := &f.Exprs[value]
		if e.Op == facts.Call && f.Exprs[e.X].Op == facts.Def {
			member, more := declared(f, f.Exprs[e.X].Scope, name)
			if member >= 0 {
				return member, nil
			}
			inits = append(inits, more...)
		}
		for _, it := range e.Items {
			if e.Op != facts.Table || it.Name != name {
				continue
			}
			if member := definition(f, it.Value); member >= 0 {
				return member, nil
			}
			inits = append(inits, it.Value)
		}
	}
	return -1, inits
}

// declared finds what the name is declared to be in a scope.
func declared(f *facts.File, scope int32, name string) (def int32, inits []facts.ID) {
	def = -1
	for s := range f.Scopes {
		for _, b := range f.Scopes[s].Binds {
			if b.On != 0 || b.Owner != scope || plainName(b.Name) != name {
				continue
			}
			if d := definition(f, b.Value); d < 0 {
				if b.Value != 0 {
					inits = append(inits, b.Value)
				}
			} else if f.Scopes[d].Flags&facts.Setter == 0 {
				def = d
			}
		}
	}
	return def, inits
}

// exportedAs finds what a file exports under a name that it declares otherwise, or not at all.
func exportedAs(f *facts.File, name string) (def int32, inits []facts.ID) {
	for _, x := range f.Exports {
		switch e := &f.Exprs[x.Value]; {
		case x.Star:
		case x.Name == facts.Whole:
			if d := definition(f, x.Value); d >= 0 && f.Scopes[d].Name == name {
				return d, nil
			}
			if member, more := memberOf(f, -1, []facts.ID{x.Value}, name); member >= 0 || len(more) > 0 {
				return member, more
			}
		case x.Name != name:
		case e.Op == facts.Name:
			return declared(f, 0, plainName(e.Text))
		default:
			if d := definition(f, x.Value); d >= 0 {
				return d, nil
			}
			return -1, []facts.ID{x.Value}
		}
	}
	return -1, nil
}

// definition is the scope of the class or function that a value is, decorated or not; -1 if it is none.
func definition(f *facts.File, value facts.ID) int32 {
	for {
		switch e := &f.Exprs[value]; e.Op {
		case facts.Decorated:
			value = e.Y
		case facts.Cast:
			value = e.X
		case facts.Def:
			return e.Scope
		default:
			return -1
		}
	}
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
	if f.Scopes[scope].Kind == facts.ClassScope && f.Module != "" {
		p.claimMethods(f, f.Scopes[scope].Name+".", index)
	}
}

// claimMethods claims the methods of a type, which may stand anywhere in its module.
func (p *Program) claimMethods(f *file, prefix string, index int32) {
	for _, g := range p.parts[f.module()] {
		for s := range g.Scopes {
			if own := &g.Scopes[s]; own.Kind == facts.FuncScope && strings.HasPrefix(own.Name, prefix) {
				p.claim(g, int32(s), index)
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
	Test    bool  // made in test code
	At      int32 // the node of the construction, where each counts for itself (rule 18)
}

func (p *Program) maker(m Maker) int32 {
	return intern(&p.makers, p.makerOf, m)
}
