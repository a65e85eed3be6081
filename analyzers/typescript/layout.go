package typescript

import (
	"path"
	"strings"
	"sync"

	"github.com/quotalint/quotalint/analyzers"
	"github.com/quotalint/quotalint/internal/facts"
)

// A layout knows where the source files of a tree are and what its package.json, tsconfig and deno.json files say of
// module names. What a configuration says is asked in the order in which compilers and bundlers ask; what only custom
// says (a folder src beside package.json) comes last. What node_modules holds is not in the tree.
type layout struct {
	files    map[string]bool
	folders  map[string]bool // folders that hold source files, at any depth; "" is the root
	known    func(module string) bool
	projects func() *projects
	configs  func() *configs
	versions *versions
	memo     sync.Map // query -> facts.Target
}

// A query is a module name as the files of one folder use it.
type query struct {
	folder string
	script bool // the file is JavaScript: it prefers JavaScript
	common bool // the file is a CommonJS module by its name
	module string
}

// conditions are those that the file asks of conditional exports.
func (q query) conditions() []string {
	if q.common {
		return requireConditions
	}
	return importConditions
}

func newLayout(tree analyzers.Tree, known func(module string) bool) *layout {
	l := &layout{files: map[string]bool{}, folders: map[string]bool{"": true}, known: known}
	for _, file := range tree.Files() {
		l.files[file] = true
		for dir := parent(file); !l.folders[dir]; dir = parent(dir) {
			l.folders[dir] = true
		}
	}
	l.projects = sync.OnceValue(func() *projects { return newProjects(tree) })
	l.configs = sync.OnceValue(func() *configs { return newConfigs(tree, l.projects()) })
	l.versions = newVersions(tree, l.projects)
	return l
}

// Resolve says what the module name means in the file from.
func (l *layout) Resolve(from, module string) facts.Target {
	q := query{parent(from), isScript(from), path.Ext(from) == ".cjs" || path.Ext(from) == ".cts", module}
	t, ok := l.memo.Load(q)
	if !ok {
		t, _ = l.memo.LoadOrStore(q, l.resolve(q))
	}
	target := t.(facts.Target)
	if name := request(module); target.Path == from && !isPath(name) {
		return outside(name) // a file that is called what the package it uses is called
	}
	return target
}

// Below says that a module has no submodules: what a file does not export it does not have.
func (l *layout) Below(string, string) facts.Target { return facts.Target{Place: facts.Missing} }

// Version is the version of the package that the file from asks for, or the files about it.
func (l *layout) Version(from, pkg string) (version, source string, exact bool) {
	return l.versions.at(from, pkg)
}

// request is a module name without what only bundlers read: loaders before it, a query or fragment behind it.
func request(module string) string {
	if i := strings.LastIndexByte(module, '!'); i >= 0 {
		module = module[i+1:]
	}
	if i := strings.IndexByte(module, '?'); i >= 0 {
		module = module[:i]
	}
	if i := strings.LastIndexByte(module, '#'); i > 0 {
		module = module[:i]
	}
	return module
}

// resolve tells paths, registries and names apart.
func (l *layout) resolve(q query) facts.Target {
	name := request(q.module)
	if name == "" {
		return outside(q.module)
	}
	if isPath(name) {
		return l.path(q, name)
	}
	if t, ok := l.mapped(q, name); ok {
		return t
	}
	if s, ok := parseSpecifier(name); ok {
		return l.registered(q, s)
	}
	return l.named(q, name)
}

// isPath reports whether a request is a path, not a name that somebody maps.
func isPath(name string) bool {
	return name == "." || name == ".." || strings.HasPrefix(name, "./") || strings.HasPrefix(name, "../") || strings.HasPrefix(name, "/")
}

func (l *layout) path(q query, name string) facts.Target {
	if name[0] == '/' {
		return l.rooted(q, name)
	}
	return l.relative(q, name)
}

// relative resolves a path from the importer's folder, or from the folders that are laid over it.
func (l *layout) relative(q query, name string) facts.Target {
	at := join(q.folder, name)
	folder := strings.HasSuffix(name, "/") || path.Base(name) == "." || path.Base(name) == ".."
	if file, ok := l.at(at, folder, q.script); ok {
		return inFile(file)
	}
	for _, twin := range l.configs().twins(q.folder, at) {
		if file, ok := l.at(twin, folder, q.script); ok {
			return inFile(file)
		}
	}
	if file, ok := l.unbuilt(at); ok {
		return inFile(file)
	}
	return l.missing(name)
}

// rooted resolves a path from the root of what is served, which may be any folder above the importer, the nearest first.
func (l *layout) rooted(q query, name string) facts.Target {
	for folder, last := q.folder, false; !last; folder = parent(folder) {
		last = folder == ""
		if file, ok := l.at(join(folder, name[1:]), false, q.script); ok {
			return inFile(file)
		}
	}
	return l.missing(name)
}

