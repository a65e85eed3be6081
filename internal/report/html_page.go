package report

import (
	"slices"
	"strconv"
	"strings"

	"github.com/quotalint/quotalint/internal/check"
)

// Headline says the coverage in a sentence.
func (p htmlPage) Headline() string { return headline(p.R.Summary) }

// Paths names what is counted, "" for the whole root.
func (p htmlPage) Paths() string { return strings.Join(p.paths, ", ") }

// NotTracked is the number of spending calls outside tests that no factory counts, or that nobody can tell of.
func (p htmlPage) NotTracked() int { return p.R.Summary.Production.NotTracked() }

// Gap is the estimate, nil where there is nothing to estimate.
func (p htmlPage) Gap() *check.Estimate {
	if e := p.R.Estimate; e != nil && len(e.Sites) > 0 {
		return e
	}
	return nil
}

// A segment is a piece of a bar, in percent of it.
type segment struct {
	Verdict  string
	Calls    int
	At, Wide string
}

// Bar is the verdicts of the spending calls outside tests.
func (p htmlPage) Bar() []segment {
	c := p.R.Summary.Production
	var list []segment
	at := 0.0
	for _, v := range []struct {
		verdict string
		n       int
	}{{check.Tracked, c.Tracked}, {check.Uncovered, c.Uncovered}, {check.Untracked, c.Untracked}, {check.Unresolved, c.Unresolved}} {
		if v.n == 0 {
			continue
		}
		wide := 100 * float64(v.n) / float64(c.Calls)
		list = append(list, segment{v.verdict, v.n, ofBar(at), ofBar(wide)})
		at += wide
	}
	return list
}

func ofBar(f float64) string { return strconv.FormatFloat(f, 'f', 3, 64) + "%" }

// A pagePart is a row of the counts.
type pagePart struct {
	Name, Part string
	check.Counts
}

// Parts are the counts of all that is judged.
func (p htmlPage) Parts() []pagePart {
	s := p.R.Summary
	return []pagePart{
		{"Spending, production", check.PartProduction, s.Production},
		{"Spending, tests", check.PartTests, s.Tests},
		{"Spends nothing", check.PartNonSpending, s.NonSpending},
		{"Other vendors", check.PartOtherVendors, s.OtherVendors},
	}
}

// A figureRow is a line of the estimate. Name is that of the field in the JSON report, by which the script finds it.
type figureRow struct {
	Name, Label, From string
	check.Range
	Money, Unknown bool
}

// Figures are the lines of the estimate of some sites.
func (p htmlPage) Figures(f check.Figures) []figureRow {
	none, month := unpriced(f), " a month"
	return []figureRow{
		{"cost_per_month", p.R.Estimate.Currency + month, moneyFrom(f), f.CostPerMonth, true, none},
		{"cost_per_day", p.R.Estimate.Currency + " a day", moneyFrom(f), f.CostPerDay, true, none},
		{"calls_per_month", "calls" + month, bases(f.From.Calls), f.CallsPerMonth, false, false},
		{"calls_per_day", "calls a day", bases(f.From.Calls), f.CallsPerDay, false, false},
		{"tokens_per_month", "tokens" + month, usageFrom(f), f.TokensPerMonth, false, none},
		{"tokens_per_day", "tokens a day", usageFrom(f), f.TokensPerDay, false, none},
	}
}

// unpriced reports whether no site of some has a price.
func unpriced(f check.Figures) bool { return f.Sites > 0 && f.Unpriced == f.Sites }

// Text is a figure of the line as it is shown.
func (r figureRow) Text(f float64) string {
	switch {
	case r.Unknown:
		return unknown(f)
	case r.Money:
		return money(f)
	}
	return amount(f)
}

// A pageList is a breakdown as the page shows it.
type pageList struct {
	By, Title, Column, Of, Part string
	Rows                        []check.BreakdownRow
}

// A listGroup is the breakdowns of one part of the sites.
type listGroup struct {
	Of    string
	Lists []pageList
}

// Groups are the breakdowns, each with all its rows that have calls, production first.
func (p htmlPage) Groups() []listGroup {
	var groups []listGroup
	for _, part := range []struct{ name, of string }{
		{check.PartProduction, "Spending calls of production"}, {check.PartTests, "Tests"}, {check.PartNonSpending, "Calls that spend nothing"},
	} {
		g := listGroup{Of: part.of}
		for _, list := range brokenDown {
			rows := slices.DeleteFunc(slices.Clone(rowsOf(p.R, list.by, part.name)), func(r check.BreakdownRow) bool { return r.Calls == 0 })
			if len(rows) > 0 {
				g.Lists = append(g.Lists, pageList{By: list.by, Title: titleOf(list.by, list.title), Column: list.column, Of: part.of, Part: part.name, Rows: rows})
			}
		}
		if len(g.Lists) > 0 {
			groups = append(groups, g)
		}
	}
	return groups
}

func titleOf(by, title string) string {
	if by == check.ByFile {
		return "By file"
	}
	return title
}

// Link is the link to the sites of a row, "" where no filter chooses them.
func (l pageList) Link(r check.BreakdownRow) string {
	name := map[string]string{
		check.ByLanguage: "language", check.ByDirectory: "dir", check.ByFile: "dir", check.ByOwner: "owner", check.ByMethod: "method",
	}[l.By]
	if name == "" || l.By == check.ByDirectory && r.Name == "." {
		return ""
	}
	return where(name, r.Name, "part", l.Part)
}

// Worst are the files with the most calls that are not tracked, a screen of them.
func (p htmlPage) Worst() pageList {
	rows := slices.DeleteFunc(slices.Clone(rowsOf(p.R, check.ByFile, check.PartProduction)), func(r check.BreakdownRow) bool { return r.NotTracked() == 0 })
	return pageList{By: check.ByFile, Column: "file", Of: "spending calls of production", Part: check.PartProduction, Rows: rows}
}

// Top is the first rows of a list, as many as --top says.
func (p htmlPage) Top(l pageList) pageList {
	l.Rows = l.Rows[:p.shown(len(l.Rows))]
	return l
}

// Shown is how many rows of a list are shown.
func (p htmlPage) Shown(all int) int { return p.shown(all) }

// A madeClient is a construction outside factories with the number of calls on what it makes.
type madeClient struct {
	check.Site
	Caused int
	Remark string
}

// Made are the clients constructed outside factories and tests, those with the most calls first.
func (p htmlPage) Made() []madeClient {
	own, others, caused := p.violations()
	var list []madeClient
	for _, s := range slices.Concat(own, others) {
		list = append(list, madeClient{s, caused[s.Fingerprint], remark(s)})
	}
	return list
}

// Spending are the methods of a client that spend, or may.
func (p htmlPage) Spending(c check.FactoryClient) []check.FactoryMethod { return Matrix{}.rows(c) }

// Changes are what has changed, by what became of it.
func (p htmlPage) Changes() []changes {
	c := p.R.Comparison
	return []changes{{"New", c.New}, {"Changed", c.Changed}, {"Fixed", c.Fixed}}
}

type changes struct {
	Title string
	List  []check.Change
}

// Faults are the findings that are no sites.
func (p htmlPage) Faults() []check.Finding {
	return slices.DeleteFunc(slices.Clone(p.R.Findings), excusedFinding)
}
