package program

import (
	"slices"
	"strings"

	"github.com/quotalint/quotalint/internal/facts"
)

// wrapped reads a function that one call of a wrapper has made: a parameter of the wrapper that this call gives nothing to record with, a
// false flag, no callback, records nothing, whatever other calls give.
func (r *reader) wrapped(o Over, v value) Reading {
	muted := r.mutedBy(o, r.p.data[v].a)
	if len(muted) == 0 {
		return r.code(v, -1)
	}
	functions, before := r.functions, r.muted
	r.functions, r.muted = map[[2]int32]recording{}, muted
	one := r.code(v, -1)
	r.functions, r.muted = functions, before
	return one
}

// mutedBy lists the parameters of the wrapper around a function that the call which is assigned gives nothing to record with.
func (r *reader) mutedBy(o Over, scope int32) []parameterOf {
	p := r.p
	f, fn := p.scopeOf(scope)
	if fn.Parent <= 0 {
		return nil
	}
	local := f.function(fn.Parent)
	around := p.global(f, local)
	id := o.file.uncast(o.Value)
	e := &o.file.Exprs[id]
	if local <= 0 || e.Op != facts.Call || !slices.ContainsFunc(p.at(p.node(o.file, e.X)).vals, func(v value) bool { return p.data[v].kind == vFunc && p.data[v].a == around }) {
		return nil
	}
	app := &application{file: o.file, scope: scopeAt(o.file.File, e.Span), expr: id, items: e.Items}
	wrapper := &f.Scopes[local]
	var muted []parameterOf
	for i, par := range wrapper.Params {
		if par.Rest != facts.One {
			continue
		}
		given := p.argumentsFor(app, wrapper, int32(i))
		switch {
		case len(given) == 0 && par.Default != 0 && f.isFalse(par.Default),
			len(given) == 1 && r.recordsNothing(p.at(given[0]).vals),
			len(given) == 1 && slices.ContainsFunc(e.Items, func(it facts.Item) bool { return p.node(o.file, it.Value) == given[0] && o.file.isFalse(it.Value) }):
			muted = append(muted, parameterOf{around, int32(i)})
		}
	}
	return muted
}

// isFalse reports whether an expression is written down as false, or as nothing.
func (f *file) isFalse(id facts.ID) bool {
	e := &f.Exprs[f.uncast(id)]
	return e.Op == facts.None || e.Op == facts.Opaque && e.Text == "false"
}

// recordsNothing reports whether values are functions of the project that neither record nor call the SDK.
func (r *reader) recordsNothing(vals []value) bool {
	return len(vals) > 0 && !slices.ContainsFunc(vals, func(v value) bool {
		d := r.p.data[v]
		if d.kind != vFunc {
			return d.kind != vNone
		}
		does := r.function(d.a, -1)
		all := does.total()
		return does.original || does.asked || !all.none()
	})
}

// isMuted reports whether a callee is a parameter that records nothing here.
func (r *reader) isMuted(f *file, callee facts.ID) bool {
	return len(r.muted) > 0 && f.Exprs[callee].Op == facts.Name && slices.Contains(r.muted, r.p.parameter(f, callee))
}

// asksMuted reports whether a condition asks for a parameter that is false here.
func (r *reader) asksMuted(f *file, asked *facts.Guard) bool {
	return !asked.Not && slices.ContainsFunc(r.muted, func(of parameterOf) bool {
		g, fn := r.p.scopeOf(of.scope)
		return g == f && fn.Start <= asked.Start && asked.End <= fn.End && fn.Params[of.index].Name == strings.TrimSpace(asked.Text)
	})
}

// excluded reports whether an assignment stands under a condition that does not hold for the clients of a factory: they are of a kind that has
// left before, or the factory gives the function around it a false flag.
func (r *reader) excluded(out *handedOut, o Over) bool {
	f := o.file
	_, name, _ := strings.Cut(out.client, ":")
	for s := range f.Scopes {
		for _, b := range f.Scopes[s].Binds {
			if b.Value != o.Value {
				continue
			}
			for g := b.Guard; g > 0 && int(g) < len(f.Guards); g = f.Guards[g].Parent {
				asked := &f.Guards[g]
				words := wordsOf(asked.Text)
				kind := slices.Contains(words, "isinstance") || slices.Contains(words, "instanceof")
				if asked.Not && kind && slices.Contains(words, name) || !asked.Not && r.givesFalse(out, f, f.function(int32(s)), strings.TrimSpace(asked.Text)) {
					return true
				}
			}
		}
	}
	return false
}

// givesFalse reports whether all calls of a function that a factory makes itself give false for a parameter.
func (r *reader) givesFalse(out *handedOut, f *file, local int32, name string) bool {
	p := r.p
	fn := &f.Scopes[local]
	i := slices.IndexFunc(fn.Params, func(par facts.Param) bool { return par.Name == name && par.Rest == facts.One })
	entry := &p.factories[out.factory]
	if i < 0 || local <= 0 || entry.scope <= 0 {
		return false
	}
	calls, gives := 0, 0
	for _, c := range r.calls(p.global(entry.file, entry.scope)) {
		g := entry.file
		e := &g.Exprs[c.Expr]
		if !slices.ContainsFunc(p.at(p.node(g, e.X)).vals, func(v value) bool { return p.data[v].kind == vFunc && p.data[v].a == p.global(f, local) }) {
			continue
		}
		calls++
		app := &application{file: g, scope: c.Scope, expr: c.Expr, items: e.Items}
		given := p.argumentsFor(app, fn, int32(i))
		switch {
		case len(given) == 0 && fn.Params[i].Default != 0 && f.isFalse(fn.Params[i].Default),
			len(given) == 1 && slices.ContainsFunc(e.Items, func(it facts.Item) bool { return p.node(g, it.Value) == given[0] && g.isFalse(it.Value) }):
			gives++
		}
	}
	return calls > 0 && calls == gives
}
