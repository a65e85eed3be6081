package vcs

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"strings"
)

// A Files is a snapshot as it is seen from a folder, the root. The root may be above the work tree: then what is beside
// the work tree is on disk. It is a file system as package fs has them. Like one of package os it follows symbolic links,
// but those in the snapshot only inside the root and the work tree.
type Files struct {
	snapshot *Snapshot
	disk     fs.FS
	root     string
	prefix   string // of the root, from the top of the work tree; "." if that is not above it
	mount    string // of the work tree, from the root; "." if that is not above it
}

var (
	_ fs.ReadDirFS  = (*Files)(nil)
	_ fs.StatFS     = (*Files)(nil)
	_ fs.ReadLinkFS = (*Files)(nil)
)

// At is the snapshot as seen from an absolute folder that is in the work tree or above it. The folder need not be in the
// snapshot: then there is nothing.
func (s *Snapshot) At(root string) (*Files, error) {
	f := &Files{snapshot: s, disk: os.DirFS(root), root: root, prefix: ".", mount: "."}
	var ok bool
	if f.prefix, ok = relative(s.Top, root); ok {
		return f, nil
	}
	f.prefix = "."
	if f.mount, ok = relative(root, s.Top); ok {
		return f, nil
	}
	return nil, fmt.Errorf("%s is neither in the repository %s nor above it (give paths of one root)", root, s.Top)
}

// kept is the name that a root-relative one has from the top of the work tree; it is not ok if it is of the disk.
func (f *Files) kept(name string) (string, bool) {
	if f.mount == "." {
		return path.Join(f.prefix, name), true
	}
	if name == f.mount {
		return ".", true
	}
	return strings.CutPrefix(name, f.mount+"/")
}

// named is the root-relative name of one from the top; it is not ok if it is not below the root.
func (f *Files) named(name string) (string, bool) {
	switch f.prefix {
	case ".":
		return path.Join(f.mount, name), true
	case name:
		return ".", true
	}
	return strings.CutPrefix(name, f.prefix+"/")
}

// Tracked reports whether a file or folder is of the snapshot, and not of the disk beside it.
func (f *Files) Tracked(name string) bool {
	_, ok := f.kept(name)
	return ok
}

// Blob is the id of a file's content, without reading it; it is not ok for what is no file of the snapshot.
func (f *Files) Blob(name string) (id string, ok bool) {
	n := f.node(name)
	if n == nil || n.mode != 0 {
		return "", false
	}
	return n.id, true
}

// ErrOutside says that a symbolic link leads out of the root.
var ErrOutside = errors.New("it leads out of the root")

// Link is what a symbolic link of the snapshot leads to in the end: its root-relative name, and whether it is a folder. The
// error is ErrOutside, or fs.ErrNotExist if it leads nowhere.
func (f *Files) Link(name string) (target string, folder bool, err error) {
	at, _ := f.kept(name)
	at, n, err := f.snapshot.follow(at)
	var out outside
	if errors.As(err, &out) {
		rel, ok := relative(f.root, out.path)
		if !ok {
			return "", false, ErrOutside
		}
		info, err := fs.Stat(f.disk, rel)
		return rel, err == nil && info.IsDir(), err
	}
	if err != nil {
		return "", false, err
	}
	if target, ok := f.named(at); ok {
		return target, n.mode.IsDir(), nil
	}
	return "", n.mode.IsDir(), ErrOutside
}

// at finds what a name means: a node, or a name on disk.
func (f *Files) at(op, name string) (n *node, disk string, err error) {
	if !fs.ValidPath(name) {
		return nil, "", &fs.PathError{Op: op, Path: name, Err: fs.ErrInvalid}
	}
	at, ok := f.kept(name)
	if !ok {
		return nil, name, nil
	}
	_, n, err = f.snapshot.follow(at)
	var out outside
	if errors.As(err, &out) {
		if rel, ok := relative(f.root, out.path); ok {
			return nil, rel, nil
		}
	}
	if n == nil && err == nil {
		err = fs.ErrNotExist
	}
	if err != nil {
		return nil, "", &fs.PathError{Op: op, Path: name, Err: err}
	}
	return n, "", nil
}

// Open opens a file or folder.
func (f *Files) Open(name string) (fs.File, error) {
	n, disk, err := f.at("open", name)
	switch {
	case err != nil:
		return nil, err
	case n == nil:
		return f.disk.Open(disk)
	case n.mode.IsDir():
		return &openFolder{info: info{n, 0}}, nil
	}
	text, size, err := n.read()
	if errors.Is(err, errLarge) { // that it is there, and how large it is, can be told
		return &openFile{bytes.NewReader(nil), info{n, size}, err}, nil
	}
	if err != nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: err}
	}
	return &openFile{bytes.NewReader(text), info{n, size}, nil}, nil
}

func (n *node) read() ([]byte, int64, error) {
	if n.err != nil {
		return nil, 0, n.err
	}
	return n.store.read(n.id)
}

// ReadDir lists a folder by name.
func (f *Files) ReadDir(name string) ([]fs.DirEntry, error) {
	n, disk, err := f.at("readdir", name)
	switch {
	case err != nil:
		return nil, err
	case n == nil:
		return fs.ReadDir(f.disk, disk)
	case !n.mode.IsDir():
		return nil, &fs.PathError{Op: "readdir", Path: name, Err: errors.New("not a directory")}
	}
	return n.entries(), nil
}

func (n *node) entries() []fs.DirEntry {
	list := make([]fs.DirEntry, len(n.children))
	for i, c := range n.children {
		list[i] = c
	}
	return list
}

// Stat describes a file or folder. The size of a file is that of its content, which is read for it.
func (f *Files) Stat(name string) (fs.FileInfo, error) {
	n, disk, err := f.at("stat", name)
	switch {
	case err != nil:
		return nil, err
	case n == nil:
		return fs.Stat(f.disk, disk)
	}
	return n.Info()
}

// Lstat describes a file, folder or symbolic link itself.
func (f *Files) Lstat(name string) (fs.FileInfo, error) {
	if n := f.node(name); n != nil {
		return n.Info()
	}
	if !f.Tracked(name) {
		return fs.Lstat(f.disk, name)
	}
	return f.Stat(name) // by a link to its folder, or not there
}

// ReadLink is the text of a symbolic link.
func (f *Files) ReadLink(name string) (string, error) {
	n := f.node(name)
	switch {
	case n == nil && !f.Tracked(name):
		return fs.ReadLink(f.disk, name)
	case n == nil || n.mode&fs.ModeSymlink == 0:
		return "", &fs.PathError{Op: "readlink", Path: name, Err: fs.ErrInvalid}
	}
	text, _, err := n.read()
	return string(text), err
}

// node is the node of a name as it stands; nil if it has none.
func (f *Files) node(name string) *node {
	if at, ok := f.kept(name); ok && fs.ValidPath(name) {
		return f.snapshot.nodes[at]
	}
	return nil
}
