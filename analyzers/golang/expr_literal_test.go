package golang

import "github.com/quotalint/quotalint/analyzers/lower/lowertest"

// What a literal holds.
var literalTests = []lowertest.Lowering{
	{"structs", `
package a

type T struct {
	a, b int
	c    *U
}

var x = &T{a: f(), c: &U{}}
var y = T{1, g, h}
var z = pack.T{A: 1}
var w = struct{ a int }{i}
var v = List[T]{a: 1}
`, `
  T = #1
  x = new T(a=f(), c=new U())
  y = new T("1", g, h)
  z = new pack.T(A="1")
  w = new #2(i)
  v = new List(a="1")
#1 class T(a, b, c)
  a = ?
  b = ?
  c = typed(U)
#2 class(a)
  a = ?
call f()
`},
	{"containers", `
package a

type T struct{ a int }

var x = []*T{{a: b}, {c}, nil}
var y = [...]T{2: d, e}
var z = map[string]map[K]T{"k": {i: {a: 1}}}
var w = map[string]any{}
var v = map[K]T{f(): {}}
`, `
  T = #1
  x = {0: new T(a=b), 1: new T(c), 2: None}
  y = {2: d, 3: e}
  z = {k: {[i]: new T(a="1")}}
  w = {}
  v = {[f()]: new T()}
#1 class T(a)
  a = ?
call f()
`},
	{"named containers", `
package a

type Clients map[string]*T
type List []T
type Alias = []T
type Copy Clients

var x = Clients{"a": b, c: d}
var y = List{e, {a: 1}}
var z = Alias{f}
var w = Copy{"a": g}
`, `
  Clients = import(builtin map)[T]
  List = import(builtin slice)[T]
  Alias = import(builtin slice)[T]
  Copy = #1
  typed(Clients)["a"] = b
  typed(Clients)[c] = d
  x = typed(Clients)
  typed(List)["0"] = e
  typed(List)["1"] = new T(a="1")
  y = typed(List)
  typed(Alias)["0"] = f
  z = typed(Alias)
  typed(Copy)["a"] = g
  w = typed(Copy)
#1 class Copy()
  forward typed(Clients)
`},
	{"of types from elsewhere", `
package a

var x = Clients{"a": b}
var y = List{c, {D: e}, {f}}
var z = T{}
`, `
  typed(Clients)[*] = b
  x = typed(Clients)
  typed(List)[*] = c
  typed(List)[*] = {D: e}
  typed(List)[*] = {0: f}
  y = (new List(c, {D: e}, {0: f}) | typed(List))
  z = new T()
`},
}
