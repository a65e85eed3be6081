package program

import "github.com/quotalint/quotalint/internal/facts"

// typed lets some value of the type that an expression names arrive in to (rule 12).
func (p *Program) typed(f *file, id facts.ID, to int32) {
	if id != 0 && !p.off["types"] {
		p.connect(p.typeNode(f, id), to, keep)
	}
}

func (p *Program) typeNode(f *file, id facts.ID) int32 {
	n, known := p.look(lookKey{kind: lookType, a: p.node(f, id)})
	if known {
		return n
	}
	e := &f.Exprs[id]
	switch e.Op {
	case facts.Either:
		for _, it := range e.Items {
			p.typed(f, it.Value, n)
		}
	case facts.Table:
		for _, it := range e.Items {
			p.typed(f, it.Value, n)
		}
	case facts.None:
		p.start(n, datum{kind: vNone})
	case facts.Index:
		p.on(p.node(f, e.X), func(v value) { p.typedGeneric(f, v, e, n) })
	default:
		p.on(p.node(f, id), func(v value) { p.typedValue(f, v, n) })
	}
	return n
}

// typedValue is some value of the type that v is.
func (p *Program) typedValue(f *file, v value, n int32) {
	switch d := p.data[v]; d.kind {
	case vClass, vReceiverClass:
		p.start(n, datum{kind: vReceiver, a: d.a})
	case vOutside:
		s := f.known.Symbols[p.strings[d.a]]
		switch s.Kind {
		case ClientMaker, ResourceMaker:
			p.start(n, datum{kind: vDeclared, a: d.a, b: s.Node})
		case TypeForm:
			if s.Form == "elements" || s.Form == "values" || s.Form == "pairs" {
				p.start(n, datum{kind: vObject, a: p.typeObject(n)})
			}
		case IdiomCall, 0:
			p.start(n, p.foreign(f, p.strings[d.a]))
		}
	case vForeign:
		d.flags = d.flags&^fWithin | fObject
		p.add(n, p.of(d))
	case vUnseen, vPending:
		p.add(n, v)
	case vAlias:
		r, _ := p.exprOf(d.a)
		p.connect(p.typeNode(p.files[r.file], r.id), n, keep)
	case vObject: // a tuple of types
		p.connect(p.typedElements(f, d.a), n, keep)
	case vNone:
		p.add(n, v)
	}
}

// typedElements is some value of any of the types in a container.
func (p *Program) typedElements(f *file, o int32) int32 {
	n, known := p.look(lookKey{kind: lookType, a: o, name: "elements"})
	if !known {
		p.on(p.objects[o].all, func(w value) { p.typedValue(f, w, n) })
	}
	return n
}

// typeObject is the container that a type makes.
func (p *Program) typeObject(n int32) int32 {
	return p.objectFor(lookKey{kind: lookType, a: n, name: "object"})
}

// typedGeneric is some value of a generic type with its arguments: Optional[X], list[X], Annotated[X, Depends(get)].
func (p *Program) typedGeneric(f *file, head value, e *facts.Expr, n int32) {
	d := p.data[head]
	if d.kind != vOutside {
		p.typedValue(f, head, n)
		return
	}
	args := typeArguments(f, e.Y)
	if len(args) == 0 {
		return
	}
	first, last := args[0], args[len(args)-1]
	switch f.known.Symbols[p.strings[d.a]].Form {
	case "any-of":
		for _, a := range args {
			p.typed(f, a, n)
		}
	case "annotated":
		p.typed(f, first, n)
		for _, a := range args[1:] {
			p.connect(p.node(f, a), n, keep)
		}
	case "elements":
		o := p.typeObject(n)
		p.start(n, datum{kind: vObject, a: o})
		for _, a := range args {
			p.typed(f, a, p.slot(o, anyKey))
		}
	case "values", "pairs":
		o := p.typeObject(n)
		p.start(n, datum{kind: vObject, a: o})
		p.typed(f, last, p.slot(o, anyKey))
		if f.known.Symbols[p.strings[d.a]].Form == "pairs" {
			p.pairs(o)
		}
	case "class":
		p.connect(p.node(f, first), n, keep)
	case "instance":
		p.on(p.typeNode(f, first), func(v value) { p.typedValue(f, v, n) })
	case "called":
		c := &application{file: f, nodes: []int32{}}
		p.on(p.typeNode(f, first), func(v value) {
			if k := p.data[v].kind; k == vFunc || k == vGives || k == vForeign {
				p.apply(c, v, n)
			}
		})
	case "result":
		m := p.newNode()
		p.typed(f, last, m)
		p.start(n, datum{kind: vGives, a: m})
	case "last":
		p.typed(f, last, n)
	case "first":
		o := p.typeObject(n)
		p.start(n, datum{kind: vObject, a: o})
		p.typed(f, first, p.slot(o, anyKey))
	case "nothing":
	default:
		p.start(n, datum{kind: vForeign, flags: p.testFlag(f)})
	}
}

func typeArguments(f *file, id facts.ID) []facts.ID {
	if id == 0 {
		return nil
	}
	if e := &f.Exprs[id]; e.Op == facts.Table {
		var ids []facts.ID
		for _, it := range e.Items {
			ids = append(ids, it.Value)
		}
		return ids
	}
	return []facts.ID{id}
}
