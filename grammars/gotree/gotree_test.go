package gotree_test

import (
	"bytes"
	"fmt"
	"go/build"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/quotalint/quotalint/grammars"
	"github.com/quotalint/quotalint/grammars/gotree"
	"github.com/quotalint/quotalint/grammars/tree"
)

func parse(t testing.TB, src string) *tree.Tree {
	t.Helper()
	parsed, err := gotree.Parser{}.Parse([]byte(src))
	if err != nil {
		t.Fatal(err)
	}
	return parsed
}

// checkNesting checks that nodes nest, in source order, and that every byte but space is in a node without children.
func checkNesting(t *testing.T, parsed *tree.Tree) {
	t.Helper()
	if len(parsed.Nodes) == 0 || parsed.Nodes[0].Parent != -1 || int(parsed.Nodes[0].Next) != len(parsed.Nodes) {
		t.Fatalf("no root over %d nodes", len(parsed.Nodes))
	}
	row, last := uint32(0), uint32(0) // row is the line of offset last
	for i, n := range parsed.Nodes {
		if n.Start > n.End || int(n.End) > len(parsed.Source) {
			t.Fatalf("node %d spans %d to %d of %d bytes", i, n.Start, n.End, len(parsed.Source))
		}
		if i == 0 {
			continue
		}
		parent := parsed.Nodes[n.Parent]
		if int(n.Parent) >= i || n.Next > parent.Next || int(n.Next) <= i {
			t.Fatalf("node %d ends at %d, outside its parent %d", i, n.Next, n.Parent)
		}
		if n.Start < parent.Start || n.Start < parsed.Nodes[i-1].Start || n.End > parent.End {
			t.Fatalf("node %d spans %d to %d, outside its parent %d or before node %d", i, n.Start, n.End, n.Parent, i-1)
		}
		if n.Start > last {
			row, last = row+uint32(bytes.Count(parsed.Source[last:n.Start], []byte("\n"))), n.Start
		}
		if n.Row != row {
			t.Fatalf("node %d is in line %d, not %d", i, row, n.Row)
		}
	}
	checkLeaves(t, parsed)
}

func checkLeaves(t *testing.T, parsed *tree.Tree) {
	t.Helper()
	kString := gotree.Parser{}.Kind("interpreted_string_literal")
	at := uint32(0)
	for i, n := range parsed.Nodes {
		whole := n.Symbol == kString || i > 0 && parsed.Nodes[n.Parent].Symbol == kString
		if int(n.Next) != i+1 && !whole || whole && n.Symbol != kString {
			continue
		}
		if between := parsed.Source[min(at, n.Start):n.Start]; n.Start < at || strings.TrimLeft(string(between), " \t\r\n\ufeff") != "" {
			t.Fatalf("between %d and %d stands %q", at, n.Start, between)
		}
		at = n.End
	}
	if rest := strings.TrimLeft(string(parsed.Source[at:]), " \t\r\n\ufeff"); rest != "" {
		t.Fatalf("%.40q is in no node", rest)
	}
}

func count(parsed *tree.Tree, kind string) (n int) {
	for _, node := range parsed.Nodes {
		if node.Symbol == (gotree.Parser{}).Kind(kind) {
			n++
		}
	}
	return n
}

func TestKindsAndFields(t *testing.T) {
	p := gotree.Parser{}
	if p.Kind("identifier") == p.Kind("type_identifier") || p.Kind("ERROR") == p.Kind("block") {
		t.Error("kinds are not told apart")
	}
	if p.Field("left") == 0 || p.Field("left") == p.Field("right") {
		t.Error("fields are not told apart")
	}
	for _, ask := range []func(){
		func() { p.Kind("identifer") },
		func() { p.Kind("") },
		func() { p.Kind("_expression") },
		func() { p.Field("lhs") },
		func() { p.Field("") },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Error("a name that the grammar lacks does not panic")
				}
			}()
			ask()
		}()
	}
}

