package typescript

import "github.com/quotalint/quotalint/internal/facts"

// assignment lowers `a = b = value` and `a ??= value`, and returns the value.
func (l *lowerer) assignment(i int32) facts.ID {
	if l.kind(i) == kAugmented {
		return l.augmented(i)
	}
	var links []int32
	right := i
	for l.kindOf(right) == kAssignment {
		links = append(links, right)
		right = l.bare(l.Child(right, l.in.right))
	}
	if left := l.Child(links[len(links)-1], l.in.left); l.kindOf(right) == kObject && l.prototypeOwner(left) >= 0 {
		return l.prototypeMembers(right, left)
	}
	var value facts.ID
	if right >= 0 {
		value = l.expr(right)
	} else {
		value = l.opaque(i)
	}
	if t := l.docOf(i); t != 0 {
		value = l.Emit(facts.Expr{Op: facts.Cast, X: value, Y: t, Span: l.Span(i)})
	}
	for n := len(links) - 1; n >= 0; n-- {
		l.target(l.Child(links[n], l.in.left), value, l.Span(links[n]))
	}
	return value
}

// augmented lowers `target op= value`: the target keeps what it had, or holds the value too.
func (l *lowerer) augmented(i int32) facts.ID {
	left, right, operator := l.bare(l.Child(i, l.in.left)), l.Child(i, l.in.right), l.Child(i, l.in.operator)
	if left < 0 || right < 0 || operator < 0 {
		l.run(right)
		return l.opaque(i)
	}
	before := l.expr(left)
	both := facts.Expr{Op: facts.Either, Span: l.Span(i)}
	switch l.Text(operator) {
	case "??=", "||=", "&&=":
		l.Maybe++
		added := l.expr(right)
		l.Maybe--
		both.Items = []facts.Item{{Value: before}, {Value: added}}
		if l.Text(operator) != "&&=" {
			both.Text = "or"
		}
	case "+=":
		value := l.sum(i, before, l.expr(right), false)
		l.Adding("+", func() { l.assignAgain(left, value, before, both.Span) })
		return value
	default:
		l.run(right)
		value := l.opaque(i)
		l.Adding(l.Text(operator), func() { l.assignAgain(left, value, before, both.Span) })
		return value
	}
	return l.assignAgain(left, l.Emit(both), before, both.Span)
}

// step lowers `x++` and `x--`. A variable of the function itself only counts.
func (l *lowerer) step(i int32) facts.ID {
	target, operator := l.bare(l.Child(i, l.in.argument)), l.Child(i, l.in.operator)
	value := l.opaque(i)
	if target < 0 || operator < 0 {
		return value
	}
	l.Adding(l.Text(operator), func() {
		if l.kind(target) != kIdentifier {
			l.assignAgain(target, value, l.expr(target), l.Span(i))
		} else if v := l.resolve(l.Text(target), l.lexical); v != nil && l.functionOf(v.Scope) != l.functionOf(l.At) {
			l.Bind(facts.Bind{Name: v.Name, Owner: v.Scope, Value: value, Span: l.Span(i)})
		}
	})
	return value
}

// assignAgain binds a target that has just been read as before to a value, and returns the value.
func (l *lowerer) assignAgain(left int32, value, before facts.ID, span facts.Span) facts.ID {
	switch e := l.File.Exprs[before]; l.kind(left) {
	case kMember, kSubscript:
		switch {
		case e.Op == facts.Member:
			l.store(e.X, e.Text, value, span)
		case e.Op == facts.Index:
			l.Bind(facts.Bind{On: e.X, Key: e.Y, Owner: l.At, Value: value, Span: span})
		}
	case kIdentifier:
		l.assignName(l.Text(left), value, span)
	}
	return value
}

// target binds a target to a value.
func (l *lowerer) target(node int32, value facts.ID, span facts.Span) {
	if node < 0 || !l.Deeper(node) {
		return
	}
	switch l.kind(node) {
	case kIdentifier, kShorthandPattern:
		l.assignName(l.Text(node), value, span)
	case kMember:
		if l.isExports(node) {
			l.export(facts.Whole, value)
		} else if name := l.Child(node, l.in.property); name >= 0 {
			l.store(l.expr(l.Child(node, l.in.object)), l.propertyName(name), value, span)
		}
	case kSubscript:
		if l.isExports(node) {
			l.export(facts.Whole, value)
			break
		}
		l.assignElement(node, value, span)
	case kParenthesized, kNonNull, kAs, kSatisfies, kRestPattern:
		l.target(l.First(node), value, span)
	case kTypeAssertion:
		if parts := l.Parts(node); len(parts) == 2 {
			l.target(parts[1], value, span)
		}
	case kAssignmentPattern, kObjectAssignmentPattern:
		l.target(l.Child(node, l.in.left), l.orDefault(node, value), span)
	case kObjectPattern:
		l.takeMembers(node, value, span)
	case kArrayPattern:
		l.takeElements(node, value, span)
	default:
		l.run(node)
	}
	l.Depth--
}

