package typescript

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
	{Name: "control", Tests: flowTests},
	{Name: "assignments", Tests: assignTests},
	{Name: "definitions", Tests: defineTests},
	{Name: "modules", Tests: moduleTests},
	{Name: "broken", Tests: brokenTests},
}

func TestLower(t *testing.T) { lowertest.Run(t, "src/a.ts", Lower, groups) }

// What cannot be read does not hide what stands around it.
var brokenTests = []lowertest.Lowering{
	{"the rest of a broken file is read", `
import OpenAI from "openai";
const x = (;
const c = new OpenAI();
function f(:) { g() }
`, `
  OpenAI = import(openai default)
  f = #1
  c = new OpenAI()
#1 func f()
call new OpenAI()
call g() in #1
broken 2:9
broken 4:12
`},
	{"a type parameter of nothing", "<A,0A", "broken 1:5\n"},
}

func read(t *testing.T, file, src string) *facts.File {
	t.Helper()
	f, err := Lower(file, []byte(src))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestFile(t *testing.T) {
	f := read(t, "src/a.ts", "import b from 'b'; let c; export function d() { const e = 1 }")
	if f.Version != facts.Version || f.Path != "src/a.ts" || f.Language != "typescript" || f.Globals != "globalThis" || f.Open {
		t.Errorf("got %+v", f)
	}
	if want := []string{"b", "c", "d"}; !reflect.DeepEqual(f.Scopes[0].Owns, want) {
		t.Errorf("the file owns %q, want %q", f.Scopes[0].Owns, want)
	}
}

// <T>x is a cast where there is no JSX, and an element where there is.
func TestGrammar(t *testing.T) {
	for _, file := range []string{"a.ts", "a.mts", "a.cts"} {
		if f := read(t, file, "x = <T>f(y);"); len(f.Broken) != 0 || len(f.Calls) != 1 {
			t.Errorf("%s: %d calls, broken %v", file, len(f.Calls), f.Broken)
		}
	}
	for _, file := range []string{"a.tsx", "a.js", "a.jsx", "a.mjs", "a.cjs"} {
		if f := read(t, file, "x = <T a={f(y)}/>;"); len(f.Broken) != 0 || len(f.Calls) != 1 {
			t.Errorf("%s: %d calls, broken %v", file, len(f.Calls), f.Broken)
		}
	}
}

// Positions begin at 1 and count code points. Await is no part of a call.
func TestSpans(t *testing.T) {
	f := read(t, "a.ts", "@d\nexport class A { async f() { const ä = 'öö', x = await g(\n  1) } }\n")
	call := f.Exprs[f.Calls[0].Expr].Span
	if call.Line != 2 || call.Column != 56 || call.EndLine != 3 || call.EndColumn != 5 {
		t.Errorf("the call is at %+v", call)
	}
	bind := f.Scopes[2].Binds[1].Span
	if bind.Line != 2 || bind.Column != 46 || bind.EndLine != 3 || bind.EndColumn != 5 {
		t.Errorf("the declaration is at %+v", bind)
	}
	if s := f.Scopes[1].Span; s.Line != 2 || s.Column != 8 {
		t.Errorf("the class is at %+v", s)
	}
}

// A call knows the lines of the statement around it: of one with a block, those before the block.
func TestStatementLines(t *testing.T) {
	f := read(t, "a.ts", `const x = {
  a: a1(),
};
if (a4() &&
    b5())
  c6();
@d7(
)
class E extends g9(
  10) {
  h = i11(
  );
  j(k = l13(),
    m = 1) {
    return [
      n15()];
  }
}
for (const o of p19()) q19();
for (let r = s20();
     t21(); u21()) {
  v22();
}
do {
  w25();
} while (
  y27());
switch (z28()) {
  case a29():
    b30();
}
call32(() => {
  d33();
}, async () => e34());
`)
	want := map[string][2]int32{
		"a1": {1, 3}, "a4": {4, 5}, "b5": {4, 5}, "c6": {6, 6}, "d7": {7, 8}, "g9": {9, 10}, "i11": {11, 12}, "l13": {13, 14},
		"n15": {15, 16}, "p19": {19, 19}, "q19": {19, 19}, "s20": {20, 21}, "t21": {20, 21}, "u21": {20, 21}, "v22": {22, 22},
		"w25": {25, 25}, "y27": {26, 27}, "z28": {28, 28}, "a29": {29, 29}, "b30": {30, 30}, "call32": {32, 34}, "d33": {33, 33},
		"e34": {32, 34},
	}
	if len(f.Calls) != len(want) {
		t.Fatalf("%d calls, want %d", len(f.Calls), len(want))
	}
	for _, site := range f.Calls {
		name := f.Exprs[f.Exprs[site.Expr].X].Text
		if got := [2]int32{site.First, site.Last}; got != want[name] {
			t.Errorf("%s stands in lines %v, want %v", name, got, want[name])
		}
	}
}

func TestComments(t *testing.T) {
	f := read(t, "a.tsx", "#!/bin/node\n// one\r\nx = '// no'; // two\n/* three\r\n * four\n\n */ y();\nf(a, // five\n  <b>{/* six */}</b>)\n")
	want := []struct {
		text  string
		alone bool
		line  int32
	}{
		{"// one", true, 2},
		{"// two", false, 3},
		{"/* three", true, 4},
		{"* four", true, 5},
		{"*/", false, 7},
		{"// five", false, 8},
		{"/* six */", false, 9},
	}
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
		{"operators", "x = a" + strings.Repeat(" + f() || g()", 10_000), 20_000, false},
		{"conditionals", "x = " + strings.Repeat("a ? f() : ", 10_000) + "b", 10_000, false},
		{"assignments", strings.Repeat("x = ", 10_000) + "f()", 1, false},
		{"else if", strings.Repeat("if (a) f(); else ", 10_000) + "g()", 10_001, false},
		{"labels", strings.Repeat("a: ", 10_000) + "g()", 1, false},
		{"nested calls", "x = " + strings.Repeat("f(", 10_000) + strings.Repeat(")", 10_000), 10_000, true},
		{"nested arrays", "x = " + strings.Repeat("[", 10_000) + "f()" + strings.Repeat("]", 10_000), 1, true},
		{"nested arrows", "x = " + strings.Repeat("() => ", 10_000) + "f()", 1, true},
		{"nested functions", strings.Repeat("this.a = function () { ", 5_000) + "f()" + strings.Repeat("}", 5_000), 1, true},
		{"nested blocks", strings.Repeat("{ let a;", 10_000) + "f()" + strings.Repeat("}", 10_000), 1, true},
		{"nested patterns", "const " + strings.Repeat("[", 10_000) + "a" + strings.Repeat("]", 10_000) + " = f()", 1, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := read(t, "a.ts", tt.src)
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
		{"branches", strings.Repeat("if (a) c = f();\n", 3000)},
		{"else if", "if (a) c = 1\n" + strings.Repeat("else if (a) c = f()\n", 3000)},
		{"captures", strings.Repeat("c = f();\nxs.map(() => c);\n", 3000)},
		{"breaks", "while (a) {\n" + strings.Repeat(" c = f();\n if (a) break;\n if (b) continue;\n", 3000) + "}"},
		{"cases", "switch (a) {\n" + strings.Repeat(" case 1: c = f();\n case 2: c = g(); break;\n", 1500) + "}"},
		{"handlers", strings.Repeat("try { c = f() } catch { c = g() } finally { h(c) }\n", 3000)},
		{"blocks", strings.Repeat("{ let c = f(); c = g(c) }\n", 3000)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := read(t, "a.ts", "let c;\n"+tt.src)
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
	f := read(t, "a.ts", "import a from 'b';\n@a(1)\nexport class C extends D { x: N = `${b}`; m() { return [this.x, null] } }  // why\n")
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
