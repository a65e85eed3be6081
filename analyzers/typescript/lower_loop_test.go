package typescript

import "github.com/quotalint/quotalint/analyzers/lower/lowertest"

// What a name holds where ways of control part and meet.
var flowTests = []lowertest.Lowering{
	{"a second value replaces the first", `
let c = a();
c = wrap(c);
use(c);
`, `
  c~1 = a()
  c~2 = wrap(c~1)
  c = c~2
call a()
call wrap(c~1)
call use(c~2)
`},
	{"if without else", `
let c = a();
if (!c) c = b();
use(c);
`, `
  c~1 = a()
  c~2 = b()
  c~3 = c~2
  c~3 = c~1
  c = c~3
call a()
call b()
call use(c~3)
`},
	{"else if", `
let c;
if (x) c = a(); else if (y) { c = b() } else c = d();
use(c);
`, `
  c~1 = a()
  c~2 = b()
  c~3 = d()
  c~4 = c~1
  c~4 = c~2
  c~4 = c~3
  c = c~4
call a()
call b()
call d()
call use(c~4)
`},
	{"a branch that leaves brings nothing", `
function f(c) {
  if (!c) { c = a(); return c }
  use(c);
  if (x) throw g(c);
  c = b();
  return c;
}
`, `
  f = #1
#1 func f(c)
  c~1 = a()
  c~2 = b()
  return c~1@1
  return c~2@1
call a() in #1
call use(c@1) in #1
call g(c@1) in #1
call b() in #1
`},
	{"operators that keep what was there", `
let a, b, c, s = "x";
a ??= f();
b ||= f();
c &&= f();
s += "y";
s -= 1;
o.k ??= f();
o["k"] ||= f();
o[k] += "z";
`, `
  s~1 = "x"
  a = (a | f())
  b = (b | f())
  c = (c | f())
  s~2 = "{s~1}y"
  s~3 = ?
  o.k = (o.k | f())
  o.k = (o.k | f())
  o[k] = "{o[k]}z"
  s = s~3
call f()
call f()
call f()
call f()
call f()
`},
	{"while", `
let c = a();
while (x) { use(c); c = b() }
use(c);
`, `
  c~1 = a()
  c~2 = c~1
  c~3 = b()
  c~2 = c~3
  c = c~2
call a()
call use(c~2)
call b()
call use(c~2)
`},
	{"do runs its body first", `
let c;
do { c = a() } while (use(c));
use(c);
`, `
  c = a()
call a()
call use(c)
call use(c)
`},
	{"a loop without condition ends by break alone", `
let c = a();
for (;;) { c = b(); if (x) break; c = d() }
use(c);
`, `
  c~1 = a()
  c~2 = c~1
  c~3 = b()
  c~4 = d()
  c~2 = c~4
  c = c~3
call a()
call b()
call d()
call use(c~3)
`},
	{"for with continue", `
let c;
for (c = a(); x(c); c = b()) { if (y) continue; c = d() }
use(c);
`, `
  c~1 = a()
  c~2 = c~1
  c~3 = d()
  c~4 = b()
  c~2 = c~4
  c = c~2
call a()
call x(c~2)
call b()
call d()
call use(c~2)
`},
	{"switch: cases fall through", `
let c = a();
switch (x) { case 1: c = b(); case 2: use(c); break; case 3: c = d() }
use(c);
`, `
  c~1 = a()
  c~2 = b()
  c~3 = c~2
  c~3 = c~1
  c~4 = d()
  c~5 = c~4
  c~5 = c~1
  c~6 = c~5
  c~6 = c~3
  c = c~6
call a()
call b()
call use(c~3)
call d()
call use(c~6)
`},
	{"switch with default", `
let c = a();
switch (x) { default: c = b(); break; case f(): c = d() }
use(c);
`, `
  c~1 = a()
  c~2 = b()
  c~3 = d()
  c~4 = c~3
  c~4 = c~2
  c = c~4
call a()
call b()
call f()
call d()
call use(c~4)
`},
	{"try", `
let c = a();
try { c = b(); f() } catch (e) { use(c); c = d() } finally { g(c) }
use(c);
`, `
  c~1 = a()
  c~2 = b()
  c~3 = c~1
  c~3 = c~2
  e~b1 = ?
  c~4 = d()
  c~5 = c~1
  c~5 = c~2
  c~5 = c~4
  c~6 = c~4
  c~6 = c~2
  c = c~6
call a()
call b()
call f()
call use(c~3) if failed
call d() if failed
call g(c~5)
call use(c~6)
`},
	{"the head of a loop without names of its own", `
for (f(g()); h(); i()) {}
for (c = j(), k(); ;) {}
`, `
  c = j()
call f(g())
call g()
call h()
call i()
call j()
call k()
`},
	{"a function sees what is bound later", `
let c = a();
const f = () => c;
c = b();
`, `
  c~1 = a()
  c~2 = c~1
  f = #1
  c~3 = b()
  c~4 = c~3
  c~2 = c~4
  c = c~3
#1 func f()
  return c~2
call a()
call b()
`},
}
