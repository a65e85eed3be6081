// Package analyzers is the contract between the pipeline and a language: one folder below it holds one language.
// It does not parse and knows no language itself.
package analyzers

import "github.com/quotalint/quotalint/internal/facts"

// An Analyzer is one language. It is safe for concurrent use.
type Analyzer interface {
	// Name is the name of the language in reports and in rules/idioms-<name>.yaml.
	Name() string
	// Match reports whether the file is written in this language, by its path alone.
	Match(path string) bool
	// Test reports whether the file is test code by the language's customs.
	Test(path string) bool
	// Imports lists the modules that src may import, spelt as facts.Expr.Text of an Import spells them. It scans bytes, parses nothing,
	// and may list too many (strings, comments), never too few. A module that the file may get hold of as an object, so that it can
	// go on to the modules below it, is listed with a slash behind it: `import a.b` as a/ and a.b/, `from a import b` as a and a.b/.
	Imports(src []byte) []string
	// Lower says what the file says about itself. src is decoded UTF-8 text (see tree.Decode). What cannot be parsed is
	// listed in File.Broken; an error means that nothing could be read (time limit).
	Lower(path string, src []byte) (*facts.File, error)
	// Layout is how module names find files in this tree. known reports whether rules know an outside module of that name.
	Layout(tree Tree, known func(module string) bool) Layout
}

// A Seeder is a language that knows of files which must be read in full whatever their bytes mention.
type Seeder interface {
	// Seed is why the file must be read in full, "" if the language has no reason. The layout is made before.
	Seed(path string) string
}

// A Dependent is a language of which Lower goes by more than the path and the text of a file, such as types that other files
// declare: what it says is true of one run alone.
type Dependent interface {
	// Dependent marks the language.
	Dependent()
}

// A Tree is the files of a root, slash-separated and relative to it.
type Tree interface {
	// Files lists the files of this language that are not ignored, sorted.
	Files() []string
	// Named lists, sorted, all files with that base name (a pattern of path.Match) that are not ignored: pyproject.toml, *.lock.
	Named(base string) []string
	// Read returns a file's decoded text.
	Read(path string) ([]byte, error)
}

// A Layout settles which file an import means. It is immutable and safe for concurrent use.
type Layout interface {
	// Resolve says what the module name means in the file from.
	Resolve(from, module string) facts.Target
	// Below says what the member name of a module that is a file or folder means when the module itself does not declare it
	// (a submodule); Missing if there is none.
	Below(path, name string) facts.Target
	// Version is the version of a package that the file from is built with, and the file that says so; "" if nothing says it. exact is false
	// where a range is declared and version is its lower bound.
	Version(from, pkg string) (version, source string, exact bool)
}
