package config

// The severities, strongest first.
const (
	Error = "error"
	Warn  = "warn"
	Note  = "note"
	Off   = "off"
)

// What is done with the sites in test files, strictest first.
const (
	TestsEnforce = "enforce" // like all others
	TestsReport  = "report"  // totals of their own, never a failure
	TestsIgnore  = "ignore"  // not read
)

// MayRelax is the value of Config.Nested that lets nested files relax.
const MayRelax = "may-relax"

// version is the one version of the file format.
const version = 1

// The values a key may have, strictest first: the order decides what relaxes.
var (
	severities = []string{Error, Warn, Note, Off}
	testModes  = []string{TestsEnforce, TestsReport, TestsIgnore}
)

// A Rule is one kind of finding.
type Rule struct {
	ID       string
	Slug     string
	What     string
	Severity string // the default
}

// Rules lists all rules by id.
func Rules() []Rule {
	return []Rule{
		{"QL001", "direct-client", "an SDK client is constructed outside an approved factory", Error},
		{"QL002", "untracked-call", "an API method is called on a client that no approved factory made", Error},
		{"QL003", "uncovered-method", "an API method is called on a factory's client, and that factory does not track the method", Error},
		{"QL004", "raw-http", "an HTTP or WebSocket request is sent to an OpenAI host without the SDK", Error},
		{"QL005", "library-client", "a library makes an OpenAI client of its own", Warn},
		{"QL006", "unresolved-call", "an API method is called on a client that nobody is seen to make", Note},
		{"QL101", "incomplete-factory", "an approved factory leaves operations of the SDK untracked, or wraps what the SDK does not have", Warn},
		{"QL901", "stale-allow", "an exception, factory, suppression or entry of the baseline matches nothing, is expired, or lacks its reason", Error},
	}
}

// RuleID gives the id of the rule with that id or slug.
func RuleID(name string) (id string, ok bool) {
	for _, r := range Rules() {
		if name == r.ID || name == r.Slug {
			return r.ID, true
		}
	}
	return "", false
}

// ruleNames lists what may stand for a rule in a config file.
func ruleNames() (ids, slugs []string) {
	for _, r := range Rules() {
		ids, slugs = append(ids, r.ID), append(slugs, r.Slug)
	}
	return ids, slugs
}
