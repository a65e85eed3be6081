package golang

import "github.com/quotalint/quotalint/analyzers/lower/lowertest"

// What is bound.
var assignTests = []lowertest.Lowering{
	{"several values", `
package a

func f() {
	a, b := g()
	a, b = b, a
	v, ok := m[k]
	w, ok := x.(T)
	_, c := g()
	y, z = h(), 1
}
`, `
  f = #1
#1 func f()
  a~1 = g()["0"]
  b~1 = g()["1"]
  a~2 = b~1@1
  b~2 = a~1@1
  v = m[k]
  ok~1 = ?
  w = (x as T)
  ok~2 = ?
  c = g()["1"]
  import(.).y = h()
  import(.).z = "1"
call g() in #1
call g() in #1
call h() in #1
`},
	{"targets", `
package a

func f(p *T) {
	p.a.b = x
	p.m["k"] = x
	(p.n)[i+1] = x
	*p = y
	*p.q = x
	p.s += "t"
	p.i++
	ch <- x
}
`, `
  f = #1
#1 func f(p: T)
  p@1.a.b = x
  p@1.m["k"] = x
  p@1.n[?] = x
  p~1 = y
  p~1 = p@1
  p~1@1.q = x
  p~1@1.s = "{p~1@1.s}t"
  p~1@1.i = ?
  ch[*] = x
`},
	{"declarations", `
package a

func f() {
	var a, b T = g()
	var c *openai.Client
	var d int
	const e, h = "x", iota
	var i any = c
}
`, `
  f = #1
#1 func f()
  a = (g()["0"] as T)
  b = (g()["1"] as T)
  c = typed(openai.Client)
  d = ?
  e = "x"
  h = ?
  i = c@1
call g() in #1
`},
	{"containers", `
package a

func f() {
	s := append(a, b, c)
	s = append(s, d...)
	copy(s, e)
	m := make(map[string]T, len(s))
	n := make(Named)
	p := new(T)
	q := new(int)
}
`, `
  f = #1
#1 func f()
  s~1 = {*a, *: b, *: c}
  s~2 = {*s~1@1, *d}
  m = {}
  n = typed(Named)
  p = new T()
  q = ?
call copy(s~2@1, e) in #1
call len(s~2@1) in #1
`},
}
