package check

import (
	"slices"
	"time"

	"github.com/quotalint/quotalint/internal/config"
	"github.com/quotalint/quotalint/internal/program"
)

// excuse applies exceptions and suppressions: what they cover stays in the report with their reason.
func (j *judge) excuse() {
	j.readSuppressions()
	for i := range j.sites {
		s := &j.sites[i]
		if s.rule == "" {
			continue
		}
		j.except(s)
		j.suppress(s)
	}
	j.suppressBehind()
	j.excuseCalls()
	j.findIncomplete()
	j.recognise()
	j.findStale()
	j.recogniseStale()
	j.findExcused()
}

func (j *judge) today() string { return j.Today.UTC().Format(time.DateOnly) }

// except marks every exception of the config that covers the site as in use; the first tells why.
func (j *judge) except(s *judged) {
	for i, a := range j.Config.Allow {
		if a.Reason == "" || a.Expired(j.today()) || !slices.Contains(a.Rules, s.rule) || !a.Matches(s.Path) || !config.InSymbol(s.In, a.Symbol) {
			continue
		}
		s.excuse("excepted", a.Reason)
		j.allowed[i] = true
	}
}

// excuse gives the site its excuse, unless it has one or its rule is off.
func (s *judged) excuse(status, reason string) {
	if s.Status == "new" {
		s.Status, s.Excuse = status, reason
	}
}

// excuseCalls: excusing a construction excuses the calls on its client alone.
func (j *judge) excuseCalls() {
	for i := range j.sites {
		s := &j.sites[i]
		if s.Rule != "QL002" {
			continue
		}
		status, reason := "", ""
		for _, o := range s.origins {
			if status, reason = j.excuseOf(o.Maker); status == "" {
				break
			}
		}
		if status != "" {
			s.excuse(status, reason)
		}
	}
}

// excuseOf is the excuse of the constructions that a maker is, "" if one at fault has none. One that is allowed causes nothing.
func (j *judge) excuseOf(m program.Maker) (status, reason string) {
	for _, b := range j.makers[m] {
		switch c := &j.sites[b]; {
		case c.Rule == "":
		case c.Status == "new":
			return "", ""
		default:
			status, reason = c.Status, c.Excuse
		}
	}
	return status, reason
}

// excuseFinding applies exceptions and suppressions to a finding about a factory, in whose code it is.
func (j *judge) excuseFinding(f *Finding, in string) {
	s := judged{Site: Site{Path: f.Path, Line: f.Line, EndLine: f.Line, In: in, Status: "new"}, rule: f.Rule}
	j.except(&s)
	j.suppress(&s)
	f.Status, f.Excuse = s.Status, s.Excuse
}
