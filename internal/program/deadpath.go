package program

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/quotalint/quotalint/internal/facts"
)

// A DeadPath is a member that code takes of the client of a factory, or stores in one, and that no client of the SDK has.
type DeadPath struct {
	Factory int32  // its index
	Client  string // the symbol of the SDK
	Node    int32  // the place in the surface that was to have it, in Known.Nodes
	Name    string
	Below   []string // what is stored below it, by path; if nothing is, what is taken of it
	Stored  bool     // something is stored in it, or below it
	File    *facts.File
	Span    facts.Span
}

// A deadMember is a member of a client that the SDK does not have, and what becomes of it. Values lead from it to what is below it.
type deadMember struct {
	DeadPath
	reads    map[string]bool // by path
	stores   []deadStore
	computed bool // its name is not written where it is taken
}

// A deadStore stores something in what is below a dead member.
type deadStore struct {
	path string
	file *file
	bind *facts.Bind
}

// maxDead is the length of a path below a member that nobody has.
const maxDead = 6

// DeadPaths lists, after Read, the members of the factories' clients that code takes, or puts something in, and that no client has:
// by place. One that is only taken is listed where the code of a factory does so. What the project itself stores under a name is not dead,
// nor is what is private.
func (p *Program) DeadPaths() []DeadPath {
	for _, f := range p.files {
		for id := range f.Exprs {
			p.seekDead(f, facts.ID(id))
		}
	}
	p.solve()
	list, spelled := p.deadNames()
	list = append(list, p.deadStores(spelled)...)
	for i := range p.dead {
		m := &p.dead[i]
		if m.computed && spelled[textAt{m.File, m.Span}] {
			continue
		}
		m.Below = p.stored(int32(i))
		if m.Stored = len(m.Below) > 0; !m.Stored {
			m.Below = outermost(slices.Sorted(maps.Keys(m.reads)))
			if m.computed && len(m.Below) == 0 || p.regionOf(p.byPath[m.File.Path], scopeAt(m.File, m.Span), 0) == 0 {
				continue
			}
		}
		list = append(list, m.DeadPath)
	}
	list = slices.DeleteFunc(list, func(d DeadPath) bool {
		return !p.ofFactory(d) || !d.Stored && slices.ContainsFunc(list, func(o DeadPath) bool { // it is asked whether it is there, or kept to be called
			same := o.Factory == d.Factory && o.Node == d.Node && o.Name == d.Name && o.File == d.File
			return same && (o.Stored && o.Span.Line == d.Span.Line || len(o.Below) > len(d.Below) && len(d.Below) == 0)
		})
	})
	slices.SortStableFunc(list, func(a, b DeadPath) int {
		return cmp.Or(strings.Compare(a.File.Path, b.File.Path), cmp.Compare(a.Span.Start, b.Span.Start), strings.Compare(a.Name, b.Name), cmp.Compare(a.Node, b.Node), cmp.Compare(a.Factory, b.Factory))
	})
	return slices.CompactFunc(list, func(a, b DeadPath) bool {
		return a.File == b.File && a.Span.Line == b.Span.Line && a.Name == b.Name && a.Node == b.Node
	})
}

// ofFactory reports whether a file holds code of the factory: what is written elsewhere may be meant for anything.
func (p *Program) ofFactory(d DeadPath) bool {
	f := p.byPath[d.File.Path]
	if p.factories[d.Factory].file == f {
		return true
	}
	for s := range f.Scopes {
		if p.regions[p.global(f, int32(s))] == d.Factory+1 {
			return true
		}
	}
	return false
}

// outermost leaves out paths that lead to others of a sorted list.
func outermost(paths []string) []string {
	return slices.DeleteFunc(slices.Clone(paths), func(path string) bool {
		return path == "" || slices.ContainsFunc(paths, func(other string) bool { return strings.HasPrefix(other, path+".") })
	})
}

// seekDead begins a dead path where an expression takes a member that its object does not have.
func (p *Program) seekDead(f *file, id facts.ID) {
	e := &f.Exprs[id]
	switch e.Op {
	case facts.Member:
		if len(p.at(p.node(f, id)).vals) == 0 {
			p.beginDead(f, id, e.Text, DeadPath{File: f.File, Span: e.Span}, false)
		}
	case facts.Index:
		if e.Y == 0 {
			return
		}
		for _, v := range p.at(p.node(f, e.Y)).vals {
			if name := p.keyName(v); p.data[v].kind == vText && name != anyKey {
				at := DeadPath{File: f.File, Span: e.Span}
				at.File, at.Span = p.written(p.node(f, e.Y), v, at.File, at.Span)
				p.beginDead(f, id, name, at, true)
			}
		}
	}
}

