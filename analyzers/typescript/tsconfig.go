package typescript

import (
	"cmp"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/quotalint/quotalint/analyzers"
)

// configs are the tsconfig and jsconfig files of a tree.
type configs struct {
	files   map[string]*tsconfig   // by path, what they extend left out
	merged  map[string]*tsconfig   // the same with what they extend
	folders map[string][]*tsconfig // what holds in a folder, the file that editors use first
}

// A tsconfig is what one file says of module names.
type tsconfig struct {
	path       string
	extends    []string
	references []string
	baseURL    string // "" if there is none; "." is the root
	rootDirs   []string
	paths      map[string][]string // pattern -> targets, relative to the root
}

func newConfigs(tree analyzers.Tree, p *projects) *configs {
	c := &configs{files: map[string]*tsconfig{}, merged: map[string]*tsconfig{}, folders: map[string][]*tsconfig{}}
	var names []string
	for _, base := range []string{"tsconfig.json", "jsconfig.json", "tsconfig*.json", "jsconfig*.json"} {
		names = append(names, tree.Named(base)...)
	}
	c.readAll(tree, p, names)
	effective := map[string]*tsconfig{}
	for _, file := range sortedKeys(c.files) { // what configs say that extend each other depends on the first
		effective[file] = c.effective(p, file)
	}
	for _, file := range names {
		if effective[file] == nil {
			continue
		}
		c.hold(parent(file), effective[file])
		for _, other := range c.files[file].references {
			if effective[other] != nil {
				c.hold(parent(file), effective[other])
			}
		}
	}
	return c
}

func (c *configs) hold(folder string, f *tsconfig) {
	if !slices.Contains(c.folders[folder], f) {
		c.folders[folder] = append(c.folders[folder], f)
	}
}

// readAll reads configs and what they extend or refer to, which may have any name.
func (c *configs) readAll(tree analyzers.Tree, p *projects, files []string) {
	for i := 0; i < len(files); i++ {
		text, err := tree.Read(files[i])
		if err != nil || c.files[files[i]] != nil {
			continue
		}
		f := parseConfig(files[i], text)
		if f == nil {
			continue
		}
		c.files[files[i]] = f
		files = append(files, f.references...)
		for _, base := range f.extends {
			files = append(files, extended(p, f.path, base)...)
		}
	}
}

func parseConfig(file string, text []byte) *tsconfig {
	var t struct {
		Extends         any
		References      []struct{ Path string }
		CompilerOptions struct {
			BaseURL  string `json:"baseUrl"`
			Paths    map[string][]string
			RootDirs []string
		}
	}
	if !readJSON(text, &t) {
		return nil
	}
	folder := parent(file)
	f := &tsconfig{path: file}
	switch e := t.Extends.(type) {
	case string:
		f.extends = []string{e}
	case []any:
		for _, e := range e {
			if e, ok := e.(string); ok {
				f.extends = append(f.extends, e)
			}
		}
	}
	for _, r := range t.References {
		if path.Ext(r.Path) == ".json" {
			f.references = append(f.references, join(folder, r.Path))
		}
	}
	o := t.CompilerOptions
	base := folder
	if o.BaseURL != "" {
		f.baseURL = anchor(folder, o.BaseURL)
		base = f.baseURL
	}
	for _, dir := range o.RootDirs {
		f.rootDirs = append(f.rootDirs, anchor(folder, dir))
	}
	if o.Paths != nil {
		f.paths = map[string][]string{}
		for pattern, targets := range o.Paths {
			for _, target := range targets {
				f.paths[pattern] = append(f.paths[pattern], anchor(base, target))
			}
		}
	}
	return f
}

// here stands for the folder of the config that extends others.
const here = "${configDir}"

// anchor is a path of a config from the root; "." is the root. One that begins with here stays as it is.
func anchor(folder, name string) string {
	if strings.HasPrefix(name, here) {
		return name
	}
	return path.Join(folder, name)
}

// extended lists the files that extends: may mean, the likeliest first.
func extended(p *projects, file, base string) []string {
	if isPath(base) {
		return configAt(join(parent(file), base))
	}
	var list []string
	name, sub := splitName(base)
	for _, m := range p.named[name] {
		list = append(list, configAt(join(m.folder, cmp.Or(sub, m.config, "tsconfig.json")))...)
	}
	return list
}