// What may be a value or a type is read as the grammar reads it, whatever stands in front of it, in it and behind it.
func TestAmbiguous(t *testing.T) {
	prefixes := []string{"", "*", "**", "-", "a * ", "f(g, *", "[]T{*"}
	heads := []string{"x", "y.z", "(x)", "(*x)", "x[i]", "y.z[i]", "x[i[j]]", "x.y.z", "x(y)", "x[1]", "x[i](y)", "(x[i])"}
	brackets := []string{"[i]", "[a.b]", "[*p]", "[(i)]", "[1]", "[a[i]]", "[*a[b.c]]", "[i, j]", "[[]T]", "[true]", "[-i]", "[a.b.c]", ""}
	suffixes := []string{"", "(v)", "(v,)", "(v, w)", "()", "(v...)", ".f", "[k]", "[k](v)", "[1:k].(T)"}
	closers := map[string]string{"f(g, *": ")", "[]T{*": "}"}
	fields, compared := grammarFields(), 0
	for _, p := range prefixes {
		for _, h := range heads {
			for _, b := range brackets {
				for _, s := range suffixes {
					compared += compare(t, fields, "package a\n\nfunc f() {\n\tx = "+p+h+b+s+closers[p]+"\n}\n")
				}
			}
		}
	}
	if compared < 8_000 {
		t.Errorf("only %d trees were compared", compared)
	}
}

// grammarFields maps the fields of the grammar to those of the Parser.
func grammarFields() map[tree.Field]tree.Field {
	fields := map[tree.Field]tree.Field{}
	for _, name := range []string{
		"arguments", "body", "element", "end", "field", "function", "index", "left", "name", "operand", "operator", "package",
		"parameters", "right", "start", "type", "type_arguments",
	} {
		fields[grammars.Go().Field(name)] = gotree.Parser{}.Field(name)
	}
	return fields
}

// compare checks that the tree of a source is that of the grammar, unless one of them is broken. It returns 1 if it did.
func compare(t *testing.T, fields map[tree.Field]tree.Field, src string) int {
	t.Helper()
	got, grammar := parse(t, src), grammars.Go()
	want, err := grammar.Parse([]byte(src))
	if err != nil {
		t.Fatal(err)
	}
	if want.Broken || got.Broken {
		return 0
	}
	if len(got.Nodes) != len(want.Nodes) {
		t.Fatalf("%s has %d nodes, not %d", src, len(got.Nodes), len(want.Nodes))
	}
	for i, w := range want.Nodes {
		if w.Symbol = got.Nodes[i].Symbol; w.Flags&tree.Named != 0 {
			w.Symbol = gotree.Parser{}.Kind(grammar.Name(want.Nodes[i].Symbol))
		}
		w.Field = fields[w.Field]
		if got.Nodes[i] != w {
			t.Fatalf("%s node %d is %+v, not %+v, of kind %s", src, i, got.Nodes[i], w, grammar.Name(want.Nodes[i].Symbol))
		}
	}
	return 1
}

// What is broken is marked, and what stands around it is found.
func TestBroken(t *testing.T) {
	tests := []struct {
		name, src    string
		calls, kinds int // how many calls there are at least, and nodes of what is broken at least
	}{
		{"an operand is missing", "package a\nfunc f() { g(); x := ; h() }\nfunc i() { j() }\n", 3, 1},
		{"a bracket is missing", "package a\nfunc f() { g(1 }\nfunc h() { i() }\n", 2, 1},
		{"a function does not end", "package a\nfunc f() { if x { g()\nfunc h() { i() }\nfunc j() { k() }\n", 3, 1},
		{"statements outside of functions", "package a\nx := f()\nif x { g(x) }\n", 2, 1},
		{"a statement alone", "f(g())\n", 2, 1},
		{"a string does not end", "package a\nvar x = f(\"a)\nfunc f() { g() }\n", 2, 1},
		{"a comment does not end", "package a\nfunc f() { g() }\n/* x", 1, 1},
		{"text", "This is no Go (at all), is it?\n", 0, 1},
		{"bytes that are no UTF-8", "package a\nvar x = \"\xff\" + f(\xfe)\nfunc f() { g() }\n", 2, 1},
		{"a NUL byte", "package a\nfunc f() { g(\x00) }\n", 1, 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			parsed := parse(t, tt.src)
			checkNesting(t, parsed)
			broken := 0
			for _, n := range parsed.Nodes {
				if n.Flags&(tree.Error|tree.Missing) != 0 {
					broken++
				}
			}
			if calls := count(parsed, "call_expression"); !parsed.Broken || calls < tt.calls || broken < tt.kinds {
				t.Errorf("broken is %v at %d places, and there are %d calls", parsed.Broken, broken, calls)
			}
		})
	}
}

func TestNothingIsBroken(t *testing.T) {
	for _, src := range []string{
		"package a", "package a\n", "\ufeffpackage a\n// b", "\n\n/* a */ package /* b */ a; func f() { ; }; func g() { h(); i() }",
		"func f() { g() }\nfunc h() { i() }\n",
	} {
		if parsed := parse(t, src); parsed.Broken {
			t.Errorf("%q is broken", src)
		}
	}
}

