// Package python is the Python language: it says which files are Python, what each says about itself, and which file
// an import means. It judges nothing and knows no SDK.
package python

import (
	"path"

	"github.com/quotalint/quotalint/analyzers"
	"github.com/quotalint/quotalint/internal/facts"
)

// Analyzer is the Python language.
type Analyzer struct{}

var _ analyzers.Analyzer = Analyzer{}

// Name is the name of the language.
func (Analyzer) Name() string { return "python" }

// Match reports whether the file is Python source. Stubs (.pyi) are not: they hold no calls.
func (Analyzer) Match(file string) bool {
	switch path.Ext(file) {
	case ".py", ".pyw":
		return true
	}
	return false
}

// Lower says what the file says about itself.
func (Analyzer) Lower(file string, src []byte) (*facts.File, error) { return Lower(file, src) }

// Layout is how imports find files among those of the tree.
func (Analyzer) Layout(tree analyzers.Tree, known func(module string) bool) analyzers.Layout {
	return newLayout(tree, known)
}
