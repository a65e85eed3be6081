package golang

import (
	"testing"

	"github.com/quotalint/quotalint/analyzers/lower/lowertest"
	"github.com/quotalint/quotalint/grammars"
)

// source is Go, read with the grammar.
var source = New(grammars.Go())

func TestLower(t *testing.T) { lowertest.Run(t, "a/a.go", source.Lower, groups) }

var groups = []lowertest.Group{
	{Name: "names", Tests: nameTests},
	{Name: "flow", Tests: flowTests},
	{Name: "assignments", Tests: assignTests},
	{Name: "broken", Tests: brokenTests},
	{Name: "expressions", Tests: exprTests},
	{Name: "calls", Tests: callTests},
	{Name: "literals", Tests: literalTests},
	{Name: "types", Tests: typeTests},
}

// Whom a name means.
var nameTests = []lowertest.Lowering{
	{"files", `
package a

import (
	_ "embed"
	. "fmt"
	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"
	gpt "github.com/sashabaranov/go-openai"
	"C"
)

var a, b = 1, Println
var c openai.Client
const d = "x"
`, `
  star import(fmt *)
  openai = import(github.com/openai/openai-go/v3)
  option = import(github.com/openai/openai-go/v3/option)
  gpt = import(github.com/sashabaranov/go-openai)
  a = "1"
  b = Println
  c = typed(openai.Client)
  d = "x"
`},
	{"what the file declares nowhere is of its package", `
package a

func f() {
	client = g()
	client.x = h
}
`, `
  f = #1
#1 func f()
  import(.).client = g()
  client.x = h
call g() in #1
`},
	{"functions", `
package a

func init() { g() }

func _() {}

func f(a, b int, _ string, c ...T) (d int, err error) {
	return
}

func g()
`, `
  f = #3
  g = #4
#1 func init()
#2 func _()
#3 func f(a, b, ~p2, *c: T)
  d = ?
  err = ?
  return {0: d@3, 1: err@3}
#4 func g() abstract
call g() in #1
`},
	{"blocks", `
package a

func f() {
	x := 1
	{
		x := x
		x = 2
	}
	{
		y := x
	}
	x, y := 3, x
}
`, `
  f = #1
#1 func f()
  x~1 = "1"
  x~b1~1 = x~1@1
  x~b1~2 = "2"
  y~b2 = x~1@1
  x~2 = "3"
  y = x~1@1
`},
	{"a name is seen behind its declaration", `
package a

func f() {
	g(client)
	client := client
	func() { client := client; g(client) }()
}

func h(client client) client { return client }
`, `
  f = #1
  h = #3
#1 func f()
  client = client
#2 func()
  client~b1 = client@1
#3 func h(client: client)
  return typed(client@3)
  return client@3
call g(client) in #1
call #2() in #1
call g(client~b1@2) in #2
`},
	{"heads of statements", `
package a

func f() {
	if x := g(); x != nil {
		h(x)
	} else if y := x; y != nil {
		h(x, y)
	} else {
		h(x, y)
	}
	for i := 0; i < n; i++ {
		h(i)
	}
	switch x := g(); x {
	case 1:
		z := x
		h(z)
	default:
		z := 2
		h(z)
	}
	h(x, y, z)
}
`, `
  f = #1
#1 func f()
  x~b1 = g()
  y~b2 = x~b1@1
  i~b3~1 = "0"
  i~b3~2 = i~b3~1@1
  i~b3~3 = ?
  i~b3~2 = i~b3~3@1
  x~b4 = g()
  z~b5 = x~b4@1
  z~b6 = "2"
call g() in #1
call h(x~b1@1) in #1
call h(x~b1@1, y~b2@1) in #1
call h(x~b1@1, y~b2@1) in #1
call h(i~b3~2@1) in #1
call g() in #1
call h(z~b5@1) in #1
call h(z~b6@1) in #1
call h(x, y, z) in #1
`},
	{"some names are declared and some assigned", `
package a

func f(err error) {
	a, err := g()
	b, err := h()
	if c, err := i(); a {
		d, err := j()
	}
	func(e error) { x, e := k() }(err)
}
`, `
  f = #1
#1 func f(err)
  a = g()["0"]
  err~1 = g()["1"]
  b = h()["0"]
  err~2 = h()["1"]
  c~b1 = i()["0"]
  err~b1 = i()["1"]
  d~b2 = j()["0"]
  err~b2 = j()["1"]
#2 func(e)
  x~b3 = k()["0"]
  e~1 = k()["1"]
call g() in #1
call h() in #1
call i() in #1
call j() in #1
call #2(err~2@1) in #1
call k() in #2
`},
	{"closures", `
package a

func f(a int) func() int {
	b := 1
	c := 2
	c = 3
	return func() int {
		b = a
		return b + c
	}
}
`, `
  f = #1
#1 func f(a)
  b = "1"
  c~1 = "2"
  c~2 = "3"
  return #2
#2 func()
  b@1 = a@1
  return "{b@1}{c~2@1}"
`},
}
