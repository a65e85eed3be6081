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

	"gopkg.in/yaml.v3"
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

// Mentions returns a function that reports whether a module may be an SDK, or a vendor's that counts its calls, of the language
// that a built-in rule is about. It
// looks at text only: a module that it does not report is none, one that it reports may be none either.
func Mentions(language string) func(module string) bool {
	var text []byte
	names, err := fs.Glob(builtin, "*.yaml")
	if err != nil {
		panic(err) // the pattern is malformed
	}
	for _, name := range names {
		if data, err := builtin.ReadFile(name); err == nil && isOf(data, language) && (bytes.Contains(data, []byte("\nclients:\n")) || bytes.Contains(data, trackersKey)) {
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
	var behind []string
	for _, name := range names {
		if name == operationsFile {
			continue
		}
		if data, err = fs.ReadFile(fsys, name); err != nil {
			return nil, err
		}
		if bytes.Contains(data, trackersKey) {
			behind = append(behind, name)
		} else if s, err = s.addOf(language, name, data); err != nil {
			return nil, err
		}
	}
	for _, name := range behind {
		if data, err = fs.ReadFile(fsys, name); err != nil {
			return nil, err
		}
		if s, err = s.addOf(language, name, data); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// trackersKey begins the trackers of a file. They are about SDKs, the files of which are read before.
var trackersKey = []byte("\ntrackers:\n")

// addOf adds a file if it is of the language.
func (s *Set) addOf(language, name string, data []byte) (*Set, error) {
	if !isOf(data, language) {
		return s, nil
	}
	return s.Add(name, data)
}

// Vendors lists the names that a config may trust, sorted: those of the built-in trackers, of whatever language, and those of the set.
func (s *Set) Vendors() []string {
	var all []string
	for i := range s.Files {
		for _, t := range s.Files[i].Trackers {
			all = append(all, t.Name)
		}
	}
	names, err := fs.Glob(builtin, "*.yaml")
	if err != nil {
		panic(err) // the pattern is malformed
	}
	for _, name := range names {
		data, err := builtin.ReadFile(name)
		if err != nil || !bytes.Contains(data, trackersKey) {
			continue
		}
		var f struct{ Trackers []struct{ Name string } }
		if err := yaml.Unmarshal(data, &f); err != nil {
			panic(err) // a test loads all of them
		}
		for _, t := range f.Trackers {
			all = append(all, t.Name)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
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
