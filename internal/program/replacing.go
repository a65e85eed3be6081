package program

import (
	"slices"
	"strings"

	"github.com/quotalint/quotalint/internal/facts"
)

// made reads what becomes of a method of the SDK's client: it may be assigned over, or those that it calls, and what it sends may
// be counted.
func (r *reader) made(out *handedOut, d datum) Reading {
	sent := r.sends(out, d.a, d.b)
	over, recorded := r.over(out, d.a, d.b)
	if over.Handling == Absent {
		for _, path := range out.way(d.b).Via {
			via, ok := out.at(strings.Split(path, "."))
			if !ok {
				continue
			}
			if one, n := r.over(out, d.a, via); one.Handling != Absent {
				over, recorded = r.streamed(out, d.b, one), n
				break
			}
		}
	}
	if over.Handling == Absent || over.Handling == Passed || r.another(out, d.a) && sent.Handling == Passed {
		return sent
	}
	if over.Handling == Recorded {
		if sent.Handling == Recorded {
			recorded++
			over.Clones = true
		}
		over.Twice = over.Twice || recorded > 1
	}
	r.told(out, d.b, &over)
	return over
}

// streamed is what the reading of a method is for one that calls it for a stream.
func (r *reader) streamed(out *handedOut, method int32, reading Reading) Reading {
	switch {
	case out.way(method).Late != Streamed || reading.Handling != Recorded:
	case !reading.Streams:
		reading.Handling = Passed
	case !reading.plain:
		reading.plain = true // it is called for a stream
	case reading.past && reading.parts:
		reading.Handling = Passed
	case reading.parts:
		return Reading{Handling: Unread, Reason: "what it does with streams is decided where it runs"}
	}
	return reading
}

// another reports whether a factory constructs a client, beside one of which methods are assigned over, that does not come to where they
// are: of several clients of one kind, a call may be on any.
func (r *reader) another(out *handedOut, maker int32) bool {
	if known, ok := r.others[maker]; ok {
		return known
	}
	p := r.p
	reached := map[int32]bool{}
	for _, o := range r.overs {
		if o.maker == maker {
			reached[p.node(o.file, rootExpr(o.file.File, o.on))] = true
		}
	}
	come, stay := 0, 0
	for _, f := range p.files {
		for _, c := range f.applied {
			if p.makesClient(f, c, maker) {
				if p.leads(p.node(f, c.Expr), reached) {
					come++
				} else {
					stay++
				}
			}
		}
	}
	r.others[maker] = come > 0 && stay > 0
	return r.others[maker]
}

// rootExpr is the expression at which a chain of members begins.
func rootExpr(f *facts.File, id facts.ID) facts.ID {
	for f.Exprs[id].Op == facts.Member || f.Exprs[id].Op == facts.Index || f.Exprs[id].Op == facts.Cast {
		id = f.Exprs[id].X
	}
	return id
}

// leads reports whether edges lead from a node to one of others.
func (p *Program) leads(from int32, to map[int32]bool) bool {
	seen := map[int32]bool{from: true}
	for work := []int32{from}; len(work) > 0; {
		n := work[0]
		work = work[1:]
		if to[n] {
			return true
		}
		for _, e := range p.at(n).out {
			if !seen[e.to] && len(seen) < 1<<12 {
				seen[e.to] = true
				work = append(work, e.to)
			}
		}
	}
	return false
}

// candidates are the assignments that may be meant for a client of a factory: to members of it, of what the factory hands out, and of
// classes of the SDK.
func (r *reader) candidates(out *handedOut, maker int32) []Over {
	key := [2]int32{out.factory, maker}
	list, known := r.chosenOvers[key]
	if !known {
		for _, o := range r.overs {
			if o.maker < 0 || o.maker == maker || r.p.makers[o.maker].Factory == out.factory+1 {
				list = append(list, o)
			}
		}
		r.chosenOvers[key] = list
	}
	return list
}

