// Package compare says what has changed from an earlier report to a later one. It judges nothing, and knows no baseline file:
// which sites are the same ones is what package baseline tells.
package compare

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/quotalint/quotalint/internal/baseline"
	"github.com/quotalint/quotalint/internal/check"
)

// ReadReport reads an earlier report in JSON. An error names the file, and the line where it is no JSON.
func ReadReport(name string, data []byte) (*check.Result, error) {
	var r check.Result
	const remedy = "give a report that `quotalint audit --format json` wrote"
	if err := json.Unmarshal(data, &r); err != nil {
		at := name
		var syntax *json.SyntaxError
		var typed *json.UnmarshalTypeError
		switch {
		case errors.As(err, &syntax):
			at = place(name, data, syntax.Offset)
		case errors.As(err, &typed):
			at = place(name, data, typed.Offset)
		}
		return nil, fmt.Errorf("%s: %w; %s", at, err, remedy)
	}
	if r.SchemaVersion != 1 || r.Tool.Name != "quotalint" {
		return nil, fmt.Errorf("%s: it is no report of quotalint with schema_version 1; %s", name, remedy)
	}
	return &r, nil
}

func place(name string, data []byte, offset int64) string {
	return fmt.Sprintf("%s:%d", name, 1+bytes.Count(data[:min(int(offset), len(data))], []byte("\n")))
}

// Reports says what has changed from an earlier report to a later one.
func Reports(old, current *check.Result) *check.Comparison {
	c := &check.Comparison{
		Tool: old.Tool, Was: headline(old), Is: headline(current),
		Fixed: []check.Change{}, New: []check.Change{}, Changed: []check.Change{},
	}
	then, now := counted(old), counted(current)
	goneAt, isNew := make([]bool, len(then)), make([]bool, len(now))
	for i := range goneAt {
		goneAt[i] = true
	}
	for i := range isNew {
		isNew[i] = true
	}
	for _, p := range baseline.Match(entries(then), entries(now), gone(now)) {
		goneAt[p.Old], isNew[p.New] = false, false
		was, is := then[p.Old], now[p.New]
		switch change := changed(was, is); {
		case was.Faulty() && !is.Faulty():
			c.Fixed = append(c.Fixed, change)
		case !was.Faulty() && is.Faulty():
			c.New = append(c.New, change)
		case was.Faulty() && was.Verdict != is.Verdict:
			c.Changed = append(c.Changed, change)
		case was.Faulty():
			c.Unchanged++
		}
	}
	for i, gone := range goneAt {
		if gone && then[i].Faulty() {
			c.Fixed = append(c.Fixed, changed(then[i], nil))
		}
	}
	for i, fresh := range isNew {
		if fresh && now[i].Faulty() {
			c.New = append(c.New, changed(nil, now[i]))
		}
	}
	for _, list := range [][]check.Change{c.Fixed, c.New, c.Changed} {
		slices.SortStableFunc(list, func(a, b check.Change) int {
			return cmp.Or(strings.Compare(a.Path, b.Path), a.Line-b.Line, strings.Compare(a.Kind, b.Kind))
		})
	}
	return c
}

// counted are the sites of the headline.
func counted(r *check.Result) []*check.Site {
	var list []*check.Site
	for i := range r.Sites {
		if s := &r.Sites[i]; s.CountedIn() == check.PartProduction {
			list = append(list, s)
		}
	}
	return list
}

func entries(sites []*check.Site) []baseline.Entry {
	list := make([]baseline.Entry, len(sites))
	for i, s := range sites {
		list[i] = baseline.Entry{Rule: s.Kind, Path: s.Path, In: s.In, What: cmp.Or(s.Method, s.Symbol), Tokens: s.Tokens}
	}
	return list
}

// gone reports of a place whether none of the sites is there any more.
func gone(sites []*check.Site) func(path, in string) bool {
	there := map[[2]string]bool{}
	for _, s := range sites {
		there[[2]string{s.Path, s.In}], there[[2]string{s.Path, ""}] = true, true
	}
	return func(path, in string) bool { return !there[[2]string{path, in}] }
}

func headline(r *check.Result) check.Headline {
	h := check.Headline{Counts: r.Summary.Production, Coverage: r.Summary.Coverage}
	if r.Estimate != nil {
		h.Gap = &r.Estimate.Gap.CostPerMonth
	}
	return h
}

// changed describes a site that was one and is another; nil is for a site that is not there.
func changed(was, is *check.Site) check.Change {
	at := is
	if is == nil {
		at = was
	}
	c := check.Change{Path: at.Path, Line: at.Line, Kind: at.Kind, What: cmp.Or(at.Method, at.Symbol)}
	if was != nil {
		c.Was = was.Verdict
		if was.Path != at.Path {
			c.From = was.Path
		}
	}
	if is != nil {
		c.Verdict = is.Verdict
	}
	return c
}
