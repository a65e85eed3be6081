package python

import (
	"cmp"
	"slices"

	"github.com/quotalint/quotalint/internal/facts"
)

// A scope is what the lowerer knows of a facts.Scope besides the facts.
type scope struct {
	kind      facts.Kind
	parent    int32
	node      int32
	lambda    bool
	generator bool
	vars      []variable
	index     map[string]int32 // of vars, once they are many
	binds     []binding        // in source order
	flow      flow
}

// A variable is a name in a scope.
type variable struct {
	name     string
	scope    int32 // the scope that owns it; another one for global and nonlocal
	binds    int32 // how many constructs bind it
	last     int32 // the node behind the last of them
	param    bool
	receiver bool
	loose    bool // is never given versions: who binds it when cannot be told from one scope
	life
}

// A binding is a construct that binds a name.
type binding struct{ node, variable int32 }

// An opening says which node opens a scope.
type opening struct{ node, scope int32 }

// A borrowed name is the subject of a global or nonlocal statement.
type borrowed struct {
	scope  int32
	name   string
	global bool
}

// few is the number of names up to which a scope is searched without an index.
const few = 8

// find returns the position of a name in vars, -1 if it is not there.
func (s *scope) find(name string) int32 {
	if s.index != nil {
		if v, ok := s.index[name]; ok {
			return v
		}
		return -1
	}
	for v := range s.vars {
		if s.vars[v].name == name {
			return int32(v)
		}
	}
	return -1
}

// add returns the variable of a scope by its name, and makes it if need be.
func (l *lowerer) add(in int32, name string) *variable {
	s := &l.scopes[in]
	v := s.find(name)
	if v < 0 {
		v = int32(len(s.vars))
		s.vars = append(s.vars, variable{name: name, scope: in})
		switch {
		case s.index != nil:
			s.index[name] = v
		case len(s.vars) > few:
			s.index = make(map[string]int32, 4*few)
			for i := range s.vars {
				s.index[s.vars[i].name] = int32(i)
			}
		}
	}
	return &s.vars[v]
}

// own notes that a node binds a name in a scope, and that the construct which does so ends before node end.
func (l *lowerer) own(in int32, name string, node, end int32) *variable {
	v := l.add(in, name)
	v.binds++
	v.last = max(v.last, end)
	s := &l.scopes[in]
	s.binds = append(s.binds, binding{node, s.find(name)})
	return v
}

// open adds a scope that a node opens.
func (l *lowerer) open(kind facts.Kind, parent, node int32, name string, span facts.Span) int32 {
	s := int32(len(l.scopes))
	l.scopes = append(l.scopes, scope{kind: kind, parent: parent, node: node})
	l.file.Scopes = append(l.file.Scopes, facts.Scope{Kind: kind, Name: name, Parent: parent, Span: span})
	if node > 0 {
		l.opens = append(l.opens, opening{node, s})
	}
	return s
}

// opened returns the scope that a node opens, -1 if none.
func (l *lowerer) opened(node int32) int32 {
	if l.quoted != nil {
		return -1
	}
	i, ok := slices.BinarySearchFunc(l.opens, node, func(o opening, node int32) int { return cmp.Compare(o.node, node) })
	if !ok {
		return -1
	}
	return l.opens[i].scope
}

// outside returns the nearest scope from s on that is no block: a walrus in a comprehension binds there.
func (l *lowerer) outside(s int32) int32 {
	for l.scopes[s].kind == facts.BlockScope {
		s = l.scopes[s].parent
	}
	return s
}

// resolve finds who owns a name that is read in scope from; nil if the file does not.
func (l *lowerer) resolve(name string, from int32) *variable {
	for s := from; s >= 0; s = l.scopes[s].parent {
		if s != from && l.scopes[s].kind == facts.ClassScope {
			continue
		}
		v := l.scopes[s].find(name)
		if v < 0 {
			continue
		}
		if owner := l.scopes[s].vars[v].scope; owner != s {
			s, v = owner, l.scopes[owner].find(name)
		}
		return &l.scopes[s].vars[v]
	}
	return nil
}
