package golang

import (
	"errors"
	"path"
	"slices"
	"strings"

	"golang.org/x/mod/modfile"

	"github.com/quotalint/quotalint/analyzers"
)

// A goMod is one module of the tree.
type goMod struct {
	folder   string // "." for the root
	path     string // what its packages' import paths begin with; "" if the file does not say
	requires []*modfile.Require
	replaces []*modfile.Replace
	file     string
}

// A goWork is one workspace of the tree.
type goWork struct {
	folder   string
	uses     []string // the folders of its modules
	replaces []*modfile.Replace
}

// modules are the modules and workspaces of a tree, by folder.
type modules struct {
	mods  map[string]*goMod
	works map[string]*goWork
	names map[string]*goMod // by path; nil where two modules of the tree have one
}

func newModules(tree analyzers.Tree) *modules {
	m := &modules{mods: map[string]*goMod{}, works: map[string]*goWork{}, names: map[string]*goMod{}}
	for _, file := range tree.Named("go.mod") {
		mod := readMod(tree, file)
		m.mods[mod.folder] = mod
		if _, taken := m.names[mod.path]; taken {
			m.names[mod.path] = nil
		} else {
			m.names[mod.path] = mod
		}
	}
	for _, file := range tree.Named("go.work") {
		work := readWork(tree, file)
		m.works[work.folder] = work
	}
	return m
}

// above is the module that a folder belongs to, nil if none.
func (m *modules) above(folder string) *goMod {
	for ; ; folder = path.Dir(folder) {
		if mod := m.mods[folder]; mod != nil || folder == "." {
			return mod
		}
	}
}

// workspace is the workspace that a module is built in, nil if none.
func (m *modules) workspace(mod *goMod) *goWork {
	for folder := mod.folder; ; folder = path.Dir(folder) {
		if work := m.works[folder]; work != nil && slices.Contains(work.uses, mod.folder) {
			return work
		}
		if folder == "." {
			return nil
		}
	}
}

// built lists the modules that are built together with one, that one first.
func (m *modules) built(mod *goMod) []*goMod {
	list := []*goMod{mod}
	if work := m.workspace(mod); work != nil {
		for _, folder := range work.uses {
			if other := m.mods[folder]; other != nil && other != mod {
				list = append(list, other)
			}
		}
	}
	return list
}

// replaces lists what is said to stand in for other modules when a module is built, the most telling first.
func (m *modules) replaces(mod *goMod) []replacement {
	var list []replacement
	add := func(folder string, said []*modfile.Replace) {
		for _, r := range said {
			list = append(list, replacement{r, folder})
		}
	}
	if work := m.workspace(mod); work != nil {
		add(work.folder, work.replaces)
	}
	for _, part := range m.built(mod) {
		add(part.folder, part.replaces)
	}
	return list
}

// A replacement is a replace directive and the folder of its file.
type replacement struct {
	*modfile.Replace
	folder string
}

// local is the folder that stands in for the module, as a path in the tree; it may lead out of it.
func (r replacement) local() (folder string, ok bool) {
	if !modfile.IsDirectoryPath(r.New.Path) {
		return "", false
	}
	given := strings.ReplaceAll(r.New.Path, `\`, "/")
	if path.IsAbs(given) {
		return "..", true
	}
	return path.Join(r.folder, given), true
}

func readMod(tree analyzers.Tree, file string) *goMod {
	mod := &goMod{folder: path.Dir(file), file: file}
	text, err := tree.Read(file)
	if err != nil {
		return mod
	}
	said, ok := tolerate(text, func(text []byte) (*modfile.File, error) { return modfile.Parse(file, text, asWritten) })
	if !ok {
		mod.path = modfile.ModulePath(text)
		return mod
	}
	if said.Module != nil {
		mod.path = said.Module.Mod.Path
	}
	mod.requires, mod.replaces = said.Require, said.Replace
	return mod
}

func readWork(tree analyzers.Tree, file string) *goWork {
	work := &goWork{folder: path.Dir(file)}
	text, err := tree.Read(file)
	if err != nil {
		return work
	}
	said, ok := tolerate(text, func(text []byte) (*modfile.WorkFile, error) { return modfile.ParseWork(file, text, asWritten) })
	if !ok {
		return work
	}
	for _, use := range said.Use {
		work.uses = append(work.uses, path.Join(work.folder, strings.ReplaceAll(use.Path, `\`, "/")))
	}
	work.replaces = said.Replace
	return work
}

// asWritten leaves a version as it is.
func asWritten(_, version string) (string, error) { return version, nil }

// tolerate parses a file, without the lines that do not parse.
func tolerate[F any](text []byte, parse func(text []byte) (F, error)) (said F, ok bool) {
	lines := strings.Split(string(text), "\n")
	for range lines {
		said, err := parse([]byte(strings.Join(lines, "\n")))
		if err == nil {
			return said, true
		}
		if !blankOut(lines, err) {
			break
		}
	}
	return said, false
}

// blankOut empties the lines that errors are about; it reports whether there was anything to empty.
func blankOut(lines []string, err error) (changed bool) {
	var several modfile.ErrorList
	if !errors.As(err, &several) {
		return false
	}
	for _, e := range several {
		if at := e.Pos.Line - 1; at >= 0 && at < len(lines) && lines[at] != "" {
			lines[at], changed = "", true
		}
	}
	return changed
}
