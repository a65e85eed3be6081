package report

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"

	"github.com/quotalint/quotalint/internal/check"
)

// WriteAudit writes the coverage report for people: the headline, what it is made of, and where the gaps are.
func WriteAudit(w io.Writer, r *check.Result, style Style) error {
	a := audit{r: r, top: style.Top, paths: style.Paths, paint: newPaint(style.Color)}
	a.head()
	a.table()
	a.constructions()
	a.compared()
	a.gap()
	a.breakdowns()
	a.unresolved()
	a.factories()
	a.sdks()
	a.findings()
	a.skipped()
	a.assumptions()
	_, err := w.Write(append(bytes.TrimRight(a.out.Bytes(), "\n"), '\n'))
	return err
}

type audit struct {
	r     *check.Result
	top   int
	paths []string
	paint paint
	out   bytes.Buffer
}

func (a *audit) head() {
	fmt.Fprintf(&a.out, "%s\n", a.paint.bold("Tracking coverage"))
	fmt.Fprintf(&a.out, "  %s\n", headline(a.r.Summary))
	f := a.r.Summary.Files
	if len(a.paths) > 0 {
		fmt.Fprintf(&a.out, "  Counted are the sites in %s. Files, factories and what was skipped are those of the whole root.\n", strings.Join(a.paths, ", "))
	}
	fmt.Fprintf(&a.out, "  %s seen, %d parsed (%d of them in part), %d skipped.\n", plural(f.Seen, "file"), f.Parsed, f.Partial, f.Skipped)
	if text := excused(a.r, "of the findings "); text != "" {
		fmt.Fprintf(&a.out, "  %s.\n", text)
	}
	fmt.Fprintln(&a.out)
}

