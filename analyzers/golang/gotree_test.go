package golang

import (
	"flag"
	"go/ast"
	"go/build"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/quotalint/quotalint/analyzers/lower/lowertest"
	"github.com/quotalint/quotalint/grammars/gotree"
	"golang.org/x/tools/txtar"
)

var compareBelow = flag.String("compare", "", "compare the facts of all Go files below this `folder`, not just of some of the standard library")

// withoutGrammar is Go, read with the parser of the standard library.
var withoutGrammar = New(gotree.Parser{})

// compare checks that the facts of a source do not depend on who parsed it.
func compare(t *testing.T, name string, src []byte) {
	t.Helper()
	want, err := source.Lower("a/a.go", src)
	if err != nil {
		t.Fatal(name, err)
	}
	got, err := withoutGrammar.Lower("a/a.go", src)
	if err != nil {
		t.Fatal(name, err)
	}
	if reflect.DeepEqual(got, want) {
		return
	}
	if got, want := lowertest.Dump(got), lowertest.Dump(want); got != want {
		t.Errorf("%s: facts differ\nwithout the grammar:\n%s\nwith it:\n%s", name, got, want)
	} else {
		t.Errorf("%s: facts differ, if only in spans or hashes", name)
	}
}

// What the tests of the lowerer hold it says of either tree.
func TestTreesOfPrograms(t *testing.T) {
	for _, g := range groups {
		if g.Name == "broken" { // each parser goes on in its own way
			continue
		}
		for _, tt := range g.Tests {
			compare(t, g.Name+"/"+tt[0], []byte(strings.TrimPrefix(tt[1], "\n")))
		}
	}
}

