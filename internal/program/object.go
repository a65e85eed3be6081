package program

// An object is a literal or container: members under constant keys, or under any key (rule 9).
type object struct {
	names []string // in order of arrival
	slots []int32
	all   int32 // what any member holds
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
		if under != "" {
			p.readKey(f, v, anyKey, 0, p.slot(o, under))
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

// containerCall: what a method of a container does, as rules say.
func (p *Program) containerCall(c *application, o int32, does string, result int32) {
	if p.off["containers"] {
		return
	}
	arg := func(i int) (int32, bool) { return p.positional(c, i) }
	self := datum{kind: vObject, a: o}
	switch does {
	case "get":
		if id := c.nth(0); id != 0 && p.keyed(c.file, id) {
			p.on(p.node(c.file, id), func(k value) { p.readSlot(o, p.keyName(k), result) })
		} else {
			p.connect(p.objects[o].all, result, keep)
		}
		if n, ok := arg(1); ok {
			p.connect(n, result, keep)
		}
	case "set":
		n, ok := arg(1)
		if !ok {
			return
		}
		if id := c.nth(0); id != 0 && p.keyed(c.file, id) {
			p.on(p.node(c.file, id), func(k value) { p.connect(n, p.slot(o, p.keyName(k)), forget) })
		} else {
			p.connect(n, p.slot(o, anyKey), forget)
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
	case "call":
		if n, ok := arg(1); ok {
			inner := &application{file: c.file, scope: c.scope, expr: c.expr, items: c.items[min(2, len(c.items)):]}
			p.on(n, func(v value) { p.apply(inner, v, result) })
		}
	case "any":
		p.connect(p.objects[o].all, result, keep)
	case "itself":
		p.start(result, self)
	case "add", "insert":
		i := 0
		if does == "insert" {
			i = 1
		}
		if n, ok := arg(i); ok {
			p.connect(n, p.slot(o, anyKey), forget)
		}
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

// tableOf is an object that a call makes, once for a call and purpose.
func (p *Program) tableOf(c *application, purpose string) int32 {
	return p.objectFor(lookKey{kind: lookTable, a: p.node(c.file, c.expr), name: purpose})
}
