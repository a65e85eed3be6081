package typescript

import (
	"path"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
	"gopkg.in/yaml.v3"

	"github.com/quotalint/quotalint/analyzers"
)

// projects are the packages of a tree.
type projects struct {
	manifests map[string]*manifest   // by folder
	named     map[string][]*manifest // by the name of the package, in the order of their folders
	maps      map[string][]importMap // by the folder whose files they are for
	roots     map[string][]string    // folder of a package -> the roots of the workspaces it is in, outermost first
}

func newProjects(tree analyzers.Tree) *projects {
	p := &projects{manifests: map[string]*manifest{}, named: map[string][]*manifest{}, maps: map[string][]importMap{}, roots: map[string][]string{}}
	read := func(base string, parse func(file string, text []byte)) {
		for _, file := range tree.Named(base) {
			if text, err := tree.Read(file); err == nil {
				parse(file, text)
			}
		}
	}
	add := func(file string, text []byte) {
		if m := parsePackage(file, text); m != nil {
			p.manifests[m.folder] = m
		}
	}
	read("package.json", add)
	for _, base := range []string{"deno.json", "deno.jsonc", "jsr.json", "import_map.json"} {
		read(base, func(file string, text []byte) { p.addDeno(tree, file, text) })
	}
	read("pnpm-workspace.yaml", p.addPnpm)
	read("lerna.json", p.addLerna)
	read("rush.json", p.addRush)
	folders := sortedKeys(p.manifests)
	for _, folder := range folders {
		if m := p.manifests[folder]; m.name != "" {
			p.named[m.name] = append(p.named[m.name], m)
		}
	}
	for _, root := range folders {
		p.gather(root, folders)
	}
	return p
}

// at is the manifest of a folder, made if there is none.
func (p *projects) at(folder, file string) *manifest {
	if p.manifests[folder] == nil {
		p.manifests[folder] = &manifest{path: file, folder: folder, needs: map[string]string{}}
	}
	return p.manifests[folder]
}

func (p *projects) addPnpm(file string, text []byte) {
	var w struct {
		Packages []string
		Catalog  map[string]string
		Catalogs map[string]map[string]string
	}
	_ = yaml.Unmarshal(text, &w) // what cannot be read says nothing
	m := p.at(parent(file), file)
	m.groups = append(m.groups, w.Packages...)
	m.catalog, m.catalogs = w.Catalog, w.Catalogs
}

func (p *projects) addLerna(file string, text []byte) {
	var w struct{ Packages []string }
	readJSON(text, &w)
	m := p.at(parent(file), file)
	if len(w.Packages) == 0 && len(m.groups) == 0 {
		w.Packages = []string{"packages/*"}
	}
	m.groups = append(m.groups, w.Packages...)
}

func (p *projects) addRush(file string, text []byte) {
	var w struct {
		Projects []struct{ ProjectFolder string }
	}
	readJSON(text, &w)
	m := p.at(parent(file), file)
	for _, project := range w.Projects {
		m.groups = append(m.groups, project.ProjectFolder)
	}
}

// gather notes which of the packages in some folders are in the workspace of a root.
func (p *projects) gather(root string, folders []string) {
	groups := groupsOf(p.manifests[root].groups)
	if len(groups) == 0 {
		return
	}
	for _, folder := range folders {
		if within(folder, root) && covered(groups, path.Clean(strings.TrimPrefix(strings.TrimPrefix(folder, root), "/"))) {
			p.roots[folder] = append(p.roots[folder], root)
		}
	}
}

// A group is a pattern of the folders of a workspace.
type group struct {
	pattern string
	plain   bool // it is the path of one folder
	out     bool // it takes out what it matches
}

