package program

import "github.com/quotalint/quotalint/internal/facts"

// decorated adds what the functions do that decorators of the project put in the place of a function.
func (r *reader) decorated(scope int32, does *recording) {
	p := r.p
	if r.decorators == nil {
		r.decorators = map[int32][]exprRef{}
		for _, f := range p.files {
			for id := range f.Exprs {
				if e := &f.Exprs[id]; e.Op == facts.Decorated {
					if of := f.decoratedScope(facts.ID(id)); of > 0 {
						at := p.global(f, of)
						r.decorators[at] = append(r.decorators[at], exprRef{int32(f.index), e.X})
					}
				}
			}
		}
	}
	for _, ref := range r.decorators[scope] {
		for _, v := range p.at(p.node(p.files[ref.file], ref.id)).vals {
			if p.data[v].kind != vFunc {
				continue
			}
			for _, w := range p.at(p.result(p.data[v].a).ret).vals {
				if d := p.data[w]; d.kind == vFunc && d.a != scope {
					does.join(r.function(d.a, -1))
				}
			}
		}
	}
}

// decoratedScope is the scope of the function under decorators; 0 for anything else.
func (f *file) decoratedScope(id facts.ID) int32 {
	for f.Exprs[id].Op == facts.Decorated {
		id = f.uncast(f.Exprs[id].Y)
	}
	if f.Exprs[id].Op == facts.Def {
		return f.Exprs[id].Scope
	}
	return 0
}
