package lowertest

import (
	"reflect"
	"slices"
	"testing"

	"github.com/quotalint/quotalint/internal/facts"
)

// Check checks what must hold of the facts of a file of that many bytes.
func Check(t *testing.T, f *facts.File, size int) {
	t.Helper()
	c := checker{t, f, size}
	if !reflect.DeepEqual(f.Exprs[0], facts.Expr{}) {
		t.Error("expression 0 is not empty")
	}
	for id, e := range f.Exprs {
		c.expr(facts.ID(id), e)
	}
	for i, s := range f.Scopes {
		c.scope(i, s)
	}
	for _, x := range f.Exports {
		c.id("export", x.Value)
		if x.Value == 0 || x.Star != (x.Name == "") {
			t.Errorf("bad export %+v", x)
		}
	}
	last := int32(0)
	for _, site := range f.Calls {
		c.id("call", site.Expr)
		c.inScope("call", site.Scope)
		e := f.Exprs[site.Expr]
		if e.Op != facts.Call || site.First > site.Last || site.First < 1 || e.Start < last {
			t.Errorf("bad site %+v of %+v", site, e)
		}
		last = e.Start
	}
	for _, comment := range f.Comments {
		c.span("comment", comment.Span)
	}
	for _, broken := range f.Broken {
		c.span("broken", broken)
	}
}

type checker struct {
	t    *testing.T
	file *facts.File
	size int
}

func (c checker) id(what string, id facts.ID) {
	if id < 0 || int(id) >= len(c.file.Exprs) {
		c.t.Errorf("%s: no expression %d", what, id)
	}
}

func (c checker) inScope(what string, s int32) {
	if s < 0 || int(s) >= len(c.file.Scopes) {
		c.t.Errorf("%s: no scope %d", what, s)
	}
}

func (c checker) span(what string, s facts.Span) {
	if s == (facts.Span{}) {
		return
	}
	ordered := s.Line < s.EndLine || s.Line == s.EndLine && s.Column <= s.EndColumn
	if s.Start < 0 || s.Start > s.End || int(s.End) > c.size || s.Line < 1 || s.Column < 1 || !ordered {
		c.t.Errorf("%s: bad span %+v", what, s)
	}
}

// expr checks an expression. Operands come before what is made of them, so that no expression contains itself.
func (c checker) expr(id facts.ID, e facts.Expr) {
	c.span("expression", e.Span)
	c.inScope("expression", e.Scope)
	operands := []facts.ID{e.X, e.Y}
	for _, item := range e.Items {
		operands = append(operands, item.Key, item.Value)
	}
	for _, x := range operands {
		if x < 0 || x >= id && id != 0 {
			c.t.Errorf("expression %d has operand %d", id, x)
		}
	}
}

func (c checker) scope(i int, s facts.Scope) {
	c.span("scope", s.Span)
	if int(s.Parent) >= i || s.Parent < 0 && i > 0 {
		c.t.Errorf("scope %d has parent %d", i, s.Parent)
	}
	if !slices.IsSorted(s.Owns) || len(slices.Compact(slices.Clone(s.Owns))) != len(s.Owns) {
		c.t.Errorf("names are not sorted: %q", s.Owns)
	}
	for _, p := range s.Params {
		c.id("parameter", p.Type)
		c.id("parameter", p.Default)
		c.span("parameter", p.Span)
	}
	for _, ids := range [][]facts.ID{s.Bases, s.Forwards, s.Stars, s.Returns, s.Yields} {
		for _, id := range ids {
			c.id("scope", id)
		}
	}
	for _, b := range s.Binds {
		c.id("bind", b.On)
		c.id("bind", b.Key)
		c.id("bind", b.Value)
		c.inScope("bind", b.Owner)
		c.span("bind", b.Span)
		if b.Value == 0 {
			c.t.Errorf("bind of %q to nothing", b.Name)
		}
		if _, owned := slices.BinarySearch(c.file.Scopes[b.Owner].Owns, b.Name); b.On == 0 && !owned {
			c.t.Errorf("scope %d does not own %q, which is bound there", b.Owner, b.Name)
		}
	}
}
