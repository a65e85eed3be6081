// Package rules holds what quotalint knows of code outside the scanned project: the SDKs and what can be called on
// their clients, the libraries around them, the idioms of each language, and the hosts of the API. It loads and checks
// the files that say so; it does not look at code and judges nothing.
package rules

import (
	"bytes"
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"
)

//go:embed *.yaml
var builtin embed.FS

// operationsFile is the one file with another schema: the list of operations that all others refer to.
const operationsFile = "operations.yaml"

// A Set is the rules that one run goes by. It does not change once it is made.
type Set struct {
	Files      []File      // sorted by name
	Operations []Operation // in the order of operations.yaml

	byOp map[string]int // Op -> index in Operations
}

// Load returns the rules that are built in.
func Load() (*Set, error) {
	return load(builtin, "")
}

// LoadLanguage returns those of them that matter to one language, which is faster than reading all.
func LoadLanguage(language string) (*Set, error) {
	return load(builtin, language)
}

// Mentions returns a function that reports whether a module may be an SDK of the language that a built-in rule is about. It
// looks at text only: a module that it does not report is none, one that it reports may be none either.
func Mentions(language string) func(module string) bool {
	var text []byte
	names, err := fs.Glob(builtin, "*.yaml")
	if err != nil {
		panic(err) // the pattern is malformed
	}
	for _, name := range names {
		if data, err := builtin.ReadFile(name); err == nil && isOf(data, language) && bytes.Contains(data, []byte("\nclients:\n")) {
			text = append(text, data...)
		}
	}
	var asked sync.Map
	return func(module string) bool {
		mentions, known := asked.Load(module)
		if !known {
			mentions = bytes.Contains(text, []byte(module))
			asked.Store(module, mentions)
		}
		return mentions.(bool)
	}
}

// isOf reports whether a rules file is of a language, or of all, as that of hosts.
func isOf(data []byte, language string) bool {
	_, behind, said := bytes.Cut(data, []byte("\nlanguage: "))
	return language == "" || !said || bytes.HasPrefix(behind, []byte(language+"\n"))
}

// load reads every .yaml file at the top of fsys that is of the language, "" for all.
func load(fsys fs.FS, language string) (*Set, error) {
	data, err := fs.ReadFile(fsys, operationsFile)
	if err != nil {
		return nil, err
	}
	s := &Set{}
	if s.Operations, s.byOp, err = readOperations(operationsFile, data); err != nil {
		return nil, err
	}
	names, err := fs.Glob(fsys, "*.yaml")
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		if name == operationsFile {
			continue
		}
		if data, err = fs.ReadFile(fsys, name); err != nil {
			return nil, err
		}
		if !isOf(data, language) {
			continue
		}
		if s, err = s.Add(name, data); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// Add returns a set that has one more rules file; s stays as it is. Path is used in errors only.
func (s *Set) Add(path string, data []byte) (*Set, error) {
	f, err := readFile(path, data, s)
	if err != nil {
		return nil, err
	}
	more := &Set{Files: append(slices.Clone(s.Files), *f), Operations: s.Operations, byOp: s.byOp}
	slices.SortFunc(more.Files, func(a, b File) int { return strings.Compare(a.Name, b.Name) })
	return more, nil
}

// Operation returns the operation that is spelt op (`POST /v1/embeddings`).
func (s *Set) Operation(op string) (Operation, bool) {
	i, ok := s.byOp[op]
	if !ok {
		return Operation{}, false
	}
	return s.Operations[i], true
}

// fault is an error about a rules file, at a line of it.
func fault(path string, line int, format string, args ...any) error {
	return fmt.Errorf("%s:%d: %s", path, line, fmt.Sprintf(format, args...))
}
