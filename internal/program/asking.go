package program

import (
	"slices"

	"github.com/quotalint/quotalint/internal/facts"
)

// decided is why nobody can tell what an object hands on that is asked for its members.
const decided = "which members are wrapped is decided where it runs"

// asked reads a method of an instance of a class that is asked, where it runs, for members that it does not declare (__getattr__), and
// that makes something of them before it hands them on.
func (r *reader) asked(out *handedOut, method int32) (Reading, bool) {
	p := r.p
	d := p.data[out.value]
	if d.kind != vInstance {
		return Reading{}, false
	}
	class, path, decides := d.a, out.file.known.Nodes[method].Path, false
	for i, seg := range path {
		next := p.at(p.instanceMember(lookExact, class, 0, seg)).vals
		if decides && i == len(path)-1 && r.declares(class, seg) {
			return Reading{Handling: Unread, Reason: decided}, true // which members have it is decided where it runs
		}
		if r.declares(class, seg) {
			if class = p.instanceAmong(next); class < 0 {
				return Reading{}, false
			}
			continue
		}
		asks, ok := r.asks(class)
		if !ok && decides {
			return Reading{Handling: Unread, Reason: decided}, true
		}
		if !ok {
			return Reading{}, false
		}
		rets := p.at(p.result(asks).ret).vals
		decides = decides || slices.ContainsFunc(rets, func(v value) bool { k := p.data[v].kind; return k == vMade || k == vForeign })
		functions := slices.ContainsFunc(rets, func(v value) bool { return p.data[v].kind == vFunc })
		class = p.instanceAmong(rets)
		switch {
		case !functions && class < 0:
			return Reading{}, false
		case i < len(path)-1 && class < 0:
			return Reading{}, false // it hands on what it is asked for
		case i < len(path)-1:
			continue
		}
		return r.handsOn(out, method, rets), true
	}
	return Reading{}, false
}

// handsOn reads what an object hands on in the place of a method.
func (r *reader) handsOn(out *handedOut, method int32, rets []value) Reading {
	p := r.p
	var worst Reading
	bare := false
	for _, v := range rets {
		d := p.data[v]
		if d.kind != vFunc {
			bare = bare || d.kind != vInstance && d.kind != vNone
			continue
		}
		one := r.code(v, -1)
		r.told(out, method, &one)
		if worse(one, worst) {
			worst = one
		}
	}
	if bare && worst.Handling == Recorded {
		return Reading{Handling: Unread, Reason: decided}
	}
	return worst
}

// declares reports whether a class, or one above it, has a member without being asked for it.
func (r *reader) declares(class int32, name string) bool {
	p := r.p
	return slices.ContainsFunc(p.above(class), func(c int32) bool {
		f, scope := p.scopeOf(c)
		return owns(scope, name) || f.stores[p.scopes[c].local][name]
	})
}

// instanceAmong is the class of the first instance among values; -1 if there is none.
func (p *Program) instanceAmong(vals []value) int32 {
	for _, v := range vals {
		if d := p.data[v]; d.kind == vInstance || d.kind == vReceiver {
			return d.a
		}
	}
	return -1
}

// asks is the function of a class that is asked for members that it does not declare: the one that looks them up elsewhere.
func (r *reader) asks(class int32) (int32, bool) {
	p := r.p
	f, scope := p.scopeOf(class)
	for _, id := range scope.Forwards {
		at := f.Exprs[id].Span
		for s := range f.Scopes {
			if fn := &f.Scopes[s]; fn.Kind == facts.FuncScope && fn.Parent == p.scopes[class].local && fn.Start <= at.Start && at.End <= fn.End {
				return p.global(f, int32(s)), true
			}
		}
	}
	return 0, false
}

// A proxyTraps are functions that stand before an object: that which is asked for its members, that which is called in its place; 0: none.
type proxyTraps struct{ get, apply int32 }

