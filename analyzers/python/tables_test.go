package python

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"github.com/quotalint/quotalint/analyzers/lower/lowertest"
	"github.com/quotalint/quotalint/internal/facts"
)

var groups = []lowertest.Group{
	{Name: "names", Tests: nameTests},
	{Name: "assignments", Tests: assignTests},
	{Name: "definitions", Tests: defineTests},
	{Name: "expressions", Tests: exprTests},
	{Name: "types", Tests: typeTests},
	{Name: "versions", Tests: flowTests},
	{Name: "broken", Tests: brokenTests},
}

func TestLower(t *testing.T) { lowertest.Run(t, "pkg/a.py", Lower, groups) }

func read(t *testing.T, src string) *facts.File {
	t.Helper()
	f, err := Lower("pkg/a.py", []byte(src))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestFile(t *testing.T) {
	f := read(t, "import os\n_a = b = 1\ndef c(): pass\n")
	want := facts.File{Version: facts.Version, Path: "pkg/a.py", Language: "python", Globals: "builtins", Open: true}
	if f.Version != want.Version || f.Path != want.Path || f.Language != want.Language || f.Globals != want.Globals || !f.Open {
		t.Errorf("got %+v", f)
	}
	if want := []string{"b", "c", "os"}; !reflect.DeepEqual(f.Public, want) || f.Sealed {
		t.Errorf("public are %q, sealed %v; want %q", f.Public, f.Sealed, want)
	}
	if want := []string{"_a", "b", "c", "os"}; !reflect.DeepEqual(f.Scopes[0].Owns, want) {
		t.Errorf("the file owns %q, want %q", f.Scopes[0].Owns, want)
	}
}

// What a class runs when it is called, its instance is called, or entered.
func TestClassMembers(t *testing.T) {
	c := read(t, "class A: pass\n").Scopes[1]
	if c.Init != "__init__" || c.Invoke != "__call__" || !reflect.DeepEqual(c.Enter, []string{"__enter__", "__aenter__"}) {
		t.Errorf("got %+v", c)
	}
}

// Positions begin at 1 and count code points. Decorators are part of a definition, await is none of a call.
func TestSpans(t *testing.T) {
	f := read(t, "@d\nasync def f():\n    ä = 'öö'; x = await g(\n        1)\n")
	call := f.Exprs[f.Calls[0].Expr].Span
	if want := (facts.Span{Start: 45, End: 58, Line: 3, Column: 25, EndLine: 4, EndColumn: 11}); call != want {
		t.Errorf("the call is at %+v, want %+v", call, want)
	}
	if s := f.Scopes[1].Span; s.Line != 1 || s.Column != 1 || s.EndLine != 4 {
		t.Errorf("the function is at %+v", s)
	}
	bind := f.Scopes[1].Binds[1].Span
	if bind.Line != 3 || bind.Column != 15 || bind.EndLine != 4 || bind.EndColumn != 11 {
		t.Errorf("the assignment is at %+v", bind)
	}
}

// A call knows the lines of the statement around it: of a compound statement, those before its block.
func TestStatementLines(t *testing.T) {
	f := read(t, `x = {
    "a": a1(),
}
if (a4() and
    b5):
    c6()
@d7(
)
def e(f=g9(),
      h=1):
    return [
        i12()]
with j13() as k, \
     l14(): m14()
for n in o15(): pass
else:
    p17()
try: q18()
except r19(): pass
`)
	want := map[string][2]int32{
		"a1()": {1, 3}, "a4()": {4, 5}, "c6()": {6, 6}, "d7(\n)": {7, 8}, "g9()": {9, 10}, "i12()": {11, 12},
		"j13()": {13, 13}, "l14()": {13, 14}, "m14()": {14, 14}, "o15()": {15, 15}, "p17()": {17, 17}, "q18()": {18, 18},
		"r19()": {19, 19},
	}
	src := f.Scopes[0].Span
	if src.Start != 0 || len(f.Calls) != len(want) {
		t.Fatalf("%d calls, want %d", len(f.Calls), len(want))
	}
	for _, site := range f.Calls {
		name := f.Exprs[f.Exprs[site.Expr].X].Text
		lines, ok := want[name+"()"]
		if !ok {
			lines, ok = want[name+"(\n)"]
		}
		if got := [2]int32{site.First, site.Last}; !ok || got != lines {
			t.Errorf("%s stands in lines %v, want %v", name, got, lines)
		}
	}
}

func TestComments(t *testing.T) {
	f := read(t, "# one\r\nx = '# no'  # two\nif x:\n    # three\n    pass\nf(a,  # four\n  b)\n")
	want := []struct {
		text  string
		alone bool
		line  int32
	}{{"# one", true, 1}, {"# two", false, 2}, {"# three", true, 4}, {"# four", false, 6}}
	if len(f.Comments) != len(want) {
		t.Fatalf("got %+v", f.Comments)
	}
	for i, w := range want {
		c := f.Comments[i]
		if c.Text != w.text || c.Alone != w.alone || c.Line != w.line || int(c.End-c.Start) != len(w.text) {
			t.Errorf("got %+v, want %+v", c, w)
		}
	}
}

// Length is no depth: chains lose no call, and what nests too deep is said to be broken.
func TestDeep(t *testing.T) {
	tests := []struct {
		name, src string
		calls     int
		broken    bool
	}{
		{"parentheses", "x = " + strings.Repeat("(", 100_000) + "f()" + strings.Repeat(")", 100_000), 1, false},
		{"chain of calls", "x = a" + strings.Repeat(".b()", 50_000), 50_000, false},
		{"operators", "x = a" + strings.Repeat(" + f() or g()", 10_000), 20_000, false},
		{"conditionals", "x = " + strings.Repeat("a if f() else ", 10_000) + "b", 10_000, false},
		{"assignments", strings.Repeat("x = ", 10_000) + "f()", 1, false},
		{"nested calls", "x = " + strings.Repeat("f(", 10_000) + strings.Repeat(")", 10_000), 10_000, true},
		{"nested lists", "x = " + strings.Repeat("[", 10_000) + "f()" + strings.Repeat("]", 10_000), 1, true},
		{"nested lambdas", "x = " + strings.Repeat("lambda: ", 10_000) + "f()", 1, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := read(t, tt.src)
			lowertest.Check(t, f, len(tt.src))
			if len(f.Calls) != tt.calls || len(f.Broken) > 0 != tt.broken {
				t.Errorf("%d calls, broken %v; want %d, %v", len(f.Calls), f.Broken, tt.calls, tt.broken)
			}
		})
	}
}