func (p *Program) beginDead(f *file, id facts.ID, name string, at DeadPath, computed bool) {
	owner, ok := p.lacking(f, p.node(f, f.Exprs[id].X), name)
	if !ok || p.adds(owner, name) {
		return
	}
	at.Factory, at.Client, at.Node, at.Name = owner.Factory, owner.Client, owner.Node, name
	p.dead = append(p.dead, deadMember{DeadPath: at, reads: map[string]bool{}, computed: computed})
	p.start(p.node(f, id), datum{kind: vDead, a: int32(len(p.dead) - 1), b: p.str("")})
}

// lacking reports that whatever a node holds is a place of a client of a factory that has no member of a name, and says of which.
func (p *Program) lacking(f *file, n int32, name string) (d DeadPath, ok bool) {
	if name == "" || name == anyKey || strings.ContainsAny(name[:1], "_#0123456789") {
		return d, false
	}
	for _, v := range p.at(n).vals {
		made := []datum{p.data[v]}
		switch made[0].kind {
		case vNone, vParam, vDead:
			continue
		case vDeclared:
			if _, has := f.known.Nodes[made[0].b].Next[name]; has {
				return d, false
			}
			continue
		case vMade:
		case vInstance, vReceiver:
			made = p.asClients(f, made[0], name)
		default:
			return d, false
		}
		if len(made) == 0 {
			return d, false
		}
		for _, one := range made {
			m, nd := p.settled(p.makers[one.a]), &f.known.Nodes[one.b]
			client := f.known.Symbols[m.Symbol]
			_, has := nd.Next[name]
			if m.Factory == 0 || has || nd.Method >= 0 || len(client.Fields) == 0 || slices.Contains(client.Fields, name) || slices.Contains(nd.Path, callSegment) {
				return d, false
			}
			if !ok || m.Factory-1 < d.Factory {
				d.Factory, d.Client, d.Node, ok = m.Factory-1, m.Symbol, one.b, true
			}
		}
	}
	return d, ok
}

// asClients are the clients that the instances of a class are which derives from one; none if they may have a member of their own of that
// name.
func (p *Program) asClients(f *file, d datum, name string) []datum {
	r := &reader{p: p}
	for _, class := range p.above(d.a) {
		g, scope := p.scopeOf(class)
		if len(scope.Forwards) > 0 || len(p.at(p.field(class, name)).vals) > 0 {
			return nil
		}
		for _, base := range scope.Bases {
			known := len(p.at(p.node(g, base)).vals) > 0
			for _, v := range p.at(p.node(g, base)).vals {
				b := p.data[v]
				known = known && (b.kind == vClass || b.kind == vOutside && g.known.Symbols[p.strings[b.a]].Kind == ClientMaker)
			}
			if !known {
				return nil
			}
		}
	}
	below := append([]value{p.of(datum{kind: vClass, a: d.a})}, p.at(p.result(d.a).subs).vals...)
	if slices.ContainsFunc(below, func(v value) bool { return r.declares(p.data[v].a, name) }) {
		return nil
	}
	var made []datum
	for _, v := range p.at(p.result(d.a).made).vals {
		if i := p.data[v]; d.kind == vReceiver || d.b == i.b {
			m := i.b - 1
			made = append(made, datum{kind: vMade, a: m, b: f.known.Symbols[p.makers[m].Symbol].Node})
		}
	}
	if fa := p.regions[d.a]; len(made) == 0 && fa != 0 { // a factory that nobody calls
		for _, b := range p.at(p.clientBase(d.a)).vals {
			symbol := f.known.Symbols[p.strings[p.data[b].a]].Name
			made = append(made, datum{kind: vMade, a: p.maker(Maker{Symbol: symbol, Factory: fa}), b: f.known.Symbols[symbol].Node})
		}
	}
	return made
}

// adds reports whether the project stores something of its own under a name at a place of a client, or under a name that nobody knows.
func (p *Program) adds(d DeadPath, name string) bool {
	return slices.ContainsFunc(p.overs, func(o Over) bool {
		return o.computed && o.Node == d.Node && o.maker >= 0 && p.settled(p.makers[o.maker]).Factory == d.Factory+1 && (o.name == name || o.name == anyKey)
	})
}

// readDead lets what is below a dead member arrive in a node.
func (p *Program) readDead(d datum, name string, to int32) {
	path := p.beneath(d, name)
	p.dead[d.a].reads[path] = true
	if strings.Count(path, ".") < maxDead && name != anyKey {
		p.start(to, datum{kind: vDead, flags: d.flags, a: d.a, b: p.str(path)})
	}
}

