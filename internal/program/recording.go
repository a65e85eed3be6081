package program

import (
	"maps"
	"slices"
	"strconv"

	"github.com/quotalint/quotalint/internal/facts"
)

// function reads a function, with the functions that it calls. class is that of the receiver it is run for; -1 if nobody can tell.
func (r *reader) function(scope, class int32) recording {
	key := [2]int32{scope, class}
	for _, known := range []map[[2]int32]recording{r.functions, r.now} {
		if does, ok := known[key]; ok {
			return does
		}
	}
	if r.open[key] {
		r.cycle = true
		does := r.nearly[key]
		does.asked = true
		return does
	}
	outermost := len(r.open) == 0
	for round := 0; ; round++ {
		r.open[key] = true
		does := r.body(scope, class)
		delete(r.open, key)
		r.now[key] = does
		if !outermost {
			return does
		}
		if !r.cycle || round == maxRounds || r.settledRound() {
			maps.Copy(r.functions, r.now)
			clear(r.now)
			clear(r.nearly)
			r.cycle = false
			return does
		}
		maps.Copy(r.nearly, r.now)
		clear(r.now)
		r.cycle = false
	}
}

// maxRounds is how often functions that call each other are looked at.
const maxRounds = 6

// settledRound reports whether a round has brought nothing new.
func (r *reader) settledRound() bool {
	for key, does := range r.now {
		was := r.nearly[key]
		a, b := does.total(), was.total()
		if does.original != was.original || a.plain != b.plain || a.stream != b.stream || a.told != b.told || a.tokens != b.tokens {
			return false
		}
	}
	return true
}

// body reads what a function does.
func (r *reader) body(scope, class int32) recording {
	p := r.p
	f, fn := p.scopeOf(scope)
	does := recording{}
	for _, c := range r.calls(scope) {
		if !c.Dead {
			r.call(f, scope, c, &does)
		}
	}
	does.early = does.original && fn.Flags&facts.Async == 0 && !r.waitsLater(f, scope)
	does.past = does.original && r.returnsPast(f, fn)
	does.parts = r.spells(f, fn.Span, f.known.Streams) && !r.asksStreams(f, fn.Span)
	hands := r.handsTokens(f, scope)
	for _, c := range r.calls(scope) {
		if !c.Dead {
			r.inner(f, c, class, hands, &does)
		}
	}
	r.entered(f, scope, hands, &does)
	r.decorated(scope, &does)
	if len(r.records) == 0 {
		r.stores(f, scope, &does)
	} else if r.named(f, fn) {
		does.deed.join(deed{plain: true, stream: true, tokens: r.spells(f, fn.Span, f.known.Usage)})
	}
	return does
}

// calls lists the calls that running a function makes: those in its blocks, not those in functions below it.
func (r *reader) calls(scope int32) []facts.Site {
	if len(r.sites) == 0 {
		for _, g := range r.p.files {
			for _, c := range g.applied {
				at := r.p.global(g, g.function(c.Scope))
				r.sites[at] = append(r.sites[at], c)
			}
		}
	}
	return r.sites[scope]
}

// returnsPast reports whether one of several results of a function is what a call of something gives that is no code of the project.
func (r *reader) returnsPast(f *file, fn *facts.Scope) bool {
	p, direct, other := r.p, 0, 0
	for _, id := range fn.Returns {
		switch e := &f.Exprs[f.uncast(id)]; {
		case e.Op == facts.Typed:
		case e.Op == facts.Call && !p.calls(p.at(p.node(f, e.X)).vals):
			direct++
		default:
			other++
		}
	}
	return direct > 0 && other > 0
}

// inner adds what the functions of the project do that a call calls, or that it hands to what may call them.
func (r *reader) inner(f *file, c facts.Site, class int32, hands bool, does *recording) {
	e := &f.Exprs[c.Expr]
	if r.isMuted(f, e.X) {
		return
	}
	w := r.when(f, c.Guard)
	w.failed = w.failed || c.Failed
	for _, scope := range r.called(f, e.X, class) {
		inner := r.function(scope, r.receiver(f, e.X, class))
		_, fn := r.p.scopeOf(scope)
		closure := r.p.scopes[scope].file == f && fn.Parent > 0 && f.function(fn.Parent) == f.function(c.Scope)
		tells := hands || r.tellsAny(f, e.Items)
		inner.limit(w, tells || inner.total().tokens && (closure || f.Exprs[e.X].Op == facts.Def || r.fed(f, c)))
		does.join(inner)
	}
	for i, it := range e.Items {
		for _, v := range r.p.at(r.p.node(f, it.Value)).vals {
			d := r.p.data[v]
			if d.kind != vFunc || !r.runs(f, e, i) {
				continue
			}
			inner, at := r.function(d.a, -1), w
			callee := &f.Exprs[e.X]
			at.failed = at.failed || callee.Op == facts.Member && f.fails(e, callee.Text, i)
			inner.limit(at, inner.total().tokens || r.tellsAny(f, e.Items))
			does.join(inner)
		}
	}
}

