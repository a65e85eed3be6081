package program

import (
	"cmp"
	"slices"

	"github.com/quotalint/quotalint/internal/facts"
)

// exprsIn lists the expressions in a stretch of a file, in the order of the source.
func (r *reader) exprsIn(f *file, in facts.Span) []facts.ID {
	ids, known := r.ordered[f.index]
	if !known {
		ids = make([]facts.ID, 0, len(f.Exprs))
		for id := range f.Exprs {
			if f.Exprs[id].End > 0 {
				ids = append(ids, facts.ID(id))
			}
		}
		slices.SortStableFunc(ids, func(a, b facts.ID) int { return cmp.Compare(f.Exprs[a].Start, f.Exprs[b].Start) })
		r.ordered[f.index] = ids
	}
	first, _ := slices.BinarySearchFunc(ids, in.Start, func(id facts.ID, at int32) int { return cmp.Compare(f.Exprs[id].Start, at) })
	var list []facts.ID
	for _, id := range ids[first:] {
		e := &f.Exprs[id]
		if e.Start >= in.End {
			break
		}
		if e.End <= in.End {
			list = append(list, id)
		}
	}
	return list
}

// spells reports whether code has one of some names: as a member, or as a text.
func (r *reader) spells(f *file, in facts.Span, names []string) bool {
	return slices.ContainsFunc(r.exprsIn(f, in), func(id facts.ID) bool { return spelling(f, id, names) })
}

func spelling(f *file, id facts.ID, names []string) bool {
	switch e := &f.Exprs[id]; e.Op {
	case facts.Member:
		return slices.Contains(names, e.Text)
	case facts.Text:
		return len(e.Items) == 1 && e.Items[0].Value == 0 && slices.Contains(names, e.Items[0].Name)
	}
	return false
}

// tellsAny reports whether what is handed over is computed of the tokens that a response tells.
func (r *reader) tellsAny(f *file, items []facts.Item) bool {
	return slices.ContainsFunc(items, func(it facts.Item) bool {
		e := &f.Exprs[it.Value]
		constant := e.Op == facts.Text && len(e.Items) == 1 && e.Items[0].Value == 0
		return !constant && e.Op != facts.Def && r.tells(f, e.Span)
	})
}

// tells reports whether what is computed in a stretch of a function is computed of the tokens that a response tells: it spells
// them, or what is bound to a name in it does, or a function that it calls.
func (r *reader) tells(f *file, in facts.Span) bool {
	stretches, seen := []facts.Span{in}, map[facts.Span]bool{}
	for len(stretches) > 0 && len(seen) < maxSpelt {
		at := stretches[0]
		stretches = stretches[1:]
		if seen[at] {
			continue
		}
		seen[at] = true
		for _, id := range r.exprsIn(f, at) {
			e := &f.Exprs[id]
			switch {
			case spelling(f, id, f.known.Usage), e.Op == facts.Name && slices.Contains(f.known.Usage, plainName(e.Text)):
				return true
			case e.Op == facts.Name:
				stretches = append(stretches, r.boundTo(f, e)...)
			case e.Op == facts.Call && r.extracts(f, e):
				return true
			}
		}
	}
	return false
}

// extracts reports whether a call is one of a function of the project that spells the tokens that a response tells.
func (r *reader) extracts(f *file, call *facts.Expr) bool {
	p := r.p
	return len(call.Items) > 0 && slices.ContainsFunc(p.at(p.node(f, call.X)).vals, func(v value) bool {
		if p.data[v].kind != vFunc {
			return false
		}
		g, fn := p.scopeOf(p.data[v].a)
		return r.spells(g, fn.Span, g.known.Usage)
	})
}

// boundTo lists where a name of a function, or what is in it, is bound to something.
func (r *reader) boundTo(f *file, name *facts.Expr) []facts.Span {
	var list []facts.Span
	plain := plainName(name.Text)
	for s := name.Scope; s > 0; s = f.Scopes[s].Parent {
		if f.Scopes[s].Kind == facts.ClassScope || !owns(&f.Scopes[s], name.Text) {
			continue
		}
		for t := range f.Scopes {
			if int32(t) != s && f.function(int32(t)) != f.function(s) {
				continue
			}
			for _, b := range f.Scopes[t].Binds {
				switch root := rootOf(f.File, b.On); {
				case b.On == 0 && plainName(b.Name) == plain && f.Exprs[b.Value].Op != facts.Def,
					b.On != 0 && root != 0 && f.Exprs[root].Op == facts.Name && plainName(f.Exprs[root].Text) == plain:
					list = append(list, b.Span)
				}
			}
		}
		return list
	}
	return nil
}

