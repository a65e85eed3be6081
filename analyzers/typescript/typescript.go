// Package typescript is TypeScript and JavaScript, which are one language here: it says which files are source, what
// each says about itself, and which file an import means. It judges nothing and knows no SDK.
package typescript

import (
	"path"
	"strings"

	"github.com/quotalint/quotalint/analyzers"
)

// Analyzer is TypeScript and JavaScript.
type Analyzer struct{}

// Name is the name of the language.
func (Analyzer) Name() string { return "typescript" }

// Match reports whether the file is source. Declarations (.d.ts, also .d.css.ts) are not: they hold no calls. Nor is
// what a program has made small (.min.js): nobody writes or lints it.
func (Analyzer) Match(file string) bool {
	base := path.Base(file)
	stem := strings.TrimSuffix(base, path.Ext(base))
	switch {
	case !isSource(base):
		return false
	case isScript(base):
		return !strings.HasSuffix(stem, ".min")
	}
	return !strings.HasSuffix(stem, ".d") && !strings.Contains(stem, ".d.")
}

// Layout is how imports find files among those of the tree.
func (Analyzer) Layout(tree analyzers.Tree, known func(module string) bool) analyzers.Layout {
	return newLayout(tree, known)
}
