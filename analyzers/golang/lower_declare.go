package golang

import (
	"path"
	"slices"
	"strings"

	"github.com/quotalint/quotalint/grammars/tree"
	"github.com/quotalint/quotalint/internal/facts"
)

// A declarer walks the tree in source order and finds scopes, blocks, the names they own, comments, and broken stretches.
type declarer struct {
	*lowerer
	stays  []stay // the scopes and blocks around the node, innermost last
	events []event
	gotos  map[int32]bool // functions in which control may go anywhere
}

// A stay is a block around the nodes of a subtree.
type stay struct {
	end, scope, block int32
	mark              int // of lowerer.trail
	coming            []coming
}

// A coming is a name of a block that is seen from a node on.
type coming struct {
	from int32
	name string
	is   variable
}

// An event binds a name.
type event struct {
	node, end int32
	scope     int32 // in whose code it stands
	name      string
	is        variable // none: nobody but the file may own it
	param     bool
}

func (l *lowerer) declare() {
	l.File.Module = path.Dir(l.File.Path)
	d := &declarer{lowerer: l, gotos: map[int32]bool{}}
	d.stays = []stay{{end: int32(len(l.Nodes)) + 1, block: l.blocks.Open(0, -1, 0)}}
	for i := range int32(len(l.Nodes)) {
		d.arrive(i)
		if l.Nodes[i].Flags&(tree.Error|tree.Missing) != 0 {
			l.MarkBroken(l.Span(i))
		}
		d.visit(i)
	}
	l.leave(0)
	d.settle()
	slices.Sort(l.File.Public)
	l.File.Public = slices.Compact(l.File.Public)
}

// arrive leaves blocks on the way to a node, and sees the names that are declared before it.
func (d *declarer) arrive(i int32) {
	for i >= d.stays[len(d.stays)-1].end {
		d.leave(d.stays[len(d.stays)-1].mark)
		d.stays = d.stays[:len(d.stays)-1]
	}
	top := d.top()
	top.coming = slices.DeleteFunc(top.coming, func(c coming) bool {
		if c.from <= i {
			d.see(c.name, c.is)
		}
		return c.from <= i
	})
}

func (d *declarer) top() *stay { return &d.stays[len(d.stays)-1] }

// enter makes a node a block of a scope.
func (d *declarer) enter(i, scope int32) {
	block := d.blocks.Open(i, d.top().block, scope)
	d.stays = append(d.stays, stay{end: d.Nodes[i].Next, scope: scope, block: block, mark: len(d.trail)})
}

// visit declares what a node declares.
func (d *declarer) visit(i int32) {
	scope := d.top().scope
	switch k := d.kind(i); k {
	case kComment:
		d.CommentLines(i)
	case kPackageClause:
		d.packageClause(i)
	case kImportSpec:
		d.importSpec(i)
	case kFunction, kMethod, kFuncLiteral, kMethodElem:
		d.function(i)
	case kBlock:
		if parent := d.Nodes[i].Parent; !d.is(parent, kFunction, kMethod) {
			d.enter(i, scope)
		}
	case kIf, kFor, kSwitch, kTypeSwitch, kCase, kCommunication:
		d.enter(i, scope)
	case kTypeCase, kDefaultCase:
		d.enter(i, scope)
		d.each(d.Child(d.Nodes[i].Parent, d.in.alias), func(name int32) { d.declareName(name, i, i) })
	case kConstSpec, kVarSpec:
		d.eachIn(i, d.in.name, func(name int32) { d.declareName(name, name, d.Nodes[i].Next) })
	case kTypeSpec, kTypeAlias:
		d.typeSpec(i)
	case kStruct, kInterface:
		if !d.empty(i) {
			d.class(i, d.nameOfType(i))
		}
	case kGoto:
		d.gotos[scope] = true
	case kCall, kConversion:
		if d.isCall(i) {
			d.Effects = append(d.Effects, i)
		}
	default:
		d.visitAssignment(i)
	}
}

