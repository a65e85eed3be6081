package program

import (
	"slices"
	"strings"

	"github.com/quotalint/quotalint/internal/facts"
)

// spelt reports whether an assignment to a member whose name, or whose owner, is computed means a method: the constant texts that the
// name and the owner are computed of spell out its path, in one piece or as a path and a name.
func (r *reader) spelt(o Over, path []string) bool {
	texts := r.spelling(o)
	whole, name := strings.Join(path, "."), path[len(path)-1]
	if slices.Contains(texts, whole) {
		return true
	}
	resource := strings.Join(path[:len(path)-1], ".")
	return o.name == anyKey && slices.Contains(texts, resource) && slices.Contains(texts, name) ||
		o.name == name && slices.Contains(texts, resource)
}

// spelling lists the constant texts that the owner and the name of an assigned member are computed of.
func (r *reader) spelling(o Over) []string {
	if texts, known := r.spellings[o.node]; known {
		return texts
	}
	s := &speller{r: r, seen: map[exprRef]bool{}}
	s.expr(o.file, o.on)
	s.expr(o.file, o.key)
	slices.Sort(s.texts)
	r.spellings[o.node] = s.texts
	return s.texts
}

// A speller follows expressions back to the constant texts that they are computed of, and to the clients.
type speller struct {
	r      *reader
	seen   map[exprRef]bool
	texts  []string
	makers []int32
	order  []exprRef
}

// findLoose finds assignments to members of something that no value is seen to reach, but that is computed of a client: a walk along
// names.
func (r *reader) findLoose() {
	p := r.p
	for _, f := range p.files {
		for s := range f.Scopes {
			if p.regions[p.global(f, int32(s))] == 0 {
				continue
			}
			for i := range f.Scopes[s].Binds {
				if b := &f.Scopes[s].Binds[i]; b.On != 0 && b.Key != 0 && len(p.at(p.node(f, b.On)).vals) == 0 {
					r.loose(f, b)
				}
			}
		}
	}
}

func (r *reader) loose(f *file, b *facts.Bind) {
	s := &speller{r: r, seen: map[exprRef]bool{}}
	s.expr(f, b.On)
	slices.Sort(s.makers)
	for _, maker := range slices.Compact(s.makers) {
		root := f.known.Symbols[r.p.makers[maker].Symbol].Node
		r.overs = append(r.overs, Over{
			File: f.File, Value: b.Value, node: r.p.node(f, b.Value), Node: root, maker: maker, on: b.On, key: b.Key, name: anyKey, file: f, computed: true,
		})
	}
}

// maxSpelt is the number of expressions that are looked at.
const maxSpelt = 1 << 10

func (s *speller) expr(f *file, id facts.ID) {
	ref := exprRef{int32(f.index), id}
	if id == 0 || s.seen[ref] || len(s.seen) > maxSpelt {
		return
	}
	s.seen[ref] = true
	s.order = append(s.order, ref)
	e := &f.Exprs[id]
	for _, v := range s.r.p.at(s.r.p.node(f, id)).vals {
		if d := s.r.p.data[v]; d.kind == vMade {
			s.makers = append(s.makers, d.a)
		}
	}
	switch e.Op {
	case facts.Text:
		if len(e.Items) == 1 && e.Items[0].Value == 0 {
			s.texts = append(s.texts, e.Items[0].Name)
		}
		for _, it := range e.Items {
			s.expr(f, it.Value)
		}
	case facts.Name:
		s.name(f, e)
	case facts.Member, facts.Cast, facts.Enter:
		s.expr(f, e.X)
	case facts.Index:
		s.expr(f, e.X)
		s.expr(f, e.Y)
	case facts.Call, facts.Either, facts.Table:
		s.expr(f, e.X)
		s.results(f, e)
		for _, it := range e.Items {
			if it.Name != "" && e.Op == facts.Table {
				s.texts = append(s.texts, it.Name)
			}
			s.expr(f, it.Key)
			s.expr(f, it.Value)
		}
	}
}

// results follows the call of a function of the project to what it returns.
func (s *speller) results(f *file, e *facts.Expr) {
	p := s.r.p
	if e.Op != facts.Call {
		return
	}
	for _, v := range p.at(p.node(f, e.X)).vals {
		if d := p.data[v]; d.kind == vFunc {
			g, fn := p.scopeOf(d.a)
			for _, id := range fn.Returns {
				s.expr(g, id)
			}
		}
	}
}

// name follows a name to what is bound to it; a parameter to the arguments that calls give.
func (s *speller) name(f *file, e *facts.Expr) {
	p := s.r.p
	for at := e.Scope; at >= 0; at = f.Scopes[at].Parent {
		if !owns(&f.Scopes[at], e.Text) {
			continue
		}
		for t := range f.Scopes {
			for _, b := range f.Scopes[t].Binds {
				if b.On == 0 && b.Owner == at && b.Name == e.Text {
					s.expr(f, b.Value)
				}
			}
		}
		for i, par := range f.Scopes[at].Params {
			if par.Name == e.Text {
				s.parameter(p.global(f, at), int32(i))
			}
		}
		return
	}
}

// parameter follows a parameter of a function to the calls of it: a helper that takes the path, a function that is given to forEach.
func (s *speller) parameter(scope, index int32) {
	p := s.r.p
	_, fn := p.scopeOf(scope)
	for _, c := range s.r.callersOf(scope) {
		e := &c.file.Exprs[c.expr]
		if !c.given {
			app := &application{file: c.file, scope: c.scope, expr: c.expr, items: e.Items}
			for _, n := range p.argumentsFor(app, fn, index) {
				if ref, ok := p.exprOf(n); ok {
					s.expr(p.files[ref.file], ref.id)
				}
			}
			continue
		}
		s.expr(c.file, e.X)
	}
}

// A caller is a call of a function, or one that is given it as it is written down.
type caller struct {
	file  *file
	expr  facts.ID
	scope int32
	given bool
}

// callersOf lists the calls of a function, and those that it is given to, file by file.
func (r *reader) callersOf(scope int32) []caller {
	if r.callers != nil {
		return r.callers[scope]
	}
	r.callers = map[int32][]caller{}
	p := r.p
	for _, g := range p.files {
		for _, c := range g.applied {
			e := &g.Exprs[c.Expr]
			for _, v := range p.at(p.node(g, e.X)).vals {
				if d := p.data[v]; d.kind == vFunc {
					r.callers[d.a] = append(r.callers[d.a], caller{g, c.Expr, c.Scope, false})
				}
			}
			for _, it := range e.Items {
				if def := &g.Exprs[it.Value]; def.Op == facts.Def {
					at := p.global(g, def.Scope)
					r.callers[at] = append(r.callers[at], caller{g, c.Expr, c.Scope, true})
				}
			}
		}
	}
	return r.callers[scope]
}
