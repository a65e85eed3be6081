package config

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
	"gopkg.in/yaml.v3"
)

// A Price is a row of a price table: what a vendor bills for the calls of one model, in US dollars. What is nil is not
// billed, or not known.
type Price struct {
	Model    string // a pattern: * stands for any text
	BilledBy string // the vendor; openai where the row says none
	Input    *Range // for 1,000,000 tokens
	Cached   *Range // likewise, of input that was cached
	Output   *Range // likewise
	Unit     string // what else is billed: image, minute, second, character; "" for nothing
	PerUnit  *Range // for Count of them
	Count    int64
	Source   string // the page that says so
	Date     string // 2026-08-05: when that page said so
	Note     string
	Where    Pos
}

// units are the keys of a price by something else than tokens, and how many of the unit it is for.
var units = []struct {
	key, unit string
	count     int64
}{{"image", "image", 1}, {"minute", "minute", 1}, {"second", "second", 1}, {"million_characters", "character", 1e6}}

// Matches reports whether the row is about a model.
func (p Price) Matches(model string) bool {
	return p.Model == model || doublestar.MatchUnvalidated(strings.ReplaceAll(p.Model, "/", ":"), strings.ReplaceAll(model, "/", ":"))
}

// Narrower reports whether p says more closely than o which models are meant.
func (p Price) Narrower(o Price) bool { return compareNames(p.Model, o.Model) > 0 }

// ReadPrices reads a price table. File is for errors, which are Problems.
func ReadPrices(file string, text []byte) ([]Price, error) {
	n, fault := parse(file, text)
	if fault != nil {
		return nil, Problems{*fault}
	}
	if n == nil {
		return nil, nil
	}
	var list []Price
	r := &reader{path: file, folder: path.Dir(file), where: map[string]Pos{}}
	seen := r.mapping(n, "", []field{{"prices", func(n *yaml.Node, key string) { list = r.prices(n, key) }}})
	r.required(n, "the file", seen, [][2]string{{"prices", "write prices: and a list of rows"}})
	if len(r.problems) > 0 {
		r.problems.sort()
		return nil, r.problems
	}
	return list, nil
}

// OwnPrices reads the price table that the config names, in fsys, the root. A config that names none has no row.
func (c *Config) OwnPrices(fsys fs.FS) ([]Price, error) {
	if c.Estimate.Prices == "" {
		return nil, nil
	}
	text, err := fs.ReadFile(fsys, c.Estimate.Prices)
	if err != nil {
		var reason *fs.PathError
		if errors.As(err, &reason) {
			err = reason.Err
		}
		return nil, Problems{{c.where["estimate.prices"], fmt.Sprintf("estimate.prices: %s cannot be read: %v", c.Estimate.Prices, err), "write the path of the file from the root on, or remove the key"}}
	}
	return ReadPrices(c.Estimate.Prices, text)
}

func (r *reader) prices(n *yaml.Node, key string) []Price {
	var list []Price
	r.each(n, key, "write - {model: gpt-4o, input: 2.5, output: 10, source: contract, date: 2026-08-05}", func(n *yaml.Node, key string) {
		p := Price{BilledBy: "openai", Where: r.pos(n)}
		span := func(into **Range) func(*yaml.Node, string) {
			return func(n *yaml.Node, key string) { *into = r.span(n, key) }
		}
		fields := []field{
			{"model", func(n *yaml.Node, key string) { p.Model = r.pattern(n, key) }},
			{"billed_by", func(n *yaml.Node, key string) { p.BilledBy, _ = r.word(n, key, "write the name of the vendor: groq") }},
			{"input", span(&p.Input)},
			{"cached", span(&p.Cached)},
			{"output", span(&p.Output)},
			{"source", func(n *yaml.Node, key string) { p.Source, _ = r.word(n, key, "write where the price is from") }},
			{"date", func(n *yaml.Node, key string) { p.Date = r.date(n, key) }},
			{"note", func(n *yaml.Node, key string) { p.Note = r.reason(n, key) }},
		}
		billed := 0
		for _, u := range units {
			fields = append(fields, field{u.key, func(n *yaml.Node, key string) {
				p.Unit, p.PerUnit, p.Count = u.unit, r.span(n, key), u.count
				billed++
			}})
		}
		seen := r.mapping(n, key, fields)
		r.required(n, key, seen, [][2]string{
			{"model", "write model: and its name, or a pattern such as gpt-4o*"},
			{"source", "write source: and where the price is from"},
			{"date", "write date: and the day it was true"},
		})
		const remedy = "write input and output for 1,000,000 tokens; or image, minute, second or million_characters"
		switch {
		case billed > 1:
			r.fault(n, "keep one of image, minute, second and million_characters", "%s has several units", key)
		case target(n).Kind == yaml.MappingNode && p.Input == nil && p.Output == nil && billed == 0:
			r.fault(n, remedy, "%s has no price", key)
		}
		list = append(list, p)
	})
	return list
}

// pattern reads the name of a model, in which * stands for any text.
func (r *reader) pattern(n *yaml.Node, key string) string {
	const remedy = "write the name of a model, or a pattern such as gpt-4o*"
	s, ok := r.word(n, key, remedy)
	if ok && !doublestar.ValidatePattern(s) {
		r.fault(n, remedy, "%s cannot be %q", key, s)
	}
	return s
}
