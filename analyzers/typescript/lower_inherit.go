package typescript

import "github.com/quotalint/quotalint/internal/facts"

// classNamed returns the class of the file that a name means, -1 if it means none.
func (l *lowerer) classNamed(id facts.ID) int32 {
	e := &l.File.Exprs[id]
	if e.Op != facts.Name {
		return -1
	}
	if class, ok := l.classes[variable{l.owner(e), e.Text}]; ok {
		return class
	}
	return -1
}

// classOfPrototype returns the class of the file that F.prototype belongs to, -1 if it is another value.
func (l *lowerer) classOfPrototype(id facts.ID) int32 {
	if e := &l.File.Exprs[id]; e.Op == facts.Typed {
		return l.classNamed(e.X)
	}
	return -1
}

// derive makes what a prototype is made of the base of a class: Base.prototype, Object.create(Base.prototype), new Base().
func (l *lowerer) derive(class int32, from facts.ID) {
	e := l.File.Exprs[from]
	if e.Op == facts.Call && !e.New && l.File.Exprs[e.X].Text == "create" && positional(e.Items) > 0 {
		e = l.File.Exprs[e.Items[0].Value]
	}
	c := &l.File.Scopes[class]
	switch {
	case e.Op == facts.Typed, e.Op == facts.Call && e.New:
		c.Bases = append(c.Bases, e.X)
	case e.Op == facts.Name, e.Op == facts.Member:
		c.Bases = append(c.Bases, from)
	}
}

// noteCall notes what calls of well-known helpers say about classes and modules.
func (l *lowerer) noteCall(call *facts.Expr) {
	name := l.File.Exprs[call.X].Text
	args := positional(call.Items)
	arg := func(n int) facts.ID { return call.Items[n].Value }
	switch {
	case args < 2:
	case name == "inherits", name == "__extends", name == "_inherits", name == "setPrototypeOf":
		l.inherit(arg(0), arg(1))
	case name == "__exportStar" && l.isOwnModule(arg(1)):
		l.exportAll(arg(0))
	case name == "define" && l.isGlobal(call.X, name):
		l.defines(call, args)
	}
}

// inherit notes that a class or an object looks members up in another one.
func (l *lowerer) inherit(heir, from facts.ID) {
	class := l.classNamed(heir)
	if class < 0 {
		class = l.classOfPrototype(heir)
	}
	if class >= 0 {
		l.derive(class, from)
		return
	}
	if e := l.File.Exprs[heir]; e.Op == facts.Self {
		c := &l.File.Scopes[e.Scope]
		c.Forwards = append(c.Forwards, from)
	}
}

// exportAll exports all members of a value.
func (l *lowerer) exportAll(id facts.ID) {
	if e := l.File.Exprs[id]; e.Op == facts.Import && e.Name == "" && e.Text != "" {
		id = l.imports(e.Text, "*", false, e.Span)
	}
	l.exportStar(id)
}

// defines lowers define(["a", "b"], function (a, b) {…}), by which scripts for browsers say what they import and export.
func (l *lowerer) defines(call *facts.Expr, args int) {
	modules, factory := l.File.Exprs[call.Items[args-2].Value], call.Items[args-1].Value
	if f := l.File.Exprs[factory].Op; modules.Op != facts.Table || f != facts.Def && f != facts.Name {
		return
	}
	e := facts.Expr{Op: facts.Call, X: factory, Scope: l.At, Span: call.Span}
	for _, item := range modules.Items {
		item.Name = ""
		module, _ := l.Constant(item.Value)
		switch module {
		case "", "require", "module":
		case "exports":
			item.Value = l.ownModule(call.Span)
		default:
			item.Value = l.imports(module, "", false, call.Span)
		}
		e.Items = append(e.Items, item)
	}
	l.export(facts.Whole, l.Emit(e))
}
