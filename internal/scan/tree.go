package scan

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"path"
	"slices"

	"github.com/quotalint/quotalint/analyzers"
	"github.com/quotalint/quotalint/grammars/tree"
)

// A view is a tree as one language sees it.
type view struct {
	*Tree
	own []string
}

var _ analyzers.Tree = view{}

// Files lists the files of the language.
func (v view) Files() []string { return v.own }

// Named lists all files with a base name, which may be a pattern of package path.
func (v view) Named(base string) []string {
	if list, ok := v.bases[base]; ok {
		return list
	}
	var list []string
	for name, files := range v.bases {
		if ok, err := path.Match(base, name); ok && err == nil {
			list = append(list, files...)
		}
	}
	slices.Sort(list)
	return list
}

// lockLimit is how large a dependency file may be: locks of large projects go beyond what source is.
const lockLimit = 64 << 20

// Read returns a file's decoded text.
func (v view) Read(name string) ([]byte, error) {
	return v.decoded(name, lockLimit)
}

// Text returns the decoded text of a file, as the analyzers saw it.
func (t *Tree) Text(name string) ([]byte, error) {
	return t.decoded(name, math.MaxInt64)
}

func (t *Tree) decoded(name string, limit int64) ([]byte, error) {
	text, reason := t.text(name, limit)
	if reason != "" {
		return nil, errors.New(reason)
	}
	return text, nil
}

// text returns the decoded text of a file, or why it cannot be read.
func (t *Tree) text(name string, limit int64) (text []byte, reason string) {
	raw, reason := t.read(name, limit)
	if reason != "" {
		return nil, reason
	}
	return decode(raw)
}

// decode is the text that the bytes of a file are, or why they are none.
func decode(raw []byte) (text []byte, reason string) {
	if pointer(raw) {
		return nil, "a Git LFS pointer; what it stands for is kept elsewhere"
	}
	return tree.Decode(raw)
}

// pointer reports whether a file's text is what Git LFS keeps in its place.
func pointer(raw []byte) bool {
	return len(raw) < 1024 && bytes.HasPrefix(raw, []byte("version https://git-lfs.github.com/spec/v1\n"))
}

// read returns the bytes of a file, or why it cannot be read.
func (t *Tree) read(name string, limit int64) (raw []byte, reason string) {
	f, err := t.fsys.Open(name)
	if err != nil {
		return nil, unreadable(err)
	}
	defer f.Close()
	info, err := f.Stat()
	switch {
	case err != nil:
		return nil, unreadable(err)
	case !info.Mode().IsRegular():
		return nil, "not a regular file"
	case info.Size() > limit:
		return nil, tooLarge(info.Size(), limit)
	}
	// One byte more than it said: a file may grow while it is read.
	raw = make([]byte, info.Size()+1)
	n, err := io.ReadFull(f, raw)
	switch {
	case err == nil:
		return nil, "it changed while it was read"
	case !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF):
		return nil, unreadable(err)
	}
	return raw[:n], ""
}

func unreadable(err error) string {
	if errors.Is(err, fs.ErrNotExist) {
		return "it vanished while quotalint ran"
	}
	return "cannot be read: " + reasonOf(err)
}

func tooLarge(size, limit int64) string {
	return fmt.Sprintf("%s is more than max_file_size, %s", bytesText(size), bytesText(limit))
}

// bytesText writes a size for people.
func bytesText(n int64) string {
	switch {
	case n >= 1<<20 && n%(1<<20) == 0:
		return fmt.Sprintf("%d MiB", n>>20)
	case n >= 10<<20:
		return fmt.Sprintf("%.0f MiB", float64(n)/(1<<20))
	case n >= 1<<20:
		return fmt.Sprintf("%.1f MiB", float64(n)/(1<<20))
	case n >= 1<<10:
		return fmt.Sprintf("%.0f KiB", float64(n)/(1<<10))
	}
	return fmt.Sprintf("%d bytes", n)
}
