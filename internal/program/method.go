package program

import (
	"maps"
	"slices"
	"strings"

	"github.com/quotalint/quotalint/internal/facts"
)

// method reads what becomes of a method.
func (r *reader) method(out *handedOut, method int32, m member) Reading {
	p := r.p
	if reading, ok := r.asked(out, method); ok {
		return reading
	}
	var worst Reading
	for _, v := range p.at(m.node).vals {
		reading := Reading{Handling: Unread, Reason: "its code is not followed"}
		switch d := p.data[v]; d.kind {
		case vNone:
			continue
		case vDeclared: // the type of what is seen to be made
			if slices.ContainsFunc(p.at(m.node).vals, func(w value) bool { return p.data[w].kind == vMade }) {
				continue
			}
		case vMade:
			if r.ofOther(out, p.at(m.node).vals, d) {
				continue
			}
			if out.file.known.Nodes[d.b].Method < 0 { // a resource, where a method is asked for
				break
			}
			reading = r.made(out, d)
			if reading.Handling == Passed && r.mayPut(out, method) {
				reading = Reading{Handling: Unread, Reason: decided}
			}
		case vFunc, vInstance, vReceiver:
			reading = r.code(v, p.instanceAmong(p.at(m.parent).vals))
			reading.Own = r.own(d)
			r.told(out, method, &reading)
		case vUnseen:
			reading.Reason = p.strings[d.a]
		case vForeign:
			reading = r.inherited(out, method, m)
		}
		if worse(reading, worst) {
			worst = reading
		}
	}
	if !r.has(m.first) && !r.stands(out) {
		worst = r.within(out, method)
	}
	if d := p.data[out.value]; d.kind == vInstance && d.b > 0 && worst.Handling == Recorded {
		worst.Clones = true // they are of the same class
	}
	return worst
}

// ofOther reports whether a client among values is of another kind than what is handed out: a wrapper may be made of clients of each kind.
func (r *reader) ofOther(out *handedOut, vals []value, d datum) bool {
	p := r.p
	return p.makers[d.a].Symbol != out.client && slices.ContainsFunc(vals, func(v value) bool {
		return p.data[v].kind == vMade && p.makers[p.data[v].a].Symbol == out.client
	})
}

// stands reports whether what is handed out stands for a client: it has members of one.
func (r *reader) stands(out *handedOut) bool {
	for _, m := range out.methods {
		if r.has(m.first) {
			return true
		}
	}
	return false
}

// has reports whether something is seen to be a member: what a class outside may have is not seen.
func (r *reader) has(n int32) bool {
	return slices.ContainsFunc(r.p.at(n).vals, func(v value) bool { return r.p.data[v].kind != vForeign })
}

// inherited reads a method that a class of the project has from a class of the SDK that it derives from.
func (r *reader) inherited(out *handedOut, method int32, m member) Reading {
	p, known := r.p, out.file.known
	path := known.Nodes[method].Path
	reading := Reading{Handling: Unread, Reason: "its code is not followed"}
	for _, v := range p.at(m.parent).vals {
		d := p.data[v]
		maker := int32(-1)
		switch of := p.data[out.value]; of.kind {
		case vInstance:
			maker = of.b - 1
		case vMade:
			maker = of.a
		}
		if d.kind != vInstance || maker < 0 || !r.derives(d.a, path[:len(path)-1]) {
			continue
		}
		reading = r.sends(out, maker, method)
		for _, p := range out.way(method).Via {
			via, ok := out.at(strings.Split(p, "."))
			if !ok {
				continue
			}
			one := r.streamed(out, method, r.method(out, via, out.methods[via]))
			r.told(out, method, &one)
			if one.Handling == Recorded || one.Handling == Unread {
				return one
			}
		}
	}
	return reading
}

// derives reports whether a class derives from the class of the SDK that stands at a path of the client.
func (r *reader) derives(class int32, path []string) bool {
	p := r.p
	return slices.ContainsFunc(p.above(class), func(c int32) bool {
		f, _ := p.scopeOf(c)
		return slices.ContainsFunc(p.at(p.result(c).bases).vals, func(v value) bool {
			d := p.data[v]
			if d.kind != vOutside {
				return false
			}
			s := f.known.Symbols[p.strings[d.a]]
			return s.Kind == ResourceMaker && slices.Equal(f.known.Nodes[s.Node].Path, path)
		})
	})
}

