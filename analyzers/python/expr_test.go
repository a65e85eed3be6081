package python

import "github.com/quotalint/quotalint/analyzers/lower/lowertest"

// What the value of an expression is.
var exprTests = []lowertest.Lowering{
	{"calls", `
f(a, k=b, *c, **d)
f(x for x in y)
f(g(h()))
a.b(1)[0].c()
`, `
#1 block()
  x = y[*]
call f(a, k=b, *c, **d)
call f({*: x@1})
call f(g(h()))
call g(h())
call h()
call a.b(?)
call a.b(?)["0"].c()
`},
	{"a star before a chain", `
print(1, *a.b(), *c[0])
`, `
call print(?, *a.b(), *c["0"])
call a.b()
`},
	{"calls are found wherever they stand", `
@d1()
def f(a=d2(), b: d3() = 1) -> d4(): pass
class A(d5(), k=d6()): pass
x[d7():d8()]
not d9() + -d10() < d11()
f"{d12():{d13()}}"
assert d14(), d15()
del d16().x
raise d17() from d18()
print >>d19(), d20()
y: Annotated[int, d21()] = d22()
"{}".format(d23()) % d24()
lambda: d25()
while d26(): pass
{d27(): d28(), **d29()}
if d30(): pass
elif d31(): pass
`, `
  f = d1()@#1
  A = #2
  y = (d22() as Annotated[{0: int, 1: d21()}])
#1 func f(a = d2(), b: d3() = ?) abstract
  return typed(d4())
#2 class A()
  base d5()
#3 func()
  return d25()
call d1()
call d2()
call d3()
call d4()
call d5()
call d6()
call d7()
call d8()
call d9()
call d10()
call d11()
call d12()
call d13()
call d14()
call d15()
call d16()
call d17()
call d18()
call d19()
call d20()
call d21()
call d22()
call "{}".format(d23())
call d23()
call d24()
call d25() in #3
call d26()
call d27()
call d28()
call d29()
call d30()
call d31()
`},
	{"what does not change a value is gone", `
async def f():
    a = await (g())
    b = ((h))
`, `
  f = #1
#1 func f() async
  a = g()
  b = h
call g() in #1
`},
	{"alternatives", `
x = a or b or c
y = a and b
z = a if f() else b if g() else c
w = a | b
`, `
  x = (a | b | c)
  y = (b | a)
  z = (a | b | c)
  w = (a | b)
call f()
call g()
`},
	{"nothing to follow", `
x = 1, True, ..., not a, a < b, a * b, -a
y = None
`, `
  x = {0: ?, 1: ?, 2: ?, 3: ?, 4: ?, 5: ?, 6: ?}
  y = None
`},
	{"walrus", `
if (c := f()) and (d := g()):
    c.x
`, `
  c = f()
  d = g()
call f()
call g()
`},
	{"tuples, lists, sets", `
x = (f(), *a, g())
y = [f(), g()]
z = {f(), g()}
w = a, b
v = [f()] + a + [g()]
`, `
  x = {0: f(), *a, *: g()}
  y = {0: f(), 1: g()}
  z = {*: f(), *: g()}
  w = {0: a, 1: b}
  v = {*{0: f()}, *a, *{0: g()}}
call f()
call g()
call f()
call g()
call f()
call g()
call f()
call g()
`},
	{"dicts", `
x = {"a": f(), 1: g(), k: h(), "b" "c": 1, **d}
`, `
  x = {a: f(), 1: g(), [k]: h(), bc: ?, **d}
call f()
call g()
call h()
`},
	{"comprehensions", `
a = [f(x) for x in xs if g(x)]
b = {k: v for k, v in xs}
c = (y for x in xs for y in x)
`, `
  a = {*: f(x@1)}
  b = {[k@2]: v@2}
  c = {*: y@3}
#1 block()
  x = xs[*]
#2 block()
  k = xs[*]["0"]
  v = xs[*]["1"]
#3 block()
  x = xs[*]
  y = x@3[*]
call f(x@1) in #1
call g(x@1) in #1
`},
	{"elements", `
a[0], a["k"], a[k], a[-1], a[1:2], a[b, 1], a[:, 1]
x = a[0], a["k"], a[k], a[-1], a[1:2], a[b, 1]
`, `
  x = {0: a["0"], 1: a["k"], 2: a[k], 3: a[?], 4: a, 5: a[{0: b, 1: ?}]}
`},
	{"strings", `
x = "a" 'b' r"\n" b"c"
y = "\x41\u00e9\t\"\
z"
z = ""
`, `
  x = "ab\\nc"
  y = "Aé\t\"z"
  z = ""
`},
	{"formatted strings", `
x = f"{{a}}{b}c{d!r:>{w}}"
y = "a{}b".format(c)
z = "a%sb" % c
w = "a" + b + "c" + d
`, `
  x = "{a}{b}c{d}"
  y = "a…"
  z = "a…"
  w = "a{b}c{d}"
call "a{}b".format(c)
`},
	{"long texts are cut", `
x = f"{a}{b}{c}{d}{e}{f}{g}{h}{i}"
`, `
  x = "{a}{b}{c}{d}{e}{f}{g}{h}…"
`},
	{"getattr", `
x = getattr(a, "b")
y = getattr(a, "b", f())
z = getattr(a, k)
w = a.__getattribute__("b")
`, `
  x = a.b
  y = (a.b | f())
  z = a[k]
  w = a.b
call f()
`},
	{"getattr of the project's own", `
from m import getattr
x = getattr(a, "b")
`, `
  getattr = import(m getattr)
  x = getattr(a, "b")
call getattr(a, "b")
`},
	{"yield", `
def f():
    x = yield a
    return x
`, `
  f = #1
#1 func f() generator
  x = ?
  return x@1
  yield a
`},
}
