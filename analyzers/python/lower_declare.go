package python

import (
	"strings"

	"github.com/quotalint/quotalint/grammars/tree"
	"github.com/quotalint/quotalint/internal/facts"
)

// A declarer walks the tree in source order and finds scopes, the names they own, comments, and broken stretches.
type declarer struct {
	*lowerer
	stack    []stay // the scopes around the node, innermost last
	pending  []stay // scopes still to be entered, the next one last
	borrowed []borrowed
}

// A borrowed name is the subject of a global or nonlocal statement.
type borrowed struct {
	scope  int32
	name   string
	global bool
}

// A stay is a scope around the nodes of a subtree.
type stay struct{ node, end, scope int32 }

func (l *lowerer) declare() {
	d := &declarer{lowerer: l}
	d.stack = append(d.stack, stay{0, int32(len(l.Nodes)) + 1, 0})
	for i := range int32(len(l.Nodes)) {
		for i >= d.stack[len(d.stack)-1].end {
			d.stack = d.stack[:len(d.stack)-1]
		}
		for n := len(d.pending); n > 0 && d.pending[n-1].node <= i; n-- {
			if d.pending[n-1].node == i {
				d.stack = append(d.stack, d.pending[n-1])
			}
			d.pending = d.pending[:n-1]
		}
		if l.Nodes[i].Flags&(tree.Error|tree.Missing) != 0 {
			l.MarkBroken(l.span(i))
		}
		d.visit(i)
	}
	d.settle()
}

// visit declares what a node declares.
func (d *declarer) visit(i int32) {
	at := d.stack[len(d.stack)-1].scope
	switch d.kind(i) {
	case kComment:
		d.AddComment(d.Nodes[i].Start, d.Nodes[i].End)
	case kFunction:
		d.function(i, at)
	case kClass:
		d.class(i, at)
	case kLambda:
		d.Effects = append(d.Effects, i)
		s := d.Open(facts.FuncScope, at, i, "", d.span(i))
		d.parameters(d.Child(i, d.in.parameters), s, -1)
		d.enter(d.Child(i, d.in.body), s)
	case kListComprehension, kSetComprehension, kDictionaryComprehension, kGenerator:
		d.comprehension(i, at)
	case kForIn:
		d.targets(d.Child(i, d.in.left), at, d.Nodes[i].Next)
	case kWalrus:
		d.walrus(i, at)
	case kCall:
		d.Effects = append(d.Effects, i)
	case kYield:
		d.Effects = append(d.Effects, i)
		d.Scopes[d.outside(at)].Generator = true
	default:
		d.visitStatement(i, at)
	}
}

// visitStatement declares what a statement, or a part of one, declares.
func (d *declarer) visitStatement(i, at int32) {
	end := d.Nodes[i].Next
	switch d.kind(i) {
	case kAssignment, kAugmentedAssignment:
		left := d.Child(i, d.in.left)
		d.targets(left, at, end)
		d.globalsItem(left)
	case kFor:
		d.targets(d.Child(i, d.in.left), at, end)
	case kAsPattern:
		d.asPattern(i, at)
	case kDottedName:
		if name := d.capture(i); name != "" {
			d.Own(at, name, i, end)
		}
	case kSplatPattern:
		if c := d.First(i); c >= 0 {
			d.Own(at, d.Text(c), c, end)
		}
	case kTypeAlias:
		if c := d.aliasName(i); c >= 0 {
			d.Own(at, d.Text(c), c, end)
		}
	case kImport, kImportFrom, kImportFuture:
		d.imported(i, func(_, bound int32) {
			d.Own(at, d.Text(bound), bound, end)
		})
	case kGlobal, kNonlocal:
		for c := d.First(i); c >= 0; c = d.Part(d.Nodes[c].Next, end) {
			d.borrowed = append(d.borrowed, borrowed{at, d.Text(c), d.kind(i) == kGlobal})
		}
	}
}

// enter makes a scope that of a subtree still to come.
func (d *declarer) enter(node, scope int32) {
	if node >= 0 {
		d.pending = append(d.pending, stay{node, d.Nodes[node].Next, scope})
	}
}

func (d *declarer) walrus(i, at int32) {
	d.Effects = append(d.Effects, i)
	if name := d.Child(i, d.in.name); name >= 0 {
		owner := d.outside(at)
		v := d.Own(owner, d.Text(name), name, d.Nodes[i].Next)
		v.Loose = v.Loose || owner != at
	}
}

// comprehension opens a block. The first iterable stands outside of it.
func (d *declarer) comprehension(i, at int32) {
	d.Effects = append(d.Effects, i)
	s := d.Open(facts.BlockScope, at, i, "", d.span(i))
	end := d.Nodes[i].Next
	d.stack = append(d.stack, stay{i, end, s})
	for c := d.First(i); c >= 0; c = d.Part(d.Nodes[c].Next, end) {
		if d.kind(c) == kForIn {
			d.enter(d.Child(c, d.in.right), at)
			return
		}
	}
}

