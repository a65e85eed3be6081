package python

import (
	_ "embed"
	"path"
	"strings"
	"sync"

	"github.com/quotalint/quotalint/analyzers"
	"github.com/quotalint/quotalint/internal/facts"
)

// stdlibNames is the top-level modules of the standard library, one a line: sorted(sys.stdlib_module_names).
//
//go:embed stdlib.txt
var stdlibNames string

var stdlib = sync.OnceValue(func() map[string]bool {
	names := map[string]bool{}
	for name := range strings.Lines(stdlibNames) {
		names[strings.TrimSpace(name)] = true
	}
	return names
})

// A layout knows where the Python files of a tree are. Nobody says from which folders the interpreter will be started,
// so every folder above an importer may be on its path, and the src folder in each; then what other projects install.
type layout struct {
	files    map[string]bool // modules and packages by the path of their file
	folders  map[string]bool // folders that hold Python files, at any depth; "" is the root
	names    map[string]bool // what modules and folders are called, wherever they are
	known    func(module string) bool
	versions *versions
	projects func() *projects
	memo     sync.Map // query -> facts.Target
	spread   sync.Map // bare folder -> []string, its portions
}

type query struct{ from, module string }

func newLayout(tree analyzers.Tree, known func(module string) bool) *layout {
	l := &layout{files: map[string]bool{}, folders: map[string]bool{"": true}, names: map[string]bool{}, known: known, versions: newVersions(tree)}
	for _, file := range tree.Files() {
		if path.Ext(file) != ".py" {
			continue // a .pyw file is a program; nobody imports it
		}
		l.files[file] = true
		l.names[strings.TrimSuffix(path.Base(file), ".py")] = true
		for dir := parent(file); !l.folders[dir]; dir = parent(dir) {
			l.folders[dir] = true
			l.names[path.Base(dir)] = true
		}
	}
	l.projects = sync.OnceValue(func() *projects { return newProjects(l, tree) })
	return l
}

// Resolve says what the module name means in the file from.
func (l *layout) Resolve(from, module string) facts.Target {
	if top, _, _ := strings.Cut(module, "."); top != "" && !l.names[top] {
		return facts.Target{Place: facts.Outside, Path: module}
	}
	q := query{from, module}
	if t, ok := l.memo.Load(q); ok {
		return t.(facts.Target)
	}
	var t facts.Target
	if strings.HasPrefix(module, ".") {
		t = l.relative(from, module)
	} else {
		t = l.absolute(from, module)
	}
	l.memo.Store(q, t)
	return t
}

// Below says what a member of a package that the package does not declare means: a submodule.
func (l *layout) Below(file, name string) facts.Target {
	folder, ok := l.folder(facts.Target{Place: facts.InFolder, Path: file})
	if l.files[file] {
		folder, ok = l.folder(facts.Target{Place: facts.InFile, Path: file})
	}
	if !ok {
		return facts.Target{Place: facts.Missing}
	}
	return l.member(folder, name)
}

// Version is the version of the package that the files about from ask for.
func (l *layout) Version(from, pkg string) (version, source string, exact bool) {
	return l.versions.at(parent(from), pkg)
}

// relative resolves a name that begins with dots: one for the folder of the file, one more for each folder above.
func (l *layout) relative(from, module string) facts.Target {
	folder := parent(from)
	rest := module[1:]
	for ; strings.HasPrefix(rest, "."); rest = rest[1:] {
		if folder == "" {
			return facts.Target{Place: facts.Missing}
		}
		folder = parent(folder)
	}
	if rest != "" {
		return l.descend(folder, rest)
	}
	if init := join(folder, "__init__.py"); l.files[init] {
		return facts.Target{Place: facts.InFile, Path: init}
	}
	return facts.Target{Place: facts.InFolder, Path: folder}
}

