package lower

import (
	"cmp"
	"slices"

	"github.com/quotalint/quotalint/internal/facts"
)

// A Scope is what a Writer knows of a facts.Scope besides the facts.
type Scope struct {
	Kind      facts.Kind
	Parent    int32
	Node      int32
	Generator bool // a yield was seen in it
	Vars      []Variable
	index     map[string]int32 // of Vars, once they are many
	binds     []binding        // in source order
	flow      flow
}

// A Variable is a name in a scope.
type Variable struct {
	Name     string
	Scope    int32 // the scope that owns it; another one for global and nonlocal
	Param    bool
	Receiver bool  // the parameter that a method's receiver comes by
	Loose    bool  // is never given versions: who binds it when cannot be told from one scope
	binds    int32 // how many constructs bind it
	last     int32 // the node behind the last of them
	life
}

// A binding is a construct that binds a name.
type binding struct{ node, variable int32 }

// An opening says which node opens a scope.
type opening struct{ node, scope int32 }

// few is the number of names up to which a scope is searched without an index.
const few = 8

// Find returns the position of a name in Vars, -1 if it is not there.
func (s *Scope) Find(name string) int32 {
	if s.index != nil {
		if v, ok := s.index[name]; ok {
			return v
		}
		return -1
	}
	for v := range s.Vars {
		if s.Vars[v].Name == name {
			return int32(v)
		}
	}
	return -1
}

// Add returns the variable of a scope by its name, and makes it if need be.
func (w *Writer) Add(in int32, name string) *Variable {
	s := &w.Scopes[in]
	v := s.Find(name)
	if v < 0 {
		v = int32(len(s.Vars))
		s.Vars = append(s.Vars, Variable{Name: name, Scope: in})
		switch {
		case s.index != nil:
			s.index[name] = v
		case len(s.Vars) > few:
			s.index = make(map[string]int32, 4*few)
			for i := range s.Vars {
				s.index[s.Vars[i].Name] = int32(i)
			}
		}
	}
	return &s.Vars[v]
}

// Own notes that a node binds a name in a scope, and that the construct which does so ends before node end.
func (w *Writer) Own(in int32, name string, node, end int32) *Variable {
	v := w.Add(in, name)
	v.binds++
	v.last = max(v.last, end)
	s := &w.Scopes[in]
	s.binds = append(s.binds, binding{node, s.Find(name)})
	return v
}

// Open adds a scope that a node opens.
func (w *Writer) Open(kind facts.Kind, parent, node int32, name string, span facts.Span) int32 {
	s := int32(len(w.Scopes))
	w.Scopes = append(w.Scopes, Scope{Kind: kind, Parent: parent, Node: node})
	w.File.Scopes = append(w.File.Scopes, facts.Scope{Kind: kind, Name: name, Parent: parent, Span: span})
	if node > 0 {
		w.opens = append(w.opens, opening{node, s})
	}
	return s
}

// Opened returns the scope that a node opens, -1 if none.
func (w *Writer) Opened(node int32) int32 {
	if w.Quoted != nil {
		return -1
	}
	i, ok := slices.BinarySearchFunc(w.opens, node, func(o opening, node int32) int { return cmp.Compare(o.node, node) })
	if !ok {
		return -1
	}
	return w.opens[i].scope
}
