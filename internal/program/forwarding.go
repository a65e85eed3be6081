package program

import (
	"slices"

	"github.com/quotalint/quotalint/internal/facts"
)

// forwards reports whether a call only does what the function around it is asked for: it is given the arguments of the function and
// nothing that another call gave, and what it gives is what the function returns. It sends a request by a library of its own, or tries
// again; it sees no response that it could record.
func (r *reader) forwards(f *file, scope int32, call facts.ID) bool {
	_, fn := r.p.scopeOf(scope)
	returned := slices.ContainsFunc(fn.Returns, func(id facts.ID) bool {
		id = f.uncast(id)
		return id == call || f.Exprs[id].Op == facts.Name && slices.Contains(f.bound(&f.Exprs[id]), call)
	})
	return returned && !slices.ContainsFunc(f.Exprs[call].Items, func(it facts.Item) bool { return r.given(f, it.Value) })
}

// given reports whether what another call gave is in an expression.
func (r *reader) given(f *file, id facts.ID) bool {
	return slices.ContainsFunc(r.exprsIn(f, f.Exprs[id].Span), func(id facts.ID) bool {
		e := &f.Exprs[id]
		return e.Op == facts.Call || e.Op == facts.Name && slices.ContainsFunc(f.bound(e), func(b facts.ID) bool { return f.Exprs[f.uncast(b)].Op == facts.Call })
	})
}
