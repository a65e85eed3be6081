// Package checked is Go as the go command and the type checker see it: it loads the packages of a root, and has their files
// lowered with what is known of their types and their imports resolved as the build resolves them. It lowers nothing itself,
// and what the build leaves out or cannot load it leaves to package golang. It never changes the tree.
package checked

import (
	"crypto/sha256"
	"errors"
	"os/exec"

	"github.com/quotalint/quotalint/analyzers"
	"github.com/quotalint/quotalint/analyzers/golang"
	"github.com/quotalint/quotalint/internal/facts"
)

// A Build says what is loaded and how. The environment counts as it does for the go command (GOOS, GOFLAGS, GOPROXY …).
type Build struct {
	Root    string                // absolute, without symbolic links
	Tags    string                // build tags, with commas between; "": those of GOFLAGS
	Overlay map[string][]byte     // stands in for files, by absolute path
	SDK     func(pkg string) bool // reports whether a package is of an SDK, by its import path
}

// Analyzer is Go whose types are checked. It is safe for concurrent use once its layout is made.
type Analyzer struct {
	*golang.Analyzer
	build  Build
	loaded *program
}

// New returns the analyzer of a build. The error says that there is no go command.
func New(grammar *golang.Analyzer, build Build) (*Analyzer, error) {
	if _, err := exec.LookPath("go"); err != nil {
		return nil, errors.New("there is no go command on PATH")
	}
	return &Analyzer{Analyzer: grammar, build: build, loaded: &program{}}, nil
}

// Layout loads the packages of the tree, which may take minutes where their dependencies have never been compiled, and is how
// their imports find packages.
func (a *Analyzer) Layout(tree analyzers.Tree, known func(module string) bool) analyzers.Layout {
	a.loaded = load(tree, a.build)
	return newLayout(a.Analyzer.Layout(tree, known), tree, known, a.loaded)
}

// Lower says what a file says about itself, with its types if this very text was checked.
func (a *Analyzer) Lower(path string, src []byte) (*facts.File, error) {
	f, ok := a.loaded.files[path]
	if !ok || f.sum != sha256.Sum256(src) {
		return a.Analyzer.Lower(path, src)
	}
	return a.LowerTyped(path, src, f.types)
}

// Dependent says that what a file says rests on the types of others.
func (*Analyzer) Dependent() {}

// Seed is why a file must be read in full whatever its text mentions, "" if its types give no reason.
func (a *Analyzer) Seed(path string) string {
	if f, ok := a.loaded.files[path]; ok && f.types != nil && f.types.Seed() {
		return "selects members of the types of an SDK"
	}
	return ""
}

// Problems is what the last layout could not load.
func (a *Analyzer) Problems() Problems { return a.loaded.problems }