func (a *audit) table() {
	s := a.r.Summary
	t := tabwriter.NewWriter(&a.out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(t, "%-20s\tcalls\ttracked\tuntracked\tuncovered\tunresolved\tconstructions\tallowed\tviolations\t\n", "")
	for _, row := range partsOf(s) {
		c := row.c
		fmt.Fprintf(t, "%-20s\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t\n", row.name,
			c.Calls, c.Tracked, c.Untracked, c.Uncovered, c.Unresolved, c.Constructions, c.Allowed, c.Violations)
	}
	t.Flush()
	fmt.Fprintln(&a.out)
}

// A part is some of the sites, and their counts.
type part struct {
	name string
	c    check.Counts
}

// partsOf are the parts of a summary, in the order in which they are shown.
func partsOf(s check.Summary) []part {
	return []part{
		{"spending, production", s.Production},
		{"spending, tests", s.Tests},
		{"spends nothing", s.NonSpending},
		{"other vendors", s.OtherVendors},
	}
}

// title writes the head of a list of which the first n of all are shown.
func (a *audit) title(name string, n, all int) {
	text := a.paint.bold(name)
	if n < all {
		text += fmt.Sprintf(" (showing %d of %d; --top 0 shows all)", n, all)
	}
	fmt.Fprintln(&a.out, text)
}

func (a *audit) shown(all int) int {
	if a.top <= 0 {
		return all
	}
	return min(a.top, all)
}

// violations lists the clients made outside factories and tests, those of other vendors apart, with the most calls first, and the
// number of calls by the fingerprint of the construction that causes them.
func (a *audit) violations() (own, others []check.Site, caused map[string]int) {
	caused = map[string]int{}
	for _, s := range a.r.Sites {
		if s.Kind == "call" && s.Cause != "" && s.Role != "plumbing" {
			caused[s.Cause]++
		}
	}
	for _, s := range a.r.Sites {
		switch {
		case s.Kind != "construct" || s.Verdict != check.Violation || s.Role == "plumbing" || s.Test:
		case s.Elsewhere():
			others = append(others, s)
		default:
			own = append(own, s)
		}
	}
	for _, list := range [][]check.Site{own, others} {
		slices.SortStableFunc(list, func(x, y check.Site) int { return caused[y.Fingerprint] - caused[x.Fingerprint] })
	}
	return own, others, caused
}

func (a *audit) constructions() {
	own, others, caused := a.violations()
	a.made("Clients constructed outside factories, production", own, caused)
	a.made("Clients of other vendors, production", others, caused)
}

func (a *audit) made(title string, sites []check.Site, calls map[string]int) {
	if len(sites) == 0 {
		return
	}
	n := a.shown(len(sites))
	a.title(title, n, len(sites))
	for _, s := range sites[:n] {
		fmt.Fprintf(&a.out, "  %s  %s%s  %s%s\n", place(s.Path, s.Cell, s.Line, s.Column), s.Symbol, within(s),
			plural(calls[s.Fingerprint], "call"), remark(s))
	}
	fmt.Fprintln(&a.out)
}

func within(s check.Site) string {
	if s.In == "" {
		return ""
	}
	return " in " + s.In
}

func remark(s check.Site) string {
	out := circumstance(s)
	if s.Status != "" && s.Status != "new" {
		out += " [" + s.Status + "]"
	}
	return out
}

// The titles of the breakdowns of production that the text shows, in order; of files those with a gap.
var brokenDown = []struct{ by, title, column string }{
	{check.ByLanguage, "By language", "language"},
	{check.ByDirectory, "By directory", "directory"},
	{check.ByOwner, "By owner", "owner"},
	{check.ByGroup, "By group of operations", "group"},
	{check.ByMethod, "By API method", "method"},
	{check.ByFactory, "By factory", "factory"},
	{check.ByFile, "Worst files", "file"},
}

// breakdowns writes the spending calls of production by what they have in common. One language alone says nothing new.
func (a *audit) breakdowns() {
	for _, list := range brokenDown {
		rows := rowsOf(a.r, list.by, check.PartProduction)
		if list.by == check.ByDirectory {
			rows = topDirectories(rows)
		}
		rows = slices.DeleteFunc(slices.Clone(rows), func(r check.BreakdownRow) bool {
			return r.Calls == 0 || list.by == check.ByFile && r.NotTracked() == 0
		})
		if len(rows) > 1 || list.by != check.ByLanguage {
			a.brokenDown(list.title, list.column, rows)
		}
	}
}

// rowsOf are the rows of one breakdown.
func rowsOf(r *check.Result, by, part string) []check.BreakdownRow {
	for _, d := range r.Breakdowns {
		if d.By == by && d.Part == part {
			return d.Rows
		}
	}
	return nil
}

// topDirectories are those of the first depth at which there are several, with the most calls that are not tracked first.
func topDirectories(rows []check.BreakdownRow) []check.BreakdownRow {
	var list []check.BreakdownRow
	for depth := range 3 {
		list = slices.DeleteFunc(slices.Clone(rows), func(r check.BreakdownRow) bool {
			return strings.Count(r.Name, "/") != depth && (r.Name != "." || depth == 0)
		})
		if len(list) > 1 {
			break
		}
	}
	slices.SortStableFunc(list, func(x, y check.BreakdownRow) int {
		return cmp.Or(y.NotTracked()-x.NotTracked(), y.Calls-x.Calls)
	})
	return list
}

func (a *audit) brokenDown(title, column string, all []check.BreakdownRow) {
	if len(all) == 0 {
		return
	}
	n := a.shown(len(all))
	a.title(title+", spending production calls", n, len(all))
	table := [][]string{{column, "calls", "tracked", "untracked", "uncovered", "unresolved", "coverage"}}
	if a.r.Estimate != nil {
		table[0] = append(table[0], "USD a month, low–likely–high")
	}
	for _, r := range all[:n] {
		table = append(table, a.brokenDownRow(r))
	}
	a.columns("  ", table)
	fmt.Fprintln(&a.out)
}

func (a *audit) brokenDownRow(r check.BreakdownRow) []string {
	row := []string{r.Name}
	for _, n := range []int{r.Calls, r.Tracked, r.Untracked, r.Uncovered, r.Unresolved} {
		row = append(row, strconv.Itoa(n))
	}
	row = append(row, percent(*r.Coverage))
	switch {
	case a.r.Estimate == nil:
	case r.Gap == nil:
		row = append(row, "–")
	default:
		row = append(row, costOf(*r.Gap))
	}
	return row
}

// A reasonCount is for how many calls a reason holds.
type reasonCount struct {
	reason string
	calls  int
}

// unresolved counts the reasons for which calls could not be judged.
func (a *audit) unresolved() {
	at, reasons := map[string]int{}, []reasonCount{}
	for _, s := range a.r.Sites {
		if s.Kind != "call" || s.CountedIn() != check.PartProduction || s.Verdict != check.Unresolved {
			continue
		}
		reason := or(s.Reason, "no reason given")
		if _, ok := at[reason]; !ok {
			at[reason] = len(reasons)
			reasons = append(reasons, reasonCount{reason: reason})
		}
		reasons[at[reason]].calls++
	}
	if len(reasons) == 0 {
		return
	}
	slices.SortFunc(reasons, func(x, y reasonCount) int {
		return cmp.Or(y.calls-x.calls, strings.Compare(x.reason, y.reason))
	})
	n := a.shown(len(reasons))
	a.title("Why calls are unresolved", n, len(reasons))
	for _, t := range reasons[:n] {
		fmt.Fprintf(&a.out, "  %5d  %s\n", t.calls, t.reason)
	}
	fmt.Fprintln(&a.out)
}
