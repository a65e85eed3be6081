package estimate

import (
	"math/big"
	"slices"

	"github.com/quotalint/quotalint/internal/check"
	"github.com/quotalint/quotalint/internal/config"
	"github.com/quotalint/quotalint/rules"
)

// add estimates one call.
func (e *estimator) add(from *check.Site) {
	op, known := e.rules.Operation(from.Operation)
	if !known {
		op = rules.Operation{Op: from.Operation, Group: "other"}
	}
	s := site{Site: from, usage: usageOf(e.usages, op), calls: zero(), tokens: zero(), cost: zero()}
	s.SiteEstimate = check.SiteEstimate{
		Fingerprint: from.Fingerprint, Part: part(from), Path: from.Path, Line: from.Line, Method: from.Method, Group: op.Group,
		Model: from.Model, PricedAs: []string{},
	}
	said := e.said(from)
	e.volume(&s, said)
	e.price(&s, said)
	e.sites = append(e.sites, s)
}

// A said is what the config says of a call. What is nil or empty it does not say.
type said struct {
	calls, in, out *quantity
	cached         *float64
	model          string
}

// A quantity is a figure and what it rests on.
type quantity struct {
	span
	from, setBy string
}

func (q quantity) reported() check.Quantity {
	return check.Quantity{Range: q.figure(), From: q.from, SetBy: q.setBy}
}

// said reads the config: what is measured of a call comes before what is assumed, and of what is assumed the narrowest
// entry that says the figure.
func (e *estimator) said(s *check.Site) said {
	var out said
	c := e.config.Estimate
	assumed := func(says func(config.Assumed) bool) *config.Assumed {
		if i := c.AssumedFor(s.Path, s.In, s.Method, says); i >= 0 {
			return &c.Assumed[i]
		}
		return nil
	}
	if a := assumed(func(a config.Assumed) bool { return a.CallsPerDay != nil }); a != nil {
		out.calls = &quantity{spanOf(*a.CallsPerDay), check.FromConfigured, setBy(a.Where)}
	}
	if a := assumed(func(a config.Assumed) bool { return a.TokensIn != nil }); a != nil {
		out.in = &quantity{spanOf(*a.TokensIn), check.FromConfigured, setBy(a.Where)}
	}
	if a := assumed(func(a config.Assumed) bool { return a.TokensOut != nil }); a != nil {
		out.out = &quantity{spanOf(*a.TokensOut), check.FromConfigured, setBy(a.Where)}
	}
	if a := assumed(func(a config.Assumed) bool { return a.Cached != nil }); a != nil {
		out.cached = a.Cached
	}
	if a := assumed(func(a config.Assumed) bool { return a.Model != "" }); a != nil {
		out.model = a.Model
	}
	if i := c.MeasuredFor(s.Path, s.In, s.Method); i >= 0 {
		out.measured(&c.Measured[i], max(1, e.shares[i]))
	}
	return out
}

// measured puts what was counted in place of what is assumed. The calls are shared by so many sites.
func (d *said) measured(m *config.Measured, share int) {
	counted := func(f float64) *quantity {
		return &quantity{exactly(decimal(f)), check.FromMeasured, setBy(m.Where)}
	}
	d.calls = counted(m.CallsPerDay)
	d.calls.span = d.calls.over(int64(share))
	if m.TokensIn != nil {
		d.in = counted(*m.TokensIn)
	}
	if m.TokensOut != nil {
		d.out = counted(*m.TokensOut)
	}
	if m.Cached != nil {
		d.cached = m.Cached
	}
	if m.Model != "" {
		d.model = m.Model
	}
}

// volume settles how often a site is run.
func (e *estimator) volume(s *site, d said) {
	q := d.calls
	if s.general = q == nil; s.general {
		q = &quantity{span: spanOf(e.config.Estimate.CallsPerSitePerDay), from: check.FromDefault}
		if at, ok := e.config.Estimate.DefaultCallsAt(e.config); ok {
			q.from, q.setBy = check.FromConfigured, setBy(at)
		}
	}
	s.calls, s.CallsPerDay = q.span, q.reported()
}

