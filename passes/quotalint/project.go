package quotalint

import (
	"fmt"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/quotalint/quotalint/internal/check"
	"github.com/quotalint/quotalint/internal/config"
	"github.com/quotalint/quotalint/internal/facts"
	"github.com/quotalint/quotalint/rules"
)

// A project is what the packages below one root are judged by.
type project struct {
	root   string // absolute
	config *config.Config
	rules  *rules.Set
	lang   *check.Language
	today  time.Time
	parts  []string // import paths that the code of factories imports, sorted
}

// projectOf returns the project that the packages in a folder belong to.
func (v *vet) projectOf(folder string) (*project, error) {
	load, _ := v.projects.LoadOrStore(folder, sync.OnceValues(func() (*project, error) { return v.load(folder) }))
	return load.(func() (*project, error))()
}

func (v *vet) load(folder string) (*project, error) {
	root, files, err := locate(folder)
	if err != nil {
		return nil, err
	}
	p := &project{root: root}
	if p.config, err = v.loadConfig(root, files); err != nil {
		return nil, err
	}
	if p.today, err = v.day(); err != nil {
		return nil, err
	}
	builtin, err := rules.LoadLanguage(v.source.Name())
	if err != nil {
		return nil, err
	}
	if p.rules, err = p.config.WithRules(os.DirFS(root), builtin); err != nil {
		return nil, err
	}
	p.lang = check.Compile(p.rules, v.source.Name())
	p.parts = partsOfFactories(root, p.config)
	return p, nil
}

// locate finds the root of a folder and the config files from there down to it. Where no config and no repository tells,
// the root is the folder of the module.
func locate(folder string) (root string, files []string, err error) {
	root, files, err = config.Discover(folder)
	if err != nil || len(files) > 0 {
		return root, files, err
	}
	if _, err := os.Lstat(filepath.Join(root, ".git")); err == nil {
		return root, nil, nil
	}
	for dir := root; dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir, nil, nil
		}
	}
	return root, nil, nil
}

// loadConfig reads the config of a root, or the file that stands in for it.
func (v *vet) loadConfig(root string, files []string) (*config.Config, error) {
	outermost := ""
	if len(files) > 0 && path.Dir(files[0]) == "." {
		outermost, files = files[0], files[1:]
	}
	if v.config != "" {
		return config.LoadFrom(os.DirFS(root), v.config, files, version)
	}
	return config.Load(os.DirFS(root), outermost, files, version)
}

// version stands for the program that reads a config: an analyzer has no version of its own.
const version = "dev"

func (v *vet) day() (time.Time, error) {
	if v.today == "" {
		return time.Now().UTC().Truncate(24 * time.Hour), nil
	}
	day, err := time.Parse(time.DateOnly, v.today)
	if err != nil {
		return day, fmt.Errorf("-today is a date such as 2027-03-01, not %q", v.today)
	}
	return day, nil
}

// known reports whether a package is one of an SDK, by its import path.
func (p *project) known(pkg string) bool { return p.lang.Known.SDK(pkg) }

// partsOfFactories lists the packages that the folders of factories import: what is constructed in them may be a part of a
// factory.
func partsOfFactories(root string, c *config.Config) []string {
	fsys := os.DirFS(root)
	var parts []string
	for _, f := range c.Factories {
		names, err := doublestar.Glob(fsys, path.Clean(f.Path))
		if err != nil {
			continue // the config has been checked: the glob is one
		}
		for _, name := range names {
			if info, err := fs.Stat(fsys, name); err != nil || !info.IsDir() {
				name = path.Dir(name)
			}
			parts = append(parts, importsOf(fsys, name)...)
		}
	}
	slices.Sort(parts)
	return slices.Compact(parts)
}

// importsOf lists what the files of a folder import, but for test files. What cannot be read or parsed is left out.
func importsOf(fsys fs.FS, folder string) []string {
	entries, err := fs.ReadDir(fsys, folder)
	if err != nil {
		return nil
	}
	var list []string
	for _, e := range entries {
		name := path.Join(folder, e.Name())
		if path.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go") {
			continue
		}
		src, err := fs.ReadFile(fsys, name)
		if err != nil {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, src, parser.ImportsOnly)
		if err != nil {
			continue
		}
		for _, spec := range file.Imports {
			if path, err := strconv.Unquote(spec.Path.Value); err == nil {
				list = append(list, path)
			}
		}
	}
	return list
}

// relative is the name of a file below the root; ok is false for one that is elsewhere.
func (p *project) relative(file string) (name string, ok bool) {
	name, err := config.Relative(p.root, file)
	return name, err == nil
}

// packages is how the imports of linked packages find each other: each by its import path.
type packages map[string]string // import path -> folder

// Resolve says which package an import path means.
func (p packages) Resolve(_, module string) facts.Target {
	if folder, ok := p[module]; ok {
		return facts.Target{Place: facts.InFolder, Path: folder}
	}
	return facts.Target{Place: facts.Outside, Path: module}
}

// Below says that a package has no members but those that it declares.
func (packages) Below(string, string) facts.Target { return facts.Target{Place: facts.Missing} }
