package typescript

import (
	"testing"
	"time"

	"github.com/quotalint/quotalint/analyzers/lower/lowertest"
	"github.com/quotalint/quotalint/grammars"
	"github.com/quotalint/quotalint/internal/facts"
)

// Whatever bytes a file holds, lowering it ends, and what it says hangs together.
func FuzzLower(f *testing.F) {
	values := []lowertest.Group{{Tests: exprTests}, {Tests: callTests}, {Tests: typeTests}, {Tests: jsxTests}}
	lowertest.Fuzz(f, "a.tsx", lowerParsed, append(values, groups...))
}

// lowerParsed lowers what the parser can read. There is broken code that it does not get through within its time limit,
// which is more than the fuzzer waits for.
func lowerParsed(file string, src []byte) (*facts.File, error) {
	parsed := make(chan error, 1)
	go func() {
		_, err := syntaxOf(file).language.Parse(src)
		parsed <- err
	}()
	select {
	case err := <-parsed:
		if err != nil {
			return nil, err
		}
	case <-time.After(3 * time.Second):
		return nil, grammars.ErrTimeout
	}
	return Lower(file, src)
}