// price settles what one call uses and costs.
func (e *estimator) price(s *site, d said) {
	e.findRows(s, d.model)
	in, out := tokens(s.usage, d)
	c := call{cached: new(big.Rat), units: s.usage.units()}
	if in != nil && out != nil {
		c.in, c.out = &in.span, &out.span
	}
	if d.cached != nil {
		c.cached, s.Cached = decimal(*d.cached), *d.cached
	}
	costs := make([]span, len(s.rows))
	for i, r := range s.rows {
		cost, ok := c.cost(r.Price)
		if !ok {
			s.unpriced(s.usage.missing(r.Price, c))
			return
		}
		costs[i] = cost
	}
	if len(costs) == 0 {
		s.unpriced("no price of " + s.BilledBy + " is known; estimate.prices may name them")
		return
	}
	s.use(c, in, out)
	one := combined(costs)
	s.cost = s.calls.times(one)
	perCall, day, month := one.rounded(finePlaces), s.cost.figure(), s.cost.times(exactly(big.NewRat(daysPerMonth, 1))).figure()
	s.CostPerCall, s.CostPerDay, s.CostPerMonth = &perCall, &day, &month
}

// unpriced leaves a site without tokens and money.
func (s *site) unpriced(why string) {
	s.Unpriced, s.PricedAs, s.PriceFrom, s.rows, s.Cached = why, []string{}, "", nil, 0
}

// findRows finds the prices of a call: of its model, of the one that the config says, or of those assumed for its operation.
func (e *estimator) findRows(s *site, model string) {
	vendor := check.BilledByOpenAI
	if s.Part == check.PartOtherVendors {
		vendor = s.BilledBy
	}
	use := func(from string, names ...string) bool {
		for _, name := range names {
			p, own := e.table.find(name, vendor)
			if p == nil {
				s.rows, s.PricedAs = nil, []string{}
				return false
			}
			if own && from == check.FromTable {
				from = check.FromConfigured
			}
			s.rows = append(s.rows, priced{p, own})
			s.PricedAs = append(s.PricedAs, p.Model)
		}
		s.PriceFrom = from
		return true
	}
	if s.SiteEstimate.Model != "" && use(check.FromTable, s.SiteEstimate.Model) || model != "" && use(check.FromConfigured, model) {
		return
	}
	m := s.usage.Models
	use(check.FromDefault, m.Low, m.Likely, m.High)
}

// tokens are those of one call; nil where nobody knows.
func tokens(u *usage, d said) (in, out *quantity) {
	in, out = d.in, d.out
	if in == nil && u.TokensIn != nil {
		in = &quantity{span: spanOf(*u.TokensIn), from: check.FromDefault}
	}
	if out == nil && (u.TokensOut != nil || in != nil) {
		out = &quantity{span: spanOfAny(u.TokensOut), from: check.FromDefault}
	}
	if in == nil && out != nil {
		in = &quantity{span: zero(), from: out.from, setBy: out.setBy}
	}
	return in, out
}

// missing is why a row does not tell what a call costs.
func (u *usage) missing(p *config.Price, c call) string {
	if c.in == nil && u.Unpriced != "" {
		return u.Unpriced
	}
	by := p.Unit
	if by == "" {
		by = "token"
	}
	return p.Model + " is billed by the " + by + ", and how many a call uses is not known"
}

// use notes what a call uses of that by which it is billed; of models that are assumed, by the likely one.
func (s *site) use(c call, in, out *quantity) {
	likely := s.rows[len(s.rows)/2].Price
	if billsTokens(likely) && in != nil {
		i, o := in.reported(), out.reported()
		s.TokensIn, s.TokensOut = &i, &o
		s.tokens = s.calls.times(in.plus(out.span))
		s.basis = least(in.from, out.from)
		s.assumed = s.basis == check.FromDefault
	}
	if likely.Unit != "" {
		q := quantity{span: c.units[likely.Unit], from: check.FromDefault}.reported()
		s.Unit, s.Units, s.assumed = likely.Unit, &q, true
		s.basis = check.FromDefault
	}
}

// least is the weaker of two bases.
func least(a, b string) string {
	order := []string{check.FromDefault, check.FromConfigured, check.FromMeasured}
	return order[min(slices.Index(order, a), slices.Index(order, b))]
}

// combined is the cost of a call by one price, or by those assumed for low, likely and high: the least, that of the likely
// one, and the most.
func combined(costs []span) span {
	out := costs[len(costs)/2]
	for _, c := range costs {
		out.low, out.high = smaller(out.low, c.low), larger(out.high, c.high)
	}
	return out
}
