package estimate

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/quotalint/quotalint/internal/check"
	"github.com/quotalint/quotalint/internal/config"
)

// models lists how the calls of each model were priced: first those of models that nobody knows or that are not named.
func (e *estimator) models() []check.ModelUse {
	list, at := []check.ModelUse{}, map[string]int{}
	for i := range e.sites {
		s := &e.sites[i]
		m := check.ModelUse{Model: s.SiteEstimate.Model, PricedAs: s.PricedAs, PriceFrom: s.PriceFrom, Unpriced: s.Unpriced}
		if m.PriceFrom == check.FromDefault || m.Unpriced != "" {
			m.Group = s.Group
		}
		key := strings.Join(append([]string{m.Model, m.Group, m.PriceFrom, m.Unpriced}, m.PricedAs...), "\x00")
		j, ok := at[key]
		if !ok {
			j = len(list)
			at[key], list = j, append(list, m)
		}
		list[j].Sites++
	}
	rank := func(m check.ModelUse) int {
		return slices.Index([]string{"", check.FromDefault, check.FromConfigured, check.FromTable}, m.PriceFrom)
	}
	slices.SortStableFunc(list, func(a, b check.ModelUse) int {
		return cmp.Or(rank(a)-rank(b), b.Sites-a.Sites, strings.Compare(a.Model, b.Model), strings.Compare(a.Group, b.Group), strings.Compare(a.Unpriced, b.Unpriced))
	})
	return list
}

// prices lists the rows that were used, by model.
func (e *estimator) prices() []check.Price {
	list, seen := []check.Price{}, map[*config.Price]bool{}
	for i := range e.sites {
		for _, r := range e.sites[i].rows {
			if !seen[r.Price] {
				seen[r.Price] = true
				list = append(list, row(*r.Price, r.own))
			}
		}
	}
	slices.SortFunc(list, func(a, b check.Price) int {
		return cmp.Or(strings.Compare(a.Model, b.Model), strings.Compare(a.BilledBy, b.BilledBy), strings.Compare(a.SetBy, b.SetBy))
	})
	return list
}

// assumptions says what the estimate rests on.
func (e *estimator) assumptions(r *check.Result) []string {
	list := []string{}
	if len(e.sites) == 0 {
		return list
	}
	add := func(format string, args ...any) { list = append(list, fmt.Sprintf(format, args...)) }
	if e.number(func(s *site) bool { return s.general }) > 0 {
		add("A call site is run %s times a day, low–likely–high, where nothing narrower is said.", between(e.config.Estimate.CallsPerSitePerDay))
	}
	list = append(list, e.usageAssumed()...)
	add("A month has %d days. Lows are added to lows and highs to highs, as if all were low or high at once: a total is wider than it is likely to be.", daysPerMonth)
	add("Prices are list prices of standard processing for short prompts: no batch, flex or negotiated discount, no tax, no tools that are billed by the call; input is cached only where `cached` says so.")
	if n := e.number(func(s *site) bool { return s.BilledBy == "azure" && s.PriceFrom != "" }); n > 0 {
		add("Billed by Azure, and priced as by OpenAI: %d of %d call sites.", n, len(e.sites))
	}
	if n := e.number(func(s *site) bool { return s.Part == check.PartGap && s.Status != "" && s.Status != "new" }); n > 0 {
		add("Excused by a comment, the config or the baseline, and in the gap all the same: %d of %d call sites.", n, len(e.sites))
	}
	if n := e.number(func(s *site) bool { return s.Unpriced != "" }); n > 0 {
		add("Counted in calls, and without tokens and money: %d of %d call sites; their models say why.", n, len(e.sites))
	}
	return append(list, e.sharing()...)
}

func (e *estimator) number(is func(*site) bool) int {
	n := 0
	for i := range e.sites {
		if is(&e.sites[i]) {
			n++
		}
	}
	return n
}

// usageAssumed says what one call is assumed to use, in the order of the table.
func (e *estimator) usageAssumed() []string {
	var list []string
	for i := range e.usages {
		u := &e.usages[i]
		var names []string
		for j := range e.sites {
			s := &e.sites[j]
			name := s.Group
			if slices.Contains(u.For, s.Operation) {
				name = s.Operation
			}
			if s.usage == u && s.assumed && !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
		if len(names) == 0 {
			continue
		}
		slices.Sort(names)
		list = append(list, fmt.Sprintf("A call of %s uses %s: %s.", strings.Join(names, ", "), u.uses(), u.Reason))
	}
	return list
}

func (u *usage) uses() string {
	var parts []string
	for _, p := range []struct {
		of   *config.Range
		what string
	}{
		{u.TokensIn, "input tokens"},
		{u.TokensOut, "output tokens"},
		{u.Images, "images"},
		{u.Minutes, "minutes"},
		{u.Seconds, "seconds"},
		{u.Characters, "characters"},
	} {
		if p.of != nil {
			parts = append(parts, between(*p.of)+" "+p.what)
		}
	}
	return strings.Join(parts, ", ")
}

// sharing says which measured volumes are of several sites, and where they come from.
func (e *estimator) sharing() []string {
	var list []string
	for i, m := range e.config.Estimate.Measured {
		if i >= len(e.shares) || e.shares[i] == 0 {
			continue
		}
		text := fmt.Sprintf("%s measures %s calls a day", setBy(m.Where), number(m.CallsPerDay))
		if n := e.shares[i]; n > 1 {
			text += fmt.Sprintf(", shared equally by %d call sites", n)
		}
		if m.Source != "" {
			text += ": " + m.Source
		}
		list = append(list, strings.TrimSuffix(text, ".")+".")
	}
	return list
}

// between is a range in words: 10–100–1,000.
func between(r config.Range) string {
	return number(r.Low) + "–" + number(r.Likely) + "–" + number(r.High)
}

// number is a number with commas between thousands.
func number(f float64) string {
	whole, rest, dot := strings.Cut(strconv.FormatFloat(f, 'f', -1, 64), ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if dot {
		whole += "." + rest
	}
	return whole
}
