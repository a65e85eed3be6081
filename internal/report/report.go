// Package report writes a check.Result out, one file a format. It judges nothing: what counts as a fault, and how
// severe it is, is settled before it is called.
package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/quotalint/quotalint/internal/check"
)

// A Fault is one thing to mend: a site with something wrong that nobody excused, or a finding that is no site.
type Fault struct {
	Path         string
	Line, Column int
	Cell         int
	Rule         string
	Severity     string
	Message      string
	Status       string // new, baselined, suppressed, excepted
	Excuse       string // the reason that somebody gave for it to be as it is
	Known        string // baselined: same, changed, moved
	Fingerprint  string
	Site         *check.Site // nil for a finding that is no site
}

// Faults lists what is wrong and not excused, by path and position.
func Faults(r *check.Result) []Fault {
	return slices.DeleteFunc(allFaults(r), func(f Fault) bool { return f.Status != "new" })
}

// allFaults lists what is wrong, also where a comment, an exception or the baseline excuses it.
func allFaults(r *check.Result) []Fault {
	var out []Fault
	constructions := causesIn(r)
	for i := range r.Sites {
		s := &r.Sites[i]
		if s.Rule == "" || s.Severity == "" {
			continue
		}
		out = append(out, Fault{
			Path: s.Path, Line: s.Line, Column: s.Column, Cell: s.Cell, Rule: s.Rule, Severity: s.Severity, Message: Message(*s) + becauseOf(s, constructions),
			Status: or(s.Status, "new"), Excuse: s.Excuse, Known: s.Known, Fingerprint: s.Fingerprint, Site: s,
		})
	}
	for _, f := range r.Findings {
		out = append(out, Fault{
			Path: f.Path, Line: f.Line, Column: f.Column, Rule: f.Rule, Severity: f.Severity, Message: f.Message,
			Status: or(f.Status, "new"), Excuse: f.Excuse, Known: f.Known, Fingerprint: f.Fingerprint,
		})
	}
	slices.SortStableFunc(out, func(a, b Fault) int {
		return cmp.Or(strings.Compare(a.Path, b.Path), a.Cell-b.Cell, a.Line-b.Line, a.Column-b.Column, strings.Compare(a.Rule, b.Rule))
	})
	return out
}

// Failing counts the faults that are floor or worse: error, warn, note; none counts nothing. Test code that the config
// only reports on is not among them.
func Failing(r *check.Result, floor string) int {
	m := r.Summary
	switch floor {
	case "error":
		return m.Errors
	case "warn":
		return m.Errors + m.Warnings
	case "note":
		return m.Errors + m.Warnings + m.Notes
	}
	return 0
}

// plural is n with its noun: "1 call", "2 calls".
func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	if strings.HasSuffix(noun, "y") {
		return fmt.Sprintf("%d %sies", n, strings.TrimSuffix(noun, "y"))
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// place is path:line:column, with the cell of a notebook between path and line.
func place(path string, cell, line, column int) string {
	if cell > 0 {
		path = fmt.Sprintf("%s:cell %d", path, cell)
	}
	if line == 0 {
		return path
	}
	if column == 0 {
		return fmt.Sprintf("%s:%d", path, line)
	}
	return fmt.Sprintf("%s:%d:%d", path, line, column)
}
