package program

import (
	"strconv"
	"strings"

	"github.com/quotalint/quotalint/internal/facts"
)

type lookKind uint8

const (
	lookExact    lookKind = iota // a member of exactly this class
	lookBelowOf                  // the same, of an instance of a class below
	lookBare                     // the same, of an instance that the class's initialiser has not run on
	lookBelow                    // a member of this class or a class below
	lookClass                    // a member of the class itself
	lookSuper                    // a member, from the bases on
	lookModule                   // a member of a module
	lookRest                     // the object of a rest parameter
	lookTable                    // an object that a call makes
	lookType                     // what a type expression gives
	lookPath                     // what a path below a node gives
	lookCalled                   // a call on behalf of another
	lookIndex                    // the position of an element, of which nothing is known
	lookAnswer                   // what calling a member of an instance gives
	lookElements                 // the elements of that
	lookBefore                   // how many fields of its bases come before those of a class
	lookFill                     // a class whose fields a call fills
	lookSetter                   // the setters of a property
	lookPair                     // the tables of key and element of an object
	lookStored                   // what is stored in a member by a class and its bases
)

type lookKey struct {
	kind lookKind
	a, b int32
	name string
}

// look is the node of a look-up, and whether it was there before: what is not is for the caller to fill.
func (p *Program) look(key lookKey) (n int32, known bool) {
	n, known = p.looks[key]
	if !known {
		n = p.newNode()
		p.looks[key] = n
	}
	return n, known
}

// read lets the member sel of v arrive in to.
func (p *Program) read(f *file, v value, sel string, to int32) {
	switch d := p.data[v]; d.kind {
	case vOutside:
		p.outside(f, p.strings[d.a], sel, to)
	case vForeign:
		if d.flags&fObject != 0 {
			d.flags |= fWithin
		}
		p.add(to, p.of(d))
		if does := f.known.Methods[sel]; does == "enter" || does == "pass" || does == "call" || does == "within" || does == "reduce" {
			p.start(to, datum{kind: vMethodOf, a: -1, b: p.str(sel)})
		}
	case vUnseen:
		p.add(to, v)
	case vModule:
		p.connect(p.moduleMember(f, p.strings[d.a], sel), to, keep)
	case vPending:
		p.add(to, v)
	case vClass:
		p.on(p.classMember(d.a, sel), func(w value) { p.readStatic(f, p.unbound(w), to) })
	case vReceiverClass:
		p.on(p.classMember(d.a, sel), func(w value) { p.readStatic(f, w, to) })
		if !p.off["inheritance"] {
			p.on(p.result(d.a).subs, func(s value) {
				p.on(p.classMember(p.data[s].a, sel), func(w value) { p.readStatic(f, w, to) })
			})
		}
	case vInstance:
		p.connect(p.instanceMember(lookExact, d.a, d.b, sel), to, keep)
	case vReceiver:
		p.connect(p.receiverMember(d.a, sel), to, keep)
	case vSuper:
		p.connect(p.superMember(d.a, sel), to, keep)
	case vFunc:
		p.connect(p.field(d.a, sel), to, keep)
	case vObject:
		if _, ok := f.known.Methods[sel]; ok {
			p.start(to, datum{kind: vMethodOf, a: d.a, b: p.str(sel)})
		}
		p.readSlot(f, d.a, sel, to)
	case vMade:
		p.readMade(f, d, sel, to)
	case vDeclared, vParam:
		p.readPath(f, d, sel, to)
	case vText:
		p.start(to, datum{kind: vForeign, flags: d.flags & fTest})
	case vDead:
		p.readDead(d, sel, to)
	}
}

// readStatic reads what a class declares through the class itself: a property of the class is called (rule 5).
func (p *Program) readStatic(f *file, v value, to int32) {
	if d := p.data[v]; d.kind == vFunc {
		if _, fn := p.scopeOf(d.a); fn.Flags&facts.Property != 0 && fn.Flags&(facts.Static|facts.ClassMethod) != 0 {
			p.readDeclared(f, v, to)
			return
		}
	}
	p.add(to, v)
}

// unbound is a method read through its class: it takes its receiver as the first argument.
func (p *Program) unbound(v value) value {
	d := p.data[v]
	if d.kind != vFunc {
		return v
	}
	f, fn := p.scopeOf(d.a)
	if f.Module != "" && strings.Contains(fn.Name, ".") { // a method that stands outside its class
		d.flags |= fUnbound
		return p.of(d)
	}
	if fn.Parent < 0 || f.Scopes[fn.Parent].Kind != facts.ClassScope || fn.Flags&(facts.Static|facts.ClassMethod) != 0 {
		return v
	}
	d.flags |= fUnbound
	return p.of(d)
}

// readMade walks the surface of a client; what is not on it is looked up in what the factory's code gives (rule 17).
func (p *Program) readMade(f *file, d datum, sel string, to int32) {
	if d.kind == vMade && p.makers[d.a].Factory != 0 && d.b == f.known.Root {
		if _, ok := f.known.Nodes[d.b].Next[sel]; !ok || p.off["hides"] {
			p.readRaw(f, p.makers[d.a].Factory, func(v value) { p.read(f, v, sel, to) })
		}
	}
	p.readPath(f, d, sel, to)
}

func (p *Program) readRaw(f *file, fa int32, how func(value)) {
	p.on(p.factories[fa-1].raw, func(v value) {
		if d := p.data[v]; d.kind == vMade && p.makers[d.a].Factory != 0 && d.b == f.known.Root {
			if other := p.makers[d.a].Factory; other != fa { // a factory that uses another gives what that one gives
				p.connect(p.factories[other-1].raw, p.factories[fa-1].raw, keep)
			}
			return
		}
		how(v)
	})
}

