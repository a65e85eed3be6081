package python

import "github.com/quotalint/quotalint/internal/facts"

// call lowers a call of the value function.
func (l *lowerer) call(i int32, function facts.ID) facts.ID {
	l.Reached(i)
	e := facts.Expr{Op: facts.Call, X: function, Items: l.arguments(l.Child(i, l.in.arguments)), Span: l.span(i)}
	if id := l.builtin(&e); id != 0 {
		return id
	}
	id := l.Call(i, e)
	if text := l.stores(id); text != 0 {
		return text
	}
	return id
}

// arguments lowers the arguments of a call.
func (l *lowerer) arguments(list int32) []facts.Item {
	if list < 0 {
		return nil
	}
	if l.kind(list) == kGenerator {
		return []facts.Item{{Value: l.expr(list)}}
	}
	var items []facts.Item
	end := l.Nodes[list].Next
	for c := list + 1; c < end; c = l.Nodes[c].Next {
		switch l.kind(c) {
		case kNone, kComment:
		case kError:
			l.run(c)
		case kKeywordArgument:
			item := facts.Item{Value: l.expr(l.Child(c, l.in.value))}
			if name := l.Child(c, l.in.name); name >= 0 {
				item.Name = l.Text(name)
			}
			items = append(items, item)
		default:
			value, spread := l.splat(c)
			items = append(items, facts.Item{Value: l.expr(value), Spread: spread})
		}
	}
	return items
}

// builtin lowers the calls of Python's own functions that are no calls for us: getattr, super, type, globals. 0: it is
// another call.
func (l *lowerer) builtin(call *facts.Expr) facts.ID {
	f := l.File.Exprs[call.X]
	args := positional(call.Items)
	if args < 0 {
		return 0
	}
	switch f.Op {
	case facts.Name:
		if l.visible(f.Text) != nil {
			return 0
		}
		switch {
		case f.Text == "getattr" && args >= 2:
			return l.getattr(call, call.Items)
		case f.Text == "super":
			if class := l.classAround(); class >= 0 {
				return l.Emit(facts.Expr{Op: facts.Super, Scope: class, Span: call.Span})
			}
		case f.Text == "type" && args == 1:
			if x := l.File.Exprs[call.Items[0].Value]; x.Op == facts.Self {
				return l.Emit(facts.Expr{Op: facts.Cls, Scope: x.Scope, Span: call.Span})
			}
		}
	case facts.Member:
		if f.Text == "__new__" && args >= 1 && l.allocates(f.X) {
			return l.Emit(facts.Expr{Op: facts.Typed, X: call.Items[0].Value, Span: call.Span})
		}
		switch f.Text {
		case "__getattribute__", "__getattr__":
			if args == 1 {
				return l.getattr(call, []facts.Item{{Value: f.X}, call.Items[0]})
			}
			if args == 2 { // object.__getattribute__(self, name)
				return l.getattr(call, call.Items)
			}
		case "get":
			if args >= 1 && l.isGlobals(f.X) {
				if name, ok := l.Constant(call.Items[0].Value); ok {
					return l.Emit(facts.Expr{Op: facts.Name, Text: name, Span: call.Span})
				}
			}
		}
	}
	return 0
}

// positional counts arguments; -1 if some are not plain positional ones.
func positional(items []facts.Item) int {
	for _, item := range items {
		if item.Name != "" || item.Spread != facts.One {
			return -1
		}
	}
	return len(items)
}

// classAround returns the class whose method is around here, -1 if none is.
func (l *lowerer) classAround() int32 {
	for s := l.At; s > 0; s = l.Scopes[s].Parent {
		parent := l.Scopes[s].Parent
		if l.Scopes[s].Kind == facts.FuncScope && l.Scopes[parent].Kind == facts.ClassScope {
			return parent
		}
	}
	return -1
}

// getattr lowers getattr(object, name) and getattr(object, name, default).
func (l *lowerer) getattr(call *facts.Expr, args []facts.Item) facts.ID {
	object, key := args[0].Value, args[1].Value
	e := facts.Expr{Op: facts.Index, X: object, Y: key, Span: call.Span}
	if name, ok := l.Constant(key); ok && name != "" {
		e = facts.Expr{Op: facts.Member, X: object, Text: name, Span: call.Span}
	}
	l.forward(object, key)
	id := l.Emit(e)
	if len(args) > 2 {
		either := []facts.Item{{Value: id}, {Value: args[2].Value}}
		return l.Emit(facts.Expr{Op: facts.Either, Items: either, Span: call.Span})
	}
	return id
}

