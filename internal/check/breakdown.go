package check

// A Breakdown is the counts of one part of the sites, by something that they have in common. Package breakdown makes it.
type Breakdown struct {
	By   string         `json:"by"`   // a constant below
	Part string         `json:"part"` // production, tests, non_spending, as in Summary
	Rows []BreakdownRow `json:"rows"` // directories by path, all else with the most calls that are not tracked first
}

// The values of Breakdown.By.
const (
	ByLanguage  = "language"
	ByDirectory = "directory" // the counts of all below it, to a depth of 3; "." for the root
	ByFile      = "file"
	ByOwner     = "owner" // by CODEOWNERS; several owners of one file are one name
	ByMethod    = "method"
	ByGroup     = "group"   // of operations: chat, embeddings …
	ByFactory   = "factory" // that made the client of a call, or that a construction is in
)

// The values of Breakdown.Part.
const (
	PartProduction  = "production"
	PartTests       = "tests"
	PartNonSpending = "non_spending"
)

// A BreakdownRow counts the sites of one name.
type BreakdownRow struct {
	Name string `json:"name"`
	Counts
	Coverage *float64 `json:"coverage"`      // tracked / calls, 0..1; null without calls
	Gap      *Figures `json:"gap,omitempty"` // production: what the untracked and uncovered calls are estimated to spend; absent without such
}

// NotTracked is the number of calls that no factory counts, or that nobody can tell of.
func (c Counts) NotTracked() int { return c.Untracked + c.Uncovered + c.Unresolved }

// Add counts a site.
func (c *Counts) Add(s *Site) {
	if s.Kind == "construct" {
		c.Constructions++
		if s.Verdict == Allowed {
			c.Allowed++
		} else {
			c.Violations++
		}
		return
	}
	c.Calls++
	switch s.Verdict {
	case Tracked:
		c.Tracked++
	case Untracked:
		c.Untracked++
	case Uncovered:
		c.Uncovered++
	case Unresolved:
		c.Unresolved++
	}
}

// CountedIn says which figures a site belongs to, "" for the code of factories.
func (s *Site) CountedIn() string {
	switch {
	case s.Role != "":
		return ""
	case s.Test:
		return PartTests
	case s.Elsewhere():
		return PartOtherVendors
	case s.Kind == "call" && s.Spends == "no":
		return PartNonSpending
	}
	return PartProduction
}
