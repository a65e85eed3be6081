package program

import "github.com/quotalint/quotalint/internal/facts"

// A descent is how a value came to a node: the files that it came through, and the last call that made another client of it.
type descent struct {
	clone exprRef
	files map[int32]bool
}

// descent follows a value back to where it began.
func (r *reader) descent(n int32, v value) descent {
	p := r.p
	d := descent{files: map[int32]bool{}}
	for ref := range p.back(origin{n, v}) {
		d.files[ref.file] = true
		if d.clone == (exprRef{}) && p.clones(ref) {
			d.clone = ref
		}
	}
	return d
}

// ClonedBy is the method by which a client was cloned from what its maker made; "" if nobody sees it.
func (p *Program) ClonedBy(o Origin) string {
	for ref := range p.back(o.at) {
		if name := p.cloning(ref); name != "" {
			return name
		}
		f := p.files[ref.file]
		if f.Exprs[ref.id].Op != facts.Call {
			continue
		}
		for _, v := range p.at(p.node(f, f.Exprs[ref.id].X)).vals { // a function that gives clones
			if p.data[v].kind != vFunc {
				continue
			}
			g, fn := p.scopeOf(p.data[v].a)
			for _, id := range fn.Returns {
				if name := p.cloning(exprRef{int32(g.index), g.uncast(id)}); name != "" {
					return name
				}
			}
		}
	}
	return ""
}

// cloning is the method that a call which clones a client calls; "" for any other expression.
func (p *Program) cloning(ref exprRef) string {
	f := p.files[ref.file]
	if callee := &f.Exprs[f.Exprs[ref.id].X]; p.clones(ref) && callee.Op == facts.Member {
		return callee.Text
	}
	return ""
}

// clones reports whether an expression is a call of a method that gives a client like the one that it is called on.
func (p *Program) clones(ref exprRef) bool {
	f := p.files[ref.file]
	e := &f.Exprs[ref.id]
	if e.Op != facts.Call {
		return false
	}
	for _, v := range p.at(p.node(f, e.X)).vals {
		d := p.data[v]
		at := d.b
		if d.kind == vParam {
			at = d.c
		}
		if d.kind == vMade || d.kind == vDeclared || d.kind == vParam {
			if nd := &f.known.Nodes[at]; nd.Result >= 0 && len(nd.Path) == 0 && len(f.known.Nodes[nd.Result].Path) == 0 {
				return true
			}
		}
	}
	return false
}

// lineage is how the client came to an assignment to one of its members.
func (r *reader) lineage(o Over) descent {
	if d, known := r.lineages[o.node]; known {
		return d
	}
	var d descent
	root := r.p.node(o.file, o.on)
	for _, v := range r.p.at(root).vals {
		if r.p.data[v].kind == vMade && r.p.data[v].a == o.maker {
			d = r.descent(root, v)
			break
		}
	}
	r.lineages[o.node] = d
	return d
}

// cloned is what a client is that reached a node, and the call that made it of another one. The clone of an instance of a class of the
// project is one, too, and has all that the class gives it.
func (r *reader) cloned(n int32, v value) (value, exprRef) {
	p := r.p
	if n == 0 || p.data[v].kind != vMade {
		return v, exprRef{}
	}
	d := r.descent(n, v)
	if d.clone == (exprRef{}) {
		return v, d.clone
	}
	f := p.files[d.clone.file]
	callee := &f.Exprs[f.Exprs[d.clone.id].X]
	if callee.Op == facts.Member {
		for _, w := range p.at(p.node(f, callee.X)).vals {
			if i := p.data[w]; i.kind == vInstance && i.b == p.data[v].a+1 {
				return w, exprRef{}
			}
		}
	}
	return v, d.clone
}
