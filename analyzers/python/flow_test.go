package python

import "github.com/quotalint/quotalint/analyzers/lower/lowertest"

// Which version of a name a read sees.
var flowTests = []lowertest.Lowering{
	{"rebinding in a row", `
c = OpenAI()
c = wrap(c)
use(c)
`, `
  c~1 = OpenAI()
  c~2 = wrap(c~1)
  c = c~2
call OpenAI()
call wrap(c~1)
call use(c~2)
`},
	{"a name that is bound once has no versions", `
c = OpenAI()
use(c)
`, `
  c = OpenAI()
call OpenAI()
call use(c)
`},
	{"branches join", `
c = a()
if x:
    c = b()
use(c)
if y:
    c = d()
else:
    c = e()
use(c)
`, `
  c~1 = a()
  c~2 = b()
  c~3 = c~2
  c~3 = c~1
  c~4 = d()
  c~5 = e()
  c~6 = c~4
  c~6 = c~5
  c = c~6
call a()
call b()
call use(c~3)
call d()
call e()
call use(c~6)
`},
	{"a branch that ends does not join", `
def f():
    c = a()
    if x:
        c = b()
        return c
    elif y:
        c = d()
        raise E
    return c
`, `
  f = #1
#1 func f()
  c~1 = a()
  c~2 = b()
  c~3 = d()
  return c~2@1
  return c~1@1
call a() in #1
call b() in #1
call d() in #1
`},
	{"loops", `
def f():
    c = a()
    for x in xs:
        use(c)
        c = b()
    return c
`, `
  f = #1
#1 func f()
  c~1 = a()
  c~2 = c~1@1
  x = xs[*]
  c~3 = b()
  c~2 = c~3@1
  return c~2@1
call a() in #1
call use(c~2@1) in #1
call b() in #1
`},
	{"break and continue", `
def f():
    c = a()
    while x:
        if y:
            c = b()
            continue
        c = d()
        if z:
            break
        c = e()
    return c
`, `
  f = #1
#1 func f()
  c~1 = a()
  c~2 = c~1@1
  c~3 = b()
  c~2 = c~3@1
  c~4 = d()
  c~5 = e()
  c~2 = c~5@1
  c~6 = c~4@1
  c~6 = c~2@1
  return c~6@1
call a() in #1
call b() in #1
call d() in #1
call e() in #1
`},
	{"else of a loop", `
def f():
    c = a()
    for x in xs:
        c = b()
        break
    else:
        c = d(c)
    return c
`, `
  f = #1
#1 func f()
  c~1 = a()
  c~2 = c~1@1
  x = xs[*]
  c~3 = b()
  c~4 = d(c~2@1)
  c~5 = c~4@1
  c~5 = c~3@1
  return c~5@1
call a() in #1
call b() in #1
call d(c~2@1) in #1
`},
	{"a loop that only break leaves", `
def f():
    c = None
    while True:
        c = a()
        if c:
            break
        c = b()
    return c
`, `
  f = #1
#1 func f()
  c~1 = None
  c~2 = c~1@1
  c~3 = a()
  c~4 = b()
  c~2 = c~4@1
  return c~3@1
call a() in #1
call b() in #1
`},
	{"try", `
def f():
    c = a()
    try:
        c = b()
        c = d()
    except E:
        use(c)
        c = e()
    else:
        use(c)
    finally:
        last(c)
    return c
`, `
  f = #1
#1 func f()
  c~1 = a()
  c~2 = b()
  c~3 = d()
  c~4 = c~1@1
  c~4 = c~2@1
  c~4 = c~3@1
  c~5 = e()
  c~6 = c~1@1
  c~6 = c~2@1
  c~6 = c~3@1
  c~6 = c~5@1
  c~7 = c~5@1
  c~7 = c~3@1
  return c~7@1
call a() in #1
call b() in #1
call d() in #1
call use(c~4@1) in #1 if failed
call e() in #1 if failed
call use(c~3@1) in #1
call last(c~6@1) in #1
`},
	{"a handler that leaves", `
def f():
    c = None
    try:
        c = a()
    except E:
        raise
    return c
`, `
  f = #1
#1 func f()
  c~1 = None
  c~2 = a()
  c~3 = c~1@1
  c~3 = c~2@1
  return c~2@1
call a() in #1
`},
	{"errors that are swallowed", `
def f():
    c = a()
    with contextlib.suppress(E):
        c = b()
    return c
`, `
  f = #1
#1 func f()
  c~1 = a()
  c~2 = b()
  c~3 = c~1@1
  c~3 = c~2@1
  c~4 = c~3@1
  c~4 = c~2@1
  return c~4@1
call a() in #1
call contextlib.suppress(E) in #1
call b() in #1
`},
	{"match", `
def f(x):
    c = a()
    match x:
        case 1:
            c = b()
        case _:
            return
    return c
`, `
  f = #1
#1 func f(x)
  c~1 = a()
  c~2 = b()
  return c~2@1
call a() in #1
call b() in #1
`},
	{"parameters", `
def f(c=None):
    c = c or a()
    return c
`, `
  f = #1
#1 func f(c = None)
  c~1 = (c@1 | a())
  return c~1@1
call a() in #1
`},
	{"captures see what comes later", `
def f():
    c = a()
    def g(): return c
    c = b()
    def h(): return c
    return c
`, `
  f = #1
#1 func f()
  c~1 = a()
  c~2 = c~1@1
  g = #2
  c~3 = b()
  h = #3
  c~4 = c~3@1
  c~2 = c~4@1
  return c~3@1
#2 func g()
  return c~2@1
#3 func h()
  return c~3@1
call a() in #1
call b() in #1
`},
	{"captures in a loop see the other rounds", `
def f():
    for x in xs:
        c = a()
        def g(): return c
        c = b()
`, `
  f = #1
#1 func f()
  x = xs[*]
  c~2 = a()
  c~3 = c~2@1
  c~3 = c~1@1
  g = #2
  c~4 = b()
  c~1 = c~4@1
  c~5 = c~4@1
  c~3 = c~5@1
#2 func g()
  return c~3@1
call a() in #1
call b() in #1
`},
	{"comprehensions and class bodies run at once", `
def f():
    c = a()
    x = [c for y in z]
    class A:
        d = c
    c = b()
`, `
  f = #1
#1 func f()
  c~1 = a()
  x = {*: c~1@1}
  A = #3
  c~2 = b()
#2 block()
  y = z[*]
#3 class A()
  d = c~1@1
call a() in #1
call b() in #1
`},
	{"functions of a file see what is there when they are defined, or later", `
c = a()
c = b()
def f(): return c
def g(): return d
d = a()
d = b()
`, `
  c~1 = a()
  c~2 = b()
  f = #1
  g = #2
  d~2 = a()
  d~3 = b()
  c = c~2
  d~4 = d~2
  d~4 = d~3
  d~1 = d~4
  d = d~3
#1 func f()
  return c~2
#2 func g()
  return d~1
call a()
call b()
call a()
call b()
`},
	{"a class attribute is what is there at the end", `
class A:
    c = a()
    c = wrap(c)
`, `
  A = #1
#1 class A()
  c~1 = a()
  c~2 = wrap(c~1@1)
  c = c~2@1
call a() in #1
call wrap(c~1@1) in #1
`},
	{"a walrus that may not run", `
def f():
    c = a()
    x and (c := b())
    return c
`, `
  f = #1
#1 func f()
  c~1 = a()
  c~2 = b()
  c~2 = c~1@1
  return c~2@1
call a() in #1
call b() in #1
`},
	{"nested loops", `
def f():
    c = a()
    for x in xs:
        for y in ys:
            use(c)
            if y:
                c = b()
                break
    return c
`, `
  f = #1
#1 func f()
  c~1 = a()
  c~2 = c~1@1
  x = xs[*]
  c~3 = c~2@1
  y = ys[*]
  c~4 = b()
  c~5 = c~4@1
  c~5 = c~3@1
  c~2 = c~5@1
  return c~2@1
call a() in #1
call use(c~3@1) in #1
call b() in #1
`},
}
