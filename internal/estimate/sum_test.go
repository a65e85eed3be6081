package estimate_test

import (
	"testing"

	"github.com/quotalint/quotalint/internal/check"
	"github.com/quotalint/quotalint/internal/estimate"
)

// Of three sites of the gap two are wanted: 10–100–1000 and 2 calls a day, of 100 + 50 tokens and of none, for 0.5–1–2 and 0.25 dollars.
func TestSum(t *testing.T) {
	of := func(low, likely, high float64) check.Range { return check.Range{Low: low, Likely: likely, High: high} }
	day := func(r check.Range) *check.Range { return &r }
	e := &check.Estimate{Sites: []check.SiteEstimate{
		{
			Fingerprint: "a", Part: check.PartGap, CallsPerDay: check.Quantity{Range: of(10, 100, 1000), From: check.FromDefault}, PriceFrom: check.FromTable,
			TokensIn: &check.Quantity{Range: of(100, 100, 100), From: check.FromMeasured}, TokensOut: &check.Quantity{Range: of(50, 50, 50), From: check.FromDefault},
			CostPerDay: day(of(0.5, 1, 2)),
		},
		{Fingerprint: "b", Part: check.PartGap, CallsPerDay: check.Quantity{Range: of(2, 2, 2), From: check.FromMeasured}, CostPerDay: day(of(0.25, 0.25, 0.25)), PriceFrom: check.FromTable},
		{Fingerprint: "c", Part: check.PartGap, CallsPerDay: check.Quantity{Range: of(7, 7, 7)}},
		{Fingerprint: "a", Part: check.PartPossible, CallsPerDay: check.Quantity{Range: of(7, 7, 7)}},
	}}
	sum := estimate.Sums(e)
	got := sum([]string{"a", "b"})
	want := check.Figures{
		Sites: 2, CallsPerDay: of(12, 102, 1002), CallsPerMonth: of(360, 3060, 30060),
		TokensPerDay: of(1500, 15000, 150000), TokensPerMonth: of(45000, 450000, 4500000),
		CostPerDay: of(0.75, 1.25, 2.25), CostPerMonth: of(22.5, 37.5, 67.5),
		From: check.From{Calls: check.Bases{Default: 1, Measured: 1}, Tokens: check.Bases{Default: 1}, Prices: check.Bases{Table: 2}},
	}
	if got == nil || *got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if sum(nil) != nil {
		t.Error("the sum of nothing is something")
	}
}
