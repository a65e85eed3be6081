package program

import (
	"strings"

	"github.com/quotalint/quotalint/internal/facts"
)

// maxCalls is how many calls deep the code of factories is followed into files that nothing else would have read.
const maxCalls = 4

// callees wants the files of what the code of factories calls or hands on: whether that records is read there.
func (b *bearing) callees(wants map[string]bool) {
	p := b.p
	depth := map[int32]int{}
	var work []int32
	reach := func(scope int32, deep int) {
		if deep > maxCalls {
			return
		}
		if _, seen := depth[scope]; seen {
			return
		}
		f, own := p.scopeOf(scope)
		for s := own.Parent; s >= 0 && (own.Kind != facts.ClassScope || f.Module == ""); s = f.Scopes[s].Parent {
			if have, seen := depth[p.global(f, s)]; seen && have <= deep {
				return // it stands in code that is looked at
			}
		}
		depth[scope] = deep
		work = append(work, scope)
	}
	look := func(f *file, in facts.Span, deep int) {
		for id := range f.Exprs {
			e := &f.Exprs[id]
			if e.Start < in.Start || e.End > in.End || e.Op != facts.Name && e.Op != facts.Member && e.Op != facts.Import {
				continue
			}
			for _, v := range p.at(p.node(f, facts.ID(id))).vals {
				switch d := p.data[v]; d.kind {
				case vFunc:
					reach(d.a, deep)
				case vClass:
					for _, class := range p.above(d.a) {
						reach(class, deep)
					}
				case vPending, vModule:
					b.pending(v, wants)
				}
			}
		}
	}
	for s, fa := range p.regions {
		if fa != 0 {
			reach(int32(s), 0)
		}
	}
	for i := range p.factories {
		for _, init := range p.factories[i].inits {
			look(p.factories[i].file, p.factories[i].file.Exprs[init].Span, 1)
		}
	}
	for len(work) > 0 {
		scope := work[0]
		work = work[1:]
		f, own := p.scopeOf(scope)
		look(f, own.Span, depth[scope]+1)
		if own.Kind == facts.ClassScope && f.Module != "" { // methods stand outside their type
			for _, g := range p.parts[f.module()] {
				for s := range g.Scopes {
					if fn := &g.Scopes[s]; fn.Kind == facts.FuncScope && strings.HasPrefix(fn.Name, own.Name+".") {
						reach(p.global(g, int32(s)), depth[scope])
					}
				}
			}
		}
	}
}
