package typescript

import (
	"cmp"
	"strings"
	"sync"

	"github.com/quotalint/quotalint/analyzers"
)

// versions knows which versions of packages the lock files of a tree settle on. A lock is read when first needed.
type versions struct {
	tree     analyzers.Tree
	projects func() *projects
	locks    map[string][]*lockFile // by the folder they speak for
	stated   sync.Map               // file and package -> *need

	mu sync.Mutex // guards the reading of locks
}

// A lockFile is one lock and how it is read.
type lockFile struct {
	path  string
	parse func(text []byte) lock
	read  bool
	lock  lock
}

// A lock says which version a lock file settles on for a package that a manifest asks for as name: spec; "" if it does
// not say. folder is that of the manifest below the lock's, "" for the same; spec is "" where no manifest asks.
type lock func(folder, name, spec string) string

// lockFiles are the lock files, the most telling first.
var lockFiles = []struct {
	name  string
	below string // the folder it is in, below the one that it speaks for
	parse func(text []byte) lock
}{
	{name: "pnpm-lock.yaml", parse: parsePnpmLock},
	{name: "pnpm-lock.yaml", below: rushFolder, parse: parseRushLock},
	{name: "yarn.lock", parse: parseYarnLock},
	{name: "bun.lock", parse: parseBunLock},
	{name: "npm-shrinkwrap.json", parse: parseNpmLock},
	{name: "package-lock.json", parse: parseNpmLock},
	{name: "deno.lock", parse: parseDenoLock},
}

func newVersions(tree analyzers.Tree, p func() *projects) *versions {
	v := &versions{tree: tree, projects: p, locks: map[string][]*lockFile{}}
	for _, k := range lockFiles {
		for _, file := range tree.Named(k.name) {
			folder := parent(file)
			if rush := within(folder, rushFolder) || strings.HasSuffix(folder, "/"+rushFolder); rush != (k.below != "") {
				continue
			}
			folder = strings.TrimSuffix(strings.TrimSuffix(folder, k.below), "/")
			v.locks[folder] = append(v.locks[folder], &lockFile{path: file, parse: k.parse})
		}
	}
	return v
}

// at is the version of a package that is in force in a file. What the file itself imports decides, then the innermost
// manifest that asks for the package; the locks above say what that came to.
func (v *versions) at(from, pkg string) (version, source string, exact bool) {
	n := v.written(from, pkg)
	if n == nil {
		n = v.asked(parent(from), pkg)
	}
	if n == nil {
		version, source = v.locked(parent(from), pkg, "", "")
		return version, source, version != ""
	}
	asked := n.spec
	if s, ok := n.elsewhere(); ok {
		asked = s.version
	}
	if version, source = v.locked(n.by.folder, n.name, asked, n.spec); version != "" {
		return version, source, true
	}
	if version, exact = bound(asked); version == "" {
		return "", "", false
	}
	return version, n.by.path, exact
}

// written is the need for a package that a file states in an import: npm:openai@4, https://esm.sh/openai@4.1.0.
func (v *versions) written(from, pkg string) *need {
	if n, ok := v.stated.Load(from + "\x00" + pkg); ok {
		return n.(*need)
	}
	var found *need
	if text, err := v.tree.Read(from); err == nil {
		for _, module := range (Analyzer{}).Imports(text) {
			name := request(module)
			if s, ok := parseSpecifier(name); ok && s.name == pkg && s.version != "" && found == nil {
				found = &need{&manifest{path: from, folder: parent(from)}, pkg, name}
			}
		}
	}
	v.stated.Store(from+"\x00"+pkg, found)
	return found
}

// asked is the innermost need for a package, by its own name or another.
func (v *versions) asked(folder, pkg string) *need {
	for _, m := range v.projects().above(folder) {
		if spec, ok := m.needs[pkg]; ok {
			if s, other := parseSpecifier(spec); !other || s.name == pkg {
				return &need{m, pkg, v.catalogued(m, pkg, spec)}
			}
		}
		for _, name := range sortedKeys(m.needs) {
			if s, ok := parseSpecifier(m.needs[name]); ok && s.name == pkg {
				return &need{m, name, m.needs[name]}
			}
		}
	}
	return nil
}

// catalogued is the range that catalog: stands for, or the one given.
func (v *versions) catalogued(m *manifest, pkg, spec string) string {
	name, ok := strings.CutPrefix(spec, "catalog:")
	if !ok {
		return spec
	}
	for _, m := range v.projects().above(m.folder) {
		found := m.catalogs[cmp.Or(name, "default")][pkg]
		if name == "" || name == "default" {
			found = cmp.Or(m.catalog[pkg], found)
		}
		if found != "" {
			return found
		}
	}
	return ""
}

// locked is what the nearest lock above a folder settles on. A lock that is not in the folder of the manifest may be
// that of another project: its answer must fit the range.
func (v *versions) locked(folder, name, spec, written string) (version, source string) {
	for at := folder; ; at = parent(at) {
		for _, f := range v.locks[at] {
			found := v.lock(f)(strings.TrimPrefix(strings.TrimPrefix(folder, at), "/"), name, written)
			if exactVersion.MatchString(found) && (at == folder || spec == "" || allows(spec, found)) {
				return found, f.path
			}
		}
		if at == "" {
			return "", ""
		}
	}
}

// lock reads a lock file once. What cannot be read settles nothing.
func (v *versions) lock(f *lockFile) lock {
	v.mu.Lock()
	defer v.mu.Unlock()
	if !f.read {
		text, err := v.tree.Read(f.path)
		if err != nil {
			text = nil
		}
		f.read, f.lock = true, f.parse(text)
	}
	return f.lock
}

// rushFolder is where Rush keeps the lock of all its projects.
const rushFolder = "common/config/rush"
