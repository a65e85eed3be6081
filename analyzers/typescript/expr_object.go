package typescript

import "github.com/quotalint/quotalint/internal/facts"

// objectCall lowers the functions of Object that put members on an object.
func (l *lowerer) objectCall(i int32, name string, call *facts.Expr) facts.ID {
	args := positional(call.Items)
	switch {
	case name == "assign" && args > 1:
		return l.objectAssign(i, call)
	case name == "defineProperty" && args == 3:
		l.describe(call.Items[0].Value, call.Items[1].Value, call.Items[2].Value, call.Span)
	case name == "defineProperties" && args == 2:
		for _, item := range l.membersOf(call.Items[1].Value) {
			l.describe(call.Items[0].Value, l.ConstantText(item.Name, call.Span), item.Value, call.Span)
		}
	default:
		return 0
	}
	l.Call(i, *call)
	return call.Items[0].Value
}

// reflectCall lowers the functions of Reflect that read and write members, or call.
func (l *lowerer) reflectCall(i int32, name string, call *facts.Expr) facts.ID {
	args := positional(call.Items)
	arg := func(n int) facts.ID { return call.Items[n].Value }
	switch {
	case name == "get" && args >= 2:
		return l.elementAt(arg(0), arg(1), call.Span)
	case name == "set" && args >= 3:
		l.put(arg(0), arg(1), arg(2), call.Span)
	case name == "defineProperty" && args == 3:
		l.describe(arg(0), arg(1), arg(2), call.Span)
	case name == "apply" && args == 3:
		given := []facts.Item{{Value: arg(2), Spread: facts.Elems}}
		return l.Call(i, facts.Expr{Op: facts.Call, X: arg(0), Items: given, Span: call.Span})
	case name == "construct" && args >= 2:
		given := []facts.Item{{Value: arg(1), Spread: facts.Elems}}
		return l.Call(i, facts.Expr{Op: facts.Call, New: true, X: arg(0), Items: given, Span: call.Span})
	default:
		return 0
	}
	return l.Call(i, *call)
}

// describe puts the value that a literal property descriptor describes under a key of an object.
func (l *lowerer) describe(on, key, descriptor facts.ID, span facts.Span) {
	for _, item := range l.membersOf(descriptor) {
		switch item.Name {
		case "value":
			l.put(on, key, item.Value, span)
		case "get":
			l.put(on, key, l.applied(item.Value, span), span)
		}
	}
}

// put binds what a value has under a key.
func (l *lowerer) put(on, key, value facts.ID, span facts.Span) {
	if name := l.memberKey(key); name != "" {
		l.store(on, name, value, span)
		return
	}
	l.Bind(facts.Bind{On: on, Key: key, Owner: l.At, Value: value, Span: span})
}

// membersOf lists the members of a literal that have a constant name.
func (l *lowerer) membersOf(literal facts.ID) []facts.Item {
	e := &l.File.Exprs[literal]
	if e.Op != facts.Table {
		return nil
	}
	var named []facts.Item
	for _, item := range e.Items {
		if item.Spread == facts.One && item.Name != "" {
			named = append(named, item)
		}
	}
	return named
}

// objectAssign lowers Object.assign(target, source…): a literal gets all members, any other object the constant members of
// literals.
func (l *lowerer) objectAssign(i int32, call *facts.Expr) facts.ID {
	on := call.Items[0].Value
	if l.File.Exprs[on].Op == facts.Table {
		table := facts.Expr{Op: facts.Table, Span: call.Span}
		for _, item := range call.Items {
			table.Items = append(table.Items, facts.Item{Value: item.Value, Spread: facts.Members})
		}
		return l.Emit(table)
	}
	for _, source := range call.Items[1:] {
		for _, item := range l.membersOf(source.Value) {
			l.store(on, item.Name, item.Value, call.Span)
		}
		if l.isOwnModule(on) && l.File.Exprs[source.Value].Op != facts.Table {
			l.exportAll(source.Value)
		}
	}
	return l.Call(i, *call)
}
