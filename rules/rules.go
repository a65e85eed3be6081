// Package rules holds what quotalint knows of code outside the scanned project: the SDKs and what can be called on
// their clients, the libraries around them, the idioms of each language, and the hosts of the API. It loads and checks
// the files that say so; it does not look at code and judges nothing.
package rules

import (
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strings"
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
	return load(builtin)
}

// load reads every .yaml file at the top of fsys.
func load(fsys fs.FS) (*Set, error) {
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