// over reads what is assigned over a method of a client, and how many of the replacements record: each calls the one before.
func (r *reader) over(out *handedOut, maker, method int32) (worst Reading, recorded int) {
	var meant []Over
	var all []value
	for _, o := range r.candidates(out, maker) {
		if r.meant(out, o, maker, method) {
			meant, all = append(meant, o), append(all, r.assigned(o)...)
		}
	}
	for _, o := range meant {
		one := r.installed(out, o, method, all)
		if o.resource {
			one = r.inResource(out, o, method)
		}
		if one.Handling == Absent {
			continue
		}
		one.At = Place{o.File, o.File.Exprs[o.Value].Span}
		if at := o.File.Exprs[o.on].Span; at.End > 0 {
			one.At.Span = at
		}
		one.Clones = o.maker < 0
		if one.Handling == Recorded && !(o.resource && worst.Handling == Recorded && worst.Span == one.Span) {
			recorded++
		}
		if worse(one, worst) {
			worst = one
		}
	}
	return worst, recorded
}

// meant reports whether an assignment replaces a method of a client.
func (r *reader) meant(out *handedOut, o Over, maker, method int32) bool {
	p, nodes := r.p, out.file.known.Nodes
	if o.file.known != out.file.known || r.excluded(out, o) {
		return false
	}
	if o.maker < 0 {
		return r.classMeant(out, o, method)
	}
	m := p.makers[o.maker]
	if own := m.Factory == out.factory+1 && m.Symbol == ""; o.maker != maker && !own {
		return false
	}
	if from := r.lineage(o); o.maker != maker && !from.files[int32(out.file.index)] || o.maker == maker && from.clone != out.clone {
		return false
	}
	if o.computed {
		return !slices.Contains(out.file.known.Symbols[out.client].Transports, "."+o.name) && r.spelt(o, nodes[method].Path)
	}
	if o.resource {
		return startsWith(nodes[method].Path, nodes[o.Node].Path)
	}
	return slices.Equal(nodes[o.Node].Path, nodes[method].Path) && r.together(o, nodes[method].Path)
}

// classMeant reports whether what is assigned over a method of a class of the SDK replaces a method of a client.
func (r *reader) classMeant(out *handedOut, o Over, method int32) bool {
	known := out.file.known
	class := known.Symbols[r.p.strings[o.of]]
	if class.Async != known.Symbols[out.client].Async {
		return false
	}
	path, name := known.Nodes[method].Path, known.Nodes[o.Node].Path
	if slices.Equal(path, name) {
		return true
	}
	return slices.ContainsFunc(class.Twins, func(twin int32) bool {
		return slices.Equal(path, append(slices.Clone(known.Nodes[twin].Path), name[len(name)-1]))
	})
}

// together reports whether the resource and the name of a replacement come from one call, if both are parameters of a function.
func (r *reader) together(o Over, path []string) bool {
	return r.goTogether(o.file, o.on, o.key,
		func(d datum) bool { return d.kind == vMade && startsWith(path, o.file.known.Nodes[d.b].Path) },
		func(d datum) bool { return d.kind != vText || r.p.strings[d.a] == path[len(path)-1] })
}

// goTogether reports whether an object and the name of a member may come from one call, if both are parameters of a function: one for
// which owner holds, and one for which named does.
func (r *reader) goTogether(f *file, object, name facts.ID, owner, named func(datum) bool) bool {
	p := r.p
	on, key := p.parameter(f, object), p.parameter(f, name)
	if on.scope < 0 || key.scope < 0 || on.scope != key.scope {
		return true
	}
	_, fn := p.scopeOf(on.scope)
	seen := false
	for _, c := range r.callersOf(on.scope) {
		if c.given {
			continue
		}
		seen = true
		app := &application{file: c.file, scope: c.scope, expr: c.expr, items: c.file.Exprs[c.expr].Items}
		if r.gives(app, fn, on.index, owner) && r.gives(app, fn, key.index, named) {
			return true
		}
	}
	return !seen
}

func startsWith(path, head []string) bool {
	return len(head) <= len(path) && slices.Equal(path[:len(head)], head)
}

// gives reports whether an argument of a call has a value for which ok holds.
func (r *reader) gives(c *application, fn *facts.Scope, index int32, ok func(datum) bool) bool {
	return slices.ContainsFunc(r.p.argumentsFor(c, fn, index), func(n int32) bool {
		return slices.ContainsFunc(r.p.at(n).vals, func(v value) bool { return ok(r.p.data[v]) })
	})
}

