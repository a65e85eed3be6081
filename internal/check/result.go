package check

// A Result is what judging a whole root gives: the report, before a format is chosen. Its JSON form is the schema of
// `quotalint audit --format json`. Everything is sorted; equal inputs give equal bytes.
type Result struct {
	SchemaVersion int         `json:"schema_version"`
	Tool          Tool        `json:"tool"`
	Root          string      `json:"root"`
	Paths         []string    `json:"paths,omitempty"` // what the sites are of, relative to the root; empty: the whole root
	Summary       Summary     `json:"summary"`
	Estimate      *Estimate   `json:"estimate,omitempty"` // nil: none was made
	Sites         []Site      `json:"sites"`
	Findings      []Finding   `json:"findings"` // those that are no sites: QL101, QL901
	Factories     []Factory   `json:"factories"`
	Breakdowns    []Breakdown `json:"breakdowns"`
	Comparison    *Comparison `json:"comparison,omitempty"` // nil: with nothing
	SDKs          []SDK       `json:"sdks"`
	Skipped       []Skip      `json:"skipped"`
	Assumptions   []string    `json:"assumptions"` // what the figures rest on, one sentence each
	Shares        []int       `json:"-"`           // by entry of the config's measured volumes: how many calls of the root share it
	Open          []Open      `json:"-"`           // what can fail, of the whole root, whatever paths are reported
	Excused       []Open      `json:"-"`           // by comments, exceptions and the baseline, of the whole root
	Waiver        Waiver      `json:"-"`           // empty: the root is compared with no revision, or its code is not judged more kindly
	Stale         []int       `json:"-"`           // entries of the first of Input.Known that match nothing
	Unjudged      []int       `json:"-"`           // those that match nothing in files that were not read
}

// Tool names the program that wrote the report.
type Tool struct {
	Name    string `json:"name"`
	Version string `json:"version"`
}

// Summary holds the headline. Counts leave out plumbing; Production is spending sites outside tests, the base of coverage.
type Summary struct {
	Files        Files    `json:"files"`
	Production   Counts   `json:"production"`    // spending calls and constructions outside tests
	Tests        Counts   `json:"tests"`         // the same in tests
	NonSpending  Counts   `json:"non_spending"`  // calls that spend nothing, outside tests
	OtherVendors Counts   `json:"other_vendors"` // clients whose constant base URL is another vendor's, outside tests
	Coverage     *float64 `json:"coverage"`      // tracked / calls of Production, 0..1; null without calls
	Errors       int      `json:"errors"`
	Warnings     int      `json:"warnings"`
	Notes        int      `json:"notes"`
	Excused      Excused  `json:"excused"`
}

// Excused counts the findings that somebody answers for, by status. They are in none of the counts of severities.
type Excused struct {
	Baselined  int `json:"baselined"`
	Excepted   int `json:"excepted"`
	Suppressed int `json:"suppressed"`
}

// Files counts files.
type Files struct {
	Seen    int `json:"seen"`    // of a language quotalint reads
	Parsed  int `json:"parsed"`  // candidates, read in full
	Partial int `json:"partial"` // parsed with stretches that could not be read
	Skipped int `json:"skipped"`
}

// Counts counts sites by verdict.
type Counts struct {
	Constructions int `json:"constructions"`
	Allowed       int `json:"allowed"`
	Violations    int `json:"violations"`
	Calls         int `json:"calls"`
	Tracked       int `json:"tracked"`
	Untracked     int `json:"untracked"`
	Uncovered     int `json:"uncovered"`
	Unresolved    int `json:"unresolved"`
}

// The values of Site.Verdict.
const (
	Allowed    = "allowed"    // a construction inside a factory
	Violation  = "violation"  // a construction outside
	Tracked    = "tracked"    // a call on a factory's client that counts it
	Uncovered  = "uncovered"  // a call on a factory's client that does not count this method
	Untracked  = "untracked"  // a call on a client that no factory made
	Unresolved = "unresolved" // a call on a client that nobody is seen to make
)

