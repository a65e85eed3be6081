package estimate

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/quotalint/quotalint/internal/check"
	"github.com/quotalint/quotalint/internal/config"
	"github.com/quotalint/quotalint/rules"
)

// The prices of the tests are round, and stay while those that are built in change.
const prices = `prices:
  - {model: cheap, input: 1, cached: 0.5, output: 4, source: test, date: 2026-01-01}
  - {model: dear, input: 10, output: 40, source: test, date: 2026-01-01}
  - {model: text-embedding-3-small, input: 0.02, source: test, date: 2026-01-01}
  - {model: whisper-1, minute: 0.006, source: test, date: 2026-01-01}
  - {model: dall-e-3, image: {low: 0.04, likely: 0.04, high: 0.12}, source: test, date: 2026-01-01}
  - {model: tts-1, million_characters: 15, source: test, date: 2026-01-01}
  - {model: gpt-4o-mini, input: 0.15, cached: 0.075, output: 0.6, source: test, date: 2026-01-01}
  - {model: gpt-4o, input: 2.5, cached: 1.25, output: 10, source: test, date: 2026-01-01}
  - {model: gpt-5.5, input: 5, cached: 0.5, output: 30, source: test, date: 2026-01-01}
  - {model: 'llama*', billed_by: groq, input: 1, output: 2, source: test, date: 2026-01-01}
`

// estimated gives the estimate of calls under a config, as if the calls were a whole root.
func estimated(t *testing.T, text string, sites ...check.Site) *check.Estimate {
	t.Helper()
	c, err := config.Load(fstest.MapFS{".quotalint.yml": {Data: []byte("version: 1\n" + text)}}, ".quotalint.yml", nil, "")
	if err != nil {
		t.Fatal(err)
	}
	own, err := config.ReadPrices("own.yaml", []byte(prices))
	if err != nil {
		t.Fatal(err)
	}
	return of(t, c, own, sites)
}

var loadRules = sync.OnceValues(rules.Load)

