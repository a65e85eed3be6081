package scan

import (
	"bytes"
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"
)

// A Buffer is the text of one file in place of what is on disk, as an editor holds it: neither the file nor the folders
// it is in need to be there.
type Buffer struct {
	Path string // root-relative
	Text []byte
}

// A buffered is a file system in which one file is a buffer.
type buffered struct {
	fs.FS
	*Buffer
}

// Open opens the buffer, or another file.
func (b buffered) Open(name string) (fs.File, error) {
	if name == b.Path {
		return &bufferFile{Reader: bytes.NewReader(b.Text), entry: entry{path.Base(name), int64(len(b.Text)), 0}}, nil
	}
	return b.FS.Open(name)
}

// ReadDir lists a folder, with the buffer or the folder that leads to it.
func (b buffered) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(b.FS, name)
	rest := b.Path
	if name != "." {
		var leads bool
		if rest, leads = strings.CutPrefix(b.Path, name+"/"); !leads {
			return entries, err
		}
	}
	if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	child, _, folder := strings.Cut(rest, "/")
	i := slices.IndexFunc(entries, func(e fs.DirEntry) bool { return e.Name() == child })
	switch {
	case folder && i >= 0:
	case folder:
		entries = append(entries, fs.FileInfoToDirEntry(entry{child, 0, fs.ModeDir}))
	default:
		if i >= 0 { // also a link: the buffer is what it would lead to
			entries = slices.Delete(entries, i, i+1)
		}
		entries = append(entries, fs.FileInfoToDirEntry(entry{child, int64(len(b.Text)), 0}))
	}
	return entries, err
}

// A bufferFile is a buffer that is open.
type bufferFile struct {
	*bytes.Reader
	entry entry
}

func (f *bufferFile) Stat() (fs.FileInfo, error) { return f.entry, nil }
func (f *bufferFile) Close() error               { return nil }

// An entry describes a buffer, or a folder that leads to one.
type entry struct {
	name string
	size int64
	mode fs.FileMode
}

func (e entry) Name() string       { return e.name }
func (e entry) Size() int64        { return e.size }
func (e entry) Mode() fs.FileMode  { return e.mode }
func (e entry) IsDir() bool        { return e.mode.IsDir() }
func (e entry) ModTime() time.Time { return time.Time{} }
func (e entry) Sys() any           { return nil }
