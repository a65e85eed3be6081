package program

import (
	"slices"
	"strconv"
	"strings"

	"github.com/quotalint/quotalint/internal/facts"
)

// applyOutside: calling an outside symbol makes a client, takes a part of one, or does what a row of rules says.
func (p *Program) applyOutside(c *application, d datum, result int32) {
	symbol := p.strings[d.a]
	s, known := c.file.known.Symbols[symbol]
	switch {
	case known && s.Kind == ClientMaker:
		m := p.madeAt(c, s.Name, s.Hosts)
		p.start(result, datum{kind: vMade, flags: p.testFlag(c.file), a: m, b: s.Node})
	case known && s.Kind == ResourceMaker:
		p.applyResource(c, s, result)
	case known && s.Kind == ProviderMaker:
		p.applyProvider(c, s, result)
	case known && s.Idiom >= 0 && len(p.wrapping(c.file, symbol)) > 0:
		p.wrap(c, symbol, result)
	case known && s.Idiom >= 0 && !p.off["idioms"]:
		p.applyIdiom(c, &c.file.known.Idioms[s.Idiom], result)
		p.mark(c, symbol, result)
	case known && s.Kind == TypeForm && c.isNew() && len(c.items) == 0:
		p.typedValue(c.file, p.of(d), result)
	default:
		p.callBack(c)
		p.start(result, p.foreign(c.file, symbol))
		p.literal(c, result)
		p.mark(c, symbol, result)
	}
}

// foreign is what a call of an outside symbol gives that rules do not know, or know to be a type.
func (p *Program) foreign(f *file, symbol string) datum {
	d := datum{kind: vForeign, flags: p.testFlag(f) | fObject}
	if symbol == typeSymbol {
		d.a = ofSDK
	}
	return d
}

// ofSDK marks what is foreign and of a type of an SDK.
const ofSDK = 1

// literal: a literal of a type that rules do not know is an object with the members that are written down (rule 9).
func (p *Program) literal(c *application, result int32) {
	if !c.isNew() || p.off["tables"] {
		return
	}
	for _, it := range c.items {
		if it.Name != "" {
			o := p.tableOf(c, "store")
			p.start(result, datum{kind: vObject, a: o})
			p.connect(p.node(c.file, it.Value), p.slot(o, it.Name), forget)
		}
	}
}

// applyProvider: what it makes says who is billed. If that is a container, the member that the constructor looks at says so.
func (p *Program) applyProvider(c *application, s Symbol, result int32) {
	to := result
	if s.Idiom >= 0 {
		row := &c.file.known.Idioms[s.Idiom]
		p.applyIdiom(c, row, result)
		if _, member, ok := strings.Cut(s.Client, "."); ok && row.Stores {
			to = p.slot(p.tableOf(c, "store"), member)
		}
	}
	p.start(to, datum{kind: vText, a: p.str(s.Form)})
}

// madeAt is the maker of a client that a call constructs. A construction that names a host has an identity of its own; of
// others the scope is enough.
func (p *Program) madeAt(c *application, symbol string, hosts []string) int32 {
	m := Maker{Symbol: symbol, Test: c.file.test}
	switch {
	case c.expr == 0:
		m.Scope = p.global(c.file, 0)
	case p.regionOf(c.file, c.scope, c.expr) != 0:
		m.Factory = p.regionOf(c.file, c.scope, c.expr)
	case c.file.test && !p.off["tests"]:
		m.Scope = c.file.scope // one maker a test file: tests make very many clients
	default:
		m.Scope = p.global(c.file, c.scope)
	}
	spread := slices.ContainsFunc(c.items, func(it facts.Item) bool { return it.Spread == facts.Members })
	if len(hosts) > 0 && spread || slices.ContainsFunc(hosts, c.mayGive) {
		m.File, m.Expr = int32(c.file.index), c.expr
	}
	if p.apart(c.file) && c.expr != 0 {
		m.At = p.node(c.file, c.expr)
	}
	return p.maker(m)
}

