package program

import (
	"slices"
	"strconv"

	"github.com/quotalint/quotalint/internal/facts"
)

type lookKind uint8

const (
	lookExact   lookKind = iota // a member of exactly this class
	lookBelowOf                 // the same, of an instance of a class below
	lookBare                    // the same, of an instance that the class's initialiser has not run on
	lookBelow                   // a member of this class or a class below
	lookClass                   // a member of the class itself
	lookSuper                   // a member, from the bases on
	lookModule                  // a member of a module
	lookRest                    // the object of a rest parameter
	lookTable                   // an object that a call makes
	lookType                    // what a type expression gives
	lookPath                    // what a path below a node gives
	lookBound                   // an application with bound arguments
	lookSetter                  // the setters of a property
	lookStored                  // what is stored in a member by a class and its bases
)

type lookKey struct {
	kind lookKind
	a, b int32
	name string
}

// read lets the member sel of v arrive in to.
func (p *Program) read(f *file, v value, sel string, to int32) {
	switch d := p.data[v]; d.kind {
	case vOutside:
		p.outside(f, p.strings[d.a], sel, to)
	case vForeign:
		p.add(to, v)
		if does := f.known.Methods[sel]; does == "enter" || does == "pass" || does == "call" {
			p.start(to, datum{kind: vMethodOf, a: -1, b: p.str(sel)})
		}
	case vUnseen:
		p.add(to, v)
	case vModule:
		p.connect(p.moduleMember(f, p.strings[d.a], sel), to, keep)
	case vPending:
		p.add(to, v)
	case vClass:
		p.on(p.classMember(d.a, sel), func(w value) { p.add(to, p.unbound(w)) })
	case vReceiverClass:
		p.connect(p.classMember(d.a, sel), to, keep)
		if !p.off["inheritance"] {
			p.on(p.result(d.a).subs, func(s value) { p.connect(p.classMember(p.data[s].a, sel), to, keep) })
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
		p.readSlot(d.a, sel, to)
	case vMade:
		p.readMade(f, d, sel, to)
	case vDeclared, vParam:
		p.readPath(f, d, sel, to)
	case vText:
		p.start(to, datum{kind: vForeign, flags: d.flags & fTest})
	}
}

// unbound is a method read through its class: it takes its receiver as the first argument.
func (p *Program) unbound(v value) value {
	d := p.data[v]
	if d.kind != vFunc {
		return v
	}
	f, fn := p.scopeOf(d.a)
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
		if d := p.data[v]; d.kind == vMade && p.makers[d.a].Factory == fa && d.b == f.known.Root {
			return // a factory that calls itself
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

func (p *Program) readSlot(o int32, name string, to int32) {
	if name == anyKey {
		p.connect(p.objects[o].all, to, keep)
		return
	}
	p.connect(p.slot(o, name), to, keep)
	p.connect(p.slot(o, anyKey), to, keep)
}

// readKey lets v[key] arrive in to. at is the index expression, 0 if there is none.
func (p *Program) readKey(f *file, v value, key string, at facts.ID, to int32) {
	switch d := p.data[v]; d.kind {
	case vObject:
		p.readSlot(d.a, key, to)
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
	case vInstance, vReceiver, vModule, vFunc, vDeclared, vParam, vReceiverClass, vSuper:
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
	case f.known.sdk(module):
		p.start(to, p.unseen(f, computedName))
	default:
		p.start(to, datum{kind: vForeign, flags: p.testFlag(f)})
	}
}

// computedName is why nobody can tell which member is meant.
const computedName = "the name of the member is computed"

// readComputed: rule 11, and instances that answer to an index.
func (p *Program) readComputed(f *file, v value, key string, to int32) {
	d := p.data[v]
	if d.kind == vInstance || d.kind == vReceiver {
		_, class := p.scopeOf(d.a)
		if class.Item != "" {
			n := p.extra()
			p.read(f, v, class.Item, n)
			p.callWith(f, n, nil, to)
		}
		if i, err := strconv.Atoi(key); err == nil && i < len(class.Params) {
			p.read(f, v, class.Params[i].Name, to) // a tuple whose positions have names
		}
		if class.Iter != "" && key == anyKey {
			n, list := p.extra(), p.extra()
			p.read(f, v, class.Iter, n)
			p.callWith(f, n, nil, list)
			p.on(list, func(w value) { p.readKey(f, w, anyKey, 0, to) })
		}
	}
	switch {
	case key == anyKey:
		if d.kind == vModule || d.kind == vReceiver || d.kind == vInstance {
			p.start(to, p.unseen(f, computedName))
		}
	case !p.off["computed"]:
		p.read(f, v, key, to)
	}
}

// store puts a value into the member name of v (rule 3).
func (p *Program) store(f *file, v value, name string, b *facts.Bind) {
	val := b.Value
	from := p.node(f, val)
	switch d := p.data[v]; d.kind {
	case vInstance, vReceiver, vClass, vReceiverClass, vSuper:
		if p.off["members"] {
			return
		}
		p.bindInto(f, val, from, p.field(d.a, name), forget)
		p.setter(f, d.a, name, val)
	case vFunc:
		p.connect(from, p.field(d.a, name), forget)
	case vModule:
		if g := p.byPath[p.strings[d.a]]; g != nil {
			p.connect(from, p.variable(g.scope, name), forget)
		}
	case vObject:
		p.connect(from, p.slot(d.a, name), forget)
	case vForeign:
		if name != anyKey {
			p.connect(from, p.onOutside(f, b.On, name), clients)
		}
	case vOutside:
		if module, member := splitSymbol(p.strings[d.a]); member == "" && slices.Contains(f.known.Hosts[module], name) {
			p.moduleHosts[module] = append(p.moduleHosts[module], from)
		}
	case vMade:
		if d.b < int32(len(f.known.Nodes)) {
			if next, ok := f.known.Nodes[d.b].Next[name]; ok && f.known.Nodes[next].Method >= 0 {
				p.overs = append(p.overs, Over{File: f.File, Value: val, node: from, Node: next, file: f})
			}
		}
	}
}

// onOutside is the node of what the project stores on objects of outside code, by the last two names of the path:
// app.state.client and request.app.state.client are one.
func (p *Program) onOutside(f *file, on facts.ID, name string) int32 {
	return p.field(-1, f.Exprs[on].Text+"."+name)
}

// setter calls the setter of a property with the value (rule 3).
func (p *Program) setter(f *file, class int32, name string, val facts.ID) {
	if p.off["properties"] {
		return
	}
	args := &application{file: f, items: []facts.Item{{Value: val}}}
	p.on(p.setterMember(class, name), func(v value) { p.bindArgs(args, p.data[v].a) })
}

// setterMember is the node of the setters of a property, in the class or, if it declares nothing of the name, its bases.
func (p *Program) setterMember(class int32, name string) int32 {
	key := lookKey{kind: lookSetter, a: class, name: name}
	if n, ok := p.looks[key]; ok {
		return n
	}
	n := p.extra()
	p.looks[key] = n
	if _, scope := p.scopeOf(class); owns(scope, name) {
		p.on(p.variable(class, name), func(v value) {
			if d := p.data[v]; d.kind == vFunc {
				if _, fn := p.scopeOf(d.a); fn.Flags&facts.Setter != 0 {
					p.add(n, v)
				}
			}
		})
		return n
	}
	p.on(p.result(class).bases, func(b value) {
		if d := p.data[b]; d.kind == vClass {
			p.connect(p.setterMember(d.a, name), n, keep)
		}
	})
	return n
}

// receiverMember is a member of an instance of the class or of any class below it.
func (p *Program) receiverMember(class int32, sel string) int32 {
	key := lookKey{kind: lookBelow, a: class, name: sel}
	if n, ok := p.looks[key]; ok {
		return n
	}
	n := p.extra()
	p.looks[key] = n
	p.connect(p.instanceMember(lookExact, class, 0, sel), n, keep)
	p.on(p.result(class).made, func(v value) {
		p.connect(p.instanceMember(lookExact, p.data[v].a, p.data[v].b, sel), n, keep)
	})
	if !p.off["inheritance"] {
		p.on(p.result(class).subs, func(v value) {
			p.connect(p.instanceMember(lookExact, p.data[v].a, 0, sel), n, keep)
			p.on(p.result(p.data[v].a).made, func(m value) {
				p.connect(p.instanceMember(lookExact, p.data[m].a, p.data[m].b, sel), n, keep)
			})
		})
	}
	return n
}

// instanceMember is a member of an instance: what the class declares, what is stored, what its bases have.
func (p *Program) instanceMember(kind lookKind, class, maker int32, sel string) int32 {
	key := lookKey{kind: kind, a: class, b: maker, name: sel}
	if n, ok := p.looks[key]; ok {
		return n
	}
	n := p.extra()
	p.looks[key] = n
	f, scope := p.scopeOf(class)
	local := p.scopes[class].local
	declares := owns(scope, sel)
	if declares {
		p.on(p.variable(class, sel), func(v value) { p.readDeclared(f, v, n) })
	}
	p.connect(p.field(class, sel), n, keep)
	below := lookBare
	if kind != lookBare {
		p.connect(p.field(class, byInit+sel), n, keep)
		p.connect(p.field(class, byUp+sel), n, keep)
		if p.runsBaseInit(class) {
			below = lookBelowOf
		}
	}
	if kind == lookExact {
		p.connect(p.field(class, byBuild+sel), n, keep)
	}
	stored := f.stores[local][sel]
	if declares && !p.onlyTyped(f, local, sel) {
		p.inheritedFields(below, class, sel, n)
		return n
	}
	p.on(p.result(class).bases, func(v value) { p.inherited(f, v, below, maker, sel, stored || declares, n) })
	if !stored && !declares && !p.off["forwards"] {
		for _, id := range scope.Forwards {
			p.on(p.node(f, id), func(v value) { p.read(f, v, sel, n) })
		}
	}
	return n
}

// inheritedFields lets arrive what the bases store in a member that the class declares: a stored member hides a declared one.
func (p *Program) inheritedFields(kind lookKind, class int32, sel string, n int32) {
	p.on(p.result(class).bases, func(v value) {
		if d := p.data[v]; d.kind == vClass && d.a != class && !p.off["inheritance"] {
			p.connect(p.storedMember(kind, d.a, sel), n, keep)
		}
	})
}

// storedMember is what a class and its bases store in a member; kind is lookBare if no initialiser of theirs runs.
func (p *Program) storedMember(kind lookKind, class int32, sel string) int32 {
	key := lookKey{kind: lookStored, a: class, b: int32(kind), name: sel}
	if n, ok := p.looks[key]; ok {
		return n
	}
	n := p.extra()
	p.looks[key] = n
	p.connect(p.field(class, sel), n, keep)
	if kind != lookBare {
		p.connect(p.field(class, byInit+sel), n, keep)
		p.connect(p.field(class, byUp+sel), n, keep)
		if !p.runsBaseInit(class) {
			kind = lookBare
		}
	}
	p.inheritedFields(kind, class, sel, n)
	return n
}

// onlyTyped reports whether a class says no more of a member than its type: then its bases may still have it.
func (p *Program) onlyTyped(f *file, class int32, sel string) bool {
	for _, b := range f.Scopes[class].Binds {
		if b.On == 0 && b.Owner == class && plainName(b.Name) == sel && f.Exprs[b.Value].Op != facts.Typed {
			return false
		}
	}
	return true
}

// inherited lets the member of a base arrive in n. Rule 8: of an SDK client, with who made the instance.
func (p *Program) inherited(f *file, base value, kind lookKind, maker int32, sel string, stored bool, n int32) {
	switch d := p.data[base]; d.kind {
	case vClass:
		if !p.off["inheritance"] {
			p.connect(p.instanceMember(kind, d.a, maker, sel), n, keep)
		}
	case vOutside:
		s := f.known.Symbols[p.strings[d.a]]
		switch {
		case s.Kind == ClientMaker && maker != 0 && !p.off["subclass"]:
			p.readPath(f, datum{kind: vMade, flags: p.makerFlag(maker - 1), a: maker - 1, b: s.Node}, sel, n)
		case s.Kind == ClientMaker && !p.off["subclass"]:
			p.readPath(f, datum{kind: vDeclared, a: d.a, b: s.Node}, sel, n)
		case !stored:
			p.start(n, datum{kind: vForeign, flags: p.testFlag(f)})
		}
	case vForeign:
		if !stored {
			p.add(n, base)
		}
	case vUnseen, vPending:
		p.add(n, base)
	}
}

func (p *Program) makerFlag(maker int32) uint8 {
	if p.makers[maker].Test && !p.off["tests"] {
		return fTest
	}
	return 0
}

// readDeclared reads what a class declares through an instance: a property is called (rule 5).
func (p *Program) readDeclared(f *file, v value, to int32) {
	d := p.data[v]
	if d.kind != vFunc {
		p.add(to, v)
		return
	}
	_, fn := p.scopeOf(d.a)
	switch {
	case fn.Flags&facts.Setter != 0:
	case fn.Flags&facts.Property != 0:
		if !p.off["properties"] {
			p.apply(&application{file: f}, v, to)
		}
	default:
		p.add(to, v)
	}
}

// classMember is a member of a class itself.
func (p *Program) classMember(class int32, sel string) int32 {
	key := lookKey{kind: lookClass, a: class, name: sel}
	if n, ok := p.looks[key]; ok {
		return n
	}
	n := p.extra()
	p.looks[key] = n
	_, scope := p.scopeOf(class)
	p.connect(p.variable(class, sel), n, keep)
	p.connect(p.field(class, sel), n, keep)
	if owns(scope, sel) {
		return n
	}
	p.on(p.result(class).bases, func(v value) {
		switch d := p.data[v]; d.kind {
		case vClass:
			if !p.off["inheritance"] {
				p.connect(p.classMember(d.a, sel), n, keep)
			}
		case vForeign, vUnseen, vPending:
			p.add(n, v)
		case vOutside:
			f, _ := p.scopeOf(class)
			p.start(n, datum{kind: vForeign, flags: p.testFlag(f)})
		}
	})
	return n
}

// superMember is a member of the receiver, looked up from the bases of the class, its own and those beside it in classes below.
func (p *Program) superMember(class int32, sel string) int32 {
	key := lookKey{kind: lookSuper, a: class, name: sel}
	if n, ok := p.looks[key]; ok {
		return n
	}
	n := p.extra()
	p.looks[key] = n
	f, _ := p.scopeOf(class)
	bases := func(of int32) {
		p.on(p.result(of).bases, func(v value) {
			d := p.data[v]
			if d.kind == vClass && d.a == class {
				return
			}
			p.inherited(f, v, lookBelowOf, 0, sel, false, n)
			if d.kind == vOutside && f.known.Symbols[p.strings[d.a]].Kind == ClientMaker {
				p.on(p.result(class).made, func(m value) { p.inherited(f, v, lookBelowOf, p.data[m].b, sel, false, n) })
			}
		})
	}
	bases(class)
	if !p.off["inheritance"] {
		p.on(p.result(class).subs, func(v value) { bases(p.data[v].a) })
	}
	return n
}

// An Over is an API method that is assigned over.
type Over struct {
	File  *facts.File
	Value facts.ID
	Node  int32 // the method, in Known.Nodes
	node  int32
	file  *file
}

// replaced reports whether a method is assigned over in a file.
func (p *Program) replaced(f *file, method int32) bool {
	nodes := f.known.Nodes
	return slices.ContainsFunc(p.overs, func(o Over) bool { return o.file == f && nodes[o.Node].Method == nodes[method].Method })
}
