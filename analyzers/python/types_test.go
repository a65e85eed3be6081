package python

import "github.com/quotalint/quotalint/analyzers/lower/lowertest"

// What annotations say.
var typeTests = []lowertest.Lowering{
	{"names and unions", `
def f(a: A, b: m.B, c: A | None, d: A | B | C): pass
`, `
  f = #1
#1 func f(a: A, b: m.B, c: (A | None), d: (A | B | C)) abstract
`},
	{"arguments", `
a: Optional[A] = f()
b: dict[str, A] = f()
c: t.Callable[[A, B], C] = f()
d: List[m.A] = f()
`, `
  a = (f() as Optional[A])
  b = (f() as dict[{0: str, 1: A}])
  c = (f() as t.Callable[{0: {0: A, 1: B}, 1: C}])
  d = (f() as List[m.A])
call f()
call f()
call f()
call f()
`},
	{"quotes", `
a: "A" = f()
b: "Optional[m.A]" = f()
c: Optional["A"] = f()
d: "not a type" = f()
e: "" = f()
`, `
  a = (f() as A)
  b = (f() as Optional[m.A])
  c = (f() as Optional[A])
  d = (f() as "not a type")
  e = (f() as "")
call f()
call f()
call f()
call f()
call f()
`},
	{"what is listed in Literal and Annotated is no type", `
a: Literal["x", "y"] = f()
b: Annotated["A", "B", g()] = f()
c: Literal["x"] = f()
`, `
  a = (f() as Literal[{0: "x", 1: "y"}])
  b = (f() as Annotated[{0: A, 1: "B", 2: g()}])
  c = (f() as Literal["x"])
call f()
call g()
call f()
call f()
`},
	{"quotes look at the whole class", `
class A:
    def f(self) -> "B": ...
    class B: ...
`, `
  A = #1
#1 class A()
  f = #2
  B = #3
#2 func f() abstract
  return typed(B@1)
#3 class B()
`},
	{"stars", `
def f(*a: *Ts, b: tuple[*Ts]): pass
`, `
  f = #1
#1 func f(*a: Ts, !b: tuple[Ts]) abstract
`},
}
