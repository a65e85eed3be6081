package quotalint_test

import (
	"os/exec"
	"path/filepath"
	"testing"

	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/quotalint/quotalint/passes/quotalint"
)

// The modules of testdata are built with the real SDKs, in each major version.
func TestAnalyzer(t *testing.T) {
	for _, module := range []string{"openai-v0", "sdks"} {
		t.Run(module, func(t *testing.T) {
			dir, err := filepath.Abs(filepath.Join("testdata", module))
			if err != nil {
				t.Fatal(err)
			}
			download := exec.Command("go", "mod", "download")
			download.Dir = dir
			if out, err := download.CombinedOutput(); err != nil {
				t.Fatalf("go mod download: %v\n%s", err, out)
			}
			analysistest.Run(t, dir, quotalint.New(), "./...")
		})
	}
}
