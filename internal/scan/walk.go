package scan

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/quotalint/quotalint/internal/config"
	"github.com/quotalint/quotalint/internal/vcs"
)

// A tree is what a walk found below a root.
type tree struct {
	root    string
	fsys    fs.FS
	limit   int64    // the size of the largest file that is read
	files   []string // all regular files that are not ignored, by path
	bases   map[string][]string
	folders map[string]bool // all that were entered
	left    []leaving
}

// A leaving is something that was not walked.
type leaving struct {
	path   string
	reason string
	folder bool
	silent bool // it holds no source, or what it holds is read by another name: not worth a row in a report
}

// leftOut is why folders of a name are never entered. Those without a reason hold no source.
var leftOut = map[string]string{
	".git": "", ".hg": "", ".svn": "", ".bzr": "", ".jj": "", "CVS": "",
	"__pycache__": "", ".mypy_cache": "", ".pytest_cache": "", ".ruff_cache": "",
	"node_modules": "installed packages", "bower_components": "installed packages", "site-packages": "installed packages", ".eggs": "installed packages",
	".tox": "test environments", ".nox": "test environments",
}

// defaultLimit is how large a file may be if the config does not say.
const defaultLimit = 1 << 20

// walk lists what is below a root.
func walk(ctx context.Context, root string) (*tree, error) {
	info, err := os.Stat(root)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("%s: no such folder (check the spelling)", root)
	case err != nil:
		return nil, fmt.Errorf("%s: %s (check its permissions)", root, reasonOf(err))
	case !info.IsDir():
		return nil, fmt.Errorf("%s: is not a folder (give the folder it is in as the root)", root)
	}
	real, err := filepath.EvalSymlinks(root)
	if err != nil {
		return nil, fmt.Errorf("%s: %s (check its permissions)", root, reasonOf(err))
	}
	w := newWalker(real, os.DirFS(real))
	w.keep(vcs.Kept(ctx, real))
	if err := w.folder(ctx, "", vcs.RootIgnores(ctx, real), false); err != nil {
		return nil, err
	}
	return w.done(), nil
}

// A walker makes a tree.
type walker struct {
	*tree
	kept map[string]bool // files that are tracked though ignored, and the folders they are in
}

func newWalker(root string, fsys fs.FS) *walker {
	return &walker{tree: &tree{root: root, fsys: fsys, limit: defaultLimit, bases: map[string][]string{}, folders: map[string]bool{}}, kept: map[string]bool{}}
}

func (w *walker) keep(files []string) {
	for _, file := range files {
		for at := file; at != "." && !w.kept[at]; at = path.Dir(at) {
			w.kept[at] = true
		}
	}
}

// done sorts what was found.
func (w *walker) done() *tree {
	slices.Sort(w.files)
	slices.SortFunc(w.left, func(a, b leaving) int { return strings.Compare(a.path, b.path) })
	for _, file := range w.files {
		base := path.Base(file)
		w.bases[base] = append(w.bases[base], file)
	}
	return w.tree
}

// folder walks one folder. In an ignored one only what is kept is taken.
func (w *walker) folder(ctx context.Context, dir string, ignores *vcs.Ignores, ignored bool) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	entries, err := fs.ReadDir(w.fsys, fsName(dir))
	if err != nil {
		w.leave(dir, "the folder cannot be read: "+reasonOf(err), true, false)
	}
	if dir != "" && virtual(path.Base(dir), entries) {
		w.leave(dir, "a virtual environment", true, false)
		return nil
	}
	for _, e := range entries {
		if e.Name() == ".gitignore" && e.Type().IsRegular() {
			if text, reason := w.read(path.Join(dir, e.Name())); reason != "" {
				w.leave(path.Join(dir, e.Name()), "its rules are not applied: "+reason, true, false)
			} else {
				ignores = ignores.Below(dir, text)
			}
		}
	}
	w.folders[dir] = true
	for _, e := range entries {
		if err := w.entry(ctx, path.Join(dir, e.Name()), e, ignores, ignored); err != nil {
			return err
		}
	}
	return nil
}

// virtual reports whether a folder is a virtual environment: by the file that every one has, or by its name unless it is
// a package.
func virtual(name string, entries []fs.DirEntry) bool {
	has := func(file string) bool {
		return slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return e.Name() == file })
	}
	return has("pyvenv.cfg") || (name == "venv" || name == ".venv") && !has("__init__.py")
}

// entry takes, enters or leaves one entry of a folder.
func (w *walker) entry(ctx context.Context, name string, e fs.DirEntry, ignores *vcs.Ignores, ignored bool) error {
	if e.IsDir() {
		if reason, ok := leftOut[e.Name()]; ok {
			w.leave(name, reason, true, reason == "")
			return nil
		}
	}
	by, matched := ignores.Match(name, e.IsDir())
	if ignored = ignored || matched; ignored {
		if matched {
			w.leave(name, "ignored by "+by, e.IsDir(), w.kept[name] && !e.IsDir())
		}
		if !w.kept[name] {
			return nil
		}
	}
	switch {
	case e.IsDir():
		return w.folder(ctx, name, ignores, ignored)
	case e.Type().IsRegular():
		w.files = append(w.files, name)
	case e.Type()&fs.ModeSymlink != 0:
		w.link(name)
	default:
		w.leave(name, "not a regular file", false, false)
	}
	return nil
}

// link leaves a symbolic link. What it leads to is read by its own name if it is in the root.
func (w *walker) link(name string) {
	target, err := filepath.EvalSymlinks(filepath.Join(w.root, filepath.FromSlash(name)))
	if err != nil {
		w.leave(name, "a symbolic link that leads nowhere", false, false)
		return
	}
	info, err := os.Stat(target)
	folder := err == nil && info.IsDir()
	if rel, err := filepath.Rel(w.root, target); err == nil && filepath.IsLocal(rel) {
		w.leave(name, "a symbolic link; what it leads to is read as "+filepath.ToSlash(rel), folder, true)
		return
	}
	w.leave(name, "a symbolic link out of the root; it is not followed", folder, false)
}

func (w *walker) leave(name, reason string, folder, silent bool) {
	if reason == "" {
		reason = "holds no source"
	}
	w.left = append(w.left, leaving{fsName(name), reason, folder, silent})
}

// holds makes sure that the paths of the options are there.
func (t *tree) holds(paths []string) error {
	for _, p := range paths {
		if _, err := fs.Stat(t.fsys, p); err != nil {
			return fmt.Errorf("%s: %s in %s (check the spelling; paths are relative to the root)", p, reasonOf(err), t.root)
		}
	}
	return nil
}

// configs lists the config files, by path.
func (t *tree) configs() []string {
	var names []string
	for _, file := range t.files {
		if config.IsName(path.Base(file)) {
			names = append(names, file)
		}
	}
	return names
}

// reasonOf is what is wrong with a file, without its path.
func reasonOf(err error) string {
	var p *fs.PathError
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "no such file or folder"
	case errors.Is(err, fs.ErrPermission):
		return "permission denied"
	case errors.As(err, &p):
		return p.Err.Error()
	}
	return err.Error()
}
