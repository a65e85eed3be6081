package program

import (
	"strconv"
	"strings"

	"github.com/quotalint/quotalint/internal/facts"
)

// An application is a call, or what stands for one: a function and the arguments it is given.
type application struct {
	file  *file
	scope int32    // the scope it stands in
	expr  facts.ID // the call; 0 for one that the source does not spell out
	items []facts.Item
	nodes []int32 // arguments by position that are no expressions; used if items is nil
	index int32   // in Program.apps, plus one; 0 until a generator needs it
}

// nth is the expression of a positional argument; 0 if there is none.
func (c *application) nth(i int) facts.ID {
	for _, it := range c.items {
		if it.Name != "" || it.Spread == facts.Members {
			continue
		}
		if it.Spread == facts.Elems {
			return 0
		}
		if i == 0 {
			return it.Value
		}
		i--
	}
	return 0
}

// positional is the node of a positional argument.
func (p *Program) positional(c *application, i int) (int32, bool) {
	if c.nodes != nil {
		if i < len(c.nodes) {
			return c.nodes[i], true
		}
		return 0, false
	}
	id := c.nth(i)
	return p.node(c.file, id), id != 0
}

// argument is the node of an argument by position ("0") or keyword.
func (p *Program) argument(c *application, name string) (int32, bool) {
	if i, err := strconv.Atoi(name); err == nil {
		return p.positional(c, i)
	}
	id := c.keyword(name)
	return p.node(c.file, id), id != 0
}

// behindReceiver is the application without its first argument.
func (c *application) behindReceiver() *application {
	rest := *c
	if len(c.nodes) > 0 {
		rest.nodes = c.nodes[1:]
	}
	if len(c.items) > 0 && c.items[0].Name == "" && c.items[0].Spread == facts.One {
		rest.items = c.items[1:]
	}
	return &rest
}

func (c *application) keyword(name string) facts.ID {
	for _, it := range c.items {
		if it.Name == name {
			return it.Value
		}
	}
	return 0
}

func (p *Program) buildCall(f *file, site facts.Site) {
	e := &f.Exprs[site.Expr]
	c := &application{file: f, scope: site.Scope, expr: site.Expr, items: e.Items}
	n := p.node(f, site.Expr)
	p.on(p.node(f, e.X), func(v value) { p.apply(c, v, n) })
	if callee := &f.Exprs[e.X]; callee.Op == facts.Member {
		p.on(p.node(f, callee.X), func(v value) {
			if p.data[v].kind == vParam {
				p.callBack(c) // a method of something that may come from outside: executor.submit(f, client)
			}
		})
	}
}

// callWith calls the values of fun with arguments that are nodes.
func (p *Program) callWith(f *file, fun int32, args []int32, result int32) {
	if args == nil {
		args = []int32{}
	}
	c := &application{file: f, nodes: args}
	p.on(fun, func(v value) { p.apply(c, v, result) })
}

// apply lets what calling v gives arrive in result.
func (p *Program) apply(c *application, v value, result int32) {
	f := c.file
	switch d := p.data[v]; d.kind {
	case vFunc:
		p.applyFunc(c, d, result)
	case vClass, vReceiverClass:
		p.applyClass(c, d, result)
	case vOutside:
		p.applyOutside(c, d, result)
	case vForeign, vUnseen, vPending:
		p.callBack(c)
		p.add(result, v)
	case vInstance, vReceiver:
		if _, class := p.scopeOf(d.a); class.Invoke != "" && !p.off["invoke"] {
			m := p.extra()
			p.read(f, v, class.Invoke, m)
			p.on(m, func(w value) {
				if k := p.data[w].kind; k == vFunc || k == vForeign {
					p.apply(c, w, result)
				}
			})
		}
	case vMethodOf:
		p.containerCall(c, d.a, f.known.Methods[p.strings[d.b]], result)
	case vMade, vDeclared, vParam:
		if d.kind == vParam && d.c == f.known.Root {
			p.callBack(c)
		}
		p.applyPath(c, d, result)
	case vDecorator:
		if n, ok := p.positional(c, 0); ok {
			p.connect(n, result, keep)
		}
	case vGives:
		p.connect(d.a, result, keep)
	}
}

