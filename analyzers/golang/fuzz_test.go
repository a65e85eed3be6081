package golang

import (
	"testing"

	"github.com/quotalint/quotalint/analyzers/lower/lowertest"
)

// Whatever bytes a file holds, lowering it ends, and what it says hangs together.
func FuzzLower(f *testing.F) {
	lowertest.Fuzz(f, "a/a.go", source.Lower, groups)
}
