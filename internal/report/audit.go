package report

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"slices"
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
	a.methods()
	a.unresolved()
	a.files()
	a.gap()
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
	fmt.Fprintf(&a.out, "  %s seen, %d parsed (%d of them in part), %d skipped.\n\n", plural(f.Seen, "file"), f.Parsed, f.Partial, f.Skipped)
}

func (a *audit) table() {
	s := a.r.Summary
	t := tabwriter.NewWriter(&a.out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(t, "%-20s\tcalls\ttracked\tuntracked\tuncovered\tunresolved\tconstructions\tallowed\tviolations\t\n", "")
	rows := []struct {
		name string
		c    check.Counts
	}{
		{"spending, production", s.Production},
		{"spending, tests", s.Tests},
		{"spends nothing", s.NonSpending},
		{"other vendors", s.OtherVendors},
	}
	for _, row := range rows {
		c := row.c
		fmt.Fprintf(t, "%-20s\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t\n", row.name,
			c.Calls, c.Tracked, c.Untracked, c.Uncovered, c.Unresolved, c.Constructions, c.Allowed, c.Violations)
	}
	t.Flush()
	fmt.Fprintln(&a.out)
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

// constructions lists the violations outside tests, those of other vendors apart.
func (a *audit) constructions() {
	caused := map[string]int{}
	for _, s := range a.r.Sites {
		if s.Kind == "call" && s.Cause != "" && s.Role != "plumbing" {
			caused[s.Cause]++
		}
	}
	var own, others []check.Site
	for _, s := range a.r.Sites {
		switch {
		case s.Kind != "construct" || s.Verdict != check.Violation || s.Role == "plumbing" || s.Test:
		case elsewhere(s):
			others = append(others, s)
		default:
			own = append(own, s)
		}
	}
	a.made("Clients constructed outside factories, production", own, caused)
	a.made("Clients of other vendors, production", others, caused)
}

func (a *audit) made(title string, sites []check.Site, calls map[string]int) {
	if len(sites) == 0 {
		return
	}
	slices.SortStableFunc(sites, func(x, y check.Site) int {
		return calls[y.Fingerprint] - calls[x.Fingerprint]
	})
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

// A tally counts the spending production calls of one method or file by verdict.
type tally struct {
	name string
	check.Counts
}

func (t tally) gap() int {
	return t.Untracked + t.Uncovered + t.Unresolved
}

// tallies counts the sites of the headline under the name that of gives, most untracked first.
func (a *audit) tallies(of func(check.Site) string) []tally {
	at, out := map[string]int{}, []tally{}
	for _, s := range a.r.Sites {
		if !counted(s) {
			continue
		}
		i, ok := at[of(s)]
		if !ok {
			i = len(out)
			at[of(s)] = i
			out = append(out, tally{name: of(s)})
		}
		out[i].count(s.Verdict)
	}
	slices.SortFunc(out, func(x, y tally) int {
		return cmp.Or(y.gap()-x.gap(), y.Calls-x.Calls, strings.Compare(x.name, y.name))
	})
	return out
}

func (t *tally) count(verdict string) {
	t.Calls++
	switch verdict {
	case check.Tracked:
		t.Tracked++
	case check.Untracked:
		t.Untracked++
	case check.Uncovered:
		t.Uncovered++
	case check.Unresolved:
		t.Unresolved++
	}
}

// counted reports whether the site is a call of the headline.
func counted(s check.Site) bool {
	return s.Kind == "call" && s.Role != "plumbing" && !s.Test && s.Spends != "no" && !elsewhere(s)
}

// elsewhere reports whether the code names the URL of another vendor, as package check counts it.
func elsewhere(s check.Site) bool {
	return s.Host != "" && s.BilledBy != "" && s.BilledBy != "openai" && s.BilledBy != "azure"
}

func (a *audit) methods() {
	a.tallied("By API method, spending production calls", "method", a.tallies(func(s check.Site) string { return s.Method }))
}

func (a *audit) files() {
	all := a.tallies(func(s check.Site) string { return s.Path })
	worst := slices.DeleteFunc(all, func(t tally) bool { return t.gap() == 0 })
	a.tallied("Files with the most calls that are not tracked", "file", worst)
}

func (a *audit) tallied(title, column string, all []tally) {
	if len(all) == 0 {
		return
	}
	n := a.shown(len(all))
	a.title(title, n, len(all))
	width := len(column)
	for _, t := range all[:n] {
		width = max(width, len([]rune(t.name)))
	}
	fmt.Fprintf(&a.out, "  %-*s  calls  tracked  untracked  uncovered  unresolved\n", width, column)
	for _, t := range all[:n] {
		fmt.Fprintf(&a.out, "  %-*s  %5d  %7d  %9d  %9d  %10d\n", width, t.name, t.Calls, t.Tracked, t.Untracked, t.Uncovered, t.Unresolved)
	}
	fmt.Fprintln(&a.out)
}

// unresolved counts the reasons for which calls could not be judged.
func (a *audit) unresolved() {
	at, reasons := map[string]int{}, []tally{}
	for _, s := range a.r.Sites {
		if !counted(s) || s.Verdict != check.Unresolved {
			continue
		}
		reason := or(s.Reason, "no reason given")
		if _, ok := at[reason]; !ok {
			at[reason] = len(reasons)
			reasons = append(reasons, tally{name: reason})
		}
		reasons[at[reason]].Calls++
	}
	if len(reasons) == 0 {
		return
	}
	slices.SortFunc(reasons, func(x, y tally) int {
		return cmp.Or(y.Calls-x.Calls, strings.Compare(x.name, y.name))
	})
	n := a.shown(len(reasons))
	a.title("Why calls are unresolved", n, len(reasons))
	for _, t := range reasons[:n] {
		fmt.Fprintf(&a.out, "  %5d  %s\n", t.Calls, t.name)
	}
	fmt.Fprintln(&a.out)
}
