package typescript

import "github.com/quotalint/quotalint/analyzers/lower/lowertest"

// What types say.
var typeTests = []lowertest.Lowering{
	{"names", `
let a: A, b: m.B, c: A.B.C;
`, `
  a = typed(A)
  b = typed(m.B)
  c = typed(A.B.C)
`},
	{"unions", `
let a: A | null, b: A | B | undefined, c: A & B | C;
`, `
  a = typed((A | None))
  b = typed((A | B | None))
  c = typed(((A | B) | C))
`},
	{"arguments", `
let a: Promise<A>, b: Map<string, A>, c: m.B<A>, d: Foo<{ a: A }>;
`, `
  a = typed(Promise[A])
  b = typed(Map[{0: ?, 1: A}])
  c = typed(m.B[A])
  d = typed(Foo[#1])
#1 class() abstract
  a = typed(A)
`},
	{"arrays and tuples", `
let a: A[], b: readonly A[][], c: [A, b: B, c?: C, ...D[]], d: (A)[];
`, `
  a = typed(import(globalThis Array)[A])
  b = typed(import(globalThis Array)[import(globalThis Array)[A]])
  c = typed(import(globalThis Array)[{0: A, 1: B, 2: C, 3: D}])
  d = typed(import(globalThis Array)[A])
`},
	{"functions", `
let a: (x: A) => B, b: new () => A, c: () => Promise<A>, d: (x: unknown) => x is A;
`, `
  a = typed(import(globalThis Function)[B])
  b = typed(import(globalThis Function)[A])
  c = typed(import(globalThis Function)[Promise[A]])
  d = typed(import(globalThis Function)[?])
`},
	{"literals", "let a: \"x\" | 1 | true, b: `x${A}`, c: -1;\n", `
  a = typed((? | ? | ?))
  b = typed(?)
  c = typed(?)
`},
	{"what says nothing", `
let a: any, b: unknown = f(), c: string = g(), d: never, e: keyof A, g: A extends B ? C : D, h: Record<string, unknown>;
`, `
  a = typed(import(globalThis any))
  b = f()
  c = g()
  d = typed(import(globalThis any))
  e = typed(?)
  g = typed(import(globalThis any))
  h = typed(Record[{0: ?, 1: import(globalThis any)}])
call f()
call g()
`},
	{"types of values", `
let a: typeof x, b: typeof x.y, c: InstanceType<typeof A>, d: ReturnType<typeof f>, e: Awaited<ReturnType<typeof f>>;
let g: A["b"]["c"], h: (typeof xs)[number], i: typeof import("m"), j: import("m").A, k: A[K];
`, `
  a = typed(import(globalThis typeof)[x])
  b = typed(import(globalThis typeof)[x.y])
  c = typed(InstanceType[import(globalThis typeof)[A]])
  d = typed(ReturnType[import(globalThis typeof)[f]])
  e = typed(Awaited[ReturnType[import(globalThis typeof)[f]]])
  g = typed(import(globalThis typeof)[typed(A).b.c])
  h = typed(import(globalThis typeof)[xs[*]])
  i = typed(import(globalThis typeof)[import(m)])
  j = typed(import(m type only).A)
  k = typed(import(globalThis typeof)[?])
`},
	{"casts", `
a = x as A;
b = x as any;
c = x as unknown as A;
d = x as const;
e = <A>x;
g = <const>x;
h = (x as A | null)!;
i = x satisfies A as B;
`, `
  a = (x as A)
  b = x
  c = (x as A)
  d = x
  e = (x as A)
  g = x
  h = (x as (A | None))
  i = (x as B)
`},
	{"object types", `
let a: { b: A; c?: B; readonly d: C; e(x: A, ...y: B[]): C; get f(): D; "g-h": E; i: { j: F } };
let k: { (x: A): B }, l: { new (x: A): B };
`, `
  a = typed(#1)
  k = typed(#5)
  l = typed(#7)
#1 class() abstract
  b = typed(A)
  c = typed(B)
  d = typed(C)
  e = #2
  f = #3
  g-h = typed(E)
  i = typed(#4)
#2 func e(x: A, *y: import(globalThis Array)[B]) abstract
  return typed(C)
#3 func f() property abstract
  return typed(D)
#4 class() abstract
  j = typed(F)
#5 class() abstract
  () = #6
#6 func ()(x: A) abstract
  return typed(B)
#7 class() abstract
  () = #8
#8 func ()(x: A) abstract
  return typed(B)
`},
	{"maps", `
let a: { [k: string]: A }, b: { [K in Keys]: A }, c: { [k: string]: A; d: B };
`, `
  a = typed(import(globalThis Record)[{0: import(globalThis any), 1: (A)}])
  b = typed(import(globalThis Record)[{0: import(globalThis any), 1: (A)}])
  c = typed(#1)
#1 class() abstract
  [] = typed(import(globalThis Function)[A])
  d = typed(B)
`},
	{"interfaces", `
interface A extends B, m.C<D> { e: E; f(): F }
let a: A;
`, `
  A = #1
  a = typed(A)
#1 class A() abstract
  base B
  base m.C[D]
  e = typed(E)
  f = #2
#2 func f() abstract
  return typed(F)
`},
	{"aliases", `
type A = B | null;
type C<T extends D> = { t: T };
`, `
  A = (B | None)
  C = #1
#1 class C() abstract
  t = typed(D)
`},
	{"type parameters", `
function f<T extends A, U>(x: T, y: U): T { let z: T; }
class B<T extends C> { t: T; m<T>(x: T) {} }
interface I<T extends T> { t: T }
let x: T;
`, `
  f = #1
  B = #2
  I = #4
  x = typed(T)
#1 func f(x: A, y: import(globalThis any))
  z = typed(A)
  return typed(A)
#2 class B()
  t = typed(C)
  m = #3
#3 func m(x: import(globalThis any))
#4 class I() abstract
  t = typed(import(globalThis any))
`},
	{"this", `
class A { f(): this { return this; } }
`, `
  A = #1
#1 class A()
  f = #2
#2 func f()
  return typed(cls#1)
  return self#1
`},
	{"in a function", `
function f() { interface A { b: B } let a: A; }
`, `
  f = #1
#1 func f()
  A = #2
  a = typed(A@1)
#2 class A() abstract
  b = typed(B)
`},
	{"type arguments of calls", `
import { A } from "m";
import type { B } from "./b";
x = f<A>(b);
y = new Map<string, A>();
z = f<A>;
u = f<B>();
v = f<A, B>();
`, `
  A = import(m A)
  B = import(./b B type only)
  x = (f(b) | typed(A))
  y = new Map()
  z = f
  u = f()
  v = f()
call f(b)
call new Map()
call f()
call f()
`},
	{"predicates", `
function f(x: unknown): x is A { return true; }
function g(x: unknown): asserts x is A {}
`, `
  f = #1
  g = #2
#1 func f(x)
  return ?
#2 func g(x)
`},
}
