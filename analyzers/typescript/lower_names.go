package typescript

import (
	"github.com/quotalint/quotalint/internal/facts"
)

// declareNames declares the names of a pattern in a block.
func (d *declarer) declareNames(pattern int32, at stay, block int32) {
	if pattern < 0 {
		return
	}
	end := d.Nodes[d.Nodes[pattern].Parent].Next
	d.eachName(pattern, func(name int32) { d.declareName(name, end, at, block) })
}

// eachName visits the names that a pattern binds.
func (l *lowerer) eachName(pattern int32, visit func(name int32)) {
	for i := pattern; i < l.Nodes[pattern].Next; {
		switch l.kind(i) {
		case kIdentifier, kShorthandPattern:
			visit(i)
			i++
		case kObjectPattern, kArrayPattern, kRestPattern, kPairPattern, kParenthesized, kNone, kNonNull:
			i++
		case kAssignmentPattern, kObjectAssignmentPattern:
			i++
		default:
			i = l.Nodes[i].Next
		}
		for i < l.Nodes[pattern].Next && l.isDefault(i) {
			i = l.Nodes[i].Next
		}
	}
}

// isDefault reports whether a node is the default value in a pattern.
func (l *lowerer) isDefault(i int32) bool {
	switch l.kindOf(l.Nodes[i].Parent) {
	case kAssignmentPattern, kObjectAssignmentPattern:
		return l.Nodes[i].Field == l.in.right
	}
	return false
}

// varBlock returns the block that a `var` in a block declares in.
func (d *declarer) varBlock(b int32) int32 {
	for !d.keepsVars(b) {
		b = d.blocks.All[b].Parent
	}
	return b
}

// keepsVars reports whether what a `var` in a block declares is no name of the blocks around it.
func (d *declarer) keepsVars(b int32) bool {
	bl := &d.blocks.All[b]
	switch d.kind(bl.Node) {
	case kStaticBlock:
		return true
	case kBlock:
		parent := d.kindOf(d.Nodes[bl.Node].Parent)
		return parent == kNamespace || parent == kModule
	}
	return d.blocks.Root(bl.Scope) == b
}

// declarator declares the names of one declarator. One that gives neither value nor type binds nothing.
func (d *declarer) declarator(i int32, at stay) {
	block := at.block
	if d.kindOf(d.Nodes[i].Parent) == kVariable {
		block = d.varBlock(block)
	}
	name := d.Child(i, d.in.name)
	if name >= 0 && d.Child(i, d.in.value) < 0 && d.Child(i, d.in.typ) < 0 {
		d.eachName(name, func(n int32) { d.blocks.Add(&d.Writer, block, d.Text(n)) })
		return
	}
	d.declareNames(name, at, block)
}

// forHead declares the names of a for-of or for-in loop, or notes that they are assigned.
func (d *declarer) forHead(i int32, at stay) {
	left, declares := d.Child(i, d.in.left), d.Child(i, d.in.kind)
	switch {
	case left < 0:
	case declares < 0:
		d.assignNames(left, at)
	case d.Text(declares) == "var":
		d.declareNames(left, at, d.varBlock(at.block))
	default:
		d.declareNames(left, at, at.block)
	}
}

// assignedNames notes the names that an assignment binds.
func (d *declarer) assignedNames(i int32, at stay) {
	left := d.bare(d.Child(i, d.in.left))
	switch {
	case left < 0:
	case d.isUsing(i):
		d.declareNames(left, at, at.block)
	default:
		d.assignNames(left, at)
	}
}

// isUsing reports whether an assignment is a declaration `using x = …`.
func (l *lowerer) isUsing(i int32) bool { return l.kind(i) == kAssignment && l.HasToken(i, "using") }

func (d *declarer) assignNames(left int32, at stay) {
	end := d.Nodes[d.Nodes[left].Parent].Next
	d.eachName(left, func(name int32) {
		d.events = append(d.events, event{name: d.Text(name), node: name, end: end, scope: at.scope, block: at.block})
	})
}

// declareImports declares what an import statement names.
func (d *declarer) declareImports(i int32, at stay) {
	d.importedNames(i, func(_, bound int32, _ bool) {
		d.declareName(bound, d.Nodes[i].Next, at, at.block)
	})
}

