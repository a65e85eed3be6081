package program

import (
	"slices"
	"strconv"
	"strings"

	"github.com/quotalint/quotalint/internal/facts"
)

// A recording is what a function does that matters to who counts calls.
type recording struct {
	records  bool // on the way of success
	tokens   bool // it looks at the tokens that a response tells
	original bool // it calls a method of the SDK
	past     bool // it returns what that method gives as it is, in one way of several
	parts    bool // it looks at whether a stream is asked for
	early    bool // it calls that method itself, and waits for nothing
	asked    bool // it is being looked at: a function that calls itself says nothing of itself
}

// join adds what another function does.
func (d *recording) join(other recording) {
	d.records, d.tokens, d.original = d.records || other.records, d.tokens || other.tokens, d.original || other.original
}

// function reads a function, with the functions that it calls.
func (r *reader) function(scope int32) recording {
	if does, known := r.functions[scope]; known {
		return does
	}
	r.functions[scope] = recording{asked: true}
	p := r.p
	f, fn := p.scopeOf(scope)
	does := recording{tokens: r.spells(f, fn.Span, f.known.Usage)}
	for _, c := range r.calls(scope) {
		r.call(f, scope, c, &does)
	}
	does.early = does.original && fn.Flags&facts.Async == 0 && !r.waitsLater(f, scope)
	does.parts = r.spells(f, fn.Span, f.known.Streams)
	does.past = does.original && r.returnsPast(f, fn)
	for _, c := range r.calls(scope) {
		r.inner(f, c, &does)
	}
	does.records = does.records || len(r.records) == 0 && r.keeps(f, scope)
	if len(r.records) > 0 && r.named(f, fn) {
		does.records = true
	}
	r.functions[scope] = does
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

// inner adds what the functions of the project do that a call calls.
func (r *reader) inner(f *file, c facts.Site, does *recording) {
	for _, v := range r.p.at(r.p.node(f, f.Exprs[c.Expr].X)).vals {
		if d := r.p.data[v]; d.kind == vFunc {
			inner := r.function(d.a)
			inner.records = inner.records && !c.Failed
			inner.tokens = inner.tokens && !c.Failed && r.fed(f, c)
			does.join(inner)
		}
	}
	if callee := &f.Exprs[f.Exprs[c.Expr].X]; callee.Op == facts.Member {
		r.handed(f, c, callee, does)
	}
}

// fed reports whether a call is given what may be a response, or a part of one: what another call gives, or a parameter.
func (r *reader) fed(f *file, c facts.Site) bool {
	return f.Exprs[f.Exprs[c.Expr].X].Op == facts.Def || slices.ContainsFunc(f.Exprs[c.Expr].Items, func(it facts.Item) bool {
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

// handed adds what the functions do that are handed to a member of something: promise.then(count).
func (r *reader) handed(f *file, c facts.Site, callee *facts.Expr, does *recording) {
	p := r.p
	if !r.local(f, p.global(f, f.function(c.Scope)), callee.X) {
		return
	}
	for i, it := range f.Exprs[c.Expr].Items {
		fails := c.Failed || slices.Contains(f.known.Fails, "."+callee.Text+"."+strconv.Itoa(i))
		for _, v := range p.at(p.node(f, it.Value)).vals {
			if d := p.data[v]; d.kind == vFunc {
				inner := r.function(d.a)
				if fails {
					inner.records = false
				}
				does.join(inner)
			}
		}
	}
}

// call reads one call, but for what the functions of the project do that it calls.
func (r *reader) call(f *file, scope int32, c facts.Site, does *recording) {
	p := r.p
	e := &f.Exprs[c.Expr]
	if !c.Failed && r.isNamed(f, e.X) {
		does.records = true
	}
	vals := p.at(p.node(f, e.X)).vals
	inert := len(vals) == 0 && r.local(f, scope, e.X)
	if f.Exprs[e.X].Op == facts.Name && p.parameter(f, e.X).scope >= 0 && !p.calls(vals) { // what is wrapped, which nobody is seen to pass
		does.original, inert = true, true
	}
	if root := rootOf(f.File, e.X); root == 0 && f.Exprs[rootExpr(f.File, e.X)].Op == facts.Super {
		does.original = true
	}
	for _, v := range vals {
		switch d := p.data[v]; d.kind {
		case vMade, vDeclared:
			if f.known.Nodes[d.b].Method >= 0 {
				does.original = true
			}
			inert = true
		case vFunc, vClass, vNone:
			inert = true
		case vOutside:
			module, _ := splitSymbol(p.strings[d.a])
			inert = inert || f.known.isInert(p.strings[d.a]) || p.strings[d.a] == typeSymbol || f.known.SDK(module)
		case vMethodOf:
			inert = inert || d.a >= 0 && !r.outer(f, scope, e.X) || !keepsElement(f, p.strings[d.b])
		case vForeign, vUnseen, vParam:
			inert = inert || r.local(f, scope, e.X) || r.inertRoot(f, e.X)
		}
	}
	inert = inert || len(vals) == 0 && r.inertRoot(f, e.X)
	if member := &f.Exprs[e.X]; member.Op == facts.Member && slices.Contains(f.known.Inert, "."+member.Text) {
		inert = true
	}
	if !inert && !c.Failed && len(r.records) == 0 {
		does.records = true
	}
}

// calls reports whether code of the project is among values.
func (p *Program) calls(vals []value) bool {
	return slices.ContainsFunc(vals, func(v value) bool {
		k := p.data[v].kind
		return k == vFunc || k == vInstance || k == vReceiver || k == vOutside
	})
}

// inertRoot reports whether a callee is a member of a module that records nothing, or a name that every file has and
// that does not.
func (r *reader) inertRoot(f *file, id facts.ID) bool {
	root := rootOf(f.File, id)
	if root == 0 {
		return false
	}
	e := &f.Exprs[root]
	if e.Op == facts.Import {
		return f.known.isInert(e.Text + ":" + e.Name)
	}
	for s := e.Scope; e.Op == facts.Name && s >= 0; s = f.Scopes[s].Parent {
		if !owns(&f.Scopes[s], e.Text) {
			continue
		}
		for _, b := range f.Scopes[s].Binds {
			if v := &f.Exprs[b.Value]; b.On == 0 && plainName(b.Name) == plainName(e.Text) && v.Op == facts.Import {
				return f.known.isInert(strings.TrimSuffix(v.Text+":"+v.Name, ":")) || f.known.isInert(v.Text+":"+v.Name)
			}
		}
		return false
	}
	return e.Op == facts.Name && f.known.isInert(f.Globals+":"+e.Text)
}

// keepsElement reports whether a method of a container puts something into it.
func keepsElement(f *file, method string) bool {
	switch f.known.Methods[method] {
	case "add", "update", "set", "append", "put":
		return true
	}
	return false
}

// local reports whether an expression begins at a name of the function itself: its arguments, the response.
func (r *reader) local(f *file, scope int32, id facts.ID) bool {
	root := rootOf(f.File, id)
	if root == 0 {
		return true // a literal, what a call gives
	}
	e := &f.Exprs[root]
	if e.Op != facts.Name {
		return false
	}
	for s := e.Scope; s >= 0; s = f.Scopes[s].Parent {
		if owns(&f.Scopes[s], e.Text) {
			return r.p.global(f, f.function(s)) == scope
		}
	}
	return false
}

// outer reports whether an expression begins at something that outlives the function.
func (r *reader) outer(f *file, scope int32, id facts.ID) bool {
	return rootOf(f.File, id) != 0 && !r.local(f, scope, id)
}

// rootOf is the name or receiver at which a chain of members begins; 0 if it begins otherwise.
func rootOf(f *facts.File, id facts.ID) facts.ID {
	for {
		switch e := &f.Exprs[id]; e.Op {
		case facts.Member, facts.Index, facts.Cast:
			id = e.X
		case facts.Name, facts.Self, facts.Cls, facts.Import:
			return id
		default:
			return 0
		}
	}
}

// keeps reports whether a function stores something where it outlives a call: on the receiver, in a module, in a container.
func (r *reader) keeps(f *file, scope int32) bool {
	for s := range f.Scopes {
		if r.p.global(f, f.function(int32(s))) != scope {
			continue
		}
		for _, b := range f.Scopes[s].Binds {
			if b.On == 0 {
				if f.function(b.Owner) != f.function(int32(s)) {
					return true
				}
				continue
			}
			if r.outer(f, scope, b.On) {
				return true
			}
		}
	}
	return false
}

// spells reports whether code has one of some names: as a member, or as a text.
func (r *reader) spells(f *file, in facts.Span, names []string) bool {
	for id := range f.Exprs {
		e := &f.Exprs[id]
		if e.Start < in.Start || e.End > in.End {
			continue
		}
		switch {
		case e.Op == facts.Member && slices.Contains(names, e.Text):
			return true
		case e.Op == facts.Text && len(e.Items) == 1 && e.Items[0].Value == 0 && slices.Contains(names, e.Items[0].Name):
			return true
		}
	}
	return false
}

// isInert reports whether what an outside symbol does is known to record nothing.
func (k *Known) isInert(symbol string) bool {
	return slices.ContainsFunc(k.Inert, func(entry string) bool { return within(symbol, entry) })
}
