package program

import (
	"slices"

	"github.com/quotalint/quotalint/internal/facts"
)

// build writes down how the values of one file flow.
func (p *Program) build(f *file) {
	for s := range f.Scopes {
		p.buildScope(f, int32(s))
	}
	for id := range f.Exprs {
		if id > 0 {
			p.buildExpr(f, facts.ID(id))
		}
	}
	for _, site := range f.applied {
		p.buildCall(f, site)
	}
}

func (p *Program) result(scope int32) *scopeNodes {
	r := &p.results[scope]
	if r.ret == 0 {
		first := p.newNodes(5)
		*r = scopeNodes{first, first + 1, first + 2, first + 3, first + 4}
		p.at(r.subs).wide, p.at(r.made).wide = true, true
	}
	return r
}

func (p *Program) buildScope(f *file, s int32) {
	scope, g := &f.Scopes[s], p.global(f, s)
	for _, id := range scope.Returns {
		p.connect(p.node(f, id), p.result(g).ret, keep)
	}
	for _, id := range scope.Yields {
		p.connect(p.node(f, id), p.result(g).yields, keep)
	}
	if scope.Kind == facts.ClassScope {
		p.buildClass(f, s)
	}
	if scope.Kind == facts.FuncScope {
		for i := range scope.Params {
			p.buildParam(f, s, int32(i))
		}
	}
	for i := range scope.Binds {
		p.buildBind(f, s, &scope.Binds[i])
	}
	if fa := p.asFunction(g); fa != 0 && scope.Kind == facts.FuncScope {
		raw := p.factories[fa-1].raw
		p.connect(p.result(g).ret, raw, forget)
		p.connect(p.result(g).yields, raw, forget)
	}
}

func (p *Program) buildClass(f *file, s int32) {
	scope, g := &f.Scopes[s], p.global(f, s)
	for _, id := range scope.Bases {
		p.connect(p.node(f, id), p.result(g).bases, forget)
	}
	p.on(p.result(g).bases, func(v value) {
		if d := p.data[v]; d.kind == vClass && !p.off["inheritance"] {
			p.start(p.result(d.a).subs, datum{kind: vClass, a: g})
			p.connect(p.result(g).subs, p.result(d.a).subs, keep)
		}
	})
	for i := range scope.Params { // fields of a class without an initialiser
		if par := &scope.Params[i]; par.Type != 0 {
			p.typed(f, par.Type, p.field(g, par.Name))
		}
	}
}

func (p *Program) buildParam(f *file, s, i int32) {
	par, g := &f.Scopes[s].Params[i], p.global(f, s)
	v := p.variable(g, par.Name)
	if par.Rest != facts.One {
		p.start(v, datum{kind: vObject, a: p.restObject(g, i)})
		return
	}
	p.start(v, datum{kind: vParam, a: g, b: i, c: f.known.Root})
	if par.Default != 0 {
		p.connect(p.node(f, par.Default), v, forget)
	}
	if par.Type != 0 {
		p.typed(f, par.Type, v)
	}
}

// buildBind: rules 1, 2, 3, 9.
func (p *Program) buildBind(f *file, s int32, b *facts.Bind) {
	from := p.node(f, b.Value)
	switch {
	case b.On == 0:
		to := p.variable(p.global(f, b.Owner), b.Name)
		how := keep
		if f.function(b.Owner) != f.function(s) {
			how = forget
		}
		p.bindInto(f, b.Value, from, to, how)
	case b.Key == 0 && b.Name != "":
		name := b.Name
		if p.inInit(f, s, b) && !p.off["members"] {
			p.buildInitStore(f, s, b)
			return
		}
		p.on(p.node(f, b.On), func(v value) { p.store(f, v, name, b) })
	case b.Key == 0 || !p.keyed(f, b.Key):
		p.on(p.node(f, b.On), func(v value) { p.store(f, v, anyKey, b) })
	default:
		p.on(p.node(f, b.Key), func(k value) {
			name := p.keyName(k)
			p.on(p.node(f, b.On), func(v value) { p.store(f, v, name, b) })
		})
	}
}

// inInit reports whether a bind stores a member of the receiver in the initialiser of its class.
func (p *Program) inInit(f *file, s int32, b *facts.Bind) bool {
	fn := &f.Scopes[f.function(s)]
	on := &f.Exprs[b.On]
	return fn.Kind == facts.FuncScope && on.Op == facts.Self && on.Scope == fn.Parent && fn.Name == f.Scopes[fn.Parent].Init
}

