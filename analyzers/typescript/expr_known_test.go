package typescript

import "github.com/quotalint/quotalint/analyzers/lower/lowertest"

// What calls mean to which the language gives a meaning.
var callTests = []lowertest.Lowering{
	{"modules", "x = require(\"m\");\n" +
		"y = require(\"m\").a;\n" +
		"z = await import(\"m\");\n" +
		"w = import(`m`);\n" +
		"v = module.require(\"m\");\n" +
		"u = require(k);\n" +
		"t = import(k);\n" +
		"s = require.resolve(\"m\");\n", `
  x = import(m)
  y = import(m).a
  z = import(m)
  w = import(m)
  v = import(m)
  u = require(k)
  t = ?
  s = require.resolve("m")
call require(k)
call require.resolve("m")
`},
	{"a require of one's own", `
import { createRequire } from "module";
const own = createRequire(import.meta.url);
x = own("m");
y = createRequire(import.meta.url)("m");
`, `
  createRequire = import(module createRequire)
  own = import(globalThis require)
  x = own("m")
  y = import(m)
call createRequire(?.url)
call own("m")
call createRequire(?.url)
`},
	{"a require of the project's own", `
import { require } from "m";
x = require("a");
`, `
  require = import(m require)
  x = require("a")
call require("a")
`},
	{"then", `
p.then((x) => x.a);
p.then(f);
p.then(c.d, g);
p.then(null, g);
p.then();
x = p.then(f).catch(g).finally(h).then((a) => a);
`, `
  x = #2((f(p) | g(?)))
#1 func(x)
  return x@1.a
#2 func(a)
  return a@2
call f(p)
call c.d(p)
call g(?) if failed
call g(?) if failed
call p.then()
call f(p)
call g(?) if failed
call h()
`},
	{"catch and finally", `
x = p.catch(() => b);
y = p.finally(f);
`, `
  x = (p | #1(?))
  y = p
#1 func()
  return b
call f()
`},
	{"what compilers write", `
__export(out, { a: () => b });
x = __toCommonJS(out);
y = (0, tslib_1.__awaiter)(this, void 0, void 0, function* () { return yield a; });
z = _asyncToGenerator(function* () { yield a; });
`, `
  out.a = #1()
  x = out
  y = #2()
  z = #3
#1 func a()
  return b
#2 func()
  return a
#3 func()
call __export(out, {a: #1})
`},
	{"symbols", `
x = [Symbol("a"), Symbol.for("b"), Symbol(c), Symbol.iterator];
o = { [Symbol("a")]: b };
`, `
  x = {0: "Symbol(a)", 1: "Symbol(b)", 2: Symbol(c), 3: Symbol.iterator}
  o = {Symbol(a): b}
call Symbol(c)
`},
	{"promises made by hand", `
x = new Promise((resolve, reject) => { setTimeout(() => resolve(a), 1); resolve(b); reject(c); });
y = new Promise((done) => done());
z = new Promise(f);
u = Promise.withResolvers();
`, `
  x = ({0: a}["0"] | b)
  y = {}[*]
  z = {}[*]
  u = {promise: {}[*], resolve: {}.push}
#1 func(resolve, reject)
#2 func()
  return resolve@1(a)
#3 func(done)
  return done@3()
call new Promise(#1)
call setTimeout(#2, "1") in #1
call resolve@1(a) in #2
call resolve@1(b) in #1
call reject@1(c) in #1
call new Promise(#3)
call done@3() in #3
call new Promise(f)
`},
	{"call and apply", `
x = a.f.call(o, b);
y = a.f.apply(o, [b]);
`, `
  x = (a.f(b) | a.f.call(o, b))
  y = (a.f(*{0: b}) | a.f.apply(o, {0: b}))
call a.f(b)
call a.f(*{0: b})
`},
	{"bind", `
x = a.f.bind(a);
y = a.f.bind(a, b);
`, `
  x = (a.f | a.f.bind(a))
  y = (import(globalThis bind)(a.f, b) | a.f.bind(a, b))
call a.f.bind(a)
call a.f.bind(a, b)
`},
	{"a base called by hand", `
function A() { B.call(this, c); this.d = 1; }
function f() { return B.call(this, c); }
`, `
  A = #1
  f = #3
#1 class A()
  constructor = #2
#2 func constructor()
  self#1.d = "1"
#3 func f(!this)
  return (B(c) | B.call(this@3, c))
call B.constructor(self#1, c) in #2
call B(c) in #3
`},
	{"members by name", `
x = Reflect.get(a, "b");
y = Reflect.get(a, k, a);
Reflect.set(a, "b", c);
Reflect.set(a, k, c);
Object.defineProperty(a, "b", { value: c, writable: true });
Object.defineProperty(a, "d", { get() { return c; } });
Object.defineProperties(a, { e: { value: f } });
Reflect.defineProperty(a, k, { get: g });
z = Reflect.construct(A, [b]);
w = Reflect.apply(f, a, [b]);
`, `
  x = a.b
  y = a[k]
  a.b = c
  a[k] = c
  a.b = c
  a.d = #1()
  a.e = f
  a[k] = g()
  z = new A(*{0: b})
  w = f(*{0: b})
#1 func get()
  return c
call Reflect.set(a, "b", c)
call Reflect.set(a, k, c)
call Object.defineProperty(a, "b", {value: c, writable: ?})
call Object.defineProperty(a, "d", {get: #1})
call Object.defineProperties(a, {e: {value: f}})
call Reflect.defineProperty(a, k, {get: g})
call new A(*{0: b})
call f(*{0: b})
`},
	{"members of the module", `
Object.defineProperty(exports, "__esModule", { value: true });
Object.defineProperty(exports, "a", { enumerable: true, get: function () { return m.a; } });
Object.assign(module.exports, require("n"), { b: c });
`, `
#1 func get()
  return m.a
export a = #1()
export * import(n *)
export b = c
call Object.defineProperty(import(), "__esModule", {value: ?})
call Object.defineProperty(import(), "a", {enumerable: ?, get: #1})
call Object.assign(import(), import(n), {b: c})
`},
	{"members of a class", `
function A() { this.x = 1; }
Object.defineProperty(A.prototype, "b", { get() { return this.c; } });
Object.assign(A.prototype, { d: e });
`, `
  A = #1
#1 class A()
  constructor = #2
  b = #3()
  d = e
#2 func constructor()
  self#1.x = "1"
#3 func get()
  return self#1.c
call Object.defineProperty(typed(A), "b", {get: #3})
call Object.assign(typed(A), {d: e})
`},
	{"assign", `
x = Object.assign({}, a, { b });
Object.assign(c, { d: e, [k]: f }, g);
y = Object.assign(this, { a });
`, `
  x = {**{}, **a, **{b: b}}
  c.d = e
  ?.a = a
  y = Object.assign(?, {a: a})
call Object.assign(c, {d: e, [k]: f}, g)
call Object.assign(?, {a: a})
`},
	{"the project's own Object", `
import { Object, Reflect, Promise, Proxy } from "m";
x = Object.assign({}, a);
y = Reflect.get(a, "b");
z = new Promise((r) => r(a));
w = new Proxy(a, {});
`, `
  Object = import(m Object)
  Reflect = import(m Reflect)
  Promise = import(m Promise)
  Proxy = import(m Proxy)
  x = Object.assign({}, a)
  y = Reflect.get(a, "b")
  z = new Promise(#1)
  w = new Proxy(a, {})
#1 func(r)
  return r@1(a)
#2 class()
call Object.assign({}, a)
call Reflect.get(a, "b")
call new Promise(#1)
call r@1(a) in #1
call new Proxy(a, {})
`},
	{"a proxy", `
x = new Proxy(a, {
  get(target, key) { return Reflect.get(lazy(), key); },
  has: (target, key) => key in target,
});
`, `
  x = (a | new #1())
#1 class()
  forward lazy()
#2 func get(target, key)
  return lazy()[key@2]
#3 func has(target, key)
  return ?
call lazy() in #2
`},
	{"the handler of a proxy has a name", `
const handler = { get: (_, key) => client[key as K] } as ProxyHandler<C>;
x = new Proxy({} as C, handler);
`, `
  handler = ({get: #1} as ProxyHandler[C])
  x = (({} as C) | new #2())
#1 func get(_, key)
  return client[(key@1 as K)]
#2 class()
  forward client
`},
	{"a proxy of nothing else", `
x = new Proxy(a, { get(t, k) { return t[k]; } });
y = new Proxy(a, h);
`, `
  x = a
  y = a
#1 class()
#2 func get(t, k)
  return t@2[k@2]
#3 class()
`},
	{"helpers of compilers", `
const a = _interopRequireDefault(require("m"));
const b = tslib.__importStar(require("n"));
`, `
  a = import(m)
  b = import(n)
`},
	{"a promise is settled by a chain", `
x = new Promise((resolve) => { p.then(resolve); });
`, `
  x = p
#1 func(resolve)
call new Promise(#1)
call resolve@1(p) in #1
`},
}
