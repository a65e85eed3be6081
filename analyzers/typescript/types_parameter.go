package typescript

import "github.com/quotalint/quotalint/internal/facts"

// notes is what is known of types and promises beside the facts.
type notes struct {
	docs       []doc
	settled    map[int32][]facts.Item // what an executor of a promise hands over, by scope
	shapes     map[int32]int32        // the scopes of the object types in the comment being read, by node
	parameters map[string][]int32     // the nodes of type parameters, by name; nil before the first type
	bounds     map[int32]facts.ID     // what a type parameter means, by node
}

// typeParameter returns the node of the type parameter that a name at a node means, the innermost one; -1 if it means none.
func (l *lowerer) typeParameter(name string, at int32) int32 {
	if l.Quoted != nil {
		return -1
	}
	if l.parameters == nil {
		l.parameters = map[string][]int32{}
		for i := range int32(len(l.Nodes)) {
			if l.kind(i) != kTypeParameter {
				continue
			}
			if n := l.Child(i, l.in.name); n >= 0 {
				l.parameters[l.Text(n)] = append(l.parameters[l.Text(n)], i)
			}
		}
	}
	all := l.parameters[name]
	for n := len(all) - 1; n >= 0; n-- {
		if all[n] > at {
			continue
		}
		list := l.Nodes[all[n]].Parent
		if owner := l.Nodes[list].Parent; at < l.Nodes[owner].Next {
			return all[n]
		}
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
	id := l.global(anything, l.span(parameter))
	l.bounds[parameter] = id // also for one that is bounded by itself
	if constraint := l.Child(parameter, l.in.constraint); constraint >= 0 {
		id = l.typeOf(constraint)
		l.bounds[parameter] = id
	}
	return id
}
