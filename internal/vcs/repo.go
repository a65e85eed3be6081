package vcs

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// A repo is a git repository with a work tree, and how git is asked about it.
type repo struct {
	place
	env []string // of every git command
}

// A place is where a repository is: its git folder and the top of its work tree, both without symbolic links.
type place struct {
	dir, top string
	format   string // of object ids: sha1 or sha256
}

// find finds the repository that the absolute folder is in. What variables such as GIT_DIR say counts if it is about that
// repository.
func find(ctx context.Context, folder string) (*repo, error) {
	if _, err := exec.LookPath("git"); err != nil {
		return nil, errors.New("git is needed for this and is not in PATH: install it (https://git-scm.com/downloads)")
	}
	folder, err := filepath.EvalSymlinks(folder)
	if err != nil {
		return nil, fmt.Errorf("%w (check the path and its permissions)", err)
	}
	plain, err := locate(ctx, folder, environment())
	if r := spoken(ctx, folder, plain); r != nil {
		return r, nil
	}
	switch {
	case err == nil:
		return &repo{plain, environment()}, nil
	case Root(folder) == "":
		return nil, fmt.Errorf("%s is in no git repository (give a path in one; `git init` makes one)", folder)
	}
	return nil, fmt.Errorf("git cannot read the repository that %s is in: %w", folder, err)
}

// locate asks git which repository a folder is in.
func locate(ctx context.Context, folder string, env []string) (place, error) {
	out, err := ask(ctx, folder, env, "rev-parse", "--absolute-git-dir", "--show-object-format", "--show-toplevel")
	if err != nil {
		return place{}, err
	}
	dir, rest, _ := strings.Cut(string(out), "\n")
	format, top, _ := strings.Cut(rest, "\n")
	p := place{format: format}
	if p.dir, err = filepath.EvalSymlinks(filepath.FromSlash(dir)); err != nil {
		return place{}, err
	}
	p.top, err = filepath.EvalSymlinks(filepath.FromSlash(strings.TrimSuffix(top, "\n")))
	return p, err
}

// ask runs a git command that reads only and gives what it says. Programs that the repository's own config names are not
// run. The error is what git says is wrong.
func ask(ctx context.Context, folder string, env []string, args ...string) ([]byte, error) {
	out, err := command(ctx, folder, env, args...).Output()
	var exit *exec.ExitError
	if errors.As(err, &exit) && len(bytes.TrimSpace(exit.Stderr)) > 0 {
		return nil, errors.New(strings.TrimPrefix(string(bytes.TrimSpace(exit.Stderr)), "fatal: "))
	}
	return out, err
}

// ask asks git about the repository.
func (r *repo) ask(ctx context.Context, args ...string) ([]byte, error) {
	return ask(ctx, r.top, r.env, args...)
}

func command(ctx context.Context, folder string, env []string, args ...string) *exec.Cmd {
	fixed := []string{"--no-optional-locks", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=" + os.DevNull}
	cmd := exec.CommandContext(ctx, "git", append(fixed, args...)...)
	cmd.Dir = folder
	cmd.Env = env
	return cmd
}

// located are the variables that say where a repository is and where its parts are. All but the alternates are one path.
var located = []string{"GIT_DIR", "GIT_COMMON_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", alternates}

const alternates = "GIT_ALTERNATE_OBJECT_DIRECTORIES"

// environment is what git commands run with: what this program runs with, less all that git itself is told by variables
// but for the user's config, and settings with which nothing is downloaded and contents are those that ids name.
func environment(more ...string) []string {
	var env []string
	for _, v := range os.Environ() {
		config := strings.HasPrefix(v, "GIT_CONFIG_") && !strings.HasPrefix(v, "GIT_CONFIG_PARAMETERS=")
		if !strings.HasPrefix(v, "GIT_") || config {
			env = append(env, v)
		}
	}
	// Not every git knows GIT_NO_LAZY_FETCH; no transport has the name that is allowed.
	env = append(env, "GIT_NO_LAZY_FETCH=1", "GIT_ALLOW_PROTOCOL=none", "GIT_NO_REPLACE_OBJECTS=1", "LC_ALL=C")
	return append(env, more...)
}

// spoken is the repository that variables speak of, as git sets them for its hooks and users do for a work tree without
// .git; nil if there are none or they are about another than the one the folder is in, which is plain.
func spoken(ctx context.Context, folder string, plain place) *repo {
	var vars []string
	for _, name := range located {
		if value := os.Getenv(name); value != "" {
			vars = append(vars, name+"="+value)
		}
	}
	if len(vars) == 0 {
		return nil
	}
	here, err := os.Getwd() // paths in variables are relative to it, or to the top it is in
	if err != nil {
		return nil
	}
	said, err := locate(ctx, here, environment(vars...))
	if err != nil {
		return nil
	}
	from := said.top
	_, worktree := os.LookupEnv("GIT_WORK_TREE")
	switch {
	case said.dir == plain.dir:
		said.top = plain.top
	case !below(folder, said.top) || plain.top != "" && !(worktree && below(said.top, plain.top)):
		return nil
	}
	r := &repo{place: said, env: environment("GIT_DIR="+said.dir, "GIT_WORK_TREE="+said.top)}
	for _, name := range located[3:] {
		value := os.Getenv(name)
		if value == "" {
			continue
		}
		if name != alternates {
			value = within(from, value)
		}
		if name == "GIT_INDEX_FILE" && strange(filepath.Dir(value), said.dir) {
			return nil
		}
		r.env = append(r.env, name+"="+value)
	}
	return r
}

// strange reports whether the folder of an index file is the git folder of another repository.
func strange(folder, dir string) bool {
	if real, err := filepath.EvalSymlinks(folder); err == nil && real == dir {
		return false
	}
	_, err := os.Lstat(filepath.Join(folder, "HEAD"))
	return err == nil
}

// below reports whether a path is another or below it. Both are absolute.
func below(name, folder string) bool {
	_, ok := relative(folder, name)
	return ok
}

// relative is a path as seen from a folder, slash-separated; it is not ok if it is not below that.
func relative(folder, name string) (rel string, ok bool) {
	rel, err := filepath.Rel(folder, name)
	if err != nil || !filepath.IsLocal(rel) {
		return "", false
	}
	return filepath.ToSlash(rel), true
}
