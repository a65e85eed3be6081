package program

import (
	"slices"
	"strings"

	"github.com/quotalint/quotalint/internal/facts"
)

// unseenCall: rule 16. A call whose receiver nobody is seen to make is a site only if its path is long enough to be no accident.
func (p *Program) unseenCall(f *file, s Site, fun facts.ID) (Site, bool) {
	if p.off["unseen"] || f.Exprs[fun].Op != facts.Member {
		return s, false
	}
	method, root, length := p.longestPath(f, fun)
	if method < 0 {
		return s, false
	}
	reason, at, ok := p.nobody(f, fun, root)
	if !ok {
		return s, false
	}
	switch {
	case length >= 3:
	case reason == ofOutside:
		return s, false // too likely a part of what is outside
	case length == 2 && p.talks(f):
	case length == 1 && p.sdkArgument(f, s.Expr, f.known.Nodes[method].Raw):
	default:
		return s, false
	}
	s.Kind, s.Method = APICall, method
	s.Origins = []Origin{{Kind: Unseen, Reason: reason, Node: method, at: at}}
	return s, true
}

// longestPath is the longest ending of a chain of members that is a method of the language's clients.
func (p *Program) longestPath(f *file, fun facts.ID) (method int32, root facts.ID, length int) {
	method = -1
	var names []string
	for id := fun; f.Exprs[id].Op == facts.Member; id = f.Exprs[id].X {
		names = append(names, f.Exprs[id].Text)
		if len(names) > 16 {
			break
		}
		if n, segs := f.known.walk(names); n >= 0 {
			method, root, length = n, f.Exprs[id].X, segs
		}
	}
	return method, root, length
}

// walk follows names, last first, from the root of the surface. A view adds no segment.
func (k *Known) walk(names []string) (method int32, segments int) {
	at := k.Root
	for i := len(names) - 1; i >= 0; i-- {
		next, ok := k.Nodes[at].Next[names[i]]
		if !ok {
			return -1, 0
		}
		if next != at {
			segments++
		} else if i == len(names)-1 {
			return -1, 0
		}
		at = next
	}
	if k.Nodes[at].Method < 0 {
		return -1, 0
	}
	return at, segments
}

// nobody reports that nothing we know reaches the receiver, and why.
func (p *Program) nobody(f *file, fun, root facts.ID) (reason string, at origin, ok bool) {
	for _, n := range []int32{p.node(f, fun), p.node(f, root)} {
		for _, v := range p.at(n).vals {
			if d := p.data[v]; d.kind == vUnseen {
				return p.strings[d.a], origin{n, v}, true
			}
		}
	}
	n := p.node(f, root)
	at = origin{n, 0}
	reason = "nothing is seen to reach " + p.render(f, root, 0)
	for _, v := range p.at(n).vals {
		switch d := p.data[v]; {
		case d.kind == vNone:
		case d.kind == vReceiver && p.isAbstract(d.a):
			reason, at = "nobody is seen to make a "+p.scopeName(d.a), origin{n, v}
		case d.kind == vForeign && d.flags&fWithin != 0:
			reason, at = ofOutside, origin{n, v}
		case d.kind == vParam:
			_, fn := p.scopeOf(d.a)
			reason = "nobody is seen to pass " + fn.Params[d.b].Name + " to " + p.scopeName(d.a)
			at = origin{n, v}
		default:
			if d.flags&fTest != 0 && !f.test {
				reason = "only tests pass " + p.render(f, root, 0)
				continue
			}
			return "", at, false
		}
	}
	return reason, at, true
}

// isAbstract reports whether a class only declares: an interface.
func (p *Program) isAbstract(class int32) bool {
	_, scope := p.scopeOf(class)
	return scope.Flags&facts.Abstract != 0
}

// ofOutside is why nobody can tell what a member of an object of outside code is: the project may have put it there.
const ofOutside = "it is a member of an object of outside code"

// talks reports whether a file imports an SDK or something that is a client or makes one.
func (p *Program) talks(f *file) bool {
	said, known := p.talking[f]
	if !known {
		said = p.findsTalk(f)
		p.talking[f] = said
	}
	return said
}

func (p *Program) findsTalk(f *file) bool {
	for id := range f.Exprs {
		e := &f.Exprs[id]
		if e.Op != facts.Import {
			continue
		}
		if t := p.target(f, e.Text); t.Place == facts.Outside && f.known.SDK(t.Path) {
			return true
		}
		for _, v := range p.at(f.expr + int32(id)).vals {
			if b := p.bears(); b.value(v) {
				return true
			}
		}
	}
	return false
}

// sdkArgument reports whether an argument of the call, or a member of a table that is one, is built from a type of an SDK. spelt
// says that this must be seen where the call stands.
func (p *Program) sdkArgument(f *file, call facts.ID, spelt bool) bool {
	for _, it := range f.Exprs[call].Items {
		if p.fromSDK(f, it.Value, spelt) {
			return true
		}
		if e := &f.Exprs[it.Value]; e.Op == facts.Table {
			if slices.ContainsFunc(e.Items, func(it facts.Item) bool { return p.fromSDK(f, it.Value, spelt) }) {
				return true
			}
		}
	}
	return false
}

// fromSDK reports whether an expression is, or is built from, a type of an SDK.
func (p *Program) fromSDK(f *file, id facts.ID, spelt bool) bool {
	switch e := &f.Exprs[id]; e.Op {
	case facts.Call, facts.Typed:
		id = e.X
	case facts.Cast:
		id = e.Y
	}
	return slices.ContainsFunc(p.at(p.node(f, id)).vals, func(v value) bool {
		d := p.data[v]
		return d.kind == vOutside && p.strings[d.a] == typeSymbol || !spelt && d.kind == vForeign && d.a == ofSDK
	})
}

// scopeName is the dotted name of a scope, as a reader would write it.
func (p *Program) scopeName(scope int32) string {
	r := p.scopes[scope]
	return ScopeName(r.file.File, r.local)
}

// ScopeName is the dotted name of the named scopes around and including a scope; "" for the file.
func ScopeName(f *facts.File, scope int32) string {
	var names []string
	for ; scope > 0; scope = f.Scopes[scope].Parent {
		if n := f.Scopes[scope].Name; n != "" {
			names = append([]string{n}, names...)
		}
	}
	return strings.Join(names, ".")
}
