package config

import (
	"strings"
	"testing"
	"testing/fstest"
)

// Of two entries the one that says more closely which calls are meant is narrower: by path, then symbol, then method.
func TestNarrower(t *testing.T) {
	// From the widest to the narrowest.
	targets := []Target{
		{Method: "*"},
		{Method: "chat.*"},
		{Method: "chat.completions.*"},
		{Method: "chat.completions.create"},
		{Symbol: "Bot", Method: "chat.*"},
		{Symbol: "Bot.ask"},
		{Path: "app"},
		{Path: "app", Method: "*"},
		{Path: "app", Symbol: "Bot"},
		{Path: "app/**"},
		{Path: "app/*/chat.py"},
		{Path: "app/v1/chat*.py"},
		{Path: "app/v1/chat.py"},
		{Path: "app/v1/chat.py", Method: "chat.*"},
	}
	for i, a := range targets {
		for j, b := range targets {
			if got := a.Narrower(b); got != (i > j) {
				t.Errorf("%+v narrower than %+v: %t", a, b, got)
			}
		}
	}
}

// An entry that leaves a value out leaves it to the next; the first of equals holds.
func TestEntryFor(t *testing.T) {
	c := mustLoad(t, outer, `version: 1
estimate:
  assumed:
    - {path: app, calls_per_day: 1, tokens_in: 2}
    - {path: app/chat.py, calls_per_day: 3}
    - {path: app/chat.py, calls_per_day: 4}
    - {path: app/chat.py, symbol: Bot, method: chat.*, tokens_in: 5}
  measured:
    - {path: app, calls_per_day: 6}
    - {path: app/chat.py, method: embeddings.*, calls_per_day: 7}
`).Estimate
	calls := func(a Assumed) bool { return a.CallsPerDay != nil }
	tokens := func(a Assumed) bool { return a.TokensIn != nil }
	for _, test := range []struct {
		path, scope, method     string
		calls, tokens, measured int
	}{
		{"app/chat.py", "Bot.ask", "chat.completions.create", 1, 3, 0},
		{"app/chat.py", "Bottle", "chat.completions.create", 1, 0, 0},
		{"app/chat.py", "Bot", "embeddings.create", 1, 0, 1},
		{"app/x.py", "", "embeddings.create", 0, 0, 0},
		{"other.py", "", "embeddings.create", -1, -1, -1},
	} {
		a, b, m := c.AssumedFor(test.path, test.scope, test.method, calls), c.AssumedFor(test.path, test.scope, test.method, tokens), c.MeasuredFor(test.path, test.scope, test.method)
		if a != test.calls || b != test.tokens || m != test.measured {
			t.Errorf("%+v: %d, %d, %d", test, a, b, m)
		}
	}
}

func TestReadPrices(t *testing.T) {
	rows, err := ReadPrices("prices.yaml", []byte(`prices:
  - {model: gpt-4o*, input: 2.5, cached: {low: 0, likely: 1, high: 1.25}, output: 10, source: contract 7, date: 2026-08-05, note: until spring}
  - {model: tts-1, million_characters: 15, source: contract 7, date: '2026-08-05'}
  - {model: llama, billed_by: groq, input: 1, source: contract 8, date: 2026-08-05}
`))
	if err != nil || len(rows) != 3 {
		t.Fatal(rows, err)
	}
	a, b, c := rows[0], rows[1], rows[2]
	if a.Model != "gpt-4o*" || *a.Input != (Range{2.5, 2.5, 2.5}) || *a.Cached != (Range{0, 1, 1.25}) || a.BilledBy != "openai" || a.Note != "until spring" || a.Where != (Pos{"prices.yaml", 2, 5}) {
		t.Errorf("%+v", a)
	}
	if b.Unit != "character" || b.Count != 1_000_000 || b.PerUnit.Likely != 15 || b.Input != nil || b.Date != "2026-08-05" {
		t.Errorf("%+v", b)
	}
	if c.BilledBy != "groq" || c.Output != nil {
		t.Errorf("%+v", c)
	}
	if rows, err := ReadPrices("empty.yaml", nil); err != nil || len(rows) > 0 {
		t.Error(rows, err)
	}
}

// What is wrong with a price table names file, line and remedy, all at once.
func TestBadPrices(t *testing.T) {
	for name, test := range map[string]struct{ text, want string }{
		"rows": {`prices:
  - {model: gpt-4o, inptu: 2.5, source: x, date: 2026-08-05}
  - {model: gpt-4o, input: -1, output: many, source: x, date: soon}
  - {input: 1}
  - {model: x, source: x, date: 2026-08-05}
  - {model: x, image: 1, minute: 2, source: x, date: 2026-08-05}
  - {model: '[x', input: 1, source: x, date: 2026-08-05}
`, `p.yaml:2:5: prices[0] has no price (write input and output for 1,000,000 tokens; or image, minute, second or million_characters)
p.yaml:2:21: unknown key "inptu" in prices[0] (did you mean input?)
p.yaml:3:28: prices[1].input cannot be -1 (write a number, 0 or more)
p.yaml:3:40: prices[1].output must be a number, not text (write a number, 0 or more)
p.yaml:3:63: prices[1].date: "soon" is no date (write a date such as 2027-03-01)
p.yaml:4:5: prices[2] has no date (write date: and the day it was true)
p.yaml:4:5: prices[2] has no model (write model: and its name, or a pattern such as gpt-4o*)
p.yaml:4:5: prices[2] has no source (write source: and where the price is from)
p.yaml:5:5: prices[3] has no price (write input and output for 1,000,000 tokens; or image, minute, second or million_characters)
p.yaml:6:5: prices[4] has several units (keep one of image, minute, second and million_characters)
p.yaml:7:13: prices[5].model cannot be "[x" (write the name of a model, or a pattern such as gpt-4o*)`},
		"list":   {"- {model: x}\n", "p.yaml:1:1: the file must be a mapping, not a list (write prices: value)"},
		"no key": {"{}\n", "p.yaml:1:1: the file has no prices (write prices: and a list of rows)"},
		"yaml":   {"prices: [\n", "p.yaml:1:1: not valid YAML: did not find expected node content (check the indentation, quotes and brackets around this line)"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := ReadPrices("p.yaml", []byte(test.text))
			if err == nil || err.Error() != test.want {
				t.Errorf("got\n%v\nwant\n%s", err, test.want)
			}
		})
	}
}

// The project's own prices are read from the root; a file that is not there is an error at the line that names it.
func TestOwnPrices(t *testing.T) {
	c := mustLoad(t, outer, "version: 1\nestimate: {prices: ./costs/ours.yaml}\n")
	rows, err := c.OwnPrices(fstest.MapFS{"costs/ours.yaml": {Data: []byte("prices: [{model: x, input: 1, source: y, date: 2026-01-01}]")}})
	if err != nil || len(rows) != 1 {
		t.Error(rows, err)
	}
	_, err = c.OwnPrices(fstest.MapFS{})
	if err == nil || !strings.HasPrefix(err.Error(), ".quotalint.yml:2:12: estimate.prices: costs/ours.yaml cannot be read: ") {
		t.Error(err)
	}
	if rows, err := Default().OwnPrices(fstest.MapFS{}); err != nil || len(rows) > 0 {
		t.Error(rows, err)
	}
}
