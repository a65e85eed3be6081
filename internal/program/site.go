package program

import (
	"github.com/quotalint/quotalint/internal/facts"
)

// SiteKind says what happens at a site.
type SiteKind uint8

// The kinds of site.
const (
	Construct SiteKind = iota // a client is constructed
	APICall                   // an API method is called, or handed to outside code that calls it
)

// A Site is a place that constructs a client or calls the API.
type Site struct {
	Kind    SiteKind
	File    *facts.File
	Known   *Known
	Expr    facts.ID // the call; for a method that is handed over, the expression that names it
	Call    facts.Site
	Region  int32    // index+1 of the factory in whose region it stands
	Symbol  string   // Construct: the SDK symbol
	Class   string   // Construct: the project's class derived from it, if one is built
	Hosts   []string // Construct: the base URLs given: constant texts (a prefix ends in an ellipsis), UnknownHost, DefaultHost
	Maker   Maker    // Construct: who makes the client
	Test    bool
	Method  int32    // APICall: the method, in Known.Nodes; -1 for an unseen receiver before its path is known
	Origins []Origin // APICall: who made what it is called on
	Saved   bool     // APICall: it calls the original of a method that is assigned over in this file
}

// OriginKind says what is known of the maker of a value.
type OriginKind uint8

// The kinds of origin, in no order.
const (
	Made     OriginKind = iota // by Maker
	Declared                   // its type says that it is a client; nobody is seen to make it
	Unseen                     // nobody can tell
)

// An Origin is one value that reaches the receiver of an API call.
type Origin struct {
	Kind   OriginKind
	Maker  Maker
	Symbol string // Declared: the type
	Reason string // Unseen: why
	Test   bool   // it was made in a test file
	Clone  bool   // Made: it is a clone of what the maker made
	Node   int32  // the method, in Known.Nodes
	at     origin
}

// Sites lists all sites, by file and position.
func (p *Program) Sites() []Site {
	var sites []Site
	for _, f := range p.files {
		for _, c := range f.Calls {
			sites = append(sites, p.sitesOf(f, c)...)
		}
	}
	return sites
}

func (p *Program) sitesOf(f *file, c facts.Site) []Site {
	e := &f.Exprs[c.Expr]
	fun := p.node(f, e.X)
	var sites []Site
	base := Site{File: f.File, Known: f.known, Expr: c.Expr, Call: c, Test: f.test, Method: -1}
	base.Region = p.regionOf(f, c.Scope, c.Expr)
	if s, ok := p.construction(f, base, e.X); ok {
		sites = append(sites, p.withMaker(f, s, e))
	} else if s, ok := p.apiCall(f, base, fun); ok {
		s.Saved = p.saved(f, e.X, s.Method) && !p.off["plumbing"]
		sites = append(sites, s)
	} else if s, ok := p.unseenCall(f, base, e.X); ok {
		sites = append(sites, s)
	}
	if s, ok := p.opening(f, base, e.X); ok {
		sites = append(sites, s)
	}
	return append(sites, p.handedOver(f, base, e)...)
}

// saved reports whether a callee is the kept original of a method that the file assigns over: it is not spelt as the
// method is.
func (p *Program) saved(f *file, fun facts.ID, method int32) bool {
	path := f.known.Nodes[method].Path
	if e := &f.Exprs[fun]; e.Op == facts.Member && len(path) > 0 && e.Text == path[len(path)-1] {
		return false
	}
	return p.replaced(f, method)
}

// withMaker says of a construction what its client is known by.
func (p *Program) withMaker(f *file, s Site, e *facts.Expr) Site {
	s.Hosts = p.hosts(f, s.Symbol, e)
	hosts := f.known.Symbols[s.Symbol].Hosts
	if s.Class != "" {
		hosts = nil
	}
	c := &application{file: f, scope: s.Call.Scope, expr: s.Call.Expr, items: e.Items}
	s.Maker = p.settled(p.makers[p.madeAt(c, s.Symbol, hosts)])
	return s
}

// construction: the callee is an SDK constructor or a class of the project derived from one.
func (p *Program) construction(f *file, s Site, fun facts.ID) (Site, bool) {
	s.Kind = Construct
	for _, v := range p.at(p.node(f, fun)).vals {
		switch d := p.data[v]; d.kind {
		case vOutside:
			if k, ok := f.known.Symbols[p.strings[d.a]]; ok && (k.Kind == ClientMaker || k.Own && !p.gives(f, s.Expr, k.Client)) {
				if s.Symbol == "" || k.Name < s.Symbol {
					s.Symbol = k.Name
				}
			}
		case vClass, vReceiverClass:
			if p.off["subclass"] || p.asFunction(d.a) != 0 {
				continue // the call of a factory is no construction
			}
			_, class := p.scopeOf(d.a)
			for _, b := range p.at(p.clientBase(d.a)).vals {
				if s.Symbol == "" {
					s.Symbol, s.Class = p.strings[p.data[b].a], class.Name
				}
			}
		}
	}
	return s, s.Symbol != ""
}

