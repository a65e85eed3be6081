package report

import (
	"fmt"
	"math/big"
	"strconv"
	"strings"

	"github.com/quotalint/quotalint/internal/check"
)

// gap writes what calls that nobody counts are estimated to spend.
func (a *audit) gap() {
	e := a.r.Estimate
	if e == nil {
		return
	}
	fmt.Fprintf(&a.out, "%s\n", a.paint.bold("Estimated tracking gap"))
	if len(e.Sites) == 0 {
		fmt.Fprintf(&a.out, "  None: no spending API call outside tests is untracked, uncovered or unresolved.\n\n")
		return
	}
	fmt.Fprintf(&a.out, "  %s outside tests untracked or uncovered: what they may spend. It is an estimate, not a bill.\n\n", plural(e.Gap.Sites, "spending API call"))
	a.gapTotals(e)
	a.gapVendors(e)
	a.gapModels(e)
	a.gapPrices(e)
	if len(e.Assumptions) > 0 {
		fmt.Fprintln(&a.out, "  The estimate assumes")
		for _, s := range e.Assumptions {
			fmt.Fprintf(&a.out, "    - %s\n", s)
		}
	}
	fmt.Fprintln(&a.out)
}

// gapTotals writes the sums, a line each.
func (a *audit) gapTotals(e *check.Estimate) {
	a.columns("  ", a.gapFigures(e))
	fmt.Fprintln(&a.out)
}

// gapFigures are the rows of the sums, the first of which is the head.
func (a *audit) gapFigures(e *check.Estimate) [][]string {
	rows := [][]string{{"", "low", "likely", "high", "from"}}
	add := func(name string, r check.Range, format func(float64) string, from string) {
		rows = append(rows, []string{name, format(r.Low), format(r.Likely), format(r.High), from})
	}
	known := func(f check.Figures, name string, r check.Range, format func(float64) string, from string) {
		if f.Unpriced == f.Sites {
			format = unknown
		}
		add(name, r, format, from)
	}
	figures := func(f check.Figures) {
		month := fmt.Sprintf(" a month of %d days", e.DaysPerMonth)
		add("calls a day", f.CallsPerDay, amount, bases(f.From.Calls))
		add("calls"+month, f.CallsPerMonth, amount, bases(f.From.Calls))
		known(f, "tokens a day", f.TokensPerDay, amount, usageFrom(f))
		known(f, "tokens"+month, f.TokensPerMonth, amount, usageFrom(f))
		known(f, e.Currency+" a day", f.CostPerDay, money, moneyFrom(f))
		known(f, e.Currency+month, f.CostPerMonth, money, moneyFrom(f))
	}
	figures(e.Gap)
	if e.Possible.Sites > 0 {
		rows = append(rows, []string{"possible besides, " + plural(e.Possible.Sites, "unresolved call") + ":", "", "", "", ""})
		figures(e.Possible)
	}
	rows = append(rows, []string{
		fmt.Sprintf("for comparison, calls a day as %s × %d", plural(e.Flat.Violations, "violation"), e.Flat.CallsPerViolation), "–",
		amount(float64(e.Flat.CallsPerDay)), "–", "a flat rule",
	})
	return rows
}

// gapVendors writes the figures of other vendors.
func (a *audit) gapVendors(e *check.Estimate) {
	all := e.OtherVendors
	if len(all) == 0 {
		return
	}
	n := a.shown(len(all))
	fmt.Fprint(&a.out, "  ")
	a.title("Other vendors, not in the gap", n, len(all))
	rows := [][]string{{"", "sites", "calls a day", "tokens a day", e.Currency + " a month", "calls, tokens, prices from"}}
	for _, r := range all[:n] {
		from := strings.Join([]string{bases(r.From.Calls), bases(r.From.Tokens), moneyFrom(r.Figures)}, ", ")
		tokens := between(r.TokensPerDay, amount)
		switch {
		case r.Unpriced == r.Sites:
			tokens = unknown(0)
		case r.TokensPerDay.High == 0: // billed by something else
			tokens = "–"
		}
		rows = append(rows, []string{r.Name, strconv.Itoa(r.Sites), between(r.CallsPerDay, amount), tokens, costOf(r.Figures), from})
	}
	a.columns("    ", rows)
	fmt.Fprintln(&a.out)
}

// gapModels lists how calls are priced, first those whose model is not known.
func (a *audit) gapModels(e *check.Estimate) {
	n := a.shown(len(e.Models))
	fmt.Fprint(&a.out, "  ")
	a.title("Models", n, len(e.Models))
	rows := [][]string{{"", "sites", "priced as"}}
	for _, m := range e.Models[:n] {
		name := or(m.Model, "named by no constant")
		if m.Group != "" {
			name += " (" + m.Group + ")"
		}
		as := strings.Join(m.PricedAs, "–") + ", " + m.PriceFrom
		if m.Unpriced != "" {
			as = "not priced: " + m.Unpriced
		}
		rows = append(rows, []string{name, strconv.Itoa(m.Sites), as})
	}
	a.columns("    ", rows)
	fmt.Fprintln(&a.out)
}

