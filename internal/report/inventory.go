package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// knownHow says in words how the tracked methods of a factory are known.
var knownHow = map[string]string{
	"declared": "tracked methods are declared in the config",
	"inferred": "tracked methods are read from its code",
	"known":    "tracked methods are known, a wrapper in the rules",
	"assumed":  "assumed to track every method",
	"unread":   "its code could not be read: its calls are unresolved",
}

func (a *audit) factories() {
	all := a.r.Factories
	if len(all) == 0 {
		fmt.Fprintf(&a.out, "%s\n  None is approved: every construction is outside. List the code that may make clients under `factories` in .quotalint.yml.\n\n",
			a.paint.bold("Factories"))
		return
	}
	a.title("Factories", len(all), len(all))
	for _, f := range all {
		fmt.Fprintf(&a.out, "  %s  (line %d, %s)  %s\n", f.Symbol, f.Line, plural(f.Uses, "call"), or(knownHow[f.How], f.How))
		for _, c := range f.Clients {
			kind := ""
			if c.Async {
				kind = " (async)"
			}
			fmt.Fprintf(&a.out, "    hands out %s%s", c.Client, kind)
			if f.How != "assumed" && f.How != "unread" {
				fmt.Fprintf(&a.out, "; tracks %s", or(strings.Join(c.Tracks, ", "), "nothing"))
			}
			if len(c.Missing) > 0 {
				fmt.Fprintf(&a.out, "; used here and not tracked: %s", strings.Join(c.Missing, ", "))
			}
			fmt.Fprintln(&a.out)
		}
	}
	fmt.Fprintln(&a.out)
}

func (a *audit) sdks() {
	if len(a.r.SDKs) == 0 {
		return
	}
	a.title("SDK versions", len(a.r.SDKs), len(a.r.SDKs))
	for _, s := range a.r.SDKs {
		atLeast := ""
		if !s.Exact {
			atLeast = "at least "
		}
		fmt.Fprintf(&a.out, "  %s %s%s  %s\n", s.Package, atLeast, or(s.Version, "of unknown version"), s.Source)
	}
	fmt.Fprintln(&a.out)
}

func (a *audit) findings() {
	if len(a.r.Findings) == 0 {
		return
	}
	a.title("Config and comments", len(a.r.Findings), len(a.r.Findings))
	for _, f := range a.r.Findings {
		fmt.Fprintf(&a.out, "  %s: %s %s %s\n", place(f.Path, 0, f.Line, f.Column), a.paint.severity(f.Severity), f.Rule, f.Message)
	}
	fmt.Fprintln(&a.out)
}

// skipped counts what was not read by its reason, and names the paths of a reason while they are few.
func (a *audit) skipped() {
	type group struct {
		reason string
		paths  []string
		files  int
	}
	at, groups := map[string]int{}, []group{}
	for _, s := range a.r.Skipped {
		if _, ok := at[s.Reason]; !ok {
			at[s.Reason] = len(groups)
			groups = append(groups, group{reason: s.Reason})
		}
		g := &groups[at[s.Reason]]
		g.paths = append(g.paths, s.Path)
		g.files += max(s.Count, 1)
	}
	if len(groups) == 0 {
		return
	}
	slices.SortFunc(groups, func(x, y group) int {
		return cmp.Or(y.files-x.files, strings.Compare(x.reason, y.reason))
	})
	n := a.shown(len(groups))
	a.title("Not read, or read in part", n, len(groups))
	for _, g := range groups[:n] {
		fmt.Fprintf(&a.out, "  %5d  %s: %s", g.files, g.reason, strings.Join(g.paths[:min(3, len(g.paths))], ", "))
		if more := len(g.paths) - 3; more > 0 {
			fmt.Fprintf(&a.out, " and %d more (showing 3 of %d)", more, len(g.paths))
		}
		fmt.Fprintln(&a.out)
	}
	fmt.Fprintln(&a.out)
}

func (a *audit) assumptions() {
	if len(a.r.Assumptions) == 0 {
		return
	}
	a.title("These figures assume", len(a.r.Assumptions), len(a.r.Assumptions))
	for _, s := range a.r.Assumptions {
		fmt.Fprintf(&a.out, "  - %s\n", s)
	}
	fmt.Fprintln(&a.out)
}
