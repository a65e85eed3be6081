package program

import "github.com/quotalint/quotalint/internal/facts"

// An object is a literal or container: members under constant keys, or under any key (rule 9).
type object struct {
	names []string // in order of arrival
	slots []int32
	all   int32 // what any member holds
	test  bool  // it is made in test code
	base  int32 // the instances of classes whose members are its members, too; 0 if it takes none
	each  []func(name string, slot int32)
}

func (p *Program) newObject() int32 {
	p.objects = append(p.objects, object{all: p.newNode()})
	return int32(len(p.objects) - 1)
}

// objectFor is the object of a look-up, made when it is first asked for.
func (p *Program) objectFor(key lookKey) int32 {
	o, known := p.looks[key]
	if !known {
		o = p.newObject()
		p.looks[key] = o
	}
	return o
}

// slot is the node of a member of an object.
func (p *Program) slot(o int32, name string) int32 {
	ob := &p.objects[o]
	for i, have := range ob.names {
		if have == name {
			return ob.slots[i]
		}
	}
	if len(ob.names) >= maxMembers && name != anyKey {
		return p.slot(o, anyKey)
	}
	n := p.newNode()
	ob.names, ob.slots = append(ob.names, name), append(ob.slots, n)
	p.connect(n, ob.all, keep)
	for _, f := range ob.each {
		p.soon(func() { f(name, n) })
	}
	return n
}

// maxMembers is the number of keys of an object above which a further one may be any key: maps that are handed round and
// merged would grow by each other.
const maxMembers = 64

// members calls f with every member of an object, now and later.
func (p *Program) members(o int32, f func(name string, slot int32)) {
	p.objects[o].each = append(p.objects[o].each, f)
	for i := 0; i < len(p.objects[o].names); i++ {
		f(p.objects[o].names[i], p.objects[o].slots[i])
	}
}

// restObject is what a rest parameter holds.
func (p *Program) restObject(scope, param int32) int32 {
	return p.objectFor(lookKey{kind: lookRest, a: scope, b: param})
}

// spread puts the members of a value into an object: under their own names, or (under not "") all under one.
func (p *Program) spread(f *file, v value, o int32, under string) {
	d := p.data[v]
	if d.kind != vObject {
		switch {
		case under != "":
			p.readKey(f, v, anyKey, 0, p.slot(o, under))
		case p.objects[o].base != 0 && (d.kind == vInstance || d.kind == vReceiver || d.kind == vModule):
			p.add(p.objects[o].base, v)
		}
		return
	}
	p.members(d.a, func(name string, slot int32) {
		if under != "" {
			name = under
		}
		p.connect(slot, p.slot(o, name), forget)
	})
}

// pairs makes tables of key and element elements of an object, too: it is iterated as such.
func (p *Program) pairs(o int32) {
	pair := p.objectFor(lookKey{kind: lookPair, a: o})
	p.connect(p.objects[o].all, p.slot(pair, "1"), forget)
	p.start(p.slot(o, anyKey), datum{kind: vObject, a: pair})
}

// given calls f with the node of every positional argument of a call, and of any element of those that are spread.
func (p *Program) given(c *application, f func(n int32)) {
	for _, n := range c.nodes {
		f(n)
	}
	for _, it := range c.items {
		switch {
		case it.Name != "" || it.Spread == facts.Members:
		case it.Spread == facts.Elems:
			f(p.element(c.file, p.node(c.file, it.Value), anyKey))
		default:
			f(p.node(c.file, it.Value))
		}
	}
}

