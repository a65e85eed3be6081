package typescript

import "github.com/quotalint/quotalint/analyzers/lower/lowertest"

// What elements call.
var jsxTests = []lowertest.Lowering{
	{"components", `
x = <Foo client={c} a="b" flag {...props} x-y={f()} />;
`, `
  x = Foo({client: c, a: "b", **props, x-y: f()})
call f()
`},
	{"the page's own elements", `
x = <div onClick={() => f()}><b>{g()}</b></div>;
y = <></>;
`, `
  x = ?
  y = ?
#1 func()
  return f()
call f() in #1
call g()
`},
	{"children", `
x = <Foo>{(c) => <Bar c={c} />}</Foo>;
y = <Foo><A.B />{...b} text {c}{/* nothing */}</Foo>;
`, `
  x = Foo({children: #1})
  y = Foo({children: {0: A.B({}), *b, *: c}})
#1 func(c)
  return Bar({c: c@1})
`},
	{"a provider", `
x = <Ctx.Provider value={c}><Foo /></Ctx.Provider>;
`, `
  x = Ctx.Provider({value: c, children: Foo({})})
`},
}