// proxied are the functions of the proxies that are made of an expression.
func (r *reader) proxied() map[exprRef]proxyTraps {
	if r.proxies != nil {
		return r.proxies
	}
	r.proxies = map[exprRef]proxyTraps{}
	for _, f := range r.p.files {
		for _, c := range f.applied[len(f.Calls):] {
			e := &f.Exprs[c.Expr]
			fn := &f.Exprs[e.X]
			if fn.Op != facts.Def || len(e.Items) != 1 {
				continue
			}
			ref := exprRef{int32(f.index), e.Items[0].Value}
			traps := r.proxies[ref]
			switch scope := &f.Scopes[fn.Scope]; {
			case scope.Name == "get" && len(scope.Params) > 1:
				traps.get = r.p.global(f, fn.Scope)
			case scope.Name == "apply":
				traps.apply = r.p.global(f, fn.Scope)
			}
			r.proxies[ref] = traps
		}
	}
	return r.proxies
}

// trap is the function that is asked for the members of a client that reached a node, if it is handed out as a proxy.
func (r *reader) trap(n int32, v value) (int32, bool) {
	p := r.p
	for ref := range p.back(origin{n, v}) {
		if traps := r.proxied()[ref]; traps.get != 0 {
			return traps.get, true
		}
		f := p.files[ref.file]
		if f.Exprs[ref.id].Op != facts.Call {
			continue
		}
		for _, w := range p.at(p.node(f, f.Exprs[ref.id].X)).vals {
			if d := p.data[w]; d.kind == vFunc {
				g, fn := p.scopeOf(d.a)
				for _, id := range fn.Returns {
					if traps := r.proxied()[exprRef{int32(g.index), g.uncast(id)}]; traps.get != 0 {
						return traps.get, true
					}
				}
			}
		}
	}
	return 0, false
}

// puts lists what of its own the function that a proxy asks may give in the place of what it is asked for. What it looks up by the name
// that it is asked for is read as such.
func (r *reader) puts(trap int32) []value {
	p := r.p
	f, fn := p.scopeOf(trap)
	var own []value
	var look func(id facts.ID)
	look = func(id facts.ID) {
		e := &f.Exprs[f.uncast(id)]
		switch e.Op {
		case facts.Index:
			return
		case facts.Either:
			for _, it := range e.Items {
				look(it.Value)
			}
			return
		}
		if r.isTrapped(f, id) {
			own = append(own, p.of(datum{kind: vNone}))
		}
		for _, v := range p.at(p.node(f, f.uncast(id))).vals {
			if k := p.data[v].kind; k == vFunc || k == vObject || k == vInstance {
				own = append(own, v)
			}
		}
	}
	for _, id := range fn.Returns {
		look(id)
	}
	return own
}

// isTrapped reports whether a proxy is made of an expression, or of what its name is bound to, that is asked for its members.
func (r *reader) isTrapped(f *file, id facts.ID) bool {
	ids := []facts.ID{id}
	if e := &f.Exprs[f.uncast(id)]; e.Op == facts.Name {
		ids = f.bound(e)
	}
	return slices.ContainsFunc(ids, func(id facts.ID) bool {
		target := f.uncast(id)
		if e := &f.Exprs[target]; e.Op == facts.Either && len(e.Items) > 0 {
			target = e.Items[0].Value
		}
		return r.proxied()[exprRef{int32(f.index), target}].get != 0
	})
}

// mayPut reports whether something of its own may stand for a method on a proxy.
func (r *reader) mayPut(out *handedOut, method int32) bool {
	p := r.p
	path := out.file.known.Nodes[method].Path
	return slices.ContainsFunc(out.own, func(v value) bool {
		for _, seg := range path[1:] {
			d := p.data[v]
			if d.kind != vObject {
				return true
			}
			i := slices.Index(p.objects[d.a].names, seg)
			if i < 0 || len(p.at(p.objects[d.a].slots[i]).vals) == 0 {
				return false
			}
			v = p.at(p.objects[d.a].slots[i]).vals[0]
		}
		return true
	})
}

// isProxy reports whether a value stands for a proxy: an instance of a class without a name that looks all its members up elsewhere.
func (p *Program) isProxy(v value) bool {
	d := p.data[v]
	if d.kind != vInstance {
		return false
	}
	_, class := p.scopeOf(d.a)
	return class.Name == "" && class.Init == "" && len(class.Owns) == 0 && len(class.Forwards) > 0
}
