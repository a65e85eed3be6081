package program

import (
	"strings"

	"github.com/quotalint/quotalint/internal/facts"
)

// settleRegions grows the region of each factory by the functions and classes that only it uses. It asks of the whole
// program, so it runs after the fixed point.
func (p *Program) settleRegions() {
	if p.off["regions"] || len(p.factories) == 0 {
		return
	}
	p.claimReplacements()
	uses := p.findUses()
	for grown := true; grown; {
		grown = false
		for s := range p.scopes {
			if p.regions[s] != 0 || len(uses[s]) == 0 {
				continue
			}
			if fa := p.usedOnlyBy(int32(s), uses[s]); fa != 0 {
				p.claim(p.scopes[s].file, p.scopes[s].local, fa-1)
				grown = true
			}
		}
	}
}

// claimReplacements: what a factory installs over an API method belongs to its region, wherever it stands.
func (p *Program) claimReplacements() {
	if p.off["plumbing"] {
		return
	}
	for _, o := range p.overs {
		if o.computed && o.name != anyKey {
			continue
		}
		fa := p.regionOf(o.file, scopeAt(o.File, o.File.Exprs[o.Value].Span), o.Value)
		if fa == 0 {
			continue
		}
		for _, v := range p.at(o.node).vals {
			switch d := p.data[v]; d.kind {
			case vFunc, vClass, vInstance:
				if p.regions[d.a] == 0 {
					p.claim(p.scopes[d.a].file, p.scopes[d.a].local, fa-1)
				}
			}
		}
	}
}

// A use is an expression that means a function or class, and the scope it stands in.
type use struct {
	file  *file
	id    facts.ID
	scope int32
}

// findUses lists, for each function and class, the expressions outside tests that mean it.
func (p *Program) findUses() [][]use {
	uses := make([][]use, len(p.scopes))
	for _, f := range p.files {
		if f.test {
			continue
		}
		exports := exported(f.File)
		for id := range f.Exprs {
			e := &f.Exprs[id]
			if e.Line == 0 || exports[facts.ID(id)] || e.Op != facts.Name && e.Op != facts.Member {
				continue
			}
			for _, v := range p.at(f.expr + int32(id)).vals {
				if d := p.data[v]; d.kind == vFunc || d.kind == vClass {
					uses[d.a] = append(uses[d.a], use{f, facts.ID(id), scopeAt(f.File, e.Span)})
				}
			}
		}
	}
	return uses
}

// exported are the expressions by which a file exports something: that is no use.
func exported(f *facts.File) map[facts.ID]bool {
	ids := map[facts.ID]bool{}
	for _, x := range f.Exports {
		ids[x.Value] = true
		if e := &f.Exprs[x.Value]; x.Name == facts.Whole && e.Op == facts.Table {
			for _, it := range e.Items {
				ids[it.Value] = true
			}
		}
	}
	return ids
}

// usedOnlyBy is the factory, plus one, in whose region all uses stand; 0 if one stands elsewhere.
func (p *Program) usedOnlyBy(scope int32, uses []use) int32 {
	f, own := p.scopeOf(scope)
	if own.Kind != facts.FuncScope && own.Kind != facts.ClassScope {
		return 0
	}
	by := int32(0)
	for _, u := range uses {
		g, span := u.file, u.file.Exprs[u.id].Span
		if g == f && own.Start <= span.Start && span.End <= own.End {
			continue // it uses itself
		}
		if own.Kind == facts.ClassScope && g.Module != "" && g.module() == f.module() && strings.HasPrefix(ScopeName(g.File, u.scope)+".", own.Name+".") {
			continue // one of its methods does
		}
		r := p.regionOf(g, u.scope, u.id)
		if r == 0 {
			return 0
		}
		if by == 0 || r < by {
			by = r
		}
	}
	return by
}

// scopeAt is the innermost scope around a span.
func scopeAt(f *facts.File, span facts.Span) int32 {
	best := int32(0)
	for s := 1; s < len(f.Scopes); s++ {
		in := f.Scopes[s].Span
		if in.Start <= span.Start && span.End <= in.End && in.End-in.Start <= size(f, best) {
			best = int32(s)
		}
	}
	return best
}

func size(f *facts.File, scope int32) int32 {
	if scope == 0 {
		return 1<<31 - 1
	}
	return f.Scopes[scope].End - f.Scopes[scope].Start
}
