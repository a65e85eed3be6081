package typescript

import "github.com/quotalint/quotalint/analyzers/lower/lowertest"

// Functions, classes and objects.
var defineTests = []lowertest.Lowering{
	{"functions", `
async function f(a, b?: B, c = 1, ...d): Promise<R> { return await g(a) }
function* h() { yield a; yield* b() }
async function* k(): AsyncGenerator<T> {}
const l = async (a) => { return a };
`, `
  f = #1
  h = #2
  k = #3
  l = #4
#1 func f(a, b: B, c = "1", *d) async
  return typed(Promise[R])
  return g(a@1)
#2 func h() generator
  yield a
  yield b()[*]
#3 func k() async generator
  yield typed(T)
#4 func l(a) async
  return a@4
call g(a@1) in #1
call b() in #2
`},
	{"what is returned by nested functions is theirs", `
function f() { return xs.map(x => { return x }) }
`, `
  f = #1
#1 func f()
  return xs.map(#2)
#2 func(x)
  return x@2
call xs.map(#2) in #1
`},
	{"overloads say nothing beside the body", `
function f(a: A): B;
function f(a: any) { return a }
class C { m(a: A): B; m(a: any) { return a } constructor(); constructor(a?) {} }
`, `
  f = #2
  C = #3
#1 func f() abstract
#2 func f(a)
  return a@2
#3 class C()
  m = #5
  constructor = #7
#4 func m() abstract
#5 func m(a)
  return a@5
#6 func constructor() abstract
#7 func constructor(a)
`},
	{"what is only declared", `
declare function f(a: A): B;
declare const c: C;
declare class D { m(): E; static s: F }
declare module "m" { export const x: X; export function y(): void }
declare global { interface Window { a: A } }
`, `
  f = #1
  c = typed(C)
  D = #2
#1 func f(a: A) abstract
  return typed(B)
#2 class D()
  m = #3
  s = typed(F)
#3 func m() abstract
  return typed(E)
`},
	{"the type of this", `
function f(this: T, a) { return this.b }
`, `
  f = #1
#1 func f(a, !this: T)
  return this@1.b
`},
	{"arguments", `
function f() { return g.apply(this, arguments) }
function h(a, ...b) { return arguments }
const k = () => arguments;
`, `
  f = #1
  h = #2
  k = #3
#1 func f(*~arguments, !this)
  return (g(*{*~arguments@1}) | g.apply(this@1, {*~arguments@1}))
#2 func h(a, *b)
  return {0: a@2, *b@2}
#3 func k()
  return arguments
call g(*{*~arguments@1}) in #1
`},
	{"classes", `
class A extends b.B<T> implements I {
  x = f();
  y: T;
  z: T = g();
  static s = this.x;
  #p = h();
  "q" = 1;
  [k] = 2;
  declare d;
  constructor(private a: T, readonly b = 1, c) { super(a); this.c = c }
  get v(): T { return this.#p }
  set v(w) { this.#p = w }
  static make() { return new this() }
  static { this.t = u() }
  private async *[Symbol.asyncIterator]() {}
  ["m"]() { return super.m() }
  [n]() {}
  arrow = () => this.x;
  static of = (a) => a;
}
`, `
  A = #1
#1 class A()
  base b.B
  x = f()
  y = typed(T)
  z = (g() as T)
  s = cls#1.x
  #p~c1 = h()
  q = "1"
  self#1[k] = "2"
  constructor = #2
  v = #3
  v = #4
  make = #5
  cls#1.t = u()
  @@iterator = #6
  m = #7
  self#1[n] = #8
  arrow = #9
  of = #10
#2 func constructor(a: T, b = "1", c)
  self#1.a = a@2
  self#1.b = b@2
  self#1.c = c@2
#3 func v() property
  return typed(T)
  return self#1.#p~c1
#4 func v(w) setter
  self#1.#p~c1 = w@4
#5 func make() static
  return new cls#1()
#6 func @@iterator() async generator
#7 func m()
  return super#1.m()
#8 func()
#9 func arrow() static
  return self#1.x
#10 func of(a) static
  return a@10
call f() in #1
call g() in #1
call h() in #1
call super#1.constructor(a@2) in #2
call new cls#1() in #5
call u() in #1
call super#1.m() in #7
`},
	{"abstract classes", `
abstract class A { abstract m(): T; abstract x: U; n() { return this.m() } }
`, `
  A = #1
#1 class A()
  m = #2
  x = typed(U)
  n = #3
#2 func m() abstract
  return typed(T)
#3 func n()
  return self#1.m()
call self#1.m() in #3
`},
	{"class expressions", `
const A = class extends f(B) { m() { return this } };
export const mixin = (Base) => class extends Base { x = 1 };
`, `
  A = #1
  mixin = #3
#1 class A()
  base f(B)
  m = #2
#2 func m()
  return self#1
#3 func mixin(Base)
  return #4
#4 class()
  base Base@3
  x = "1"
export mixin = mixin
call f(B)
`},
	{"decorators", `
@d() @e class A {
  @f() x: T;
  @g @h() m(@i() a: U) {}
  constructor(@Inject(K) private readonly c: T) {}
}
@k export class B {}
`, `
  A = d()@e@#1
  B = k@#4
#1 class A()
  x = typed(T)
  m = g@h()@#2
  constructor = #3
#2 func m(a: U)
#3 func constructor(c: T)
  self#1.c = c@3
#4 class B()
export B = B
call d()
call f() in #1
call h() in #1
call i() in #2
call Inject(K) in #3
`},
	{"names of functions", `
const a = () => 1, b = { c: () => 1, d() {} }, e = (function () {}) as T;
o.f = () => 1;
export default () => 1;
`, `
  a = #1
  b = {c: #2, d: #3}
  e = (#4 as T)
  o.f = #5
#1 func a()
  return "1"
#2 func c()
  return "1"
#3 func d()
#4 func e()
#5 func f()
  return "1"
#6 func default()
  return "1"
export default = #6
`},
	{"an object whose functions use it", `
const o = { a: f(), get b() { return this.a }, set b(v) { this.a = v }, c() { return this.b }, d: function () { return this.c }, e: () => 1, [k]: 1, g, ...h };
`, `
  self#1[k] = "1"
  o = new #1()
#1 class o()
  forward h
  a = f()
  b = #2
  b = #3
  c = #4
  d = #5
  e = #6
  g = g
#2 func b() property
  return self#1.a
#3 func b(v) setter
  self#1.a = v@3
#4 func c()
  return self#1.b
#5 func d()
  return self#1.c
#6 func e()
  return "1"
call f()
`},
	{"an object whose functions do not", `
const o = { a() { return 1 }, b: function () { return 2 } };
`, `
  o = {a: #1, b: #2}
#1 func a()
  return "1"
#2 func b()
  return "2"
`},
	{"functions that make instances", `
function A(x) { this.x = x }
A.prototype.get = function () { return this.x };
A.of = function (y) { return new A(y) };
A.prototype = { set(v) { this.x = v }, get w() { return this.x } };
function B() { A.call(this, 1) }
B.prototype = Object.create(A.prototype);
const C = function () { this.y = 1 };
const D = function () { return this.z };
new D();
`, `
  A = #1
  B = #7
  A.of = #4
  C = #9
  D = #11
#1 class A()
  constructor = #2
  get = #3
  set = #5
  w = #6
#2 func constructor(x)
  self#1.x = x@2
#3 func get()
  return self#1.x
#4 func of(y)
  return new A(y@4)
#5 func set(v)
  self#1.x = v@5
#6 func w() property
  return self#1.x
#7 class B()
  base A
  constructor = #8
#8 func constructor()
#9 class C()
  constructor = #10
#10 func constructor()
  self#9.y = "1"
#11 class D()
  constructor = #12
#12 func constructor()
  return self#11.z
call new A(y@4) in #4
call A.constructor(self#7, "1") in #8
call Object.create(typed(A))
call new D()
`},
	{"other ways to inherit", `
function A() { this.x = 1 }
function B() { this.y = 1 }
function C() { this.z = 1 }
util.inherits(B, A);
Object.setPrototypeOf(C.prototype, B.prototype);
`, `
  A = #1
  B = #3
  C = #5
#1 class A()
  constructor = #2
#2 func constructor()
  self#1.x = "1"
#3 class B()
  base A
  constructor = #4
#4 func constructor()
  self#3.y = "1"
#5 class C()
  base B
  constructor = #6
#6 func constructor()
  self#5.z = "1"
call util.inherits(B, A)
call Object.setPrototypeOf(typed(C), typed(B))
`},
	{"members that are defined", `
class A { constructor() { Object.defineProperty(this, "x", { get() { return this.y } }) } }
Object.defineProperty(A.prototype, "z", { value: f() });
`, `
  A = #1
#1 class A()
  constructor = #2
  z = f()
#2 func constructor()
  self#1.x = #3()
#3 func get()
  return self#1.y
call Object.defineProperty(self#1, "x", {get: #3}) in #2
call Object.defineProperty(typed(A), "z", {value: f()})
call f()
`},
	{"the caller gives this", `
function f() { return this.a }
const g = { h: 1 };
g.k = function () { return this.h };
`, `
  f = #1
  g = {h: "1"}
  g.k = #2
#1 func f(!this)
  return this@1.a
#2 func k()
  return g.h
`},
}
