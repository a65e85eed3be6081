package program

import (
	"fmt"
	"slices"

	"github.com/quotalint/quotalint/internal/facts"
)

// A trust is what values show of the ways in which trusted vendors count the calls on a client: those that are carried by it,
// and whether it is a clone of the client that it was.
type trust struct {
	ways   []int32 // in Known.Vendors, sorted
	cloned bool
}

func (t trust) key() string { return fmt.Sprint(t.ways, t.cloned) }

// trusting is the number of a trust.
func (p *Program) trusting(t trust) int32 {
	slices.Sort(t.ways)
	t.ways = slices.Compact(t.ways)
	n, known := p.trustOf[t.key()]
	if !known {
		n = int32(len(p.trusts))
		p.trusts = append(p.trusts, t)
		p.trustOf[t.key()] = n
	}
	return n
}

// vendors are the ways in which trusted vendors count calls in the language of a file.
func (p *Program) vendors(f *file) []Vendor {
	if p.off["vendors"] {
		return nil
	}
	return f.known.Vendors
}

// ways lists the ways for which ok holds.
func (p *Program) ways(f *file, ok func(*Vendor) bool) []int32 {
	var list []int32
	for i := range p.vendors(f) {
		if ok(&f.known.Vendors[i]) {
			list = append(list, int32(i))
		}
	}
	return list
}

// wrapping lists the ways in which a function wraps the client that it is given.
func (p *Program) wrapping(f *file, symbol string) []int32 {
	return p.ways(f, func(v *Vendor) bool { return slices.Contains(v.Wraps, symbol) })
}

// apart reports whether every construction in a file makes a client of its own: whether it is wrapped, and what it is constructed
// with, then decides about it alone.
func (p *Program) apart(f *file) bool {
	if f.test && !p.off["tests"] {
		return false
	}
	return slices.ContainsFunc(p.vendors(f), func(v Vendor) bool { return len(v.Wraps)+len(v.Transports) > 0 })
}

// wrap lets the client that a function of a vendor is given arrive in result, counted (rule 18). It is a value of its own: by which
// parameter the client came no longer matters.
func (p *Program) wrap(c *application, symbol string, result int32) {
	ways := p.wrapping(c.file, symbol)
	for _, name := range c.file.known.Idioms[c.file.known.Symbols[symbol].Idiom].Passes {
		n, ok := p.argument(c, name)
		if !ok {
			continue
		}
		p.on(n, func(v value) {
			switch d := p.data[v]; d.kind {
			case vMade, vDeclared:
				if len(c.file.known.Nodes[d.b].Path) != 0 {
					return
				}
				if d.kind == vDeclared { // whoever made it, this client is the wrapper's
					m := p.maker(Maker{Symbol: p.strings[d.a], Scope: p.global(c.file, c.scope), Test: c.file.test})
					d = datum{kind: vMade, flags: d.flags, a: m, b: d.b, c: d.c}
				}
				p.start(result, p.counted(c.file, d, ways))
			case vUnseen:
				p.start(result, p.counted(c.file, d, ways))
			case vInstance:
				if d.b == 0 {
					p.add(result, v)
					return
				}
				s := c.file.known.Symbols[p.makers[d.b-1].Symbol]
				made := datum{kind: vMade, flags: p.makerFlag(d.b - 1), a: d.b - 1, b: s.Node}
				p.start(result, p.counted(c.file, made, ways))
				p.start(result, datum{kind: vInstance, a: d.a, flags: d.flags &^ fEntered}) // with the members of the project's class
			case vParam:
			default:
				p.add(result, v)
			}
		})
	}
}

// counted is a value that carries ways beside those that it has. What the client was cloned of no longer matters.
func (p *Program) counted(f *file, d datum, ways []int32) datum {
	had := p.trusts[d.c]
	all := slices.Clone(ways)
	for _, w := range had.ways {
		if !had.cloned || f.known.Vendors[w].Clones {
			all = append(all, w)
		}
	}
	d.c, d.flags = p.trusting(trust{ways: all}), d.flags&^fEntered
	return d
}

// cloned is a client as its clone.
func (p *Program) cloned(f *file, d datum) datum {
	if len(p.vendors(f)) > 0 && (d.kind == vMade || d.kind == vDeclared) {
		d.c = p.trusting(trust{ways: slices.Clone(p.trusts[d.c].ways), cloned: true})
	}
	return d
}

