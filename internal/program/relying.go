package program

import (
	"slices"
	"strings"

	"github.com/quotalint/quotalint/internal/facts"
)

// A reliance is what a whole program shows of the ways in which trusted vendors count calls. It is asked for after the fixed point.
type reliance struct {
	started map[string][]int32 // by language: what has every client of the process counted, outside tests
	seen    map[string][]int32 // by language: ways of which something is called or imported, tests included
	wrapped map[Maker][]int32  // ways of what wraps a client
	handed  map[Maker]bool     // clients that are handed to other outside code, as they were made
	mutated map[Maker][]int32  // ways of what changes a client itself
}

// Started lists the ways by which code that is no test has every client of the process counted.
func (p *Program) Started(language string) []int32 { return p.reliance().started[language] }

// Seen lists the ways of which anything is called or imported.
func (p *Program) Seen(language string) []int32 { return p.reliance().seen[language] }

// Wrapped lists the ways in which a client is wrapped by vendors; none if anything else outside the project is given it as it was
// made.
func (p *Program) Wrapped(m Maker) []int32 {
	r := p.reliance()
	if r.handed[m] {
		return nil
	}
	return r.wrapped[m]
}

// Counted lists the ways in which a client is counted from its construction on: what it is constructed with counts, or a vendor
// changes it where it is made.
func (p *Program) Counted(m Maker) []int32 {
	return append(slices.Clone(p.reliance().mutated[m]), p.constructedWith(m)...)
}

func (p *Program) reliance() *reliance {
	if p.relied != nil {
		return p.relied
	}
	r := &reliance{started: map[string][]int32{}, seen: map[string][]int32{}, wrapped: map[Maker][]int32{}, handed: map[Maker]bool{}, mutated: map[Maker][]int32{}}
	p.relied = r
	for _, f := range p.files {
		if len(p.vendors(f)) == 0 {
			continue
		}
		for id := range f.Exprs {
			if e := &f.Exprs[id]; e.Op == facts.Import && !e.TypeOnly {
				r.starts(f, p.ways(f, func(v *Vendor) bool {
					return slices.ContainsFunc(v.Starts, func(s Start) bool { return s.Import != "" && p.imports(f, e, s.Import) })
				}))
			}
		}
		for _, c := range f.applied {
			r.call(p, f, c)
		}
	}
	for _, ways := range []map[string][]int32{r.started, r.seen} {
		for language, list := range ways {
			slices.Sort(list)
			ways[language] = slices.Compact(list)
		}
	}
	return r
}

func (r *reliance) starts(f *file, ways []int32) {
	r.seen[f.Language] = append(r.seen[f.Language], ways...)
	if !f.test {
		r.started[f.Language] = append(r.started[f.Language], ways...)
	}
}

// imports reports whether an import runs an outside module.
func (p *Program) imports(f *file, e *facts.Expr, module string) bool {
	if !strings.HasPrefix(module, e.Text) && !strings.Contains(e.Text, ":") {
		return false // what it is called is enough to tell most apart
	}
	t := p.target(f, e.Text)
	return t.Place == facts.Outside && (t.Path == module || e.Name != "" && t.Path+"."+e.Name == module)
}

// call notes what a call shows.
func (r *reliance) call(p *Program, f *file, c facts.Site) {
	e := &f.Exprs[c.Expr]
	var wraps []int32
	for _, v := range p.at(p.node(f, e.X)).vals {
		d := p.data[v]
		if d.kind != vOutside {
			continue
		}
		symbol := p.strings[d.a]
		wraps = append(wraps, p.wrapping(f, symbol)...)
		r.starts(f, p.ways(f, func(v *Vendor) bool {
			return slices.ContainsFunc(v.Starts, func(s Start) bool { return s.Symbol == symbol && s.Member == "" && p.takes(f, e, s.With) })
		}))
		r.seen[f.Language] = append(r.seen[f.Language], p.ways(f, func(v *Vendor) bool { return slices.Contains(v.Transports, symbol) })...)
	}
	r.starts(f, p.startedBy(f, e))
	r.seen[f.Language] = append(r.seen[f.Language], wraps...)
	outside := len(wraps) == 0
	if outside {
		outside, _ = p.outsideCallee(f, e)
	}
	for _, it := range e.Items {
		p.holds(p.node(f, it.Value), map[int32]bool{}, func(m Maker) {
			switch {
			case len(wraps) > 0:
				r.wrapped[m] = append(r.wrapped[m], wraps...)
				r.mutates(p, f, c, m, wraps)
			case outside:
				r.handed[m] = true
			}
		})
	}
}

// mutates notes that a client is changed itself. What one function makes and another changes may be one of several: that says nothing.
func (r *reliance) mutates(p *Program, f *file, c facts.Site, m Maker, wraps []int32) {
	made, function := p.scopeOfCall(m.At)
	if m.At == 0 || made != f || function != f.function(c.Scope) {
		return
	}
	for _, w := range wraps {
		if f.known.Vendors[w].Mutates {
			r.mutated[m] = append(r.mutated[m], w)
		}
	}
}

// startedBy lists the ways that a call of a member of what a vendor's function gives starts: OpenAIInstrumentor().instrument().
func (p *Program) startedBy(f *file, e *facts.Expr) []int32 {
	callee := &f.Exprs[e.X]
	if callee.Op != facts.Member {
		return nil
	}
	var ways []int32
	for _, v := range p.at(p.node(f, callee.X)).vals {
		d := p.data[v]
		if d.kind != vForeign {
			continue
		}
		for _, w := range p.trusts[d.c].ways {
			if slices.ContainsFunc(f.known.Vendors[w].Starts, func(s Start) bool { return s.Member == callee.Text && p.takes(f, e, s.With) }) {
				ways = append(ways, w)
			}
		}
	}
	return ways
}

// takes reports whether a call gives one of some arguments, and neither nothing, 0 nor false; of none it is true.
func (p *Program) takes(f *file, e *facts.Expr, with []string) bool {
	if len(with) == 0 {
		return true
	}
	return slices.ContainsFunc(with, func(name string) bool {
		return slices.ContainsFunc(p.argumentNodes(f, e.Items, name), func(n int32) bool {
			vals := p.at(n).vals
			if r, ok := p.exprOf(n); ok && p.files[r.file].Exprs[r.id].Op == facts.Opaque && p.files[r.file].Exprs[r.id].Text == "false" {
				return false
			}
			return len(vals) == 0 || slices.ContainsFunc(vals, func(v value) bool {
				d := p.data[v]
				return d.kind != vNone && (d.kind != vText || strings.Trim(p.strings[d.a], "0.") != "")
			})
		})
	})
}

// Takes reports whether the call of a site gives an argument, by keyword or as a member of one, and neither nothing nor 0.
func (p *Program) Takes(s Site, name string) bool {
	f := p.byPath[s.File.Path]
	return p.takes(f, &f.Exprs[s.Call.Expr], []string{name, "0." + name, "1." + name})
}
