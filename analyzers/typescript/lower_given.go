package typescript

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// iterator is the name of the method that says what is iterated over.
const iterator = "@@iterator"

// memberName returns the name of a member of a class or object, as far as it is constant.
func (l *lowerer) memberName(name int32) (string, bool) {
	switch l.kindOf(name) {
	case kPropertyIdentifier, kNumber, kIdentifier, kShorthand:
		return l.Text(name), l.Text(name) != ""
	case kPrivateIdentifier:
		return l.privateName(name), true
	case kString:
		text := l.textOf(name)
		return text, text != "" && !strings.Contains(text, "~")
	case kComputedName:
		inner := l.First(name)
		switch l.kindOf(inner) {
		case kString:
			return l.memberName(inner)
		case kMember:
			switch l.Text(inner) {
			case "Symbol.iterator", "Symbol.asyncIterator":
				return iterator, true
			}
		}
	}
	return "", false
}

// propertyName returns the name behind the dot of a member expression.
func (l *lowerer) propertyName(name int32) string {
	if l.kind(name) == kPrivateIdentifier {
		return l.privateName(name)
	}
	return l.Text(name)
}

// privateName returns the name of a private member: that of one class is not that of another, so the innermost class around
// that declares it is a part of it.
func (l *lowerer) privateName(name int32) string {
	text := l.Text(name)
	if l.Quoted != nil {
		return text
	}
	for body := l.bodies.innermost(name); body >= 0; body = l.bodies.around[body] {
		class, known := l.private[body]
		if !known {
			if l.private == nil {
				l.private = map[int32]privates{}
			}
			class = privates{len(l.private) + 1, l.privateNames(l.bodies.from[body])}
			l.private[body] = class
		}
		if class.names[text] {
			return text + "~c" + strconv.Itoa(class.number)
		}
	}
	return text
}

// privates are the private members that a class declares; the class has a number.
type privates struct {
	number int
	names  map[string]bool
}

// privateNames are the private members that a class body declares.
func (l *lowerer) privateNames(body int32) map[string]bool {
	names := map[string]bool{}
	for _, member := range l.Parts(body) {
		for _, c := range l.Parts(member) {
			if l.kind(c) == kPrivateIdentifier {
				names[l.Text(c)] = true
			}
		}
	}
	return names
}

// givenName returns the name that a function, class or object literal has: its own, or that of what it is the value of;
// "" if it has none.
func (l *lowerer) givenName(i int32) string {
	name := l.Child(i, l.in.name)
	if l.kind(i) == kObject {
		name = -1
	}
	if name < 0 {
		parent := l.Nodes[i].Parent
		for l.Nodes[i].Field != l.in.value && l.passes(parent) {
			i, parent = parent, l.Nodes[parent].Parent
		}
		name = l.nameBeside(i, parent)
		if l.kindOf(parent) == kExport && l.HasToken(parent, "default") {
			return "default"
		}
	}
	switch l.kindOf(name) {
	case kPrivateIdentifier, kTypeIdentifier:
		return l.Text(name)
	}
	text, _ := l.memberName(name)
	return text
}

// passes reports whether the value of a node is that of its operand.
func (l *lowerer) passes(i int32) bool {
	switch l.kindOf(i) {
	case kParenthesized, kAs, kSatisfies, kNonNull, kTypeAssertion:
		return true
	}
	return false
}

// nameBeside returns the node of the name that a value is bound to; -1 if there is none.
func (l *lowerer) nameBeside(value, parent int32) int32 {
	switch field := l.Nodes[value].Field; l.kindOf(parent) {
	case kDeclarator, kField:
		if field == l.in.value {
			return l.Child(parent, l.in.name)
		}
	case kPair:
		if field == l.in.value {
			return l.Child(parent, l.in.key)
		}
	case kAssignment, kAugmented:
		left := l.Child(parent, l.in.left)
		if field != l.in.right || l.kindOf(left) == kMember && l.Text(left) == "module.exports" {
			return -1
		}
		if l.kindOf(left) == kMember {
			left = l.Child(left, l.in.property)
		}
		return left
	}
	return -1
}

// isConstructor reports whether a function of that name makes instances: it fills its receiver, has a prototype, or is
// called by `new` and uses its receiver.
func (l *lowerer) isConstructor(i int32, name string) bool {
	switch l.kind(i) {
	case kFunctionDeclaration:
	case kFunction:
		if l.kindOf(l.Nodes[i].Parent) == kPair || l.methodOf(i) >= 0 && !capital(name) {
			return false
		}
		if own := l.Child(i, l.in.name); own < 0 && name == "" && !l.isWhole(i) {
			return false
		}
	default:
		return false
	}
	if l.HasToken(i, "async") || l.takesThis(i) {
		return false
	}
	return l.setsThis[i] || name != "" && (l.prototypes[name] || l.thisIn[i] && l.made[name])
}

// isWhole reports whether a value is assigned to module.exports.
func (l *lowerer) isWhole(value int32) bool {
	parent := l.Nodes[value].Parent
	if l.kindOf(parent) != kAssignment {
		return false
	}
	left := l.Child(parent, l.in.left)
	return left >= 0 && l.Text(left) == "module.exports"
}

// takesThis reports whether a function says what its receiver is.
func (l *lowerer) takesThis(i int32) bool {
	takes := false
	l.eachParameter(i, func(_ int, _, pattern int32) { takes = takes || l.kindOf(pattern) == kThis })
	return takes
}

// methodOf returns the node of the object that a function is assigned to a member of; -1 if it is not.
func (l *lowerer) methodOf(function int32) int32 {
	parent := l.Nodes[function].Parent
	if l.kindOf(parent) != kAssignment || l.Nodes[function].Field != l.in.right {
		return -1
	}
	left := l.Child(parent, l.in.left)
	switch l.kindOf(left) {
	case kMember, kSubscript:
		return l.Child(left, l.in.object)
	}
	return -1
}

// capital reports whether a name is spelt like that of a class.
func capital(name string) bool {
	r, _ := utf8.DecodeRuneInString(name)
	return unicode.IsUpper(r)
}

// eachParameter visits the parameters of a function, each with its pattern (less `...`), which may be -1.
func (l *lowerer) eachParameter(function int32, visit func(n int, p, pattern int32)) {
	if p := l.Child(function, l.in.parameter); p >= 0 {
		visit(0, p, p)
		return
	}
	list := l.Child(function, l.in.parameters)
	if list < 0 {
		return
	}
	end := l.Nodes[list].Next
	for n, p := 0, l.First(list); p >= 0; n, p = n+1, l.Part(l.Nodes[p].Next, end) {
		pattern := int32(-1)
		switch l.kind(p) {
		case kRequiredParameter, kOptionalParameter:
			pattern = l.Child(p, l.in.pattern)
		}
		if l.kindOf(pattern) == kRestPattern {
			pattern = l.First(pattern)
		}
		visit(n, p, pattern)
	}
}

// madeUp is the name of a parameter that is a pattern.
func madeUp(n int) string { return "~p" + strconv.Itoa(n) }
