package typescript

// uses is what a glance over the tree tells before scopes are made.
type uses struct {
	thisIn      map[int32]bool // functions whose own code reads `this`, and object literals that are the `this` of a member
	setsThis    map[int32]bool // functions whose own code assigns a member of `this`
	argumentsIn map[int32]bool // functions whose own code reads `arguments`
	prototypes  map[string]bool
	made        map[string]bool  // names behind `new`
	bodies      nest             // of classes
	parameters  map[string]*nest // by the name of a type parameter: from it to the end of what it is a parameter of
}

// scan finds out which functions use their receiver. Arrows have none of their own.
func (l *lowerer) scan() {
	l.uses = uses{
		thisIn: map[int32]bool{}, setsThis: map[int32]bool{}, argumentsIn: map[int32]bool{},
		prototypes: map[string]bool{}, made: map[string]bool{}, parameters: map[string]*nest{},
	}
	type stay struct{ function, end int32 }
	stack := []stay{{-1, int32(len(l.Nodes)) + 1}}
	for i := range int32(len(l.Nodes)) {
		for i >= stack[len(stack)-1].end {
			stack = stack[:len(stack)-1]
		}
		function := stack[len(stack)-1].function
		switch k := l.kind(i); k {
		case kFunctionDeclaration, kGeneratorDeclaration, kFunction, kGenerator, kMethod:
			stack = append(stack, stay{i, l.Nodes[i].Next})
			if k == kMethod && (l.HasToken(i, "get") || l.HasToken(i, "set")) {
				l.mark(l.objectAround(i))
			}
		case kClassBody:
			stack = append(stack, stay{-1, l.Nodes[i].Next})
			l.bodies.add(i, l.Nodes[i].Next)
		case kTypeParameter:
			l.noteTypeParameter(i)
		case kThis:
			if function >= 0 && l.Nodes[i].Field != l.in.pattern {
				l.thisIn[function] = true
				l.setsThis[function] = l.setsThis[function] || l.setsMember(l.Nodes[i].Parent)
				l.mark(l.objectAround(function))
			}
		case kIdentifier:
			if function >= 0 && l.Text(i) == "arguments" {
				l.argumentsIn[function] = true
			}
		case kMember:
			if object := l.prototypeOwner(i); object >= 0 {
				l.prototypes[l.Text(object)] = true
			}
		case kNew:
			if c := l.Child(i, l.in.constructor); l.kindOf(c) == kIdentifier {
				l.made[l.Text(c)] = true
			}
		}
	}
}

// setsMember reports whether a member of an object is the target of an assignment.
func (l *lowerer) setsMember(member int32) bool {
	switch l.kind(member) {
	case kMember, kSubscript:
		parent := l.Nodes[member].Parent
		return l.Nodes[member].Field == l.in.left && (l.kind(parent) == kAssignment || l.kind(parent) == kAugmented)
	}
	return false
}

// prototypeOwner returns F of the node F.prototype, -1 for any other.
func (l *lowerer) prototypeOwner(i int32) int32 {
	if l.kindOf(i) != kMember {
		return -1
	}
	object, property := l.Child(i, l.in.object), l.Child(i, l.in.property)
	if l.kindOf(object) != kIdentifier || property < 0 || l.Text(property) != "prototype" {
		return -1
	}
	return object
}

// objectAround returns the object literal that a function is a member of, -1 if it is none.
func (l *lowerer) objectAround(function int32) int32 {
	parent := l.Nodes[function].Parent
	if l.kind(function) != kMethod {
		if l.kindOf(parent) != kPair || l.Nodes[function].Field != l.in.value {
			return -1
		}
		parent = l.Nodes[parent].Parent
	}
	if l.kindOf(parent) != kObject {
		return -1
	}
	return parent
}

// mark notes that an object literal is the receiver of one of its members, unless it only lists them for another object.
func (l *lowerer) mark(object int32) {
	if object >= 0 && l.listsFor(object) < 0 {
		l.thisIn[object] = true
	}
}

// listsFor returns the node of the object whose members an object literal lists: of F.prototype = {…},
// Object.assign(F.prototype, {…}) and Object.defineProperty(o, "x", {…}); -1 if it is an object of its own.
func (l *lowerer) listsFor(object int32) int32 {
	parent := l.Nodes[object].Parent
	switch l.kindOf(parent) {
	case kAssignment:
		if left := l.Child(parent, l.in.left); l.prototypeOwner(left) >= 0 {
			return left
		}
	case kArguments:
		call := l.Nodes[parent].Parent
		first := l.First(parent)
		if l.kindOf(call) != kCall || first < 0 || first == object {
			return -1
		}
		switch l.lastName(l.Child(call, l.in.function)) {
		case "defineProperty":
			return first
		case "assign":
			if l.prototypeOwner(first) >= 0 {
				return first
			}
		}
	}
	return -1
}

// lastName returns the last name of a chain of members, "" if it ends in something else.
func (l *lowerer) lastName(i int32) string {
	switch l.kindOf(i) {
	case kMember:
		i = l.Child(i, l.in.property)
	case kIdentifier:
	default:
		return ""
	}
	if i < 0 {
		return ""
	}
	return l.Text(i)
}

// usesThis reports whether an object literal has members that use it as their receiver, or accessors.
func (l *lowerer) usesThis(object int32) bool { return l.thisIn[object] && l.Quoted == nil }
