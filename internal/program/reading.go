package program

import (
	"cmp"
	"maps"
	"slices"

	"github.com/quotalint/quotalint/internal/facts"
)

// Handling is what the code of a factory does with calls of one method of its clients.
type Handling uint8

// The handlings, from the best to the worst for who counts.
const (
	Absent   Handling = iota // what the factory hands out has no such method
	Recorded                 // it records the call
	Unread                   // nobody can tell
	Passed                   // it hands the call on and records nothing
)

// A Reading is what a factory's code does with one method of the clients that it hands out.
type Reading struct {
	Handling Handling
	Tokens   bool        // Recorded: what is recorded has to do with the tokens that the response tells
	Twice    bool        // Recorded: more than once
	Original bool        // it calls the method of the SDK
	Own      bool        // it is a member of something of the project's own: a view of the method is that of the SDK
	Clones   bool        // Recorded: calls on clones of the client, and on other views of the method, are recorded, too
	Reason   string      // Unread: why
	Streams  bool        // Recorded: calls that ask for a stream are recorded, too
	Told     bool        // Recorded: but calls whose response does not tell its tokens are not
	parts    bool        // Recorded: it may do something else with streams
	past     bool        // Recorded: a call of some kind, a stream, goes past the record
	plain    bool        // Recorded: calls that ask for no stream are
	paths    []urlAsk    // Recorded: but requests to other addresses are not
	At       Place       // where that is installed: the assignment, or the construction; the zero Place if nowhere
	File     *facts.File // Recorded, or Passed by code of the project: where that code is; nil if none is
	Span     facts.Span
}

// A Place is a stretch of a file.
type Place struct {
	File *facts.File
	facts.Span
}

// ClientReadings are the readings of the clients of one kind that a factory hands out, by method: an index into Known.Nodes.
type ClientReadings struct {
	Client  string // the symbol of the SDK
	Methods map[int32]Reading
}

// Read reads the code of factories: what becomes of each method of the clients that they hand out. records are the symbols of
// the project that count, path:name or name; with none, whatever is called that is neither the SDK nor inert does. The
// lists are in the order of the factories, the readings of each by client.
func (p *Program) Read(records []string) [][]ClientReadings {
	r := p.newReader(records)
	r.findLoose()
	outs := make([][]handedOut, len(p.factories))
	for i := range p.factories {
		if p.factories[i].found {
			outs[i] = r.handedOut(int32(i))
		}
	}
	r.walkResources()
	p.solve()
	lists := make([][]ClientReadings, len(p.factories))
	for i, out := range outs {
		lists[i] = r.clients(out)
	}
	return lists
}

// A reader reads factories.
type reader struct {
	p           *Program
	records     []string
	overs       []Over                    // those of the program, and those that only a reader sees
	functions   map[[2]int32]recording    // by scope, and class of the receiver
	nearly, now map[[2]int32]recording    // what is known of functions that call each other: so far, and in this round
	open        map[[2]int32]bool         // the functions that are being looked at
	decorators  map[int32][]exprRef       // by the scope of what they decorate; see decorated
	cycle       bool                      // one of them was asked for
	ordered     map[int][]facts.ID        // the expressions of a file as they stand, by file
	uses        map[int]map[facts.ID]bool // the expressions of a file with which something is done, by file
	transported map[int32]Reading         // by maker
	lineages    map[int32]descent         // by the node of what is assigned
	others      map[int32]bool            // by maker
	chosenOvers map[[2]int32][]Over       // by factory and maker: see candidates
	proxies     map[exprRef]proxyTraps    // see proxied
	spellings   map[int32][]string        // by the node of what is assigned
	callers     map[int32][]caller        // by scope; see callersOf
	muted       []parameterOf             // what is not read now: see wrapped
	sites       map[int32][]facts.Site    // the calls of a function, its blocks included, by scope
}