// applyResource: Completions(client) is a part of that client's surface.
func (p *Program) applyResource(c *application, s Symbol, result int32) {
	p.start(result, datum{kind: vDeclared, a: p.str(s.Name), b: s.Node})
	n, ok := p.argument(c, s.Client)
	if !ok {
		n, ok = p.argument(c, "client")
	}
	if !ok && s.Own {
		m := p.madeAt(c, s.Name, s.Hosts)
		p.start(result, datum{kind: vMade, flags: p.testFlag(c.file), a: m, b: s.Node})
	}
	if !ok || p.off["resources"] {
		return
	}
	p.on(n, func(v value) {
		switch d := p.data[v]; d.kind {
		case vMade, vDeclared:
			d.b = s.Node
			p.add(result, p.of(d))
		case vParam:
			d.c = s.Node
			p.add(result, p.of(d))
		case vInstance:
			if d.b != 0 {
				p.start(result, datum{kind: vMade, flags: p.makerFlag(d.b - 1), a: d.b - 1, b: s.Node})
			}
		}
	})
}

// applyIdiom: rule 6.
func (p *Program) applyIdiom(c *application, row *Idiom, result int32) {
	for _, name := range row.Passes {
		n, ok := p.argument(c, name)
		if !ok {
			continue
		}
		p.connect(n, result, keep)
		if row.Binds && len(c.items) > 0 {
			bound := &application{file: c.file, scope: c.scope, items: c.items[1:]}
			p.on(n, func(v value) {
				if d := p.data[v]; d.kind == vFunc {
					p.bindArgs(bound, d.a)
				}
			})
		}
	}
	for _, name := range row.Elements {
		if n, ok := p.argument(c, name); ok {
			p.on(n, func(v value) { p.readKey(c.file, v, anyKey, 0, result) })
		}
	}
	if row.Invokes != "" {
		p.invoke(c, row, result)
	}
	if row.Collects {
		p.collect(c, result)
	}
	if len(row.Maps) == 2 {
		p.mapOver(c, row, result)
	}
	if row.Stores {
		p.storeAll(c, row, result)
	}
	if row.Decorator {
		p.start(result, datum{kind: vDecorator})
	}
	if len(row.Zips) > 0 {
		p.zip(c, row, result)
	}
	if n, ok := p.argument(c, row.Fills); ok && row.Fills != "" {
		o := p.tableOf(c, "fill")
		p.start(result, datum{kind: vObject, a: o})
		p.callFor(c, n, nil, p.slot(o, anyKey))
	}
	for _, name := range row.Holds {
		o := p.tableOf(c, "hold")
		p.start(result, datum{kind: vObject, a: o})
		if n, ok := p.argument(c, name); ok {
			p.connect(n, p.slot(o, anyKey), forget)
		}
	}
	if row.Pairs != "" {
		p.pairUp(c, row, result)
	}
	if row.Updates != "" {
		p.update(c, row)
	}
	if len(row.Casts) == 2 {
		if n, ok := p.argument(c, row.Casts[1]); ok {
			p.connect(n, result, keep)
		}
		if n, ok := p.argument(c, row.Casts[0]); ok {
			if r, ok := p.exprOf(n); ok {
				p.typed(c.file, r.id, result)
			}
		}
	}
	if row.Imports != "" {
		if n, ok := p.argument(c, row.Imports); ok {
			p.on(n, func(v value) {
				if d := p.data[v]; d.kind == vText && d.b == 0 && !p.off["computed"] {
					p.imported(c.file, p.strings[d.a], "", result)
				}
			})
		}
	}
	if row.Reads {
		p.start(result, datum{kind: vForeign, flags: p.testFlag(c.file)})
	}
}

// invoke: an outside function calls its argument with the arguments behind it.
func (p *Program) invoke(c *application, row *Idiom, result int32) {
	n, ok := p.argument(c, row.Invokes)
	if !ok {
		return
	}
	inner := &application{file: c.file, scope: c.scope, expr: c.expr}
	passed, skip := false, row.Skips
	for _, it := range c.items {
		switch {
		case p.node(c.file, it.Value) == n:
			passed = true
		case passed && it.Name == "" && skip > 0:
			skip--
		case it.Name != "" && it.Name != row.Invokes || passed && it.Name == "":
			inner.items = append(inner.items, it)
		}
	}
	to := result
	if row.Enters {
		to = p.newNode()
		p.on(to, func(v value) {
			if p.data[v].kind == vRunning {
				p.running(p.data[v], result)
			} else {
				p.add(result, v)
			}
		})
	}
	p.on(n, func(v value) {
		if d := p.data[v]; d.kind != vForeign && d.kind != vUnseen && d.kind != vPending {
			p.apply(inner, v, to)
		} else {
			p.add(to, v)
		}
	})
}