// forward notes that a class looks members up in an object, if that is what this getattr in a __getattr__ does.
func (l *lowerer) forward(object, key facts.ID) {
	at := l.outside(l.At)
	f := &l.File.Scopes[at]
	if f.Kind != facts.FuncScope || f.Name != "__getattr__" && f.Name != "__getattribute__" || len(f.Params) == 0 {
		return
	}
	class := &l.File.Scopes[f.Parent]
	name, x := l.File.Exprs[key], l.File.Exprs[object]
	if class.Kind == facts.ClassScope && name.Op == facts.Name && name.Scope == at && name.Text == f.Params[0].Name &&
		x.Op != facts.Self && x.Op != facts.Super {
		class.Forwards = append(class.Forwards, object)
	}
}

// allocates reports whether __new__ of the value makes a bare instance: super() and object.
func (l *lowerer) allocates(id facts.ID) bool {
	x := &l.File.Exprs[id]
	return x.Op == facts.Super || x.Op == facts.Name && x.Text == "object" && l.visible("object") == nil
}

// isGlobals reports whether an expression is globals().
func (l *lowerer) isGlobals(id facts.ID) bool {
	return l.callOf(id, "globals") && len(l.File.Exprs[id].Items) == 0
}

// callOf reports whether an expression is a call of the builtin function of that name.
func (l *lowerer) callOf(id facts.ID, name string) bool {
	e := &l.File.Exprs[id]
	if e.Op != facts.Call {
		return false
	}
	f := &l.File.Exprs[e.X]
	return f.Op == facts.Name && f.Text == name && l.visible(name) == nil
}

// unwrapped returns the object behind x.__dict__ and vars(x), whose elements are the members of x.
func (l *lowerer) unwrapped(id facts.ID) facts.ID {
	e := &l.File.Exprs[id]
	switch {
	case e.Op == facts.Member && e.Text == "__dict__":
		return e.X
	case l.callOf(id, "vars") && positional(e.Items) == 1:
		return e.Items[0].Value
	}
	return id
}

// member lowers x.name.
func (l *lowerer) member(i int32, x facts.ID) facts.ID {
	e := facts.Expr{Op: facts.Member, X: x, Span: l.span(i)}
	if name := l.Child(i, l.in.attribute); name >= 0 {
		e.Text = l.Text(name)
	}
	if object := l.File.Exprs[x]; e.Text == "__class__" && object.Op == facts.Self {
		e = facts.Expr{Op: facts.Cls, Scope: object.Scope, Span: e.Span}
	}
	return l.Emit(e)
}

// subscript lowers x[key]. A slice of x is a container like x.
func (l *lowerer) subscript(i int32, x facts.ID) facts.ID {
	key := l.subscriptKey(i)
	if key == 0 {
		return x
	}
	if name, ok := l.Constant(key); ok && l.isGlobals(x) {
		return l.Emit(facts.Expr{Op: facts.Name, Text: name, Span: l.span(i)})
	}
	return l.Emit(facts.Expr{Op: facts.Index, X: l.unwrapped(x), Y: key, Span: l.span(i)})
}

// subscriptKey lowers what stands in the brackets of a subscript; 0 for a slice.
func (l *lowerer) subscriptKey(i int32) facts.ID {
	var keys []int32
	end := l.Nodes[i].Next
	for c := i + 1; c < end; c = l.Nodes[c].Next {
		switch {
		case l.kind(c) == kError:
			l.run(c)
		case l.Nodes[c].Field == l.in.subscript && l.kind(c) != kNone && l.kind(c) != kComment:
			keys = append(keys, c)
		}
	}
	if len(keys) == 1 {
		if l.kind(keys[0]) == kSlice {
			l.run(keys[0])
			return 0
		}
		return l.key(keys[0])
	}
	return l.opaqueOr(keys, i)
}