func (p *Program) newReader(records []string) *reader {
	return &reader{p: p, records: records, overs: slices.Clone(p.overs), functions: map[[2]int32]recording{}, nearly: map[[2]int32]recording{}, now: map[[2]int32]recording{}, open: map[[2]int32]bool{}, ordered: map[int][]facts.ID{}, uses: map[int]map[facts.ID]bool{}, sites: map[int32][]facts.Site{}, spellings: map[int32][]string{}, transported: map[int32]Reading{}, lineages: map[int32]descent{}, others: map[int32]bool{}, chosenOvers: map[[2]int32][]Over{}}
}

// A handedOut is a value that a factory hands out, and the nodes of its methods.
type handedOut struct {
	factory int32 // its index
	file    *file
	client  string
	value   value
	own     []value          // what a proxy may give in the place of what it is asked for
	clone   exprRef          // the call that made it of another client, which has lost what was assigned to it
	methods map[int32]member // by method, in Known.Nodes
}

// A member is the nodes of what a method is, of what it is a member of, and of the member of the client that leads to it: client.chat.
type member struct{ node, parent, first int32 }

// at is the place in the surface that a path of the client leads to.
func (out *handedOut) at(path []string) (int32, bool) {
	known := out.file.known
	at := known.Symbols[out.client].Node
	for _, seg := range path {
		next, ok := known.Nodes[at].Next[seg]
		if !ok {
			return 0, false
		}
		at = next
	}
	return at, true
}

// way is how a method of the client sends its requests.
func (out *handedOut) way(method int32) *Way {
	return &out.file.known.Ways[out.file.known.Nodes[method].Method]
}

// handedOut lists what a factory hands out.
func (r *reader) handedOut(fa int32) []handedOut {
	p, entry := r.p, &r.p.factories[fa]
	var outs []handedOut
	seen := map[int32]bool{}
	add := func(client string, n int32, v value) {
		var own []value
		if trap, ok := r.trap(n, v); ok {
			own = r.puts(trap)
		}
		v, clone := r.cloned(n, v)
		if !slices.ContainsFunc(outs, func(o handedOut) bool { return o.client == client && o.value == v }) {
			outs = append(outs, handedOut{fa, entry.file, client, v, own, clone, map[int32]member{}})
		}
	}
	var gather func(n, by int32, top bool)
	gather = func(n, by int32, top bool) {
		if n == 0 || seen[n] {
			return
		}
		seen[n] = true
		for _, v := range p.at(n).vals {
			switch d := p.data[v]; d.kind {
			case vMade:
				if m := p.makers[d.a]; m.Factory != 0 && m.Factory != fa+1 {
					gather(p.factories[m.Factory-1].raw, m.Factory-1, top)
				} else if m.Symbol != "" && len(entry.file.known.Nodes[d.b].Path) == 0 {
					add(m.Symbol, n, v)
				}
			case vInstance:
				bases := p.at(p.clientBase(d.a)).vals
				switch {
				case d.b > 0:
					add(p.makers[d.b-1].Symbol, n, v)
				case len(bases) == 0:
					for _, symbol := range p.FactoryMakes(int(by)) {
						add(symbol, n, v)
					}
				}
			case vFunc: // a variable that holds a function that gives it
				if other := p.asFunction(d.a); other != 0 {
					gather(p.factories[other-1].raw, other-1, top)
				} else {
					gather(p.result(d.a).ret, by, top)
				}
			case vGives:
				gather(d.a, by, top)
			case vObject:
				before := len(outs)
				gather(p.objects[d.a].all, by, false)
				if top && before == len(outs) { // what hands out no client stands for one
					for _, symbol := range p.FactoryMakes(int(by)) {
						add(symbol, n, v)
					}
				}
			}
		}
	}
	gather(entry.raw, fa, true)
	if len(outs) == 0 && entry.scope > 0 && entry.file.Scopes[entry.scope].Kind == facts.ClassScope { // nobody makes one
		class := p.global(entry.file, entry.scope)
		for _, b := range p.at(p.clientBase(class)).vals {
			symbol := entry.file.known.Symbols[p.strings[p.data[b].a]].Name
			m := p.maker(Maker{Symbol: symbol, Factory: fa + 1})
			add(symbol, 0, p.of(datum{kind: vInstance, a: class, b: m + 1}))
		}
		if len(outs) == 0 {
			for _, symbol := range p.FactoryMakes(int(fa)) {
				add(symbol, 0, p.of(datum{kind: vInstance, a: class}))
			}
		}
	}
	stores := len(outs) == 0 && entry.scope > 0 && entry.file.Scopes[entry.scope].Kind == facts.FuncScope // it returns none
	if entry.scope == 0 || stores {                                                                       // whatever is made in it
		for a, m := range p.makers {
			if mk := p.settled(m); mk.Symbol != "" && (mk.Factory == fa+1 || m.Scope >= 0 && p.regions[m.Scope] == fa+1) {
				add(m.Symbol, 0, p.of(datum{kind: vMade, a: int32(a), b: entry.file.known.Symbols[m.Symbol].Node}))
			}
		}
	}
	for i := range outs {
		n := p.newNode()
		p.add(n, outs[i].value)
		r.walk(&outs[i], n, 0, entry.file.known.Symbols[outs[i].client].Node)
	}
	return outs
}

