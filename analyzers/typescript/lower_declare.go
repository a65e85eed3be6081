package typescript

import (
	"github.com/quotalint/quotalint/analyzers/lower"
	"github.com/quotalint/quotalint/grammars/tree"
	"github.com/quotalint/quotalint/internal/facts"
)

// A declarer walks the tree in source order and finds scopes, blocks, the names they own, comments, and broken stretches.
type declarer struct {
	*lowerer
	stack   []stay // the scopes and blocks around the node, innermost last
	pending []stay // those still to be entered, the next one last
	events  []event
}

// A stay is a scope and a block around the nodes of a subtree.
type stay struct{ node, end, scope, block int32 }

func (l *lowerer) declare() {
	l.scan()
	l.constructors, l.classes, l.implemented = map[int32]int32{}, map[variable]int32{}, map[variable]bool{}
	d := &declarer{lowerer: l}
	l.blocks.Open(0, -1, 0)
	d.stack = append(d.stack, stay{0, int32(len(l.Nodes)) + 1, 0, 0})
	typesEnd := int32(0)
	for i := range int32(len(l.Nodes)) {
		d.arrive(i)
		if l.Nodes[i].Flags&(tree.Error|tree.Missing) != 0 {
			l.MarkBroken(l.Span(i))
		}
		switch {
		case l.kind(i) == kComment || l.kind(i) == kHTMLComment:
			d.CommentLines(i)
		case i < typesEnd:
		case l.foreign(i):
			typesEnd = l.Nodes[i].Next
		default:
			d.visit(i)
		}
	}
	d.declareDocs()
	d.settle()
}

// arrive leaves and enters scopes and blocks on the way to a node.
func (d *declarer) arrive(i int32) {
	for i >= d.stack[len(d.stack)-1].end {
		d.stack = d.stack[:len(d.stack)-1]
	}
	for n := len(d.pending); n > 0 && d.pending[n-1].node <= i; n-- {
		if d.pending[n-1].node == i {
			d.stack = append(d.stack, d.pending[n-1])
		}
		d.pending = d.pending[:n-1]
	}
}

// foreign reports whether a node declares what is in other modules: `declare module "m" {…}`, `declare global {…}`.
func (l *lowerer) foreign(i int32) bool {
	if l.kind(i) != kAmbient {
		return false
	}
	c := l.First(i)
	return l.kindOf(c) == kBlock || l.kindOf(c) == kModule && l.kindOf(l.Child(c, l.in.name)) == kString
}

// visit declares what a node declares.
func (d *declarer) visit(i int32) {
	at := d.stack[len(d.stack)-1]
	switch k := d.kind(i); k {
	case kFunctionDeclaration, kGeneratorDeclaration, kFunction, kGenerator, kArrow, kMethod:
		d.Effects = append(d.Effects, i)
		d.function(i, at)
	case kFunctionSignature:
		d.function(i, at)
	case kMethodSignature, kAbstractMethod:
		if d.kind(d.Nodes[i].Parent) == kClassBody {
			d.function(i, at)
		} else {
			d.declareShape(i, at)
		}
	case kClassDeclaration, kAbstractClass, kClass:
		d.Effects = append(d.Effects, i)
		d.class(i, at)
	case kObject:
		if d.usesThis(i) {
			d.open(facts.ClassScope, at.scope, i, d.givenName(i), at.block)
		}
	case kCall, kNew, kJSXElement, kJSXSelfClosing:
		d.Effects = append(d.Effects, i)
		if k == kNew {
			d.declareProxy(i, at.scope)
		}
	case kUpdate:
		d.Effects = append(d.Effects, i)
	case kYield:
		d.Effects = append(d.Effects, i)
		if s := d.functionOf(at.scope); !d.asynchronous(d.Scopes[s].Node) {
			d.Scopes[s].Generator = true
		}
	case kAssignment, kAugmented:
		d.Effects = append(d.Effects, i)
		d.assignedNames(i, at)
	default:
		d.visitStatement(i, at)
	}
}

// visitStatement declares what a statement, or a part of one, declares.
func (d *declarer) visitStatement(i int32, at stay) {
	switch k := d.kind(i); k {
	case kBlock:
		if at.scope == 0 || d.Scopes[at.scope].Node != d.Nodes[i].Parent { // else it is the body of a function
			d.enterBlock(i, at)
		}
	case kStaticBlock, kFor, kSwitchBody:
		d.enterBlock(i, at)
	case kForIn:
		d.forHead(i, d.enterBlock(i, at))
	case kCatch:
		inner := d.enterBlock(i, at)
		d.declareNames(d.Child(i, d.in.parameter), inner, inner.block)
	case kDeclarator:
		d.declarator(i, at)
	case kField:
		d.field(i, at)
	case kImportStatement:
		d.declareImports(i, at)
	case kImportAlias:
		d.declareType(d.First(i), at)
	case kInterface, kTypeAlias:
		d.declareType(d.Child(i, d.in.name), at)
	case kEnum, kNamespace, kModule:
		d.declareType(d.firstName(d.Child(i, d.in.name)), at)
	default:
		d.declareShape(i, at)
	}
}

// open opens a scope that a node opens; its code begins in a block, -1 if that is still to be opened.
func (d *declarer) open(kind facts.Kind, parent, node int32, name string, block int32) int32 {
	s := d.Open(kind, parent, node, name, facts.Span{})
	if block >= 0 {
		d.blocks.Share(s, block)
	}
	return s
}

// enterBlock makes a node a block, unless it is deeper than what is lowered.
func (d *declarer) enterBlock(i int32, at stay) stay {
	at.node, at.end = i, d.Nodes[i].Next
	if len(d.stack) <= lower.MaxDepth {
		at.block = d.blocks.Open(i, at.block, d.blocks.All[at.block].Scope)
		d.stack = append(d.stack, at)
	}
	return at
}

// enter makes a scope and a block those of a subtree still to come.
func (d *declarer) enter(node, scope, block int32) {
	if node >= 0 {
		d.pending = append(d.pending, stay{node, d.Nodes[node].Next, scope, block})
	}
}

// declareName declares a name that stands at a node, in a block.
func (d *declarer) declareName(node, end int32, at stay, block int32) {
	name := d.Text(node)
	d.blocks.Add(&d.Writer, block, name)
	d.events = append(d.events, event{name: name, node: node, end: end, scope: at.scope, block: block, declares: true})
}

// declareType declares a name that may be declared again: an interface beside a class, a namespace beside a function.
func (d *declarer) declareType(name int32, at stay) {
	if name < 0 || d.kind(name) != kIdentifier && d.kind(name) != kTypeIdentifier {
		return
	}
	d.declareName(name, d.Nodes[name].Next, at, at.block)
	d.blocks.Named(&d.Writer, at.block, d.Text(name)).Loose = true
}

// firstName returns a of the name a.b.c.
func (l *lowerer) firstName(name int32) int32 {
	for l.kindOf(name) == kNestedIdentifier || l.kindOf(name) == kMember {
		name = l.Child(name, l.in.object)
	}
	return name
}
