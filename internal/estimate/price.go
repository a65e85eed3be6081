package estimate

import (
	_ "embed" // the tables
	"fmt"
	"math/big"
	"regexp"

	"github.com/quotalint/quotalint/internal/check"
	"github.com/quotalint/quotalint/internal/config"
)

//go:embed prices.yaml
var builtinPrices []byte

// A Table says what calls of a model cost.
type Table struct {
	own     []config.Price // of the project, which come first
	builtin []config.Price
}

// NewTable gives the prices that are built in, with the project's own before them.
func NewTable(own []config.Price) (*Table, error) {
	builtin, err := config.ReadPrices("prices.yaml", builtinPrices)
	if err != nil {
		return nil, fmt.Errorf("the built-in prices: %w", err)
	}
	return &Table{own: own, builtin: builtin}, nil
}

// dated is what makes a snapshot of a model's name.
var dated = regexp.MustCompile(`-(\d{4}-\d{2}-\d{2}|\d{4})$`)

// find gives the row for a model of a vendor: the narrowest that matches, the project's own before all others. A snapshot
// that no row matches is priced as what it is a snapshot of. The second result is whether the row is the project's.
func (t *Table) find(model, vendor string) (row *config.Price, own bool) {
	for _, name := range []string{model, dated.ReplaceAllString(model, "")} {
		if name == "" {
			continue
		}
		if p := narrowest(t.own, name, vendor); p != nil {
			return p, true
		}
		if p := narrowest(t.builtin, name, vendor); p != nil {
			return p, false
		}
	}
	return nil, false
}

func narrowest(rows []config.Price, model, vendor string) *config.Price {
	var best *config.Price
	for i := range rows {
		p := &rows[i]
		if p.BilledBy == vendor && p.Matches(model) && (best == nil || p.Narrower(*best)) {
			best = p
		}
	}
	return best
}

// A call is what one call uses, and what it is billed by.
type call struct {
	in, out *span    // tokens; nil: nobody knows
	cached  *big.Rat // the share of in that is billed as cached
	units   map[string]span
}

var million = exactly(big.NewRat(1, 1_000_000))

// cost is what one call costs by a row, in dollars; false where the row bills what is not known of the call.
func (c call) cost(p *config.Price) (span, bool) {
	sum, known := zero(), false
	if (p.Input != nil || p.Output != nil) && c.in != nil && c.out != nil {
		fresh := new(big.Rat).Sub(big.NewRat(1, 1), c.cached)
		cached := p.Cached
		if cached == nil {
			cached = p.Input
		}
		input := spanOfAny(p.Input).times(exactly(fresh)).plus(spanOfAny(cached).times(exactly(c.cached)))
		sum = sum.plus(c.in.times(input).times(million)).plus(c.out.times(spanOfAny(p.Output)).times(million))
		known = true
	}
	if p.Unit != "" {
		n, ok := c.units[p.Unit]
		if !ok {
			return zero(), false
		}
		sum, known = sum.plus(n.times(spanOf(*p.PerUnit)).over(p.Count)), true
	}
	return sum, known
}

// billsTokens reports whether a row has a price of tokens.
func billsTokens(p *config.Price) bool { return p.Input != nil || p.Output != nil }

func smaller(a, b *big.Rat) *big.Rat {
	if a.Cmp(b) <= 0 {
		return a
	}
	return b
}

func larger(a, b *big.Rat) *big.Rat {
	if a.Cmp(b) >= 0 {
		return a
	}
	return b
}

// row is a price as the report shows it.
func row(p config.Price, own bool) check.Price {
	r := check.Price{
		Model: p.Model, BilledBy: p.BilledBy, Input: rangeOf(p.Input), Cached: rangeOf(p.Cached), Output: rangeOf(p.Output),
		Unit: p.Unit, PerUnit: rangeOf(p.PerUnit), Count: p.Count, Source: p.Source, Date: p.Date, Note: p.Note,
	}
	if own {
		r.SetBy = setBy(p.Where)
	}
	return r
}

func rangeOf(r *config.Range) *check.Range {
	if r == nil {
		return nil
	}
	return &check.Range{Low: r.Low, Likely: r.Likely, High: r.High}
}

func setBy(p config.Pos) string { return fmt.Sprintf("%s:%d", p.Path, p.Line) }
