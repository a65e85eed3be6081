package main

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/quotalint/quotalint/internal/baseline"
	"github.com/quotalint/quotalint/internal/check"
	"github.com/quotalint/quotalint/internal/config"
)

func baselineCommand() *cobra.Command {
	var b ratchet
	s := source{below: true}
	cmd := &cobra.Command{
		Use:   "baseline [PATH]",
		Short: "Take what is wrong now into a baseline, so that only what is new fails",
		Long: `Baseline writes ` + baseline.Name + ` in the root: the errors and warnings of now, which check and audit
then report as baselined and do not fail for. What is new fails. Commit the file.

Where the file is there already it only ever shrinks: what was mended drops out, what has moved or changed is brought up
to date. A finding that is not in it is listed, and nothing is written, unless --allow-growth takes it in.

A finding is recognised by rule, file, function, method and the tokens of the call, never by its line.`,
		Example: `  quotalint baseline                   # adopt quotalint today, mend step by step
  quotalint baseline --prune           # only remove what has been mended
  quotalint baseline --allow-growth    # take in what is new as well`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if b.prune && b.grow {
				return errors.New("--prune adds nothing: leave --allow-growth out, or run one after the other")
			}
			return b.run(cmd, &s, args)
		},
	}
	s.flags(cmd)
	s.types.flags(cmd)
	f := cmd.Flags()
	f.StringVarP(&b.file, "output", "o", "", "the baseline is this file, not the root's "+baseline.Name)
	f.BoolVar(&b.prune, "prune", false, "remove what matches nothing any more, and change nothing else")
	f.BoolVar(&b.grow, "allow-growth", false, "take in findings that are not in the baseline yet")
	return cmd
}

// A ratchet writes a baseline that does not grow.
type ratchet struct {
	file        string // as the user named it; "": the root's
	prune, grow bool
}

func (b *ratchet) run(cmd *cobra.Command, s *source, args []string) error {
	l, _, err := s.locate(origin{}, args)
	if err != nil {
		return err
	}
	file := cmp.Or(b.file, nameOf(filepath.Join(l.root, baseline.Name)))
	_, err = os.Stat(file)
	there := err == nil
	switch {
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("the baseline cannot be read: %w", err)
	case b.prune && !there:
		return fmt.Errorf("there is no %s to prune; `quotalint baseline` writes one", file)
	}
	s.known = known{on: there, file: file}
	s.whole = true
	found, err := s.scan(cmd, args)
	if err != nil {
		return err
	}
	var old []baseline.Entry
	if there {
		old = found.options.Known[0].Entries
	}
	c := b.change(old, found)
	if there && !b.prune && !b.grow && len(c.added) > 0 {
		return c.refuse(cmd, file)
	}
	text, err := baseline.Encode(config.Running(), c.entries)
	if err != nil {
		return err
	}
	if err := save(file, text); err != nil {
		return fmt.Errorf("the baseline cannot be written: %w; give --output a file in a folder that exists", err)
	}
	if s.quiet {
		return nil
	}
	_, err = fmt.Fprintf(cmd.OutOrStdout(), "Wrote %s: %s.\n", file, c.summary(there))
	return err
}

// A rewrite is what becomes of a baseline.
type rewrite struct {
	entries        []baseline.Entry
	added          []check.Open
	dropped        int
	changed, moved int
	unread         int // kept because the files they are about were not read
}

// change says what the baseline is to have: what can fail now, and what nobody can tell of.
func (b *ratchet) change(old []baseline.Entry, f *found) rewrite {
	r := f.result
	if b.prune {
		var c rewrite
		for i, e := range old {
			if !slices.Contains(r.Stale, i) {
				c.entries = append(c.entries, e)
			}
		}
		c.dropped = len(r.Stale)
		c.unread = len(r.Unjudged)
		return c
	}
	c := rewrite{unread: len(r.Unjudged)}
	for _, i := range r.Unjudged {
		c.entries = append(c.entries, old[i])
	}
	for _, o := range r.Open {
		if o.Minor || !f.options.Reports(o.Path) {
			continue
		}
		c.entries = append(c.entries, o.Entry)
		switch o.Known {
		case "":
			c.added = append(c.added, o)
		case baseline.Changed:
			c.changed++
		case baseline.Moved:
			c.moved++
		}
	}
	c.dropped = len(old) + len(c.added) - len(c.entries)
	return c
}

// refuse lists what is not in the baseline.
func (c *rewrite) refuse(cmd *cobra.Command, file string) error {
	out := cmd.OutOrStdout()
	for _, o := range c.added {
		in := ""
		if o.In != "" {
			in = " in " + o.In
		}
		fmt.Fprintf(out, "%s:%d: %s %s%s\n", o.Path, o.Line, o.Rule, o.What, in)
	}
	return exitError{code: exitFindings, err: fmt.Errorf("%s not in %s, which is left as it is: mend them, or take them in with --allow-growth", isAre(len(c.added), "finding"), file)}
}

func (c *rewrite) summary(there bool) string {
	text := counted(len(c.entries), "finding")
	if !there {
		return text
	}
	var parts []string
	for _, p := range []struct {
		n    int
		what string
	}{{c.dropped, "dropped"}, {c.changed, "changed"}, {c.moved, "moved"}, {len(c.added), "added"}, {c.unread, "kept unseen, because their files were not read"}} {
		if p.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", p.n, p.what))
		}
	}
	if len(parts) == 0 {
		return text + ", as before"
	}
	return text + "; " + strings.Join(parts, ", ")
}

func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

func isAre(n int, noun string) string {
	if n == 1 {
		return "1 " + noun + " is"
	}
	return fmt.Sprintf("%d %ss are", n, noun)
}
