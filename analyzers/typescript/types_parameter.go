package typescript

import "github.com/quotalint/quotalint/internal/facts"

// notes is what is known of types and promises beside the facts.
type notes struct {
	docs    []doc
	settled map[int32][]facts.Item // what an executor of a promise hands over, by scope
	shapes  map[int32]int32        // the scopes of the object types in the comment being read, by node
	bounds  map[int32]facts.ID     // what a type parameter means, by node
	held    map[int32]*holding     // what the names of a scope are bound to
}

// noteTypeParameter notes where a type parameter has its meaning.
func (l *lowerer) noteTypeParameter(i int32) {
	name := l.Child(i, l.in.name)
	if name < 0 {
		return
	}
	all := l.parameters[l.Text(name)]
	if all == nil {
		all = &nest{}
		l.parameters[l.Text(name)] = all
	}
	owner := max(l.Nodes[l.Nodes[i].Parent].Parent, 0) // in broken code, the file
	all.add(i, l.Nodes[owner].Next)
}

// typeParameter returns the node of the type parameter that a name at a node means, the innermost one; -1 if it means none.
func (l *lowerer) typeParameter(name string, at int32) int32 {
	all := l.parameters[name]
	if l.Quoted != nil || all == nil {
		return -1
	}
	if n := all.innermost(at); n >= 0 {
		return all.from[n]
	}
	return -1
}

// boundOf returns what a type parameter means: what bounds it, or anything.
func (l *lowerer) boundOf(parameter int32) facts.ID {
	if id, known := l.bounds[parameter]; known {
		return id
	}
	if l.bounds == nil {
		l.bounds = map[int32]facts.ID{}
	}
	id := l.global(anything, l.Span(parameter))
	l.bounds[parameter] = id // also for one that is bounded by itself
	if constraint := l.Child(parameter, l.in.constraint); constraint >= 0 {
		id = l.typeOf(constraint)
		l.bounds[parameter] = id
	}
	return id
}