// fed reports whether a call is given what may be a response, or a part of one: what another call gives, or a parameter.
func (r *reader) fed(f *file, c facts.Site) bool {
	p := r.p
	return f.Exprs[f.Exprs[c.Expr].X].Op == facts.Def || slices.ContainsFunc(f.Exprs[c.Expr].Items, func(it facts.Item) bool {
		if slices.ContainsFunc(p.at(p.node(f, it.Value)).vals, func(v value) bool {
			d := p.data[v]
			return d.kind == vFunc && r.function(d.a, -1).original || d.kind == vMade && f.known.Nodes[d.b].Method >= 0
		}) {
			return true // it calls for the response itself
		}
		id := rootExpr(f.File, it.Value)
		e := &f.Exprs[id]
		switch e.Op {
		case facts.Call:
			return r.answers(f, id)
		case facts.Either:
			return true
		case facts.Name:
		default:
			return false
		}
		for s := e.Scope; s >= 0; s = f.Scopes[s].Parent {
			if !owns(&f.Scopes[s], e.Text) {
				continue
			}
			for _, par := range f.Scopes[s].Params {
				if par.Name == e.Text {
					return par.Rest == facts.One && s == f.function(c.Scope)
				}
			}
			return slices.ContainsFunc(f.Scopes[s].Binds, func(b facts.Bind) bool {
				return b.On == 0 && b.Name == e.Text && r.answers(f, f.uncast(b.Value))
			})
		}
		return false
	})
}

// answers reports whether an expression holds what a call gives, but for one that only looks at the arguments of the function.
func (r *reader) answers(f *file, id facts.ID) bool {
	e := &f.Exprs[rootExpr(f.File, id)]
	switch e.Op {
	case facts.Either:
		return true
	case facts.Call:
		from := r.p.parameter(f, e.X)
		if from.scope < 0 {
			return true
		}
		_, fn := r.p.scopeOf(from.scope)
		return fn.Params[from.index].Rest == facts.One
	}
	return false
}

// clockOnly reports whether all that is handed over is what a clock tells.
func (r *reader) clockOnly(f *file, items []facts.Item) bool {
	return len(items) > 0 && !slices.ContainsFunc(items, func(it facts.Item) bool { return !r.fromClock(f, f.Exprs[it.Value].Span, 0) })
}

// fromClock reports whether a stretch of code computes something of what a clock tells, and of nothing else.
func (r *reader) fromClock(f *file, in facts.Span, back int) bool {
	p := r.p
	clock := false
	for _, id := range r.exprsIn(f, in) {
		e := &f.Exprs[id]
		switch e.Op {
		case facts.Call:
			if !f.known.isClock(r.spelled(f, e.X)) && !slices.ContainsFunc(p.at(p.node(f, e.X)).vals, func(v value) bool {
				return p.data[v].kind == vOutside && f.known.isClock(p.strings[p.data[v].a])
			}) {
				return false
			}
			clock = true
		case facts.Name:
			vals := p.at(p.node(f, id)).vals
			if f.known.isClock(r.spelled(f, id)) || slices.ContainsFunc(vals, func(v value) bool { return p.data[v].kind == vOutside || p.data[v].kind == vModule }) {
				continue // the clock itself
			}
			bound := r.boundTo(f, e)
			if back >= maxBack || len(bound) == 0 || slices.ContainsFunc(bound, func(at facts.Span) bool { return !r.assignsClock(f, at, e.Text, back) }) {
				return false
			}
			clock = true
		}
	}
	return clock
}

// assignsClock reports whether an assignment to a name gives it what a clock tells.
func (r *reader) assignsClock(f *file, in facts.Span, name string, back int) bool {
	for _, s := range f.Scopes {
		for _, b := range s.Binds {
			if b.Span == in && b.On == 0 && plainName(b.Name) == plainName(name) {
				return r.fromClock(f, f.Exprs[b.Value].Span, back+1)
			}
		}
	}
	return false
}

// used reports whether something is done with what a call gives.
func (r *reader) used(f *file, call facts.ID) bool {
	uses, known := r.uses[f.index]
	if !known {
		uses = map[facts.ID]bool{}
		for id := range f.Exprs {
			if e := &f.Exprs[id]; e.Op == facts.Member || e.Op == facts.Index || e.Op == facts.Enter || e.Op == facts.Call {
				uses[e.X] = true
			}
		}
		for s := range f.Scopes {
			for _, b := range f.Scopes[s].Binds {
				uses[f.uncast(b.Value)] = true
			}
			for _, id := range f.Scopes[s].Returns {
				uses[f.uncast(id)] = true
			}
		}
		r.uses[f.index] = uses
	}
	return uses[call]
}
