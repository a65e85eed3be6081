package program

import (
	"slices"
	"strings"

	"github.com/quotalint/quotalint/internal/facts"
)

// sends reads what becomes of what a method of a client sends: it may be recorded on its way, by the transport that the client is
// constructed with, or because the class of the project that is built overrides how requests are made.
func (r *reader) sends(out *handedOut, maker, method int32) Reading {
	passed := Reading{Handling: Passed, Original: true}
	way := out.way(method)
	if way.Socket {
		return passed
	}
	sent := r.transports(out, maker)
	if d := r.p.data[out.value]; d.kind == vInstance {
		sent = sent.beside(r.handsUpTransport(out, d.a))
	}
	sent = sent.beside(r.added(out, maker, method))
	if sent.Handling == Recorded {
		sent.Tokens = way.Silent || sent.Tokens && way.Late != Streamed
		if sent.Told && (way.Untold || way.Late == Streamed) || !way.passes(sent.paths) {
			sent = Reading{Handling: Absent}
		}
	}
	if d := r.p.data[out.value]; d.kind == vInstance {
		sent = sent.beside(r.overrides(out, d.a, way))
	}
	sent.Clones = sent.Handling == Recorded
	if sent = sent.beside(r.requests(out, maker, method)); sent.Handling == Absent {
		return passed
	}
	return sent
}

// beside is a reading of what passes what records it as another reading says, too.
func (r Reading) beside(more Reading) Reading {
	if more.Handling != Recorded {
		return r
	}
	more.Twice = more.Twice || r.Handling == Recorded
	more.Clones = more.Clones || r.Clones
	return more
}

// transports reads the transports that a client is constructed with.
func (r *reader) transports(out *handedOut, maker int32) Reading {
	if known, ok := r.transported[maker]; ok {
		return known
	}
	p := r.p
	names := out.file.known.Symbols[p.makers[maker].Symbol].Transports
	var worst Reading
	for _, f := range p.files {
		for _, c := range f.applied {
			if !p.makesClient(f, c, maker) {
				continue
			}
			one := r.constructed(f, c, names)
			if worse(one, worst) {
				worst = one
			}
		}
	}
	r.transported[maker] = worst
	return worst
}

// constructed reads the transports that a call gives a client.
func (r *reader) constructed(f *file, c facts.Site, names []string) Reading {
	one := Reading{Handling: Passed, Original: true}
	add := func(does recording) {
		if all := does.total(); !all.none() {
			all.tokens = all.tokens || one.Handling == Recorded && one.Tokens
			one.Twice = one.Twice || one.Handling == Recorded
			one.is(all)
		}
	}
	for _, name := range names {
		if name == anyKey {
			for _, it := range f.Exprs[c.Expr].Items {
				r.options(f, it.Value, add)
			}
			continue
		}
		if strings.HasPrefix(name, ".") {
			continue // of a part of the client
		}
		for _, n := range r.p.argumentNodes(f, f.Exprs[c.Expr].Items, name) {
			add(r.transport(f, n, map[int32]bool{}))
		}
	}
	return one
}

// options reads what is handed to the calls that an option is computed of.
func (r *reader) options(f *file, id facts.ID, add func(recording)) {
	p := r.p
	s := &speller{r: r, seen: map[exprRef]bool{}}
	s.expr(f, id)
	for _, ref := range s.order {
		g := p.files[ref.file]
		e := &g.Exprs[ref.id]
		if e.Op != facts.Call {
			continue
		}
		if !slices.ContainsFunc(p.at(p.node(g, e.X)).vals, func(v value) bool { return p.data[v].kind == vOutside }) {
			continue
		}
		for _, it := range e.Items {
			add(r.transport(g, p.node(g, it.Value), map[int32]bool{}))
		}
	}
}

// added reads the transports that are added to a part of a client behind its construction.
func (r *reader) added(out *handedOut, maker, method int32) Reading {
	p, known := r.p, out.file.known
	var reading Reading
	for _, o := range r.candidates(out, maker) {
		m := p.makers[max(o.maker, 0)]
		if !o.computed || !slices.Contains(known.Symbols[out.client].Transports, "."+o.name) || o.file.known != known {
			continue
		}
		if o.maker != maker && (m.Factory != out.factory+1 || m.Symbol != "") || !serves(known.Nodes[o.Node].Path, known.Nodes[method].Path) {
			continue
		}
		r.options(o.file, o.Value, func(does recording) {
			if all := does.total(); !all.none() {
				reading.Twice, reading.Original = reading.Handling == Recorded, true
				reading.is(all)
			}
		})
	}
	return reading
}

