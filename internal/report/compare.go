package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/quotalint/quotalint/internal/check"
)

// compared writes what has changed since an earlier report.
func (a *audit) compared() {
	c := a.r.Comparison
	if c == nil {
		return
	}
	fmt.Fprintf(&a.out, "%s\n", a.paint.bold("Since the earlier report"))
	rows := [][]string{{"", "then", "now", "change"}}
	for _, row := range trend(c) {
		rows = append(rows, row[:])
	}
	a.columns("  ", rows)
	fmt.Fprintf(&a.out, "\n  %s, %d new, %d changed, %d as they were.\n\n", plural(len(c.Fixed), "fault")+" fixed", len(c.New), len(c.Changed), c.Unchanged)
	for _, list := range changeLists(c) {
		n := a.shown(len(list.changes))
		fmt.Fprint(&a.out, "  ")
		a.title(list.title, n, len(list.changes))
		for _, ch := range list.changes[:n] {
			fmt.Fprintf(&a.out, "    %s  %s\n", place(ch.Path, 0, ch.Line, 0), changeText(ch))
		}
		fmt.Fprintln(&a.out)
	}
}

// A changeList is changes of one kind.
type changeList struct {
	title   string
	changes []check.Change
}

// changeLists are the kinds of which there are any.
func changeLists(c *check.Comparison) []changeList {
	all := []changeList{{"New", c.New}, {"Changed", c.Changed}, {"Fixed", c.Fixed}}
	return slices.DeleteFunc(all, func(l changeList) bool { return len(l.changes) == 0 })
}

// changeText says what became of a site: embeddings.create: tracked, was untracked (at old/path.py).
func changeText(c check.Change) string {
	text := c.What + ": "
	switch {
	case c.Verdict == "":
		text += "gone, was " + c.Was
	case c.Was == "":
		text += c.Verdict + ", was not there"
	default:
		text += c.Verdict + ", was " + c.Was
	}
	if c.From != "" {
		text += " (at " + c.From + ")"
	}
	return text
}

// trend lists the figures of both reports: name, then, now, change.
func trend(c *check.Comparison) [][4]string {
	share := func(f *float64) string {
		if f == nil {
			return "–"
		}
		return percent(*f)
	}
	coverage := "–"
	if c.Was.Coverage != nil && c.Is.Coverage != nil {
		coverage = fmt.Sprintf("%+.1f points", 100*(*c.Is.Coverage-*c.Was.Coverage))
	}
	rows := [][4]string{{"tracking coverage", share(c.Was.Coverage), share(c.Is.Coverage), coverage}}
	for _, n := range []struct {
		name    string
		was, is int
	}{
		{"spending calls", c.Was.Calls, c.Is.Calls},
		{"calls not tracked", c.Was.NotTracked(), c.Is.NotTracked()},
		{"clients made outside factories", c.Was.Violations, c.Is.Violations},
	} {
		rows = append(rows, [4]string{n.name, fmt.Sprint(n.was), fmt.Sprint(n.is), fmt.Sprintf("%+d", n.is-n.was)})
	}
	if c.Was.Gap != nil && c.Is.Gap != nil {
		change := strings.Replace("+"+money(c.Is.Gap.Likely-c.Was.Gap.Likely), "+-", "-", 1)
		rows = append(rows, [4]string{"estimated gap, USD a month", between(*c.Was.Gap, money), between(*c.Is.Gap, money), change + " likely"})
	}
	return rows
}
