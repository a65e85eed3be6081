package python

import (
	"strings"

	"github.com/quotalint/quotalint/internal/facts"
)

// stores notes what a call of setattr puts where. The call stays a call; only "…".format(…) has a value that is known
// here, which is returned.
func (l *lowerer) stores(call facts.ID) facts.ID {
	e := l.File.Exprs[call]
	f := l.File.Exprs[e.X]
	args := positional(e.Items)
	switch {
	case f.Op == facts.Name && f.Text == "setattr" && args == 3 && l.visible("setattr") == nil:
		l.setattr(e.Items[0].Value, e.Items[1].Value, e.Items[2].Value, e.Span)
	case f.Op != facts.Member:
	case f.Text == "__setattr__" && args == 2:
		l.setattr(f.X, e.Items[0].Value, e.Items[1].Value, e.Span)
	case f.Text == "__setattr__" && args == 3: // object.__setattr__(self, name, value)
		l.setattr(e.Items[0].Value, e.Items[1].Value, e.Items[2].Value, e.Span)
	case f.Text == "format" && l.File.Exprs[f.X].Op == facts.Text:
		return l.formatted(f.X, '{', e.Span)
	case args == 1:
		l.list(f, e.Items[0].Value, e.Span)
	}
	return 0
}

func (l *lowerer) setattr(object, key, value facts.ID, span facts.Span) {
	b := facts.Bind{On: object, Key: key, Owner: l.At, Value: value, Span: span}
	if name, ok := l.Constant(key); ok && name != "" {
		b.Name, b.Key = name, 0
	}
	l.Bind(b)
}

// list notes what a call adds to __all__.
func (l *lowerer) list(method facts.Expr, value facts.ID, span facts.Span) {
	if x := l.File.Exprs[method.X]; x.Op == facts.Name && x.Scope == 0 && named(x.Text, public) {
		switch method.Text {
		case "extend":
			l.publish(value)
		case "append":
			l.publish(l.Emit(facts.Expr{Op: facts.Table, Items: []facts.Item{{Value: value}}, Span: span}))
		}
	}
}

// named reports whether text is a name or a version of it.
func named(text, name string) bool {
	before, _, _ := strings.Cut(text, "~")
	return before == name
}
