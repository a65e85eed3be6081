package vcs

import (
	"context"
	"errors"
	"fmt"
	"strings"
)

// Commit is the id of the commit that a revision names, as a user writes it: a branch, a tag, HEAD~2, an id. The absolute
// folder is in the repository.
func Commit(ctx context.Context, folder, revision string) (id string, err error) {
	r, err := find(ctx, folder)
	if err != nil {
		return "", err
	}
	return r.commit(ctx, revision)
}

func (r *repo) commit(ctx context.Context, revision string) (string, error) {
	out, err := r.ask(ctx, "rev-parse", "--verify", "--quiet", "--end-of-options", revision+"^{commit}")
	if id := strings.TrimSpace(string(out)); err == nil && id != "" {
		return id, nil
	}
	if err := ctx.Err(); err != nil {
		return "", err
	}
	if r.has(ctx, revision) {
		return "", fmt.Errorf("%s: names no commit (give a branch, a tag or the id of a commit)", revision)
	}
	if revision == "HEAD" {
		return "", errors.New("HEAD: the branch has no commit yet (commit first)")
	}
	return "", fmt.Errorf("%s: no such revision here (check the spelling, or fetch it: %s)", revision, r.fetching(ctx, revision))
}

// has reports whether a revision names anything.
func (r *repo) has(ctx context.Context, revision string) bool {
	_, err := r.ask(ctx, "cat-file", "-e", "--end-of-options", revision)
	return err == nil
}

// fetching is the command that may fetch a revision.
func (r *repo) fetching(ctx context.Context, revision string) string {
	out, err := r.ask(ctx, "remote")
	if err != nil {
		return "git fetch"
	}
	for remote := range strings.Lines(string(out)) {
		remote = strings.TrimSpace(remote)
		if branch, ok := strings.CutPrefix(revision, remote+"/"); ok {
			return fmt.Sprintf("git fetch %s %s:refs/remotes/%s", remote, branch, revision)
		}
	}
	return "git fetch"
}

// MergeBase is the id of the commit at which HEAD and a revision parted. Where there are several, it is the one that git
// calls the best.
func MergeBase(ctx context.Context, folder, revision string) (id string, err error) {
	r, err := find(ctx, folder)
	if err != nil {
		return "", err
	}
	head, err := r.commit(ctx, "HEAD")
	if err != nil {
		return "", err
	}
	other, err := r.commit(ctx, revision)
	if err != nil {
		return "", err
	}
	out, failure := r.ask(ctx, "merge-base", other, head)
	if id := strings.TrimSpace(string(out)); failure == nil && id != "" {
		return id, nil
	}
	if err := ctx.Err(); err != nil {
		return "", err
	}
	if out, err := r.ask(ctx, "rev-parse", "--is-shallow-repository"); err == nil && strings.TrimSpace(string(out)) == "true" {
		return "", errors.New("where HEAD and " + revision + " parted is not known in a shallow clone: git fetch --unshallow " +
			"(in actions/checkout: fetch-depth: 0), or compare with " + revision + " itself: --merge-base=false")
	}
	return "", fmt.Errorf("HEAD and %s have no commit in common: compare with %s itself: --merge-base=false", revision, revision)
}
