package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/quotalint/quotalint/internal/check"
)

// knownHow says in words how the tracked methods of a factory are known.
var knownHow = map[string]string{
	"declared": "declared in the config",
	"inferred": "read from its code",
	"known":    "known, a wrapper in the rules",
	"unread":   "not read: its calls are unresolved",
}

func (a *audit) factories() {
	all := a.r.Factories
	if len(all) == 0 {
		fmt.Fprintf(&a.out, "%s\n  None is approved: every construction is outside. List the code that may make clients under `factories` in .quotalint.yml; `quotalint init` finds likely ones.\n\n",
			a.paint.bold("Factories"))
		return
	}
	a.title("Factories", len(all), len(all))
	for _, f := range all {
		fmt.Fprintf(&a.out, "  %s  (line %d, %s)  %s\n", f.Symbol, f.Line, plural(f.Uses, "call"), or(knownHow[f.How], f.How))
		for _, c := range f.Clients {
			fmt.Fprintf(&a.out, "    hands out %s%s: %s\n", c.Client, kindOf(c), extent(c))
			if len(c.Missing) > 0 {
				fmt.Fprintf(&a.out, "      used here and not tracked: %s\n", strings.Join(c.Missing, ", "))
			}
		}
	}
	fmt.Fprintf(&a.out, "  `quotalint factory` shows every method.\n\n")
}

func kindOf(c check.FactoryClient) string {
	if c.Async {
		return " (async)"
	}
	return ""
}

// fewMethods is the number of methods up to which a text names them all.
const fewMethods = 4

// extent says in short what is tracked of a client: 2 of 58 spending methods of openai@1.97.0 tracked, …
func extent(c check.FactoryClient) string {
	all, tracked, absent := 0, 0, 0
	for _, m := range c.Methods {
		switch {
		case m.Spends == "no" || m.NotInSDK:
			continue
		case m.State == check.StateTracked:
			tracked++
		case m.State == check.StateAbsent:
			absent++
		}
		all++
	}
	if all == 0 {
		return "no spending method of it is known"
	}
	text := fmt.Sprintf("%d of %s%s tracked", tracked, plural(all, "spending method"), ofSDK(c))
	if absent > 0 {
		text += fmt.Sprintf(", %d absent", absent)
	}
	if tracked > 0 && len(c.Tracks) <= fewMethods && !slices.Equal(c.Tracks, []string{"*"}) {
		text += ": " + strings.Join(c.Tracks, ", ")
	}
	return text
}

func ofSDK(c check.FactoryClient) string {
	if c.SDK == "" {
		return ""
	}
	return " of " + c.SDK
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

// findings lists what is no site: what is wrong with factories, and with config and comments.
func (a *audit) findings() {
	var incomplete, stale []check.Finding
	for _, f := range a.r.Findings {
		switch {
		case excusedFinding(f):
		case f.Rule == "QL101":
			incomplete = append(incomplete, f)
		default:
			stale = append(stale, f)
		}
	}
	a.listed("Incomplete factories", incomplete)
	a.listed("Config and comments", stale)
}

func (a *audit) listed(title string, findings []check.Finding) {
	if len(findings) == 0 {
		return
	}
	a.title(title, len(findings), len(findings))
	for _, f := range findings {
		known := ""
		if f.Status == "baselined" {
			known = " [baselined]"
		}
		fmt.Fprintf(&a.out, "  %s: %s %s %s%s\n", place(f.Path, 0, f.Line, f.Column), a.paint.severity(f.Severity), f.Rule, f.Message, known)
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
