package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/quotalint/quotalint/internal/cache"
	"github.com/quotalint/quotalint/internal/check"
	"github.com/quotalint/quotalint/internal/config"
	"github.com/quotalint/quotalint/internal/scan"
	"github.com/quotalint/quotalint/internal/vcs"
)

// A since says from which revision on findings are new.
type since struct {
	revision  string // as the user wrote it; "": none
	mergeBase bool   // from where HEAD left it, not from the revision itself
}

func (n *since) flags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(&n.revision, "new-from", "", "only what the code at this git revision does not have is new: a branch, a tag, a commit")
	f.BoolVar(&n.mergeBase, "merge-base", true, "with --new-from, compare with the commit at which HEAD left the revision")
}

// exclusive refuses flags that do not go together.
func (n *since) exclusive(cmd *cobra.Command, s *source) error {
	switch {
	case !cmd.Flags().Changed("new-from"):
		if cmd.Flags().Changed("merge-base") {
			return errors.New("--merge-base says what --new-from compares with: give --new-from too")
		}
	case n.revision == "":
		return errors.New("--new-from is a git revision, such as origin/main")
	case s.types.on:
		return errors.New("--types loads packages from disk and --new-from reads a commit besides: give one of the two")
	}
	return nil
}

// commit is the id of the commit to compare with, and how reports call it.
func (n *since) commit(ctx context.Context, folder string) (id, name string, err error) {
	find := vcs.Commit
	if n.mergeBase {
		find = vcs.MergeBase
	}
	if id, err = find(ctx, folder, n.revision); err != nil {
		return "", "", fmt.Errorf("--new-from: %w", err)
	}
	short := id[:min(len(id), 7)]
	switch tip, err := vcs.Commit(ctx, folder, n.revision); {
	case err != nil:
		return "", "", fmt.Errorf("--new-from: %w", err)
	case tip != id:
		return id, fmt.Sprintf("%s, where HEAD left %s", short, n.revision), nil
	case len(n.revision) > 6 && id[:min(len(id), len(n.revision))] == n.revision:
		return id, short, nil
	}
	return id, fmt.Sprintf("%s (%s)", n.revision, short), nil
}

// earlier judges the whole root at the revision that findings are new from, by the config that it had there.
func (s *source) earlier(cmd *cobra.Command, now *loaded, kept *cache.Cache) (check.Known, error) {
	var known check.Known
	folder, err := folderAbove(now.root)
	if err != nil {
		return known, err
	}
	id, name, err := s.since.commit(cmd.Context(), folder)
	if err != nil {
		return known, err
	}
	snapshot, err := vcs.OpenCommit(cmd.Context(), folder, id)
	if err != nil {
		return known, fmt.Errorf("--new-from: %w", err)
	}
	defer snapshot.Close()
	then := *s
	then.root, then.stdin = now.root, nil
	l, err := then.loadFrom(origin{snapshot}, nil)
	var problems config.Problems
	if errors.As(err, &problems) { // it is mended now, or else would have been refused
		if !s.quiet {
			fmt.Fprintf(cmd.ErrOrStderr(), "quotalint: the config at %s is not valid: %s; the one of now is used in its place\n", name, problems[0])
		}
		then.fallback = now.config
		l, err = then.loadFrom(origin{snapshot}, nil)
	}
	if err != nil {
		return known, fmt.Errorf("at %s: %w", name, err)
	}
	o, err := then.options(cmd, l)
	if err != nil {
		return known, fmt.Errorf("at %s: %w", name, err)
	}
	o.Whole, o.Cache = true, kept
	result, _, err := scan.Run(cmd.Context(), o)
	if err != nil {
		return known, fmt.Errorf("at %s: %w", name, err)
	}
	if n := snapshot.Absent(); n > 0 {
		return known, fmt.Errorf("--new-from: %d files of %s are not in this clone, which has only a part of the repository: git fetch --refetch", n, name)
	}
	known.Excuse = "in " + name + " too"
	for _, open := range result.Open {
		known.Entries = append(known.Entries, open.Entry)
	}
	return known, nil
}
