package program

import (
	"cmp"
	"slices"
	"strings"

	"github.com/quotalint/quotalint/internal/facts"
)

// A Giving is a declaration by which a project gets clients: one that a config could name as a factory.
type Giving struct {
	Path, Symbol  string // as a config names it
	Line, EndLine int32
	Kind          GivingKind
	Clients       []string // the symbols of the SDK, sorted
	Constructs    bool     // a construction stands in its code
	Holds         bool     // it gives no client itself, only an object that holds one
	Records       bool     // Calling: it looks at what the response says of tokens, and something is called or stored
	Methods       []int32  // Calling: what is called, in Known.Nodes, sorted
	Known         *Known
	From          []string // path:symbol of those in whose code its clients are constructed
	makers        []Maker
}

// GivingKind says what is declared.
type GivingKind uint8

// The kinds of what gives clients.
const (
	Function GivingKind = iota // gives a client when it is called
	Class                      // its instances hold a client, or are one
	Variable                   // holds a client
	Calling                    // a function that constructs a client and calls the API itself
)

// Givings lists the declarations outside tests by which clients are had, by path and line.
func (p *Program) Givings() []Giving {
	g := &givings{p: p, r: p.newReader(nil), constructs: map[*file][]Site{}, calls: map[*file][]Site{}, held: map[int32][]int32{}}
	for _, s := range p.Sites() {
		f := p.byPath[s.File.Path]
		switch {
		case s.Test:
		case s.Kind == Construct:
			g.constructs[f] = append(g.constructs[f], s)
		default:
			g.calls[f] = append(g.calls[f], s)
		}
	}
	for key, n := range p.fields {
		if key.owner >= 0 {
			g.held[key.owner] = append(g.held[key.owner], n)
		}
	}
	for _, f := range p.files {
		if !f.test {
			g.file(f)
		}
	}
	slices.SortStableFunc(g.list, func(a, b Giving) int {
		return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Symbol, b.Symbol))
	})
	list := slices.CompactFunc(g.list, func(a, b Giving) bool { return a.Path == b.Path && a.Symbol == b.Symbol })
	for i := range list {
		g.draw(&list[i], list)
	}
	return list
}

// draw says in whose code the clients are constructed.
func (g *givings) draw(out *Giving, all []Giving) {
	for i := range all {
		from := &all[i]
		if from.Constructs && slices.ContainsFunc(out.makers, func(m Maker) bool { return slices.Contains(from.makers, m) }) {
			out.From = append(out.From, from.Path+":"+from.Symbol)
		}
	}
}

type givings struct {
	p                 *Program
	r                 *reader
	constructs, calls map[*file][]Site
	held              map[int32][]int32 // by class: the nodes of its fields
	list              []Giving
}

// file looks at what a file declares at its top and in the classes there.
func (g *givings) file(f *file) {
	for s := range f.Scopes {
		for i := range f.Scopes[s].Binds {
			b := &f.Scopes[s].Binds[i]
			owner := &f.Scopes[b.Owner]
			if b.On != 0 || b.Value == 0 || f.Exprs[b.Value].Op == facts.Import || b.Owner != 0 && (owner.Kind != facts.ClassScope || owner.Parent != 0) {
				continue
			}
			symbol := plainName(b.Name)
			if b.Owner != 0 {
				symbol = owner.Name + "." + symbol
			}
			if d := definition(f.File, b.Value); d >= 0 {
				g.declared(f, symbol, d)
			} else {
				g.variable(f, symbol, b)
			}
		}
		if fn := &f.Scopes[s]; f.Module != "" && fn.Kind == facts.FuncScope && strings.Contains(fn.Name, ".") {
			g.declared(f, fn.Name, int32(s)) // a method, which stands outside its type
		}
	}
	for _, x := range f.Exports {
		if d := definition(f.File, x.Value); x.Name == "default" && d >= 0 {
			g.declared(f, cmp.Or(f.Scopes[d].Name, "default"), d)
		}
	}
}

