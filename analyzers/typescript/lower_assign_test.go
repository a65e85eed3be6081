package typescript

import "github.com/quotalint/quotalint/analyzers/lower/lowertest"

// What assignments and patterns bind.
var assignTests = []lowertest.Lowering{
	{"destructuring", `
const { a, b: c, "d": e, f: { g = 1 }, h = i(), ...j } = x;
const [k, , l = 2, [m], ...n] = y;
`, `
  a = x.a
  c = x.b
  e = x.d
  g = (x.f.g | "1")
  h = (x.h | i())
  j = x
  k = y["0"]
  l = (y["2"] | "2")
  m = y["3"]["0"]
  n = y
call i()
`},
	{"destructuring assignments", `
({ a, b: c.d, [k]: e[0], "f": g["h"] } = x);
[a, c.d] = [c.d, a];
`, `
  a = x.a
  c.d = x.b
  e["0"] = x[k]
  g.h = x.f
  a = {0: c.d, 1: a}["0"]
  c.d = {0: c.d, 1: a}["1"]
`},
	{"chains of assignments", `
let a, b;
a = o.b = o["c"] = o[d] = f();
`, `
  o[d] = f()
  o.c = f()
  o.b = f()
  a = f()
call f()
`},
	{"destructured parameters", `
function f({ a, b: { c = 1 } }: T = {}, [d], ...[e]) { return a }
const g = ({ h }) => h;
`, `
  f = #1
  g = #2
#1 func f(~p0: T = {}, ~p1, *~p2)
  a = ~p0@1.a
  c = (~p0@1.b.c | "1")
  d = ~p1@1["0"]
  e = ~p2@1["0"]
  return a@1
#2 func g(~p0)
  h = ~p0@2.h
  return h@2
`},
	{"destructured elements", `
for (const [k, { v }] of Object.entries(xs)) use(k, v);
for (o.x of xs) ;
`, `
  k~b1 = Object.entries(xs)[*]["0"]
  v~b1 = Object.entries(xs)[*]["1"].v
  o.x = xs[*]
call Object.entries(xs)
call use(k~b1, v~b1)
`},
	{"types of variables", `
let a: T, b: U = f();
const { c }: V = g();
`, `
  a = typed(T)
  b = (f() as U)
  c = (g() as V).c
call f()
call g()
`},
	{"using", `
using a = f();
`, `
  a = f()
call f()
`},
}