// readPath walks the trie: vMade and vDeclared keep their node in b, vParam in c.
func (p *Program) readPath(f *file, d datum, sel string, to int32) {
	at := &d.b
	if d.kind == vParam {
		at = &d.c
	}
	next, ok := f.known.Nodes[*at].Next[sel]
	if !ok {
		return
	}
	*at = next
	p.add(to, p.of(d))
}

func (p *Program) readSlot(f *file, o int32, name string, to int32) {
	if name == anyKey {
		p.connect(p.objects[o].all, to, keep)
		return
	}
	p.connect(p.slot(o, name), to, keep)
	p.connect(p.slot(o, anyKey), to, keep)
	if base := p.objects[o].base; base != 0 {
		p.on(base, func(v value) { p.read(f, v, name, to) })
	}
}

// readKey lets v[key] arrive in to. at is the index expression, 0 if there is none.
func (p *Program) readKey(f *file, v value, key string, at facts.ID, to int32) {
	switch d := p.data[v]; d.kind {
	case vObject:
		p.readSlot(f, d.a, key, to)
	case vRunning:
		p.running(d, to)
	case vForeign, vUnseen, vPending:
		p.add(to, v)
		if d.kind == vForeign && at != 0 && key != anyKey && !p.off["members"] {
			p.connect(p.onOutside(f, f.Exprs[at].X, key), to, keep)
		}
	case vText:
		p.start(to, datum{kind: vForeign, flags: d.flags & fTest})
	case vOutside:
		p.readOutsideKey(f, d, key, at, to)
	case vDead:
		p.readDead(d, key, to)
	case vClass:
		if key == anyKey {
			p.add(to, v) // a generic class with its arguments
		}
	case vMade:
		if p.makers[d.a].Factory != 0 && d.b == f.known.Root {
			p.add(to, v) // a factory may hand its client out in a container
			p.readRaw(f, p.makers[d.a].Factory, func(w value) { p.readKey(f, w, key, at, to) })
		} else if key != anyKey && !p.off["computed"] {
			p.readPath(f, d, key, to)
		}
	case vFunc:
		if key == anyKey {
			p.iterate(d.a, to)
		} else {
			p.readComputed(f, v, key, to)
		}
	case vInstance, vReceiver, vModule, vDeclared, vParam, vReceiverClass, vSuper:
		p.readComputed(f, v, key, to)
	}
}

// readOutsideKey: a type form takes its arguments, a module gives the member of that name (rule 11).
func (p *Program) readOutsideKey(f *file, d datum, key string, at facts.ID, to int32) {
	symbol := p.strings[d.a]
	module, _ := splitSymbol(symbol)
	switch {
	case at != 0 && f.known.Symbols[symbol].Kind == TypeForm:
		p.start(to, datum{kind: vAlias, a: p.node(f, at)})
	case key != anyKey && !p.off["computed"]:
		p.outside(f, symbol, key, to)
	case f.known.SDK(module):
		p.start(to, p.unseen(f, computedName))
	default:
		p.start(to, datum{kind: vForeign, flags: p.testFlag(f)})
	}
}

// iterates reports whether a class says itself what the elements of its instances are.
func (p *Program) iterates(class int32) bool {
	_, scope := p.scopeOf(class)
	return scope.Iter != "" && owns(scope, scope.Iter)
}

// computedName is why nobody can tell which member is meant.
const computedName = "the name of the member is computed"

// answer is the node of what calling a member of an instance without arguments gives.
func (p *Program) answer(f *file, v value, member string) int32 {
	to, known := p.look(lookKey{kind: lookAnswer, a: int32(v), name: member})
	if !known {
		n := p.newNode()
		p.read(f, v, member, n)
		p.callWith(f, n, nil, to)
	}
	return to
}

// iterated is the node of the elements of what a member of an instance gives: an iterator may well be the instance itself.
func (p *Program) iterated(f *file, v value, member string) int32 {
	to, known := p.look(lookKey{kind: lookElements, a: int32(v), name: member})
	if !known {
		p.on(p.answer(f, v, member), func(w value) { p.readKey(f, w, anyKey, 0, to) })
	}
	return to
}

// iterate lets the elements of an iterator function arrive in to: what it hands to the function that it is given.
func (p *Program) iterate(fn, to int32) {
	_, scope := p.scopeOf(fn)
	if len(scope.Params) == 0 {
		return
	}
	n, known := p.look(lookKey{kind: lookElements, a: fn, name: "handed"})
	if !known {
		p.start(p.variable(fn, scope.Params[0].Name), datum{kind: vCollect, a: n})
	}
	p.connect(n, to, keep)
}

// readComputed: rule 11, and instances that answer to an index.
func (p *Program) readComputed(f *file, v value, key string, to int32) {
	d := p.data[v]
	if d.kind == vInstance || d.kind == vReceiver {
		_, class := p.scopeOf(d.a)
		if class.Item != "" {
			p.connect(p.answer(f, v, class.Item), to, keep)
		}
		if i, err := strconv.Atoi(key); err == nil && i < len(class.Params) {
			p.read(f, v, class.Params[i].Name, to) // a tuple whose positions have names
		}
		if class.Iter != "" && (key == anyKey || class.Item == "") {
			p.connect(p.iterated(f, v, class.Iter), to, keep)
		}
	}
	switch {
	case key == anyKey:
		if d.kind == vModule || (d.kind == vReceiver || d.kind == vInstance) && !p.iterates(d.a) {
			p.start(to, p.unseen(f, computedName))
		}
	case !p.off["computed"]:
		p.read(f, v, key, to)
	}
}