// store binds a member of an object. Members of the module are its exports, those of the prototype of a class are members
// of the class.
func (l *lowerer) store(on facts.ID, name string, value facts.ID, span facts.Span) {
	class := l.classOfPrototype(on)
	switch {
	case l.isOwnModule(on):
		l.export(name, value)
	case name == "__proto__" && class >= 0:
		l.derive(class, value)
	case name == "prototype" && l.classNamed(on) >= 0:
		l.derive(l.classNamed(on), value)
	case class >= 0 && l.functionOf(l.At) == l.functionOf(l.Scopes[class].Parent):
		l.addMember(class, name, value, span)
	default:
		l.Bind(facts.Bind{On: on, Name: name, Owner: l.At, Value: value, Span: span})
	}
}

// assignElement binds x[key].
func (l *lowerer) assignElement(node int32, value facts.ID, span facts.Span) {
	on := l.expr(l.Child(node, l.in.object))
	l.put(on, l.expr(l.Child(node, l.in.index)), value, span)
}

// addMember adds a member to a class from outside of its body.
func (l *lowerer) addMember(class int32, name string, value facts.ID, span facts.Span) {
	l.Add(class, name).Loose = true
	c := &l.File.Scopes[class]
	c.Binds = append(c.Binds, facts.Bind{Name: name, Owner: class, Value: value, Span: span})
}

// prototypeMembers lowers `F.prototype = {…}`: what the literal lists are members of F.
func (l *lowerer) prototypeMembers(object, left int32) facts.ID {
	prototype := l.expr(left)
	l.eachMember(object, func(name string, key, value facts.ID, span facts.Span) {
		if name != "" {
			l.store(prototype, name, value, span)
			return
		}
		l.Bind(facts.Bind{On: prototype, Key: key, Owner: l.At, Value: value, Span: span})
	}, l.run)
	return prototype
}

// orDefault returns a value or, if it is undefined, the default that a pattern gives.
func (l *lowerer) orDefault(pattern int32, value facts.ID) facts.ID {
	right := l.Child(pattern, l.in.right)
	if right < 0 {
		return value
	}
	l.Maybe++
	otherwise := l.expr(right)
	l.Maybe--
	items := []facts.Item{{Value: value}, {Value: otherwise}}
	return l.Emit(facts.Expr{Op: facts.Either, Text: "or", Items: items, Span: l.Span(pattern)})
}

// takeMembers binds what an object pattern names to members of a value. The rest is the value itself.
func (l *lowerer) takeMembers(pattern int32, value facts.ID, span facts.Span) {
	end := l.Nodes[pattern].Next
	for c := l.First(pattern); c >= 0; c = l.Part(l.Nodes[c].Next, end) {
		switch l.kind(c) {
		case kShorthandPattern:
			l.target(c, l.member(value, l.Text(c), l.Span(c)), span)
		case kObjectAssignmentPattern:
			if left := l.Child(c, l.in.left); left >= 0 {
				l.target(left, l.orDefault(c, l.member(value, l.Text(left), l.Span(left))), span)
			}
		case kPairPattern:
			key, inner := l.Child(c, l.in.key), l.Child(c, l.in.value)
			if key >= 0 {
				l.target(inner, l.taken(value, key), span)
			}
		case kRestPattern:
			l.target(c, value, span)
		default:
			l.run(c)
		}
	}
}

// taken returns what a value has under the key of a pattern.
func (l *lowerer) taken(value facts.ID, key int32) facts.ID {
	name, computed := l.key(key)
	if name != "" {
		computed = l.ConstantText(name, l.Span(key))
	}
	return l.elementAt(value, computed, l.Span(key))
}

// takeElements binds what an array pattern names to elements of a value. The rest is the value itself.
func (l *lowerer) takeElements(pattern int32, value facts.ID, span facts.Span) {
	position := 0
	end := l.Nodes[pattern].Next
	for c := pattern + 1; c < end; c = l.Nodes[c].Next {
		switch l.kind(c) {
		case kComment, kError:
			l.run(c)
		case kNone:
			if l.Text(c) == "," {
				position++
			}
		case kRestPattern:
			l.target(c, value, span)
		default:
			l.target(c, l.Element(value, position, l.Span(c)), span)
		}
	}
}