// applyPath: a client can be cloned, and some methods open something that has methods (rule 14).
func (p *Program) applyPath(c *application, d datum, result int32) {
	at := &d.b
	if d.kind == vParam {
		at = &d.c
	}
	nd := &c.file.known.Nodes[*at]
	if d.kind == vMade && p.makers[d.a].Factory != 0 && d.b == c.file.known.Root {
		p.readRaw(c.file, p.makers[d.a].Factory, func(v value) { p.apply(c, v, result) })
	}
	if nd.Result < 0 {
		if nd.Method >= 0 {
			p.start(result, datum{kind: vForeign, flags: p.testFlag(c.file)})
		}
		return
	}
	if p.off["opens"] {
		return
	}
	*at = nd.Result
	p.add(result, p.of(d))
}

// applyFunc: rules 4, 5 and 17.
func (p *Program) applyFunc(c *application, d datum, result int32) {
	if d.flags&fUnbound != 0 {
		c = c.behindReceiver()
	}
	if class, ok := p.handsUp(c, d.a); ok {
		p.initialise(c, d.a, class, byUp)
		return
	}
	p.bindArgs(c, d.a)
	if fa := p.asFunction(d.a); fa != 0 && !p.off["hides"] {
		p.start(result, p.madeBy(c.file, fa, c.expr))
		return
	}
	_, fn := p.scopeOf(d.a)
	if fn.Flags&facts.Generator != 0 {
		if p.off["generators"] {
			return
		}
		if c.index == 0 {
			p.apps = append(p.apps, *c)
			c.index = int32(len(p.apps))
		}
		p.start(result, datum{kind: vRunning, a: d.a, b: c.index - 1, flags: d.flags & fEntered})
		return
	}
	p.returned(c, p.result(d.a).ret, d, result)
}

// returned lets the results of a function arrive where it is called: what entered by a parameter returns as the argument of
// this call and in no other way (rule 4).
func (p *Program) returned(c *application, ret int32, fn datum, result int32) {
	p.on(ret, func(v value) {
		d := p.data[v]
		if !p.off["summaries"] {
			if d.kind == vParam {
				if d.a == fn.a {
					p.substitute(c, fn.a, d, result, keep)
				}
				return
			}
			if d.flags&fEntered != 0 {
				return
			}
		} else if d.kind == vParam {
			return
		}
		d.flags |= fn.flags & fEntered
		p.add(result, p.of(d))
	})
}

// substitute puts the argument of a call in the place of a parameter that the function returns.
func (p *Program) substitute(c *application, fn int32, d datum, result int32, how pass) {
	f, scope := p.scopeOf(fn)
	path := f.known.Nodes[d.c].Path
	for _, n := range p.argumentsFor(c, scope, d.b) {
		for i, seg := range path {
			n = p.step(c.file, n, seg, strings.Join(path[:i+1], "."))
		}
		p.connect(n, result, how)
	}
}

// step is the node of a member, or of the result of a call, of what n holds.
func (p *Program) step(f *file, n int32, seg, path string) int32 {
	key := lookKey{kind: lookPath, a: n, name: path}
	if to, ok := p.looks[key]; ok {
		return to
	}
	to := p.extra()
	p.looks[key] = to
	if seg == callSegment {
		p.callWith(f, n, nil, to)
	} else {
		p.on(n, func(v value) { p.read(f, v, seg, to) })
	}
	return to
}

// callSegment is a call in a path.
const callSegment = "()"

// argumentsFor are the nodes of the arguments that a call may give for a parameter.
func (p *Program) argumentsFor(c *application, fn *facts.Scope, param int32) []int32 {
	par := fn.Params[param]
	if id := c.keyword(par.Name); id != 0 {
		return []int32{p.node(c.file, id)}
	}
	if n, ok := p.positional(c, int(param)); ok && !par.Keyword {
		return []int32{n}
	}
	var nodes []int32
	at := 0
	for _, it := range c.items {
		switch {
		case it.Spread == facts.Members:
			nodes = append(nodes, p.element(c.file, p.node(c.file, it.Value), par.Name))
		case it.Spread == facts.Elems && int(param) >= at && !par.Keyword:
			nodes = append(nodes, p.element(c.file, p.node(c.file, it.Value), strconv.Itoa(int(param)-at)))
		case it.Name == "":
			at++
		}
	}
	return nodes
}

// element is the node of what n holds under a key.
func (p *Program) element(f *file, n int32, key string) int32 {
	at := lookKey{kind: lookPath, a: n, name: "[" + key + "]"}
	to, ok := p.looks[at]
	if !ok {
		to = p.extra()
		p.looks[at] = to
		p.on(n, func(v value) { p.readKey(f, v, key, 0, to) })
	}
	return to
}