// missing is what a name means that must be in the tree and is not there. A style sheet or a picture holds no code.
func (l *layout) missing(name string) facts.Target {
	const installed = "node_modules/"
	if i := strings.LastIndex(name, installed); i >= 0 {
		return outside(name[i+len(installed):])
	}
	if assets[strings.ToLower(path.Ext(name))] {
		return facts.Target{Place: facts.Outside, Path: name}
	}
	return facts.Target{Place: facts.Missing}
}

// named resolves a name: by tsconfig, as a name internal to a package, as a package of the tree, by custom; else it is
// outside. A package that rules know is the tree's only where a configuration says so in as many words.
func (l *layout) named(q query, name string) facts.Target {
	pkg, sub := splitName(name)
	need := l.projects().need(q.folder, pkg)
	file, claimed := l.configs().find(l, q, name, need != nil)
	if file != "" {
		return inFile(file)
	}
	if name[0] == '#' {
		if t, ok := l.internal(q, name); ok {
			return t
		}
	}
	if s, ok := need.elsewhere(); ok {
		return l.registered(q, s.below(sub))
	}
	if m := l.packageOf(q, pkg, need); m != nil {
		return l.part(q, m, name, sub)
	}
	if need == nil && !l.known(pkg) {
		if file, ok := l.customary(q, name); ok {
			return inFile(file)
		}
		if claimed || strings.HasPrefix(name, "@/") || strings.HasPrefix(name, "~/") {
			return l.missing(name)
		}
	}
	return outside(name)
}

// registered is a package of a registry, or the one of the tree that is published there. Of one that rules know the
// registry's is meant.
func (l *layout) registered(q query, s specifier) facts.Target {
	if l.known(s.name) {
		return outside(s.module())
	}
	if m := l.packageOf(q, s.name, &need{name: s.name, spec: s.version}); m != nil {
		return l.part(q, m, s.name, s.sub)
	}
	return outside(s.module())
}

// part is what a package of the tree has below its name.
func (l *layout) part(q query, m *manifest, name, sub string) facts.Target {
	if file, ok := l.entry(m, sub, q.common); ok {
		return inFile(file)
	}
	return l.missing(name)
}

// internal resolves a name that begins with # by the imports of the importer's package.
func (l *layout) internal(q query, name string) (facts.Target, bool) {
	for _, m := range l.projects().above(q.folder) {
		list := targets(m.imports, name, q.conditions())
		if len(list) == 0 {
			continue
		}
		for _, target := range list {
			if !isPath(target) && target[0] != '#' {
				return l.named(query{m.folder, q.script, q.common, target}, target), true
			}
			if file, ok := l.inside(m, target); ok {
				return inFile(file), true
			}
		}
		for _, target := range list {
			if file, ok := l.source(m.folder, path.Clean(target)); ok {
				return inFile(file), true
			}
		}
		return l.missing(list[0]), true
	}
	return facts.Target{}, false
}

// customary resolves a name that no configuration explains: @/x is x of the importer's package or of its src or app folder, if
// only one of them has it.
func (l *layout) customary(q query, name string) (string, bool) {
	rest, roots := name, []string{"", "src"}
	switch {
	case strings.HasPrefix(name, "@/"), strings.HasPrefix(name, "~/"):
		rest, roots = name[2:], []string{"", "src", "app"}
	case strings.HasPrefix(name, "@@/"), strings.HasPrefix(name, "~~/"):
		rest, roots = name[3:], []string{""}
	case name == "$lib", strings.HasPrefix(name, "$lib/"):
		rest, roots = name[1:], []string{"src"}
	case !strings.Contains(name, "/") || strings.ContainsAny(name, "@:"):
		return "", false // too likely the name of a package
	}
	for _, folder := range l.projects().folders(q.folder) {
		var found []string
		for _, root := range roots {
			if file, ok := l.at(join(folder, path.Join(root, rest)), false, q.script); ok {
				found = append(found, file)
			}
		}
		if len(found) > 0 {
			return found[0], len(found) == 1
		}
	}
	return "", false
}

func inFile(file string) facts.Target { return facts.Target{Place: facts.InFile, Path: file} }

// outside is a module from elsewhere, by the name that rules call it.
func outside(name string) facts.Target {
	return facts.Target{Place: facts.Outside, Path: plainName(name)}
}

// parent is the folder of a path, "" for the root.
func parent(file string) string {
	if i := strings.LastIndexByte(file, '/'); i >= 0 {
		return file[:i]
	}
	return ""
}

// join joins a folder and a path below or beside it. What leads out of the root begins with "..".
func join(folder, name string) string {
	if at := path.Join(folder, name); at != "." {
		return at
	}
	return ""
}
