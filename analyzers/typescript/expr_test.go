package typescript

import (
	"testing"

	"github.com/quotalint/quotalint/analyzers/lower/lowertest"
)

func TestValues(t *testing.T) {
	lowertest.Run(t, "src/a.ts", Lower, []lowertest.Group{
		{Name: "expressions", Tests: exprTests},
		{Name: "calls", Tests: callTests},
		{Name: "types", Tests: typeTests},
	})
	lowertest.Run(t, "src/a.tsx", Lower, []lowertest.Group{{Name: "elements", Tests: jsxTests}})
	lowertest.Run(t, "src/a.js", Lower, []lowertest.Group{{Name: "comments", Tests: docTests}})
}

// What the value of an expression is.
var exprTests = []lowertest.Lowering{
	{"leaves", `
x = [undefined, null, true, /a/g, 12n, 0x10, 1_000.50, a, -1];
`, `
  x = {0: None, 1: None, 2: ?, 3: ?, 4: "12", 5: "16", 6: "1000.5", 7: a, 8: ?}
`},
	{"strings", `
x = ["a\x41\u00e9\u{1F600}\n\"\
b", 'q', "", "\0\z", "\ud83d\ude00"];
`, `
  x = {0: "aAé😀\n\"b", 1: "q", 2: "", 3: "\x00z", 4: "😀"}
`},
	{"templates", "x = `a${b}c${`d${1}`}\\n`;\n" +
		"y = ``;\n", `
  x = "a{b}cd1\n"
  y = ""
`},
	{"long texts are cut", "x = `${a}${b}${c}${d}${e}${f}${g}${h}${i}`;\n", `
  x = "{a}{b}{c}{d}{e}{f}{g}{h}…"
`},
	{"sums", "x = \"a\" + b + 1 + `c${d}`;\n" +
		"y = a + b;\n" +
		"z = 1 - b;\n" +
		"w = \"a\".concat(b, \"c\");\n", `
  x = "a{b}1c{d}"
  y = "{a}{b}"
  z = ?
  w = "a{b}c"
`},
	{"what does not change a value is gone", `
async function f() {
  x = await (g())!;
  y = (h);
  z = (a, f(), b);
  w = a satisfies B;
}
`, `
  f = #1
#1 func f() async
  x@0 = g()
  y@0 = h
  z@0 = b
  w@0 = a
call g() in #1
call f() in #1
`},
	{"alternatives", `
x = a || b || c;
y = a ?? b;
z = a && b;
w = f() ? a : g() ? b : c;
v = (a || b) && c;
`, `
  x = (a | b | c)
  y = (a | b)
  z = (b | a)
  w = (a | b | c)
  v = (c | (a | b))
call f()
call g()
`},
	{"nothing to follow", `
x = [!a, typeof b, void c, a < b, "k" in a, a instanceof b, -a, import.meta, new.target];
if (!f() || typeof g() === "h" && (i++, j(), delete k().l, m() in n())) {}
`, `
  x = {0: ?, 1: ?, 2: ?, 3: ?, 4: ?, 5: ?, 6: ?, 7: ?, 8: ?}
call f()
call g()
call j()
call k()
call m()
call n()
`},
	{"members", "x = a.b?.c!.d;\n" +
		"y = a[\"b\"]?.[\"c\"];\n" +
		"z = a[0];\n" +
		"w = a[k];\n" +
		"v = a[`b`];\n" +
		"u = a[\"0\"];\n" +
		"t = a[Symbol.iterator]();\n", `
  x = a.b.c.d
  y = a.b.c
  z = a["0"]
  w = a[k]
  v = a.b
  u = a["0"]
  t = a.@@iterator()
call a.@@iterator()
`},
	{"calls", `
f(a, ...b);
a.b(c)(d)?.(e);
new A;
new A(b).c();
new (f())(g);
new a.b.C();
`, `
call f(a, *b)
call a.b(c)
call a.b(c)(d)
call a.b(c)(d)(e)
call new A()
call new A(b)
call new A(b).c()
call new f()(g)
call f()
call new a.b.C()
`},
	{"tagged templates", "x = tag`a${b}c${d()}`;\n", `
  x = tag({}, b, d())
call tag({}, b, d())
call d()
`},
	{"arrays", `
x = [a, , b, ...c, d];
y = [f(), /* c */ g()];
`, `
  x = {0: a, 2: b, *c, *: d}
  y = {0: f(), 1: g()}
call f()
call g()
`},
	{"objects", "x = { a: f(), b, \"c\": 1, 2: d, [k]: e, [`l`]: g, ...h, __proto__: p };\n" +
		"y = { m() { return a }, async *n() {}, o: function () {}, p: () => b };\n", `
  x = {a: f(), b: b, c: "1", 2: d, [k]: e, l: g, **h, **p}
  y = {m: #1, n: #2, o: #3, p: #4}
#1 func m()
  return a
#2 func n() async generator
#3 func o()
#4 func p()
  return b
call f()
`},
	{"functions in expressions", `
x = [function f() { return f }, (a) => a.b, async (a) => { return a }, class A { b = c }];
`, `
  f~b1 = #1
  A~b2 = #4
  x = {0: #1, 1: #2, 2: #3, 3: #4}
#1 func f()
  return f~b1
#2 func(a)
  return a@2.b
#3 func(a) async
  return a@3
#4 class A()
  b = c
`},
	{"assignments are values", `
x = a = f();
y = (b ||= g());
h(c = d);
`, `
  a = f()
  x = f()
  b = (b | g())
  y = (b | g())
  c = d
call f()
call g()
call h(d)
`},
	{"yield", `
function* f() {
  const x = yield a;
  yield* b;
  yield;
  return x;
}
`, `
  f = #1
#1 func f() generator
  x = ?
  return x@1
  yield a
  yield b[*]
`},
	{"a yield in the head of a class", `
function* f() { class A { [yield a]() {} } }
`, `
  f = #1
#1 func f() generator
  A = #2
  yield a
#2 class A()
  self#2[?] = #3
#3 func()
`},
	{"a reference to the class of an instance", `
class A {
  f() { return new this.constructor(); }
}
`, `
  A = #1
#1 class A()
  f = #2
#2 func f()
  return new cls#1()
call new cls#1() in #2
`},
	{"super", `
class A extends B {
  constructor() { super(a); }
  m() { return super.m(b).c; }
}
`, `
  A = #1
#1 class A()
  base B
  constructor = #2
  m = #3
#2 func constructor()
#3 func m()
  return super#1.m(b).c
call super#1.constructor(a) in #2
call super#1.m(b) in #3
`},
}
