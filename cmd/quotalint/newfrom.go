package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/quotalint/quotalint/internal/baseline"
	"github.com/quotalint/quotalint/internal/cache"
	"github.com/quotalint/quotalint/internal/check"
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

// earlier judges the whole root at the revision that findings are new from, by the config and the baseline that it had there. It
// lists the configs that differ, too.
func (s *source) earlier(cmd *cobra.Command, now *loaded, args []string, kept *cache.Cache) (known check.Known, configs []string, err error) {
	folder, err := folderNamed(args)
	if err != nil {
		return known, nil, err
	}
	id, name, err := s.since.commit(cmd.Context(), folder)
	if err != nil {
		return known, nil, err
	}
	snapshot, err := vcs.OpenCommit(cmd.Context(), folder, id)
	if err != nil {
		return known, nil, fmt.Errorf("--new-from: %w", err)
	}
	defer snapshot.Close()
	o, err := s.then(cmd, origin{snapshot: snapshot, past: true}, now, name)
	if err != nil {
		return known, nil, fmt.Errorf("at %s: %w", name, err)
	}
	o.Whole, o.Cache = true, kept
	result, _, err := scan.Run(cmd.Context(), o)
	if err != nil {
		return known, nil, fmt.Errorf("at %s: %w", name, err)
	}
	if n := snapshot.Absent(); n > 0 {
		return known, nil, fmt.Errorf("--new-from: %d files of %s are missing in this clone: git fetch --refetch, or see git fsck", n, name)
	}
	known.Excuse = "in " + name + " too"
	known.Entries, known.Excused = entriesFrom(o.Root, now.root, result.Open), entriesFrom(o.Root, now.root, result.Excused)
	return known, now.configsUnlike(o), nil
}

// entriesFrom are entries of one root as another has them, less those that are not in it.
func entriesFrom(root, other string, list []check.Open) []baseline.Entry {
	entries := []baseline.Entry{}
	for _, o := range list {
		rel, err := filepath.Rel(other, filepath.Join(root, filepath.FromSlash(o.Path)))
		if err == nil && filepath.IsLocal(rel) {
			o.Path = filepath.ToSlash(rel)
			entries = append(entries, o.Entry)
		}
	}
	return entries
}

// configsUnlike lists the configs below the root of now or that of then which differ, as seen from that of now.
func (l *loaded) configsUnlike(then scan.Options) []string {
	texts := map[string]string{}
	for _, name := range l.tree.Configs() {
		text, _ := fs.ReadFile(l.fsys, name) // it has been read before
		texts[name] = unixLines(text)
	}
	var unlike []string
	for _, name := range then.Tree.Configs() {
		text, _ := fs.ReadFile(then.From, name)
		here, err := filepath.Rel(l.root, filepath.Join(then.Root, filepath.FromSlash(name)))
		if err != nil {
			continue // both are absolute
		}
		here = filepath.ToSlash(here)
		if now, ok := texts[here]; !ok || now != unixLines(text) {
			unlike = append(unlike, here)
		}
		delete(texts, here)
	}
	unlike = slices.AppendSeq(unlike, maps.Keys(texts))
	slices.Sort(unlike)
	return unlike
}

// unixLines is a text with the ends of lines that git keeps.
func unixLines(text []byte) string { return strings.ReplaceAll(string(text), "\r\n", "\n") }

// then says how the root is scanned as it was in a snapshot. What was wrong there with a config or a baseline has been mended, for
// what is wrong now has been refused: it is told, and the config of now stands in.
func (s *source) then(cmd *cobra.Command, from origin, now *loaded, name string) (scan.Options, error) {
	then := *s
	then.stdin, then.root = nil, now.root
	root, files, err := from.discover(now.root)
	if err == nil && len(files) > 0 { // which may have been moved down since
		then.root = root
	}
	var l *loaded
	var o scan.Options
	if err == nil {
		l, o, err = then.prepare(cmd, from)
	}
	if err != nil {
		s.tell(cmd, "the config at %s is not valid: %s; the one of now is used in its place", name, firstLine(err))
		then.root, then.fallback = now.root, now
		if l, o, err = then.prepare(cmd, from); err != nil {
			return o, err
		}
	}
	if o.Known, err = then.known.read(l); err != nil {
		s.tell(cmd, "the baseline at %s is not valid: %s; it is used as if there were none", name, firstLine(err))
	}
	return o, nil
}

// prepare loads the root from an origin, and says how it is scanned.
func (s *source) prepare(cmd *cobra.Command, from origin) (*loaded, scan.Options, error) {
	l, err := s.loadFrom(from, nil)
	if err != nil {
		return nil, scan.Options{}, err
	}
	o, err := s.options(cmd, l)
	return l, o, err
}

func (s *source) tell(cmd *cobra.Command, format string, args ...any) {
	if !s.quiet {
		fmt.Fprintf(cmd.ErrOrStderr(), "quotalint: "+format+"\n", args...)
	}
}

func firstLine(err error) string {
	line, _, _ := strings.Cut(err.Error(), "\n")
	return line
}