func TestTreesOfProjects(t *testing.T) {
	archives, err := filepath.Glob(filepath.Join("..", "..", "testdata", "go", "*.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	compared := 0
	for _, name := range archives {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range archive.Files {
			if strings.HasSuffix(f.Name, ".go") && !misread(f.Data) {
				compare(t, filepath.Base(name)+" "+f.Name, f.Data)
				compared++
			}
		}
	}
	if compared < 100 {
		t.Errorf("only %d files were compared", compared)
	}
}

func TestTreesOfStandardLibrary(t *testing.T) {
	below, every := filepath.Join(build.Default.GOROOT, "src"), 20
	if *compareBelow != "" {
		below, every = *compareBelow, 1
	}
	files := goFiles(t, below)
	compared, left := 0, 0
	for i := 0; i < len(files); i += every {
		src, err := os.ReadFile(files[i])
		if err != nil {
			t.Fatal(err)
		}
		src = append(src, '\n') // one that lacks it at its end is a shape of its own
		if misread(src) {
			left++
			continue
		}
		compare(t, files[i], src)
		compared++
	}
	t.Logf("compared %d files, left out %d that have what the grammar misreads", compared, left)
	if compared == 0 || compared < len(files)/every*9/10 {
		t.Errorf("of %d files only %d were compared", len(files)/every, compared)
	}
}

// goFiles lists the Go files below a folder but for test data, much of which is broken on purpose.
func goFiles(t *testing.T, below string) []string {
	t.Helper()
	var files []string
	err := filepath.WalkDir(below, func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() && d.Name() == "testdata" {
			return filepath.SkipDir
		}
		if err == nil && d.Type().IsRegular() && filepath.Ext(path) == ".go" {
			files = append(files, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// misread reports whether the grammar is known to misread a source, or that is broken.
func misread(src []byte) bool {
	files := token.NewFileSet()
	file, err := parser.ParseFile(files, "", src, parser.SkipObjectResolution)
	if err != nil {
		return true
	}
	found := false
	ast.Inspect(file, func(n ast.Node) bool {
		found = found || n != nil && slices.ContainsFunc(shapes, func(s shape) bool { return s.in != nil && s.in(files, n) })
		return !found
	})
	return found
}

// A shape is what the grammar misreads, and the parser of the standard library does not: a program, with its facts without the
// grammar, and whether a node of another one is such. A shape without that is too rare to look for.
type shape struct {
	lowertest.Lowering
	in func(files *token.FileSet, n ast.Node) bool
}

func TestShapesThatTheGrammarMisreads(t *testing.T) {
	for _, s := range shapes {
		src := []byte(strings.TrimPrefix(s.Lowering[1], "\n"))
		lowertest.Run(t, "a/a.go", withoutGrammar.Lower, []lowertest.Group{{Name: "shapes", Tests: []lowertest.Lowering{s.Lowering}}})
		want, err := withoutGrammar.Lower("a/a.go", src)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := source.Lower("a/a.go", src); err == nil && reflect.DeepEqual(got, want) {
			t.Errorf("%s: the grammar reads it well", s.Lowering[0])
		}
		if s.in != nil && !misread(src) {
			t.Errorf("%s: misread does not find it", s.Lowering[0])
		}
	}
}

// Syntax errors are listed, and what stands around them is found.
func TestBrokenWithoutGrammar(t *testing.T) {
	lowertest.Run(t, "a/a.go", withoutGrammar.Lower, []lowertest.Group{{Name: "broken", Tests: brokenWithoutGrammar}})
}

var shapes = []shape{
	{lowertest.Lowering{"new of a value, which came with Go 1.26", `
package a
func f() { return new(g(1)) }
`, `
  f = #1
#1 func f()
  return ?
call g("1") in #1
`}, func(_ *token.FileSet, n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok || len(call.Args) == 0 {
			return false
		}
		name, ok := call.Fun.(*ast.Ident)
		return ok && (name.Name == "new" || name.Name == "make") && isValue(call.Args[0])
	}},
	{lowertest.Lowering{"an alias with type parameters, which came with Go 1.24", `
package a
type A[P any] = B[P]
var x A[T] = f()
`, `
  P~b1 = None
  A = B[P~b1]
  P~b1 = T
  x = (f() as A[T])
call f()
`}, func(_ *token.FileSet, n ast.Node) bool {
		spec, ok := n.(*ast.TypeSpec)
		return ok && spec.Assign.IsValid() && spec.TypeParams != nil
	}},
	{lowertest.Lowering{"nothing ends the last of several declarations", `
package a
const ( a = "b" )
`, `
  a = "b"
`}, func(files *token.FileSet, n ast.Node) bool {
		d, ok := n.(*ast.GenDecl)
		return ok && len(d.Specs) > 0 && d.Tok != token.IMPORT && d.Rparen.IsValid() &&
			files.Position(d.Specs[len(d.Specs)-1].End()).Line == files.Position(d.Rparen).Line
	}},
	{lowertest.Lowering{"ten names of one type, of which it takes the first for a type", `
package a
func f(a, b, c, d, e, g, h, i, j, k T) { l(a) }
`, `
  f = #1
#1 func f(a: T, b: T, c: T, d: T, e: T, g: T, h: T, i: T, j: T, k: T)
call l(a@1) in #1
`}, func(_ *token.FileSet, n ast.Node) bool {
		field, ok := n.(*ast.Field)
		return ok && len(field.Names) > 9
	}},
	{lowertest.Lowering{"types without names, of which it takes the first and a word of the language for names", `
package a
func f() (T, map[string]U)
func g() (T, func(U))
func h() (T, chan U)
`, `
  f = #1
  g = #2
  h = #3
#1 func f() abstract
  return {0: typed(T), 1: typed(import(builtin map)[U])}
#2 func g() abstract
  return {0: typed(T), 1: ?}
#3 func h() abstract
  return {0: typed(T), 1: typed(import(builtin chan)[U])}
`}, func(_ *token.FileSet, n ast.Node) bool {
		list, ok := n.(*ast.FieldList)
		if !ok || !list.Opening.IsValid() {
			return false
		}
		named := false // the type before has but a name
		for _, f := range list.List {
			switch f.Type.(type) {
			case *ast.MapType, *ast.FuncType, *ast.ChanType:
				if named && len(f.Names) == 0 {
					return true
				}
			}
			_, named = f.Type.(*ast.Ident)
		}
		return false
	}},
	{lowertest.Lowering{"a channel to send channels to, which it takes for one of channels to receive from", `
package a
var x chan<- chan T
`, `
  x = typed(import(builtin chan)[import(builtin chan)[T]])
`}, func(_ *token.FileSet, n ast.Node) bool {
		outer, ok := n.(*ast.ChanType)
		if !ok || outer.Dir != ast.SEND {
			return false
		}
		_, ok = outer.Value.(*ast.ChanType)
		return ok
	}},
	{lowertest.Lowering{"a member of a member with several types", `
package a
func f() {
	x := a.b.g[T, U]
	x(1)
}
`, `
  f = #1
#1 func f()
  x = a.b.g
call x@1("1") in #1
`}, nil},
	{lowertest.Lowering{"a line end within a comment ends a statement", `
package a
func f() {
	g() /* a
	*/ h()
}
`, `
  f = #1
#1 func f()
call g() in #1
call h() in #1
`}, nil},
	{lowertest.Lowering{"a line end stands for a semicolon in the head of a loop", `
package a
func f() {
	for i := 0
	i < n; i++ {
		g()
	}
}
`, `
  f = #1
#1 func f()
  i~b1~1 = "0"
  i~b1~2 = i~b1~1@1
  i~b1~3 = ?
  i~b1~2 = i~b1~3@1
call g() in #1
`}, nil},
	{lowertest.Lowering{"no line end ends the file", "\npackage a\ntype T struct { x int\n}", `
  T = #1
#1 class T(x)
  x = ?
`}, nil},
}

// isValue reports whether an expression cannot be a type.
func isValue(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.BasicLit, *ast.BinaryExpr, *ast.CallExpr, *ast.CompositeLit, *ast.FuncLit, *ast.TypeAssertExpr, *ast.UnaryExpr:
		return true
	case *ast.ParenExpr:
		return isValue(e.X)
	}
	return false
}

// The programs of brokenTests, and more.
var brokenWithoutGrammar = []lowertest.Lowering{
	{"a statement", brokenTests[0][1], `
  f = #1
  j = #2
#1 func f()
  x = g(y, h(), ?)
#2 func j()
call g(y, h(), ?) in #1
call h() in #1
call i() in #1
call k() in #2
broken 5:4
broken 5:10
broken 6:4
broken 6:6
broken 9:1
`},
	{"a function that does not end", brokenTests[1][1], `
  f = #1
  h = #2
#1 func f()
#2 func h()
call g() in #1
call i() in #2
broken 6:1
`},
	{"outside of functions", brokenTests[2][1], `
  x = f()
call f()
call g(x)
broken 3:1
`},
	{"a type", `
package a
type T struct { c *openai.Client; d [] }
var x = f()
`, `
  T = #1
  x = f()
#1 class T(c, d)
  c = typed(openai.Client)
  d = ?
call f()
broken 2:40
`},
	{"an argument", `
package a
func f() {
	x := g(a, , h(b))
	i(x)
}
`, `
  f = #1
#1 func f()
  x = g(a, ?)
call g(a, ?) in #1
call h(b) in #1
call i(x) in #1
broken 3:12
broken 6:1
`},
	{"no Go at all", `
This is text (with parentheses), and "quotes".
`, `
broken 1:1
`},
}