// above lists a class and the classes of the project that it derives from.
func (p *Program) above(class int32) []int32 {
	list := []int32{class}
	for i := 0; i < len(list); i++ {
		for _, v := range p.at(p.result(list[i]).bases).vals {
			if d := p.data[v]; d.kind == vClass && !slices.Contains(list, d.a) {
				list = append(list, d.a)
			}
		}
	}
	return list
}

// within reads a method of the client that an object of the project holds, for whoever takes it from there.
func (r *reader) within(out *handedOut, method int32) Reading {
	p := r.p
	d := p.data[out.value]
	var worst Reading
	if d.kind != vInstance {
		return worst
	}
	root := out.file.known.Symbols[out.client].Node
	for _, name := range p.public(d.a) {
		for _, v := range p.at(p.instanceMember(lookExact, d.a, d.b, name)).vals {
			if m := p.data[v]; m.kind == vMade && m.b == root && out.file.known.Nodes[method].Method >= 0 {
				m.b = method
				if reading := r.made(out, m); worse(reading, worst) {
					worst = reading
				}
			}
		}
	}
	return worst
}

// public lists the members that are stored on the receiver of a class and meant for others.
func (p *Program) public(class int32) []string {
	var names []string
	f, _ := p.scopeOf(class)
	own := slices.Collect(maps.Keys(f.stores[p.scopes[class].local]))
	own = append(own, f.Scopes[p.scopes[class].local].Owns...)
	for _, name := range own {
		if !strings.HasPrefix(name, "_") && !strings.HasPrefix(name, "#") {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// told corrects what is known of a call by what is known of its response: some tell no tokens, some tell them later, some are streams.
func (r *reader) told(out *handedOut, method int32, reading *Reading) {
	way := out.way(method)
	switch {
	case reading.Handling != Recorded:
	case reading.Told && (way.Untold || way.Late != InTime), way.Late != Streamed && !reading.plain, !way.passes(reading.paths):
		reading.Handling = Passed
	default:
		reading.Tokens = way.Silent || reading.Tokens && way.Late == InTime
	}
}

// passes reports whether requests of a method are among those to some addresses.
func (w *Way) passes(paths []urlAsk) bool {
	return len(paths) == 0 || slices.ContainsFunc(paths, func(ask urlAsk) bool { return strings.Contains(w.Address+"/", ask.part) != ask.not })
}

// code reads a function of the project that stands for a method, or an object that is called like one. class is that of the receiver.
func (r *reader) code(v value, class int32) Reading {
	p := r.p
	d := p.data[v]
	scope := d.a
	if d.kind != vFunc {
		_, called := p.scopeOf(d.a)
		if called.Invoke == "" {
			return Reading{Handling: Unread, Reason: "an object stands for it that nobody is seen to call"}
		}
		invoked := false
		for _, w := range r.memberOf(d.a, called.Invoke) {
			if p.data[w].kind == vFunc {
				scope, class, invoked = p.data[w].a, d.a, true
			}
		}
		if !invoked {
			return Reading{Handling: Unread, Reason: "its code is not followed"}
		}
	}
	f, fn := p.scopeOf(scope)
	does := r.function(scope, class)
	reading := Reading{Handling: Passed, Original: does.original, File: f.File, Span: fn.Span, past: does.past, parts: does.parts}
	reading.is(does.total())
	return reading
}

// is fills in what is recorded.
func (r *Reading) is(d deed) {
	if d.none() {
		return
	}
	r.Handling, r.Tokens, r.Told, r.Streams, r.plain, r.paths = Recorded, d.tokens, d.told, d.stream, d.plain, d.paths
}

// own reports whether a function, or an object that is called like one, is a member of no class of the SDK, nor of one that derives from one.
func (r *reader) own(d datum) bool {
	p := r.p
	f, fn := p.scopeOf(d.a)
	if d.kind != vFunc || fn.Parent < 0 || f.Scopes[fn.Parent].Kind != facts.ClassScope {
		return true
	}
	return !slices.ContainsFunc(p.above(p.global(f, fn.Parent)), func(class int32) bool {
		return slices.ContainsFunc(p.at(p.result(class).bases).vals, func(v value) bool { return p.data[v].kind == vOutside })
	})
}

// memberOf lists what a member of a class is, of those above it too.
func (r *reader) memberOf(class int32, name string) []value {
	n := r.p.classMember(class, name)
	r.p.solve() // it may be the first to ask
	return r.p.at(n).vals
}