// configAt lists the files that a path of a config may mean.
func configAt(at string) []string {
	return []string{at, at + ".json", at + "/tsconfig.json"}
}

// effective is a config with what it extends.
func (c *configs) effective(p *projects, file string) *tsconfig {
	f := *c.merge(p, file)
	f.settle()
	return &f
}

// merge is the same with here as it is written. One that extends itself takes nothing from itself.
func (c *configs) merge(p *projects, file string) *tsconfig {
	if f, ok := c.merged[file]; ok {
		return f
	}
	own := c.files[file]
	f := &tsconfig{path: file}
	c.merged[file] = f
	for _, base := range own.extends {
		for _, other := range extended(p, file, base) {
			if c.files[other] != nil {
				f.take(c.merge(p, other))
				break
			}
		}
	}
	f.take(own)
	return f
}

// take lays what another config says over what this one says.
func (f *tsconfig) take(other *tsconfig) {
	if other.baseURL != "" {
		f.baseURL = other.baseURL
	}
	if other.rootDirs != nil {
		f.rootDirs = other.rootDirs
	}
	if other.paths != nil {
		f.paths = other.paths
	}
}

// settle puts the folder of the config in the place of here.
func (f *tsconfig) settle() {
	folder := parent(f.path)
	own := func(name string) string {
		if rest, ok := strings.CutPrefix(name, here); ok {
			return path.Join(folder, rest)
		}
		return name
	}
	f.baseURL = own(f.baseURL)
	f.rootDirs = slices.Clone(f.rootDirs)
	for i := range f.rootDirs {
		f.rootDirs[i] = own(f.rootDirs[i])
	}
	f.paths = maps.Clone(f.paths)
	for pattern, targets := range f.paths {
		f.paths[pattern] = slices.Clone(targets)
		for i := range targets {
			f.paths[pattern][i] = own(targets[i])
		}
	}
}

// nearest are the configs of the innermost folder above that has any.
func (c *configs) nearest(folder string) []*tsconfig {
	for ; ; folder = parent(folder) {
		if list := c.folders[folder]; len(list) > 0 || folder == "" {
			return list
		}
	}
}

// find resolves a name by the configs of the importer. claimed says that one of them maps the name to a place in the
// tree, though nothing is there. narrow leaves out what maps any name.
func (c *configs) find(l *layout, q query, name string, narrow bool) (file string, claimed bool) {
	for _, f := range c.nearest(q.folder) {
		pattern, star, ok := f.match(name)
		if ok && !(narrow && pattern == "*") {
			for _, target := range f.paths[pattern] {
				at := clean(strings.Replace(target, "*", star, 1))
				if file, ok := l.at(at, false, q.script); ok {
					return file, true
				}
				if file, ok := l.unbuilt(at); ok {
					return file, true
				}
				claimed = claimed || pattern != "*" && !strings.Contains(at, "node_modules")
			}
		}
		if f.baseURL != "" && !narrow {
			if file, ok := l.at(join(f.baseURL, name), false, q.script); ok {
				return file, true
			}
		}
	}
	return "", claimed
}

// match finds the pattern of paths that a name matches, the most special one, and what stands for its *.
func (f *tsconfig) match(name string) (pattern, star string, ok bool) {
	if _, ok := f.paths[name]; ok {
		return name, "", true
	}
	length := -1
	for p := range f.paths {
		head, tail, wild := strings.Cut(p, "*")
		if !wild || len(name) < len(head)+len(tail) || !strings.HasPrefix(name, head) || !strings.HasSuffix(name, tail) {
			continue
		}
		if len(head) > length || len(head) == length && len(p) > len(pattern) { // of two with one head the tails differ
			pattern, star, length = p, name[len(head):len(name)-len(tail)], len(head)
		}
	}
	return pattern, star, length >= 0
}

// twins are the paths in the other folders that a config lays over the one that a path is in.
func (c *configs) twins(folder, at string) []string {
	var list []string
	for _, f := range c.nearest(folder) {
		for _, root := range f.rootDirs {
			root = clean(root)
			if !within(at, root) {
				continue
			}
			for _, other := range f.rootDirs {
				if other = clean(other); other != root {
					list = append(list, join(other, strings.TrimPrefix(at, root)))
				}
			}
		}
	}
	return list
}

// clean is a path in which "" is the root.
func clean(name string) string { return join("", name) }
