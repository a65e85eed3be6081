package golang

import (
	"bytes"
	"strings"

	"github.com/quotalint/quotalint/internal/facts"
)

// An importer is what a file imports without naming it.
type importer struct {
	paths []string
	used  map[string]bool // of those from outside: whether the customary name of the path is read in the file
}

// called is the package that a file imports under the name which the package gives itself. For a package of the tree its
// clause tells. Of one from outside only the path is known: it is called otherwise than custom has it if the file
// never reads that name, since an import that is not used does not compile; then its name must be spelt out in the path.
func (l *layout) called(file, name string) facts.Target {
	by := l.importer(file)
	for _, p := range by.paths {
		if t := l.Resolve(file, p); t.Place == facts.InFolder && l.clauses(t.Path)[name] {
			return t
		}
	}
	found := facts.Target{Place: facts.Missing}
	for _, p := range by.paths {
		if used, isOutside := by.used[p]; !isOutside || used || !strings.Contains(letters(p), letters(name)) {
			continue
		}
		if found.Place == facts.Outside {
			return facts.Target{Place: facts.Missing} // either may be it
		}
		found = outside(p)
	}
	return found
}

// importer reads the imports of a file once.
func (l *layout) importer(file string) *importer {
	if by, ok := l.imports.Load(file); ok {
		return by.(*importer)
	}
	by := &importer{used: map[string]bool{}}
	if src, err := l.tree.Read(file); err == nil {
		for _, s := range importSpecs(src) {
			if s.name != "" {
				continue
			}
			by.paths = append(by.paths, s.path)
			if t := l.Resolve(file, s.path); t.Place == facts.Outside {
				by.used[s.path] = reads(src, customaryName(s.path))
			}
		}
	}
	kept, _ := l.imports.LoadOrStore(file, by)
	return kept.(*importer)
}

// reads reports whether a source reads members of a name. What only looks so in an import path is not read.
func reads(src []byte, name string) bool {
	for at := 0; ; {
		i := bytes.Index(src[at:], []byte(name))
		if i < 0 || name == "" {
			return false
		}
		start := at + i
		at = start + len(name)
		if next := skipBlank(src, at); !(start > 0 && (inName(src[start-1]) || src[start-1] == '/' || src[start-1] == '"')) && next < len(src) && src[next] == '.' {
			return true
		}
	}
}

// clauses are the names that the package clauses in a folder give, but for test files, which may say another.
func (l *layout) clauses(folder string) map[string]bool {
	if names, ok := l.names.Load(folder); ok {
		return names.(map[string]bool)
	}
	names := map[string]bool{}
	for _, file := range l.packages[folder] {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		if src, err := l.tree.Read(file); err == nil {
			names[clause(src)] = true
		}
	}
	kept, _ := l.names.LoadOrStore(folder, names)
	return kept.(map[string]bool)
}

// letters is a text without what import paths have between words.
func letters(text string) string {
	return strings.ToLower(strings.NewReplacer("-", "", ".", "", "_", "", "/", "").Replace(text))
}