// walk gives each method below a place of the surface the node of what it is on a value. Views lead back and are left out.
func (r *reader) walk(out *handedOut, n, first, place int32) {
	at := &out.file.known.Nodes[place]
	for _, name := range slices.Sorted(maps.Keys(at.Next)) { // in an order, as nodes are numbered and values arrive in it
		next := at.Next[name]
		if len(out.file.known.Nodes[next].Path) != len(at.Path)+1 {
			continue
		}
		m, f := r.p.newNode(), first
		r.p.on(n, func(v value) { r.read(out.file, v, name, m) })
		if first == 0 {
			f = m
		}
		if out.file.known.Nodes[next].Method >= 0 {
			out.methods[next] = member{m, n, f}
		}
		r.walk(out, m, f, next)
	}
}

// read lets a member arrive in a node, and asks no object for members that it does not have: it would have them from then on.
func (r *reader) read(f *file, v value, name string, to int32) {
	p, d := r.p, r.p.data[v]
	if d.kind != vObject {
		p.read(f, v, name, to)
		return
	}
	ob := &p.objects[d.a]
	for _, have := range []string{name, anyKey} {
		if i := slices.Index(ob.names, have); i >= 0 {
			p.connect(ob.slots[i], to, keep)
		}
	}
	if ob.base != 0 {
		p.on(ob.base, func(w value) { p.read(f, w, name, to) })
	}
}

// clients puts together what is known of the clients of each kind: where several are handed out, the worst counts. A proxy has what it
// has itself before what its target has.
func (r *reader) clients(outs []handedOut) []ClientReadings {
	var list []ClientReadings
	for pass := range 2 {
		for i := range outs {
			out := &outs[i]
			if proxy := r.p.isProxy(out.value); proxy != (pass == 1) {
				continue
			}
			list = r.join(list, out, pass == 1)
		}
	}
	slices.SortFunc(list, func(a, b ClientReadings) int { return cmp.Compare(a.Client, b.Client) })
	return list
}

func (r *reader) join(list []ClientReadings, out *handedOut, proxy bool) []ClientReadings {
	i := slices.IndexFunc(list, func(c ClientReadings) bool { return c.Client == out.client })
	if i < 0 {
		i, list = len(list), append(list, ClientReadings{out.client, map[int32]Reading{}})
	}
	for _, method := range slices.Sorted(maps.Keys(out.methods)) {
		m := out.methods[method]
		reading := r.method(out, method, m)
		have, ok := list[i].Methods[method]
		switch {
		case !ok || !proxy && worse(reading, have):
			list[i].Methods[method] = reading
		case proxy && len(r.p.at(m.first).vals) > 0:
			list[i].Methods[method] = reading
		}
	}
	return list
}

func worse(a, b Reading) bool {
	return cmp.Or(cmp.Compare(a.Handling, b.Handling), cmp.Compare(boolRank(!a.Tokens), boolRank(!b.Tokens))) > 0
}

func boolRank(b bool) int {
	if b {
		return 1
	}
	return 0
}

// Factories lists the factories, in the order of Read.
func (p *Program) Factories() []Factory { return p.in.Factories }
