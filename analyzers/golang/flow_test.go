package golang

import "github.com/quotalint/quotalint/analyzers/lower/lowertest"

// What a name holds.
var flowTests = []lowertest.Lowering{
	{"branches", `
package a

func f(x T) {
	c := a
	if x {
		c = b
	}
	g(c)
	if y {
		c = d
	} else {
		return
	}
	g(c)
	if z {
		panic("no")
	} else if w {
		c = e
	}
	g(c)
}
`, `
  f = #1
#1 func f(x: T)
  c~1 = a
  c~2 = b
  c~3 = c~2@1
  c~3 = c~1@1
  c~4 = d
  c~5 = e
  c~6 = c~5@1
  c~6 = c~4@1
call g(c~3@1) in #1
call g(c~4@1) in #1
call g(c~6@1) in #1
`},
	{"switches", `
package a

func f() {
	c := a
	switch x {
	case 1:
		c = b
		fallthrough
	case 2:
		g(c)
	case 3:
		c = d
		break
	default:
		return
	}
	g(c)
}
`, `
  f = #1
#1 func f()
  c~1 = a
  c~2 = b
  c~3 = c~2@1
  c~3 = c~1@1
  c~4 = d
  c~5 = c~3@1
  c~5 = c~4@1
call g(c~3@1) in #1
call g(c~5@1) in #1
`},
	{"loops", `
package a

func f() {
	c := a
loop:
	for i := range cs {
		g(c)
		for {
			if x {
				c = b
				continue loop
			}
			c = d
			break loop
		}
	}
	g(c)
}
`, `
  f = #1
#1 func f()
  c~1 = a
  c~2 = c~1@1
  i~b1 = (cs[*] | ?)
  c~3 = c~2@1
  c~4 = b
  c~2 = c~4@1
  c~5 = d
  c~6 = c~5@1
  c~6 = c~2@1
call g(c~2@1) in #1
call g(c~6@1) in #1
`},
	{"ranges", `
package a

func f() {
	for k, v := range m {
		g(k, v)
	}
	for v := range ch {
		g(v)
	}
	for x.a, y[0] = range m {
	}
	for range m {
	}
}
`, `
  f = #1
#1 func f()
  k~b1 = ?
  v~b1 = m[*]
  v~b2 = (ch[*] | ?)
  x.a = ?
  y["0"] = m[*]
call g(k~b1@1, v~b1@1) in #1
call g(v~b2@1) in #1
`},
	{"selects", `
package a

func f() {
	c := a
	select {
	case c = <-ch:
	case v, ok := <-dh:
		c = v
	case out <- c:
		return
	}
	g(c)
	select {}
	g(c)
}
`, `
  f = #1
#1 func f()
  c~1 = a
  c~2 = ch[*]
  v~b1 = dh[*]
  ok~b1 = ?
  c~3 = v~b1@1
  out[*] = c~1@1
  c~4 = c~2@1
  c~4 = c~3@1
call g(c~4@1) in #1
call g(c~4@1) in #1
`},
	{"goto", `
package a

func f() {
	c := a
again:
	g(c)
	c = b
	goto again
}
`, `
  f = #1
#1 func f()
  c = a
  c = b
call g(c@1) in #1
`},
	{"named results", `
package a

func f() (c T, err error) {
	defer func() { err = h() }()
	if c, err := g(); x {
		return c, err
	}
	c = a
	return
}
`, `
  f = #1
#1 func f()
  c~1 = typed(T)
  err = ?
  c~b1 = g()["0"]
  err~b1 = g()["1"]
  c~2 = a
  return {0: typed(T), 1: ?}
  return {0: c~b1@1, 1: err~b1@1}
  return {0: c~2@1, 1: err@1}
#2 func()
  err@1 = h()
call #2() in #1
call h() in #2
call g() in #1
`},
	{"results that a deferred function assigns", `
package a

func f() (c T) {
	defer func() { c = g(c) }()
	return a
}

func h() (i int, c T, err error) {
	defer func() { c, err = g() }()
	return
}
`, `
  f = #1
  h = #3
#1 func f()
  c = typed(T)
  c = a
  return typed(T)
  return a
  return c@1
#2 func()
  c@1 = g(c@1)
#3 func h()
  i = ?
  c = typed(T)
  err = ?
  return {0: ?, 1: typed(T), 2: ?}
  return {0: i@3, 1: c@3, 2: err@3}
  return {1: c@3}
#4 func()
  c@3 = g()["0"]
  err@3 = g()["1"]
call #2() in #1
call g(c@1) in #2
call #4() in #3
call g() in #4
`},
	{"a later bind is seen by a function that is called later", `
package a

func f() {
	c := a
	defer func() { g(c) }()
	c = b
}
`, `
  f = #1
#1 func f()
  c~1 = a
  c~2 = c~1@1
  c~3 = b
  c~4 = c~3@1
  c~2 = c~4@1
#2 func()
call #2() in #1
call g(c~2@1) in #2
`},
}