// serves reports whether a method is one of a part of a client itself: the parts below have been given options of their own.
func serves(part, method []string) bool { return slices.Equal(part, method[:len(method)-1]) }

// makesClient reports whether a call constructs the client of a maker.
func (p *Program) makesClient(f *file, c facts.Site, maker int32) bool {
	m := p.makers[maker]
	constructs := func(n int32) bool {
		return slices.ContainsFunc(p.at(n).vals, func(v value) bool {
			d := p.data[v]
			return d.kind == vOutside && f.known.Symbols[p.strings[d.a]].Kind == ClientMaker && f.known.Symbols[p.strings[d.a]].Name == m.Symbol ||
				d.kind == vClass && len(p.at(p.clientBase(d.a)).vals) > 0
		})
	}
	return slices.ContainsFunc(p.at(p.node(f, c.Expr)).vals, func(v value) bool {
		d := p.data[v]
		return d.kind == vMade && d.a == maker || d.kind == vInstance && d.b == maker+1
	}) && constructs(p.node(f, f.Exprs[c.Expr].X))
}

// overrides reads the methods of a class of the project, or of one above it, that make the requests.
func (r *reader) overrides(out *handedOut, class int32, way *Way) Reading {
	p := r.p
	reading := Reading{}
	for _, name := range out.file.known.Symbols[out.client].Requests {
		if slices.Contains(way.Past, name) {
			continue
		}
		for _, v := range r.memberOf(class, name) {
			if p.data[v].kind != vFunc {
				continue
			}
			if one := r.code(v, class); one.Handling == Recorded && !(one.Told && (way.Untold || way.Late != InTime)) && way.passes(one.paths) {
				one.Twice = reading.Handling == Recorded
				one.Tokens = way.Silent || one.Tokens && way.Late == InTime
				reading = one
			}
		}
	}
	return reading
}

// transport reads what is done with what is sent through what a node holds: a function, an object one of whose methods records, or what
// outside code makes of such.
func (r *reader) transport(f *file, n int32, seen map[int32]bool) (does recording) {
	p := r.p
	if seen[n] {
		return does
	}
	seen[n] = true
	for _, v := range p.at(n).vals {
		switch d := p.data[v]; d.kind {
		case vFunc:
			does.join(r.function(d.a, -1))
		case vInstance, vReceiver:
			does.join(r.anyMethod(d.a))
		case vObject:
			does.join(r.transport(f, p.objects[d.a].all, seen))
		case vForeign:
			does.join(r.through(origin{n, v}, seen))
		}
	}
	return does
}

// through looks at the arguments of the outside call that a value comes from.
func (r *reader) through(at origin, seen map[int32]bool) (does recording) {
	p := r.p
	for ref := range p.back(at) {
		f := p.files[ref.file]
		if e := &f.Exprs[ref.id]; e.Op == facts.Call {
			for _, it := range e.Items {
				does.join(r.transport(f, p.node(f, it.Value), seen))
			}
		}
	}
	return does
}

// anyMethod reads the methods of a class and of those above it: if it has any by which such objects are known to be called, those.
func (r *reader) anyMethod(class int32) (does recording) {
	p := r.p
	var all, doors []int32
	for _, c := range p.above(class) {
		f, scope := p.scopeOf(c)
		files := []*file{f}
		if f.Module != "" {
			files = p.parts[f.module()]
		}
		for _, g := range files {
			for s := range g.Scopes {
				fn := &g.Scopes[s]
				inside := g == f && fn.Parent == p.scopes[c].local && fn.Name != scope.Init
				if fn.Kind == facts.FuncScope && (inside || f.Module != "" && strings.HasPrefix(fn.Name, scope.Name+".")) {
					all = append(all, p.global(g, int32(s)))
					if slices.Contains(f.known.Doors, fn.Name) {
						doors = append(doors, p.global(g, int32(s)))
					}
				}
			}
		}
	}
	if len(doors) > 0 {
		all = doors
	}
	for _, fn := range all {
		does.join(r.function(fn, class))
	}
	return does
}
