package python

import (
	"strings"

	"github.com/quotalint/quotalint/internal/facts"
)

// stores notes what a call puts where: setattr, and the methods that put an element into a container. The call stays a
// call, for the object may be none of Python's own; only "…".format(…) has a value that is known here, which is
// returned.
func (l *lowerer) stores(call facts.ID) facts.ID {
	e := l.file.Exprs[call]
	f := l.file.Exprs[e.X]
	args := positional(e.Items)
	switch {
	case f.Op == facts.Name && f.Text == "setattr" && args == 3 && l.visible("setattr") == nil:
		l.setattr(e.Items[0].Value, e.Items[1].Value, e.Items[2].Value, e.Span)
	case f.Op != facts.Member:
	case f.Text == "__setattr__" && args == 2:
		l.setattr(f.X, e.Items[0].Value, e.Items[1].Value, e.Span)
	case f.Text == "__setattr__" && args == 3: // object.__setattr__(self, name, value)
		l.setattr(e.Items[0].Value, e.Items[1].Value, e.Items[2].Value, e.Span)
	case f.Text == "format" && l.file.Exprs[f.X].Op == facts.Text:
		return l.formatted(f.X, '{', e.Span)
	case args > 0:
		l.put(f, e.Items[:args], e.Span)
	}
	return 0
}

func (l *lowerer) setattr(object, key, value facts.ID, span facts.Span) {
	b := facts.Bind{On: object, Key: key, Owner: l.at, Value: value, Span: span}
	if name, ok := l.constant(key); ok && name != "" {
		b.Name, b.Key = name, 0
	}
	l.bind(b)
}

// put notes the element that a method with positional arguments puts into its object.
func (l *lowerer) put(method facts.Expr, args []facts.Item, span facts.Span) {
	b := facts.Bind{On: method.X, Owner: l.at, Span: span}
	last := args[len(args)-1].Value
	switch {
	case len(args) == 1 && (method.Text == "append" || method.Text == "add" || method.Text == "appendleft"),
		len(args) == 2 && method.Text == "insert",
		method.Text == "put", method.Text == "put_nowait":
		b.Value = args[0].Value
		if method.Text == "insert" {
			b.Value = last
		}
	case len(args) == 2 && method.Text == "setdefault":
		b.Key, b.Value = args[0].Value, last
	case len(args) == 1 && (method.Text == "extend" || method.Text == "update"):
		b.Value = l.emit(facts.Expr{Op: facts.Index, X: last, Span: span})
	default:
		return
	}
	l.bind(b)
	if x := l.file.Exprs[method.X]; x.Op == facts.Name && x.Scope == 0 && named(x.Text, public) {
		switch method.Text {
		case "extend":
			l.publish(last)
		case "append":
			l.publish(l.emit(facts.Expr{Op: facts.Table, Items: []facts.Item{{Value: last}}, Span: span}))
		}
	}
}

// named reports whether text is a name or a version of it.
func named(text, name string) bool {
	before, _, _ := strings.Cut(text, "~")
	return before == name
}
