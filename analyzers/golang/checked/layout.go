package checked

import (
	"path"

	"github.com/quotalint/quotalint/analyzers"
	"github.com/quotalint/quotalint/internal/facts"
)

// A layout knows which package the build takes for an import. Of files that were not loaded, and of all but imports, it
// knows what the layout of package golang knows.
type layout struct {
	analyzers.Layout
	known   func(module string) bool
	loaded  *program
	sources map[string]bool // the folders of the tree that hold source
}

func newLayout(grammar analyzers.Layout, tree analyzers.Tree, known func(module string) bool, loaded *program) *layout {
	l := &layout{grammar, known, loaded, map[string]bool{}}
	for _, file := range tree.Files() {
		l.sources[path.Dir(file)] = true
	}
	return l
}

// Resolve says which package an import path means in the file from. A module that rules know is what they know wherever its
// copy is. Where another version is built in of a module that is in the tree, the source in the tree tells more than none.
func (l *layout) Resolve(from, module string) facts.Target {
	said := l.Layout.Resolve(from, module)
	p, ok := l.loaded.files[from].imports[module]
	switch {
	case !ok || l.known(module):
		return said
	case l.sources[p.folder]:
		return facts.Target{Place: facts.InFolder, Path: p.folder}
	case p.folder != "" || p.ofModule && said.Place == facts.InFolder:
		return said
	}
	return facts.Target{Place: facts.Outside, Path: module}
}