// visitAssignment declares the names that a statement declares or assigns.
func (d *declarer) visitAssignment(i int32) {
	switch d.kind(i) {
	case kShortVar:
		d.each(d.Child(i, d.in.left), func(name int32) {
			if d.declaredIn(d.top().block, d.Text(name)) != nil {
				d.assigned(name, i)
			} else {
				d.declareName(name, name, d.Nodes[i].Next)
			}
		})
	case kRangeClause, kReceive:
		declares := d.HasToken(i, ":=")
		d.each(d.Child(i, d.in.left), func(name int32) {
			if declares {
				d.declareName(name, name, d.Nodes[i].Next)
			} else {
				d.assigned(name, i)
			}
		})
	case kAssignment:
		d.each(d.Child(i, d.in.left), func(name int32) { d.assigned(name, i) })
	case kInc, kDec:
		d.assigned(d.First(i), i)
	}
}

// each visits the expressions of a list; -1 is none.
func (l *lowerer) each(list int32, visit func(expr int32)) {
	if list < 0 {
		return
	}
	end := l.Nodes[list].Next
	for c := l.First(list); c >= 0; c = l.Part(l.Nodes[c].Next, end) {
		visit(c)
	}
}

// eachIn visits the children in a field.
func (l *lowerer) eachIn(i int32, field tree.Field, visit func(child int32)) {
	for c := i + 1; c < l.Nodes[i].Next; c = l.Nodes[c].Next {
		if l.Nodes[c].Field == field && l.Nodes[c].Flags&(tree.Named|tree.Extra) == tree.Named {
			visit(c)
		}
	}
}

// declareName declares a name in the block around, which a node binds and which is seen from another on. It says false
// if there is no name.
func (d *declarer) declareName(name, node, from int32) bool {
	text, top := d.Text(name), d.top()
	if text == "_" || !d.is(name, kIdentifier, kTypeIdentifier) {
		return false
	}
	v := d.blocks.Add(&d.Writer, top.block, text)
	is := variable{v.Scope, v.Name}
	d.events = append(d.events, event{node: node, end: from, scope: top.scope, name: text, is: is})
	if top.block != 0 {
		top.coming = append(top.coming, coming{from, text, is})
	} else {
		d.File.Public = append(d.File.Public, text)
	}
	return true
}

// assigned notes that a statement assigns what an expression names.
func (d *declarer) assigned(target, statement int32) {
	target = d.bare(target)
	if d.kindOf(target) != kIdentifier {
		return
	}
	e := event{node: target, end: d.Nodes[statement].Next, scope: d.top().scope, name: d.Text(target)}
	if v := d.resolve(e.name); v != nil {
		e.is = variable{v.Scope, v.Name}
	}
	d.events = append(d.events, e)
}

// settle says who owns the names that are bound. A name of the file is bound once, and a name that is bound from elsewhere
// than its own function has no versions.
func (d *declarer) settle() {
	slices.SortStableFunc(d.events, func(a, b event) int { return int(a.node - b.node) })
	for _, e := range d.events {
		if e.is.name == "" {
			if d.blocks.Named(&d.Writer, 0, e.name) == nil {
				continue
			}
			e.is = variable{0, e.name}
		}
		v := d.Own(e.is.scope, e.is.name, e.node, e.end)
		v.Loose = v.Loose || v.Scope == 0 || v.Scope != e.scope || d.gotos[v.Scope]
		v.Param = v.Param || e.param
	}
}

// packageClause says which package the file is a part of: that of its folder, or the tests of it that stand outside of it.
func (d *declarer) packageClause(i int32) {
	name := d.First(i)
	if name >= 0 && strings.HasSuffix(d.Text(name), "_test") && strings.HasSuffix(d.File.Path, "_test.go") {
		d.File.Module = path.Dir(d.File.Path) + " " + d.Text(name)
	}
}

// importSpec declares the name that a file has for a package.
func (d *declarer) importSpec(i int32) {
	name := d.importName(i)
	if name == "" {
		return
	}
	d.imported[name] = d.importPath(i)
	top := d.top()
	v := d.blocks.Add(&d.Writer, 0, name)
	d.events = append(d.events, event{node: i, end: d.Nodes[i].Next, scope: top.scope, name: name, is: variable{0, v.Name}})
}

// class opens the scope of a type.
func (d *declarer) class(i int32, name string) {
	d.Open(facts.ClassScope, d.top().scope, i, name, d.Span(i))
}
