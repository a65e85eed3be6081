package lower

import (
	"sort"
	"strconv"
)

// An Extent is a stretch of code that may declare names of its own. They belong to the function or file around it, under
// names that are unique in the file.
type Extent struct {
	Node   int32            // that opens it
	Parent int32            // the stretch around it, -1 for that of the file
	Scope  int32            // the function or file that owns its names
	outer  bool             // it is the outermost of its scope, whose names are its own
	names  bool             // it has any
	suffix string           // of its names in the scope; "" for the outermost
	vars   map[string]int32 // its names less the suffix -> variable of the scope; nil for the outermost
}

// Blocks are the stretches of a file that may declare names, in source order.
type Blocks struct {
	All      []Extent
	roots    map[int32]int32 // by scope: the outermost in it, or the one that it shares
	numbered int             // how many have names
}

// Open adds a stretch that a node opens. The first in a scope is the outermost of it.
func (b *Blocks) Open(node, parent, scope int32) int32 {
	_, known := b.roots[scope]
	b.All = append(b.All, Extent{Node: node, Parent: parent, Scope: scope, outer: !known})
	n := int32(len(b.All) - 1)
	if !known {
		b.Share(scope, n)
	}
	return n
}

// Share says that the code of a scope which opens no stretch of its own stands in one around it.
func (b *Blocks) Share(scope, n int32) {
	if b.roots == nil {
		b.roots = map[int32]int32{}
	}
	b.roots[scope] = n
}

// Root returns the outermost stretch of a scope, or the one that it shares.
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
		if !bl.outer {
			b.numbered++
			bl.suffix, bl.vars = "~b"+strconv.Itoa(b.numbered), map[string]int32{}
		}
	}
	v := w.Add(bl.Scope, name+bl.suffix)
	if !bl.outer {
		bl.vars[name] = w.Scopes[bl.Scope].Find(v.Name)
	}
	return v
}

// Named returns the variable that a name of a stretch is, nil if the stretch has no such name.
func (b *Blocks) Named(w *Writer, n int32, name string) *Variable {
	bl := &b.All[n]
	if !bl.names {
		return nil
	}
	v, ok := bl.vars[name]
	if bl.outer {
		v = w.Scopes[bl.Scope].Find(name)
		ok = v >= 0
	}
	if !ok {
		return nil
	}
	return &w.Scopes[bl.Scope].Vars[v]
}
