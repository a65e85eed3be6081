package typescript

import "github.com/quotalint/quotalint/analyzers/lower/lowertest"

// What comments say of types.
var docTests = []lowertest.Lowering{
	{"variables", `
/** @type {A} */
const a = f();
/** @type {import("openai").OpenAI | null} */
let b;
export /** @type {A} */ const c = null;
`, `
  a = (f() as A)
  b = typed((import(openai type only).OpenAI | None))
  c = (None as A)
export c = c
call f()
`},
	{"functions", `
/**
 * What it does {not a type}.
 * @param {A} a the client
 * @param {string} b
 * @param {?B} [c]
 * @param {Object} d
 * @param {C=} d.e
 * @returns {Promise<D>}
 */
function f(a, b, c, d) {}
/** @param {A} x @return {B} */
const g = (x) => x;
/** @param {...A} xs */
export const h = function (...xs) {};
`, `
  f = #1
  g = #2
  h = #3
#1 func f(a: A, b, c: B, d: #4)
  return typed(Promise[D])
#2 func g(x: A)
  return typed(B)
  return x@2
#3 func h(*xs: A)
#4 class() abstract
  e = typed(C)
export h = h
`},
	{"members", `
class A {
  /** @type {B} */
  b;
  /** @type {B[]} */ #c = [];
  /** @param {B} b */
  constructor(b) { /** @type {C} */ this.c = b; }
  /** @returns {D} */
  m() {}
}
x = {
  /** @type {B} */
  b: f(),
  /** @param {C} c */
  m(c) {},
};
`, `
  A = #1
  x = {b: (f() as B), m: #4}
#1 class A()
  b = typed(B)
  #c~c1 = ({} as import(globalThis Array)[B])
  constructor = #2
  m = #3
#2 func constructor(b: B)
  self#1.c = (b@2 as C)
#3 func m()
  return typed(D)
#4 func m(c: C)
call f()
`},
	{"casts", `
x = /** @type {A} */ (y);
z = /** @type {import("m").A} */ (f()).g();
`, `
  x = (y as A)
  z = (f() as import(m type only).A).g()
call (f() as import(m type only).A).g()
call f()
`},
	{"names of types", `
/** @typedef {import("m").A} A */
/** @typedef {Object} B
 * @property {C} c
 */
/** @type {A} */
let a = f();
/** @type {B} */
let b = f();
`, `
  A = import(m type only).A
  B = #1
  a = (f() as A)
  b = (f() as B)
#1 class() abstract
  c = typed(C)
call f()
call f()
`},
	{"older spellings", `
/** @type {Array.<A>} */ let a = f();
/** @type {Object<string, A>} */ let b = f();
/** @type {!A} */ let c = f();
/** @type {function(A): B} */ let d = f();
/** @type {*} */ let e = f();
`, `
  a = (f() as Array[A])
  b = (f() as Record[{0: ?, 1: A}])
  c = (f() as A)
  d = f()
  e = f()
call f()
call f()
call f()
call f()
call f()
`},
	{"a comment that is none", `
/* @type {A} */ let a = f();
// @type {A}
let b = f();
/** @type {A */ let c = f();
/** @type {A} */

g(); let d = f();
`, `
  a = f()
  b = f()
  c = f()
  d = f()
call f()
call f()
call f()
call g()
call f()
`},
	{"objects", `
/**
 * @param {{ a: A, b?: B, c: { d: D } }} o
 * @param {Object} p
 * @param {A} p.a
 * @param {B} [p.b]
 */
function f(o, p) {}
/**
 * @param {Object} options
 * @param {A} options.a
 */
function g({ a }) {}
/** @typedef {{ a: A }} Deps */
/**
 * @typedef {Object} Options
 * @property {B} b
 */
class A {
  constructor(b) {
    /** @type {B} */
    this.b = b;
  }
}
`, `
  Deps = #9
  Options = #10
  f = #1
  g = #2
  A = #3
#1 func f(o: #5, p: #7)
#2 func g(~p0: #8)
  a = ~p0@2.a
#3 class A()
  constructor = #4
#4 func constructor(b)
  self#3.b = (b@4 as B)
#5 class() abstract
  a = typed(A)
  b = typed(B)
  c = typed(#6)
#6 class() abstract
  d = typed(D)
#7 class() abstract
  a = typed(A)
  b = typed(B)
#8 class() abstract
  a = typed(A)
#9 class() abstract
  a = typed(A)
#10 class() abstract
  b = typed(B)
`},
}