// fails reports whether an argument of a member is called only where something has failed: of some members whatever the others are, of
// some if the first is a text, the name of an event.
func (f *file) fails(call *facts.Expr, member string, item int) bool {
	at := "." + strconv.Itoa(item)
	if slices.Contains(f.known.Fails, "."+member+at) {
		return true
	}
	event, ok := f.constant(call.Items[0].Value)
	return ok && slices.Contains(f.known.Fails, "."+member+"("+event+")"+at)
}

// runs reports whether a call may run a function that it is given: code outside may, code of the project is read.
func (r *reader) runs(f *file, call *facts.Expr, item int) bool {
	vals := r.p.at(r.p.node(f, call.X)).vals
	return !slices.ContainsFunc(vals, func(v value) bool {
		k := r.p.data[v].kind
		return k == vFunc || k == vClass || k == vMade || k == vMethodOf && r.p.data[v].a >= 0
	})
}

// called lists the functions of the project that a callee is: of a member of the receiver, that which its class has.
func (r *reader) called(f *file, callee facts.ID, class int32) []int32 {
	p := r.p
	e := &f.Exprs[callee]
	vals := p.at(p.node(f, callee)).vals
	if class >= 0 && e.Op == facts.Member && f.Exprs[e.X].Op == facts.Self {
		if own := r.memberOf(class, e.Text); slices.ContainsFunc(own, func(v value) bool { return p.data[v].kind == vFunc }) {
			vals = own
		}
	}
	var scopes []int32
	for _, v := range vals {
		switch d := p.data[v]; d.kind {
		case vFunc:
			scopes = append(scopes, d.a)
		case vInstance, vReceiver: // an object that is called
			_, of := p.scopeOf(d.a)
			if of.Invoke == "" {
				continue
			}
			for _, w := range r.memberOf(d.a, of.Invoke) {
				if p.data[w].kind == vFunc {
					scopes = append(scopes, p.data[w].a)
				}
			}
		}
	}
	return scopes
}

// receiver is the class of the receiver that a call hands on: of a method of the receiver itself, or of a base.
func (r *reader) receiver(f *file, callee facts.ID, class int32) int32 {
	if e := &f.Exprs[callee]; e.Op == facts.Member && (f.Exprs[e.X].Op == facts.Self || f.Exprs[e.X].Op == facts.Super) {
		return class
	}
	p := r.p
	if e := &f.Exprs[callee]; e.Op == facts.Member {
		vals := p.at(p.node(f, e.X)).vals
		if len(vals) == 1 && p.data[vals[0]].kind == vInstance {
			return p.data[vals[0]].a
		}
	}
	return -1
}

// entered adds what the classes do whose instances a function enters, when it leaves them.
func (r *reader) entered(f *file, scope int32, hands bool, does *recording) {
	p := r.p
	_, fn := p.scopeOf(scope)
	for _, id := range r.exprsIn(f, fn.Span) {
		e := &f.Exprs[id]
		if e.Op != facts.Enter || p.global(f, f.function(scopeAt(f.File, e.Span))) != scope {
			continue
		}
		for _, v := range p.at(p.node(f, e.X)).vals {
			d := p.data[v]
			if d.kind != vInstance && d.kind != vReceiver {
				continue
			}
			_, class := p.scopeOf(d.a)
			for _, name := range class.Exit {
				for _, w := range r.memberOf(d.a, name) {
					if p.data[w].kind == vFunc {
						inner := r.function(p.data[w].a, d.a)
						inner.original = false
						inner.limit(when{}, hands || inner.total().tokens)
						does.join(inner)
					}
				}
			}
		}
	}
}
