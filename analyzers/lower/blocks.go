package lower

import (
	"sort"
	"strconv"
)

// A Braces is a stretch of code that may declare names of its own. They belong to the function or file around it, under
// names that are unique in the file.
type Braces struct {
	Node   int32  // that opens it
	Parent int32  // the stretch around it, -1 for that of the file
	Scope  int32  // the function or file that owns its names
	suffix string // of its names; "" if it is the outermost of its scope, or has none
	names  bool   // it has any
}

// Blocks are the stretches of a file that may declare names, in source order.
type Blocks struct {
	All      []Braces
	roots    map[int32]int32 // by scope: the outermost in it
	numbered int             // how many have names
}

// Open adds a stretch that a node opens. The first in a scope is the outermost of it.
func (b *Blocks) Open(node, parent, scope int32) int32 {
	b.All = append(b.All, Braces{Node: node, Parent: parent, Scope: scope})
	n := int32(len(b.All) - 1)
	if _, known := b.roots[scope]; !known {
		if b.roots == nil {
			b.roots = map[int32]int32{}
		}
		b.roots[scope] = n
	}
	return n
}

// Root returns the outermost stretch of a scope.
func (b *Blocks) Root(scope int32) int32 { return b.roots[scope] }

// At returns the stretch that a node opens, the outer one if it opens two; -1 if it opens none.
func (b *Blocks) At(node int32) int32 {
	i := sort.Search(len(b.All), func(i int) bool { return b.All[i].Node >= node })
	if i == len(b.All) || b.All[i].Node != node {
		return -1
	}
	return int32(i)
}

// Add makes a name one of a stretch, and returns its variable.
func (b *Blocks) Add(w *Writer, n int32, name string) *Variable {
	bl := &b.All[n]
	if !bl.names {
		bl.names = true
		if b.roots[bl.Scope] != n {
			b.numbered++
			bl.suffix = "~b" + strconv.Itoa(b.numbered)
		}
	}
	return w.Add(bl.Scope, name+bl.suffix)
}

// Named returns the variable that a name of a stretch is, nil if the stretch has no such name.
func (b *Blocks) Named(w *Writer, n int32, name string) *Variable {
	bl := &b.All[n]
	if !bl.names {
		return nil
	}
	v := w.Scopes[bl.Scope].Find(name + bl.suffix)
	if v < 0 {
		return nil
	}
	return &w.Scopes[bl.Scope].Vars[v]
}