// A Site is a construction or an API call (later: raw HTTP, a library's call), whatever its verdict.
type Site struct {
	Path        string   `json:"path"`
	Line        int      `json:"line"`     // 1-based, where the call or `new` itself begins
	Column      int      `json:"column"`   // 1-based, code points
	EndLine     int      `json:"end_line"` // exclusive end
	EndColumn   int      `json:"end_column"`
	Cell        int      `json:"cell,omitempty"` // notebook: 1-based over all cells
	Language    string   `json:"language"`
	Kind        string   `json:"kind"`           // construct, call, http, library
	Role        string   `json:"role,omitempty"` // plumbing: the code of a factory; listed, never a finding
	Symbol      string   `json:"symbol"`         // construct: what is called, openai:AsyncOpenAI; call: the client's symbol if one is known
	Method      string   `json:"method,omitempty"`
	Via         []string `json:"via,omitempty"` // views between client and method: with_raw_response
	Operation   string   `json:"operation,omitempty"`
	Spends      string   `json:"spends,omitempty"` // yes, no, job, delegated, unknown
	Verdict     string   `json:"verdict"`
	Reason      string   `json:"reason,omitempty"`   // one sentence
	Rule        string   `json:"rule,omitempty"`     // QL001 …; empty where nothing is wrong
	Severity    string   `json:"severity,omitempty"` // error, warn, note; empty where nothing is wrong
	Status      string   `json:"status,omitempty"`   // new, baselined, suppressed, excepted; empty where nothing is wrong
	Excuse      string   `json:"excuse,omitempty"`   // the reason given by the suppression or exception; baselined: where it is known from
	Known       string   `json:"known,omitempty"`    // baselined: same, changed, moved, see baseline.How
	In          string   `json:"in,omitempty"`       // Class.method around the site
	Makers      []string `json:"makers,omitempty"`   // who made the client: SDK symbols and factories, or the vendors that count on it, sorted
	Host        string   `json:"host,omitempty"`
	BilledBy    string   `json:"billed_by,omitempty"`
	Model       string   `json:"model,omitempty"` // constant model argument
	Async       bool     `json:"async"`
	Stream      bool     `json:"stream,omitempty"` // the call asks for a stream
	Test        bool     `json:"test"`
	SDK         string   `json:"sdk,omitempty"`   // package@version in use at the file, if something says it
	Trace       []Step   `json:"trace"`           // from the site back to the maker
	Tokens      string   `json:"tokens"`          // hash of the tokens of the call: layout and comments do not change it
	Cause       string   `json:"cause,omitempty"` // fingerprint of the construction that causes this call's verdict
	Fingerprint string   `json:"fingerprint"`
}

// A Step is one place on the way from a site back to what made its client.
type Step struct {
	Path string `json:"path"`
	Line int    `json:"line"`
	What string `json:"what"` // client.embeddings.create, returned by make(), OpenAI()
}

// A Finding is a fault that is no site.
type Finding struct {
	Rule        string   `json:"rule"`
	Kind        string   `json:"kind,omitempty"` // QL101: dead-path, async-check, misses, escape, stream-tokens, wrapped-twice, never-calls, declared
	Severity    string   `json:"severity"`
	Status      string   `json:"status,omitempty"` // new, baselined, suppressed, excepted; QL901 has none
	Excuse      string   `json:"excuse,omitempty"` // the reason given by the suppression or exception; baselined: where it is known from
	Known       string   `json:"known,omitempty"`  // baselined: same, changed, moved, see baseline.How
	Path        string   `json:"path"`
	Line        int      `json:"line"`
	Column      int      `json:"column"` // 0: the whole line
	Message     string   `json:"message"`
	Methods     []string `json:"methods,omitempty"` // QL101: what it is about; of misses, those that are called here
	Fingerprint string   `json:"fingerprint"`

	about string // the symbol of the factory in whose file it is
}

// A Factory is one entry of the allowlist and what is known of it.
type Factory struct {
	Symbol  string          `json:"symbol"` // path:name
	Path    string          `json:"path"`
	Line    int             `json:"line"`
	How     string          `json:"how"` // declared, inferred, known, unread
	Reason  string          `json:"reason,omitempty"`
	Uses    int             `json:"uses"` // API calls outside plumbing made on its clients
	Clients []FactoryClient `json:"clients"`

	index int // in judge.Factories; -1 for a vendor
}

// A FactoryClient is one kind of client that a factory hands out.
type FactoryClient struct {
	Client  string          `json:"client"` // openai:OpenAI
	Async   bool            `json:"async"`
	SDK     string          `json:"sdk,omitempty"` // package@version in use at the factory, if something says it
	Tracks  []string        `json:"tracks"`        // declared patterns; else the spending methods that it tracks, * for all
	Missing []string        `json:"missing"`       // spending methods used here that it does not track
	Methods []FactoryMethod `json:"-"`             // all, those that spend first; another report
}

// The values of FactoryMethod.State.
const (
	StateTracked   = "tracked"   // a call is recorded
	StateUntracked = "untracked" // a call is handed on, and nothing is recorded
	StateAbsent    = "absent"    // the SDK in use does not have it, or what the factory hands out does not
	StateUnread    = "unread"    // nobody can tell
)

// A FactoryMethod is what becomes of calls of one API method on a factory's client.
type FactoryMethod struct {
	Method    string `json:"method"`
	Operation string `json:"operation"`
	Spends    string `json:"spends"`
	State     string `json:"state"`
	Quality   string `json:"quality,omitempty"` // tracked: full, no-tokens, double, of vendors on-request, too; empty where it is only declared
	Reason    string `json:"reason,omitempty"`
	Path      string `json:"path"` // of the code that decides it
	Line      int    `json:"line"`
	Uses      int    `json:"uses"`               // calls here
	Streamed  int    `json:"streamed,omitempty"` // those of them that ask for a stream
	Streams   string `json:"streams,omitempty"`  // tracked, and streamed here: full, no-tokens, double, untracked
	NotInSDK  bool   `json:"-"`                  // absent because the SDK in use does not have it
	method    method // in the rules
}

// An SDK is a package and version that files of the root are built with.
type SDK struct {
	Package string `json:"package"`
	Version string `json:"version"`
	Source  string `json:"source"` // the file that says so
	Exact   bool   `json:"exact"`
}

// A Skip is something that was not read, or only in part, and why.
type Skip struct {
	Path   string `json:"path"`
	Reason string `json:"reason"`
	Count  int    `json:"count,omitempty"` // of files below a folder
}
