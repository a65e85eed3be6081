package vcs

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"time"
)

// Name is the last part of the name.
func (n *node) Name() string { return n.base }

// IsDir reports whether it is a folder.
func (n *node) IsDir() bool { return n.mode.IsDir() }

// Type is that of the file.
func (n *node) Type() fs.FileMode { return n.mode }

// Info describes the file, or a symbolic link itself.
func (n *node) Info() (fs.FileInfo, error) {
	if n.store == nil {
		return info{n, 0}, nil
	}
	_, size, err := n.read()
	if err != nil && !errors.Is(err, errLarge) {
		return nil, err
	}
	return info{n, size}, nil
}

// An info describes a file of a snapshot.
type info struct {
	node *node
	size int64
}

func (i info) Name() string       { return i.node.base }
func (i info) Size() int64        { return i.size }
func (i info) Mode() fs.FileMode  { return i.node.mode | 0o444 }
func (i info) IsDir() bool        { return i.node.mode.IsDir() }
func (i info) ModTime() time.Time { return time.Time{} }
func (i info) Sys() any           { return nil }

// An openFile is the content of a file, or why there is none.
type openFile struct {
	text *bytes.Reader
	info info
	err  error
}

func (f *openFile) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *openFile) Close() error               { return nil }

func (f *openFile) Read(b []byte) (int, error) {
	if f.err != nil {
		return 0, f.err
	}
	return f.text.Read(b)
}

var _ fs.ReadDirFile = (*openFolder)(nil)

// An openFolder lists a folder bit by bit.
type openFolder struct {
	info info
	read int // entries
}

func (f *openFolder) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *openFolder) Close() error               { return nil }

func (f *openFolder) Read([]byte) (int, error) {
	return 0, &fs.PathError{Op: "read", Path: f.info.Name(), Err: errors.New("is a directory")}
}

func (f *openFolder) ReadDir(n int) ([]fs.DirEntry, error) {
	list := f.info.node.entries()[f.read:]
	if n > 0 {
		if len(list) == 0 {
			return nil, io.EOF
		}
		list = list[:min(n, len(list))]
	}
	f.read += len(list)
	return list, nil
}
