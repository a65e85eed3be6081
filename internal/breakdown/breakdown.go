// Package breakdown counts the sites of a report by what they have in common: language, directory, file, owner, API
// method, group of operations, factory. It judges nothing and estimates nothing.
package breakdown

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/quotalint/quotalint/internal/check"
)

// The names of rows that nothing of the report names.
const (
	Unowned     = "no owner"
	Outside     = "made outside factories"
	NobodyKnows = "nobody is seen to make the client"
	Gateway     = "of an approved gateway"
)

// maxDepth is the depth to which directories are counted.
const maxDepth = 3

// By is what the rows are named by, besides what a site says itself.
type By struct {
	Owners func(path string) []string                 // nil: there is no file that names owners
	Group  func(operation string) string              // of operations
	Sum    func(fingerprints []string) *check.Figures // what calls are estimated to spend; nil if they are not in the gap
}

// Of counts the sites of a report.
func Of(r *check.Result, by By) []check.Breakdown {
	list := []check.Breakdown{}
	for _, kind := range []struct {
		by    string
		names func(*check.Site) []string
	}{
		{check.ByLanguage, func(s *check.Site) []string { return []string{s.Language} }},
		{check.ByDirectory, func(s *check.Site) []string { return folders(s.Path) }},
		{check.ByFile, func(s *check.Site) []string { return []string{s.Path} }},
		{check.ByOwner, by.owner},
		{check.ByMethod, func(s *check.Site) []string { return some(s.Method) }},
		{check.ByGroup, by.group},
		{check.ByFactory, func(s *check.Site) []string { return []string{maker(s)} }},
	} {
		for _, part := range []string{check.PartProduction, check.PartTests, check.PartNonSpending} {
			rows := count(r, part, kind.names)
			if len(rows) == 0 {
				continue
			}
			if part == check.PartProduction && by.Sum != nil {
				for i := range rows {
					rows[i].Gap = by.Sum(rows[i].calls)
				}
			}
			list = append(list, check.Breakdown{By: kind.by, Part: part, Rows: sorted(rows, kind.by)})
		}
	}
	return list
}

// A row is a row of a breakdown with the sites that it counts.
type row struct {
	check.BreakdownRow
	calls []string // fingerprints
}

func count(r *check.Result, part string, names func(*check.Site) []string) []*row {
	at, rows := map[string]*row{}, []*row{}
	for i := range r.Sites {
		s := &r.Sites[i]
		if s.CountedIn() != part {
			continue
		}
		for _, name := range names(s) {
			if at[name] == nil {
				at[name] = &row{BreakdownRow: check.BreakdownRow{Name: name}}
				rows = append(rows, at[name])
			}
			at[name].Add(s)
			at[name].calls = append(at[name].calls, s.Fingerprint)
		}
	}
	return rows
}

// sorted orders the rows and says the coverage of each.
func sorted(rows []*row, by string) []check.BreakdownRow {
	slices.SortFunc(rows, func(a, b *row) int {
		if by == check.ByDirectory {
			return slices.Compare(strings.Split(a.Name, "/"), strings.Split(b.Name, "/"))
		}
		return cmp.Or(b.NotTracked()-a.NotTracked(), b.Violations-a.Violations, b.Calls-a.Calls, strings.Compare(a.Name, b.Name))
	})
	var list []check.BreakdownRow
	for _, r := range rows {
		if r.Calls > 0 {
			share := float64(r.Tracked) / float64(r.Calls)
			r.Coverage = &share
		}
		list = append(list, r.BreakdownRow)
	}
	return list
}

// folders lists the folders of a file from the outermost, to maxDepth; "." if it is in none.
func folders(file string) []string {
	dir := path.Dir(file)
	if dir == "." {
		return []string{"."}
	}
	var list []string
	parts := strings.Split(dir, "/")
	for n := range min(len(parts), maxDepth) {
		list = append(list, strings.Join(parts[:n+1], "/"))
	}
	return list
}

func (by By) owner(s *check.Site) []string {
	if by.Owners == nil {
		return nil
	}
	owners := by.Owners(s.Path)
	if len(owners) == 0 {
		return []string{Unowned}
	}
	return []string{strings.Join(owners, ", ")}
}

func (by By) group(s *check.Site) []string {
	if s.Kind != "call" {
		return nil
	}
	return []string{cmp.Or(by.Group(s.Operation), "other")}
}

func some(name string) []string {
	if name == "" {
		return nil
	}
	return []string{name}
}

// maker names the factories that made the client of a call, or that a construction is in.
func maker(s *check.Site) string {
	var factories []string
	for _, m := range s.Makers {
		if m != s.Symbol && s.Verdict != check.Untracked && s.Verdict != check.Violation {
			factories = append(factories, m)
		}
	}
	switch {
	case len(factories) > 0:
		return strings.Join(factories, ", ")
	case s.Verdict == check.Unresolved:
		return NobodyKnows
	case s.Verdict == check.Tracked, s.Verdict == check.Allowed:
		return Gateway
	}
	return Outside
}
