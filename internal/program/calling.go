package program

import (
	"slices"

	"github.com/quotalint/quotalint/internal/facts"
)

// call reads one call, but for what the functions of the project do that it calls.
func (r *reader) call(f *file, scope int32, c facts.Site, does *recording) {
	p := r.p
	e := &f.Exprs[c.Expr]
	if r.isMuted(f, e.X) {
		return
	}
	w := r.when(f, c.Guard)
	w.failed = w.failed || c.Failed
	if r.isNamed(f, e.X) {
		does.deed.join(w.limit(deed{plain: true, stream: true}, r.tellsAny(f, e.Items)))
	}
	if r.isOriginal(f, e.X) {
		does.original = true
		return
	}
	handed := false // something that is called, or the call itself, is all that matters
	for _, it := range e.Items {
		for _, v := range p.at(p.node(f, it.Value)).vals {
			switch d := p.data[v]; d.kind {
			case vFunc:
				handed = true
			case vMade, vDeclared:
				if f.known.Nodes[d.b].Method >= 0 {
					does.original, handed = true, true
				}
			}
		}
	}
	r.takesOut(f, e, does)
	name, container := r.into(f, scope, e.X)
	if container {
		r.put(f, c, w, name, does)
	}
	if handed || container || len(r.records) > 0 || !r.active(f, scope, e.X, 0) && !r.intoKept(f, c) {
		return
	}
	tells := r.tellsAny(f, e.Items)
	member := &f.Exprs[e.X]
	if !tells && member.Op == facts.Member && replaces(f, member.Text) {
		return // a cache, a setting
	}
	grows := member.Op == facts.Member && slices.Contains(f.known.Grows, "."+member.Text)
	if !tells && !grows && r.used(f, c.Expr) && !r.fed(f, c) {
		return // a question
	}
	if !tells && !grows && r.forwards(f, scope, c.Expr) {
		return
	}
	does.deed.join(w.limit(deed{plain: true, stream: true}, tells))
}

// put reads a call of a method of a container that outlives the function.
func (r *reader) put(f *file, c facts.Site, w when, name string, does *recording) {
	e := &f.Exprs[c.Expr]
	callee := &f.Exprs[e.X]
	tells := r.tellsAny(f, e.Items)
	if len(r.records) > 0 || !tells && (r.clockOnly(f, e.Items) || replaces(f, callee.Text) && !r.mentions(f, e.Items, callee.X)) {
		return
	}
	does.adds = append(does.adds, added{name, w.limit(deed{plain: true, stream: true}, tells)})
}

// into is the name of the container that outlives a function and into which a callee puts something.
func (r *reader) into(f *file, scope int32, callee facts.ID) (name string, ok bool) {
	p := r.p
	for _, v := range p.at(p.node(f, callee)).vals {
		d := p.data[v]
		if d.kind != vMethodOf || !keepsElement(f, p.strings[d.b]) {
			continue
		}
		switch e := &f.Exprs[callee]; {
		case e.Op == facts.Member && (d.a < 0 || r.outer(f, scope, callee) || r.outer(f, scope, heldBy(f, e.X))):
			return lastName(f.File, e.X), true
		case e.Op == facts.Name && r.outer(f, scope, callee):
			return plainName(e.Text), true
		}
	}
	return "", false
}

// heldBy is the container out of which a call takes something: x of x.get().
func heldBy(f *file, id facts.ID) facts.ID {
	for {
		e := &f.Exprs[f.uncast(id)]
		if e.Op != facts.Call {
			return id
		}
		member := &f.Exprs[e.X]
		if member.Op != facts.Member || f.known.Methods[member.Text] == "" {
			return id
		}
		id = member.X
	}
}

// maxBack is how many bindings back it is looked what a name holds.
const maxBack = 6

// active reports whether a callee is code that nobody has read and that is not known to record nothing.
func (r *reader) active(f *file, scope int32, callee facts.ID, back int) bool {
	p := r.p
	if member := &f.Exprs[callee]; member.Op == facts.Member && slices.Contains(f.known.Inert, "."+member.Text) {
		return false
	}
	vals := p.at(p.node(f, callee)).vals
	if len(vals) == 0 {
		return !r.local(f, scope, callee, back) && !r.inertRoot(f, callee)
	}
	active := false
	for _, v := range vals {
		switch d := p.data[v]; d.kind {
		case vMade, vDeclared, vClass, vMethodOf:
			return false
		case vFunc:
			if !r.declaredOnly(d.a) {
				return false
			}
			active = true
		case vOutside:
			symbol := p.strings[d.a]
			module, _ := splitSymbol(symbol)
			if f.known.isInert(symbol) || symbol == typeSymbol || f.known.SDK(module) {
				return false
			}
			active = true
		case vForeign, vUnseen, vParam, vPending:
			if r.local(f, scope, callee, back) || r.inertRoot(f, callee) || d.kind == vForeign && r.fromInert(f, origin{p.node(f, callee), v}) {
				return false
			}
			active = true
		}
	}
	return active
}

// declaredOnly reports whether a function is a method of an interface: of a class that nobody constructs and that says of no method what
// it does.
func (r *reader) declaredOnly(scope int32) bool {
	p := r.p
	f, fn := p.scopeOf(scope)
	if fn.Flags&facts.Abstract == 0 || fn.Parent < 0 || f.Scopes[fn.Parent].Kind != facts.ClassScope {
		return false
	}
	if slices.ContainsFunc(f.Scopes, func(s facts.Scope) bool {
		return s.Kind == facts.FuncScope && s.Parent == fn.Parent && s.Flags&facts.Abstract == 0
	}) {
		return false
	}
	class := p.global(f, fn.Parent)
	return !slices.ContainsFunc(p.files, func(g *file) bool {
		return slices.ContainsFunc(g.Calls, func(c facts.Site) bool {
			return slices.ContainsFunc(p.at(p.node(g, g.Exprs[c.Expr].X)).vals, func(v value) bool { return p.data[v].kind == vClass && p.data[v].a == class })
		})
	})
}

