package python

import "github.com/quotalint/quotalint/analyzers/lower/lowertest"

// Functions, classes, and what their decorators say.
var defineTests = []lowertest.Lowering{
	{"parameters", `
def f(a, /, b: int, c=d(), *args: A, e, g: B = h(), **kw):
    return a, kw
`, `
  f = #1
#1 func f(a, b: int, c = d(), *args: A, !e, !g: B = h(), **kw)
  return {0: a@1, 1: kw@1}
call d()
call h()
`},
	{"keyword-only parameters", `
def f(a, *, b):
    pass
`, `
  f = #1
#1 func f(a, !b) abstract
`},
	{"results", `
async def f() -> A:
    return g()
def h():
    return
`, `
  f = #1
  h = #2
#1 func f() async
  return g()
  return typed(A)
#2 func h()
call g() in #1
`},
	{"generators", `
def f() -> Iterator[A]:
    yield g()
    yield from h()
async def k() -> AsyncGenerator[B, None]:
    yield
`, `
  f = #1
  k = #2
#1 func f() generator
  yield g()
  yield h()[*]
  yield typed(A)
#2 func k() async generator
  yield typed(B)
call g() in #1
call h() in #1
`},
	{"overloads", `
@overload
def f(a: A) -> A: ...
def f(a):
    return a
`, `
  f~1 = overload@#1
  f~2 = #2
  f = f~2
#1 func f(a: A) abstract
  return typed(A)
#2 func f(a)
  return a@2
`},
	{"stubs", `
def f():
    """Doc."""
def g(): ...
def h():
    raise NotImplementedError("later")
def i():
    pass
    return a
`, `
  f = #1
  g = #2
  h = #3
  i = #4
#1 func f() abstract
#2 func g() abstract
#3 func h() abstract
#4 func i()
  return a
call NotImplementedError("later") in #3
`},
	{"lambda", `
f = lambda x, *y, z=g(): x(z)
`, `
  f = #1
#1 func(x, *y, !z = g())
  return x@1(z@1)
call g()
call x@1(z@1) in #1
`},
	{"decorators", `
@a(1)
@b.c
def f():
    pass
@d()
class A:
    pass
`, `
  f = a(?)@b.c@#1
  A = d()@#2
#1 func f() abstract
#2 class A()
call a(?)
call d()
`},
	{"methods", `
class A:
    def m(self, x):
        self.x = x
        def n(self):
            return self
        def o():
            return self
        return lambda: self
`, `
  A = #1
#1 class A()
  m = #2
#2 func m(x)
  self#1.x = x@2
  n = #3
  o = #4
  return #5
#3 func n(self)
  return self@3
#4 func o()
  return self#1
#5 func()
  return self#1
`},
	{"receivers of other kinds", `
class A:
    @staticmethod
    def s(a): return a
    @classmethod
    def c(cls, a): return cls(a)
    def __new__(cls): return cls
    def __init_subclass__(cls): cls.x = 1
    def none(): pass
    def rest(*args): return args
`, `
  A = #1
#1 class A()
  s = #2
  c = #3
  __new__ = #4
  __init_subclass__ = #5
  none = #6
  rest = #7
#2 func s(a) static
  return a@2
#3 func c(a) classmethod
  return cls#1(a@3)
#4 func __new__() classmethod
  return cls#1
#5 func __init_subclass__() classmethod
  cls#1.x = ?
#6 func none() abstract
#7 func rest(*args)
  return args@7
call cls#1(a@3) in #3
`},
	{"a receiver that is bound again", `
class A:
    def m(self):
        self = f(self)
        return self
`, `
  A = #1
#1 class A()
  m = #2
#2 func m()
  self~1 = self#1
  self~2 = f(self~1@2)
  return self~2@2
call f(self~1@2) in #2
`},
	{"the class of the receiver", `
class A:
    def m(self):
        return type(self)(), self.__class__()
`, `
  A = #1
#1 class A()
  m = #2
#2 func m()
  return {0: cls#1(), 1: cls#1()}
call cls#1() in #2
call cls#1() in #2
`},
	{"super", `
class A(B):
    def __init__(self, **kw):
        super().__init__(**kw)
        super(A, self).x
`, `
  A = #1
#1 class A()
  base B
  __init__ = #2
#2 func __init__(**kw)
call super#1.__init__(**kw@2) in #2
`},
	{"properties", `
class A:
    @property
    def c(self): return self._c
    @c.setter
    def c(self, v): self._c = v
    @c.deleter
    def c(self): pass
    @functools.cached_property
    def d(self): return f()
    @e.getter
    def e(self): return 1
`, `
  A = #1
#1 class A()
  c = #2
  c = #3
  d = #5
  e = #6
#2 func c() property
  return self#1._c
#3 func c(v) setter
  self#1._c = v@3
#4 func c() abstract
#5 func d() property
  return f()
#6 func e() property
  return ?
call f() in #5
`},
	{"bases", `
class A(B, m.C[D], *Es, metaclass=M()):
    pass
`, `
  A = #1
#1 class A()
  base B
  base m.C[D]
  base Es[*]
call M()
`},
	{"fields", `
@dataclass
class A:
    x: B
    y: C = f()
    z: ClassVar[int] = 1
    _: KW_ONLY
    w: "D" = None
`, `
  A = dataclass@#1
#1 class A(x: B, y: C = f(), !w: D = None)
  x = typed(B)
  y = (f() as C)
  z = (? as ClassVar[int])
  _ = typed(KW_ONLY)
  w = (None as D)
call f() in #1
`},
	{"fields of a class with an initialiser are none", `
class A:
    x: B
    def __init__(self): pass
`, `
  A = #1
#1 class A()
  x = typed(B)
  __init__ = #2
#2 func __init__() abstract
`},
	{"forwarding", `
class A:
    def __getattr__(self, name):
        return getattr(self._c, name)
class B:
    def __getattr__(self, name):
        return getattr(self, "x")
`, `
  A = #1
  B = #3
#1 class A()
  forward self#1._c
  __getattr__ = #2
#2 func __getattr__(name)
  return self#1._c[name@2]
#3 class B()
  __getattr__ = #4
#4 func __getattr__(name)
  return self#3.x
`},
}