// bindArgs lets the arguments flow to the parameters of a function (rule 4).
func (p *Program) bindArgs(c *application, fn int32) {
	if p.off["arguments"] {
		return
	}
	for i, n := range c.nodes {
		p.bindPosition(fn, i, n)
	}
	at := 0
	for _, it := range c.items {
		n := p.node(c.file, it.Value)
		switch {
		case it.Spread == facts.Elems:
			first := at
			p.on(n, func(v value) { p.spreadElems(c.file, v, fn, first) })
			at = spreadEnd
		case it.Spread == facts.Members:
			p.on(n, func(v value) {
				if d := p.data[v]; d.kind == vObject {
					p.members(d.a, func(name string, slot int32) { p.bindKeyword(fn, name, slot) })
				}
			})
		case it.Name != "":
			p.bindKeyword(fn, it.Name, n)
		case at == spreadEnd: // behind *xs: any position
			p.bindAny(fn, 0, n)
		default:
			p.bindPosition(fn, at, n)
			at++
		}
	}
}

const spreadEnd = 1 << 20

func (p *Program) spreadElems(f *file, v value, fn int32, first int) {
	d := p.data[v]
	if d.kind != vObject {
		n := p.extra()
		p.readKey(f, v, anyKey, 0, n)
		p.bindAny(fn, first, n)
		return
	}
	p.members(d.a, func(name string, slot int32) {
		if i, err := strconv.Atoi(name); err == nil {
			p.bindPosition(fn, first+i, slot)
		} else {
			p.bindAny(fn, first, slot)
		}
	})
}

func (p *Program) bindPosition(fn int32, i int, n int32) {
	_, scope := p.scopeOf(fn)
	for k := range scope.Params {
		par := &scope.Params[k]
		if par.Rest == facts.Elems {
			name := anyKey
			if i >= k {
				name = strconv.Itoa(i - k)
			}
			p.connect(n, p.slot(p.restObject(fn, int32(k)), name), forget)
			return
		}
		if par.Keyword || par.Rest != facts.One {
			return
		}
		if k == i {
			p.connect(n, p.variable(fn, par.Name), enter)
			return
		}
	}
}

func (p *Program) bindAny(fn int32, first int, n int32) {
	_, scope := p.scopeOf(fn)
	for k := first; k < len(scope.Params); k++ {
		switch par := &scope.Params[k]; {
		case par.Rest == facts.Elems:
			p.connect(n, p.slot(p.restObject(fn, int32(k)), anyKey), forget)
		case par.Rest == facts.One && !par.Keyword:
			p.connect(n, p.variable(fn, par.Name), enter)
		}
	}
}

func (p *Program) bindKeyword(fn int32, name string, n int32) {
	_, scope := p.scopeOf(fn)
	for k := range scope.Params {
		switch par := &scope.Params[k]; {
		case par.Rest == facts.One && (par.Name == name || name == anyKey):
			p.connect(n, p.variable(fn, par.Name), enter)
			if name != anyKey {
				return
			}
		case par.Rest == facts.Members:
			p.connect(n, p.slot(p.restObject(fn, int32(k)), name), forget)
		}
	}
}

// applyClass: calling a class makes an instance and runs its initialiser.
func (p *Program) applyClass(c *application, d datum, result int32) {
	p.construct(c, d.a)
	if fa := p.asFunction(d.a); fa != 0 && !p.off["hides"] {
		p.start(p.factories[fa-1].raw, datum{kind: vInstance, a: d.a})
		p.start(result, p.madeBy(c.file, fa, c.expr))
		return
	}
	p.start(result, datum{kind: vInstance, a: d.a, flags: d.flags & fEntered})
	p.on(p.clientBase(d.a), func(v value) {
		if p.off["subclass"] {
			return
		}
		m := p.madeAt(c, p.strings[p.data[v].a], nil)
		made := datum{kind: vInstance, a: d.a, b: m + 1, flags: d.flags&fEntered | p.testFlag(c.file)}
		p.start(p.result(d.a).made, made)
		p.start(result, made)
	})
}

// clientBase is the node of the SDK clients that a class derives from.
func (p *Program) clientBase(class int32) int32 {
	key := lookKey{kind: lookClass, a: class, name: ":client"}
	if n, ok := p.looks[key]; ok {
		return n
	}
	n := p.extra()
	p.looks[key] = n
	p.on(p.result(class).bases, func(v value) {
		switch d := p.data[v]; d.kind {
		case vOutside:
			f, _ := p.scopeOf(class)
			if f.known.Symbols[p.strings[d.a]].Kind == ClientMaker {
				p.add(n, v)
			}
		case vClass:
			p.connect(p.clientBase(d.a), n, keep)
		}
	})
	return n
}

