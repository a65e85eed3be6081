package program

import (
	"fmt"
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

// isNew reports whether the call makes a value of a type: `new`, a literal of the type.
func (c *application) isNew() bool { return c.expr != 0 && c.file.Exprs[c.expr].New }

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

// argument is the node of an argument by position ("0") or keyword, or of a member of one ("0.client").
func (p *Program) argument(c *application, name string) (int32, bool) {
	if outer, key, ok := strings.Cut(name, "."); ok {
		n, given := p.argument(c, outer)
		if !given {
			return 0, false
		}
		return p.element(c.file, n, key), true
	}
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

// callFor calls the values of fun, with arguments that are nodes, on behalf of a call that the source spells out. It does so
// once: what is called may be a method that calls its own argument, such as one of the elements that it is called with.
func (p *Program) callFor(c *application, fun int32, args []int32, result int32) {
	if _, known := p.look(lookKey{kind: lookCalled, a: p.node(c.file, c.expr), b: fun, name: fmt.Sprint(c.scope, result, args)}); known {
		return
	}
	inner := &application{file: c.file, scope: c.scope, expr: c.expr, nodes: append([]int32{}, args...)}
	p.on(fun, func(v value) { p.apply(inner, v, result) })
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
	case vForeign:
		p.callBack(c)
		d.flags |= fObject
		p.add(result, p.of(d))
		p.literal(c, result)
		p.mark(c, "", result)
	case vUnseen, vPending:
		p.callBack(c)
		p.add(result, v)
	case vAlias: // a generic type with its arguments
		if c.isNew() {
			p.typedValue(f, v, result)
		}
	case vInstance, vReceiver:
		if _, class := p.scopeOf(d.a); class.Invoke != "" && !p.off["invoke"] {
			m := p.newNode()
			p.read(f, v, class.Invoke, m)
			p.on(m, func(w value) {
				if k := p.data[w].kind; k == vFunc || k == vForeign {
					p.apply(c, w, result)
				}
			})
		}
		if g, _ := p.scopeOf(d.a); g.Module != "" {
			p.on(p.field(d.a, converted), func(w value) {
				if p.data[w].kind == vFunc {
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
	case vCollect:
		for i := 0; ; i++ {
			if _, more := p.positional(c, i+1); more {
				continue
			}
			if n, ok := p.positional(c, i); ok {
				p.connect(n, d.a, forget)
			}
			break
		}
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
		if nd.Method >= 0 && d.kind != vParam { // a parameter need not be a client
			p.start(result, datum{kind: vForeign, flags: p.testFlag(c.file)})
		}
		return
	}
	if p.off["opens"] {
		return
	}
	if len(nd.Path) == 0 && len(c.file.known.Nodes[nd.Result].Path) == 0 {
		d.flags |= fClone
	}
	*at = nd.Result
	if nd.Clone {
		d = p.cloned(c.file, d)
	}
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
		p.start(result, p.madeBy(c.file, fa))
		p.on(p.factories[fa-1].raw, func(v value) {
			if part := p.data[v]; part.kind == vMade && part.b != c.file.known.Root { // it hands out a part of a client
				made := p.madeBy(c.file, fa)
				made.b = part.b
				p.start(result, made)
			}
		})
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
	p.severalResults(c, d.a, result)
}

// severalResults: what entered by a parameter returns, in a table of results too, as the argument of this call (rule 4).
func (p *Program) severalResults(c *application, fn int32, result int32) {
	if c.expr == 0 || p.off["summaries"] {
		return
	}
	f, scope := p.scopeOf(fn)
	for _, id := range scope.Returns {
		if !f.results[id] {
			continue
		}
		for _, it := range f.Exprs[id].Items {
			if it.Name == "" || it.Spread != facts.One {
				continue
			}
			p.on(p.node(f, it.Value), func(v value) {
				if d := p.data[v]; d.kind == vParam && d.a == fn {
					o := p.tableOf(c, "results")
					p.start(result, datum{kind: vObject, a: o})
					p.substitute(c, fn, d, p.slot(o, it.Name), forget)
				}
			})
		}
	}
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
		if d.flags&fClone != 0 {
			n = p.clone(n)
		}
		p.connect(n, result, how)
	}
}

// clone is the node of the clones of the clients that a node holds.
func (p *Program) clone(n int32) int32 {
	to, known := p.look(lookKey{kind: lookPath, a: n, name: "\x00clone"})
	if !known {
		p.on(n, func(v value) {
			d := p.data[v]
			if d.kind == vMade || d.kind == vDeclared || d.kind == vParam {
				d.flags |= fClone
			}
			p.add(to, p.of(d))
		})
	}
	return to
}

// step is the node of a member, or of the result of a call, of what n holds.
func (p *Program) step(f *file, n int32, seg, path string) int32 {
	to, known := p.look(lookKey{kind: lookPath, a: n, name: path})
	if known {
		return to
	}
	if seg == callSegment {
		p.callWith(f, n, nil, to)
	} else {
		p.on(n, func(v value) { p.read(f, v, seg, to) })
	}
	return to
}

// callSegment is a call in a path.
const callSegment = "()"

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
			m := p.newNode()
			p.read(f, v, name, m)
			p.callWith(f, m, nil, to)
		}
	}
}
