package golang

import "github.com/quotalint/quotalint/analyzers/lower/lowertest"

// What a type says.
var typeTests = []lowertest.Lowering{
	{"of parameters", `
package a

func f(
	a int, b any, c error, d interface{},
	e *T, g pack.U, h []T, i [2]T, j map[string]*T, k chan<- T, l func(T) *U, m func() (T, error), n func(),
	o []any, p map[string]string, q Pool[T], r atomic.Pointer[pack.U], s Pool[int], t []interface{}, u (T),
) {
}
`, `
  f = #1
#1 func f(a, b, c, d, e: T, g: pack.U, h: import(builtin slice)[T], i: import(builtin slice)[T], j: import(builtin map)[T], k: import(builtin chan)[T], l: import(builtin func)[U], m: import(builtin func)[import(builtin results)[T]], n, o: import(builtin slice), p, q: Pool[T], r: atomic.Pointer[pack.U], s: Pool, t: import(builtin slice), u: T)
`},
	{"of results", `
package a

func f() *T { return g() }
func h() (T, error) { return g() }
func i() error { return g() }
func j() (int, error) { return g() }
`, `
  f = #1
  h = #2
  i = #3
  j = #4
#1 func f()
  return typed(T)
  return g()
#2 func h()
  return {0: typed(T), 1: ?}
  return g()
#3 func i()
  return g()
#4 func j()
  return g()
call g() in #1
call g() in #2
call g() in #3
call g() in #4
`},
	{"structs", `
package a

type T struct {
	a, b *U
	c    int
	*pack.Client
	Base
	List[int]
	d struct{ e V }
}

type S struct{}
`, `
  T = #1
  S = #3
#1 class T(a, b, c, Client, Base, List, d)
  forward typed(#1).Client
  forward typed(#1).Base
  forward typed(#1).List
  a = typed(U)
  b = typed(U)
  c = ?
  Client = typed(pack.Client)
  Base = typed(Base)
  List = typed(List)
  d = typed(#2)
#2 class(e)
  e = typed(V)
#3 class S()
`},
	{"interfaces", `
package a

type I interface {
	M(a T, b ...int) (*U, error)
	N()
	Base
	pack.Other
}

type Number interface{ ~int | float64 }

type Any interface{}
`, `
  I = #1
  Number = #4
  Any = #5
#1 class I() abstract
  base Base
  base pack.Other
  M = #2
  N = #3
#2 func I.M(a: T, *b) static abstract
  return {0: typed(U), 1: ?}
#3 func I.N() static abstract
#4 class Number() abstract
#5 class Any() abstract
`},
	{"names for types", `
package a

type (
	A = pack.T
	B pack.T
	C string
	D func() T
	E []string
	F *T
)

func (b *B) M() {}
`, `
  A = pack.T
  B = #1
  C = #2
  D = import(builtin func)[T]
  E = import(builtin slice)
  F = T
  typed(B).M = #3
#1 class B()
  forward typed(pack.T)
#2 class C()
#3 func B.M() static
  b = typed(B)
`},
	{"methods", `
package a

func (t *T) M(x int) int { return t.a }
func (T) N()
func (p Pool[K, V]) O(k K) (v V) { return p.m[k] }
`, `
  typed(T).M = #1
  typed(T).N = #2
  typed(Pool).O = #3
#1 func T.M(x) static
  t = typed(T)
  return t@1.a
#2 func T.N() static abstract
#3 func Pool.O(k: K@3) static
  K = None
  V = None
  p = typed(Pool)
  v = typed(V@3)
  return typed(V@3)
  return p@3.m[k@3]
`},
	{"type parameters", `
package a

type Pool[T any, U pack.V] struct{ a T; b []U }

func New[T Base, U ~int | Other](x T, y U) *Pool[T, U] { return &Pool[T, U]{a: x} }
`, `
  T~b1 = None
  U~b1 = pack.V
  Pool = #1
  New = #2
#1 class Pool(a, b)
  a = typed(T~b1)
  b = typed(import(builtin slice)[U~b1])
#2 func New(x: T@2, y: U@2)
  T = Base
  U = Other
  T~b1@0 = T@2
  U~b1@0 = U@2
  return typed(Pool[{0: T@2, 1: U@2}])
  return new Pool(a=x@2)
`},
	{"in functions", `
package a

func f() {
	type T struct{ next *T; u U }
	type U = T
	x := T{}
	y := U{u: x}
}
`, `
  f = #1
#1 func f()
  T = #2
  U = T@1
  x = new T@1()
  y = new U@1(u=x@1)
#2 class T(next, u)
  next = typed(T@1)
  u = typed(U)
`},
	{"switches over types", `
package a

func f(x any) {
	switch v := g(x).(type) {
	case *T:
		h(v)
	case pack.U, V:
		h(v)
	case nil, int:
	default:
		h(v)
	}
	switch x.(type) {
	case T:
		h(x)
	}
}
`, `
  f = #1
#1 func f(x)
  v~b1 = (g(x@1) as T)
  v~b2 = g(x@1)
  v~b3 = g(x@1)
  v~b4 = g(x@1)
call g(x@1) in #1
call h(v~b1@1) in #1
call h(v~b2@1) in #1
call h(v~b4@1) in #1
call h(x@1) in #1
`},
}
