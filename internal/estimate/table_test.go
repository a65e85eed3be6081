package estimate

import (
	"strings"
	"testing"

	"github.com/quotalint/quotalint/internal/check"
	"github.com/quotalint/quotalint/internal/config"
)

func table(t *testing.T, own string) *Table {
	t.Helper()
	rows, err := config.ReadPrices("own.yaml", []byte(own))
	if err != nil {
		t.Fatal(err)
	}
	table, err := NewTable(rows)
	if err != nil {
		t.Fatal(err)
	}
	return table
}

// Every row that is built in says where it is from and of what day it is, and no model has two.
func TestBuiltinPrices(t *testing.T) {
	rows := table(t, "").builtin
	if len(rows) < 60 {
		t.Errorf("only %d rows", len(rows))
	}
	seen := map[string]bool{}
	for _, p := range rows {
		switch {
		case seen[p.Model]:
			t.Errorf("%s has two rows", p.Model)
		case !strings.HasPrefix(p.Source, "https://"), p.Date < "2025-01-01", p.BilledBy != check.BilledByOpenAI:
			t.Errorf("%s: source %q, date %q, billed by %s", p.Model, p.Source, p.Date, p.BilledBy)
		case p.Cached != nil && p.Cached.High > p.Input.Low:
			t.Errorf("%s: what is cached is dearer than what is not", p.Model)
		}
		seen[p.Model] = true
	}
}

func TestFind(t *testing.T) {
	own := table(t, `prices:
  - {model: 'gpt-4o*', input: 1, output: 2, source: contract, date: 2026-01-01}
  - {model: gpt-4o-mini, input: 3, output: 4, source: contract, date: 2026-01-01}
  - {model: vendor/model, billed_by: other, input: 3, output: 4, source: contract, date: 2026-01-01}
`)
	for _, c := range []struct {
		table                *Table
		model, vendor, match string
		own                  bool
	}{
		{table(t, ""), "gpt-4o", "openai", "gpt-4o", false},
		{table(t, ""), "gpt-4o-2024-08-06", "openai", "gpt-4o", false},
		{table(t, ""), "gpt-4o-2024-05-13", "openai", "gpt-4o-2024-05-13", false}, // its own price
		{table(t, ""), "gpt-3.5-turbo-0613", "openai", "gpt-3.5-turbo-0613", false},
		{table(t, ""), "tts-1-hd", "openai", "tts-1-hd*", false}, // the narrower of two patterns
		{table(t, ""), "ft:gpt-4o-mini-2024-07-18:acme::abc", "openai", "ft:gpt-4o-mini-2024-*", false},
		{table(t, ""), "gpt-4o-house", "openai", "", false},
		{table(t, ""), "gpt-4o", "groq", "", false},
		{own, "gpt-4o", "openai", "gpt-4o*", true}, // before the built-in row, which is narrower
		{own, "gpt-4o-mini-2024-07-18", "openai", "gpt-4o*", true},
		{own, "gpt-4o-mini", "openai", "gpt-4o-mini", true},
		{own, "o3", "openai", "o3", false},
		{own, "vendor/model", "other", "vendor/model", true},
		{own, "", "openai", "", false},
	} {
		p, own := c.table.find(c.model, c.vendor)
		got := ""
		if p != nil {
			got = p.Model
		}
		if got != c.match || own != c.own {
			t.Errorf("%s of %s: %q, own %t; want %q, %t", c.model, c.vendor, got, own, c.match, c.own)
		}
	}
}

// Whatever is called, the table of what a call uses has a row, and the models that it assumes have prices by which such a
// call can be priced.
func TestUsage(t *testing.T) {
	rows, err := readUsage()
	if err != nil {
		t.Fatal(err)
	}
	set, err := loadRules()
	if err != nil {
		t.Fatal(err)
	}
	prices := table(t, "")
	known := map[string]bool{"*": true}
	for _, op := range set.Operations {
		known[op.Op], known[op.Group], known["cost: "+op.Cost] = true, true, true
		if op.Spends == "no" {
			continue
		}
		u := usageOf(rows, op)
		for _, model := range []string{u.Models.Low, u.Models.Likely, u.Models.High} {
			p, _ := prices.find(model, check.BilledByOpenAI)
			if p == nil {
				t.Fatalf("%s: %s has no price", op.Op, model)
			}
			in, out := tokens(u, said{})
			c := call{cached: decimal(0), units: u.units()}
			if in != nil {
				c.in, c.out = &in.span, &out.span
			}
			if _, ok := c.cost(p); ok != (u.Unpriced == "") {
				t.Errorf("%s as %s: priced %t, unpriced %q", op.Op, model, ok, u.Unpriced)
			}
		}
	}
	for _, u := range rows {
		if (u.Reason == "") == (u.Unpriced == "") {
			t.Errorf("%v says not why, or twice", u.For)
		}
		for _, name := range u.For {
			if !known[name] {
				t.Errorf("there is no %s", name)
			}
		}
		for _, r := range []*config.Range{u.TokensIn, u.TokensOut, u.Images, u.Minutes, u.Seconds, u.Characters} {
			if r != nil && (r.Low > r.Likely || r.Likely > r.High || r.High == 0) {
				t.Errorf("%v: %+v does not ascend", u.For, *r)
			}
		}
	}
}

// Figures are rounded half up at the last place, as decimals.
func TestRound(t *testing.T) {
	for _, c := range []struct{ f, want float64 }{{1.0000005, 1.000001}, {0.1 + 0.2, 0.3}, {2.5e-7, 0}, {5e-7, 0.000001}, {1e12, 1e12}} {
		if got := round(decimal(c.f), places); got != c.want {
			t.Errorf("%v is rounded to %v, want %v", c.f, got, c.want)
		}
	}
}
