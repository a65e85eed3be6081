package python

import "github.com/quotalint/quotalint/internal/facts"

// read returns what a read of a name in the scope being lowered sees.
func (l *lowerer) read(name string, span facts.Span) facts.ID {
	v := l.visible(name)
	if v == nil {
		return l.emit(facts.Expr{Op: facts.Name, Text: name, Span: span})
	}
	if v.receiver && !v.rebound() {
		return l.emit(facts.Expr{Op: l.receiverOp(v.scope), Text: name, Scope: l.scopes[v.scope].parent, Span: span})
	}
	return l.emit(facts.Expr{Op: facts.Name, Text: l.holding(v), Scope: l.startOf(v), Span: span})
}

// startOf returns the scope from which a look-up finds the variable: this one, if no class body here has a name like it.
func (l *lowerer) startOf(v *variable) int32 {
	if l.resolve(v.name, l.at) == v {
		return l.at
	}
	return l.enclosing(l.at)
}

// receiverOp says what the receiver of a method is.
func (l *lowerer) receiverOp(method int32) facts.Op {
	if l.file.Scopes[method].Flags&facts.ClassMethod != 0 {
		return facts.Cls
	}
	return facts.Self
}

// visible finds whom a name means that is read here; nil if nobody in the file owns it. In a class body a name that the
// body has not bound yet is that of the scope around, except in quotes, which are read later.
func (l *lowerer) visible(name string) *variable {
	v := l.resolve(name, l.at)
	if v != nil && !v.bound && l.quoted == nil && v.scope == l.at && l.scopes[l.at].kind == facts.ClassScope && l.scopes[l.at].parent >= 0 {
		return l.resolve(name, l.enclosing(l.at))
	}
	return v
}

// enclosing returns the nearest scope around s that is no class.
func (l *lowerer) enclosing(s int32) int32 {
	s = l.scopes[s].parent
	for s > 0 && l.scopes[s].kind == facts.ClassScope {
		s = l.scopes[s].parent
	}
	return s
}

// holding returns the name under which a read that stands here finds the variable.
func (l *lowerer) holding(v *variable) string {
	if !v.versioned() {
		return v.name
	}
	function := l.functionBelow(v.scope)
	seen := v.now
	if function >= 0 {
		seen = l.captured(v, l.scopes[function].node)
	}
	if seen == 0 {
		v.bare = true
		return v.name
	}
	return l.versions[seen].name
}

// functionBelow returns the outermost function around the scope being lowered that is below scope owner; -1 if
// there are but comprehensions and class bodies, which run where they stand.
func (l *lowerer) functionBelow(owner int32) int32 {
	function := int32(-1)
	for s := l.at; s != owner && s >= 0; s = l.scopes[s].parent {
		if l.scopes[s].kind == facts.FuncScope {
			function = s
		}
	}
	return function
}

// captured returns the version that a function defined here, at that node, sees.
func (l *lowerer) captured(v *variable, node int32) int32 {
	later := v.last > node
	if v.head == 0 && !later {
		return v.now
	}
	c := capture{now: v.now, head: v.head, made: len(v.made)}
	if n := len(v.captures); n > 0 {
		if last := v.captures[n-1]; last.now == c.now && last.head == c.head && last.made == c.made {
			return last.version
		}
	}
	c.version = l.newVersion(v, facts.Span{})
	l.link(v, c.version, c.now)
	if c.head != c.now {
		l.link(v, c.version, c.head)
	}
	v.captures = append(v.captures, c)
	return c.version
}

// closeScope ends the lowering of a scope: captures learn what was bound later, and the plain names of a file or class
// hold what is there at the end.
func (l *lowerer) closeScope(s int32) {
	sc := &l.scopes[s]
	for i := range sc.vars {
		v := &sc.vars[i]
		if v.scope != s || !v.versioned() {
			continue
		}
		l.closeCaptures(v)
		switch {
		case sc.kind != facts.FuncScope && v.now != 0:
			l.alias(v, v.name, v.now)
		case sc.kind != facts.FuncScope || v.bare && !v.param:
			for _, made := range v.made {
				l.alias(v, v.name, made)
			}
		}
	}
}

// closeCaptures adds to each capture the versions that binds made after it. The rest is handed from capture to
// capture, last first, so that the work is linear.
func (l *lowerer) closeCaptures(v *variable) {
	rest, end := int32(0), len(v.made) // rest: a version that holds what binds made from end on
	for i := len(v.captures) - 1; i >= 0; i-- {
		c := v.captures[i]
		if c.made < end {
			later := l.newVersion(v, l.versions[v.made[c.made]].span)
			for _, made := range v.made[c.made:end] {
				l.link(v, later, made)
			}
			l.link(v, later, rest)
			rest, end = later, c.made
		}
		l.link(v, c.version, rest)
	}
}