// Code with many binds, branches and captures of one name must not multiply them.
func TestVersionsAreFew(t *testing.T) {
	tests := []struct{ name, src string }{
		{"branches", strings.Repeat("if a:\n c = f()\n", 3000)},
		{"elif", "if a:\n c = 1\n" + strings.Repeat("elif a:\n c = f()\n", 3000)},
		{"captures", strings.Repeat("c = f()\ndef g(): return c\n", 3000)},
		{"breaks", "while a:\n" + strings.Repeat(" c = f()\n if a: break\n if b: continue\n", 3000)},
		{"handlers", strings.Repeat("try:\n c = f()\nexcept E:\n c = g()\nfinally:\n h(c)\n", 3000)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := read(t, tt.src)
			binds := 0
			for _, s := range f.Scopes {
				binds += len(s.Binds)
			}
			if binds > 12*3000 {
				t.Errorf("%d binds", binds)
			}
		})
	}
}

func TestStored(t *testing.T) {
	f := read(t, "from a import b\n@b(1)\nclass C(D):\n    x: int = f'{b}'\n    def m(self): return getattr(self, 'x', None)  # why\n")
	stored, err := json.Marshal(f)
	if err != nil {
		t.Fatal(err)
	}
	var back facts.File
	if err := json.Unmarshal(stored, &back); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(f, &back) {
		t.Error("a file does not survive being stored")
	}
}
