// Package golang is Go: it says which files are source, what each says about itself, and which package an import means.
// It parses and checks no types itself, judges nothing and knows no SDK.
package golang

import (
	"path"
	"strings"

	"github.com/quotalint/quotalint/analyzers"
	"github.com/quotalint/quotalint/grammars/tree"
)

// Analyzer is Go.
type Analyzer struct{ syntax *syntax }

// New returns the analyzer that reads files with a parser, whose trees are those of the tree-sitter grammar.
func New(parser tree.Parser) *Analyzer { return &Analyzer{newSyntax(parser)} }

// Name is the name of the language.
func (*Analyzer) Name() string { return "go" }

// Match reports whether the file is source of the project. What the go command never builds is not (a name that begins
// with a dot or an underscore), nor is a copy of another project's package below a folder vendor.
func (*Analyzer) Match(file string) bool {
	dir, base := path.Split(file)
	return path.Ext(base) == ".go" && base[0] != '_' && base[0] != '.' && !vendored(dir)
}

// vendored reports whether a folder, with a slash behind it, is one below a folder vendor. A folder of that name that
// holds source itself is a package like any other.
func vendored(dir string) bool {
	_, below, ok := strings.Cut("/"+dir, vendorFolder)
	return ok && below != ""
}

// Layout is how imports find packages among the folders of the tree.
func (*Analyzer) Layout(tree analyzers.Tree, known func(module string) bool) analyzers.Layout {
	return newLayout(tree, known)
}