// groupsOf reads the patterns of a workspace; those that begin with ! take out.
func groupsOf(patterns []string) []group {
	var groups []group
	for _, text := range patterns {
		pattern, out := strings.CutPrefix(text, "!")
		groups = append(groups, group{path.Clean(pattern), !strings.ContainsAny(pattern, `*?[]{}\`), out})
	}
	return groups
}

// covered reports whether the patterns of a workspace cover a folder: the last one that matches it says.
func covered(groups []group, folder string) bool {
	in := false
	for _, g := range groups {
		matches := g.plain && g.pattern == folder
		if !g.plain {
			matches, _ = doublestar.Match(g.pattern, folder) // a pattern that is none matches nothing
		}
		if matches {
			in = !g.out
		}
	}
	return in
}

// within reports whether a folder is below another or the same.
func within(folder, root string) bool {
	return root == "" || folder == root || strings.HasPrefix(folder, root+"/")
}

// above lists the manifests of the packages that a folder is in, innermost first.
func (p *projects) above(folder string) []*manifest {
	var list []*manifest
	for ; ; folder = parent(folder) {
		if m := p.manifests[folder]; m != nil {
			list = append(list, m)
		}
		if folder == "" {
			return list
		}
	}
}

// folders lists the folders of those packages, and the root.
func (p *projects) folders(folder string) []string {
	var list []string
	for _, m := range p.above(folder) {
		list = append(list, m.folder)
	}
	if p.manifests[""] == nil {
		list = append(list, "")
	}
	return list
}

// A need is what the innermost manifest that asks for a package says.
type need struct {
	by   *manifest
	name string // the package as the manifest calls it
	spec string // a range, or where the package comes from
}

// need is what the packages that a folder is in ask for by a name; nil if they do not ask for it.
func (p *projects) need(folder, name string) *need {
	for ; ; folder = parent(folder) {
		if m := p.manifests[folder]; m != nil {
			if spec, ok := m.needs[name]; ok {
				return &need{m, name, spec}
			}
		}
		if folder == "" {
			return nil
		}
	}
}

// elsewhere reads a need for a package by another name: npm:openai@^4.
func (n *need) elsewhere() (specifier, bool) {
	if n == nil {
		return specifier{}, false
	}
	return parseSpecifier(n.spec)
}

// local is the folder that the need points to, if it is written as a path.
func (n *need) local() (string, bool) {
	for _, scheme := range []string{"file:", "link:", "portal:", "workspace:"} {
		if at, ok := strings.CutPrefix(n.spec, scheme); ok && (scheme != "workspace:" || strings.HasPrefix(at, ".")) {
			return join(n.by.folder, at), true
		}
	}
	return "", false
}

// packageOf is the package of the tree that a name means in the files of a folder; nil if it means none: the importer's
// own, one that a manifest points to, the only one of the innermost workspace that has it, or the only one of the name.
func (l *layout) packageOf(q query, name string, n *need) *manifest {
	p := l.projects()
	for _, m := range p.above(q.folder) {
		if m.name == "" {
			continue
		}
		if m.name == name && (m.exports != nil || !l.known(name) && (n == nil || n.by != m)) {
			return m
		}
		break
	}
	if n != nil {
		if folder, ok := n.local(); ok {
			return p.manifests[folder]
		}
		if alias, ok := strings.CutPrefix(n.spec, "workspace:"); ok {
			if i := strings.LastIndexByte(alias, '@'); i > 0 {
				name = alias[:i]
			}
		}
	}
	candidates := p.named[name]
	var best *manifest
	doubt := false
	for _, m := range candidates {
		if !p.together(q.folder, m) {
			continue
		}
		nearer := best == nil || len(p.root(m)) > len(p.root(best))
		doubt = !nearer && (doubt || len(p.root(m)) == len(p.root(best)))
		if nearer {
			best = m
		}
	}
	switch {
	case doubt:
	case best != nil && (!l.known(name) || n.meets(best)):
		return best
	case best == nil && len(candidates) == 1 && !l.known(name) && n.meets(candidates[0]):
		return candidates[0]
	}
	return nil
}

// root is the innermost root of the workspaces that a package is in.
func (p *projects) root(m *manifest) string {
	if roots := p.roots[m.folder]; len(roots) > 0 {
		return roots[len(roots)-1]
	}
	return ""
}

// together reports whether a folder is in a workspace of the package.
func (p *projects) together(folder string, m *manifest) bool {
	return slices.ContainsFunc(p.roots[m.folder], func(root string) bool { return within(folder, root) })
}

// meets reports whether a package of the tree is what the need asks for, not an older or newer one from elsewhere.
func (n *need) meets(m *manifest) bool {
	return n == nil || strings.HasPrefix(n.spec, "workspace:") || strings.HasPrefix(n.spec, "catalog:") || allows(n.spec, m.version)
}
