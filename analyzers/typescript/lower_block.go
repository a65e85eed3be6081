package typescript

import (
	"slices"

	"github.com/quotalint/quotalint/analyzers/lower"
	"github.com/quotalint/quotalint/internal/facts"
)

// within lowers what stands in the block of a node, if it opens one.
func (l *lowerer) within(node int32, body func()) {
	outer := l.lexical
	if b := l.blocks.At(node); b >= 0 && l.Quoted == nil {
		l.lexical = b
	}
	body()
	l.lexical = outer
}

// resolve finds whom a name means that stands in a block; nil if nobody in the file declares it.
func (l *lowerer) resolve(name string, b int32) *lower.Variable {
	for depth := 0; b >= 0 && depth < lower.MaxDepth; depth++ { // functions may nest deeper, in code that is listed as broken
		if v := l.blocks.Named(&l.Writer, b, name); v != nil {
			return v
		}
		b = l.blocks.All[b].Parent
	}
	return nil
}

// An event binds a name.
type event struct {
	name      string
	node, end int32
	scope     int32 // in whose code it stands
	block     int32 // where the name is declared; for an assignment, where it stands
	declares  bool
	param     bool
}

// settle says who owns the names that are bound. A name that is bound from elsewhere than its own scope has no versions.
func (d *declarer) settle() {
	slices.SortStableFunc(d.events, func(a, b event) int { return int(a.node - b.node) })
	for _, e := range d.events {
		var v *lower.Variable
		if e.declares {
			v = d.blocks.Named(&d.Writer, e.block, e.name)
		} else if v = d.resolve(e.name, e.block); v == nil {
			if outsideName(e.name) {
				continue
			}
			v = d.blocks.Add(&d.Writer, 0, e.name) // a name that is assigned and nowhere declared is one of all files
			v.Loose = true
		}
		v = d.Own(v.Scope, v.Name, e.node, e.end)
		v.Loose = v.Loose || v.Scope != e.scope
		v.Param = v.Param || e.param
	}
}

// outsideName reports whether a name is never one of the file because somebody assigns it.
func outsideName(name string) bool {
	switch name {
	case "exports", "module", "require", "globalThis", "global", "window", "self", "undefined":
		return true
	}
	return false
}

// functionOf returns the nearest function or file from a scope on.
func (l *lowerer) functionOf(s int32) int32 {
	for s > 0 && l.Scopes[s].Kind != facts.FuncScope {
		s = l.Scopes[s].Parent
	}
	return s
}
