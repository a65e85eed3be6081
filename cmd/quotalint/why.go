package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/quotalint/quotalint/internal/check"
	"github.com/quotalint/quotalint/internal/report"
)

func whyCommand() *cobra.Command {
	var o output
	s := source{below: true}
	cmd := &cobra.Command{
		Use:   "why PATH:LINE[:COLUMN]",
		Short: "Explain every site on a line: verdict, reason, who made the client, and the way there",
		Example: `  quotalint why app/chat.py:41
  quotalint why app/chat.py:41:12      # one of several on the line`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return errors.New("why takes one place: quotalint why app/chat.py:41")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := oneOf("--color", o.color, "auto", "always", "never"); err != nil {
				return err
			}
			at, err := parsePlace(args[0])
			if err != nil {
				return err
			}
			found, err := s.scan(cmd, []string{at.path})
			if err != nil {
				return err
			}
			if len(found.paths) == 0 {
				return fmt.Errorf("%s is a folder; give a file and a line: quotalint why app/chat.py:41", at.path)
			}
			at.path = found.paths[0]
			style := report.Style{
				Color: colored(o.color, cmd.OutOrStdout(), ""), Links: links(found.root, o.color, cmd.OutOrStdout()), Source: found.tree.Text,
			}
			return why(cmd.OutOrStdout(), found, at, style)
		},
	}
	cmd.Flags().StringVar(&o.color, "color", "auto", "auto (a terminal, without NO_COLOR), always or never")
	complete(cmd, "color", "auto", "always", "never")
	s.flags(cmd)
	s.types.flags(cmd)
	return cmd
}

// A point is PATH:LINE[:COLUMN]; column 0 is the whole line.
type point struct {
	path         string
	line, column int
}

func parsePlace(arg string) (point, error) {
	wrong := fmt.Errorf("%q is not PATH:LINE or PATH:LINE:COLUMN; for example: quotalint why app/chat.py:41", arg)
	rest, last, ok := cut(arg)
	if !ok {
		return point{}, wrong
	}
	if path, line, ok := cut(rest); ok {
		return point{path, line, last}, nil
	}
	if rest == "" {
		return point{}, wrong
	}
	return point{path: rest, line: last}, nil
}

// cut takes a number of 1 or more off the end, behind a colon.
func cut(s string) (rest string, n int, ok bool) {
	i := strings.LastIndexByte(s, ':')
	if i < 0 {
		return s, 0, false
	}
	n, err := strconv.Atoi(s[i+1:])
	return s[:i], n, err == nil && n > 0 && i > 0
}

func why(w io.Writer, found *found, at point, style report.Style) error {
	var here, file []check.Site
	for _, s := range found.result.Sites {
		if s.Path != at.path {
			continue
		}
		file = append(file, s)
		if s.Line <= at.line && at.line <= s.EndLine && (at.column == 0 || s.Line == at.line && s.Column == at.column) {
			here = append(here, s)
		}
	}
	// A line inside a call of many lines means that call only if none begins on it.
	if begin := slices.DeleteFunc(slices.Clone(here), func(s check.Site) bool { return s.Line != at.line }); len(begin) > 0 {
		here = begin
	}
	if len(here) == 0 {
		return nothing(w, found, at, file)
	}
	for i, s := range here {
		if i > 0 {
			fmt.Fprintln(w)
		}
		if err := report.WriteSite(w, s, style); err != nil {
			return err
		}
	}
	return nil
}

// nothing says what is known of a line without a site.
func nothing(w io.Writer, found *found, at point, file []check.Site) error {
	where := fmt.Sprintf("%s:%d", at.path, at.line)
	if at.column > 0 {
		where += fmt.Sprintf(":%d", at.column)
	}
	fmt.Fprintf(w, "%s: no construction of a client and no API call is here.\n", where)
	fmt.Fprintf(w, "  the file: %s\n", found.state(at.path))
	if len(file) == 0 {
		return nil
	}
	slices.SortStableFunc(file, func(a, b check.Site) int {
		return cmp.Compare(distance(a.Line, at.line), distance(b.Line, at.line))
	})
	n := min(3, len(file))
	fmt.Fprintf(w, "  the nearest sites (showing %d of %d):\n", n, len(file))
	for _, s := range file[:n] {
		fmt.Fprintf(w, "    %s:%d:%d  %s\n", s.Path, s.Line, s.Column, report.Message(s))
	}
	return nil
}

func distance(a, b int) int {
	return max(a-b, b-a)
}
