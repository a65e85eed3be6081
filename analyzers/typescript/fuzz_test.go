package typescript

import (
	"testing"

	"github.com/quotalint/quotalint/analyzers/lower/lowertest"
)

// Whatever bytes a file holds, lowering it ends, and what it says hangs together.
func FuzzLower(f *testing.F) {
	values := []lowertest.Group{{Tests: exprTests}, {Tests: callTests}, {Tests: typeTests}, {Tests: jsxTests}}
	lowertest.Fuzz(f, "a.tsx", Lower, append(values, groups...))
}

// The grammar with JSX does not get through this; what is around it is read all the same.
func TestLowerWhatJSXHangsOn(t *testing.T) {
	f, err := Lower("a.jsx", []byte("f(x)\nt=1\"\";[y:g]r u 1a"))
	if err != nil {
		t.Fatal(err)
	}
	if len(f.Calls) != 1 || len(f.Broken) == 0 {
		t.Errorf("%d calls and %d broken stretches; want the call of f, and some", len(f.Calls), len(f.Broken))
	}
}
