package check

// A Comparison is what has changed since an earlier report, among the spending calls and the constructions outside tests.
// Package compare makes it.
type Comparison struct {
	Tool      Tool     `json:"tool"` // that wrote the earlier report
	Was       Headline `json:"was"`
	Is        Headline `json:"is"`
	Fixed     []Change `json:"fixed"`     // a fault then, and none now
	New       []Change `json:"new"`       // a fault now, and none then
	Changed   []Change `json:"changed"`   // another fault than then
	Unchanged int      `json:"unchanged"` // faults that are as they were
}

// A Headline is the figures of one report.
type Headline struct {
	Counts   `json:"counts"`
	Coverage *float64 `json:"coverage"`                 // 0..1; null without calls
	Gap      *Range   `json:"cost_per_month,omitempty"` // of the estimate; absent where it has none
}

// A Change is a site that is not judged as it was.
type Change struct {
	Path    string `json:"path"` // now; of what is gone, then
	Line    int    `json:"line"`
	Kind    string `json:"kind"`
	What    string `json:"what"`              // method or symbol
	Was     string `json:"was,omitempty"`     // verdict; empty: it was not there
	Verdict string `json:"verdict,omitempty"` // empty: it is gone
	From    string `json:"from,omitempty"`    // the path that it was at, if another
}

// Faulty reports whether the verdict of a site is one to mend.
func (s *Site) Faulty() bool {
	switch s.Verdict {
	case Violation, Untracked, Uncovered, Unresolved:
		return s.Status == "" || s.Status == "new" || s.Status == "baselined"
	}
	return false
}