func (p *Program) beneath(d datum, name string) string {
	if path := p.strings[d.b]; path != "" {
		return path + "." + name
	}
	return name
}

// stored lists the paths below a dead member that something is stored in. Where a function takes what it stores in and the name, both
// come from one call of it.
func (p *Program) stored(member int32) []string {
	var known, paths []string
	r := &reader{p: p}
	for _, s := range p.dead[member].stores {
		name := s.path[strings.LastIndexByte(s.path, '.')+1:]
		owner := p.str(strings.TrimSuffix(strings.TrimSuffix(s.path, name), "."))
		if !r.goTogether(s.file, s.bind.On, s.bind.Key, func(d datum) bool { return d.kind == vDead && d.a == member && d.b == owner },
			func(d datum) bool { return d.kind != vText || p.strings[d.a] == name }) {
			continue
		}
		paths = append(paths, s.path)
		if name != anyKey {
			known = append(known, s.path)
		}
	}
	if len(known) == 0 {
		known = paths
	}
	slices.Sort(known)
	return slices.Compact(known)
}

// deadStores lists what is stored in a place of a client under a name that it does not have, and that nobody reads there.
func (p *Program) deadStores(spelled map[textAt]bool) []DeadPath {
	var list []DeadPath
	r := &reader{p: p}
	for _, o := range p.overs {
		path := append(slices.Clone(o.file.known.Nodes[o.Node].Path), o.name)
		if !o.computed || o.name == anyKey || !p.calls(p.at(o.node).vals) || !r.together(o, path) {
			continue
		}
		at := DeadPath{File: o.File, Span: o.File.Exprs[o.on].Span, Name: o.name}
		owner, ok := p.lacking(o.file, p.node(o.file, o.on), o.name)
		if !ok || p.reads(o.file, owner.Node, o.name) {
			continue
		}
		if o.key != 0 {
			for _, v := range p.at(p.node(o.file, o.key)).vals {
				if p.keyName(v) == o.name {
					at.File, at.Span = p.written(p.node(o.file, o.key), v, at.File, at.Span)
				}
			}
		}
		if spelled[textAt{at.File, at.Span}] {
			continue
		}
		at.Factory, at.Client, at.Node, at.Stored, at.Below = owner.Factory, owner.Client, o.Node, true, []string{""}
		list = append(list, at)
	}
	return list
}

// reads reports whether some code takes a member of a name of what is, or may be, a place of a client.
func (p *Program) reads(f *file, place int32, name string) bool {
	for _, g := range p.files {
		for id := range g.Exprs {
			e := &g.Exprs[id]
			if e.Op != facts.Member || e.X == 0 || e.Text != name || g.known != f.known {
				continue
			}
			vals := p.at(p.node(g, e.X)).vals
			if len(vals) == 0 || slices.ContainsFunc(vals, func(v value) bool {
				switch d := p.data[v]; d.kind {
				case vMade, vDeclared:
					return slices.Equal(g.known.Nodes[d.b].Path, f.known.Nodes[place].Path)
				case vForeign, vUnseen, vPending:
					return true
				}
				return false
			}) {
				return true
			}
		}
	}
	return false
}

// written is where a text that reached a node is written down; what is given if nobody can tell.
func (p *Program) written(n int32, v value, f *facts.File, span facts.Span) (*facts.File, facts.Span) {
	for ref := range p.back(origin{n, v}) {
		if g := p.files[ref.file]; g.Exprs[ref.id].Op == facts.Text {
			return g.File, g.Exprs[ref.id].Span
		}
	}
	return f, span
}

// A Replacement is a method of a factory's client that something is stored over.
type Replacement struct {
	Factory int32 // its index
	Node    int32 // the method, in Known.Nodes
	File    *facts.File
	Span    facts.Span
}

// Replaced lists the methods of the clients of factories that code stores something over by their names.
func (p *Program) Replaced() []Replacement {
	var list []Replacement
	for _, o := range p.overs {
		if o.computed || o.maker < 0 {
			continue
		}
		m := p.settled(p.makers[o.maker])
		one := Replacement{m.Factory - 1, o.Node, o.File, o.File.Exprs[o.on].Span}
		if m.Factory != 0 && !slices.ContainsFunc(list, func(r Replacement) bool { return r.File == one.File && r.Span == one.Span && r.Node == one.Node }) {
			list = append(list, one)
		}
	}
	return list
}
