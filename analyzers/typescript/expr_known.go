package typescript

import (
	"github.com/quotalint/quotalint/internal/facts"
)

// wellKnown lowers the calls that the language itself gives a meaning: of modules, promises, functions and objects. 0: it
// is another call.
func (l *lowerer) wellKnown(i int32, call *facts.Expr) facts.ID {
	f := l.File.Exprs[call.X]
	if id := l.compiledCall(i, f.Text, call); id != 0 {
		return id
	}
	switch f.Op {
	case facts.Name:
		if l.isGlobal(call.X, "require") {
			return l.required(call)
		}
		if f.Text == createRequire {
			return l.requireMade(i, call)
		}
		if l.isGlobal(call.X, "Symbol") {
			return l.symbol(call)
		}
	case facts.Member:
		switch {
		case l.isGlobal(f.X, "Symbol"):
			return l.symbol(call)
		case f.Text == "require" && l.isGlobal(f.X, "module"):
			return l.required(call)
		case f.Text == createRequire:
			return l.requireMade(i, call)
		case f.Text == "withResolvers" && l.isGlobal(f.X, "Promise"):
			return l.withResolvers(call.Span)
		case l.isGlobal(f.X, "Object"):
			return l.objectCall(i, f.Text, call)
		case l.isGlobal(f.X, "Reflect"):
			return l.reflectCall(i, f.Text, call)
		}
		return l.methodCall(i, f, call)
	case facts.Import:
		if f.Text == globals && f.Name == "require" { // createRequire(…)("m")
			return l.required(call)
		}
	}
	return 0
}

// methodCall lowers the methods that every promise, function, iterator and text has.
func (l *lowerer) methodCall(i int32, f facts.Expr, call *facts.Expr) facts.ID {
	switch f.Text {
	case "then", "catch", "finally":
		return l.promiseCall(i, f, call)
	case "call", "apply", "bind":
		return l.functionCall(i, f, call)
	case "next":
		return l.nextCall(i, f, call)
	case "concat":
		if l.File.Exprs[f.X].Op == facts.Text && positional(call.Items) > 0 {
			id := f.X
			for _, item := range call.Items {
				id = l.Joined(id, item.Value, false, call.Span)
			}
			return id
		}
	}
	return 0
}

// createRequire is the function of Node.js that gives a module its own require.
const createRequire = "createRequire"

// required lowers require("m"); 0 if nobody can tell which module is meant.
func (l *lowerer) required(call *facts.Expr) facts.ID {
	if positional(call.Items) < 1 {
		return 0
	}
	if module, _ := l.Constant(call.Items[0].Value); module != "" {
		return l.imports(module, "", false, call.Span)
	}
	return 0
}

// requireMade lowers createRequire(…): what it gives is a require like any other.
func (l *lowerer) requireMade(i int32, call *facts.Expr) facts.ID {
	l.Call(i, *call)
	return l.global("require", call.Span)
}

// symbol lowers Symbol("x") and Symbol.for("x"): as the name of a member, one and the same wherever it stands. 0: it has no
// description.
func (l *lowerer) symbol(call *facts.Expr) facts.ID {
	if positional(call.Items) != 1 {
		return 0
	}
	if text, _ := l.Constant(call.Items[0].Value); text != "" {
		return l.ConstantText("Symbol("+text+")", call.Span)
	}
	return 0
}

// imported lowers import("m").
func (l *lowerer) imported(arguments []facts.Item, span facts.Span) facts.ID {
	if len(arguments) > 0 {
		if module, _ := l.Constant(arguments[0].Value); module != "" {
			return l.imports(module, "", false, span)
		}
	}
	return l.Emit(facts.Expr{Span: span})
}

// functionCall lowers f.call(this, …), f.apply(this, […]) and f.bind(this, …). The object may also have a method of that
// name: that flows, too.
func (l *lowerer) functionCall(i int32, f facts.Expr, call *facts.Expr) facts.ID {
	var items []facts.Item
	receiver := facts.ID(0)
	if len(call.Items) > 0 {
		receiver, items = call.Items[0].Value, append(items, call.Items[1:]...)
		if call.Items[0].Spread != facts.One || f.Text == "apply" && len(items) > 1 {
			return 0
		}
	}
	if f.Text == "bind" {
		return l.bound(i, f, call, items)
	}
	if f.Text == "apply" && len(items) == 1 {
		items[0].Spread = facts.Elems
	}
	if l.File.Exprs[receiver].Op == facts.Self && l.initialises(l.At) {
		init := l.Emit(facts.Expr{Op: facts.Member, X: f.X, Text: constructor, Span: call.Span})
		l.Call(i, facts.Expr{Op: facts.Call, X: init, Items: append([]facts.Item{{Value: receiver}}, items...), Span: call.Span})
		return l.applied(f.X, call.Span, items...)
	}
	e := facts.Expr{Op: facts.Either, Span: call.Span}
	e.Items = []facts.Item{
		{Value: l.Call(i, facts.Expr{Op: facts.Call, X: f.X, Items: items, Span: call.Span})},
		{Value: l.applied(call.X, call.Span, call.Items...)},
	}
	return l.Emit(e)
}

// initialises reports whether a function is one that makes instances: what it calls on them is the initialiser of a base.
func (l *lowerer) initialises(s int32) bool {
	parent := l.Scopes[s].Parent
	return parent >= 0 && l.Scopes[parent].Kind == facts.ClassScope && l.File.Scopes[s].Name == constructor
}

// bound lowers f.bind(this, …): the function, with the arguments that are bound to it.
func (l *lowerer) bound(i int32, f facts.Expr, call *facts.Expr, items []facts.Item) facts.ID {
	value := f.X
	if len(items) > 0 {
		value = l.applied(l.global("bind", call.Span), call.Span, append([]facts.Item{{Value: f.X}}, items...)...)
	}
	e := facts.Expr{Op: facts.Either, Items: []facts.Item{{Value: value}, {Value: l.Call(i, *call)}}, Span: call.Span}
	return l.Emit(e)
}
