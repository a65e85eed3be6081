// Package vcs asks git about a folder: where its work tree begins, what is ignored there, and what is tracked all the
// same. It changes nothing, not even the index, and works without git being installed. Variables such as GIT_DIR,
// which git sets for its hooks, do not mislead it.
package vcs

import (
	"bytes"
	"context"
	"os"
	"os/exec"
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

// git runs a git command that reads only. Programs that the repository's own config names are not run.
func git(ctx context.Context, folder string, args ...string) ([]byte, error) {
	fixed := []string{"--no-optional-locks", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=" + os.DevNull}
	cmd := exec.CommandContext(ctx, "git", append(fixed, args...)...)
	cmd.Dir = folder
	for _, v := range os.Environ() {
		if !strings.HasPrefix(v, "GIT_") {
			cmd.Env = append(cmd.Env, v)
		}
	}
	return cmd.Output()
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
