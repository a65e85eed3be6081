package typescript

import (
	"github.com/quotalint/quotalint/internal/facts"
)

// ownModule is the module that the file itself is.
func (l *lowerer) ownModule(span facts.Span) facts.ID {
	return l.Emit(facts.Expr{Op: facts.Import, Span: span})
}

// isOwnModule reports whether a value is the module that the file itself is.
func (l *lowerer) isOwnModule(id facts.ID) bool {
	e := &l.File.Exprs[id]
	return e.Op == facts.Import && e.Text == ""
}

// isExports reports whether a node is module.exports.
func (l *lowerer) isExports(node int32) bool {
	switch l.kindOf(node) {
	case kMember, kSubscript:
		name, ok := l.keyOf(node)
		return ok && name == "exports" && l.isOutside(l.Child(node, l.in.object), "module")
	}
	return false
}

// isOutside reports whether a node is a name of that spelling which nobody in the file declares.
func (l *lowerer) isOutside(node int32, name string) bool {
	return l.kindOf(node) == kIdentifier && l.Text(node) == name && l.resolve(name, l.lexical) == nil
}

// keyOf returns the constant name of the member at a node.
func (l *lowerer) keyOf(node int32) (string, bool) {
	if l.kind(node) == kMember {
		return l.memberName(l.Child(node, l.in.property))
	}
	index := l.Child(node, l.in.index)
	if l.kindOf(index) != kString {
		return "", false
	}
	return l.memberName(index)
}

// standing returns the members that stand for something else: module.exports for the module, F.prototype for what holds of
// any instance of F. 0: it is an ordinary member.
func (l *lowerer) standing(x facts.ID, name string, span facts.Span) facts.ID {
	switch {
	case name == "exports" && l.isGlobal(x, "module"):
		return l.ownModule(span)
	case name == "prototype":
		return l.Emit(facts.Expr{Op: facts.Typed, X: x, Span: span})
	}
	return 0
}