// gives reports whether a call gives an argument.
func (p *Program) gives(f *file, call facts.ID, name string) bool {
	_, ok := p.argument(&application{file: f, items: f.Exprs[call].Items}, name)
	return ok
}

// opening: the callee is a part of a surface whose construction is itself a call of a client.
func (p *Program) opening(f *file, s Site, fun facts.ID) (Site, bool) {
	s.Kind = APICall
	if p.off["opens"] {
		return s, false
	}
	n := p.node(f, s.Expr)
	for _, w := range p.at(p.node(f, fun)).vals {
		if p.data[w].kind != vOutside {
			continue
		}
		k := f.known.Symbols[p.strings[p.data[w].a]]
		if k.Opens == 0 {
			continue
		}
		for _, v := range p.at(n).vals {
			d := p.data[v]
			o := Origin{at: origin{n, v}, Test: d.flags&fTest != 0, Node: k.Opens}
			switch {
			case d.kind == vMade && d.b == k.Node:
				o.Kind, o.Maker = Made, p.settled(p.makers[d.a])
			case d.kind == vDeclared && d.b == k.Node:
				o.Kind, o.Symbol = Declared, p.strings[d.a]
			default:
				continue
			}
			s.Method = k.Opens
			s.Origins = append(s.Origins, o)
		}
	}
	return s, s.Method >= 0
}

// UnknownHost stands for a base URL that is not constant, DefaultHost for one that is not given.
const (
	UnknownHost = "?"
	DefaultHost = "default"
)

// apiCall: the callee is an API method of a client.
func (p *Program) apiCall(f *file, s Site, fun int32) (Site, bool) {
	s.Kind = APICall
	for _, v := range p.at(fun).vals {
		d := p.data[v]
		o := Origin{at: origin{fun, v}, Test: d.flags&fTest != 0, Clone: d.flags&fClone != 0, Node: d.b}
		switch d.kind {
		case vMade:
			o.Kind, o.Maker = Made, p.settled(p.makers[d.a])
		case vDeclared:
			o.Kind, o.Symbol = Declared, p.strings[d.a]
		case vUnseen:
			o.Kind, o.Reason, o.Node = Unseen, p.strings[d.a], -1
			s.Origins = append(s.Origins, o)
			continue
		default:
			continue
		}
		if m := f.known.Nodes[d.b].Method; m < 0 {
			continue
		}
		if nodes := f.known.Nodes; s.Method < 0 || len(nodes[d.b].Path) > len(nodes[s.Method].Path) {
			s.Method = d.b // of a part of a client, the longer path is the one that is meant
		}
		s.Origins = append(s.Origins, o)
	}
	return s, s.Method >= 0
}

// settled is a maker whose scope turned out to belong to a factory.
func (p *Program) settled(m Maker) Maker {
	if m.Factory == 0 && m.Scope >= 0 && !m.Test {
		m.Factory = p.regions[m.Scope]
	}
	return m
}

// Chain lists the members of a site's callee as written, last first.
func Chain(s Site) []string {
	f, id := s.File, s.Expr
	if e := &f.Exprs[id]; e.Op == facts.Call {
		id = e.X
	}
	var names []string
	for {
		switch e := &f.Exprs[id]; e.Op {
		case facts.Member:
			names = append(names, e.Text)
			id = e.X
			continue
		case facts.Call:
			id = e.X
			continue
		}
		return names
	}
}

// Model is the constant text of the model that a call names; "" if there is none, or several. One of which only the
// beginning is known ends in an ellipsis.
func (p *Program) Model(s Site) string {
	f := p.byPath[s.File.Path]
	var nodes []int32
	for _, name := range f.known.Models {
		nodes = append(nodes, p.argumentNodes(f, f.Exprs[s.Call.Expr].Items, name)...)
	}
	return one(p.texts(nodes, s.Test))
}

// Constant is the text that a positional argument of a site's call is known to be; "" if it is not one.
func (p *Program) Constant(s Site, position string) string {
	f := p.byPath[s.File.Path]
	return one(p.texts(p.argumentNodes(f, f.Exprs[s.Call.Expr].Items, position), s.Test))
}

// one is the only text of a list; "" if there are several or none.
func one(texts []string) string {
	if len(texts) == 1 {
		return texts[0]
	}
	return ""
}
