package config

import (
	"fmt"

	"gopkg.in/yaml.v3"
)

// maxAmount is more of anything than a day holds; what is above it is a slip, and could not be written as a number.
const maxAmount = 1e12

func (r *reader) estimate(n *yaml.Node, key string, e *Estimate) {
	r.mapping(n, key, []field{
		{"calls_per_site_per_day", func(n *yaml.Node, key string) { r.volume(n, key, &e.CallsPerSitePerDay) }},
		{"assumed", func(n *yaml.Node, key string) { e.Assumed = r.assumed(n, key) }},
		{"measured", func(n *yaml.Node, key string) { e.Measured = r.measured(n, key) }},
		{"prices", func(n *yaml.Node, key string) {
			if t := target(n); t.ShortTag() != "!!str" || t.Value != "" { // empty text is the default
				e.Prices = r.glob(n, key, "./prices.yaml")
			}
		}},
	})
}

// volume reads a range on top of what v holds.
func (r *reader) volume(n *yaml.Node, key string, v *Range) {
	before := len(r.problems)
	r.bounds(n, key, v)
	if len(r.problems) == before {
		r.ascending(n, key, *v)
	}
}

// bounds reads low, likely and high, and gives those that are there.
func (r *reader) bounds(n *yaml.Node, key string, v *Range) map[string]bool {
	number := func(into *float64) func(*yaml.Node, string) {
		return func(n *yaml.Node, key string) { *into, _ = r.amount(n, key, maxAmount) }
	}
	return r.mapping(n, key, []field{{"low", number(&v.Low)}, {"likely", number(&v.Likely)}, {"high", number(&v.High)}})
}

func (r *reader) ascending(n *yaml.Node, key string, v Range) {
	if v.Low > v.Likely || v.Likely > v.High {
		r.fault(n, "write low, likely and high in ascending order", "%s: low %v, likely %v, high %v do not ascend", key, v.Low, v.Likely, v.High)
	}
}

// span reads a range of its own: all three of low, likely and high, or one number for all.
func (r *reader) span(n *yaml.Node, key string) *Range {
	if t := target(n); t.Kind == yaml.ScalarNode && !isNull(t) {
		f, _ := r.amount(n, key, maxAmount)
		for _, name := range []string{"low", "likely", "high"} {
			r.where[join(key, name)] = r.pos(n)
		}
		return &Range{f, f, f}
	}
	v, before := Range{}, len(r.problems)
	seen := r.bounds(n, key, &v)
	const remedy = "write {low: 1, likely: 10, high: 100}, or one number"
	r.required(n, key, seen, [][2]string{{"low", remedy}, {"likely", remedy}, {"high", remedy}})
	if len(r.problems) == before {
		r.ascending(n, key, v)
	}
	return &v
}

// amount reads a number from 0 to most.
func (r *reader) amount(n *yaml.Node, key string, most float64) (float64, bool) {
	f, ok := r.number(n, key, "write a number, 0 or more")
	if ok && f > most {
		r.fault(n, fmt.Sprintf("write a number from 0 to %.0f", most), "%s cannot be %s", key, target(n).Value)
		return 0, false
	}
	return f, ok
}

// optional reads a number that may be left out.
func (r *reader) optional(into **float64, most float64) func(*yaml.Node, string) {
	return func(n *yaml.Node, key string) {
		if f, ok := r.amount(n, key, most); ok {
			*into = &f
		}
	}
}

// target are the keys that say which calls an entry is about.
func (r *reader) target(t *Target) []field {
	return []field{
		{"path", func(n *yaml.Node, key string) { t.Path = r.glob(n, key, "app/chat.py") }},
		{"symbol", func(n *yaml.Node, key string) {
			t.Symbol, _ = r.word(n, key, "write a declared name, or remove the key")
		}},
		{"method", func(n *yaml.Node, key string) { t.Method = r.method(n, key) }},
	}
}

// method reads a pattern of API methods.
func (r *reader) method(n *yaml.Node, key string) string {
	s, ok := r.word(n, key, "write a method such as chat.completions.create")
	if ok && !methodExpr.MatchString(s) {
		r.fault(n, "write names or * with dots between: chat.completions.create, embeddings.*", "%s cannot be %q", key, s)
	}
	return s
}

func (r *reader) model(into *string) func(*yaml.Node, string) {
	return func(n *yaml.Node, key string) {
		*into, _ = r.word(n, key, "write the name of a model such as gpt-4o-mini, or remove the key")
	}
}

func (r *reader) assumed(n *yaml.Node, key string) []Assumed {
	var list []Assumed
	r.each(n, key, "write - {method: embeddings.*, calls_per_day: {low: 1, likely: 10, high: 100}}", func(n *yaml.Node, key string) {
		a, before := Assumed{Where: r.pos(n)}, len(r.problems)
		span := func(into **Range) func(*yaml.Node, string) {
			return func(n *yaml.Node, key string) { *into = r.span(n, key) }
		}
		seen := r.mapping(n, key, append(r.target(&a.Target), []field{
			{"calls_per_day", span(&a.CallsPerDay)},
			{"tokens_in", span(&a.TokensIn)},
			{"tokens_out", span(&a.TokensOut)},
			{"cached", r.optional(&a.Cached, 1)},
			{"model", r.model(&a.Model)},
		}...))
		r.required(n, key, seen, nil)
		about := seen["path"] || seen["symbol"] || seen["method"]
		says := seen["calls_per_day"] || seen["tokens_in"] || seen["tokens_out"] || seen["cached"] || seen["model"]
		switch {
		case len(r.problems) > before:
		case !about:
			r.fault(n, "write path: or method:, or set calls_per_site_per_day for all", "%s does not say which calls it is about", key)
		case !says:
			r.fault(n, "write calls_per_day, tokens_in, tokens_out, cached or model", "%s says nothing of these calls", key)
		}
		list = append(list, a)
	})
	return list
}

func (r *reader) measured(n *yaml.Node, key string) []Measured {
	var list []Measured
	r.each(n, key, "write - {path: app/chat.py, calls_per_day: 4200, source: where that is counted}", func(n *yaml.Node, key string) {
		m := Measured{Where: r.pos(n)}
		seen := r.mapping(n, key, append(r.target(&m.Target), []field{
			{"calls_per_day", func(n *yaml.Node, key string) { m.CallsPerDay, _ = r.amount(n, key, maxAmount) }},
			{"tokens_in", r.optional(&m.TokensIn, maxAmount)},
			{"tokens_out", r.optional(&m.TokensOut, maxAmount)},
			{"cached", r.optional(&m.Cached, 1)},
			{"model", r.model(&m.Model)},
			{"source", func(n *yaml.Node, key string) { m.Source = r.reason(n, key) }},
		}...))
		r.required(n, key, seen, [][2]string{
			{"path", "write path: and the file or folder that the calls are in"},
			{"calls_per_day", "write calls_per_day: and how many calls were counted there in a day"},
		})
		list = append(list, m)
	})
	return list
}
