package program

import (
	"slices"

	"github.com/quotalint/quotalint/internal/facts"
)

// isOriginal reports whether a callee is a method of the SDK, or what is wrapped and nobody is seen to pass.
func (r *reader) isOriginal(f *file, callee facts.ID) bool {
	p := r.p
	vals := p.at(p.node(f, callee)).vals
	if root := rootExpr(f.File, callee); f.Exprs[root].Op == facts.Super {
		return true
	}
	if f.Exprs[callee].Op == facts.Name && p.parameter(f, callee).scope >= 0 && !p.calls(vals) {
		return true
	}
	return slices.ContainsFunc(vals, func(v value) bool {
		d := p.data[v]
		switch d.kind {
		case vMade, vDeclared:
			return f.known.Nodes[d.b].Method >= 0
		case vForeign:
			return r.ofClass(origin{p.node(f, callee), v})
		}
		return false
	})
}

// ofClass reports whether a value is a method of a class of the SDK.
func (r *reader) ofClass(at origin) bool {
	p := r.p
	for ref := range p.back(at) {
		f := p.files[ref.file]
		e := &f.Exprs[ref.id]
		if e.Op == facts.Call {
			return false // what it gave
		}
		if e.Op != facts.Member {
			continue
		}
		if slices.ContainsFunc(p.at(p.node(f, e.X)).vals, func(v value) bool {
			d := p.data[v]
			if d.kind != vOutside {
				return false
			}
			k := f.known.Symbols[p.strings[d.a]]
			next, ok := f.known.Nodes[k.Node].Next[e.Text]
			return k.Kind == ResourceMaker && ok && f.known.Nodes[next].Method >= 0
		}) {
			return true
		}
	}
	return false
}
