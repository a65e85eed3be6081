package lower

import (
	"slices"
	"strings"
	"testing"

	"github.com/quotalint/quotalint/grammars/tree"
	"github.com/quotalint/quotalint/internal/facts"
)

// Literals side by side are one part; what is too long or too many is left out and said to be.
func TestAddPart(t *testing.T) {
	long := strings.Repeat("x", maxBytes)
	for _, tt := range []struct {
		name      string
		parts     []facts.Item
		want      []facts.Item
		truncated bool
	}{
		{"side by side", []facts.Item{{Name: "a"}, {}, {Name: "b"}, {Value: 7}, {Name: "c"}}, []facts.Item{{Name: "ab"}, {Value: 7}, {Name: "c"}}, false},
		{"too long", []facts.Item{{Name: long}, {Name: "a"}, {Name: "b"}}, []facts.Item{{Name: long}}, true},
		{"too many", slices.Repeat([]facts.Item{{Value: 7}}, maxParts+1), slices.Repeat([]facts.Item{{Value: 7}}, maxParts), true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var e facts.Expr
			for _, part := range tt.parts {
				AddPart(&e, part)
			}
			if !slices.Equal(e.Items, tt.want) || e.Truncated != tt.truncated {
				t.Errorf("%d parts, truncated: %v", len(e.Items), e.Truncated)
			}
		})
	}
}

// Only a value that nobody else has is extended in place.
func TestJoined(t *testing.T) {
	for _, extend := range []bool{false, true} {
		w := New(&tree.Tree{}, &facts.File{})
		left, right := w.ConstantText("a", facts.Span{}), w.ConstantText("b", facts.Span{})
		if got, ok := w.Constant(w.Joined(left, right, extend, facts.Span{})); got != "ab" || !ok {
			t.Errorf("the sum is %q, known: %v", got, ok)
		}
		if _, kept := w.Constant(left); kept == extend {
			t.Errorf("extend: %v, the left value is kept: %v", extend, kept)
		}
	}
}

// A comment stands alone if no code is before or behind it on its line.
func TestComments(t *testing.T) {
	const source = "x /* a\n\t* b */ /* c */\n  // d\r\n"
	w := New(&tree.Tree{Source: []byte(source), Nodes: []tree.Node{
		{End: uint32(len(source)), Next: 4},
		{Start: 2, End: 14, Next: 2},
		{Start: 15, End: 22, Next: 3},
		{Start: 25, End: 30, Next: 4},
	}}, &facts.File{})
	for node := range int32(3) {
		w.CommentLines(node + 1)
	}
	got := ""
	for _, c := range w.File.Comments {
		got += c.Text
		if c.Alone {
			got += " alone"
		}
		got += "\n"
	}
	if want := "/* a\n* b */ alone\n/* c */ alone\n// d alone\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// The names of inner stretches are unique in the file; the outermost of a scope keeps them as they are.
func TestBlocks(t *testing.T) {
	w := New(&tree.Tree{Nodes: make([]tree.Node, 9)}, &facts.File{})
	var b Blocks
	file := b.Open(0, -1, 0)
	first, empty, second := b.Open(2, file, 0), b.Open(4, file, 0), b.Open(6, file, 0)
	function := w.Open(facts.FuncScope, 0, 7, "f", facts.Span{})
	body := b.Open(7, file, function)
	for _, tt := range []struct {
		block int32
		want  string
	}{{file, "c"}, {second, "c~b1"}, {first, "c~b2"}, {body, "c"}} {
		if got := b.Add(&w, tt.block, "c").Name; got != tt.want {
			t.Errorf("c of block %d is %q, want %q", tt.block, got, tt.want)
		}
		if v := b.Named(&w, tt.block, "c"); v == nil || v.Name != tt.want {
			t.Errorf("block %d has c as %v", tt.block, v)
		}
	}
	if b.Named(&w, empty, "c") != nil || b.Named(&w, first, "d") != nil {
		t.Error("a block has a name that nobody added")
	}
	if b.At(6) != second || b.At(5) != -1 || b.Root(function) != body {
		t.Errorf("node 6 opens %d, node 5 opens %d, the function begins in %d", b.At(6), b.At(5), b.Root(function))
	}
}