// mark marks what an outside call gives as made by a vendor to count with, or of what is.
func (p *Program) mark(c *application, symbol string, result int32) {
	if len(p.vendors(c.file)) == 0 {
		return
	}
	ways := p.ways(c.file, func(v *Vendor) bool {
		return slices.Contains(v.Transports, symbol) || slices.ContainsFunc(v.Starts, func(s Start) bool { return s.Member != "" && s.Symbol == symbol })
	})
	if len(ways) > 0 {
		d := p.foreign(c.file, symbol)
		d.c = p.trusting(trust{ways: ways})
		p.start(result, d)
	}
	if !slices.ContainsFunc(c.file.known.Vendors, func(v Vendor) bool { return len(v.Transports) > 0 }) {
		return
	}
	for _, it := range c.items {
		p.on(p.node(c.file, it.Value), func(v value) {
			if d := p.data[v]; d.kind == vForeign && d.c != 0 {
				p.start(result, datum{kind: vForeign, flags: p.testFlag(c.file) | fObject, c: d.c})
			}
		})
	}
}

// Trust lists the ways in which trusted vendors count calls on an origin, as far as the value carries them, and reports whether it
// is a clone of the client that was made.
func (p *Program) Trust(o Origin) (ways []int32, cloned bool) {
	if o.at.node == 0 {
		return nil, false
	}
	switch d := p.data[o.at.val]; d.kind {
	case vMade, vDeclared, vUnseen:
		return p.trusts[d.c].ways, p.trusts[d.c].cloned
	}
	return nil, false
}

// A HandedOut is a client as the code of a factory gives it.
type HandedOut struct {
	Maker  Maker // of another factory's client that factory; else the Symbol is set
	Ways   []int32
	Cloned bool
}

// HandsOut lists the clients that the code of a factory gives.
func (p *Program) HandsOut(i int) []HandedOut {
	var list []HandedOut
	seen := map[int32]bool{}
	var gather func(n int32)
	gather = func(n int32) {
		if n == 0 || seen[n] {
			return
		}
		seen[n] = true
		for _, v := range p.at(n).vals {
			switch d := p.data[v]; d.kind {
			case vMade:
				t := p.trusts[d.c]
				list = append(list, HandedOut{p.settled(p.makers[d.a]), t.ways, t.cloned})
			case vInstance:
				if d.b > 0 {
					list = append(list, HandedOut{Maker: p.settled(p.makers[d.b-1])})
				}
			case vFunc:
				if p.asFunction(d.a) == 0 {
					gather(p.result(d.a).ret)
				}
			case vGives:
				gather(d.a)
			case vObject:
				gather(p.objects[d.a].all)
			}
		}
	}
	gather(p.factories[i].raw)
	return list
}

// holds calls visit with the makers of the clients that a node holds, itself or in containers, and that no vendor counts yet.
func (p *Program) holds(n int32, seen map[int32]bool, visit func(Maker)) {
	if seen[n] {
		return
	}
	seen[n] = true
	for _, v := range p.at(n).vals {
		switch d := p.data[v]; {
		case d.kind == vMade && len(p.trusts[d.c].ways) == 0:
			visit(p.settled(p.makers[d.a]))
		case d.kind == vInstance && d.b > 0:
			visit(p.settled(p.makers[d.b-1]))
		case d.kind == vObject:
			p.holds(p.objects[d.a].all, seen, visit)
		}
	}
}

// constructedWith lists the ways in which what a client is constructed with counts what it sends.
func (p *Program) constructedWith(m Maker) []int32 {
	ref, ok := p.exprOf(m.At)
	if m.At == 0 || !ok {
		return nil
	}
	f := p.files[ref.file]
	var ways []int32
	seen := map[int32]bool{}
	var look func(n int32)
	look = func(n int32) {
		if seen[n] {
			return
		}
		seen[n] = true
		for _, v := range p.at(n).vals {
			switch d := p.data[v]; d.kind {
			case vForeign:
				ways = append(ways, p.trusts[d.c].ways...)
			case vObject:
				look(p.objects[d.a].all)
			}
		}
	}
	items := f.Exprs[ref.id].Items
	for _, name := range f.known.Symbols[m.Symbol].Transports {
		for _, n := range p.argumentNodes(f, items, name) {
			look(n)
		}
	}
	return ways
}

// scopeOfCall is the function around a call, by its node.
func (p *Program) scopeOfCall(n int32) (f *file, function int32) {
	ref, ok := p.exprOf(n)
	if !ok {
		return nil, -1
	}
	f = p.files[ref.file]
	i := slices.IndexFunc(f.Calls, func(c facts.Site) bool { return c.Expr == ref.id })
	if i < 0 {
		return f, -1
	}
	return f, f.function(f.Calls[i].Scope)
}
