package program

import (
	"maps"
	"slices"
	"strings"
)

// walkResources gives the methods of what is assigned over resources their nodes.
func (r *reader) walkResources() {
	for i := range r.overs {
		o := &r.overs[i]
		if !o.resource || o.file.known.Nodes[o.Node].Method >= 0 {
			continue
		}
		on := handedOut{file: o.file, methods: map[int32]member{}}
		r.walk(&on, r.p.node(o.file, o.Value), 0, o.Node)
		o.members = on.methods
	}
}

// inResource reads a method of what is assigned over a resource.
func (r *reader) inResource(out *handedOut, o Over, method int32) Reading {
	p, nodes, itself := r.p, out.file.known.Nodes, false
	if r.isTrapped(o.file, o.Value) {
		return Reading{Handling: Unread, Reason: decided}
	}
	worst := Reading{Handling: Unread, Reason: "what is assigned over " + strings.Join(nodes[o.Node].Path, ".") + " is not followed"}
	for _, other := range slices.Sorted(maps.Keys(o.members)) {
		m := o.members[other]
		if !slices.Equal(nodes[other].Path, nodes[method].Path) {
			continue
		}
		vals := p.at(m.node).vals
		if len(vals) > 0 || len(p.at(r.p.node(o.file, o.Value)).vals) > 0 {
			worst = Reading{}
		}
		itself = itself || r.holdsItself(o)
		for _, v := range vals {
			one := Reading{Handling: Unread, Reason: "its code is not followed"}
			d := p.data[v]
			if d.kind == vMade && itself {
				continue
			}
			switch d.kind {
			case vNone:
				continue
			case vMade, vDeclared:
				one = Reading{Handling: Passed, Original: true}
			case vFunc, vInstance, vReceiver:
				one = r.code(v, p.instanceAmong(p.at(m.parent).vals))
			}
			if worse(one, worst) {
				worst = one
			}
		}
	}
	if worst.Handling == Absent && !itself { // what stands there does not have it
		return Reading{Handling: Passed, Original: true}
	}
	return worst
}

// holdsItself reports whether a resource is assigned to where it stands, with more members.
func (r *reader) holdsItself(o Over) bool {
	p := r.p
	return slices.ContainsFunc(p.at(p.node(o.file, o.Value)).vals, func(v value) bool {
		d := p.data[v]
		return d.kind == vMade && d.a == o.maker && d.b == o.Node
	})
}
