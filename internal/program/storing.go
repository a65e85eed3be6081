package program

import (
	"slices"

	"github.com/quotalint/quotalint/internal/facts"
)

// stores reads what a function stores where it outlives a call, on the receiver, in a module, in a container. What is added to
// something counts calls; what takes the place of something does if it is computed of the tokens that a response tells: a client, a
// response, a setting are none.
func (r *reader) stores(f *file, scope int32, does *recording) {
	for s := range f.Scopes {
		if r.p.global(f, f.function(int32(s))) != scope {
			continue
		}
		for i := range f.Scopes[s].Binds {
			b := &f.Scopes[s].Binds[i]
			if b.On == 0 && f.function(b.Owner) == f.function(int32(s)) || b.On != 0 && !r.outer(f, scope, b.On) {
				continue
			}
			r.store(f, b, does)
		}
	}
}

func (r *reader) store(f *file, b *facts.Bind, does *recording) {
	name := plainName(b.Name)
	if b.On != 0 && name == "" {
		name = lastName(f.File, b.On)
	}
	if b.Adds < 0 {
		does.takes = append(does.takes, name)
		return
	}
	value := b.Span
	if at := f.Exprs[f.uncast(b.Value)].Span; at.End > 0 {
		value = at
	}
	tells := r.tells(f, value) && !r.holdsCode(f, b.Value)
	if !tells && r.chooses(f, b.Span) {
		return
	}
	if !tells && (!r.accumulates(f, b) || r.fromClock(f, r.addend(f, b), 0)) {
		return
	}
	w := r.when(f, b.Guard)
	w.failed = w.failed || b.Failed
	does.adds = append(does.adds, added{name, w.limit(deed{plain: true, stream: true}, tells)})
}

// chooses reports whether what is counted up says which element of something is meant: a turn, no call.
func (r *reader) chooses(f *file, count facts.Span) bool {
	return slices.ContainsFunc(f.Exprs, func(e facts.Expr) bool {
		if e.Op != facts.Index || e.Y == 0 {
			return false
		}
		key := f.Exprs[e.Y].Span
		return key.Start <= count.Start && count.End <= key.End
	})
}

// holdsCode reports whether a value is a function, an instance or a client: something that may tell tokens later.
func (r *reader) holdsCode(f *file, id facts.ID) bool {
	p := r.p
	return slices.ContainsFunc(p.at(p.node(f, id)).vals, func(v value) bool {
		switch p.data[v].kind {
		case vFunc, vClass, vInstance, vReceiver, vMade, vDeclared:
			return true
		}
		return false
	})
}

// addend is the stretch of what a bind adds.
func (r *reader) addend(f *file, b *facts.Bind) facts.Span {
	if e := &f.Exprs[b.Value]; e.Op == facts.Either && len(e.Items) == 2 {
		return f.Exprs[e.Items[1].Value].Span
	}
	return b.Span
}

// accumulates reports whether a bind adds to what was there before.
func (r *reader) accumulates(f *file, b *facts.Bind) bool {
	if b.Adds > 0 || b.On != 0 && b.Key == 0 && b.Name == "" {
		return true
	}
	switch f.Exprs[f.uncast(b.Value)].Op {
	case facts.Opaque, facts.Text, facts.Table:
	default:
		return false
	}
	own := false // the target itself is one of the places where its owner is named
	for _, id := range r.exprsIn(f, b.Span) {
		switch e := &f.Exprs[id]; {
		case b.On == 0 && e.Op == facts.Name && plainName(e.Text) == plainName(b.Name),
			b.On != 0 && b.Name != "" && e.Op == facts.Member && e.Text == b.Name && same(f.File, e.X, b.On):
			return true
		case b.On != 0 && b.Name == "" && same(f.File, id, b.On):
			if own {
				return true
			}
			own = true
		}
	}
	return false
}

// mentions reports whether something is handed over that is computed of a container.
func (r *reader) mentions(f *file, items []facts.Item, container facts.ID) bool {
	return slices.ContainsFunc(items, func(it facts.Item) bool {
		e := &f.Exprs[it.Value]
		return (e.Op == facts.Opaque || e.Op == facts.Text) && slices.ContainsFunc(r.exprsIn(f, e.Span), func(id facts.ID) bool { return same(f.File, id, container) })
	})
}

// same reports whether two chains of names are spelt alike.
func same(f *facts.File, a, b facts.ID) bool {
	for {
		x, y := &f.Exprs[a], &f.Exprs[b]
		if x.Op != y.Op || plainName(x.Text) != plainName(y.Text) {
			return false
		}
		switch x.Op {
		case facts.Name, facts.Self, facts.Cls:
			return true
		case facts.Member:
			a, b = x.X, y.X
		default:
			return false
		}
	}
}

// handsTokens reports whether a function stores the tokens that a response tells in something of its own, for whoever it hands that to.
func (r *reader) handsTokens(f *file, scope int32) bool {
	for s := range f.Scopes {
		if r.p.global(f, f.function(int32(s))) != scope {
			continue
		}
		for _, b := range f.Scopes[s].Binds {
			if b.On != 0 && b.Name != "" && !r.outer(f, scope, b.On) && r.tells(f, b.Span) {
				return true
			}
		}
	}
	return false
}
