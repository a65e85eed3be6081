package golang

import (
	_ "embed"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/quotalint/quotalint/analyzers"
	"github.com/quotalint/quotalint/internal/facts"
)

// stdlibPaths is the packages of the standard library, one a line: go list std, less those that nobody else may import.
//
//go:embed stdlib.txt
var stdlibPaths string

var stdlib = sync.OnceValue(func() map[string]bool {
	paths := map[string]bool{}
	for line := range strings.Lines(stdlibPaths) {
		paths[strings.TrimSpace(line)] = true
	}
	return paths
})

// A layout knows where the packages of a tree are. A package is a folder, written as path.Dir gives it: "." is the root.
type layout struct {
	tree     analyzers.Tree
	packages map[string][]string // folder -> its source files, sorted
	known    func(module string) bool
	modules  func() *modules
	lasts    func() map[string][]string // the last part of a folder -> the packages
	roots    sync.Map                   // *goMod, nil for none -> map[string]root
	memo     sync.Map                   // query -> facts.Target
	names    sync.Map                   // folder -> map[string]bool, what the package clauses in it say
	imports  sync.Map                   // file -> *importer
}

// A query is an import path as the files of one folder use it.
type query struct{ folder, path string }

func newLayout(tree analyzers.Tree, known func(module string) bool) *layout {
	l := &layout{tree: tree, packages: map[string][]string{}, known: known}
	for _, file := range tree.Files() {
		folder := path.Dir(file)
		l.packages[folder] = append(l.packages[folder], file)
	}
	l.modules = sync.OnceValue(func() *modules { return newModules(tree) })
	l.lasts = sync.OnceValue(func() map[string][]string {
		lasts := map[string][]string{}
		for folder := range l.packages {
			lasts[path.Base(folder)] = append(lasts[path.Base(folder)], folder)
		}
		return lasts
	})
	return l
}

// Resolve says which package the import path means in the file from.
func (l *layout) Resolve(from, module string) facts.Target {
	q := query{path.Dir(from), module}
	t, ok := l.memo.Load(q)
	if !ok {
		t, _ = l.memo.LoadOrStore(q, l.resolve(q))
	}
	return t.(facts.Target)
}

func (l *layout) resolve(q query) facts.Target {
	if q.path == "." || q.path == ".." || strings.HasPrefix(q.path, "./") || strings.HasPrefix(q.path, "../") {
		return l.within(path.Join(q.folder, q.path))
	}
	if stdlib()[q.path] {
		return outside(q.path)
	}
	mod := l.modules().above(q.folder)
	if t, ok := l.inModules(mod, q.path); ok {
		return t
	}
	if mod == nil && !l.known(q.path) {
		if folder, ok := l.ending(q.path); ok {
			return l.within(folder)
		}
	}
	return outside(q.path)
}

// A root is where the packages are whose import paths begin with the path of some module.
type root struct {
	folder string // may lead out of the tree
	away   bool   // they are not of this tree
	own    bool   // they are of the module that asks
}

// inModules looks for an import path below the modules that are built with mod, the longest path first. A module has the
// package if there is source where it would be.
func (l *layout) inModules(mod *goMod, name string) (t facts.Target, ok bool) {
	roots := l.rootsOf(mod)
	for prefix := name; prefix != "." && prefix != "/"; prefix = path.Dir(prefix) {
		r, found := roots[prefix]
		switch folder := path.Join(r.folder, strings.TrimPrefix(name[len(prefix):], "/")); {
		case !found:
		case r.away, outOf(r.folder), !r.own && l.known(name):
			return outside(name), true
		case len(l.packages[folder]) > 0 && !l.parted(r.folder, folder):
			return facts.Target{Place: facts.InFolder, Path: folder}, true
		default:
			t, ok = facts.Target{Place: facts.Missing}, true
		}
	}
	return t, ok
}

// parted reports whether a folder below that of a module belongs to another one.
func (l *layout) parted(module, folder string) bool {
	for ; folder != module && folder != "."; folder = path.Dir(folder) {
		if l.modules().mods[folder] != nil {
			return true
		}
	}
	return false
}

// rootsOf maps the paths of modules to where they are, as the files of one module see it.
func (l *layout) rootsOf(mod *goMod) map[string]root {
	if roots, ok := l.roots.Load(mod); ok {
		return roots.(map[string]root)
	}
	roots, _ := l.roots.LoadOrStore(mod, l.newRoots(mod))
	return roots.(map[string]root)
}

// newRoots asks in this order: the module itself, what stands in for others, the workspace, the other modules of the
// tree, whose source tells more than none though another version of it may be built in, and last what is required. A
// module that rules know is what they know wherever its copy is, but not to its own files.
func (l *layout) newRoots(mod *goMod) map[string]root {
	roots := map[string]root{}
	add := func(name string, r root) {
		if _, taken := roots[name]; !taken && name != "" {
			roots[name] = r
		}
	}
	all := l.modules()
	if mod != nil {
		add(mod.path, root{folder: mod.folder, own: true})
		for _, r := range all.replaces(mod) {
			folder, local := r.local()
			add(r.Old.Path, root{folder: folder, away: !local || l.known(r.Old.Path)})
		}
		for _, other := range all.built(mod) {
			add(other.path, root{folder: other.folder, away: l.known(other.path)})
		}
	}
	for name, other := range all.names {
		if other != nil {
			add(name, root{folder: other.folder, away: l.known(name)})
		}
	}
	if mod != nil {
		for _, need := range mod.requires {
			add(need.Mod.Path, root{away: true})
		}
	}
	return roots
}

// ending is the one package of the tree whose folder ends with an import path: that of a tree which holds a GOPATH.
func (l *layout) ending(name string) (folder string, ok bool) {
	for _, at := range l.lasts()[path.Base(name)] {
		if at == name || strings.HasSuffix(at, "/"+name) {
			if ok {
				return "", false
			}
			folder, ok = at, true
		}
	}
	return folder, ok
}

// within is the package in a folder that must be in the tree.
func (l *layout) within(folder string) facts.Target {
	if len(l.packages[folder]) == 0 {
		return facts.Target{Place: facts.Missing}
	}
	return facts.Target{Place: facts.InFolder, Path: folder}
}

// Below says what a name means in a file that declares it nowhere, nor do the other files of the package: the package
// that the file imports without a name of its own and that is called so. A package has no members but what it declares.
func (l *layout) Below(file, name string) facts.Target {
	if !slices.Contains(l.packages[path.Dir(file)], file) {
		return facts.Target{Place: facts.Missing}
	}
	return l.called(file, name)
}

// outOf reports whether a folder is not in the tree.
func outOf(folder string) bool { return folder == ".." || strings.HasPrefix(folder, "../") }

func outside(name string) facts.Target { return facts.Target{Place: facts.Outside, Path: name} }
