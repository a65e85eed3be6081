package config

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// A Kept is the work tree of a repository as git keeps it: its files need not be on disk, nor be the same there.
type Kept struct {
	Top   string // absolute, without symbolic links
	Files fs.FS  // what is in it
}

// Discover is Discover for what git keeps: config files in the work tree are those of Files, those above it are on disk.
// The path need not be on disk.
func (k Kept) Discover(path string) (root string, files []string, err error) {
	start, err := k.resolve(path)
	if err != nil {
		return "", nil, err
	}
	if !k.isFolder(start) {
		start = filepath.Dir(start)
	}
	var found []string
	for dir := start; ; dir = filepath.Dir(dir) {
		file, err := k.configIn(dir)
		if err != nil {
			return "", nil, err
		}
		if file != "" {
			found = append(found, file)
		}
		if dir == filepath.Dir(dir) {
			break
		}
	}
	if len(found) == 0 {
		return k.Top, nil, nil
	}
	slices.Reverse(found)
	return rooted(found)
}

// configIn is the path of the config file of a folder, "" if there is none.
func (k Kept) configIn(dir string) (string, error) {
	rel, ok := k.name(dir)
	if !ok {
		return configIn(dir)
	}
	var found []string
	for _, name := range names {
		info, err := fs.Stat(k.Files, path.Join(rel, name))
		switch {
		case errors.Is(err, fs.ErrNotExist):
			continue
		case err != nil:
			return "", unreachable(path.Join(rel, name), filepath.Join(dir, name), err)
		case !info.Mode().IsRegular():
			return "", fmt.Errorf("%s: is not a file (the name is kept for quotalint's config: rename it)", path.Join(rel, name))
		}
		found = append(found, filepath.Join(dir, name))
	}
	return single(dir, found)
}

// Relative is Relative for what git keeps: the path need not be on disk.
func (k Kept) Relative(root, path string) (string, error) {
	abs, err := k.resolve(path)
	if err != nil {
		return "", err
	}
	return below(root, abs, path)
}

// isFolder reports whether an absolute path is one of a folder.
func (k Kept) isFolder(abs string) bool {
	rel, ok := k.name(abs)
	if !ok {
		return true // the work tree is below it
	}
	info, err := fs.Stat(k.Files, rel)
	return rel == "." || err == nil && info.IsDir()
}

// name is a path from the top, slash-separated; it is not ok if it is not in the work tree.
func (k Kept) name(abs string) (string, bool) {
	rel, err := filepath.Rel(k.Top, abs)
	return filepath.ToSlash(rel), err == nil && filepath.IsLocal(rel)
}

// resolve makes a path absolute. Symbolic links above the work tree are resolved, and those in it are not: there, links
// on disk may be others than those that git keeps.
func (k Kept) resolve(path string) (string, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return "", fmt.Errorf("%s: %w (give an absolute path)", path, err)
	}
	for dir := abs; ; dir = filepath.Dir(dir) {
		if real, err := filepath.EvalSymlinks(dir); err == nil && real == k.Top {
			return filepath.Join(real, strings.TrimPrefix(abs, dir)), nil
		}
		if dir == filepath.Dir(dir) {
			break
		}
	}
	dir, base, err := resolve(path) // by a link into the middle of the work tree, or above it
	return filepath.Join(dir, base), err
}

// Strays lists config files of the work tree on disk that do not count, from the top: those in the folders from a path
// up to the top that git does not keep, and those among the kept ones that differ from what git keeps. Kept ones are
// given by their names from the top.
func (k Kept) Strays(path string, kept []string) (absent, differ []string) {
	start, err := k.resolve(path)
	if err != nil {
		return nil, nil
	}
	for dir := start; ; dir = filepath.Dir(dir) {
		rel, ok := k.name(dir)
		if !ok {
			break
		}
		for _, name := range names {
			if _, err := os.Lstat(filepath.Join(dir, name)); err == nil {
				kept = append(kept, strings.TrimPrefix(rel+"/"+name, "./"))
			}
		}
	}
	slices.Sort(kept)
	for _, name := range slices.Compact(kept) {
		disk, err := os.ReadFile(filepath.Join(k.Top, filepath.FromSlash(name)))
		if err != nil {
			continue
		}
		switch text, err := fs.ReadFile(k.Files, name); {
		case errors.Is(err, fs.ErrNotExist):
			absent = append(absent, name)
		case err == nil && lines(disk) != lines(text):
			differ = append(differ, name)
		}
	}
	return absent, differ
}

// lines is a text with the ends of lines that git keeps.
func lines(text []byte) string { return strings.ReplaceAll(string(text), "\r\n", "\n") }
