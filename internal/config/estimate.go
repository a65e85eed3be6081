package config

import (
	"cmp"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
)

// Estimate holds what is known and what is assumed of how much the calls of the code spend. Of two entries that match a
// call, the narrower one holds, see Target.Narrower; what an entry leaves out is said by the next.
type Estimate struct {
	CallsPerSitePerDay Range      `yaml:"calls_per_site_per_day"`
	Assumed            []Assumed  `yaml:"assumed"`
	Measured           []Measured `yaml:"measured"`
	Prices             string     `yaml:"prices"` // a file of prices of the project's own, root-relative; "" for none
}

// A Range is an estimate from low to high.
type Range struct {
	Low    float64 `yaml:"low"`
	Likely float64 `yaml:"likely"`
	High   float64 `yaml:"high"`
}

// A Target says which API calls an entry is about; what is empty says nothing.
type Target struct {
	Path   string `yaml:"path,omitempty"`   // file, glob, or a folder for all below it; root-relative
	Symbol string `yaml:"symbol,omitempty"` // the declared name around the call
	Method string `yaml:"method,omitempty"` // a pattern such as embeddings.*
}

// Assumed is what the project assumes of some calls. What is nil or empty is not said.
type Assumed struct {
	Target      `yaml:",inline"`
	CallsPerDay *Range   `yaml:"calls_per_day,omitempty"` // of each call site
	TokensIn    *Range   `yaml:"tokens_in,omitempty"`     // of one call
	TokensOut   *Range   `yaml:"tokens_out,omitempty"`
	Cached      *float64 `yaml:"cached,omitempty"` // the share of TokensIn that is billed as cached, 0..1
	Model       string   `yaml:"model,omitempty"`  // of calls that name none
	Where       Pos      `yaml:"-"`
}

// Measured is what was counted of some calls. What is nil or empty is not said.
type Measured struct {
	Target      `yaml:",inline"`
	CallsPerDay float64  `yaml:"calls_per_day"`        // of all call sites together that the entry holds for
	TokensIn    *float64 `yaml:"tokens_in,omitempty"`  // of one call, the mean
	TokensOut   *float64 `yaml:"tokens_out,omitempty"` // likewise
	Cached      *float64 `yaml:"cached,omitempty"`     // as in Assumed
	Model       string   `yaml:"model,omitempty"`      // as in Assumed
	Source      string   `yaml:"source,omitempty"`     // where the figures come from
	Where       Pos      `yaml:"-"`
}

// DefaultCallsAt is the line that changes what is assumed of calls in general; false if none does.
func (e Estimate) DefaultCallsAt(c *Config) (Pos, bool) {
	for _, name := range []string{"likely", "high", "low"} {
		if at, ok := c.where["estimate.calls_per_site_per_day."+name]; ok {
			return at, true
		}
	}
	return Pos{}, false
}

// MatchesFile reports whether calls in the file may be meant.
func (t Target) MatchesFile(file string) bool { return t.Path == "" || covers(t.Path, file) }

// Matches reports whether a call is meant: its file, the scope around it, and its method.
func (t Target) Matches(file, scope, method string) bool {
	return t.MatchesFile(file) && InSymbol(scope, t.Symbol) && (t.Method == "" || MatchesMethod(t.Method, method))
}

// Narrower reports whether t says more closely than o which calls are meant: by the longer path, wildcards not counted;
// of equal ones by the longer symbol; then by the longer method. Of names that are as long, one without wildcards is narrower.
func (t Target) Narrower(o Target) bool {
	return cmp.Or(compareNames(t.Path, o.Path), len(t.Symbol)-len(o.Symbol), compareNames(t.Method, o.Method)) > 0
}

// compareNames is above 0 if pattern a says more closely than b what is meant; no pattern says nothing.
func compareNames(a, b string) int {
	if a == "" || b == "" {
		return len(a) - len(b)
	}
	wild := func(s string) int {
		n := 0
		for _, r := range s {
			if strings.ContainsRune("*?[]{}", r) {
				n++
			}
		}
		return n
	}
	return cmp.Or(len(a)-wild(a)-len(b)+wild(b), wild(b)-wild(a))
}

// InSymbol reports whether a scope is the symbol or stands in it; every scope is in "" and *.
func InSymbol(scope, symbol string) bool {
	return symbol == "" || symbol == "*" || scope == symbol || strings.HasPrefix(scope, symbol+".")
}

// MatchesMethod reports whether a pattern such as embeddings.* covers an API method; * stands for any run of segments
// at the end, and for one elsewhere.
func MatchesMethod(pattern, method string) bool {
	if head, any := strings.CutSuffix(pattern, "*"); any {
		pattern = head + "**"
	}
	return doublestar.MatchUnvalidated(strings.ReplaceAll(pattern, ".", "/"), strings.ReplaceAll(method, ".", "/"))
}

// narrowest is the index of the narrowest entry among those that match a call and that say something, -1 for none; the
// first of equals.
func narrowest(n int, target func(i int) Target, says func(i int) bool, file, scope, method string) int {
	best := -1
	for i := range n {
		t := target(i)
		if says(i) && t.Matches(file, scope, method) && (best < 0 || t.Narrower(target(best))) {
			best = i
		}
	}
	return best
}

// MeasuredFor is the index of the entry of Measured that holds for a call, -1 for none.
func (e Estimate) MeasuredFor(file, scope, method string) int {
	always := func(int) bool { return true }
	return narrowest(len(e.Measured), func(i int) Target { return e.Measured[i].Target }, always, file, scope, method)
}

// AssumedFor is the index of the entry of Assumed that holds for a call among those that say something; -1 for none.
func (e Estimate) AssumedFor(file, scope, method string, says func(Assumed) bool) int {
	return narrowest(len(e.Assumed), func(i int) Target { return e.Assumed[i].Target }, func(i int) bool { return says(e.Assumed[i]) }, file, scope, method)
}
