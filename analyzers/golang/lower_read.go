package golang

import (
	"github.com/quotalint/quotalint/analyzers/lower"
	"github.com/quotalint/quotalint/internal/facts"
)

// see makes a name mean a variable from here on.
func (l *lowerer) see(name string, is variable) {
	l.bound[name] = append(l.bound[name], is)
	l.trail = append(l.trail, name)
}

// leave forgets the names that were declared since the mark.
func (l *lowerer) leave(mark int) {
	for _, name := range l.trail[mark:] {
		l.bound[name] = l.bound[name][:len(l.bound[name])-1]
	}
	l.trail = l.trail[:mark]
}

// within lowers what stands in the block of a node, if it opens one.
func (l *lowerer) within(node int32, body func()) {
	here, mark := l.here, len(l.trail)
	if b := l.blocks.At(node); b >= 0 {
		l.here = b
	}
	body()
	l.leave(mark)
	l.here = here
}

// declaredIn returns the variable that a name of a block is, nil if the block has no such name. The body of a function
// literal has the names of its parameters.
func (l *lowerer) declaredIn(block int32, name string) *lower.Variable {
	v := l.blocks.Named(&l.Writer, block, name)
	if b := &l.blocks.All[block]; v == nil && l.kindOf(l.Nodes[b.Node].Parent) == kFuncLiteral {
		v = l.blocks.Named(&l.Writer, b.Parent, name)
	}
	return v
}

// resolve finds whom a name means here; nil if nobody in the file declares it.
func (l *lowerer) resolve(name string) *lower.Variable {
	if all := l.bound[name]; len(all) > 0 {
		scope := &l.Scopes[all[len(all)-1].scope]
		return &scope.Vars[scope.Find(all[len(all)-1].name)]
	}
	return l.blocks.Named(&l.Writer, 0, name)
}

// isBuiltin reports whether an expression is a name that nobody in the file declares.
func (l *lowerer) isBuiltin(i int32, name string) bool {
	return l.is(i, kIdentifier, kTypeIdentifier) && l.Text(i) == name && l.resolve(name) == nil
}

// read returns what a read of a name sees that stands here.
func (l *lowerer) read(name string, span facts.Span) facts.ID {
	e := facts.Expr{Op: facts.Name, Text: name, Span: span}
	if v := l.resolve(name); v != nil {
		e.Text, e.Scope = l.Holding(v), l.lookFrom(v.Name, v.Scope)
	} else {
		e.Scope = l.lookFrom(name, 0)
	}
	return l.Emit(e)
}

// lookFrom returns the scope from which on a look-up finds a name in the scope owner: the one being lowered, unless a
// function around here has the name too, which is not seen here yet.
func (l *lowerer) lookFrom(name string, owner int32) int32 {
	from := l.At
	for s := l.At; s > 0 && s != owner; s = l.Scopes[s].Parent {
		if l.Scopes[s].Find(name) >= 0 {
			from = l.Scopes[s].Parent
		}
	}
	return from
}

// declared returns the variable that a name of the block around here is, which is seen from now on; nil if it has none.
func (l *lowerer) declared(name string) *lower.Variable {
	v := l.declaredIn(l.here, name)
	if v == nil || l.here == 0 {
		return v
	}
	is := variable{v.Scope, v.Name}
	if all := l.bound[name]; len(all) == 0 || all[len(all)-1] != is {
		l.see(name, is)
	}
	return v
}

// define binds a name that is declared in the block around here.
func (l *lowerer) define(name string, value facts.ID, span facts.Span) {
	if v := l.declared(name); v != nil {
		l.Assign(v, value, span)
	}
}

// ownPackage is the import path of the package that a file is a part of.
const ownPackage = "."

// assignName binds a name that stands here. What nobody in the file declares belongs to the package.
func (l *lowerer) assignName(name string, value facts.ID, span facts.Span) {
	if name == "_" {
		return
	}
	if v := l.resolve(name); v != nil {
		l.Assign(v, value, span)
		return
	}
	own := l.Emit(facts.Expr{Op: facts.Import, Text: ownPackage, Span: span})
	l.Bind(facts.Bind{On: own, Name: name, Owner: l.At, Value: value, Span: span})
}
