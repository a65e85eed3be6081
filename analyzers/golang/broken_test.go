package golang

import "github.com/quotalint/quotalint/analyzers/lower/lowertest"

// What cannot be parsed is listed, and what is in it is found.
var brokenTests = []lowertest.Lowering{
	{"a statement", `
package a

func f() {
	x := g(
	y := h()
	z = )i()
}

func j() { k() }
`, `
  f = #1
  j = #2
#1 func f()
  x = h()
  import(.).z = i()
#2 func j()
call h() in #1
call i() in #1
call k() in #2
broken 4:4
broken 6:6
`},
	{"a function that does not end", `
package a

func f() {
	if x { g()

func h() { i() }
`, `
  f = #1
#1 func f() abstract
#2 func()
call g()
call i() in #2
broken 3:10
`},
	{"outside of functions", `
package a

x := f()
if x { g(x) }
`, `
  x = f()
call f()
call g(x)
`},
}