// function declares a function in the scope around it, and its parameters in its own.
func (d *declarer) function(i, at int32) {
	end := d.Nodes[i].Next
	whole, text := i, ""
	if d.kind(d.Nodes[i].Parent) == kDecorated {
		whole = d.Nodes[i].Parent
	}
	marks := d.marksOf(i)
	if name := d.Child(i, d.in.name); name >= 0 {
		text = d.Text(name)
		v := d.Own(at, text, name, end)
		v.Loose = v.Loose || marks.accessor
	}
	s := d.Open(facts.FuncScope, at, i, text, d.span(whole))
	receiver := int32(-1)
	if d.Scopes[at].Kind == facts.ClassScope && marks.flags&facts.Static == 0 {
		receiver = d.receiverNode(i)
	}
	d.parameters(d.Child(i, d.in.parameters), s, receiver)
	d.enter(d.Child(i, d.in.body), s)
}

func (d *declarer) class(i, at int32) {
	whole, text := i, ""
	if d.kind(d.Nodes[i].Parent) == kDecorated {
		whole = d.Nodes[i].Parent
	}
	if name := d.Child(i, d.in.name); name >= 0 {
		text = d.Text(name)
		d.Own(at, text, name, d.Nodes[i].Next)
	}
	s := d.Open(facts.ClassScope, at, i, text, d.span(whole))
	d.enter(d.Child(i, d.in.body), s)
}

// parameters declares the names of parameters; the one that stands at node receiver is the receiver.
func (d *declarer) parameters(list, s, receiver int32) {
	if list < 0 {
		return
	}
	end := d.Nodes[list].Next
	for p := d.First(list); p >= 0; p = d.Part(d.Nodes[p].Next, end) {
		name := d.parameterName(p)
		if name < 0 {
			d.targets(p, s, 0) // (a, b) of Python 2
			continue
		}
		v := d.Own(s, d.Text(name), name, 0)
		v.Param = p != receiver
		v.Receiver = p == receiver
	}
}

// targets declares the names of an assignment target.
func (d *declarer) targets(target, at, end int32) {
	if target < 0 {
		return
	}
	for i := target; i < d.Nodes[target].Next; {
		switch d.kind(i) {
		case kIdentifier:
			d.Own(at, d.Text(i), i, end)
			i++
		case kPatternList, kTuplePattern, kListPattern, kListSplatPattern, kTuple, kList, kListSplat,
			kExpressionList, kParenthesized, kAsPatternTarget, kNone:
			i++
		default:
			i = d.Nodes[i].Next
		}
	}
}

// asPattern declares the name of `with … as v`, `except … as v` and `case … as v`.
func (d *declarer) asPattern(i, at int32) {
	end := d.Nodes[i].Next
	if target := d.Child(i, d.in.alias); target >= 0 {
		d.targets(target, at, end)
		return
	}
	if name := d.caseAlias(i); name >= 0 {
		d.Own(at, d.Text(name), name, end)
	}
}

// globalsItem declares x for the target globals()["x"].
func (d *declarer) globalsItem(target int32) {
	if target < 0 || d.kind(target) != kSubscript {
		return
	}
	value, key := d.Child(target, d.in.value), d.Child(target, d.in.subscript)
	if value < 0 || key < 0 || d.kind(value) != kCall || d.kind(key) != kString {
		return
	}
	if function := d.Child(value, d.in.function); function >= 0 && d.Text(function) == "globals" {
		d.Add(0, strings.Trim(d.Text(key), `"'`)).Loose = true
	}
}

// settle gives the subjects of global and nonlocal statements to the scopes that own them, and says which names are
// given no versions.
func (d *declarer) settle() {
	for _, b := range d.borrowed {
		owner := d.lender(b)
		if owner == b.scope || !d.has(owner, b.name) && !d.has(b.scope, b.name) { // else nobody binds it
			continue
		}
		d.Add(owner, b.name).Loose = true
		d.Add(b.scope, b.name).Scope = owner
	}
	for s := range d.Scopes {
		if sc := &d.Scopes[s]; d.kind(sc.Node) == kLambda || sc.Kind == facts.BlockScope {
			for v := range sc.Vars {
				sc.Vars[v].Loose = true
			}
		}
	}
}

func (d *declarer) has(scope int32, name string) bool { return d.Scopes[scope].Find(name) >= 0 }

// lender finds the scope that owns what a scope borrows.
func (d *declarer) lender(b borrowed) int32 {
	if b.global {
		return 0
	}
	for s := d.Scopes[b.scope].Parent; s > 0; s = d.Scopes[s].Parent {
		if d.Scopes[s].Kind != facts.FuncScope {
			continue
		}
		if v := d.Scopes[s].Find(b.name); v >= 0 {
			return d.Scopes[s].Vars[v].Scope
		}
	}
	return b.scope
}
