package config

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// IsName reports whether a file of that base name is a config file.
func IsName(base string) bool { return slices.Contains(names, base) }

var names = []string{".quotalint.yml", ".quotalint.yaml"}

// Discover finds the root that a file or folder belongs to: the folder of the outermost config file above it, else
// the git repository or work tree it is in, else the folder itself. files are the config files from the root down to
// the path, relative to the root and slash-separated, the outermost first; there may be more elsewhere below the root.
// root is absolute, with symbolic links resolved.
func Discover(path string) (root string, files []string, err error) {
	start, _, err := resolve(path)
	if err != nil {
		return "", nil, err
	}
	var git string
	var found []string
	for dir := start; ; dir = filepath.Dir(dir) {
		file, err := configIn(dir)
		if err != nil {
			return "", nil, err
		}
		if file != "" {
			found = append(found, file)
		}
		// In work trees and submodules .git is a file.
		if _, err := os.Lstat(filepath.Join(dir, ".git")); err == nil && git == "" {
			git = dir
		}
		if dir == filepath.Dir(dir) {
			break
		}
	}
	if len(found) == 0 {
		if git != "" {
			return git, nil, nil
		}
		return start, nil, nil
	}
	slices.Reverse(found)
	return rooted(found)
}

// rooted makes the folder of the first config file the root.
func rooted(found []string) (root string, files []string, err error) {
	root = filepath.Dir(found[0])
	for _, f := range found {
		rel, err := filepath.Rel(root, f)
		if err != nil {
			return "", nil, err
		}
		files = append(files, filepath.ToSlash(rel))
	}
	return root, files, nil
}

// Relative gives the name below the root, slash-separated, of a file or folder as the user wrote it.
func Relative(root, path string) (string, error) {
	dir, base, err := resolve(path)
	if err != nil {
		return "", err
	}
	return below(root, filepath.Join(dir, base), path)
}

// below gives the name below the root of an absolute path, which the user wrote as path.
func below(root, abs, path string) (string, error) {
	rel, err := filepath.Rel(root, abs)
	if err != nil || rel == ".." || strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
		return "", fmt.Errorf("%s: is not below the root %s (give paths of one root, or run quotalint once for each)", path, root)
	}
	return filepath.ToSlash(rel), nil
}

// resolve gives the real folder of a path and, unless the path is a folder itself, the name in it. A link to a file
// stays where it is: it is the link that belongs to the repository.
func resolve(path string) (dir, base string, err error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return "", "", fmt.Errorf("%s: %w (give an absolute path)", path, err)
	}
	info, err := os.Stat(abs)
	if err != nil {
		return "", "", unreachable(path, abs, err)
	}
	dir = abs
	if !info.IsDir() {
		dir, base = filepath.Dir(abs), filepath.Base(abs)
	}
	dir, err = filepath.EvalSymlinks(dir)
	if err != nil {
		return "", "", unreachable(path, abs, err)
	}
	return dir, base, nil
}

// unreachable says why a path that the user gave, or a config file, cannot be opened.
func unreachable(path, abs string, err error) error {
	if info, lerr := os.Lstat(abs); lerr == nil && info.Mode()&fs.ModeSymlink != 0 {
		return fmt.Errorf("%s: is a symbolic link that leads nowhere (repair or remove it)", path)
	}
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s: no such file or folder (check the spelling)", path)
	}
	var reason *fs.PathError
	if errors.As(err, &reason) {
		err = reason.Err
	}
	return fmt.Errorf("%s: cannot be opened: %w (check the path and its permissions)", path, err)
}

// configIn gives the path of the config file of a folder, "" if there is none.
func configIn(dir string) (string, error) {
	var found []string
	for _, name := range names {
		file := filepath.Join(dir, name)
		if _, err := os.Lstat(file); errors.Is(err, fs.ErrNotExist) {
			continue
		}
		info, err := os.Stat(file)
		if err != nil {
			return "", unreachable(file, file, err)
		}
		if !info.Mode().IsRegular() {
			return "", fmt.Errorf("%s: is not a file (the name is kept for quotalint's config: rename it)", file)
		}
		found = append(found, file)
	}
	return single(dir, found)
}

// single is the one config file of a folder, "" if there is none.
func single(dir string, found []string) (string, error) {
	switch len(found) {
	case 0:
		return "", nil
	case 1:
		return found[0], nil
	}
	return "", fmt.Errorf("%s: holds .quotalint.yml and .quotalint.yaml (keep one of them)", dir)
}
