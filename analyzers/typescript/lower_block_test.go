package typescript

import "github.com/quotalint/quotalint/analyzers/lower/lowertest"

// Who a name means.
var nameTests = []lowertest.Lowering{
	{"names of blocks belong to the function, under names of their own", `
const c = a();
if (x) { const c = b(); use(c) } else { let c = d(); use(c) }
use(c);
`, `
  c = a()
  c~b1 = b()
  c~b2 = d()
call a()
call b()
call use(c~b1)
call d()
call use(c~b2)
call use(c)
`},
	{"var belongs to the function, wherever it stands", `
function f() { if (x) { var c = a() } for (var i of b) { c.m(i) } return c }
`, `
  f = #1
#1 func f()
  c = a()
  i = b[*]
  return c@1
call a() in #1
call c@1.m(i@1) in #1
`},
	{"the heads of loops are blocks", `
let i = a();
for (let i = b(), n = 1; i < n; i++) { use(i) }
for (const i of xs) use(i);
for (const k in xs) use(k);
use(i);
`, `
  i = a()
  i~b1 = b()
  n~b1 = "1"
  i~b2 = xs[*]
  k~b3 = ?
call a()
call b()
call use(i~b1)
call use(i~b2)
call use(k~b3)
call use(i)
`},
	{"a case may see what a case before declared", `
switch (a) { case 1: let c = f(); case 2: use(c) }
`, `
  c~b1 = f()
call f()
call use(c~b1)
`},
	{"what catch catches is a name of its block", `
try { f() } catch (e) { const g = e; h(g) }
try { f() } catch { k() }
try { f() } catch ({ cause: { x } }) { use(x) }
`, `
  e~b1 = ?
  g~b2 = e~b1
  x~b3 = ?.cause.x
call f()
call h(g~b2) if failed
call f()
call k() if failed
call f()
call use(x~b3) if failed
`},
	{"functions of a block are names of it, from its beginning on", `
{ use(f); function f() {} }
use(f);
`, `
  f~b1 = #1
#1 func f()
call use(f~b1)
call use(f)
`},
	{"imports and functions hold from the beginning of the file on", `
use(c, f);
import c from "m";
function f() {}
f = c(f);
use(f);
`, `
  c = import(m default)
  f~1 = #1
  f~2 = c(f~1)
  f = f~2
#1 func f()
call use(c, f~1)
call c(f~1)
call use(f~2)
`},
	{"a name that another function binds has no versions", `
let client;
function get() { client ??= make(); return client }
client = other();
use(client);
`, `
  get = #1
  client = other()
#1 func get()
  client@0 = (client | make())
  return client
call make() in #1
call other()
call use(client)
`},
	{"a declaration without a value binds nothing", `
let a, b: T;
a = f();
use(a, b);
`, `
  b = typed(T)
  a = f()
call f()
call use(a, b)
`},
	{"a name that is assigned and nowhere declared belongs to the file", `
function f() { c = a() }
use(c);
exports = a();
window = b();
`, `
  f = #1
#1 func f()
  c@0 = a()
call a() in #1
call use(c)
call a()
call b()
`},
	{"the name of a function expression is known in it alone", `
const f = function g() { return g };
const A = class B { static b = B };
g(B);
`, `
  g~b1 = #1
  f = #1
  B~b2 = #2
  A = #2
#1 func g()
  return g~b1
#2 class B()
  b = B~b2
call g(B)
`},
	{"parameters shadow", `
const c = a();
function f(c, d = c) { return c }
const g = c => c;
`, `
  f = #1
  c = a()
  g = #2
#1 func f(c, d = c@1)
  return c@1
#2 func g(c)
  return c@2
call a()
`},
	{"members of a class are no names", `
const x = a();
class C { x = 1; y = x; m() { return x } }
`, `
  x = a()
  C = #1
#1 class C()
  x = "1"
  y = x
  m = #2
#2 func m()
  return x
call a()
`},
	{"static blocks", `
class C { static { const a = f(); this.b = a; var d = a } }
`, `
  C = #1
#1 class C()
  a~b1@0 = f()
  cls#1.b = a~b1
  d~b2@0 = a~b1
call f() in #1
`},
	{"labels", `
out: for (;;) { c = a(); for (;;) { c = b(); break out } }
use(c);
blk: { var d = 1; if (x) break blk; d = e() }
use(d);
`, `
  c = a()
  c = b()
  d~1 = "1"
  d~2 = e()
  d~3 = d~2
  d~3 = d~1
  d = d~3
call a()
call b()
call use(c)
call e()
call use(d~3)
`},
}