func of(t *testing.T, c *config.Config, own []config.Price, sites []check.Site) *check.Estimate {
	t.Helper()
	set, err := loadRules()
	if err != nil {
		t.Fatal(err)
	}
	table, err := NewTable(own)
	if err != nil {
		t.Fatal(err)
	}
	r := &check.Result{Sites: sites, Shares: make([]int, len(c.Estimate.Measured))}
	r.Summary.Production.Violations = 3
	for _, s := range sites {
		if m := c.Estimate.MeasuredFor(s.Path, s.In, s.Method); s.Spending() && m >= 0 {
			r.Shares[m]++
		}
	}
	e, err := Of(r, c, set, table)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func apiCall(method, op, model string) check.Site {
	return check.Site{
		Path: "app/a.py", Line: 3, Kind: "call", Method: method, Operation: op, Spends: "yes", Verdict: check.Untracked, Status: "new",
		Model: model, BilledBy: "openai", In: "f", Fingerprint: method + model, Makers: []string{"openai:OpenAI"},
	}
}

func chat(model string) check.Site {
	return apiCall("chat.completions.create", "POST /v1/chat/completions", model)
}

func embedding() check.Site {
	return apiCall("embeddings.create", "POST /v1/embeddings", "text-embedding-3-small")
}

// One call, by hand.
func TestBySite(t *testing.T) {
	type ranges = check.Range
	for _, c := range []struct {
		name, config string
		site         check.Site
		calls, cost  ranges // a day
		from         string // calls, tokens, prices
		pricedAs     string
	}{
		{
			// All defaults: 10, 100, 1000 calls; 200, 1000, 8000 tokens in at $1; 20, 300, 2000 out at $4 (for 1,000,000).
			// low     10 × (  200×1 +   20×4) / 1e6 =   10 ×   280e-6 =  0.0028
			// likely 100 × ( 1000×1 +  300×4) / 1e6 =  100 ×  2200e-6 =  0.22
			// high  1000 × ( 8000×1 + 2000×4) / 1e6 = 1000 × 16000e-6 = 16
			name: "defaults", site: chat("cheap"), calls: ranges{Low: 10, Likely: 100, High: 1000}, cost: ranges{Low: 0.0028, Likely: 0.22, High: 16},
			from: "default default configured", pricedAs: "cheap",
		},
		{
			// 4200 calls × (900×1 + 220×4)/1e6 = 4200 × 0.00178 = 7.476
			name:   "measured",
			config: "estimate: {measured: [{path: app/a.py, calls_per_day: 4200, tokens_in: 900, tokens_out: 220}]}",
			site:   chat("cheap"), calls: ranges{Low: 4200, Likely: 4200, High: 4200}, cost: ranges{Low: 7.476, Likely: 7.476, High: 7.476},
			from: "measured measured configured", pricedAs: "cheap",
		},
		{
			// Half of the 900 at the cached 0.5: 4200 × (450×1 + 450×0.5 + 220×4)/1e6 = 4200 × 0.001555 = 6.531
			name:   "measured, cached",
			config: "estimate: {measured: [{path: app, calls_per_day: 4200, tokens_in: 900, tokens_out: 220, cached: 0.5}]}",
			site:   chat("cheap"), calls: ranges{Low: 4200, Likely: 4200, High: 4200}, cost: ranges{Low: 6.531, Likely: 6.531, High: 6.531},
			from: "measured measured configured", pricedAs: "cheap",
		},
		{
			// dear has no price of cached input: 100 × (900×10 + 220×40)/1e6 = 100 × 0.0178 = 1.78
			name:   "no cached price",
			config: "estimate: {measured: [{path: app, calls_per_day: 100, tokens_in: 900, tokens_out: 220, cached: 0.5}]}",
			site:   chat("dear"), calls: ranges{Low: 100, Likely: 100, High: 100}, cost: ranges{Low: 1.78, Likely: 1.78, High: 1.78},
			from: "measured measured configured", pricedAs: "dear",
		},
		{
			// Calls from one entry, tokens in from a narrower one, out by default: 1, 2, 4 calls.
			// low 1 × (500×1 + 20×4)/1e6 = 0.00058; likely 2 × (500 + 1200)/1e6 = 0.0034; high 4 × (500 + 8000)/1e6 = 0.034
			name:   "assumed",
			config: "estimate: {assumed: [{path: app/**, calls_per_day: {low: 1, likely: 2, high: 4}}, {path: app/a.py, tokens_in: 500}]}",
			site:   chat("cheap"), calls: ranges{Low: 1, Likely: 2, High: 4}, cost: ranges{Low: 0.00058, Likely: 0.0034, High: 0.034},
			from: "configured default configured", pricedAs: "cheap",
		},
		{
			// 20, 400, 8000 tokens at 0.02: 10 × 20×0.02/1e6 = 0.000004; 100 × 400×0.02/1e6 = 0.0008; 1000 × 8000×0.02/1e6 = 0.16
			name: "embeddings", site: embedding(), calls: ranges{Low: 10, Likely: 100, High: 1000}, cost: ranges{Low: 0.000004, Likely: 0.0008, High: 0.16},
			from: "default default configured", pricedAs: "text-embedding-3-small",
		},
		{
			// 0.1, 1, 10 minutes at 0.006: 10 × 0.0006 = 0.006; 100 × 0.006 = 0.6; 1000 × 0.06 = 60
			name: "minutes", site: apiCall("audio.transcriptions.create", "POST /v1/audio/transcriptions", "whisper-1"),
			calls: ranges{Low: 10, Likely: 100, High: 1000}, cost: ranges{Low: 0.006, Likely: 0.6, High: 60}, from: "default default configured", pricedAs: "whisper-1",
		},
		{
			// 48, 500, 4096 characters at 15 for a million: 10 × 0.00072 = 0.0072; 100 × 0.0075 = 0.75; 1000 × 0.06144 = 61.44
			name: "characters", site: apiCall("audio.speech.create", "POST /v1/audio/speech", "tts-1"),
			calls: ranges{Low: 10, Likely: 100, High: 1000}, cost: ranges{Low: 0.0072, Likely: 0.75, High: 61.44}, from: "default default configured", pricedAs: "tts-1",
		},
		{
			// One picture at 0.04, 0.04, 0.12: 10 × 0.04 = 0.4; 100 × 0.04 = 4; 1000 × 0.12 = 120
			name: "pictures", site: apiCall("images.generate", "POST /v1/images/generations", "dall-e-3"),
			calls: ranges{Low: 10, Likely: 100, High: 1000}, cost: ranges{Low: 0.4, Likely: 4, High: 120}, from: "default default configured", pricedAs: "dall-e-3",
		},
		{
			// No model: low is the least of three, likely gpt-4o's, high the most.
			// low 10 × (200×0.15 + 20×0.6)/1e6 = 0.00042; likely 100 × (1000×2.5 + 300×10)/1e6 = 0.55; high 1000 × (8000×5 + 2000×30)/1e6 = 100
			name: "no model", site: chat(""), calls: ranges{Low: 10, Likely: 100, High: 1000}, cost: ranges{Low: 0.00042, Likely: 0.55, High: 100},
			from: "default default default", pricedAs: "gpt-4o-mini gpt-4o gpt-5.5",
		},
		{
			// As defaults; the model is the config's, for the call names one without a price.
			name: "unknown model", config: "estimate: {assumed: [{method: chat.*, model: cheap}]}", site: chat("house-model"),
			calls: ranges{Low: 10, Likely: 100, High: 1000}, cost: ranges{Low: 0.0028, Likely: 0.22, High: 16}, from: "default default configured", pricedAs: "cheap",
		},
		{
			// 1, 1, 1 calls: 280e-6, 2200e-6, 16000e-6; set for all in the config.
			name: "default calls", config: "estimate: {calls_per_site_per_day: {low: 1, likely: 1, high: 1}}", site: chat("cheap-2026-03-04"),
			calls: ranges{Low: 1, Likely: 1, High: 1}, cost: ranges{Low: 0.00028, Likely: 0.0022, High: 0.016}, from: "configured default configured", pricedAs: "cheap",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			e := estimated(t, c.config, c.site)
			s := e.Sites[0]
			if s.Unpriced != "" {
				t.Fatal(s.Unpriced)
			}
			if s.CallsPerDay.Range != c.calls || *s.CostPerDay != c.cost {
				t.Errorf("calls %v, want %v; cost %v, want %v", s.CallsPerDay.Range, c.calls, *s.CostPerDay, c.cost)
			}
			from := fmt.Sprintf("%s %s %s", s.CallsPerDay.From, bases(e.Gap.From.Tokens), s.PriceFrom)
			if from != c.from || strings.Join(s.PricedAs, " ") != c.pricedAs {
				t.Errorf("from %s, want %s; priced as %q, want %s", from, c.from, s.PricedAs, c.pricedAs)
			}
			if e.Gap.CostPerDay != c.cost || e.Gap.Sites != 1 {
				t.Errorf("one site is the gap, which is %+v", e.Gap)
			}
		})
	}
}

