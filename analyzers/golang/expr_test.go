package golang

import "github.com/quotalint/quotalint/analyzers/lower/lowertest"

// What the value of an expression is.
var exprTests = []lowertest.Lowering{
	{"elements whose keys are names look like functions with types", `
package a
func f(x [][]T, i, j int, t S, a []int) {
	x[i][j].m()
	x[a[i]].m()
	t.n[t.k[i]].m()
	_ = g[P[int]](x)
}
func g[P any](p P) P { return p }
`, `
  f = #1
  g = #2
#1 func f(x: import(builtin slice)[import(builtin slice)[T]], i, j, t: S, a)
#2 func g(p: P@2)
  P = None
  return typed(P@2)
  return p@2
call x@1[i@1][j@1].m() in #1
call x@1[a@1[i@1]].m() in #1
call t@1.n[t@1.k[i@1]].m() in #1
call g(x@1) in #1
`},
	{"leaves", `
package a

var x = []any{nil, true, 'c', 12, 0x10, 1_000.50, 2i, -1, a, iota}
`, `
  x = {0: None, 1: ?, 2: ?, 3: "12", 4: "16", 5: "1000.5", 6: ?, 7: ?, 8: a, 9: ?}
`},
	{"strings", `
package a

var x = []string{"a\x41\u00e9\n\"", ` + "`" + `q\` + "`" + `, ""}
`, `
  x = {0: "aAé\n\"", 1: "q\\", 2: ""}
`},
	{"sums", `
package a

var x = "a" + b + ` + "`" + `c` + "`" + `
var y = a + b
var z = a + 1
var w = a - b
`, `
  x = "a{b}c"
  y = "{a}{b}"
  z = ?
  w = ?
`},
	{"formats", `
package a

import "fmt"

var x = fmt.Sprintf("https://%s/v%d%%/%s", host, 1, "a")
var y = fmt.Sprintf("%s-%5.2f-%s", a, b, c)
var z = fmt.Sprintf(format, a)
var w = fmt.Sprintf("%s", args...)
`, `
  fmt = import(fmt)
  x = "https://{host}/v1%/a"
  y = "{a}-…"
  z = fmt.Sprintf(format, a)
  w = "…"
call fmt.Sprintf(format, a)
`},
	{"pointers", `
package a

var x = &(*p).q
var y = <-(ch)
var z = !*p
`, `
  x = p.q
  y = ch[*]
  z = ?
`},
	{"elements", `
package a

var x = m["k"][i]
var y = m[i+j]
var z = m["a"+j]
var w = s[1:f(n)]
var v = New[int]
var u = f[a.T, b]
`, `
  x = m["k"][i]
  y = m[?]
  z = m["a{j}"]
  w = s
  v = New
  u = f
call f(n)
`},
	{"conversions", `
package a

type T struct{}
type U func()

var x = string(a)
var y = T(b)
var z = (*T)(c)
var w = []byte(d)
var v = pack.T(e)
var u = U(func() { g() })
var t = map[string]T(f)
var s = h.(*T)
var r = h.(int)
var q = interface{}(h)
`, `
  T = #1
  U = import(builtin func)
  x = a
  y = (b as T)
  z = (c as T)
  w = d
  v = pack.T(e)
  u = (#2 as U)
  t = (f as import(builtin map)[T])
  s = (h as T)
  r = h
  q = h
#1 class T()
#2 func()
call pack.T(e)
call g() in #2
`},
}