// function declares a function in the block around it, and its parameters in its own.
func (d *declarer) function(i int32, at stay) {
	name, outer := d.Child(i, d.in.name), at.block
	parent := at.scope
	switch k := d.kind(i); k {
	case kFunctionDeclaration, kGeneratorDeclaration:
		if name >= 0 {
			d.declareName(name, d.Nodes[i].Next, at, at.block)
			d.implement(d.blocks.All[at.block].Scope, d.blocks.Named(&d.Writer, at.block, d.Text(name)).Name)
		}
	case kFunctionSignature:
		d.declareType(name, at)
	case kFunction, kGenerator:
		if name >= 0 {
			outer = d.blocks.Open(i, at.block, d.blocks.All[at.block].Scope)
			d.declareName(name, d.Nodes[i].Next, at, outer)
		}
	case kMethod, kMethodSignature, kAbstractMethod:
		d.method(i, name, at)
	}
	if object := d.objectAround(i); object >= 0 && d.kind(i) != kArrow && d.usesThis(object) {
		parent = d.Opened(object)
	}
	text := d.givenName(i)
	if d.isConstructor(i, text) {
		parent = d.open(facts.ClassScope, parent, 0, text, outer)
		d.File.Scopes[parent].Span = d.Span(i)
		d.constructors[i] = parent
		d.declareClass(i, name, parent, at)
		text = constructor
	}
	s := d.open(facts.FuncScope, parent, i, text, -1)
	d.File.Scopes[s].Span = d.Span(i)
	if d.Child(i, d.in.body) < 0 {
		d.File.Scopes[s].Flags |= facts.Abstract
	}
	inner := stay{i, d.Nodes[i].Next, s, d.blocks.Open(i, outer, s)}
	d.stack = append(d.stack, inner)
	if d.kindOf(name) == kComputedName {
		d.enter(name, at.scope, at.block)
	}
	d.parameters(i, inner)
}

// implement notes that a function of that name has a body.
func (d *declarer) implement(scope int32, name string) { d.implemented[variable{scope, name}] = true }

// method declares a method in its class.
func (d *declarer) method(i, name int32, at stay) {
	text, ok := d.memberName(name)
	if !ok || d.Scopes[at.scope].Kind != facts.ClassScope || d.kindOf(d.Nodes[i].Parent) != kClassBody {
		return
	}
	v := d.Own(at.scope, text, name, d.Nodes[i].Next)
	if d.kind(i) == kMethod {
		d.implement(at.scope, text)
	}
	v.Loose = v.Loose || d.kind(i) != kMethod || d.HasToken(i, "get") || d.HasToken(i, "set")
}

// parameters declares the names of parameters. One that is a pattern has a name that is made up.
func (d *declarer) parameters(i int32, at stay) {
	d.eachParameter(i, func(n int, p, pattern int32) {
		switch {
		case d.kindOf(pattern) == kThis || pattern < 0:
		case d.kind(pattern) == kIdentifier:
			d.blocks.Add(&d.Writer, at.block, d.Text(pattern))
			d.events = append(d.events, event{
				name: d.Text(pattern), node: pattern, scope: at.scope, block: at.block, declares: true, param: true,
			})
		default:
			d.Add(at.scope, madeUp(n)).Param = true
			d.eachName(pattern, func(name int32) { d.declareName(name, d.Nodes[p].Next, at, at.block) })
		}
	})
}

// class declares a class in the block around it.
func (d *declarer) class(i int32, at stay) {
	name, text := d.Child(i, d.in.name), d.givenName(i)
	if name >= 0 && d.kind(i) != kClass {
		d.declareName(name, d.Nodes[i].Next, at, at.block)
	}
	if name >= 0 && d.kind(i) == kClass {
		at = d.enterBlock(i, at)
		d.declareName(name, d.Nodes[i].Next, at, at.block)
	}
	s := d.open(facts.ClassScope, at.scope, i, text, at.block)
	d.File.Scopes[s].Span = d.Span(i)
	d.declareClass(i, name, s, at)
	d.enter(d.Child(i, d.in.body), s, at.block)
}

// declareClass notes the name under which a class is found: its own, or that of the variable that it is the value of.
func (d *declarer) declareClass(i, name, class int32, at stay) {
	if name < 0 {
		if declarator := d.Nodes[i].Parent; d.kindOf(declarator) == kDeclarator {
			name = d.Child(declarator, d.in.name)
		}
	}
	if name < 0 {
		return
	}
	if v := d.resolve(d.Text(name), at.block); v != nil {
		d.classes[variable{v.Scope, v.Name}] = class
	}
}

// field declares a field that has a value or a type.
func (d *declarer) field(i int32, at stay) {
	name := d.Child(i, d.in.name)
	text, ok := d.memberName(name)
	if ok && d.Scopes[at.scope].Kind == facts.ClassScope && (d.Child(i, d.in.value) >= 0 || d.Child(i, d.in.typ) >= 0) {
		d.Own(at.scope, text, name, d.Nodes[i].Next)
	}
}
