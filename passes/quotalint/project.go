package quotalint

import (
	"fmt"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/bmatcuk/doublestar/v4"
	"golang.org/x/mod/modfile"

	"github.com/quotalint/quotalint/internal/check"
	"github.com/quotalint/quotalint/internal/config"
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

// projectOf returns the project that the packages in a folder belong to, which is loaded once.
func (v *vet) projectOf(folder string) (*project, error) {
	root, _, err := locate(folder)
	if err != nil {
		return nil, err
	}
	load, _ := v.projects.LoadOrStore(root, sync.OnceValues(func() (*project, error) { return v.load(root) }))
	return load.(func() (*project, error))()
}

func (v *vet) load(root string) (*project, error) {
	files, err := configsBelow(os.DirFS(root))
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
	p.lang = check.Compile(p.rules, v.source.Name(), p.config.Trust...)
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
	if v.config == "" {
		return config.Load(os.DirFS(root), outermost, files, config.Running())
	}
	file := v.config
	if !filepath.IsAbs(file) { // drivers run the analyzer in any folder
		file = filepath.Join(root, file)
	}
	return config.LoadFrom(os.DirFS(root), file, config.OnDisk, files, config.Running())
}

// configsBelow lists the config files below a root, the outermost first.
func configsBelow(fsys fs.FS) ([]string, error) {
	var files []string
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		switch base := path.Base(name); {
		case err != nil:
			return nil // what cannot be read holds no config that a package could be judged by
		case d.IsDir() && name != "." && (strings.HasPrefix(base, ".") || base == "node_modules" || base == "vendor"):
			return fs.SkipDir
		case !d.IsDir() && config.IsName(base):
			files = append(files, name)
		}
		return nil
	})
	slices.SortStableFunc(files, func(a, b string) int { return strings.Count(a, "/") - strings.Count(b, "/") })
	return files, err
}

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

// partsOfFactories lists the packages that the folders of factories import, and those that these import in turn, as far as
// they are of the same module: what is constructed in them may be a part of a factory.
func partsOfFactories(root string, c *config.Config) []string {
	fsys := os.DirFS(root)
	parts, seen := map[string]bool{}, map[string]bool{}
	var follow func(folder string)
	follow = func(folder string) {
		if seen[folder] {
			return
		}
		seen[folder] = true
		home, module := moduleOf(fsys, folder)
		for _, name := range importsOf(fsys, folder) {
			parts[name] = true
			if below, ok := strings.CutPrefix(name, module+"/"); module != "" && ok {
				follow(path.Join(home, below))
			}
		}
	}
	for _, f := range c.Factories {
		names, err := doublestar.Glob(fsys, path.Clean(f.Path))
		if err != nil {
			continue // the config has been checked: the glob is one
		}
		for _, name := range names {
			if info, err := fs.Stat(fsys, name); err != nil || !info.IsDir() {
				name = path.Dir(name)
			}
			follow(name)
		}
	}
	return slices.Sorted(maps.Keys(parts))
}

// moduleOf finds the folder and the path of the module that a folder is in; the path is "" if there is none below the root.
func moduleOf(fsys fs.FS, folder string) (home, module string) {
	for home = folder; ; home = path.Dir(home) {
		if text, err := fs.ReadFile(fsys, path.Join(home, "go.mod")); err == nil {
			return home, modfile.ModulePath(text)
		}
		if home == "." {
			return home, ""
		}
	}
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

// allowlist is the root whose config approves factories, "" where there is no config.
func (p *project) allowlist() string {
	if p.config.Path == "" {
		return ""
	}
	return p.root
}

// relative is the name of a file below the root; ok is false for one that is elsewhere.
func (p *project) relative(file string) (name string, ok bool) {
	name, err := config.Relative(p.root, file)
	return name, err == nil
}