func bases(b check.Bases) string {
	switch {
	case b.Measured > 0:
		return "measured"
	case b.Configured > 0:
		return "configured"
	case b.Default > 0:
		return "default"
	}
	return "none"
}

// Totals are sums; a month is thirty days; unresolved calls and other vendors are apart; what is tracked, free, in tests or
// plumbing is nowhere.
func TestParts(t *testing.T) {
	two := chat("cheap")
	two.Path, two.Verdict, two.Makers = "app/b.py", check.Uncovered, []string{"app/llm.py:get_client"}
	unresolved := embedding()
	unresolved.Verdict = check.Unresolved
	groq := chat("llama-3")
	groq.Host, groq.BilledBy = "api.groq.com", "groq"
	local := chat("qwen")
	local.Host, local.BilledBy = "localhost", "local"
	tracked, free, test, plumbing := chat("cheap"), chat("cheap"), chat("cheap"), chat("cheap")
	tracked.Verdict, free.Spends, test.Test, plumbing.Role = check.Tracked, "no", true, "plumbing"
	e := estimated(t, "", chat("cheap"), two, embedding(), unresolved, groq, local, tracked, free, test, plumbing)

	if len(e.Sites) != 6 {
		t.Errorf("%d sites are estimated", len(e.Sites))
	}
	// 2 × 0.22 + 0.0008 = 0.4408 a day, 13.224 a month; tokens 2 × 100 × 1300 + 100 × 400 = 300,000 a day.
	g := e.Gap
	if g.Sites != 3 || g.CallsPerDay.Likely != 300 || g.CallsPerMonth.Likely != 9000 || g.TokensPerDay.Likely != 300_000 || g.CostPerDay.Likely != 0.4408 || g.CostPerMonth.Likely != 13.224 {
		t.Errorf("the gap is %+v", g)
	}
	if p := e.Possible; p.Sites != 1 || p.CostPerDay.Likely != 0.0008 {
		t.Errorf("possible is %+v", p)
	}
	// groq: 100 × (1000×1 + 300×2)/1e6 = 0.16; nothing is known of the local one but its calls.
	want := []string{"groq 1 0 0.16", "local 1 1 0"}
	var got []string
	for _, r := range e.OtherVendors {
		got = append(got, fmt.Sprintf("%s %d %d %v", r.Name, r.Sites, r.Unpriced, r.CostPerDay.Likely))
	}
	if !slices.Equal(got, want) {
		t.Errorf("other vendors are %q, want %q", got, want)
	}
	if e.Flat != (check.Flat{Violations: 3, CallsPerViolation: 100, CallsPerDay: 300}) {
		t.Errorf("flat is %+v", e.Flat)
	}
}

