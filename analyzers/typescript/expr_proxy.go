package typescript

import "github.com/quotalint/quotalint/internal/facts"

// declareProxy opens the class of what new Proxy(…) makes.
func (l *lowerer) declareProxy(i, at int32) {
	if class := l.Child(i, l.in.constructor); class >= 0 && l.kind(class) == kIdentifier && l.Text(class) == "Proxy" {
		l.Open(facts.ClassScope, at, i, "", l.Span(i))
	}
}

// proxy lowers new Proxy(target, handler): the target, or something that looks its members up where the get of the handler
// reads the key of. Every function of the handler is called with the target.
func (l *lowerer) proxy(i int32, call *facts.Expr) facts.ID {
	if positional(call.Items) != 2 {
		return 0
	}
	target := call.Items[0].Value
	var forwards []facts.ID
	for _, handler := range l.literals(call.Items[1].Value) {
		forwards = append(forwards, l.handlers[handler]...)
		for _, item := range l.File.Exprs[handler].Items {
			if l.File.Exprs[item.Value].Op == facts.Def {
				l.applied(item.Value, call.Span, facts.Item{Value: target})
			}
		}
	}
	s := l.Opened(i)
	if len(forwards) == 0 || s < 0 {
		return target
	}
	l.File.Scopes[s].Forwards = forwards
	class := l.Emit(facts.Expr{Op: facts.Def, Scope: s, Span: call.Span})
	made := l.Emit(facts.Expr{Op: facts.Call, New: true, X: class, Scope: l.At, Span: call.Span})
	return l.Emit(facts.Expr{Op: facts.Either, Items: []facts.Item{{Value: target}, {Value: made}}, Span: call.Span})
}

// literals lists the literals that a value may be which is one, or the name of one that is lowered already.
func (l *lowerer) literals(id facts.ID) []facts.ID {
	id = l.uncast(id)
	e := l.File.Exprs[id]
	if e.Op != facts.Name {
		return []facts.ID{id}
	}
	var all []facts.ID
	if s := l.owner(&e); s >= 0 {
		for _, value := range l.valuesOf(s, e.Text) {
			all = append(all, l.uncast(value))
		}
	}
	return all
}

// A holding is what the names of a scope are bound to, of as many of its binds as are read.
type holding struct {
	read   int
	values map[string][]facts.ID
}

// valuesOf lists what a name of a scope is bound to by what is lowered already.
func (l *lowerer) valuesOf(s int32, name string) []facts.ID {
	h := l.held[s]
	if h == nil {
		h = &holding{values: map[string][]facts.ID{}}
		if l.held == nil {
			l.held = map[int32]*holding{}
		}
		l.held[s] = h
	}
	binds := l.File.Scopes[s].Binds
	for ; h.read < len(binds); h.read++ {
		if b := &binds[h.read]; b.On == 0 && b.Owner == s {
			h.values[b.Name] = append(h.values[b.Name], b.Value)
		}
	}
	return h.values[name]
}

// uncast is the value that is said to be of a type.
func (l *lowerer) uncast(id facts.ID) facts.ID {
	if e := &l.File.Exprs[id]; e.Op == facts.Cast {
		return e.X
	}
	return id
}

// noteHandler notes what the get of an object literal reads its key of, should it be the handler of a proxy. The
// expressions of the object are those from first on.
func (l *lowerer) noteHandler(object, get, first facts.ID) {
	if l.File.Exprs[get].Op != facts.Def {
		return
	}
	s := l.File.Exprs[get].Scope
	params := l.File.Scopes[s].Params
	if len(params) < 2 {
		return
	}
	var forwards []facts.ID
	for id := first; id < object; id++ {
		e := &l.File.Exprs[id]
		if e.Op == facts.Index && l.isParameter(e.Y, s, params[1].Name) && !l.isParameter(e.X, s, params[0].Name) {
			forwards = append(forwards, e.X)
		}
	}
	if forwards == nil {
		return
	}
	if l.handlers == nil {
		l.handlers = map[facts.ID][]facts.ID{}
	}
	l.handlers[object] = forwards
}
