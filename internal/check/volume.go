package check

import "github.com/quotalint/quotalint/internal/config"

// Spending reports whether the site is a call outside tests that may spend, of whatever vendor.
func (s Site) Spending() bool {
	return s.Kind == "call" && s.Role == "" && !s.Test && s.Spends != "no"
}

// Elsewhere reports whether another vendor is billed because of a base URL that the code names.
func (s Site) Elsewhere() bool { return s.Host != "" && !headline(s.BilledBy) }

// shareVolumes counts, for each entry of what was measured, the calls that it holds for. They share its volume, also
// those that are tracked and those that are not reported.
func (j *judge) shareVolumes() []int {
	shares := make([]int, len(j.Config.Estimate.Measured))
	for i := range j.sites {
		s := &j.sites[i].Site
		if !s.Spending() {
			continue
		}
		if m := j.Config.Estimate.MeasuredFor(s.Path, s.In, s.Method); m >= 0 {
			shares[m]++
		}
	}
	return shares
}

// findStaleVolumes reports what is measured or assumed of calls that are not there.
func (j *judge) findStaleVolumes() {
	if !j.Whole {
		return
	}
	for i, n := range j.shareVolumes() {
		m := j.Config.Estimate.Measured[i]
		switch {
		case n > 0 || j.mayMatchUnread(m.Target):
		case j.matchesCall(m.Target):
			j.staleEntry(m.Where, "this measured volume is not used: narrower entries hold for every call that it matches; remove it")
		default:
			j.staleEntry(m.Where, "this measured volume matches no spending API call outside tests; correct or remove it")
		}
	}
	for _, a := range j.Config.Estimate.Assumed {
		if !j.matchesCall(a.Target) && !j.mayMatchUnread(a.Target) {
			j.staleEntry(a.Where, "this assumed volume matches no spending API call outside tests; correct or remove it")
		}
	}
}

func (j *judge) matchesCall(t config.Target) bool {
	for i := range j.sites {
		if s := &j.sites[i].Site; s.Spending() && t.Matches(s.Path, s.In, s.Method) {
			return true
		}
	}
	return false
}

// mayMatchUnread reports whether a call that is meant may be in a file that was not read.
func (j *judge) mayMatchUnread(t config.Target) bool {
	for _, path := range j.Unread {
		if t.Path != "" && t.MatchesFile(path) {
			return true
		}
	}
	return false
}
