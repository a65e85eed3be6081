// Package vcs asks git about a folder: where its work tree begins, what is ignored there, what is tracked all the same, and
// what the files of the index or of a commit are. It changes nothing, not even the index, downloads nothing, runs no
// program that the repository names, and parses no source. Without git being installed there are no snapshots; all else
// works. Variables such as GIT_DIR, which git sets for its hooks, count for snapshots of the repository that they are about.
package vcs

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
)

// Root is the top folder of the work tree that the absolute path folder is in, "" if it is in none.
func Root(folder string) string {
	for {
		// In submodules and linked work trees .git is a file.
		if _, err := os.Lstat(filepath.Join(folder, ".git")); err == nil {
			return folder
		}
		above := filepath.Dir(folder)
		if above == folder {
			return ""
		}
		folder = above
	}
}

// Kept lists the files below folder that are tracked although ignore rules match them: git keeps them, so does
// quotalint. Names are slash-separated and relative to folder. Without git, or outside a work tree, there are none.
func Kept(ctx context.Context, folder string) []string {
	if Root(folder) == "" {
		return nil
	}
	out, err := git(ctx, folder, "ls-files", "-z", "--cached", "--ignored", "--exclude-standard")
	if err != nil {
		return nil
	}
	return strings.FieldsFunc(string(out), func(r rune) bool { return r == 0 })
}

// git asks git about a folder, whatever variables say.
func git(ctx context.Context, folder string, args ...string) ([]byte, error) {
	return ask(ctx, folder, environment(), args...)
}

// commonDir is the folder with what all work trees of a repository share, "" if there is none.
func commonDir(root string) string {
	dir := filepath.Join(root, ".git")
	if text, err := os.ReadFile(dir); err == nil {
		link, ok := bytes.CutPrefix(bytes.TrimSpace(text), []byte("gitdir: "))
		if !ok {
			return ""
		}
		dir = within(root, string(link))
	}
	if text, err := os.ReadFile(filepath.Join(dir, "commondir")); err == nil {
		dir = within(dir, string(bytes.TrimSpace(text)))
	}
	return dir
}

// within makes a path that is relative to folder absolute.
func within(folder, path string) string {
	if filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(folder, path)
}
