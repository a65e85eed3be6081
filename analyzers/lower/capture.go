package lower

import "github.com/quotalint/quotalint/internal/facts"

// Holding returns the name under which a read that stands here finds the variable.
func (w *Writer) Holding(v *Variable) string {
	if !v.versioned() {
		return v.Name
	}
	function := w.functionBelow(v.Scope)
	seen := v.now
	if function >= 0 {
		seen = w.captured(v, w.Scopes[function].Node)
	}
	if seen == 0 {
		v.bare = true
		return v.Name
	}
	return w.versions[seen].name
}

// functionBelow returns the outermost function around the scope being lowered that is below scope owner; -1 if
// there are but comprehensions and class bodies, which run where they stand.
func (w *Writer) functionBelow(owner int32) int32 {
	function := int32(-1)
	for s := w.At; s != owner && s >= 0; s = w.Scopes[s].Parent {
		if w.Scopes[s].Kind == facts.FuncScope {
			function = s
		}
	}
	return function
}

// captured returns the version that a function defined here, at that node, sees.
func (w *Writer) captured(v *Variable, node int32) int32 {
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
	c.version = w.newVersion(v, facts.Span{})
	w.link(v, c.version, c.now)
	if c.head != c.now {
		w.link(v, c.version, c.head)
	}
	v.captures = append(v.captures, c)
	return c.version
}

// Begin begins the lowering of a scope: its parameters have their first versions.
func (w *Writer) Begin(s int32) {
	sc := &w.Scopes[s]
	for i := range sc.Vars {
		if v := &sc.Vars[i]; v.Scope == s && v.Param && v.versioned() {
			w.versions = append(w.versions, version{name: v.Name, span: w.File.Scopes[s].Span})
			v.now = int32(len(w.versions) - 1)
		}
	}
}

// Close ends the lowering of a scope: captures learn what was bound later, and the plain names of a file or class
// hold what is there at the end.
func (w *Writer) Close(s int32) {
	sc := &w.Scopes[s]
	for i := range sc.Vars {
		v := &sc.Vars[i]
		if v.Scope != s || !v.versioned() {
			continue
		}
		w.closeCaptures(v)
		switch {
		case sc.Kind != facts.FuncScope && v.now != 0:
			w.alias(v, v.Name, v.now)
		case sc.Kind != facts.FuncScope || v.bare && !v.Param:
			for _, made := range v.made {
				w.alias(v, v.Name, made)
			}
		}
	}
}

// closeCaptures adds to each capture the versions that binds made after it. The rest is handed from capture to
// capture, last first, so that the work is linear.
func (w *Writer) closeCaptures(v *Variable) {
	rest, end := int32(0), len(v.made) // rest: a version that holds what binds made from end on
	for i := len(v.captures) - 1; i >= 0; i-- {
		c := v.captures[i]
		if c.made < end {
			later := w.newVersion(v, w.versions[v.made[c.made]].span)
			for _, made := range v.made[c.made:end] {
				w.link(v, later, made)
			}
			w.link(v, later, rest)
			rest, end = later, c.made
		}
		w.link(v, c.version, rest)
	}
}
