package python

import (
	"strconv"
	"strings"

	"github.com/quotalint/quotalint/internal/facts"
)

// assignment lowers `a = b = value`, with or without an annotation.
func (l *lowerer) assignment(i int32) {
	var links []int32
	right := i
	for right >= 0 && l.kind(right) == kAssignment {
		links = append(links, right)
		right = l.Child(right, l.in.right)
	}
	var value facts.ID
	if right >= 0 {
		value = l.expr(right)
	}
	for _, link := range links {
		left, typ := l.Child(link, l.in.left), l.Child(link, l.in.typ)
		if left < 0 {
			continue
		}
		v := value
		if typ >= 0 {
			declared := l.typeOf(typ)
			if value == 0 {
				v = l.Emit(facts.Expr{Op: facts.Typed, X: declared, Span: l.span(typ)})
			} else {
				v = l.Emit(facts.Expr{Op: facts.Cast, X: value, Y: declared, Span: l.span(link)})
			}
			l.field(left, typ, declared, value)
		}
		if v == 0 {
			v = l.opaque(link)
		}
		l.target(left, v, l.span(link))
	}
}

// field adds an annotated name of a class body to what its construction takes.
func (l *lowerer) field(left, typ int32, declared, value facts.ID) {
	sc := &l.Scopes[l.At]
	if sc.Kind != facts.ClassScope || l.kind(left) != kIdentifier || sc.Find("__init__") >= 0 {
		return
	}
	head, _, _ := strings.Cut(strings.Trim(l.Text(typ), `"' `), "[")
	if head = head[strings.LastIndexByte(head, '.')+1:]; head == "ClassVar" {
		return
	}
	c := &l.File.Scopes[l.At]
	keyword := false
	if n := len(c.Params); n > 0 {
		keyword = c.Params[n-1].Keyword
		if c.Params[n-1].Name == "" { // `_: KW_ONLY` came before
			c.Params = c.Params[:n-1]
		}
	}
	param := facts.Param{Name: l.Text(left), Type: declared, Default: value, Keyword: keyword, Span: l.span(left)}
	if head == "KW_ONLY" {
		param.Name, param.Keyword = "", true
	}
	c.Params = append(c.Params, param)
}

// augmented lowers `target op= value`: the target keeps what it had, or holds the value too.
func (l *lowerer) augmented(i int32) {
	left, right := l.bare(l.Child(i, l.in.left)), l.Child(i, l.in.right)
	if left < 0 || right < 0 {
		l.run(right)
		return
	}
	both := facts.Expr{Op: facts.Either, Span: l.span(i)}
	b := facts.Bind{Owner: l.At, Span: both.Span}
	var before facts.ID
	switch l.kind(left) {
	case kAttribute:
		b.On, b.Name = l.object(left)
		before = l.Emit(facts.Expr{Op: facts.Member, X: b.On, Text: b.Name, Span: l.span(left)})
	case kSubscript:
		b.On, b.Key = l.container(left)
		before = l.Emit(facts.Expr{Op: facts.Index, X: b.On, Y: b.Key, Span: l.span(left)})
	default:
		before = l.expr(left)
	}
	added := l.expr(right)
	both.Items = []facts.Item{{Value: before}, {Value: added}}
	b.Value = l.Emit(both)
	operator := ""
	if o := l.Child(i, l.in.operator); o >= 0 {
		operator = l.Text(o)
	}
	l.Adding(operator, func() { l.assignAgain(left, added, b) })
}

// assignAgain binds a target that has just been read: as b says, if it is no name.
func (l *lowerer) assignAgain(left int32, added facts.ID, b facts.Bind) {
	switch {
	case b.On != 0:
		l.Bind(b)
	case l.kind(left) == kIdentifier:
		if name := l.Text(left); name == public {
			l.publish(added)
			l.assignVariable(name, b.Value, b.Span)
		} else {
			l.assignName(name, b.Value, b.Span)
		}
	}
}

// target binds an assignment target to a value.
func (l *lowerer) target(node int32, value facts.ID, span facts.Span) {
	if node < 0 || !l.Deeper(node) {
		return
	}
	switch l.kind(node) {
	case kIdentifier:
		l.assignName(l.Text(node), value, span)
	case kAttribute:
		on, name := l.object(node)
		l.Bind(facts.Bind{On: on, Name: name, Owner: l.At, Value: value, Span: span})
	case kSubscript:
		l.item(node, value, span)
	case kParenthesized, kAsPatternTarget:
		l.target(l.First(node), value, span)
	case kPatternList, kTuplePattern, kListPattern, kTuple, kList, kExpressionList:
		l.unpack(node, value, span)
	default:
		l.run(node)
	}
	l.Depth--
}