func (p *Program) collect(c *application, result int32) {
	o := p.tableOf(c, "collect")
	p.start(result, datum{kind: vObject, a: o})
	at := 0
	for _, it := range c.items {
		switch {
		case it.Name != "":
		case it.Spread != facts.One:
			p.on(p.node(c.file, it.Value), func(v value) { p.spread(c.file, v, o, anyKey) })
		case at < 1<<10:
			p.connect(p.node(c.file, it.Value), p.slot(o, strconv.Itoa(at)), forget)
			at++
		}
	}
}

// mapOver: an outside function calls its argument with any element of another.
func (p *Program) mapOver(c *application, row *Idiom, result int32) {
	fun, ok := p.argument(c, row.Maps[0])
	over, has := p.argument(c, row.Maps[1])
	if !ok || !has {
		return
	}
	element := p.slot(p.tableOf(c, "element"), anyKey)
	p.on(over, func(v value) { p.readKey(c.file, v, anyKey, 0, element) })
	o := p.tableOf(c, "map")
	p.start(result, datum{kind: vObject, a: o})
	p.callFor(c, fun, []int32{element}, p.slot(o, anyKey))
}

// zip: the elements of the result are tables of elements of the arguments.
func (p *Program) zip(c *application, row *Idiom, result int32) {
	pair := p.tableOf(c, "pair")
	for i, name := range row.Zips {
		if n, ok := p.argument(c, name); ok && name != "" {
			slot := p.slot(pair, strconv.Itoa(i))
			p.on(n, func(v value) { p.readKey(c.file, v, anyKey, 0, slot) })
		}
	}
	list := p.tableOf(c, "zip")
	p.start(p.slot(list, anyKey), datum{kind: vObject, a: pair})
	p.start(result, datum{kind: vObject, a: list})
}

// pairUp: the result holds the second of each pair in an argument.
func (p *Program) pairUp(c *application, row *Idiom, result int32) {
	o := p.tableOf(c, "pairs")
	p.start(result, datum{kind: vObject, a: o})
	p.pairs(o)
	n, ok := p.argument(c, row.Pairs)
	if !ok {
		return
	}
	p.on(n, func(list value) {
		pair := p.newNode()
		p.readKey(c.file, list, anyKey, 0, pair)
		p.on(pair, func(v value) {
			if d := p.data[v]; d.kind == vObject {
				p.connect(p.slot(d.a, "1"), p.slot(o, anyKey), forget)
				p.connect(p.slot(d.a, anyKey), p.slot(o, anyKey), forget)
			}
		})
	})
}

// update: the members of the arguments behind one become its members.
func (p *Program) update(c *application, row *Idiom) {
	target, ok := p.argument(c, row.Updates)
	if !ok {
		return
	}
	behind := false
	for _, it := range c.items {
		if from := p.node(c.file, it.Value); from == target {
			behind = true
		} else if behind {
			p.on(from, func(source value) {
				if d := p.data[source]; d.kind == vObject {
					p.members(d.a, func(name string, slot int32) {
						p.on(target, func(v value) { p.put(v, name, slot) })
					})
				}
			})
		}
	}
}

// storeAll: keyword arguments are members of the result, and so are the arguments that the row names.
func (p *Program) storeAll(c *application, row *Idiom, result int32) {
	o := p.tableOf(c, "store")
	p.start(result, datum{kind: vObject, a: o})
	for _, m := range row.Members {
		if n, ok := p.argument(c, m.Argument); ok {
			p.connect(n, p.slot(o, m.Name), forget)
		}
	}
	for _, it := range c.items {
		n := p.node(c.file, it.Value)
		if it.Name != "" {
			p.connect(n, p.slot(o, it.Name), forget)
		} else {
			p.on(n, func(v value) { p.spread(c.file, v, o, "") })
		}
	}
}
