package program

import (
	"slices"

	"github.com/quotalint/quotalint/internal/facts"
)

// requests reads what is assigned, behind the construction of a client, over a method of it that makes its requests, or over the
// transport that it was constructed with, which its clones are constructed with, too.
func (r *reader) requests(out *handedOut, maker, method int32) (reading Reading) {
	p, symbol, way := r.p, out.file.known.Symbols[out.client], out.way(method)
	for _, o := range r.candidates(out, maker) {
		m := p.makers[max(o.maker, 0)]
		if o.maker < 0 || o.file.known != out.file.known || o.maker != maker && (m.Factory != out.factory+1 || m.Symbol != "") {
			continue
		}
		name := o.onClient()
		transport := slices.Contains(symbol.Transports, "0."+name) // the member of the options has the name of the client's
		if name == "" || !transport && !slices.Contains(symbol.Requests, name) || slices.Contains(way.Past, name) {
			continue
		}
		does := r.transport(o.file, p.node(o.file, o.Value), map[int32]bool{})
		all := does.total()
		if all.none() || all.told && way.Silent || !way.passes(all.paths) {
			continue
		}
		all.tokens = way.Silent || all.tokens && (way.Late == InTime || transport && way.Late != Streamed)
		reading.Twice, reading.Original = reading.Handling == Recorded, true
		reading.Clones = transport
		reading.At = Place{o.File, o.File.Exprs[o.Value].Span}
		reading.is(all)
	}
	return reading
}

// onClient is the name of the member of a client itself that is assigned over; empty if it is one of a part of it.
func (o *Over) onClient() string {
	node := &o.file.known.Nodes[o.Node]
	switch {
	case o.computed && len(node.Path) == 0:
		return o.name
	case !o.computed && len(node.Path) == 1:
		return node.Path[0]
	}
	return ""
}

// handsUpTransport reads the transports that the initialisers of a class, and of those above it, give the client that they derive from.
func (r *reader) handsUpTransport(out *handedOut, class int32) (worst Reading) {
	p := r.p
	names := out.file.known.Symbols[out.client].Transports
	for _, c := range p.above(class) {
		f, scope := p.scopeOf(c)
		for s := range f.Scopes {
			fn := &f.Scopes[s]
			if fn.Kind != facts.FuncScope || fn.Parent != p.scopes[c].local || scope.Init == "" || fn.Name != scope.Init {
				continue
			}
			for _, site := range r.calls(p.global(f, int32(s))) {
				if callee := &f.Exprs[f.Exprs[site.Expr].X]; callee.Op != facts.Super && (callee.Op != facts.Member || f.Exprs[callee.X].Op != facts.Super || callee.Text != scope.Init) {
					continue
				}
				if one := r.constructed(f, site, names); one.Handling == Recorded {
					worst = one
				}
			}
		}
	}
	return worst
}
