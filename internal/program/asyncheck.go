package program

import (
	"slices"

	"github.com/quotalint/quotalint/internal/facts"
)

// An AsyncCheck is a call that asks of a method whether it is a coroutine function.
type AsyncCheck struct {
	File  *facts.File
	Span  facts.Span
	asked []askedMethod
	in    facts.Span // the function that it stands in
}

// An askedMethod is a method of a client of a factory.
type askedMethod struct {
	factory int32
	client  string
	node    int32
}

// AsyncChecks lists the calls that ask whether something is a coroutine function, by place.
func (p *Program) AsyncChecks() []AsyncCheck {
	var list []AsyncCheck
	for _, f := range p.files {
		for _, c := range f.applied {
			e := &f.Exprs[c.Expr]
			if len(e.Items) == 0 || !p.asksCoroutine(f, e.X) {
				continue
			}
			one := AsyncCheck{File: f.File, Span: e.Span, in: f.Scopes[f.function(c.Scope)].Span}
			for _, v := range p.at(p.node(f, e.Items[0].Value)).vals {
				if d := p.data[v]; d.kind == vMade && f.known.Nodes[d.b].Method >= 0 {
					if m := p.settled(p.makers[d.a]); m.Factory != 0 {
						one.asked = append(one.asked, askedMethod{m.Factory - 1, m.Symbol, d.b})
					}
				}
			}
			list = append(list, one)
		}
	}
	return list
}

func (p *Program) asksCoroutine(f *file, callee facts.ID) bool {
	return slices.ContainsFunc(p.at(p.node(f, callee)).vals, func(v value) bool {
		return p.data[v].kind == vOutside && slices.Contains(f.known.Coroutines, p.strings[p.data[v].a])
	})
}

// Misleads reports whether the answer decides what stands for a method of an awaited client of a factory, and code that is not awaited
// was chosen: it is asked of the method, or in the function that makes what stands for it.
func (c *AsyncCheck) Misleads(p *Program, factory int32, client string, node int32, r Reading) bool {
	if r.Handling != Recorded || r.File == nil || p.byPath[r.File.Path].known.Ways[p.byPath[r.File.Path].known.Nodes[node].Method].Coroutine {
		return false
	}
	for s := range r.File.Scopes {
		if fn := &r.File.Scopes[s]; fn.Span == r.Span && fn.Kind == facts.FuncScope && fn.Flags&facts.Async != 0 {
			return false
		}
	}
	return slices.Contains(c.asked, askedMethod{factory, client, node}) ||
		len(c.asked) == 0 && r.File == c.File && c.in.Start <= r.Span.Start && r.Span.End <= c.in.End
}

// waitsLater reports whether a function hands what it is given on to one that waits for it and looks at the tokens then: by an argument,
// or because that one stands in it.
func (r *reader) waitsLater(f *file, scope int32) bool {
	p := r.p
	return slices.ContainsFunc(r.calls(scope), func(c facts.Site) bool {
		return slices.ContainsFunc(p.at(p.node(f, f.Exprs[c.Expr].X)).vals, func(v value) bool {
			if p.data[v].kind != vFunc {
				return false
			}
			g, fn := p.scopeOf(p.data[v].a)
			inside := g == f && p.global(f, f.function(max(fn.Parent, 0))) == scope
			later := r.function(p.data[v].a, -1)
			return fn.Flags&facts.Async != 0 && (inside || r.fed(f, c)) && later.total().tokens
		})
	})
}
