package program

import (
	"slices"

	"github.com/quotalint/quotalint/internal/facts"
)

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
		g, class := p.scopeOf(d.a)
		if g.Module == "" || owns(class, name) || f.Exprs[val].Op == facts.Def {
			return
		}
		for _, id := range class.Forwards { // a field, no method, of what is embedded
			p.on(p.node(g, id), func(w value) { p.put(w, name, from) })
		}
	case vFunc, vModule, vObject:
		p.put(v, name, from)
	case vForeign:
		if name != anyKey {
			p.connect(from, p.onOutside(f, b.On, name), clients)
		}
	case vOutside:
		if k := f.known.Symbols[p.strings[d.a]]; k.Kind == ResourceMaker {
			if next, ok := f.known.Nodes[k.Node].Next[name]; ok && f.known.Nodes[next].Method >= 0 {
				p.overs = append(p.overs, Over{File: f.File, Value: val, node: from, Node: next, maker: -1, of: d.a, on: b.On, file: f})
			}
		}
		if module, member := splitSymbol(p.strings[d.a]); member == "" && slices.Contains(f.known.Hosts[module], name) {
			p.moduleHosts[module] = append(p.moduleHosts[module], from)
		}
	case vDeclared:
		if next, ok := f.known.Nodes[d.b].Next[name]; ok && f.known.Nodes[next].Method >= 0 && f.standsForClass(b.On) { // what instances of a class have
			p.overs = append(p.overs, Over{File: f.File, Value: val, node: from, Node: next, maker: -1, of: d.a, on: b.On, file: f})
		}
	case vDead:
		p.dead[d.a].stores = append(p.dead[d.a].stores, deadStore{p.beneath(d, name), f, b})
	case vMade:
		if d.b < int32(len(f.known.Nodes)) {
			if next, ok := f.known.Nodes[d.b].Next[name]; ok && f.known.Nodes[next].Method >= 0 {
				p.overs = append(p.overs, Over{File: f.File, Value: val, node: from, Node: next, maker: d.a, on: b.On, key: b.Key, name: name, file: f})
			} else if ok && val != 0 && f.known.Nodes[next].Result < 0 && len(f.known.Nodes[next].Path) > 0 {
				p.overs = append(p.overs, Over{File: f.File, Value: val, node: from, Node: next, maker: d.a, on: b.On, key: b.Key, name: name, file: f, resource: true})
			} else if !ok && val != 0 {
				p.overs = append(p.overs, Over{File: f.File, Value: val, node: from, Node: d.b, maker: d.a, on: b.On, key: b.Key, name: name, file: f, computed: true})
			}
		}
	}
}

// put lets what a node holds arrive in the member name of v, an object of the project.
func (p *Program) put(v value, name string, from int32) {
	switch d := p.data[v]; d.kind {
	case vInstance, vReceiver, vClass, vReceiverClass, vSuper:
		if !p.off["members"] {
			p.connect(from, p.field(d.a, name), forget)
		}
	case vFunc:
		p.connect(from, p.field(d.a, name), forget)
	case vModule:
		path := p.strings[d.a]
		files := p.filesOf(path)
		if len(files) == 0 {
			p.await(path, func() { p.put(v, name, from) })
		}
		for _, g := range files {
			if g.Module == "" || slices.Contains(g.Public, name) {
				p.connect(from, p.moduleField(g, name), forget)
			}
		}
	case vObject:
		p.connect(from, p.slot(d.a, name), forget)
	}
}

// onOutside is the node of what the project stores on objects of outside code, by the last two names of the path:
// app.state.client and request.app.state.client are one.
func (p *Program) onOutside(f *file, on facts.ID, name string) int32 {
	return p.field(-1, f.Language+" "+f.Exprs[on].Text+"."+name)
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
	n, known := p.look(lookKey{kind: lookSetter, a: class, name: name})
	if known {
		return n
	}
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

// An Over is an API method that is assigned over.
type Over struct {
	File     *facts.File
	Value    facts.ID
	Node     int32            // the method, in Known.Nodes
	maker    int32            // of the client; -1 for whatever has the class
	of       int32            // the symbol of that class
	computed bool             // under a name that is not constant, or not of a method; Node is the resource
	resource bool             // what is assigned over is a resource, with all its methods
	members  map[int32]member // of a resource: the nodes of the methods of what is assigned, by method
	name     string
	on, key  facts.ID // what is written: on.name or on[key]
	node     int32
	file     *file
}

// standsForClass reports whether an expression is written as what instances of a class have, or is the name of that and of nothing else.
func (f *file) standsForClass(id facts.ID) bool {
	e := &f.Exprs[f.uncast(id)]
	if e.Op == facts.Name {
		if bound := f.bound(e); len(bound) == 1 {
			e = &f.Exprs[f.uncast(bound[0])]
		}
	}
	return e.Op == facts.Typed
}

// replaced reports whether a method is assigned over in a file.
func (p *Program) replaced(f *file, method int32) bool {
	nodes := f.known.Nodes
	return slices.ContainsFunc(p.overs, func(o Over) bool {
		return o.file == f && !o.computed && !o.resource && nodes[o.Node].Method == nodes[method].Method
	})
}
