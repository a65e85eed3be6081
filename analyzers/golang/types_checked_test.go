package golang

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"strings"
	"testing"

	"github.com/quotalint/quotalint/analyzers/lower/lowertest"
)

// Two packages that the checked file imports: rules know the first, whose path does not tell its name; the second is outside code.
const (
	knownSource = `package oracle
type Client struct{ Chat Chat }
type Chat struct{}
func New() *Client { return nil }
func (*Client) Ask() {}
func (Chat) Complete() {}
`
	outsideSource = `package lib
import "x.org/go-sdk/v2"
const URL = "https://api." + host
const host = "lib.example"
type Holder struct{ *oracle.Client }
type Other struct{}
func Client() *oracle.Client { return nil }
func (Other) Ask() {}
`
)

// check checks the types of a file as a type checker with both packages at hand does.
func check(t *testing.T, src string) *Types {
	t.Helper()
	fset := token.NewFileSet()
	checked := checkedPackages{}
	load := func(path, src string) (*ast.File, *types.Info) {
		file, err := parser.ParseFile(fset, "a.go", src, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		info := &types.Info{Types: map[ast.Expr]types.TypeAndValue{}, Uses: map[*ast.Ident]types.Object{}, Selections: map[*ast.SelectorExpr]*types.Selection{}, Implicits: map[ast.Node]types.Object{}}
		checked[path], err = (&types.Config{Importer: checked}).Check(path, fset, []*ast.File{file}, info)
		if err != nil {
			t.Fatal(err)
		}
		return file, info
	}
	load("x.org/go-sdk/v2", knownSource)
	load("x.org/lib", outsideSource)
	file, info := load("a", src)
	return NewTypes(fset, file, info, 0, func(pkg string) bool { return strings.HasPrefix(pkg, "x.org/go-sdk") })
}

type checkedPackages map[string]*types.Package

// Import returns what has been checked already.
func (c checkedPackages) Import(path string) (*types.Package, error) {
	if c[path] == nil {
		return nil, fmt.Errorf("no package %s", path)
	}
	return c[path], nil
}

var checkedTests = []lowertest.Lowering{
	{"a client from outside code is said to be one, where its member is read first", `
package a
import "x.org/lib"
func f() {
	c := lib.Client()
	c.Chat.Complete()
}
`, `
  lib = import(x.org/lib)
  f = #1
#1 func f()
  c = lib.Client()
call lib.Client() in #1
call (c@1 as import(x.org/go-sdk/v2).Client).Chat.Complete() in #1
`},
	{"a client that outside code embeds", `
package a
import "x.org/lib"
func f(h lib.Holder) { h.Ask() }
`, `
  lib = import(x.org/lib)
  f = #1
#1 func f(h: lib.Holder)
call (h@1 as import(x.org/go-sdk/v2).Client).Ask() in #1
`},
	{"what rules know themselves is left to them, as is what they do not know", `
package a
import (
	"x.org/go-sdk/v2"
	"x.org/lib"
)
func f(o lib.Other) {
	oracle.New().Chat.Complete()
	o.Ask()
}
`, `
  oracle = import(x.org/go-sdk/v2)
  lib = import(x.org/lib)
  f = #1
#1 func f(o: lib.Other)
call oracle.New() in #1
call oracle.New().Chat.Complete() in #1
call o@1.Ask() in #1
`},
	{"a constant of another package", `
package a
import "x.org/lib"
var u = lib.URL + "/v1"
`, `
  lib = import(x.org/lib)
  u = "https://api.lib.example/v1"
`},
}

func TestLowerTyped(t *testing.T) {
	for _, tt := range checkedTests {
		t.Run(tt[0], func(t *testing.T) {
			src := strings.TrimPrefix(tt[1], "\n")
			f, err := source.LowerTyped("a/a.go", []byte(src), check(t, src))
			if err != nil {
				t.Fatal(err)
			}
			lowertest.Check(t, f, len(src))
			if got, want := lowertest.Dump(f), strings.TrimPrefix(tt[2], "\n"); got != want {
				t.Errorf("%s\ngot:\n%s\nwant:\n%s", src, got, want)
			}
		})
	}
}
