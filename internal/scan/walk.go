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

// A Tree is what a walk found below a root.
type Tree struct {
	root  string
	fsys  fs.FS
	from  *vcs.Files // what git keeps; nil: fsys is the disk
	files []string   // all regular files that are not ignored, by path
	bases map[string][]string
	left  []leaving
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

// Walk lists what is below the root of the options. Root, Paths, ForceExclude, Buffer and From of them matter, and an error
// is about these or the context's.
func Walk(ctx context.Context, o Options) (*Tree, error) {
	w, err := start(o)
	if err != nil {
		return nil, err
	}
	if o.Buffer != nil {
		w.fsys = buffered{w.fsys, o.Buffer}
	}
	if err := w.holds(o.Paths); err != nil {
		return nil, err
	}
	if !o.ForceExclude {
		w.name(o.Paths)
	}
	var ignores *vcs.Ignores
	if !w.tracked(".") {
		mark(w.kept, vcs.Kept(ctx, w.root))
		ignores = vcs.RootIgnores(ctx, w.root)
	}
	if err := w.folder(ctx, "", ignores, false); err != nil {
		return nil, err
	}
	return w.done(), nil
}

// start makes a walker of the disk, or of what git keeps.
func start(o Options) (*walker, error) {
	if o.From != nil {
		w := newWalker(o.Root, o.From)
		w.from = o.From
		return w, nil
	}
	root, err := folder(o.Root)
	if err != nil {
		return nil, err
	}
	return newWalker(root, os.DirFS(root)), nil
}

// tracked reports whether a file or folder is one that git keeps, so that no ignore rule is about it.
func (t *Tree) tracked(name string) bool { return t.from != nil && t.from.Tracked(name) }

// folder is the real path of a root.
func folder(root string) (string, error) {
	info, err := os.Stat(root)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "", fmt.Errorf("%s: no such folder (check the spelling)", root)
	case err != nil:
		return "", fmt.Errorf("%s: %s (check its permissions)", root, reasonOf(err))
	case !info.IsDir():
		return "", fmt.Errorf("%s: is not a folder (give the folder it is in as the root)", root)
	}
	real, err := filepath.EvalSymlinks(root)
	if err != nil {
		return "", fmt.Errorf("%s: %s (check its permissions)", root, reasonOf(err))
	}
	return real, nil
}

// A walker makes a tree.
type walker struct {
	*Tree
	kept  map[string]bool // files that are tracked though ignored, and the folders they are in
	named map[string]bool // what the user named: nothing leaves it out
	leads map[string]bool // the same, and the folders it is in
}

func newWalker(root string, fsys fs.FS) *walker {
	return &walker{
		Tree: &Tree{root: root, fsys: fsys, bases: map[string][]string{}},
		kept: map[string]bool{}, named: map[string]bool{}, leads: map[string]bool{},
	}
}

// name makes sure that paths are walked, whatever would leave them out.
func (w *walker) name(paths []string) {
	for _, p := range paths {
		w.named[p] = true
	}
	mark(w.leads, paths)
}

// mark puts paths and the folders they are in into a set.
func mark(set map[string]bool, paths []string) {
	for _, p := range paths {
		for at := p; at != "." && !set[at]; at = path.Dir(at) {
			set[at] = true
		}
	}
}

// done sorts what was found.
func (w *walker) done() *Tree {
	slices.Sort(w.files)
	slices.SortFunc(w.left, func(a, b leaving) int { return strings.Compare(a.path, b.path) })
	for _, file := range w.files {
		base := path.Base(file)
		w.bases[base] = append(w.bases[base], file)
	}
	return w.Tree
}

// folder walks one folder. In an ignored one only what is kept or named is taken.
func (w *walker) folder(ctx context.Context, dir string, ignores *vcs.Ignores, ignored bool) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	entries, err := fs.ReadDir(w.fsys, fsName(dir))
	if err != nil {
		w.leave(dir, "the folder cannot be read: "+reasonOf(err), true, false)
	}
	if dir != "" && !w.named[dir] && virtual(path.Base(dir), entries) {
		w.leave(dir, "a virtual environment", true, false)
		if !w.leads[dir] {
			return nil
		}
		ignored = true
	}
	for _, e := range entries {
		if e.Name() == ".gitignore" && e.Type().IsRegular() && !w.tracked(path.Join(dir, e.Name())) {
			if text, reason := w.read(path.Join(dir, e.Name()), defaultLimit); reason != "" {
				w.leave(path.Join(dir, e.Name()), "its rules are not applied: "+reason, true, false)
			} else {
				ignores = ignores.Below(dir, text)
			}
		}
	}
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
	reason, never := leftOut[e.Name()]
	by, matched := ignores.Match(name, e.IsDir())
	matched = matched && !w.tracked(name)
	switch {
	case w.named[name]:
		ignored = false
	case never && e.IsDir():
		w.leave(name, reason, true, reason == "")
		if !w.leads[name] {
			return nil
		}
		ignored = true
	case matched:
		w.leave(name, "ignored by "+by, e.IsDir(), w.kept[name] && !e.IsDir())
		ignored = true
	}
	if ignored && !w.kept[name] && !w.leads[name] {
		return nil
	}
	switch {
	case e.IsDir():
		return w.folder(ctx, name, ignores, ignored)
	case e.Type().IsRegular():
		w.files = append(w.files, name)
	case e.Type()&fs.ModeSymlink != 0:
		w.link(name)
	case w.tracked(name): // a submodule; what is wrong with it is said when it is opened
		_, err := w.fsys.Open(name)
		w.leave(name, reasonOf(err), true, false)
	default:
		w.leave(name, "not a regular file", false, false)
	}
	return nil
}

// link leaves a symbolic link. What it leads to is read by its own name if it is in the root.
func (w *walker) link(name string) {
	target, folder, err := w.target(name)
	switch {
	case errors.Is(err, vcs.ErrOutside):
		w.leave(name, "a symbolic link out of the root; it is not followed", folder, false)
	case err != nil:
		w.leave(name, "a symbolic link that leads nowhere", false, false)
	default:
		w.leave(name, "a symbolic link; what it leads to is read as "+target, folder, true)
	}
}

// target is what a symbolic link leads to, relative to the root. The error is vcs.ErrOutside if it is not in there.
func (t *Tree) target(name string) (target string, folder bool, err error) {
	if t.tracked(name) {
		return t.from.Link(name)
	}
	target, err = filepath.EvalSymlinks(filepath.Join(t.root, filepath.FromSlash(name)))
	if err != nil {
		return "", false, err
	}
	info, err := os.Stat(target)
	folder = err == nil && info.IsDir()
	if rel, err := filepath.Rel(t.root, target); err == nil && filepath.IsLocal(rel) {
		return filepath.ToSlash(rel), folder, nil
	}
	return "", folder, vcs.ErrOutside
}

func (w *walker) leave(name, reason string, folder, silent bool) {
	if reason == "" {
		reason = "holds no source"
	}
	w.left = append(w.left, leaving{fsName(name), reason, folder, silent})
}

// holds makes sure that the paths of the options are there.
func (t *Tree) holds(paths []string) error {
	for _, p := range paths {
		if _, err := fs.Stat(t.fsys, p); err != nil {
			if t.tracked(p) {
				return fmt.Errorf("%s: is not among the files that git keeps (check the spelling, or `git add` it)", p)
			}
			return fmt.Errorf("%s: %s in %s (check the spelling; paths are relative to the root)", p, reasonOf(err), t.root)
		}
	}
	return nil
}

// Configs lists the config files, by path.
func (t *Tree) Configs() []string {
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
