package python

import (
	"path"
	"strings"
	"sync"

	"github.com/quotalint/quotalint/analyzers"
)

// versions knows what the dependency files of a tree ask for. They are read when first needed.
type versions struct {
	tree    analyzers.Tree
	folders map[string][]manifest // in the order in which they are asked

	mu   sync.Mutex
	read map[string][]requirement // by path of the dependency file
}

// A manifest is one dependency file and how it is read.
type manifest struct {
	path  string
	parse func(text []byte) []requirement
	lock  bool
}

// A requirement is one package that a dependency file names.
type requirement struct {
	name    string // normalised; "" if only its folder is given
	version string // the one asked for, or the lower bound; "" if any will do
	exact   bool
	local   bool   // it is another project of the tree
	folder  string // the folder of that project as it is written, if it is
	source  bool   // it is not asked for: it is only said where it comes from
}

// kinds are the dependency files, the most telling first. A lock says what is installed; the others what may be.
var kinds = []struct {
	name   string // of the file; a pattern of package path
	folder string // the folder it must be in; it speaks for the folder above that
	lock   bool
	parse  func(text []byte) []requirement
}{
	{name: "uv.lock", lock: true, parse: parseTomlLock},
	{name: "poetry.lock", lock: true, parse: parseTomlLock},
	{name: "pdm.lock", lock: true, parse: parseTomlLock},
	{name: "Pipfile.lock", lock: true, parse: parsePipfileLock},
	{name: "requirements.txt", parse: parseRequirements},
	{name: "constraints*.txt", parse: parseRequirements},
	{name: "*requirements*.txt", parse: parseRequirements},
	{name: "*.txt", folder: "requirements", parse: parseRequirements},
	{name: "pyproject.toml", parse: parsePyproject},
	{name: "Pipfile", parse: parsePipfile},
	{name: "setup.cfg", parse: parseSetupCfg},
	{name: "setup.py", parse: parseSetupPy},
}

func newVersions(tree analyzers.Tree) *versions {
	v := &versions{tree: tree, folders: map[string][]manifest{}, read: map[string][]requirement{}}
	seen := map[string]bool{}
	for _, k := range kinds {
		for _, file := range tree.Named(k.name) {
			folder := parent(file)
			if k.folder != "" {
				if path.Base(folder) != k.folder {
					continue
				}
				folder = parent(folder)
			}
			if !seen[file] {
				seen[file] = true
				v.folders[folder] = append(v.folders[folder], manifest{file, k.parse, k.lock})
			}
		}
	}
	return v
}

// at is the version of a package that is in force in a folder. The nearest folder whose files name the package
// decides; if it gives no exact version, a lock further up does (that of a workspace).
func (v *versions) at(folder, pkg string) (version, source string, exact bool) {
	found, source, ok := v.nearest(folder, normal(pkg), false)
	if !ok {
		return "", "", false
	}
	if !found.exact {
		if locked, lock, ok := v.nearest(folder, normal(pkg), true); ok {
			return locked.version, lock, true
		}
	}
	if found.version == "" {
		return "", "", false
	}
	return found.version, source, found.exact
}

// foreign reports whether a dependency file in the folder or above names the package as one that is no other project of
// the tree, and whether a lock does.
func (v *versions) foreign(folder, pkg string) (declared, locked bool) {
	name := normal(pkg)
	for ; ; folder = parent(folder) {
		for _, m := range v.folders[folder] {
			for _, r := range v.requirements(m) {
				switch {
				case r.name != name:
				case r.local:
					return false, false
				default:
					declared, locked = true, locked || m.lock
				}
			}
		}
		if folder == "" {
			return declared, locked
		}
	}
}

// chosen is the one project of the candidates that the nearest dependency files which ask for any of them ask for.
func (v *versions) chosen(folder string, names map[string]string, list []candidate) (project string, ok bool) {
	for ; ; folder = parent(folder) {
		asked := map[string]bool{}
		for _, m := range v.folders[folder] {
			if m.lock {
				continue // it names what is needed for any project
			}
			for _, r := range v.requirements(m) {
				for _, c := range list {
					if !r.source && (r.name != "" && r.name == names[c.project] || r.in(folder, c.project) || r.in(parent(m.path), c.project)) {
						asked[c.project] = true
						project = c.project
					}
				}
			}
		}
		if len(asked) > 0 || folder == "" {
			return project, len(asked) == 1
		}
	}
}

// in reports whether the requirement, written in a folder, is for the project.
func (r requirement) in(folder, project string) bool {
	return r.folder != "" && path.Join(folder, r.folder) == project
}

// nearest is the most telling requirement in the nearest folder that has one, and its file.
func (v *versions) nearest(folder, name string, locks bool) (best requirement, source string, ok bool) {
	for ; ; folder = parent(folder) {
		for _, m := range v.folders[folder] {
			if locks && !m.lock {
				continue
			}
			for _, r := range v.requirements(m) {
				if r.name == name && (!ok || tells(r) > tells(best)) {
					best, source, ok = r, m.path, true
				}
			}
		}
		if ok || folder == "" {
			return best, source, ok
		}
	}
}

// tells ranks how much a requirement says.
func tells(r requirement) int {
	switch {
	case r.exact:
		return 2
	case r.version != "":
		return 1
	}
	return 0
}

// requirements reads a dependency file once. What cannot be read or parsed asks for nothing.
func (v *versions) requirements(m manifest) []requirement {
	v.mu.Lock()
	defer v.mu.Unlock()
	list, ok := v.read[m.path]
	if !ok {
		if text, err := v.tree.Read(m.path); err == nil {
			list = m.parse(text)
		}
		v.read[m.path] = list
	}
	return list
}

// normal is the form of a package's name in which all spellings of it are equal.
func normal(name string) string {
	parts := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return r == '-' || r == '_' || r == '.' })
	return strings.Join(parts, "-")
}
