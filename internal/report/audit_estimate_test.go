package report

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/quotalint/quotalint/internal/check"
	"github.com/quotalint/quotalint/internal/config"
	"github.com/quotalint/quotalint/internal/estimate"
	"github.com/quotalint/quotalint/rules"
)

// estimated is the sample with an estimate of its own, by round prices: one call measured, one without a constant model, one
// unresolved, one of another vendor, and one whose price nobody knows.
func estimated(t *testing.T) *check.Result {
	t.Helper()
	own, err := config.ReadPrices("costs/prices.yaml", []byte(`prices:
  - {model: text-embedding-3-small, input: 0.02, source: contract 7, date: 2026-10-01, note: until spring}
  - {model: gpt-image-1-mini, input: 2, cached: 0.2, output: 8, source: contract 7, date: 2026-10-01}
  - {model: gpt-image-1, input: 5, cached: 1.25, output: {low: 40, likely: 40, high: 50}, source: contract 7, date: 2026-10-01}
  - {model: 'gpt-*', input: 1, output: 4, source: contract 7, date: 2026-10-01}
  - {model: tts-1, million_characters: 15, source: contract 7, date: 2026-10-01}
`))
	if err != nil {
		t.Fatal(err)
	}
	c := config.Default()
	c.Estimate.Measured = []config.Measured{{
		Target: config.Target{Path: "app/embed.py"}, CallsPerDay: 12.5, Source: "the gateway", Where: config.Pos{Path: ".quotalint.yml", Line: 9, Column: 5},
	}}
	r := sample()
	r.Shares = []int{1}
	embed := func(s *check.Site) bool { return s.Fingerprint == "b2" }
	for i := range r.Sites {
		if s := &r.Sites[i]; embed(s) {
			s.Model = "text-embedding-3-small"
		}
	}
	speech, batch, other := r.Sites[2], r.Sites[2], r.Sites[2]
	speech.Path, speech.Method, speech.Operation, speech.Model, speech.Fingerprint = "app/speech.py", "audio.speech.create", "POST /v1/audio/speech", "tts-1", "i1"
	speech.Verdict, speech.Makers = check.Uncovered, []string{"app/llm.py:get_client"}
	batch.Path, batch.Method, batch.Operation, batch.Model, batch.Fingerprint = "app/nightly.py", "batches.create", "POST /v1/batches", "", "j1"
	other.Path, other.Host, other.BilledBy, other.Model, other.Fingerprint = "app/local.py", "localhost", "ollama", "nomic-embed-text", "k1"
	r.Sites = append(r.Sites, speech, batch, other)
	set, err := rules.Load()
	if err != nil {
		t.Fatal(err)
	}
	table, err := estimate.NewTable(own)
	if err != nil {
		t.Fatal(err)
	}
	if r.Estimate, err = estimate.Of(r, c, set, table); err != nil {
		t.Fatal(err)
	}
	return r
}

// The estimate as people and programs read it.
func TestGoldenEstimate(t *testing.T) {
	for name, write := range map[string]func(*bytes.Buffer) error{
		"audit-estimate.txt": func(b *bytes.Buffer) error { return WriteAudit(b, estimated(t), Style{}) },
		"audit-estimate.json": func(b *bytes.Buffer) error {
			r := estimated(t)
			return WriteJSON(b, &check.Result{SchemaVersion: 1, Tool: r.Tool, Root: ".", Estimate: r.Estimate})
		},
	} {
		t.Run(name, func(t *testing.T) {
			var got bytes.Buffer
			if err := write(&got); err != nil {
				t.Fatal(err)
			}
			golden := filepath.Join("..", "..", "testdata", "report", name)
			if *update {
				if err := os.WriteFile(golden, got.Bytes(), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if got.String() != string(want) {
				t.Errorf("differs from %s (go test ./... -update rewrites it)\n--- got\n%s--- want\n%s", golden, got.String(), want)
			}
			if strings.HasSuffix(name, ".json") {
				if err := validate(compile(t), got.Bytes()); err != nil {
					t.Error(err)
				}
			}
		})
	}
}

// The schema refuses an estimate that is none.
func TestSchemaOfEstimate(t *testing.T) {
	for name, spoil := range map[string]func(*check.Estimate){
		"part":     func(e *check.Estimate) { e.Sites[0].Part = "elsewhere" },
		"basis":    func(e *check.Estimate) { e.Sites[0].CallsPerDay.From = "guessed" },
		"amount":   func(e *check.Estimate) { e.Gap.CostPerDay.Low = -1 },
		"currency": func(e *check.Estimate) { e.Currency = "EUR" },
		"date":     func(e *check.Estimate) { e.Prices[0].Date = "lately" },
	} {
		r := estimated(t)
		spoil(r.Estimate)
		var b bytes.Buffer
		if err := WriteJSON(&b, r); err != nil {
			t.Fatal(err)
		}
		if validate(compile(t), b.Bytes()) == nil {
			t.Errorf("the schema accepts a wrong %s", name)
		}
	}
}

func TestAmounts(t *testing.T) {
	for _, c := range []struct {
		f             float64
		amount, money string
	}{
		{0, "0", "0.00"},
		{0.000001, "<0.01", "<0.01"},
		{0.005, "0.01", "0.01"},
		{1.575, "1.58", "1.58"}, // halves up, as decimals
		{5, "5", "5.00"},
		{9.999, "10", "10.00"},
		{33.5, "34", "33.50"},
		{-264.29, "-264.29", "-264.29"}, // a change
		{-1234.5, "-1234.50", "-1,234.50"},
		{1234567.891, "1,234,568", "1,234,567.89"},
		{1e21, "1,000,000,000,000,000,000,000", "1,000,000,000,000,000,000,000.00"},
	} {
		if a, m := amount(c.f), money(c.f); a != c.amount || m != c.money {
			t.Errorf("%v: %s and %s, want %s and %s", c.f, a, m, c.amount, c.money)
		}
	}
}