// bindInto connects a bound value; a variable that is a factory gives the factory's client and nothing else.
func (p *Program) bindInto(f *file, value facts.ID, from, to int32, how pass) {
	if fa := p.asVariable(f, value); fa != 0 && !p.off["hides"] {
		p.connect(from, p.factories[fa-1].raw, forget)
		p.start(to, p.madeBy(f, fa))
		return
	}
	p.connect(from, to, how)
}

// anyKey stands for a key that is not known.
const anyKey = "*"

// keyed reports whether a key expression can have a value that names a member.
func (p *Program) keyed(f *file, id facts.ID) bool {
	switch f.Exprs[id].Op {
	case facts.Opaque, facts.None:
		return false
	}
	return !p.off["computed"] || f.Exprs[id].Op == facts.Text
}

func (p *Program) keyName(v value) string {
	if d := p.data[v]; d.kind == vText && d.b == 0 {
		return p.strings[d.a]
	}
	return anyKey
}

func (p *Program) buildExpr(f *file, id facts.ID) {
	e, n := &f.Exprs[id], p.node(f, id)
	switch e.Op {
	case facts.Opaque:
		p.start(n, datum{kind: vForeign, flags: p.testFlag(f)})
	case facts.None:
		if p.off["none"] {
			p.start(n, p.unseen(f, "nothing"))
		} else {
			p.start(n, datum{kind: vNone})
		}
	case facts.Name:
		p.buildName(f, e, n)
	case facts.Member:
		sel := e.Text
		p.on(p.node(f, e.X), func(v value) {
			p.read(f, v, sel, n)
			if x := &f.Exprs[e.X]; p.data[v].kind == vForeign && x.Text != "" && !p.off["members"] {
				p.connect(p.onOutside(f, e.X, sel), n, keep)
			}
		})
	case facts.Index:
		p.buildIndex(f, id, n)
	case facts.Import:
		p.buildImport(f, e, n)
	case facts.Def:
		p.buildDef(f, e, n)
	case facts.Cast:
		p.connect(p.node(f, e.X), n, keep)
		p.typed(f, e.Y, n)
	case facts.Typed:
		p.typed(f, e.X, n)
	case facts.Either:
		for i, it := range e.Items {
			how := keep
			if e.Text == "or" && i < len(e.Items)-1 {
				how = truthy
			}
			if i == 0 || !p.off["choices"] {
				p.connect(p.node(f, it.Value), n, how)
			}
		}
	case facts.Table:
		p.buildTable(f, id, n)
	case facts.Text:
		p.buildText(f, e, n)
	case facts.Self:
		p.start(n, datum{kind: vReceiver, a: p.global(f, e.Scope)})
	case facts.Super:
		p.start(n, datum{kind: vSuper, a: p.global(f, e.Scope)})
	case facts.Cls:
		p.start(n, datum{kind: vReceiverClass, a: p.global(f, e.Scope)})
	case facts.Decorated:
		p.buildDecorated(f, e, n)
	case facts.Enter:
		p.on(p.node(f, e.X), func(v value) { p.enterValue(f, v, n) })
	case facts.Call:
		// buildCall, with the scope it stands in
	}
}

func (p *Program) buildDef(f *file, e *facts.Expr, n int32) {
	k := vFunc
	if f.Scopes[e.Scope].Kind == facts.ClassScope {
		k = vClass
	}
	p.start(n, datum{kind: k, a: p.global(f, e.Scope)})
}

// buildName: rule 1.
func (p *Program) buildName(f *file, e *facts.Expr, n int32) {
	for s := e.Scope; s >= 0; s = f.Scopes[s].Parent {
		if f.Scopes[s].Kind == facts.ClassScope && s != e.Scope {
			continue
		}
		if !owns(&f.Scopes[s], e.Text) {
			continue
		}
		how := keep
		if f.function(s) != f.function(e.Scope) {
			how = forget
		}
		p.connect(p.variable(p.global(f, s), e.Text), n, how)
		if !p.off["shadowing"] {
			return
		}
	}
	if f.Module != "" && p.shared(p.parts[f.module()], e.Text, n) || p.star(f, e.Text, n) {
		return
	}
	if f.Module != "" && p.named(f, e.Text, n) {
		return
	}
	p.outside(f, f.Globals+":", e.Text, n)
}