// construct runs the initialiser of a class; keywords of a class without one are stored on its instances (rule 9).
func (p *Program) construct(c *application, class int32) {
	_, scope := p.scopeOf(class)
	if scope.Init != "" && !p.off["constructors"] {
		p.on(p.classMember(class, scope.Init), func(v value) {
			if d := p.data[v]; d.kind == vFunc {
				p.initialise(c, d.a, class, byBuild)
			}
		})
	}
	if scope.Init != "" && owns(scope, scope.Init) || p.off["members"] {
		return
	}
	for _, it := range c.items {
		if it.Name != "" {
			p.connect(p.node(c.file, it.Value), p.field(class, byBuild+it.Name), forget)
		} else if it.Spread == facts.Members {
			p.on(p.node(c.file, it.Value), func(v value) {
				if d := p.data[v]; d.kind == vObject {
					p.members(d.a, func(name string, slot int32) {
						if name != anyKey {
							p.connect(slot, p.field(class, byBuild+name), forget)
						}
					})
				}
			})
		}
	}
	p.fill(c, class, class, 0)
}

// fill stores positional arguments in the fields of a class without an initialiser: those of its bases come first.
func (p *Program) fill(c *application, class, built int32, depth int) {
	_, scope := p.scopeOf(class)
	if depth > maxBases || scope.Init != "" && owns(scope, scope.Init) {
		return
	}
	own := func(before int) {
		for i, par := range scope.Params {
			if n, ok := p.positional(c, before+i); ok {
				p.connect(n, p.field(built, byBuild+par.Name), forget)
			}
		}
	}
	if len(scope.Bases) == 0 {
		own(0)
	}
	p.on(p.result(class).bases, func(v value) {
		if d := p.data[v]; d.kind == vClass {
			own(p.countFields(d.a, depth+1))
			p.fill(c, d.a, built, depth+1)
		} else {
			own(0)
		}
	})
}

// countFields counts the fields of a class without an initialiser and of its first bases, as far as the file says.
func (p *Program) countFields(class int32, depth int) int {
	_, scope := p.scopeOf(class)
	n := len(scope.Params)
	if depth < maxBases {
		for _, v := range p.at(p.result(class).bases).vals {
			if d := p.data[v]; d.kind == vClass {
				return n + p.countFields(d.a, depth+1)
			}
		}
	}
	return n
}

// maxBases bounds how far up fields are counted.
const maxBases = 16

// callBack: outside code calls the functions it is handed, with the arguments handed along.
func (p *Program) callBack(c *application) {
	for i, it := range c.items {
		behind := c.items[i+1:]
		if it.Name != "" {
			behind = threadArgs(c)
		}
		if it.Spread != facts.One {
			continue
		}
		inner := &application{file: c.file, scope: c.scope, items: behind}
		p.on(p.node(c.file, it.Value), func(v value) {
			if d := p.data[v]; d.kind == vFunc {
				p.bindArgs(inner, d.a)
			}
		})
	}
}

// threadArgs are the arguments given beside a callback by keyword: Thread(target=f, args=(client,), kwargs={…}).
func threadArgs(c *application) []facts.Item {
	var items []facts.Item
	for _, it := range c.items {
		switch it.Name {
		case "args":
			items = append(items, facts.Item{Value: it.Value, Spread: facts.Elems})
		case "kwargs":
			items = append(items, facts.Item{Value: it.Value, Spread: facts.Members})
		}
	}
	return items
}

// running lets what a generator yields arrive in to.
func (p *Program) running(d datum, to int32) {
	if p.off["generators"] {
		return
	}
	c := p.apps[d.b]
	p.returned(&c, p.result(d.a).yields, d, to)
}

// enterValue lets what entering v gives arrive in to (rule 5).
func (p *Program) enterValue(f *file, v value, to int32) {
	if p.off["enter"] {
		return
	}
	switch d := p.data[v]; d.kind {
	case vMade:
		p.add(to, v)
		if p.makers[d.a].Factory != 0 && d.b == f.known.Root {
			p.readRaw(f, p.makers[d.a].Factory, func(w value) { p.enterValue(f, w, to) })
		}
	case vDeclared, vForeign, vUnseen, vPending, vParam:
		p.add(to, v)
	case vRunning:
		p.running(d, to)
	case vInstance, vReceiver:
		if d.kind == vInstance && d.b != 0 {
			p.add(to, v)
		}
		_, class := p.scopeOf(d.a)
		for _, name := range class.Enter {
			m := p.extra()
			p.read(f, v, name, m)
			p.callWith(f, m, nil, to)
		}
	}
}