// A parameterOf is a parameter of a function; scope is -1 for none.
type parameterOf struct{ scope, index int32 }

// parameter is the parameter at which a chain of members begins.
func (p *Program) parameter(f *file, id facts.ID) parameterOf {
	root := rootOf(f.File, id)
	if root == 0 || f.Exprs[root].Op != facts.Name {
		return parameterOf{-1, 0}
	}
	e := &f.Exprs[root]
	for s := e.Scope; s >= 0; s = f.Scopes[s].Parent {
		if !owns(&f.Scopes[s], e.Text) {
			continue
		}
		for i, par := range f.Scopes[s].Params {
			if par.Name == e.Text {
				return parameterOf{p.global(f, s), int32(i)}
			}
		}
		break
	}
	return parameterOf{-1, 0}
}

// assigned lists what is assigned.
func (r *reader) assigned(o Over) []value {
	if val := o.file.uncast(o.Value); val != 0 { // what its type says is the method that it replaces
		return r.p.at(r.p.node(o.file, val)).vals
	}
	return r.p.at(o.node).vals
}

// installed reads what is assigned over a method; Absent if it is not meant for this kind of clients. all is whatever is assigned over it.
func (r *reader) installed(out *handedOut, o Over, method int32, all []value) Reading {
	p := r.p
	if apply := r.proxied()[exprRef{int32(o.file.index), o.file.uncast(o.Value)}].apply; apply != 0 {
		return r.code(p.of(datum{kind: vFunc, a: apply}), -1)
	}
	vals := r.assigned(o)
	worst, others := Reading{}, false
	for _, v := range vals {
		d := p.data[v]
		one := Reading{Handling: Unread, Reason: "what is assigned over it is not followed"}
		switch d.kind {
		case vFunc:
			if !r.chosen(out, o, method, all, d.a) {
				others = true
				continue
			}
			one = r.wrapped(o, v)
			if out.file.known.Symbols[out.client].Async && r.function(d.a, -1).early {
				one.Tokens = false
			}
		case vInstance, vReceiver:
			one = r.code(v, -1)
		case vMade:
			one = Reading{Handling: Passed, Original: true}
		case vNone, vForeign, vText:
			if len(vals) > 1 {
				continue
			}
		}
		if worse(one, worst) {
			worst = one
		}
	}
	if worst.Handling == Absent && !others {
		worst = Reading{Handling: Unread, Reason: "what is assigned over it is not followed"}
	}
	return worst
}

// uncast is an expression without what is said of its type.
func (f *file) uncast(id facts.ID) facts.ID {
	for f.Exprs[id].Op == facts.Cast {
		id = f.Exprs[id].X
	}
	return id
}

// chosen reports whether a function is the one that a wrapper takes for a method, if it has one that is awaited and one that is not.
func (r *reader) chosen(out *handedOut, o Over, method int32, vals []value, scope int32) bool {
	p := r.p
	async := func(s int32) bool {
		_, fn := p.scopeOf(s)
		return fn.Flags&facts.Async != 0
	}
	other := slices.ContainsFunc(vals, func(v value) bool { d := p.data[v]; return d.kind == vFunc && async(d.a) != async(scope) })
	if !other {
		return true
	}
	awaited := out.file.known.Symbols[out.client].Async
	f, fn := p.scopeOf(scope)
	if awaited && (r.asksCoroutine(f, fn.Parent) || r.asksCoroutine(o.file, scopeAt(o.File, o.File.Exprs[o.Value].Span))) {
		awaited = out.way(method).Coroutine
	}
	return async(scope) == awaited
}

// asksCoroutine reports whether a function asks of something whether it is a coroutine function.
func (r *reader) asksCoroutine(f *file, local int32) bool {
	p := r.p
	return slices.ContainsFunc(r.calls(p.global(f, f.function(local))), func(c facts.Site) bool {
		return slices.ContainsFunc(p.at(p.node(f, f.Exprs[c.Expr].X)).vals, func(v value) bool {
			return p.data[v].kind == vOutside && slices.Contains(f.known.Coroutines, p.strings[p.data[v].a])
		})
	})
}