// buildIndex: rules 9 and 11.
func (p *Program) buildIndex(f *file, at facts.ID, n int32) {
	e := &f.Exprs[at]
	id := e.Y
	if id == 0 || !p.keyed(f, id) {
		p.on(p.node(f, e.X), func(v value) { p.readKey(f, v, anyKey, at, n) })
		return
	}
	if f.Exprs[id].Op != facts.Text {
		// A key may be a type (Optional[X]); then it has no value that names a member.
		p.on(p.node(f, e.X), func(v value) {
			d := p.data[v]
			if d.kind == vClass || d.kind == vForeign || d.kind == vOutside && f.known.Symbols[p.strings[d.a]].Kind == TypeForm {
				p.readKey(f, v, anyKey, at, n)
			}
		})
	}
	p.on(p.node(f, id), func(k value) {
		name := p.keyName(k)
		p.on(p.node(f, e.X), func(v value) { p.readKey(f, v, name, at, n) })
	})
}

// buildTable: rule 9.
func (p *Program) buildTable(f *file, id facts.ID, n int32) {
	e, o := &f.Exprs[id], p.newObject()
	p.objects[o].test = f.test
	p.start(n, datum{kind: vObject, a: o})
	if p.off["tables"] {
		return
	}
	if slices.ContainsFunc(e.Items, func(it facts.Item) bool { return it.Spread == facts.Members }) {
		base := p.newNode()
		p.objects[o].base = base
	}
	for i, it := range e.Items {
		from := p.node(f, it.Value)
		switch {
		case it.Spread == facts.Elems:
			p.on(from, func(v value) { p.spread(f, v, o, anyKey) })
		case it.Spread == facts.Members:
			p.on(from, func(v value) { p.spread(f, v, o, "") })
		case it.Name != "" && f.results[id] && !p.off["summaries"]:
			p.bindInto(f, it.Value, from, p.slot(o, it.Name), unentered) // the rest comes with each call: severalResults
		case it.Name != "":
			p.bindInto(f, it.Value, from, p.slot(o, it.Name), forget)
		case it.Key == 0 || !p.keyed(f, it.Key):
			p.connect(from, p.slot(o, anyKey), forget)
		default:
			key := e.Items[i].Key
			p.on(p.node(f, key), func(k value) { p.connect(from, p.slot(o, p.keyName(k)), forget) })
		}
	}
}

// buildText: a text is known as far as its parts are constant. Each part goes on from the texts that the parts before it
// make, of which a node keeps only so many.
func (p *Program) buildText(f *file, e *facts.Expr, n int32) {
	at := p.newNode()
	p.start(at, datum{kind: vText, flags: p.testFlag(f), a: p.str("")})
	for _, it := range e.Items {
		next := p.newNode()
		p.on(at, func(head value) {
			if it.Value == 0 {
				p.addText(next, head, it.Name, 0, 0)
				return
			}
			if p.strings[p.data[head].a] != "" {
				p.addText(n, head, "", 0, 1) // as long as the rest is not known
			}
			p.on(p.node(f, it.Value), func(v value) {
				switch d := p.data[v]; {
				case d.kind == vPending:
					p.add(n, v) // the file that it comes from may say more
				case d.kind != vText:
				case d.b != 0:
					p.addText(n, head, p.strings[d.a], d.flags, 1)
				default:
					p.addText(next, head, p.strings[d.a], d.flags, 0)
				}
			})
		})
		at = next
	}
	p.on(at, func(whole value) {
		if e.Truncated {
			p.addText(n, whole, "", 0, 1)
		} else {
			p.addText(n, whole, "", 0, 0)
		}
	})
}

// addText lets a text and what follows it arrive in n; partial is 1 if more may follow.
func (p *Program) addText(n int32, head value, tail string, flags uint8, partial int32) {
	d := p.data[head]
	p.add(n, p.of(datum{kind: vText, flags: (d.flags | flags) & fTest, a: p.str(p.strings[d.a] + tail), b: partial}))
}

// buildDecorated: rule 6. What a decorator of the project calls gets what the decorator was given.
func (p *Program) buildDecorated(f *file, e *facts.Expr, n int32) {
	if p.off["decorators"] {
		p.start(n, datum{kind: vForeign, flags: p.testFlag(f)})
		return
	}
	p.connect(p.node(f, e.Y), n, keep)
	args := &application{file: f, items: []facts.Item{{Value: e.Y}}}
	p.on(p.node(f, e.X), func(v value) {
		switch d := p.data[v]; d.kind {
		case vFunc:
			p.bindArgs(args, d.a)
		case vClass:
			p.construct(args, d.a)
		}
	})
}

func (p *Program) unseen(f *file, reason string) datum {
	return datum{kind: vUnseen, flags: p.testFlag(f), a: p.str(reason)}
}
