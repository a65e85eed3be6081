package typescript

import "github.com/quotalint/quotalint/analyzers/lower/lowertest"

// What a file takes from other modules and gives to them.
var moduleTests = []lowertest.Lowering{
	{"imports", `
import a, { b, c as d, type E, default as f, "g h" as i } from "m";
import * as ns from "n";
import type T from "t";
import type { U } from "u";
import x = require("x");
import y = ns.y.z;
import "side";
`, `
  a = import(m default)
  b = import(m b)
  d = import(m c)
  E = import(m E type only)
  f = import(m default)
  i = import(m g h)
  ns = import(n)
  T = import(t default type only)
  U = import(u U type only)
  x = import(x)
  y = ns.y.z
`},
	{"exports", `
export const a = f(), { b, c: d } = g();
export function h() {}
export class C {}
export enum E { A }
export interface I {}
export type T = U;
export { a as b2, h as default };
`, `
  h = #1
  a = f()
  b = g().b
  d = g().c
  C = #2
  E = {A: ?}
  I = #3
  T = U
#1 func h()
#2 class C()
#3 class I() abstract
export a = a
export b = b
export d = d
export h = h
export C = C
export E = E
export I = I
export T = T
export b2 = a
export default = h
call f()
call g()
`},
	{"exports of other modules", `
export { a, b as c, default, type T } from "m";
export type { U } from "u";
export * from "n";
export * as ns from "o";
`, `
export a = import(m a)
export c = import(m b)
export default = import(m default)
export T = import(m T type only)
export U = import(u U type only)
export * import(n *)
export ns = import(o)
`},
	{"default exports", `
export default class A {}
`, `
  A = #1
#1 class A()
export default = A
`},
	{"a default export without a name", `
export default async function () {}
`, `
#1 func default() async
export default = #1
`},
	{"a default export of a value", `
export default f();
`, `
export default = f()
call f()
`},
	{"export =", `
export = f();
`, `
export = = f()
call f()
`},
	{"an export holds what is there at the end", `
export let c = a();
c = b();
`, `
  c~1 = a()
  c~2 = b()
  c = c~2
export c = c
call a()
call b()
`},
	{"CommonJS", `
const { a } = require("m");
module.exports = { a };
module.exports.b = a;
exports.c = exports["d"] = a;
exports.__esModule = true;
Object.defineProperty(exports, "e", { enumerable: true, get: function () { return a.e } });
Object.assign(module.exports, { f: 1 }, require("./g"));
tslib_1.__exportStar(require("./h"), exports);
use(exports.c, module.exports);
exports = module.exports = a;
`, `
  a = import(m).a
#1 func get()
  return a.e
export = = {a: a}
export b = a
export d = a
export c = a
export e = #1()
export f = "1"
export * import(./g *)
export * import(./h *)
export = = a
call Object.defineProperty(import(), "e", {enumerable: ?, get: #1})
call Object.assign(import(), {f: "1"}, import(./g))
call tslib_1.__exportStar(import(./h), import())
call use(import().c, import())
`},
	{"a function that owns the name exports", `
(function (exports) { exports.a = 1 })(o);
`, `
#1 func(exports)
  exports@1.a = "1"
call #1(o)
`},
	{"UMD", `
(function (root, factory) {
  if (typeof define === "function" && define.amd) define(["exports", "m"], factory);
  else if (typeof module !== "undefined") module.exports = factory(exports, require("m"));
})(this, function (exports, m) { exports.a = m });
`, `
#1 func(root, factory)
#2 func(exports, m)
  exports@2.a = m@2
export = = factory@1(import(), import(m))
export = = factory@1(import(), import(m))
call #1(?, #2)
call define({0: "exports", 1: "m"}, factory@1) in #1
call factory@1(import(), import(m)) in #1
`},
	{"namespaces", `
namespace N { export const a = f(); const b = 1; export namespace M { export class C {} } export import d = M.C; use(a) }
namespace O.P { export const a = 2 }
declare namespace Q { const a: T; function f(): U }
use(N.a);
`, `
  a~b1 = f()
  b~b1 = "1"
  C~b2 = #1
  M~b1 = {C: C~b2}
  d~b1 = M~b1.C
  N = {a: a~b1, M: M~b1, d: d~b1}
  a~b3 = "2"
  O = {P: {a: a~b3}}
  a~b4 = typed(T)
  f~b4 = #2
  Q = {a: a~b4, f: f~b4}
#1 class C()
#2 func f() abstract
  return typed(U)
call f()
call use(a~b1)
call use(N.a)
`},
	{"enums", `
enum E { A = "x", B, "c" = f() }
`, `
  E = {A: "x", B: ?, c: f()}
call f()
`},
}
