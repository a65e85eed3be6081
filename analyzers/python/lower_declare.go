package python

import (
	"strings"

	"github.com/quotalint/quotalint/grammars"
	"github.com/quotalint/quotalint/internal/facts"
)

// A declarer walks the tree in source order and finds scopes, the names they own, comments, and broken stretches.
type declarer struct {
	*lowerer
	stack    []stay // the scopes around the node, innermost last
	pending  []stay // scopes still to be entered, the next one last
	borrowed []borrowed
}

// A stay is a scope around the nodes of a subtree.
type stay struct{ node, end, scope int32 }

func (l *lowerer) declare() {
	d := &declarer{lowerer: l}
	l.open(facts.FileScope, -1, 0, "", l.spanOf(0, uint32(len(l.source))))
	d.stack = append(d.stack, stay{0, int32(len(l.nodes)) + 1, 0})
	for i := range int32(len(l.nodes)) {
		for i >= d.stack[len(d.stack)-1].end {
			d.stack = d.stack[:len(d.stack)-1]
		}
		for n := len(d.pending); n > 0 && d.pending[n-1].node <= i; n-- {
			if d.pending[n-1].node == i {
				d.stack = append(d.stack, d.pending[n-1])
			}
			d.pending = d.pending[:n-1]
		}
		if l.nodes[i].Flags&(grammars.Error|grammars.Missing) != 0 {
			l.broken(l.span(i))
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
		d.comment(i)
	case kFunction:
		d.function(i, at)
	case kClass:
		d.class(i, at)
	case kLambda:
		d.effects = append(d.effects, i)
		s := d.open(facts.FuncScope, at, i, "", d.span(i))
		d.scopes[s].lambda = true
		d.parameters(d.child(i, d.in.parameters), s, -1)
		d.enter(d.child(i, d.in.body), s)
	case kListComprehension, kSetComprehension, kDictionaryComprehension, kGenerator:
		d.comprehension(i, at)
	case kForIn:
		d.targets(d.child(i, d.in.left), at, d.nodes[i].Next)
	case kWalrus:
		d.walrus(i, at)
	case kCall:
		d.effects = append(d.effects, i)
	case kYield:
		d.effects = append(d.effects, i)
		d.scopes[d.outside(at)].generator = true
	default:
		d.visitStatement(i, at)
	}
}

// visitStatement declares what a statement, or a part of one, declares.
func (d *declarer) visitStatement(i, at int32) {
	end := d.nodes[i].Next
	switch d.kind(i) {
	case kAssignment, kAugmentedAssignment:
		left := d.child(i, d.in.left)
		d.targets(left, at, end)
		d.globalsItem(left)
	case kFor:
		d.targets(d.child(i, d.in.left), at, end)
	case kAsPattern:
		d.asPattern(i, at)
	case kDottedName:
		if name := d.capture(i); name != "" {
			d.own(at, name, i, end)
		}
	case kSplatPattern:
		if c := d.first(i); c >= 0 {
			d.own(at, d.text(c), c, end)
		}
	case kTypeAlias:
		if c := d.aliasName(i); c >= 0 {
			d.own(at, d.text(c), c, end)
		}
	case kImport, kImportFrom, kImportFuture:
		d.imported(i, func(_, bound int32) {
			d.own(at, d.text(bound), bound, end)
		})
	case kGlobal, kNonlocal:
		for c := d.first(i); c >= 0; c = d.part(d.nodes[c].Next, end) {
			d.borrowed = append(d.borrowed, borrowed{at, d.text(c), d.kind(i) == kGlobal})
		}
	}
}

// enter makes a scope that of a subtree still to come.
func (d *declarer) enter(node, scope int32) {
	if node >= 0 {
		d.pending = append(d.pending, stay{node, d.nodes[node].Next, scope})
	}
}

func (d *declarer) walrus(i, at int32) {
	d.effects = append(d.effects, i)
	if name := d.child(i, d.in.name); name >= 0 {
		owner := d.outside(at)
		v := d.own(owner, d.text(name), name, d.nodes[i].Next)
		v.loose = v.loose || owner != at
	}
}

// comprehension opens a block. The first iterable stands outside of it.
func (d *declarer) comprehension(i, at int32) {
	d.effects = append(d.effects, i)
	s := d.open(facts.BlockScope, at, i, "", d.span(i))
	end := d.nodes[i].Next
	d.stack = append(d.stack, stay{i, end, s})
	for c := d.first(i); c >= 0; c = d.part(d.nodes[c].Next, end) {
		if d.kind(c) == kForIn {
			d.enter(d.child(c, d.in.right), at)
			return
		}
	}
}

// function declares a function in the scope around it, and its parameters in its own.
func (d *declarer) function(i, at int32) {
	end := d.nodes[i].Next
	whole, text := i, ""
	if d.kind(d.nodes[i].Parent) == kDecorated {
		whole = d.nodes[i].Parent
	}
	marks := d.marksOf(i)
	if name := d.child(i, d.in.name); name >= 0 {
		text = d.text(name)
		v := d.own(at, text, name, end)
		v.loose = v.loose || marks.accessor
	}
	s := d.open(facts.FuncScope, at, i, text, d.span(whole))
	receiver := int32(-1)
	if d.scopes[at].kind == facts.ClassScope && marks.flags&facts.Static == 0 {
		receiver = d.receiverNode(i)
	}
	d.parameters(d.child(i, d.in.parameters), s, receiver)
	d.enter(d.child(i, d.in.body), s)
}

func (d *declarer) class(i, at int32) {
	whole, text := i, ""
	if d.kind(d.nodes[i].Parent) == kDecorated {
		whole = d.nodes[i].Parent
	}
	if name := d.child(i, d.in.name); name >= 0 {
		text = d.text(name)
		d.own(at, text, name, d.nodes[i].Next)
	}
	s := d.open(facts.ClassScope, at, i, text, d.span(whole))
	d.enter(d.child(i, d.in.body), s)
}

// parameters declares the names of parameters; the one that stands at node receiver is the receiver.
func (d *declarer) parameters(list, s, receiver int32) {
	if list < 0 {
		return
	}
	end := d.nodes[list].Next
	for p := d.first(list); p >= 0; p = d.part(d.nodes[p].Next, end) {
		name := d.parameterName(p)
		if name < 0 {
			d.targets(p, s, 0) // (a, b) of Python 2
			continue
		}
		v := d.own(s, d.text(name), name, 0)
		v.param = p != receiver
		v.receiver = p == receiver
	}
}

// targets declares the names of an assignment target.
func (d *declarer) targets(target, at, end int32) {
	if target < 0 {
		return
	}
	for i := target; i < d.nodes[target].Next; {
		switch d.kind(i) {
		case kIdentifier:
			d.own(at, d.text(i), i, end)
			i++
		case kPatternList, kTuplePattern, kListPattern, kListSplatPattern, kTuple, kList, kListSplat,
			kExpressionList, kParenthesized, kAsPatternTarget, kNone:
			i++
		default:
			i = d.nodes[i].Next
		}
	}
}

// asPattern declares the name of `with … as v`, `except … as v` and `case … as v`.
func (d *declarer) asPattern(i, at int32) {
	end := d.nodes[i].Next
	if target := d.child(i, d.in.alias); target >= 0 {
		d.targets(target, at, end)
		return
	}
	if name := d.caseAlias(i); name >= 0 {
		d.own(at, d.text(name), name, end)
	}
}

// globalsItem declares x for the target globals()["x"].
func (d *declarer) globalsItem(target int32) {
	if target < 0 || d.kind(target) != kSubscript {
		return
	}
	value, key := d.child(target, d.in.value), d.child(target, d.in.subscript)
	if value < 0 || key < 0 || d.kind(value) != kCall || d.kind(key) != kString {
		return
	}
	if function := d.child(value, d.in.function); function >= 0 && d.text(function) == "globals" {
		d.add(0, strings.Trim(d.text(key), `"'`)).loose = true
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
		d.add(owner, b.name).loose = true
		d.add(b.scope, b.name).scope = owner
	}
	for s := range d.scopes {
		if sc := &d.scopes[s]; sc.lambda || sc.kind == facts.BlockScope {
			for v := range sc.vars {
				sc.vars[v].loose = true
			}
		}
	}
}

func (d *declarer) has(scope int32, name string) bool { return d.scopes[scope].find(name) >= 0 }

// lender finds the scope that owns what a scope borrows.
func (d *declarer) lender(b borrowed) int32 {
	if b.global {
		return 0
	}
	for s := d.scopes[b.scope].parent; s > 0; s = d.scopes[s].parent {
		if d.scopes[s].kind != facts.FuncScope {
			continue
		}
		if v := d.scopes[s].find(b.name); v >= 0 {
			return d.scopes[s].vars[v].scope
		}
	}
	return b.scope
}
