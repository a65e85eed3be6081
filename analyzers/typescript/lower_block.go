package typescript

import (
	"slices"
	"sort"
	"strconv"

	"github.com/quotalint/quotalint/analyzers/lower"
	"github.com/quotalint/quotalint/internal/facts"
)

// A block is a stretch of code that may declare names of its own. They belong to the function or file around it, under
// names that are unique in the file.
type block struct {
	node   int32  // that opens it
	parent int32  // -1 for that of the file
	scope  int32  // the function or file that owns its names
	suffix string // of its names; "" if it is the outermost of its scope, or has none
	vars   bool   // `var` within declares here at the latest
	names  bool   // it has any
}

// openBlock adds a block that a node opens.
func (l *lowerer) openBlock(b block) int32 {
	l.blocks = append(l.blocks, b)
	return int32(len(l.blocks) - 1)
}

// blockAt returns the block that a node opens, the outer one if it opens two; -1 if it opens none.
func (l *lowerer) blockAt(node int32) int32 {
	i := sort.Search(len(l.blocks), func(i int) bool { return l.blocks[i].node >= node })
	if i == len(l.blocks) || l.blocks[i].node != node || l.Quoted != nil {
		return -1
	}
	return int32(i)
}

// within lowers what stands in the block of a node, if it opens one.
func (l *lowerer) within(node int32, body func()) {
	outer := l.lexical
	if b := l.blockAt(node); b >= 0 {
		l.lexical = b
	}
	body()
	l.lexical = outer
}

// named returns the variable that a name of a block is, nil if the block has no such name.
func (l *lowerer) named(b int32, name string) *lower.Variable {
	bl := &l.blocks[b]
	if !bl.names {
		return nil
	}
	v := l.Scopes[bl.scope].Find(name + bl.suffix)
	if v < 0 {
		return nil
	}
	return &l.Scopes[bl.scope].Vars[v]
}

// resolve finds whom a name means that stands in a block; nil if nobody in the file declares it.
func (l *lowerer) resolve(name string, b int32) *lower.Variable {
	for ; b >= 0; b = l.blocks[b].parent {
		if v := l.named(b, name); v != nil {
			return v
		}
	}
	return nil
}

// addName makes a name one of a block, and returns its variable.
func (d *declarer) addName(b int32, name string) *lower.Variable {
	bl := &d.blocks[b]
	if !bl.names {
		bl.names = true
		if d.roots[bl.scope] != b {
			d.numbered++
			bl.suffix = "~b" + strconv.Itoa(d.numbered)
		}
	}
	return d.Add(bl.scope, name+bl.suffix)
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
			v = d.named(e.block, e.name)
		} else if v = d.resolve(e.name, e.block); v == nil {
			if outsideName(e.name) {
				continue
			}
			v = d.addName(0, e.name) // a name that is assigned and nowhere declared is one of all files
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
