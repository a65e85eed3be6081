package python

import "github.com/quotalint/quotalint/analyzers/lower/lowertest"

// What assignments, and everything else that binds, put where.
var assignTests = []lowertest.Lowering{
	{"chained", `
a = b = f()
`, `
  a = f()
  b = f()
call f()
`},
	{"members and elements", `
a.b = f()
a["k"] = f()
a[1] = f()
a[k] = f()
a[0x10] = f()
a[:] = f()
`, `
  a.b = f()
  a["k"] = f()
  a["1"] = f()
  a[k] = f()
  a["16"] = f()
  a[*] = f()[*]
call f()
call f()
call f()
call f()
call f()
call f()
`},
	{"tuples", `
a, (b, c) = f()
[d, e] = f()
`, `
  a = f()["0"]
  b = f()["1"]["0"]
  c = f()["1"]["1"]
  d = f()["0"]
  e = f()["1"]
call f()
call f()
`},
	{"literal tuples bind one by one", `
a, b = f(), g()
`, `
  a = f()
  b = g()
call f()
call g()
`},
	{"starred targets", `
a, *b, c = f()
`, `
  a = f()["0"]
  b = {*: f()[*]}
  c = f()[*]
call f()
`},
	{"augmented", `
x.c += f()
x[k] |= f()
xs = []
xs += [f()]
`, `
  x.c = (x.c | f())
  x[k] = (x[k] | f())
  xs~1 = {}
  xs~2 = (xs~1 | {0: f()})
  xs = xs~2
call f()
call f()
call f()
`},
	{"annotated", `
c: A = f()
d: A
self.e: A = None
`, `
  c = (f() as A)
  d = typed(A)
  self.e = (None as A)
call f()
`},
	{"for", `
for x in f():
    pass
for i, x in f():
    pass
`, `
  x~2 = f()[*]
  x~1 = x~2
  x~3 = x~1
  i = f()[*]["0"]
  x~4 = f()[*]["1"]
  x~3 = x~4
  x = x~3
call f()
call f()
`},
	{"with", `
with f() as c, g():
    pass
async def h():
    async with f() as (a, b):
        pass
with (open(x) as p, q as r):
    pass
`, `
  c = enter(f())
  h = #1
  p = enter(open(x))
  r = enter(q)
#1 func h() async
  a = enter(f())["0"]
  b = enter(f())["1"]
call f()
call g()
call f() in #1
call open(x)
`},
	{"except", `
try:
    pass
except E as e:
    e.x
`, `
  e = ?
`},
	{"match", `
match f():
    case [a, *b, c]:
        pass
    case {"k": d, **e}:
        pass
    case A(x=g, y=B() as h) | C(i):
        pass
    case (j):
        pass
    case m.k:
        pass
`, `
  a = f()["0"]
  b = {*: f()[*]}
  c = f()[*]
  d = f()["k"]
  e = f()
  g = f().x
  h = ?
  i = ?
  j = f()
call f()
`},
	{"setattr", `
setattr(x, "c", f())
setattr(x, k, f())
object.__setattr__(x, "d", g())
`, `
  x.c = f()
  x[k] = f()
  x.d = g()
call setattr(x, "c", f())
call f()
call setattr(x, k, f())
call f()
call object.__setattr__(x, "d", g())
call g()
`},
	{"members by name", `
x.__dict__["c"] = f()
vars(x)["d"] = f()
y = x.__dict__["c"]
`, `
  x["c"] = f()
  x["d"] = f()
  y = x["c"]
call f()
call vars(x)
call f()
`},
	{"type statement", `
type X[T] = A | B
`, `
  X = (A | B)
`},
}
