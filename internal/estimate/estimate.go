// Package estimate says what the calls that nobody counts are estimated to spend: calls, tokens and money a day and a month,
// each as a range, and what every figure rests on. It judges no call, reads no source code, and knows no bill.
package estimate

import (
	"cmp"
	"math/big"
	"slices"
	"strings"

	"github.com/quotalint/quotalint/internal/check"
	"github.com/quotalint/quotalint/internal/config"
	"github.com/quotalint/quotalint/rules"
)

// The fixed figures: days of a month, and the calls a day that flat reports take for every violation.
const (
	daysPerMonth      = 30
	callsPerViolation = 100
)

// Of estimates the calls of a report.
func Of(r *check.Result, c *config.Config, set *rules.Set, table *Table) (*check.Estimate, error) {
	usages, err := readUsage()
	if err != nil {
		return nil, err
	}
	e := &estimator{config: c, rules: set, table: table, usages: usages, shares: r.Shares}
	for i := range r.Sites {
		if s := &r.Sites[i]; s.Spending() && s.Verdict != check.Tracked {
			e.add(s)
		}
	}
	return e.result(r), nil
}

type estimator struct {
	config *config.Config
	rules  *rules.Set
	table  *Table
	usages []usage
	shares []int
	sites  []site
}

// A site is a call with its estimate, exact and as reported.
type site struct {
	*check.Site
	check.SiteEstimate
	calls, tokens, cost span   // a day
	general             bool   // nothing is said of its calls but what is said of all
	basis               string // of tokens, or of units
	rows                []priced
	usage               *usage
	assumed             bool // tokens or units are those of usage
}

// A priced is a row of a price table that was used, and whose it is.
type priced struct {
	*config.Price
	own bool
}

// part says which figures a call that is not tracked belongs to.
func part(s *check.Site) string {
	switch {
	case s.Elsewhere():
		return check.PartOtherVendors
	case s.Verdict == check.Unresolved:
		return check.PartPossible
	}
	return check.PartGap
}

func (e *estimator) in(part string) []*site {
	var list []*site
	for i := range e.sites {
		if e.sites[i].Part == part {
			list = append(list, &e.sites[i])
		}
	}
	return list
}

func (e *estimator) result(r *check.Result) *check.Estimate {
	violations := r.Summary.Production.Violations
	out := &check.Estimate{
		Currency: "USD", DaysPerMonth: daysPerMonth,
		Gap: sum(e.in(check.PartGap)), Possible: sum(e.in(check.PartPossible)),
		OtherVendors: byVendor(e.in(check.PartOtherVendors)),
		Flat:         check.Flat{Violations: violations, CallsPerViolation: callsPerViolation, CallsPerDay: violations * callsPerViolation},
		Sites:        []check.SiteEstimate{},
		Models:       e.models(), Prices: e.prices(), Assumptions: e.assumptions(r),
	}
	for i := range e.sites {
		out.Sites = append(out.Sites, e.sites[i].SiteEstimate)
	}
	return out
}

// totals adds up sites exactly.
type totals struct {
	calls, tokens, cost span
}

func total(sites []*site) totals {
	t := totals{zero(), zero(), zero()}
	for _, s := range sites {
		t.calls, t.tokens, t.cost = t.calls.plus(s.calls), t.tokens.plus(s.tokens), t.cost.plus(s.cost)
	}
	return t
}

func sum(sites []*site) check.Figures {
	t := total(sites)
	month := exactly(big.NewRat(daysPerMonth, 1))
	f := check.Figures{
		Sites:       len(sites),
		CallsPerDay: t.calls.figure(), CallsPerMonth: t.calls.times(month).figure(),
		TokensPerDay: t.tokens.figure(), TokensPerMonth: t.tokens.times(month).figure(),
		CostPerDay: t.cost.figure(), CostPerMonth: t.cost.times(month).figure(),
	}
	for _, s := range sites {
		if s.Unpriced != "" {
			f.Unpriced++
		}
		count(&f.From.Calls, s.CallsPerDay.From)
		if s.basis != "" {
			count(&f.From.Tokens, s.basis)
		}
		if s.PriceFrom != "" {
			count(&f.From.Prices, s.PriceFrom)
		}
	}
	return f
}

func count(b *check.Bases, from string) {
	switch from {
	case check.FromMeasured:
		b.Measured++
	case check.FromConfigured:
		b.Configured++
	case check.FromTable:
		b.Table++
	case check.FromDefault:
		b.Default++
	}
}

// byVendor adds up the sites that each vendor bills, the dearest first.
func byVendor(sites []*site) []check.FigureRow {
	groups := map[string][]*site{}
	var names []string
	for _, s := range sites {
		n := s.BilledBy
		if groups[n] == nil {
			names = append(names, n)
		}
		groups[n] = append(groups[n], s)
	}
	sums := map[string]totals{}
	for _, n := range names {
		sums[n] = total(groups[n])
	}
	slices.SortFunc(names, func(a, b string) int {
		x, y := sums[a], sums[b]
		return cmp.Or(y.cost.likely.Cmp(x.cost.likely), y.calls.likely.Cmp(x.calls.likely), strings.Compare(a, b))
	})
	rows := []check.FigureRow{}
	for _, n := range names {
		rows = append(rows, check.FigureRow{Name: n, Figures: sum(groups[n])})
	}
	return rows
}