// object lowers the object of a member, and returns it with the member's name.
func (l *lowerer) object(node int32) (on facts.ID, name string) {
	object, member := l.Child(node, l.in.object), l.Child(node, l.in.attribute)
	if object < 0 || member < 0 {
		return l.opaque(node), ""
	}
	return l.expr(object), l.Text(member)
}

// container lowers the container and the key of a subscript; key 0 means any element.
func (l *lowerer) container(node int32) (on, key facts.ID) {
	value := l.Child(node, l.in.value)
	if value < 0 {
		return l.opaque(node), l.opaque(node)
	}
	on = l.expr(value)
	return on, l.subscriptKey(node)
}

// item lowers an assignment to an element.
func (l *lowerer) item(node int32, value facts.ID, span facts.Span) {
	on, key := l.container(node)
	if name, ok := l.Constant(key); ok && l.isGlobals(on) {
		l.assignGlobal(name, value, span)
		return
	}
	on = l.unwrapped(on)
	if key == 0 { // a slice: each element becomes one
		value = l.Emit(facts.Expr{Op: facts.Index, X: value, Span: span})
	}
	l.Bind(facts.Bind{On: on, Key: key, Owner: l.At, Value: value, Span: span})
}

// unpack binds each target of a list of targets to its part of the value.
func (l *lowerer) unpack(node int32, value facts.ID, span facts.Span) {
	end := l.Nodes[node].Next
	count := 0
	for c := l.First(node); c >= 0; c = l.Part(l.Nodes[c].Next, end) {
		count++
	}
	literal := l.elements(value, count)
	starred := false
	position := 0
	for c := l.First(node); c >= 0; c = l.Part(l.Nodes[c].Next, end) {
		target, spread := l.splat(c)
		switch {
		case spread == facts.Elems:
			starred = true
			any := l.Emit(facts.Expr{Op: facts.Index, X: value, Span: l.span(c)})
			rest := l.Emit(facts.Expr{Op: facts.Table, Items: []facts.Item{{Value: any}}, Span: l.span(c)})
			l.target(target, rest, span)
		case starred:
			l.target(c, l.Emit(facts.Expr{Op: facts.Index, X: value, Span: l.span(c)}), span)
		case literal != nil:
			l.target(c, literal[position].Value, span)
		default:
			l.target(c, l.Element(value, position, l.span(c)), span)
		}
		position++
	}
}

// elements returns the items of a value that is a literal of that many elements, else nil.
func (l *lowerer) elements(value facts.ID, count int) []facts.Item {
	e := &l.File.Exprs[value]
	if e.Op != facts.Table || len(e.Items) != count {
		return nil
	}
	for i, item := range e.Items {
		if item.Spread != facts.One || item.Name != strconv.Itoa(i) {
			return nil
		}
	}
	return e.Items
}

// assignName binds a name in the scope being lowered.
func (l *lowerer) assignName(name string, value facts.ID, span facts.Span) {
	if name == public {
		l.publish(value)
	}
	l.assignVariable(name, value, span)
}

func (l *lowerer) assignVariable(name string, value facts.ID, span facts.Span) {
	s := l.At
	i := l.Scopes[s].Find(name)
	if i < 0 || name == "" {
		return
	}
	if owner := l.Scopes[s].Vars[i].Scope; owner != s {
		s, i = owner, l.Scopes[owner].Find(name)
	}
	l.Assign(&l.Scopes[s].Vars[i], value, span)
}

// assignGlobal binds a name of the file, from wherever.
func (l *lowerer) assignGlobal(name string, value facts.ID, span facts.Span) {
	if i := l.Scopes[0].Find(name); i >= 0 && l.Scopes[0].Vars[i].Loose {
		l.Assign(&l.Scopes[0].Vars[i], value, span)
	}
}

// public is the name that lists what a star import brings.
const public = "__all__"

// publish notes what is put into __all__ of the file.
func (l *lowerer) publish(value facts.ID) {
	if l.At != 0 {
		return
	}
	l.publicSeen = true
	e := &l.File.Exprs[value]
	if e.Op == facts.Cast {
		e = &l.File.Exprs[e.X]
	}
	if e.Op != facts.Table {
		l.publicOpen = true
		return
	}
	for _, item := range e.Items {
		if item.Spread != facts.One {
			l.publish(item.Value)
		} else if name, ok := l.Constant(item.Value); ok {
			l.public = append(l.public, name)
		} else {
			l.publicOpen = true
		}
	}
}