// fromInert reports whether a value is what code outside gave that is known to record nothing: a tracer, a limiter.
func (r *reader) fromInert(f *file, at origin) bool {
	p := r.p
	for ref := range p.back(at) {
		g := p.files[ref.file]
		if g.Exprs[ref.id].Op != facts.Call {
			continue
		}
		for _, v := range p.at(p.node(g, g.Exprs[ref.id].X)).vals {
			if d := p.data[v]; d.kind == vOutside {
				return f.known.isInert(p.strings[d.a])
			}
		}
	}
	return false
}

// calls reports whether code of the project is among values.
func (p *Program) calls(vals []value) bool {
	return slices.ContainsFunc(vals, func(v value) bool {
		k := p.data[v].kind
		return k == vFunc || k == vInstance || k == vReceiver || k == vOutside
	})
}

// keepsElement reports whether a method of a container puts something into it.
func keepsElement(f *file, method string) bool {
	switch f.known.Methods[method] {
	case "add", "update", "set", "append", "put", "extend", "insert", "store":
		return true
	}
	return false
}

// replaces reports whether what a method of a container puts into it takes the place of what was under the same key.
func replaces(f *file, method string) bool {
	switch f.known.Methods[method] {
	case "update", "set", "put", "store":
		return true
	}
	return method == "set"
}

// local reports whether an expression begins at a name of the function itself, its arguments or the response; what code outside
// gave it that may record is none.
func (r *reader) local(f *file, scope int32, id facts.ID, back int) bool {
	root := rootOf(f.File, id)
	if root == 0 {
		call := rootExpr(f.File, id)
		if f.Exprs[call].Op != facts.Call || call == id || back >= maxBack {
			return true // a literal
		}
		for _, v := range r.p.at(r.p.node(f, f.Exprs[call].X)).vals {
			if d := r.p.data[v]; d.kind == vFunc {
				does := r.function(d.a, -1)
				return does.original || does.asked
			}
		}
		return !r.active(f, scope, f.Exprs[call].X, back+1)
	}
	e := &f.Exprs[root]
	if e.Op != facts.Name {
		return false
	}
	for s := e.Scope; s >= 0; s = f.Scopes[s].Parent {
		if owns(&f.Scopes[s], e.Text) {
			return r.p.global(f, f.function(s)) == scope && !receives(f, s, e.Text) && (back >= maxBack || !r.bringsIn(f, scope, s, e.Text, back))
		}
	}
	return false
}

// bringsIn reports whether a name of a function is bound to what code outside gave that may record.
func (r *reader) bringsIn(f *file, scope, owner int32, name string, back int) bool {
	return slices.ContainsFunc(f.Scopes[owner].Binds, func(b facts.Bind) bool {
		if b.On != 0 || b.Name != name {
			return false
		}
		id := f.uncast(b.Value)
		if f.Exprs[id].Op == facts.Enter {
			id = f.uncast(f.Exprs[id].X)
		}
		e := &f.Exprs[id]
		if e.Op != facts.Call || r.isOriginal(f, e.X) {
			return false
		}
		if r.makesKept(f, e.X) {
			return true
		}
		vals := r.p.at(r.p.node(f, e.X)).vals
		return len(vals) > 0 && r.active(f, scope, e.X, back+1)
	})
}

// outer reports whether an expression begins at something that outlives the function.
func (r *reader) outer(f *file, scope int32, id facts.ID) bool {
	root := rootOf(f.File, id)
	if root == 0 || f.Exprs[root].Op != facts.Name {
		return root != 0
	}
	e := &f.Exprs[root]
	for s := e.Scope; s >= 0; s = f.Scopes[s].Parent {
		if owns(&f.Scopes[s], e.Text) {
			return r.p.global(f, f.function(s)) != scope || receives(f, s, e.Text)
		}
	}
	return true
}

// receives reports whether a name of a function is that of its receiver.
func receives(f *file, owner int32, name string) bool {
	return slices.ContainsFunc(f.Scopes[owner].Binds, func(b facts.Bind) bool {
		return b.On == 0 && b.Name == name && (f.Exprs[b.Value].Op == facts.Self || f.Module != "" && f.Exprs[b.Value].Op == facts.Typed)
	})
}

// rootOf is the name or receiver at which a chain of members begins; 0 if it begins otherwise.
func rootOf(f *facts.File, id facts.ID) facts.ID {
	for {
		switch e := &f.Exprs[id]; e.Op {
		case facts.Member, facts.Index, facts.Cast:
			id = e.X
		case facts.Name, facts.Self, facts.Cls, facts.Import:
			return id
		default:
			return 0
		}
	}
}

// lastName is the last name of a chain of members.
func lastName(f *facts.File, id facts.ID) string {
	for {
		switch e := &f.Exprs[id]; e.Op {
		case facts.Index, facts.Cast:
			id = e.X
		default:
			return plainName(e.Text)
		}
	}
}

// isInert reports whether what an outside symbol does is known to record nothing.
func (k *Known) isInert(symbol string) bool {
	return slices.ContainsFunc(k.Inert, func(entry string) bool { return within(symbol, entry) })
}

// isClock reports whether an outside symbol tells the time.
func (k *Known) isClock(symbol string) bool {
	return slices.ContainsFunc(k.Clocks, func(entry string) bool { return within(symbol, entry) })
}