// gapPrices lists the prices that were used.
func (a *audit) gapPrices(e *check.Estimate) {
	if len(e.Prices) == 0 {
		return
	}
	n := a.shown(len(e.Prices))
	fmt.Fprint(&a.out, "  ")
	a.title("Prices, USD for 1,000,000 tokens or one unit", n, len(e.Prices))
	rows := [][]string{{"", "input", "cached", "output", "unit", "of", "source"}}
	for _, p := range e.Prices[:n] {
		source := p.Date + "  " + p.Source
		if p.SetBy != "" {
			source += " (" + p.SetBy + ")"
		}
		if p.Note != "" {
			source += "; " + p.Note
		}
		rows = append(rows, []string{p.Model, rate(p.Input), rate(p.Cached), rate(p.Output), rate(p.PerUnit), unitOf(p), source})
	}
	a.columns("    ", rows)
	fmt.Fprintln(&a.out)
}

func unitOf(p check.Price) string {
	if p.Count > 1 {
		return amount(float64(p.Count)) + " " + p.Unit + "s"
	}
	return p.Unit
}

// rate is a price as it is written, low–likely–high where they differ.
func rate(r *check.Range) string {
	text := func(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }
	switch {
	case r == nil:
		return "–"
	case r.Low == r.High:
		return text(r.Likely)
	}
	return between(*r, text)
}

// between is a range in short: 10–100–1,000.
func between(r check.Range, format func(float64) string) string {
	return format(r.Low) + "–" + format(r.Likely) + "–" + format(r.High)
}

// amount is a number of calls or tokens: whole from 10 on, with two places below.
func amount(f float64) string {
	switch {
	case f >= 10:
		return thousands(rounded(f, 0))
	case f > 0 && f < 0.005:
		return "<0.01"
	}
	return strings.TrimSuffix(rounded(f, 2), ".00")
}

// unknown stands for a figure that no site has.
func unknown(float64) string { return "unknown" }

// money is an amount to the cent.
func money(f float64) string {
	if f > 0 && f < 0.005 {
		return "<0.01"
	}
	return thousands(rounded(f, 2))
}

// costOf is what calls cost a month, in short.
func costOf(f check.Figures) string {
	if f.Unpriced == f.Sites {
		return unknown(0)
	}
	return between(f.CostPerMonth, money)
}

// rounded rounds the number as it is written in the JSON report, halves up.
func rounded(f float64, places int) string {
	r, ok := new(big.Rat).SetString(strconv.FormatFloat(f, 'f', -1, 64))
	if !ok {
		panic("a figure is not finite") // no report has one
	}
	return r.FloatString(places)
}

// thousands puts commas into a number.
func thousands(s string) string {
	if less, negative := strings.CutPrefix(s, "-"); negative {
		return "-" + thousands(less)
	}
	whole, rest, dot := strings.Cut(s, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if dot {
		whole += "." + rest
	}
	return whole
}

// bases says what figures rest on: default, or 1 measured + 2 default where they differ.
func bases(b check.Bases) string {
	var names, counted []string
	for _, c := range []struct {
		n    int
		name string
	}{{b.Measured, check.FromMeasured}, {b.Configured, check.FromConfigured}, {b.Table, check.FromTable}, {b.Default, check.FromDefault}} {
		if c.n > 0 {
			names = append(names, c.name)
			counted = append(counted, fmt.Sprintf("%d %s", c.n, c.name))
		}
	}
	if len(names) == 1 {
		return names[0]
	}
	return or(strings.Join(counted, " + "), "none")
}

func usageFrom(f check.Figures) string { return less(f, bases(f.From.Tokens)) }

func moneyFrom(f check.Figures) string { return less(f, bases(f.From.Prices)) }

// less says how many sites are not in a figure.
func less(f check.Figures, from string) string {
	if f.Unpriced == 0 {
		return from
	}
	return fmt.Sprintf("%s, without %d of %s", from, f.Unpriced, plural(f.Sites, "site"))
}

// columns writes rows of cells: the first and the last column to the left, those between to the right.
func (a *audit) columns(indent string, rows [][]string) {
	widths := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, cell := range row {
			widths[i] = max(widths[i], len([]rune(cell)))
		}
	}
	for _, row := range rows {
		var line strings.Builder
		for i, cell := range row {
			pad := strings.Repeat(" ", widths[i]-len([]rune(cell)))
			switch i {
			case 0:
				line.WriteString(cell + pad)
			case len(row) - 1:
				line.WriteString("  " + cell)
			default:
				line.WriteString("  " + pad + cell)
			}
		}
		fmt.Fprintln(&a.out, indent+strings.TrimRight(line.String(), " "))
	}
}
