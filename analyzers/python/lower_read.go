package python

import (
	"github.com/quotalint/quotalint/analyzers/lower"
	"github.com/quotalint/quotalint/internal/facts"
)

// read returns what a read of a name in the scope being lowered sees.
func (l *lowerer) read(name string, span facts.Span) facts.ID {
	v := l.visible(name)
	if v == nil {
		return l.Emit(facts.Expr{Op: facts.Name, Text: name, Span: span})
	}
	if v.Receiver && !v.Rebound() {
		return l.Emit(facts.Expr{Op: l.receiverOp(v.Scope), Text: name, Scope: l.Scopes[v.Scope].Parent, Span: span})
	}
	return l.Emit(facts.Expr{Op: facts.Name, Text: l.Holding(v), Scope: l.startOf(v), Span: span})
}

// startOf returns the scope from which a look-up finds the variable: this one, if no class body here has a name like it.
func (l *lowerer) startOf(v *lower.Variable) int32 {
	if l.resolve(v.Name, l.At) == v {
		return l.At
	}
	return l.enclosing(l.At)
}

// receiverOp says what the receiver of a method is.
func (l *lowerer) receiverOp(method int32) facts.Op {
	if l.File.Scopes[method].Flags&facts.ClassMethod != 0 {
		return facts.Cls
	}
	return facts.Self
}

// visible finds whom a name means that is read here; nil if nobody in the file owns it. In a class body a name that the
// body has not bound yet is that of the scope around, except in quotes, which are read later.
func (l *lowerer) visible(name string) *lower.Variable {
	v := l.resolve(name, l.At)
	if v != nil && !v.Bound() && l.Quoted == nil && v.Scope == l.At && l.Scopes[l.At].Kind == facts.ClassScope && l.Scopes[l.At].Parent >= 0 {
		return l.resolve(name, l.enclosing(l.At))
	}
	return v
}

// enclosing returns the nearest scope around s that is no class.
func (l *lowerer) enclosing(s int32) int32 {
	s = l.Scopes[s].Parent
	for s > 0 && l.Scopes[s].Kind == facts.ClassScope {
		s = l.Scopes[s].Parent
	}
	return s
}

// resolve finds who owns a name that is read in scope from; nil if the file does not.
func (l *lowerer) resolve(name string, from int32) *lower.Variable {
	for s := from; s >= 0; s = l.Scopes[s].Parent {
		if s != from && l.Scopes[s].Kind == facts.ClassScope {
			continue
		}
		v := l.Scopes[s].Find(name)
		if v < 0 {
			continue
		}
		if owner := l.Scopes[s].Vars[v].Scope; owner != s {
			s, v = owner, l.Scopes[owner].Find(name)
		}
		return &l.Scopes[s].Vars[v]
	}
	return nil
}

// outside returns the nearest scope from s on that is no block: a walrus in a comprehension binds there.
func (l *lowerer) outside(s int32) int32 {
	for l.Scopes[s].Kind == facts.BlockScope {
		s = l.Scopes[s].Parent
	}
	return s
}