// The calls of a measured volume are shared by all that it is the narrowest for, tracked ones too.
func TestMeasuredIsShared(t *testing.T) {
	tracked, other := chat("cheap"), chat("cheap")
	tracked.Verdict, other.In = check.Tracked, "Bot.ask"
	e := estimated(t, `estimate:
  measured:
    - {path: app, calls_per_day: 100, source: the gateway}
    - {path: app, symbol: Bot, calls_per_day: 7}
`, chat("cheap"), tracked, other, embedding())
	// 100 a day for three calls, one of which is tracked; 7 for the one in Bot.
	if a, b := e.Sites[0].CallsPerDay, e.Sites[1].CallsPerDay; a.Likely != 33.333333 || b.Likely != 7 || b.SetBy != ".quotalint.yml:5" {
		t.Errorf("%+v and %+v", a, b)
	}
	// Exact until the end: 100/3 + 7 + 100/3 = 73.666667, and not 73.666666.
	if g := e.Gap.CallsPerDay; g.Likely != 73.666667 || e.Gap.From.Calls.Measured != 3 {
		t.Errorf("the gap is %+v", e.Gap)
	}
	if text := strings.Join(e.Assumptions, "\n"); !strings.Contains(text, ".quotalint.yml:4 measures 100 calls a day, shared equally by 3 call sites: the gateway.") {
		t.Errorf("the assumptions are\n%s", text)
	}
}

