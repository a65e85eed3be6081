package python

import "github.com/quotalint/quotalint/analyzers/lower/lowertest"

// Who owns a name, and whose name a read means.
var nameTests = []lowertest.Lowering{
	{"import binds the first part of a dotted name", `
import a.b.c
`, `
  a = import(a)
`},
	{"import as binds the whole", `
import a.b as x
`, `
  x = import(a.b)
`},
	{"from import", `
from a.b import c as d, e
`, `
  d = import(a.b c)
  e = import(a.b e)
`},
	{"relative imports keep their dots", `
from . import x
from ..m import y
from .. m . n import z
`, `
  x = import(. x)
  y = import(..m y)
  z = import(..m.n z)
`},
	{"star", `
from a import *
`, `
  star import(a *)
`},
	{"an import in a function is bound there", `
def f():
    import a
    return a
`, `
  f = #1
#1 func f()
  a = import(a)
  return a@1
`},
	{"imports for type checkers only", `
from typing import TYPE_CHECKING
if TYPE_CHECKING:
    from a import B
else:
    B = None
`, `
  TYPE_CHECKING = import(typing TYPE_CHECKING)
  B~1 = import(a B type only)
  B~2 = None
  B~3 = B~1
  B~3 = B~2
  B = B~3
`},
	{"a missing package", `
try:
    from openai import OpenAI
except ImportError:
    OpenAI = None
OpenAI()
`, `
  OpenAI~1 = import(openai OpenAI)
  OpenAI~2 = None
  OpenAI~3 = OpenAI~2
  OpenAI~3 = OpenAI~1
  OpenAI = OpenAI~3
call OpenAI~3()
`},
	{"global belongs to the file", `
client = None
def init():
    global client
    client = make()
    return client
`, `
  client = None
  init = #1
#1 func init()
  client@0 = make()
  return client
call make() in #1
`},
	{"a global that nobody binds stays a builtin", `
def f():
    global print
    print()
`, `
  f = #1
#1 func f()
call print() in #1
`},
	{"nonlocal belongs to the function around", `
def f():
    c = None
    def g():
        nonlocal c
        c = make()
    return c
`, `
  f = #1
#1 func f()
  c = None
  g = #2
  return c@1
#2 func g()
  c@1 = make()
call make() in #2
`},
	{"a local name hides the outer one", `
c = 1
def f(c):
    return c
def g():
    return c
`, `
  c = ?
  f = #1
  g = #2
#1 func f(c)
  return c@1
#2 func g()
  return c
`},
	{"class names are seen by the class body only", `
class A:
    x = f()
    y = x
    def m(self):
        return x
`, `
  A = #1
#1 class A()
  x = f()
  y = x@1
  m = #2
#2 func m()
  return x
call f() in #1
`},
	{"a class body reads a name that it has not bound yet from outside", `
c = f()
class A:
    c = c
`, `
  c = f()
  A = #1
#1 class A()
  c = c
call f()
`},
	{"a walrus in a comprehension binds outside of it", `
def f(xs):
    [y for x in xs if (y := g(x))]
    return y
`, `
  f = #1
#1 func f(xs)
  return y@1
#2 block()
  x = xs@1[*]
  y@1 = g(x@2)
call g(x@2) in #2
`},
	{"globals by name", `
def f():
    globals()["client"] = make()
    return globals()["client"], globals().get("client")
`, `
  f = #1
#1 func f()
  client@0 = make()
  return {0: client, 1: client}
call globals() in #1
call make() in #1
call globals() in #1
call globals() in #1
`},
	{"__all__ seals the module", `
__all__ = ["b", "a"]
__all__ += ["c"]
__all__.extend(["d"])
__all__.append("e")
from m import *
`, `
public a b c d e
  star import(m *)
  __all__~1 = {0: "b", 1: "a"}
  __all__~2 = (__all__~1 | {0: "c"})
  __all__ = __all__~2
call __all__~2.extend({0: "d"})
call __all__~2.append("e")
`},
	{"__all__ that lists more than we see", `
from m import __all__ as more
__all__ = ["_a"] + more
b = _c = 1
`, `
public _a b more
  more = import(m __all__)
  __all__ = {*{0: "_a"}, *more}
  b = ?
  _c = ?
`},
}
