package program

import (
	"slices"

	"github.com/quotalint/quotalint/internal/facts"
)

// AsksForStream reports whether the call at a site asks for a stream: an argument that does so, or a member of one, is true.
func (p *Program) AsksForStream(s Site) bool {
	f := p.byPath[s.File.Path]
	e := &f.Exprs[s.Expr]
	if e.Op != facts.Call {
		return false
	}
	return slices.ContainsFunc(e.Items, func(it facts.Item) bool {
		if it.Name != "" {
			return slices.Contains(f.known.Streams, it.Name) && f.isTrue(it.Value, 0)
		}
		return f.holdsStream(it.Value, 0)
	})
}

// maxNames is the number of names that a constant is followed through.
const maxNames = 4

// isTrue reports whether an expression is written down as true, or is the name of what is.
func (f *file) isTrue(id facts.ID, depth int) bool {
	e := &f.Exprs[f.uncast(id)]
	switch e.Op {
	case facts.Opaque:
		return e.Text == "true"
	case facts.Name:
		return depth < maxNames && slices.ContainsFunc(f.bound(e), func(b facts.ID) bool { return f.isTrue(b, depth+1) })
	}
	return false
}

// holdsStream reports whether an expression is a table, or the name of one, of which a member asks for a stream.
func (f *file) holdsStream(id facts.ID, depth int) bool {
	e := &f.Exprs[f.uncast(id)]
	switch e.Op {
	case facts.Table:
		return slices.ContainsFunc(e.Items, func(it facts.Item) bool {
			if it.Spread == facts.Members {
				return depth < maxNames && f.holdsStream(it.Value, depth+1)
			}
			return slices.Contains(f.known.Streams, it.Name) && f.isTrue(it.Value, 0)
		})
	case facts.Name:
		return depth < maxNames && (f.setsStream(e) || slices.ContainsFunc(f.bound(e), func(b facts.ID) bool { return f.holdsStream(b, depth+1) }))
	}
	return false
}

// owner is the scope that a name belongs to; -1 if no scope of the file declares it.
func (f *file) owner(e *facts.Expr) int32 {
	for s := e.Scope; s >= 0; s = f.Scopes[s].Parent {
		if owns(&f.Scopes[s], e.Text) {
			return s
		}
	}
	return -1
}

// bound lists what is bound to a name.
func (f *file) bound(e *facts.Expr) []facts.ID {
	var list []facts.ID
	owner := f.owner(e)
	for s := range f.Scopes {
		for _, b := range f.Scopes[s].Binds {
			if b.On == 0 && b.Owner == owner && b.Name == e.Text && b.Value != 0 {
				list = append(list, b.Value)
			}
		}
	}
	return list
}

// setsStream reports whether a member that asks for a stream is set on what a name holds.
func (f *file) setsStream(e *facts.Expr) bool {
	owner := f.owner(e)
	for s := range f.Scopes {
		for _, b := range f.Scopes[s].Binds {
			if b.On == 0 || f.Exprs[b.On].Op != facts.Name || f.Exprs[b.On].Text != e.Text || f.owner(&f.Exprs[b.On]) != owner {
				continue
			}
			name := b.Name
			if b.Key != 0 {
				name, _ = f.constant(b.Key)
			}
			if slices.Contains(f.known.Streams, name) && f.isTrue(b.Value, 0) {
				return true
			}
		}
	}
	return false
}

// Streams says what a reading of a method means for calls that ask for a stream, of a method that the factory records: Recorded, with its
// tokens or without, or Passed where streams go past what records.
func (p *Program) Streams(factory int32, r Reading) (handling Handling, tokens bool) {
	switch {
	case r.Handling != Recorded:
		return r.Handling, false
	case !r.Streams:
		return Passed, false
	}
	handling = Recorded
	if r.Told {
		handling = Passed // a stream tells no usage, unless its chunks are read
	}
	read := p.newReader(nil)
	if r.File == nil { // a transport, wherever its code is
		for s := range p.scopes {
			if p.regions[s] == factory+1 && read.readsChunks(int32(s), map[int32]bool{}) {
				return Recorded, true
			}
		}
		return handling, false
	}
	f := p.byPath[r.File.Path]
	for s := range f.Scopes {
		if f.Scopes[s].Kind == facts.FuncScope && f.Scopes[s].Span == r.Span && read.readsChunks(p.global(f, int32(s)), map[int32]bool{}) {
			return Recorded, r.Tokens
		}
	}
	return handling, false
}

// readsChunks reports whether a function, or one that it calls, goes through what it is given piece by piece and looks at the tokens: it
// reads streams.
func (r *reader) readsChunks(scope int32, seen map[int32]bool) bool {
	if seen[scope] {
		return false
	}
	seen[scope] = true
	p := r.p
	f, fn := p.scopeOf(scope)
	if fn.Kind == facts.FileScope {
		return false
	}
	if r.spells(f, fn.Span, f.known.Usage) && r.iterates(f, fn.Span) {
		return true
	}
	for s := range f.Scopes {
		if in := f.Scopes[s].Span; in.Start < fn.Start || in.End > fn.End || f.Scopes[s].Kind == facts.BlockScope {
			continue
		}
		for _, c := range r.calls(p.global(f, int32(s))) {
			for _, v := range p.at(p.node(f, f.Exprs[c.Expr].X)).vals {
				if d := p.data[v]; (d.kind == vFunc || d.kind == vClass) && r.readsChunks(d.a, seen) {
					return true
				}
			}
		}
	}
	return false
}

// iterates reports whether code goes through something, other than arguments that it hands on.
func (r *reader) iterates(f *file, in facts.Span) bool {
	for id := range f.Exprs {
		e := &f.Exprs[id]
		if e.Op != facts.Index || e.Y != 0 || e.Start < in.Start || e.End > in.End {
			continue
		}
		from := r.p.parameter(f, e.X)
		if from.scope < 0 {
			return true
		}
		if _, fn := r.p.scopeOf(from.scope); fn.Params[from.index].Rest == facts.One {
			return true
		}
	}
	return false
}