// Source of any depth and length is read in one go: were the work to grow with the square of it, this would not end.
func TestLargeSource(t *testing.T) {
	const n = 50_000
	body := func(s string) string { return "package a\nfunc f() {\n" + s + "\n}\nfunc g() { h() }\n" }
	tests := []struct{ name, src string }{
		{"parentheses", body("x = " + strings.Repeat("(", n) + "y" + strings.Repeat(")", n))},
		{"too many parentheses", body("x = " + strings.Repeat("(", 4*n) + "y" + strings.Repeat(")", 4*n))},
		{"members", body("x" + strings.Repeat(".y", n) + "()")},
		{"operators", body("x = 1" + strings.Repeat(" + y", n))},
		{"calls", body("x" + strings.Repeat("()", n))},
		{"brackets", body("x" + strings.Repeat("[i]", n) + "()")},
		{"brackets in brackets", body("x = " + strings.Repeat("y[", n) + "i" + strings.Repeat("]", n))},
		{"calls in brackets", body("x = " + strings.Repeat("y[z](", n) + "i" + strings.Repeat(")", n))},
		{"stars", body("x = " + strings.Repeat("*", n) + "y[i][j].z")},
		{"stars and parentheses", body("x = " + strings.Repeat("*(", n) + "y" + strings.Repeat(")", n))},
		{"stars and calls", body("x = " + strings.Repeat("*(", n) + "y" + strings.Repeat(")(z)", n))},
		{"blocks", body(strings.Repeat("{", n) + strings.Repeat("}", n))},
		{"blocks that do not end", body(strings.Repeat("{ if x {", n))},
		{"functions that do not end", "package a\n" + strings.Repeat("func f() { g(\n", n)},
		{"switches", body(strings.Repeat("switch { case x: /* y */\n", n) + strings.Repeat("}", n))},
		{"else after else", body("if x {}" + strings.Repeat(" else if x {}", n))},
		{"labels", body(strings.Repeat("x: ", n))},
		{"types", body("var x " + strings.Repeat("[]", n) + "int")},
		{"literals", body("x = []int" + strings.Repeat("{", n) + strings.Repeat("}", n))},
		{"a long line", body("x = []int{" + strings.Repeat("1, f(y), ", 10*n) + "}")},
		{"many comments", body(strings.Repeat("/* x */", 10*n))},
		{"errors", body(strings.Repeat("x := )", n))},
		{"errors outside of functions", "package a\n" + strings.Repeat(") x\n", n)},
		{"closing brackets", "package a\n" + strings.Repeat(")]}", n)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { checkNesting(t, parse(t, tt.src)) })
	}
}

func FuzzParse(f *testing.F) {
	f.Add("package a\nfunc f[T any](x ...T) (y int, err error) { return g[T](x), *h[i][j](k) }")
	f.Add("package a; import ( . \"b\"; _ `c`); type ( S struct { *T; x, y U[V] \"\\x41\\101\\u00e9\" }; I interface { m(); ~int | E } )")
	f.Add("package a\nfunc f() {\nL:\n\tfor i := 0; ; i++ { select { case x, ok := <-c: break L; default: ; } }\n\tswitch x := y.(type) { case nil: }\n;\n}")
	f.Add("package a\nvar x = map[string][...]T{{1, 2: 3}, {}}[(*T)(nil)][:2:3] // x\n\n/* y\n*/ var z chan<- func(<-chan int)")
	f.Add("x := f(\nif x { g(\n\nfunc h() { \"a\\")
	f.Add("package a\r\n\r\nvar x = `a\r\nb` \xff\n#")
	f.Fuzz(func(t *testing.T, src string) {
		if strings.HasPrefix(src, "\xfe\xff") || strings.HasPrefix(src, "\xff\xfe") {
			t.Skip("the scanner reads nothing of UTF-16")
		}
		checkNesting(t, parse(t, src))
	})
}

func BenchmarkParse(b *testing.B) {
	src, err := os.ReadFile(filepath.Join(build.Default.GOROOT, "src", "net", "http", "server.go"))
	if err != nil {
		b.Fatal(err)
	}
	for _, p := range []tree.Parser{gotree.Parser{}, grammars.Go()} {
		b.Run(fmt.Sprintf("%T", p), func(b *testing.B) {
			b.SetBytes(int64(len(src)))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := p.Parse(src); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
