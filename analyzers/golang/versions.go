package golang

import (
	"path"
	"strings"

	"golang.org/x/mod/modfile"
	"golang.org/x/mod/module"
	"golang.org/x/mod/semver"
)

// Version is the version of a module that the file from is built with. The module is meant with all its major versions;
// where several are required, the one counts that the file imports, else the highest.
func (l *layout) Version(from, pkg string) (version, source string, exact bool) {
	folder := path.Dir(from)
	var found []required
	if mod := l.modules().above(folder); mod != nil {
		found = l.required(mod, pkg)
	}
	if len(found) == 0 {
		found = l.vendored(folder, pkg)
	}
	best := required{}
	for _, r := range found {
		r.imported = len(found) > 1 && l.uses(from, r.path)
		if r.beats(best) {
			best = r
		}
	}
	return strings.TrimPrefix(best.version, "v"), best.file, best.exact
}

// A required is a module that is built in.
type required struct {
	path, version string
	exact         bool
	file          string // says so
	imported      bool   // by the file that asks
}

func (r required) beats(other required) bool {
	if r.imported != other.imported {
		return r.imported
	}
	return semver.Compare(r.version, other.version) > 0
}

// required lists what the modules that are built together require of a module.
func (l *layout) required(mod *goMod, pkg string) []required {
	all := l.modules()
	replaces := all.replaces(mod)
	var list []required
	for _, part := range all.built(mod) {
		for _, need := range part.requires {
			if major(need.Mod.Path, pkg) {
				list = append(list, settle(need.Mod, replaces, part.file)...)
			}
		}
	}
	return list
}

// major reports whether a module path is that of a package or of a later major version of it.
func major(modulePath, pkg string) bool {
	rest, ok := strings.CutPrefix(modulePath, pkg)
	return ok && (rest == "" || rest[0] == '/' && majorVersion(rest[1:]))
}

// settle says which version of a module is built in where it is required: that, unless another one stands in for it. How
// a copy or a fork relates to the version that it replaces nobody says, nor what a commit without a version is behind.
func settle(need module.Version, replaces []replacement, file string) []required {
	r := required{path: need.Path, version: need.Version, exact: true, file: file}
	for _, by := range replaces {
		if by.Old.Path != need.Path || by.Old.Version != "" && by.Old.Version != need.Version {
			continue
		}
		r.exact = by.New.Path == need.Path
		if !modfile.IsDirectoryPath(by.New.Path) {
			r.version = by.New.Version
		}
		break
	}
	if module.IsPseudoVersion(r.version) {
		r.exact = false
	}
	if !semver.IsValid(r.version) {
		return nil
	}
	return []required{r}
}

// vendored lists what the nearest folder vendor above says that it holds of a module.
func (l *layout) vendored(folder, pkg string) []required {
	for ; ; folder = path.Dir(folder) {
		file := path.Join(folder, "vendor/modules.txt")
		if text, err := l.tree.Read(file); err == nil {
			return listed(string(text), pkg, file)
		}
		if folder == "." {
			return nil
		}
	}
}

// listed reads lines such as "# path v1.2.3" or "# path v1.2.3 => path v1.2.4".
func listed(text, pkg, file string) []required {
	var list []required
	for line := range strings.Lines(text) {
		words := strings.Fields(line)
		if len(words) < 3 || words[0] != "#" || !major(words[1], pkg) {
			continue
		}
		need := module.Version{Path: words[1], Version: words[2]}
		var replaces []replacement
		if len(words) > 4 && words[3] == "=>" {
			by := &modfile.Replace{Old: need, New: module.Version{Path: words[4], Version: strings.Join(words[5:], "")}}
			replaces = []replacement{{by, ""}}
		}
		list = append(list, settle(need, replaces, file)...)
	}
	return list
}

// uses reports whether a file imports a package of a module and of no later major version of it.
func (l *layout) uses(file, modulePath string) bool {
	src, err := l.tree.Read(file)
	if err != nil {
		return false
	}
	for _, s := range importSpecs(src) {
		rest, ok := strings.CutPrefix(s.path, modulePath)
		if !ok || rest != "" && rest[0] != '/' {
			continue
		}
		if next, _, _ := strings.Cut(strings.TrimPrefix(rest, "/"), "/"); !majorVersion(next) {
			return true
		}
	}
	return false
}