// declared looks at a function or class.
func (g *givings) declared(f *file, symbol string, scope int32) {
	p := g.p
	own := &f.Scopes[scope]
	c := &collecting{g: g, known: f.known, seen: map[int32]bool{}}
	out := Giving{Path: f.Path, Symbol: symbol, Line: own.Line, EndLine: own.EndLine, Known: f.known, Constructs: inside(g.constructs[f], own.Span)}
	global := p.global(f, scope)
	switch own.Kind {
	case facts.FuncScope:
		c.node(p.results[global].ret)
		c.node(p.results[global].yields)
	case facts.ClassScope:
		out.Kind = Class
		c.class(global)
		c.holds = false // an instance is what holds it
	}
	out.Clients, out.Holds, out.makers = c.symbols, c.holds && !c.direct, c.makers
	if len(out.Clients) == 0 && out.Kind == Function && out.Constructs {
		g.calling(f, &out, own, global)
	}
	g.add(out)
}

// calling looks at a function that keeps its client for itself.
func (g *givings) calling(f *file, out *Giving, own *facts.Scope, scope int32) {
	does := g.r.function(scope, -1)
	recorded := does.total()
	out.Kind, out.Records = Calling, !recorded.none() && recorded.tokens
	for _, s := range g.calls[f] {
		if e := s.File.Exprs[s.Expr]; s.Method >= 0 && own.Start <= e.Start && e.End <= own.End {
			out.Methods = append(out.Methods, s.Method)
		}
	}
	slices.Sort(out.Methods)
	out.Methods = slices.Compact(out.Methods)
	for _, s := range g.constructs[f] {
		if e := s.File.Exprs[s.Expr]; len(out.Methods) > 0 && own.Start <= e.Start && e.End <= own.End {
			out.Clients = append(out.Clients, s.Symbol)
		}
	}
	slices.Sort(out.Clients)
	out.Clients = slices.Compact(out.Clients)
}

// variable looks at a variable, or at a member of a class.
func (g *givings) variable(f *file, symbol string, b *facts.Bind) {
	c := &collecting{g: g, known: f.known, seen: map[int32]bool{}}
	c.node(g.p.node(f, b.Value))
	span := f.Exprs[b.Value].Span
	g.add(Giving{
		Path: f.Path, Symbol: symbol, Line: span.Line, EndLine: span.EndLine, Kind: Variable, Known: f.known,
		Clients: c.symbols, makers: c.makers, Holds: !c.direct, Constructs: inside(g.constructs[f], span),
	})
}

func (g *givings) add(out Giving) {
	if len(out.Clients) == 0 {
		return
	}
	slices.Sort(out.Clients)
	g.list = append(g.list, out)
}

func inside(sites []Site, in facts.Span) bool {
	return slices.ContainsFunc(sites, func(s Site) bool {
		e := s.File.Exprs[s.Expr]
		return in.Start <= e.Start && e.End <= in.End
	})
}

// A collecting is the clients that a node gives.
type collecting struct {
	g       *givings
	known   *Known
	seen    map[int32]bool
	symbols []string
	makers  []Maker
	direct  bool // a client itself is among what it gives
	holds   bool // an object that holds one is
	within  int  // objects around
}

func (c *collecting) node(n int32) {
	if n == 0 || c.seen[n] {
		return
	}
	c.seen[n] = true
	p := c.g.p
	for _, v := range p.at(n).vals {
		switch d := p.data[v]; d.kind {
		case vMade:
			m := p.makers[d.a]
			if m.Symbol == "" || m.Test || d.b != c.known.Symbols[m.Symbol].Node {
				continue
			}
			c.direct = c.direct || c.within == 0
			c.add(m.Symbol)
			c.makers = append(c.makers, m)
		case vInstance:
			c.class(d.a)
		case vFunc:
			c.node(p.results[d.a].ret)
		case vObject:
			c.within++
			c.node(p.objects[d.a].all)
			c.within--
			c.holds = true
		case vGives:
			c.node(d.a)
		}
	}
}

// class adds what instances of a class hold, or are.
func (c *collecting) class(class int32) {
	p := c.g.p
	c.holds = true
	above := p.above(class)
	for _, k := range above {
		for _, v := range p.at(p.clientBase(k)).vals {
			f, _ := p.scopeOf(k)
			c.add(f.known.Symbols[p.strings[p.data[v].a]].Name)
			c.direct = c.direct || c.within == 0
		}
	}
	c.within++
	for _, k := range above {
		for _, n := range c.g.held[k] {
			c.node(n)
		}
	}
	c.within--
}

func (c *collecting) add(symbol string) {
	if !slices.Contains(c.symbols, symbol) {
		c.symbols = append(c.symbols, symbol)
	}
}
