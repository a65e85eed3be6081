package program

import (
	"strconv"

	"github.com/quotalint/quotalint/internal/facts"
)

// argumentsFor are the nodes of the arguments that a call may give for a parameter.
func (p *Program) argumentsFor(c *application, fn *facts.Scope, param int32) []int32 {
	par := fn.Params[param]
	if id := c.keyword(par.Name); id != 0 {
		return []int32{p.node(c.file, id)}
	}
	if c.spreadsResults(fn) {
		return []int32{p.element(c.file, p.node(c.file, c.items[0].Value), strconv.Itoa(int(param)))}
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
	to, known := p.look(lookKey{kind: lookPath, a: n, name: "[" + key + "]"})
	if !known {
		p.on(n, func(v value) {
			d := p.data[v]
			if d.kind != vObject {
				p.readKey(f, v, key, 0, to)
				return
			}
			p.connect(p.slot(d.a, key), to, keep)
			p.connect(p.slot(d.a, anyKey), to, loosely)
		})
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
	if _, scope := p.scopeOf(fn); c.spreadsResults(scope) {
		n := p.node(c.file, c.items[0].Value)
		for i := range scope.Params {
			p.bindPosition(fn, i, p.element(c.file, n, strconv.Itoa(i)))
		}
		return
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

// spreadsResults reports whether a call hands over the several results of another call: f(g()) where f takes more than one.
func (c *application) spreadsResults(fn *facts.Scope) bool {
	return c.file.Module != "" && len(fn.Params) > 1 && len(c.items) == 1 && c.items[0].Spread == facts.One &&
		c.items[0].Name == "" && c.file.Exprs[c.items[0].Value].Op == facts.Call
}

const spreadEnd = 1 << 20

func (p *Program) spreadElems(f *file, v value, fn int32, first int) {
	d := p.data[v]
	if d.kind != vObject {
		n := p.newNode()
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
			p.connect(n, p.variable(fn, par.Name), loosely)
		}
	}
}

func (p *Program) bindKeyword(fn int32, name string, n int32) {
	_, scope := p.scopeOf(fn)
	for k := range scope.Params {
		switch par := &scope.Params[k]; {
		case par.Rest == facts.One && name == anyKey:
			p.connect(n, p.variable(fn, par.Name), loosely)
		case par.Rest == facts.One && par.Name == name:
			p.connect(n, p.variable(fn, par.Name), enter)
			return
		case par.Rest == facts.Members:
			p.connect(n, p.slot(p.restObject(fn, int32(k)), name), forget)
		}
	}
}

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
