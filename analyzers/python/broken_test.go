package python

import "github.com/quotalint/quotalint/analyzers/lower/lowertest"

// Broken files, and what Python 3 no longer is.
var brokenTests = []lowertest.Lowering{
	{"the rest of a broken file is read", `
import openai
x = (
c = openai.OpenAI()
def f(:
    g()
`, `
  openai = import(openai)
  x = openai.OpenAI()
  f = #1
#1 func f()
call openai.OpenAI()
call g() in #1
broken 2:3
broken 4:7
`},
	{"Python 2", `
print "a", f()
exec "x" in g()
raise E, h()
def k(a, (b, c)): return b
`, `
  k = #1
#1 func k(a, )
  return b@1
call f()
call g()
call h()
`},
}
