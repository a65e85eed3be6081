package check

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"github.com/quotalint/quotalint/internal/config"
)

// hash is a fingerprint: 16 hexadecimal digits.
func hash(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return hex.EncodeToString(sum[:8])
}

// fingerprint gives each site a name that unrelated edits do not change.
func (j *judge) fingerprint() {
	ordinal := map[string]int{}
	for i := range j.sites {
		s := &j.sites[i]
		s.Tokens = fmt.Sprintf("%x", s.from.Call.Tokens)
		base := hash(s.Kind, s.rule, s.Path, s.In, or(s.Method, s.Symbol), s.Tokens)
		ordinal[base]++
		s.Fingerprint = hash(base, fmt.Sprint(ordinal[base]))
	}
}

// findCauses names, for each call, the construction that causes its verdict.
func (j *judge) findCauses() {
	for i := range j.sites {
		s := &j.sites[i]
		if s.Verdict != Untracked {
			continue
		}
		best := -1
		for _, o := range s.origins {
			for _, b := range j.makers[o.Maker] {
				if best < 0 || better(j.sites[b].Site, j.sites[best].Site, s.Trace) {
					best = b
				}
			}
		}
		if best < 0 {
			continue
		}
		c := &j.sites[best].Site
		s.Cause = c.Fingerprint
		if !onTrace(*c, s.Trace) {
			s.Trace = append(s.Trace, Step{Path: c.Path, Line: c.Line, What: c.Symbol + "()"})
		}
	}
}

// better reports whether a construction explains a call better than another: one that is not excused, then one that the
// trace leads to.
func better(a, b Site, trace []Step) bool {
	if live := a.Status == "new"; live != (b.Status == "new") {
		return live
	}
	return onTrace(a, trace) && !onTrace(b, trace)
}

func onTrace(s Site, trace []Step) bool {
	return slices.ContainsFunc(trace, func(t Step) bool { return t.Path == s.Path && t.Line == s.Line })
}

// result puts the report together.
func (j *judge) result() *Result {
	r := &Result{
		SchemaVersion: 1, Tool: Tool{Name: "quotalint", Version: j.Version}, Root: ".",
		Sites: []Site{}, Findings: []Finding{}, Factories: []Factory{}, SDKs: []SDK{}, Skipped: []Skip{}, Assumptions: []string{},
	}
	for i := range j.sites {
		if s := &j.sites[i]; j.reported(s.Path) {
			r.Sites = append(r.Sites, s.Site)
		}
	}
	for _, f := range j.found {
		if j.config[f.Fingerprint] || j.reported(f.Path) {
			r.Findings = append(r.Findings, f)
		}
	}
	slices.SortFunc(r.Findings, func(a, b Finding) int {
		return cmp.Or(strings.Compare(a.Path, b.Path), a.Line-b.Line, a.Column-b.Column, strings.Compare(a.Message, b.Message))
	})
	r.Factories = j.factories
	for s := range j.sdks {
		r.SDKs = append(r.SDKs, s)
	}
	slices.SortFunc(r.SDKs, func(a, b SDK) int {
		return cmp.Or(strings.Compare(a.Package, b.Package), strings.Compare(a.Source, b.Source), strings.Compare(a.Version, b.Version))
	})
	r.Skipped = append(r.Skipped, j.Skipped...)
	slices.SortFunc(r.Skipped, func(a, b Skip) int {
		return cmp.Or(strings.Compare(a.Path, b.Path), strings.Compare(a.Reason, b.Reason))
	})
	j.summarize(r)
	r.Assumptions = j.assumptions(r)
	r.Shares = j.shareVolumes()
	r.Open, r.Stale, r.Unjudged = j.open, j.stale, j.unjudged
	r.Excused, r.Waiver.Excused = j.excused, j.waived()
	return r
}

func (j *judge) reported(path string) bool { return j.Report == nil || j.Report(path) }

func (j *judge) summarize(r *Result) {
	m := &r.Summary
	m.Files = j.Files
	for i := range j.sites {
		s := &j.sites[i]
		if !j.reported(s.Path) || s.Role != "" {
			continue
		}
		m.count(&s.Site)
		m.Excused.add(s.Status)
		if s.Status != "new" || s.Test && j.Config.TestsAt(s.Path) != config.TestsEnforce {
			continue
		}
		m.severity(s.Severity)
	}
	for _, f := range r.Findings {
		m.Excused.add(f.Status)
		if f.Status == "" || f.Status == "new" {
			m.severity(f.Severity)
		}
	}
	if n := m.Production.Calls; n > 0 {
		c := float64(m.Production.Tracked) / float64(n)
		m.Coverage = &c
	}
}

func (e *Excused) add(status string) {
	switch status {
	case "baselined":
		e.Baselined++
	case "excepted":
		e.Excepted++
	case "suppressed":
		e.Suppressed++
	}
}

func (m *Summary) severity(severity string) {
	switch severity {
	case "error":
		m.Errors++
	case "warn":
		m.Warnings++
	case "note":
		m.Notes++
	}
}

// count puts a site into the figures it belongs to.
func (m *Summary) count(s *Site) {
	switch s.CountedIn() {
	case PartProduction:
		m.Production.Add(s)
	case PartTests:
		m.Tests.Add(s)
	case PartOtherVendors:
		m.OtherVendors.Add(s)
	case PartNonSpending:
		m.NonSpending.Add(s)
	}
}

// assumptions says what the figures rest on.
func (j *judge) assumptions(r *Result) []string {
	list := []string{}
	if j.Config.Path == "" {
		list = append(list, "There is no .quotalint.yml, so no factory is approved: every construction is a violation.")
	} else if len(j.Config.Factories)+len(j.Config.Trust) == 0 {
		list = append(list, j.Config.Path+" approves no factory: every construction is a violation.")
	}
	all, declared, unread := 0, 0, 0
	for _, f := range r.Factories {
		all += boolRank(f.index >= 0)
		declared += boolRank(f.How == "declared")
		unread += boolRank(f.How == "unread")
	}
	if declared > 0 {
		list = append(list, fmt.Sprintf("%d of %d factories count what `tracks` declares, whatever their code does; QL101 says where the two differ.", declared, all))
	}
	if unread > 0 {
		list = append(list, fmt.Sprintf("%d of %d factories could not be read: calls on their clients are unresolved.", unread, all))
	}
	list = append(list, j.trustAssumptions()...)
	if j.Config.Tests == config.TestsReport {
		list = append(list, "Test code has totals of its own and never fails a check.")
	}
	return list
}
