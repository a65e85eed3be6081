package python

import (
	"cmp"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/quotalint/quotalint/analyzers"
	"github.com/quotalint/quotalint/internal/facts"
)

// projects are the folders of a tree that hold a Python manifest. What is at the top of one, or of its src folder, can
// be installed, and so be imported from anywhere.
type projects struct {
	roots    map[string]string      // folder that modules are found in -> its project
	tops     map[string][]installed // top-level name -> where it is, sorted
	modules  map[string][]string    // folder -> its modules and packages
	names    map[string]string      // project -> what it is called, normalised
	packages map[string]bool        // the names, where one is given
}

// An installed name is at the top of a root of a project.
type installed struct{ project, root string }

func newProjects(l *layout, tree analyzers.Tree) *projects {
	p := &projects{
		roots: map[string]string{}, tops: map[string][]installed{}, modules: map[string][]string{},
		names: map[string]string{}, packages: map[string]bool{},
	}
	for _, kind := range []string{"pyproject.toml", "setup.cfg", "setup.py"} { // the first that has a name gives it
		for _, file := range tree.Named(kind) {
			folder := parent(file)
			p.roots[folder] = folder
			if text, err := tree.Read(file); err == nil && p.names[folder] == "" {
				p.names[folder] = projectName(kind, text)
			}
		}
	}
	for _, folder := range slices.Sorted(maps.Keys(p.roots)) {
		p.packages[p.names[folder]] = p.names[folder] != ""
		if src := join(folder, "src"); l.folders[src] && p.roots[src] == "" {
			p.roots[src] = folder
		}
		if l.files[join(folder, "__init__.py")] { // the project is itself the package
			delete(p.roots, folder)
			p.hold(path.Base(folder), installed{folder, parent(folder)})
		}
	}
	for file := range l.files {
		folder, name := parent(file), strings.TrimSuffix(path.Base(file), ".py")
		if name == "__init__" {
			folder, name = parent(folder), path.Base(folder)
		} else if project, ok := p.roots[folder]; ok {
			p.hold(name, installed{project, folder})
		}
		p.modules[folder] = append(p.modules[folder], name)
	}
	for folder := range l.folders {
		if _, root := p.roots[folder]; root || folder == "" {
			continue // no package of what is above it
		}
		if project, ok := p.roots[parent(folder)]; ok {
			p.hold(path.Base(folder), installed{project, parent(folder)})
		}
	}
	for _, list := range p.tops {
		slices.SortFunc(list, func(a, b installed) int { return cmp.Compare(a.root, b.root) })
	}
	return p
}

func (p *projects) hold(name string, at installed) {
	if !slices.Contains(p.tops[name], at) {
		p.tops[name] = append(p.tops[name], at)
	}
}

// A candidate is what a project that is not the importer's has to offer for a name.
type candidate struct {
	project     string
	head, found facts.Target // the top-level name, the whole name
}

// better reports whether the whole name is better found here than there, in the same project.
func (c candidate) better(than candidate) bool {
	rank := func(c candidate) int {
		switch {
		case c.found.Place == facts.InFile && c.head.Place == facts.InFile:
			return 3
		case c.found.Place == facts.InFile:
			return 2
		case c.head.Place == facts.InFile:
			return 1
		}
		return 0
	}
	return rank(c) > rank(than)
}

// beside resolves a name from the other projects of the tree, if there is no doubt which is meant: one project has the
// top-level name, several share it as a namespace package, or the importer's project asks for one of them (declared).
func (l *layout) beside(from, module string) (t facts.Target, declared bool) {
	top, _, _ := strings.Cut(module, ".")
	var list []candidate
	own := 0 // bare folders of the name in projects the importer is in: they lack the rest
	for _, at := range l.projects().tops[top] {
		if at.project == "" || strings.HasPrefix(from, at.project+"/") {
			if l.child(at.root, top).Place == facts.InFolder {
				own++
			}
			continue
		}
		c := candidate{at.project, l.child(at.root, top), l.descend(at.root, module)}
		switch i := slices.IndexFunc(list, func(o candidate) bool { return o.project == c.project }); {
		case i < 0:
			list = append(list, c)
		case c.better(list[i]):
			list[i] = c
		}
	}
	if len(list) == 0 {
		return facts.Target{}, false
	}
	project, declared := l.versions.chosen(parent(from), l.projects().names, list)
	switch {
	case declared:
		list = slices.DeleteFunc(list, func(c candidate) bool { return c.project != project })
	case own+len(list) > 1 && len(l.portions(list[0].head)) < own+len(list):
		return facts.Target{}, false // which of them cannot be told
	}
	best := list[0]
	for _, c := range list[1:] {
		if c.better(best) {
			best = c
		}
	}
	if best.found.Place == facts.Missing && best.head.Place != facts.InFile {
		return facts.Target{}, false // a bare folder that lacks the rest claims nothing
	}
	return best.found, declared
}

// portions are the folders that a bare folder at or below the top of a project makes a namespace package with, itself
// among them; none if it is alone. Two that hold a module of the same name are no namespace: they could not be
// installed together.
func (l *layout) portions(t facts.Target) []string {
	if t.Place != facts.InFolder {
		return nil
	}
	if list, ok := l.spread.Load(t.Path); ok {
		return list.([]string)
	}
	list := l.findPortions(t.Path)
	l.spread.Store(t.Path, list)
	return list
}

func (l *layout) findPortions(folder string) []string {
	p := l.projects()
	root := folder
	for {
		if _, ok := p.roots[root]; ok {
			break
		}
		if root == "" {
			return nil
		}
		root = parent(root)
	}
	rel := strings.TrimPrefix(strings.TrimPrefix(folder, root), "/")
	top, _, _ := strings.Cut(rel, "/")
	var list []string
	held := map[string]bool{}
	for _, at := range p.tops[top] {
		portion := join(at.root, rel)
		if !l.bare(at.root, portion) {
			continue
		}
		list = append(list, portion)
		for _, name := range p.modules[portion] {
			if held[name] {
				return nil
			}
			held[name] = true
		}
	}
	if len(list) < 2 || !slices.Contains(list, folder) {
		return nil
	}
	return list
}

// top reports whether a module or folder is at the top of a project, or beside its dependency files.
func (l *layout) top(t facts.Target) bool {
	folder := parent(strings.TrimSuffix(t.Path, "/__init__.py"))
	_, root := l.projects().roots[folder]
	return root || len(l.versions.folders[folder]) > 0
}

// bare reports whether a folder and all above it up to a root are folders of Python files and no packages.
func (l *layout) bare(root, folder string) bool {
	for ; folder != root; folder = parent(folder) {
		if !l.folders[folder] || l.files[folder+"/__init__.py"] {
			return false
		}
	}
	return true
}

// member is what a folder holds by a name; if it is a part of a namespace package, what another part holds.
func (l *layout) member(folder, name string) facts.Target {
	best := l.child(folder, name)
	if best.Place != facts.Missing || !l.names[name] {
		return best
	}
	for _, portion := range l.portions(facts.Target{Place: facts.InFolder, Path: folder}) {
		switch t := l.child(portion, name); {
		case t.Place == facts.InFile:
			return t
		case t.Place == facts.InFolder && best.Place == facts.Missing:
			best = t
		}
	}
	return best
}
