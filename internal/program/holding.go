package program

import (
	"cmp"
	"slices"
	"strings"

	"github.com/quotalint/quotalint/internal/facts"
)

// A Holding is a declaration of a module that gives clients: a function or method that returns them, a variable or field
// that holds them.
type Holding struct {
	Name    string   // as declared; of a method or field behind its class: Class.name
	Origins []Origin // who made the clients, each once
}

// Holdings lists the declarations of the module which a file is, or is a part of, by name.
func (p *Program) Holdings(path string) []Holding {
	by := map[string]*gathering{}
	gather := func(name string, n int32) {
		if by[name] == nil {
			by[name] = &gathering{p: p, seen: map[int32]bool{}}
		}
		by[name].node(n)
	}
	for _, table := range []map[memberKey]int32{p.vars, p.fields} {
		for key, n := range table {
			if key.owner < 0 {
				continue // of an outside object
			}
			f, scope := p.scopeOf(key.owner)
			switch {
			case f.Path != path && (f.Module == "" || f.Module != path):
			case scope.Kind == facts.FileScope:
				gather(key.name, n)
			case scope.Kind == facts.ClassScope && scope.Parent == 0:
				name := key.name
				if _, after, ok := strings.Cut(name, " "); ok { // see byInit
					name = after
				}
				gather(scope.Name+"."+name, n)
			}
		}
	}
	var list []Holding
	for name, g := range by {
		if len(g.origins) > 0 {
			slices.SortFunc(g.origins, compareOrigins)
			list = append(list, Holding{name, g.origins})
		}
	}
	slices.SortFunc(list, func(a, b Holding) int { return cmp.Compare(a.Name, b.Name) })
	return list
}

func compareOrigins(a, b Origin) int {
	return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Maker.Factory, b.Maker.Factory), cmp.Compare(a.Maker.Symbol, b.Maker.Symbol),
		cmp.Compare(a.Maker.Scope, b.Maker.Scope), cmp.Compare(a.Maker.At, b.Maker.At), cmp.Compare(a.Symbol, b.Symbol))
}

// A gathering is the origins of the clients that a node holds, or that what it holds gives.
type gathering struct {
	p       *Program
	seen    map[int32]bool
	origins []Origin
}

func (g *gathering) node(n int32) {
	if n == 0 || g.seen[n] {
		return
	}
	g.seen[n] = true
	p := g.p
	for _, v := range p.at(n).vals {
		switch d := p.data[v]; d.kind {
		case vMade:
			g.add(Origin{Kind: Made, Maker: p.settled(p.makers[d.a])})
		case vDeclared:
			g.add(Origin{Kind: Declared, Symbol: p.strings[d.a]})
		case vFunc:
			g.node(p.results[d.a].ret)
			g.node(p.results[d.a].yields)
		case vObject:
			g.node(p.objects[d.a].all)
		case vGives:
			g.node(d.a)
		}
	}
}

func (g *gathering) add(o Origin) {
	if !slices.ContainsFunc(g.origins, func(have Origin) bool { return compareOrigins(have, o) == 0 }) {
		g.origins = append(g.origins, o)
	}
}