// What has no price is said, with its reason, and its calls are counted.
func TestUnpriced(t *testing.T) {
	batch := apiCall("batches.create", "POST /v1/batches", "")
	odd := apiCall("chat.completions.create", "POST /v1/chat/completions", "whisper-1")
	unheard := apiCall("fancy.create", "POST /v1/fancy", "")
	e := estimated(t, "", batch, odd, unheard)
	if e.Gap.Unpriced != 3 || e.Gap.CallsPerDay.Likely != 300 || e.Gap.CostPerDay != (check.Range{}) {
		t.Errorf("the gap is %+v", e.Gap)
	}
	for i, want := range []string{"what a job works through", "whisper-1 is billed by the minute", "nobody knows how"} {
		if s := e.Sites[i]; !strings.Contains(s.Unpriced, want) || s.CostPerDay != nil || s.TokensIn != nil {
			t.Errorf("%+v", s)
		}
	}
	// With tokens and a model in the config: 10 × (1e6×1 + 0)/1e6 = 10, 100, 1000.
	e = estimated(t, "estimate: {assumed: [{method: batches.*, tokens_in: 1000000, model: cheap}]}", batch)
	if s := e.Sites[0]; s.Unpriced != "" || *s.CostPerDay != (check.Range{Low: 10, Likely: 100, High: 1000}) {
		t.Errorf("%+v", s)
	}
}

// Whatever the config, low ≤ likely ≤ high, the rows of each list make up the total, and nothing is lost on the way.
func TestRangesAscend(t *testing.T) {
	set, err := loadRules()
	if err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(1, 2))
	models := []string{"", "gpt-4o", "gpt-4o-mini-2024-07-18", "house", "whisper-1", "dall-e-3", "o3", "gpt-realtime", "text-embedding-3-large"}
	span := func() *config.Range {
		v := []float64{random.Float64() * 10, random.Float64() * 1e5, random.Float64() * 0.1}
		slices.Sort(v)
		return &config.Range{Low: v[0], Likely: v[1], High: v[2]}
	}
	for range 100 {
		c := config.Default()
		share := random.Float64()
		c.Estimate.Assumed = []config.Assumed{{Target: config.Target{Path: "app"}, CallsPerDay: span(), TokensIn: span(), Cached: &share}, {Target: config.Target{Method: "*.create"}, TokensOut: span(), Model: "gpt-4.1"}}
		c.Estimate.Measured = []config.Measured{{Target: config.Target{Path: "b"}, CallsPerDay: random.Float64() * 1e6}}
		// Prices of the project's own may put the models that are assumed in another order.
		own := []config.Price{{Model: "gpt-4o-mini", BilledBy: "openai", Input: span(), Output: span()}, {Model: "gpt-5.5", BilledBy: "openai", Input: span()}}
		var sites []check.Site
		for i := range 20 {
			op := set.Operations[random.IntN(len(set.Operations))]
			s := apiCall("x.create", op.Op, models[random.IntN(len(models))])
			s.Path, s.Verdict = []string{"app/x.py", "b/x.py"}[random.IntN(2)], []string{check.Untracked, check.Uncovered, check.Unresolved}[random.IntN(3)]
			s.Fingerprint = fmt.Sprint(i)
			sites = append(sites, s)
		}
		e := of(t, c, own, sites)
		ascending(t, reflect.ValueOf(*e))
		n := 0
		for _, list := range []string{"02468", "13579"} { // any parts of the gap make the gap
			var ids []string
			for _, site := range sites {
				if id := site.Fingerprint; strings.Contains(list, id[len(id)-1:]) {
					ids = append(ids, id)
				}
			}
			if f := Sums(e)(ids); f != nil {
				n += f.Sites
			}
		}
		if n != e.Gap.Sites {
			t.Fatalf("the parts have %d sites, the gap %d", n, e.Gap.Sites)
		}
		if again := of(t, c, own, sites); !reflect.DeepEqual(again, e) {
			t.Fatal("the same calls are estimated otherwise")
		}
	}
}

// ascending looks at every range of a value.
func ascending(t *testing.T, v reflect.Value) {
	t.Helper()
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			ascending(t, v.Elem())
		}
	case reflect.Slice:
		for i := range v.Len() {
			ascending(t, v.Index(i))
		}
	case reflect.Struct:
		if r, ok := v.Interface().(check.Range); ok {
			if !(0 <= r.Low && r.Low <= r.Likely && r.Likely <= r.High) {
				t.Fatalf("%+v does not ascend", r)
			}
			return
		}
		for i := range v.NumField() {
			ascending(t, v.Field(i))
		}
	}
}
