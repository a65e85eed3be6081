package typescript

import "github.com/quotalint/quotalint/internal/facts"

// receiverOf returns what `this` is in a function, as seen from where the function stands.
func (l *lowerer) receiverOf(i, s int32) receiver {
	if c, ok := l.coroutineAt(i); l.kind(i) == kArrow || ok && c.called {
		return l.receiver
	}
	if class, ok := l.constructors[i]; ok {
		return receiver{op: facts.Self, class: class}
	}
	parent := l.Scopes[s].Parent
	if l.kindOf(l.Nodes[i].Parent) == kClassBody && l.Scopes[parent].Kind == facts.ClassScope {
		return l.receiverIn(parent, l.HasToken(i, "static"))
	}
	object := l.objectAround(i)
	if object < 0 {
		return l.receiverFrom(i, l.methodOf(i))
	}
	if class := l.Opened(object); class >= 0 {
		return receiver{op: facts.Self, class: class}
	}
	return l.receiverFrom(i, l.listsFor(object))
}

// receiverIn returns the receiver of a member of a class.
func (l *lowerer) receiverIn(class int32, static bool) receiver {
	if static {
		return receiver{op: facts.Cls, class: class}
	}
	return receiver{op: facts.Self, class: class}
}

// receiverFrom returns the receiver of a function that becomes a member of the object at a node: what stands there, if
// names and members do; otherwise the caller gives it.
func (l *lowerer) receiverFrom(function, node int32) receiver {
	if !l.thisIn[function] {
		return receiver{}
	}
	for n := node; ; n = l.Child(n, l.in.object) {
		switch l.kindOf(n) {
		case kMember:
			continue
		case kIdentifier, kThis:
			value := l.expr(node)
			if class := l.classOfPrototype(value); class >= 0 {
				return l.receiverIn(class, false)
			}
			return receiver{value: value}
		}
		return receiver{param: true}
	}
}
