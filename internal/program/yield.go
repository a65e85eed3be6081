package program

import (
	"maps"
	"slices"
	"strings"

	"github.com/quotalint/quotalint/internal/facts"
)

// bearing is which scopes, objects and files hold or hand out clients. It errs towards yes: it decides what is read, not what is reported.
type bearing struct {
	p       *Program
	scopes  []bool
	objects []bool
	files   []bool
	gives   []bool // by value: what gives a client when it is called
	changed bool
	asked   map[int32]bool // classes whose bases have been looked through for Wants
}

// Yields lists the files and modules whose importers may see a client.
func (p *Program) Yields() []string {
	b := p.bears()
	feeds := b.feeds()
	var paths []string
	for _, f := range p.files {
		if b.files[f.index] || feeds[f.index] {
			paths = append(paths, f.Path)
			if f.Module != "" {
				paths = append(paths, f.Module)
			}
		}
	}
	slices.Sort(paths)
	return slices.Compact(paths)
}

// Stored lists the members of outside objects under which a client, or what holds one, is stored: "state.client".
func (p *Program) Stored() []string {
	b := p.bears()
	var names []string
	for key, n := range p.fields {
		if key.owner < 0 && b.any(n) {
			_, name, _ := strings.Cut(key.name, " ") // behind the language
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// Wants lists the files and modules of the project that have not been read and into which a client is handed, or which the
// code of factories calls.
func (p *Program) Wants() []string {
	b := p.bears()
	wants := map[string]bool{}
	b.callees(wants)
	for _, f := range p.files {
		for _, c := range f.applied {
			b.constants(f, c, wants)
			if !b.argument(f, c.Expr) {
				continue
			}
			for _, v := range p.at(p.node(f, f.Exprs[c.Expr].X)).vals {
				b.pending(v, wants)
			}
		}
		for id := range f.Exprs {
			if e := &f.Exprs[id]; e.Op == facts.Decorated && b.any(p.node(f, e.Y)) {
				for _, v := range p.at(p.node(f, e.X)).vals {
					b.pending(v, wants)
				}
			}
		}
		for s := range f.Scopes {
			for _, bind := range f.Scopes[s].Binds {
				if bind.On != 0 && b.any(p.node(f, bind.Value)) {
					for _, v := range p.at(p.node(f, bind.On)).vals {
						b.pending(v, wants)
					}
				}
			}
			if g := p.global(f, int32(s)); b.scopes[g] && f.Scopes[s].Kind == facts.ClassScope {
				b.pending(p.of(datum{kind: vClass, a: g}), wants)
			}
		}
	}
	return slices.Sorted(maps.Keys(wants))
}

// feeds finds the files from which come constants that the report rests on, the base URL of a construction and the model of a
// call: who imports them may set these otherwise.
func (b *bearing) feeds() []bool {
	p := b.p
	feeds := make([]bool, len(p.files))
	for _, f := range p.files {
		for _, c := range f.applied {
			e := &f.Exprs[c.Expr]
			if !b.any(p.node(f, e.X)) {
				continue
			}
			for _, n := range p.told(f, e) {
				b.feed(n, feeds)
			}
		}
	}
	return feeds
}

// told are the nodes of the arguments of a call that the report says: base URL and model.
func (p *Program) told(f *file, e *facts.Expr) []int32 {
	var names []string
	for _, v := range p.at(p.node(f, e.X)).vals {
		switch d := p.data[v]; d.kind {
		case vOutside:
			names = append(names, f.known.Symbols[p.strings[d.a]].Hosts...)
		case vMade, vDeclared:
			names = append(names, f.known.Models...)
		}
	}
	slices.Sort(names)
	var nodes []int32
	for _, name := range slices.Compact(names) {
		nodes = append(nodes, p.argumentNodes(f, e.Items, name)...)
	}
	return nodes
}

// feed marks the files that the values of a node have come through.
func (b *bearing) feed(n int32, feeds []bool) {
	for _, v := range b.p.at(n).vals {
		if k := b.p.data[v].kind; k != vText && k != vNone {
			continue
		}
		for ref := range b.p.back(origin{n, v}) {
			feeds[ref.file] = true
		}
	}
}

// constants wants what the report says of a site beside its verdict: the model of a call, the base URL of a construction.
func (b *bearing) constants(f *file, c facts.Site, wants map[string]bool) {
	for _, n := range b.p.told(f, &f.Exprs[c.Expr]) {
		for _, v := range b.p.at(n).vals {
			if b.p.data[v].kind == vPending {
				b.pending(v, wants)
			}
		}
	}
}

// pending collects the unread file that a value stands for, or that a class derives from.
func (b *bearing) pending(v value, wants map[string]bool) {
	d := b.p.data[v]
	switch d.kind {
	case vPending:
		wants[b.p.strings[d.a]] = true
	case vModule:
		if path := b.p.strings[d.a]; len(b.p.filesOf(path)) == 0 {
			wants[path] = true
		}
	case vClass, vReceiver, vInstance:
		if b.asked[d.a] {
			return
		}
		b.asked[d.a] = true
		if r := b.p.results[d.a].bases; r != 0 {
			for _, base := range b.p.at(r).vals {
				b.pending(base, wants)
			}
		}
	}
}

// bears finds what holds clients, once for a program.
func (p *Program) bears() *bearing {
	if p.borne != nil {
		return p.borne
	}
	b := &bearing{p: p, scopes: make([]bool, len(p.scopes)), objects: make([]bool, len(p.objects)), files: make([]bool, len(p.files)), gives: make([]bool, len(p.data)), asked: map[int32]bool{}}
	p.borne = b
	for _, fa := range p.factories { // they give clients, whether or not their code shows it
		if fa.found {
			b.scopes[p.global(fa.file, max(fa.scope, 0))], b.files[fa.file.index] = true, true
		}
	}
	holders := b.holders()
	for b.changed = true; b.changed; {
		b.changed = false
		holders = slices.DeleteFunc(holders, func(h holder) bool {
			if !h.set[h.index] && b.any(h.node) {
				h.set[h.index], b.changed = true, true
			}
			return h.set[h.index]
		})
		if !b.changed {
			b.markStars()
			b.markCallbacks()
		}
	}
	return b
}

// A holder is a node that makes a scope, object or file bear if a value in it does.
type holder struct {
	set   []bool
	index int32
	node  int32
}

// holders lists the nodes that may bear now or once more is known; most of a program never will.
func (b *bearing) holders() []holder {
	p := b.p
	var list []holder
	add := func(set []bool, index, n int32) {
		if slices.ContainsFunc(p.at(n).vals, func(v value) bool { return hopeful[p.data[v].kind] }) {
			list = append(list, holder{set, index, n})
		}
	}
	for key, n := range p.fields {
		if key.owner < 0 {
			continue
		}
		add(b.scopes, key.owner, n)
		if f, scope := p.scopeOf(key.owner); scope.Kind == facts.FileScope { // stored on the module
			add(b.files, int32(f.index), n)
		}
	}
	for _, f := range p.files {
		for _, x := range f.Exports {
			add(b.files, int32(f.index), p.node(f, x.Value))
		}
	}
	for key, n := range p.vars { // a class attribute makes its class bear, a variable of a file makes the file bear
		switch f, scope := p.scopeOf(key.owner); scope.Kind {
		case facts.ClassScope:
			add(b.scopes, key.owner, n)
		case facts.FileScope:
			add(b.files, int32(f.index), n)
		}
	}
	for s, r := range p.results {
		if r.ret != 0 {
			add(b.scopes, int32(s), r.ret)
			add(b.scopes, int32(s), r.yields)
			add(b.scopes, int32(s), r.bases)
		}
	}
	for o := range p.objects {
		add(b.objects, int32(o), p.objects[o].all)
	}
	for v, d := range p.data {
		if d.kind == vGives {
			add(b.gives, int32(v), d.a)
		}
	}
	return list
}

// hopeful are the kinds of values that are clients or may hold or give one.
var hopeful = [...]bool{
	vMade: true, vDeclared: true, vGives: true, vOutside: true, vClass: true, vInstance: true, vReceiver: true,
	vReceiverClass: true, vSuper: true, vFunc: true, vRunning: true, vObject: true, vMethodOf: true, vModule: true,
}

// markStars: who takes over all names of a file, or of an SDK, hands them on.
func (b *bearing) markStars() {
	for _, f := range b.p.files {
		if b.files[f.index] {
			continue
		}
		for s := range f.Scopes {
			for _, id := range f.Scopes[s].Stars {
				b.markStar(f, id)
			}
		}
		for _, x := range f.Exports {
			if x.Star && f.Exprs[x.Value].Op == facts.Import {
				b.markStar(f, x.Value)
			}
		}
	}
}

func (b *bearing) markStar(f *file, star facts.ID) {
	t := b.p.target(f, f.Exprs[star].Text)
	if slices.ContainsFunc(b.p.filesOf(t.Path), func(g *file) bool { return b.files[g.index] }) || t.Place == facts.Outside && f.known.SDK(t.Path) {
		b.files[f.index], b.changed = true, true
	}
}

// markCallbacks: a function that hands a client to what it was given hands it to importers; so does a method that hands
// one to a method a class below may override.
func (b *bearing) markCallbacks() {
	p := b.p
	for _, f := range p.files {
		for _, c := range f.applied {
			if b.files[f.index] || !b.argument(f, c.Expr) {
				continue
			}
			vals := p.at(p.node(f, f.Exprs[c.Expr].X)).vals
			given := len(vals) == 0
			for _, v := range vals {
				k := p.data[v].kind
				given = given || k == vParam || k == vUnseen || k == vGives
			}
			if x := f.Exprs[f.Exprs[c.Expr].X]; x.Op == facts.Member {
				for _, v := range p.at(p.node(f, x.X)).vals {
					k := p.data[v].kind
					given = given || k == vReceiver || k == vReceiverClass
				}
			}
			if given {
				b.files[f.index], b.changed = true, true
			}
		}
	}
}

// argument reports whether an argument of a call bears.
func (b *bearing) argument(f *file, call facts.ID) bool {
	for _, it := range f.Exprs[call].Items {
		if b.any(b.p.node(f, it.Value)) {
			return true
		}
	}
	return false
}

func (b *bearing) any(n int32) bool {
	for _, v := range b.p.at(n).vals {
		if b.value(v) {
			return true
		}
	}
	return false
}

// value reports whether a value is a client, or something that holds or gives one.
func (b *bearing) value(v value) bool {
	d := b.p.data[v]
	switch d.kind {
	case vMade, vDeclared:
		return true
	case vGives:
		return int(v) < len(b.gives) && b.gives[v]
	case vOutside:
		symbol := b.p.strings[d.a]
		module, name := splitSymbol(symbol)
		for _, known := range b.p.in.Known { // any of them may know it
			k := known.Symbols[symbol].Kind
			if k == ClientMaker || k == ResourceMaker || k == Singleton || name == "" && known.SDK(module) {
				return true
			}
		}
	case vClass, vInstance, vReceiver, vReceiverClass, vSuper, vFunc, vRunning:
		return b.scopes[d.a]
	case vObject, vMethodOf:
		return d.a >= 0 && int(d.a) < len(b.objects) && b.objects[d.a] // methods of outside objects belong to none
	case vModule:
		return slices.ContainsFunc(b.p.filesOf(b.p.strings[d.a]), func(f *file) bool { return b.files[f.index] })
	}
	return false
}