// absolute resolves a name from the folders above the importer, nearest first. Where the whole name is found counts;
// a module or package beats a bare folder wherever they are, as it does for the interpreter. Where no folder above has
// the name, another project of the tree may.
func (l *layout) absolute(from, module string) facts.Target {
	top, _, _ := strings.Cut(module, ".")
	reserved := l.known(top) || stdlib()[top]
	var bare, self facts.Target
	broken, taken := false, false
	for folder, last := parent(from), false; !last; folder = parent(folder) {
		last = folder == ""
		for _, root := range []string{folder, join(folder, "src")} {
			head := l.child(root, top)
			if head.Place == facts.Missing || reserved && !l.shadows(root, head) {
				continue
			}
			t := l.descend(root, module)
			switch {
			case t.Path == from:
				self = t
			case t.Place == facts.Missing:
				broken = broken || head.Place == facts.InFile && head.Path != from
				taken = taken || l.shadows(root, head) && (head.Path != from || path.Base(from) == "__init__.py")
			case head.Place == facts.InFile:
				return t
			case bare.Place == facts.Outside || bare.Place == facts.InFolder && t.Place == facts.InFile:
				bare = t
			}
		}
	}
	if !reserved && !l.foreign(from, top) {
		if bare.Place == facts.InFile {
			return bare
		}
		if bare.Place == facts.Outside && path.Base(self.Path) == "__init__.py" {
			bare = self // a package that imports its own submodules by its name
		}
		switch found, declared := l.beside(from, module); {
		case found.Place != facts.Outside && bare.Place == facts.Outside && !taken:
			return found
		case found.Place == facts.InFile && declared && !taken && !l.top(bare):
			return found // rather than tests/shared
		case bare.Place != facts.Outside:
			return bare
		}
	}
	if broken && !reserved {
		return facts.Target{Place: facts.Missing}
	}
	return facts.Target{Place: facts.Outside, Path: module}
}

// foreign reports whether the name is that of a package which the dependency files about from take from elsewhere.
func (l *layout) foreign(from, top string) bool {
	declared, locked := l.versions.foreign(parent(from), top)
	return locked || declared && !l.projects().packages[normal(top)]
}

// shadows reports whether what is found in a folder hides a package from elsewhere: inside a package the name of a
// module is no top-level name, and a bare folder hides nothing.
func (l *layout) shadows(folder string, found facts.Target) bool {
	return found.Place == facts.InFile && !l.files[join(folder, "__init__.py")]
}

// descend follows a dotted name down from a folder.
func (l *layout) descend(folder, module string) facts.Target {
	for {
		name, rest, more := strings.Cut(module, ".")
		t := l.member(folder, name)
		if !more {
			return t
		}
		var ok bool
		if folder, ok = l.folder(t); !ok {
			return facts.Target{Place: facts.Missing}
		}
		module = rest
	}
}

// child is the package, module or bare folder of that name in a folder, in the interpreter's order.
func (l *layout) child(folder, name string) facts.Target {
	at := join(folder, name)
	for _, file := range []string{at + "/__init__.py", at + ".py"} {
		if l.files[file] {
			return facts.Target{Place: facts.InFile, Path: file}
		}
	}
	if name != "" && l.folders[at] {
		return facts.Target{Place: facts.InFolder, Path: at}
	}
	return facts.Target{Place: facts.Missing}
}

// folder is where the submodules of a target are.
func (l *layout) folder(t facts.Target) (string, bool) {
	switch {
	case t.Place == facts.InFolder:
		return t.Path, l.folders[t.Path]
	case t.Place == facts.InFile && path.Base(t.Path) == "__init__.py":
		return parent(t.Path), true
	}
	return "", false
}

// parent is the folder of a path, "" for the root.
func parent(file string) string {
	if i := strings.LastIndexByte(file, '/'); i >= 0 {
		return file[:i]
	}
	return ""
}

// join joins a folder, "" for the root, and a name.
func join(folder, name string) string {
	if folder == "" {
		return name
	}
	return folder + "/" + name
}