// containerCall: what a method of a container does, as rules say.
func (p *Program) containerCall(c *application, o int32, does string, result int32) {
	if p.off["containers"] {
		return
	}
	arg := func(i int) (int32, bool) { return p.positional(c, i) }
	self := datum{kind: vObject, a: o}
	switch does {
	case "load", "store":
		p.loadOrStore(c, o, does, result)
	case "visit":
		if n, ok := arg(0); ok {
			position, _ := p.look(lookKey{kind: lookIndex})
			p.callFor(c, n, []int32{position, p.objects[o].all}, p.slot(p.tableOf(c, does), anyKey))
		}
	case "get":
		if id := c.nth(0); id != 0 && p.keyed(c.file, id) {
			p.on(p.node(c.file, id), func(k value) { p.readSlot(c.file, o, p.keyName(k), result) })
		} else {
			p.connect(p.objects[o].all, result, keep)
		}
		if n, ok := arg(1); ok {
			p.connect(n, result, keep)
		}
	case "set", "put":
		n, ok := arg(1)
		if !ok {
			return
		}
		if id := c.nth(0); id != 0 && p.keyed(c.file, id) {
			p.on(p.node(c.file, id), func(k value) { p.connect(n, p.slot(o, p.keyName(k)), forget) })
		} else {
			p.connect(n, p.slot(o, anyKey), forget)
		}
		if does == "put" {
			p.start(result, self)
			return
		}
		p.connect(n, result, keep)
		p.connect(p.objects[o].all, result, keep)
	case "enter":
		if n, ok := arg(0); ok {
			p.on(n, func(v value) { p.enterValue(c.file, v, result) })
		}
	case "pass":
		if n, ok := arg(0); ok {
			p.connect(n, result, keep)
		}
	case "call", "within":
		if n, ok := arg(0); ok && o >= 0 && does == "within" {
			p.connect(n, p.slot(o, anyKey), forget)
		}
		if n, ok := arg(1); ok {
			inner := &application{file: c.file, scope: c.scope, expr: c.expr, items: c.items[min(2, len(c.items)):]}
			p.on(n, func(v value) { p.apply(inner, v, result) })
		}
	case "any":
		p.connect(p.objects[o].all, result, keep)
	case "itself":
		p.start(result, self)
	case "add":
		p.given(c, func(n int32) { p.connect(n, p.slot(o, anyKey), forget) })
		p.start(result, self)
	case "insert":
		if n, ok := arg(1); ok {
			p.connect(n, p.slot(o, anyKey), forget)
		}
	case "concat":
		list := p.tableOf(c, "concat")
		p.connect(p.objects[o].all, p.slot(list, anyKey), forget)
		p.given(c, func(n int32) {
			p.connect(n, p.slot(list, anyKey), forget)
			p.flatten(c, n, list)
		})
		p.start(result, datum{kind: vObject, a: list})
	case "flat":
		list, from := p.tableOf(c, "flat"), p.objects[o].all
		if n, ok := arg(0); ok {
			from = p.slot(p.tableOf(c, "flatMap"), anyKey)
			p.callFor(c, n, []int32{p.objects[o].all}, from)
		}
		p.connect(from, p.slot(list, anyKey), forget)
		p.flatten(c, from, list)
		p.start(result, datum{kind: vObject, a: list})
	case "filter", "find":
		if n, ok := arg(0); ok {
			p.callFor(c, n, []int32{p.objects[o].all, p.objects[o].all}, p.slot(p.tableOf(c, does), anyKey))
		}
		if does == "filter" {
			p.start(result, self)
		} else {
			p.connect(p.objects[o].all, result, keep)
		}
	case "reduce":
		n, ok := arg(0)
		if !ok {
			return
		}
		if o < 0 { // nobody knows the elements
			if first, ok := arg(1); ok {
				p.connect(first, result, keep)
			}
			return
		}
		so := p.slot(p.tableOf(c, "reduce"), anyKey)
		if first, ok := arg(1); ok {
			p.connect(first, so, forget)
		} else {
			p.connect(p.objects[o].all, so, forget)
		}
		p.callFor(c, n, []int32{so, p.objects[o].all}, so)
		p.connect(so, result, keep)
	case "extend", "update":
		under := anyKey
		if does == "update" {
			under = ""
			for _, it := range c.items {
				if it.Name != "" {
					p.connect(p.node(c.file, it.Value), p.slot(o, it.Name), forget)
				}
			}
		}
		if n, ok := arg(0); ok {
			p.on(n, func(v value) { p.spread(c.file, v, o, under) })
		}
	case "items":
		pair := p.tableOf(c, "pair")
		p.connect(p.objects[o].all, p.slot(pair, "1"), forget)
		list := p.tableOf(c, "items")
		p.start(p.slot(list, anyKey), datum{kind: vObject, a: pair})
		p.start(result, datum{kind: vObject, a: list})
	case "map", "each":
		n, ok := arg(0)
		if !ok {
			return
		}
		list := p.tableOf(c, "map")
		p.callFor(c, n, []int32{p.objects[o].all}, p.slot(list, anyKey))
		if does == "map" {
			p.start(result, datum{kind: vObject, a: list})
		}
	}
}

// loadOrStore: a map that is safe for concurrent use tells whether the key was there, a cell has no keys.
func (p *Program) loadOrStore(c *application, o int32, does string, result int32) {
	key := c.nth(0)
	if does == "store" && c.nth(1) == 0 {
		p.containerCall(c, o, "add", p.newNode())
		key = 0
	} else if does == "store" {
		p.containerCall(c, o, "put", p.newNode())
	}
	if key == 0 {
		p.connect(p.objects[o].all, result, keep)
		return
	}
	several := p.tableOf(c, "several")
	p.start(result, datum{kind: vObject, a: several})
	p.containerCall(c, o, "get", p.slot(several, "0"))
}

// flatten makes the elements of the containers that reach a node elements of an object.
func (p *Program) flatten(c *application, n, o int32) {
	p.on(n, func(v value) {
		if d := p.data[v]; d.kind == vObject && d.a != o {
			p.spread(c.file, v, o, anyKey)
		}
	})
}

// tableOf is an object that a call makes, once for a call and purpose.
func (p *Program) tableOf(c *application, purpose string) int32 {
	return p.objectFor(lookKey{kind: lookTable, a: p.node(c.file, c.expr), name: purpose})
}
