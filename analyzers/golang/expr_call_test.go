package golang

import "github.com/quotalint/quotalint/analyzers/lower/lowertest"

// What is called, with what.
var callTests = []lowertest.Lowering{
	{"arguments", `
package a

func f() {
	a.b(c, d...)
	g(h())
	func(x int) { i(x) }(1)
	go j(a.b)
	defer k()
}
`, `
  f = #1
#1 func f()
#2 func(x)
call a.b(c, *d) in #1
call g(h()) in #1
call h() in #1
call #2("1") in #1
call i(x@2) in #2
call j(a.b) in #1
call k() in #1
`},
	{"one call gives several arguments", `
package a

func must(c T, err error) T { return c }

func wrap(c T, o ...O) T { return c }

func f() {
	must(g())
	wrap(g())
	must(<-g())
}
`, `
  must = #1
  wrap = #2
  f = #3
#1 func must(c: T, err)
  return typed(T)
  return c@1
#2 func wrap(c: T, *o: O)
  return typed(T)
  return c@2
#3 func f()
call must(*g()) in #3
call g() in #3
call wrap(g()) in #3
call g() in #3
call must(g()[*]) in #3
call g() in #3
`},
	{"brackets are types or keys", `
package a

func New[T any](x T) T { return x }

type T struct{}

func f(m map[string]func(int)) {
	New[*T](x)
	New[U](x)
	New[T](x, y)
	Other[T](x)
	Other[string](x)
	m[k](x)
	m[k](x, y)
	m["k"](x)
	a.m[k](x)
	List[a.T](x)
}
`, `
  New = #1
  T = #2
  f = #3
#1 func New(x: T@1)
  T = None
  return typed(T@1)
  return x@1
#2 class T()
#3 func f(m: import(builtin map))
call New(x) in #3
call New(x) in #3
call New(x, y) in #3
call Other(x) in #3
call Other(x) in #3
call m@3[k](x) in #3
call m@3[k](x, y) in #3
call m@3["k"](x) in #3
call (a.m | a.m[k])(x) in #3
call (List | List[a.T])(x) in #3
`},
}
