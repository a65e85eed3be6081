package config

import (
	"errors"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"
)

// load reads config files given as name, text, name, text …; the first is the outermost unless its name is "".
func load(t *testing.T, running string, files ...string) (*Config, error) {
	t.Helper()
	fsys := fstest.MapFS{}
	var names []string
	for i := 0; i < len(files); i += 2 {
		names = append(names, files[i])
		if files[i] != "" {
			fsys[files[i]] = &fstest.MapFile{Data: []byte(files[i+1])}
		}
	}
	return Load(fsys, names[0], names[1:], running)
}

func mustLoad(t *testing.T, files ...string) *Config {
	t.Helper()
	c, err := load(t, "0.1.0", files...)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// plain leaves out the places, which tests of values do not want to spell.
func plain(c *Config) Config {
	p := *c
	p.where = nil
	for i := range p.Factories {
		p.Factories[i].Where = Pos{}
	}
	for i := range p.Allow {
		p.Allow[i].Where = Pos{}
	}
	for i := range p.Estimate.Assumed {
		p.Estimate.Assumed[i].Where = Pos{}
	}
	for i := range p.Estimate.Measured {
		p.Estimate.Measured[i].Where = Pos{}
	}
	return p
}

// Every key that the format has is read.
const everything = `version: 1
min_version: 0.1.0
factories:
  - path: ./backend/utils/openai_client_factory.py
    symbol: get_openai_client
    reason: counts into
      quota_tracking
  - {path: internal/llm, symbol: (*Pool).Get, tracks: all}
  - {path: app/*.py, symbol: '*', tracks: [chat.completions.create, embeddings.*]}
trust: [langfuse]
records: [app.usage.record]
hosts: [https://llm-gateway.example.com]
paths: {include: [backend], exclude: [backend/legacy/], tests: [checks/**]}
tests: enforce
rules: {QL005: off, unresolved-call: warn}
allow:
  - {rules: [QL001, untracked-call], path: scripts/validate_key.py, symbol: check, reason: key validation is free, until: 2027-03-01}
  - {rules: [QL006], path: scripts}
suppressions: {inline: off}
estimate:
  calls_per_site_per_day: {low: 1, likely: 2.5, high: 3}
  assumed:
    - {path: jobs/**, calls_per_day: {low: 1, likely: 2, high: 4}, model: gpt-4o-mini}
    - {symbol: Bot.ask, method: chat.*, tokens_in: 900, tokens_out: {low: 0, likely: 10, high: 20}, cached: 0.5}
  measured:
    - {path: app/chat.py, symbol: answer, method: chat.completions.create, calls_per_day: 4200, tokens_in: 900, tokens_out: 220.5, cached: 0, model: gpt-4o, source: the dashboard}
    - {path: app, calls_per_day: 0}
  prices: ./prices.yaml
sdks: [./quota-rules/*.yaml]
max_file_size: 2MB
nested: may-relax
`

func share(f float64) *float64 { return &f }

func TestEveryKeyIsRead(t *testing.T) {
	c := mustLoad(t, ".quotalint.yml", everything)
	want := Config{
		Path:       ".quotalint.yml",
		Version:    1,
		MinVersion: "0.1.0",
		Factories: []Factory{
			{Path: "backend/utils/openai_client_factory.py", Symbol: "get_openai_client", Tracks: Tracks{Mode: "auto"}, Reason: "counts into quota_tracking", Where: Pos{".quotalint.yml", 4, 5}},
			{Path: "internal/llm", Symbol: "(*Pool).Get", Tracks: Tracks{Mode: "all"}, Where: Pos{".quotalint.yml", 8, 5}},
			{Path: "app/*.py", Symbol: "*", Tracks: Tracks{Mode: "list", Methods: []string{"chat.completions.create", "embeddings.*"}}, Where: Pos{".quotalint.yml", 9, 5}},
		},
		Trust:   []string{"langfuse"},
		Records: []string{"app.usage.record"},
		Hosts:   []string{"https://llm-gateway.example.com"},
		Paths:   Paths{Include: []string{"backend"}, Exclude: []string{"backend/legacy"}, Tests: []string{"checks/**"}},
		Tests:   "enforce",
		Rules: map[string]string{
			"QL001": "error", "QL002": "error", "QL003": "error", "QL004": "error",
			"QL005": "off", "QL006": "warn", "QL101": "warn", "QL901": "error",
		},
		Allow: []Allow{
			{Rules: []string{"QL001", "QL002"}, Path: "scripts/validate_key.py", Symbol: "check", Reason: "key validation is free", Until: "2027-03-01", Where: Pos{".quotalint.yml", 17, 5}},
			{Rules: []string{"QL006"}, Path: "scripts", Where: Pos{".quotalint.yml", 18, 5}},
		},
		Suppressions: Suppressions{Inline: false},
		Estimate: Estimate{
			CallsPerSitePerDay: Range{1, 2.5, 3},
			Assumed: []Assumed{
				{Target: Target{Path: "jobs/**"}, CallsPerDay: &Range{1, 2, 4}, Model: "gpt-4o-mini", Where: Pos{".quotalint.yml", 23, 7}},
				{Target: Target{Symbol: "Bot.ask", Method: "chat.*"}, TokensIn: &Range{900, 900, 900}, TokensOut: &Range{0, 10, 20}, Cached: share(0.5), Where: Pos{".quotalint.yml", 24, 7}},
			},
			Measured: []Measured{
				{
					Target: Target{"app/chat.py", "answer", "chat.completions.create"}, CallsPerDay: 4200, TokensIn: share(900), TokensOut: share(220.5), Cached: share(0),
					Model: "gpt-4o", Source: "the dashboard", Where: Pos{".quotalint.yml", 26, 7},
				},
				{Target: Target{Path: "app"}, Where: Pos{".quotalint.yml", 27, 7}},
			},
			Prices: "prices.yaml",
		},
		SDKs:        []string{"quota-rules/*.yaml"},
		MaxFileSize: 2 << 20,
		Nested:      MayRelax,
	}
	got := *c
	got.where = nil
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

// No file, an empty file and keys without a value leave the defaults.
func TestDefaults(t *testing.T) {
	want := plain(Default())
	if want.Tests != "report" || !want.Suppressions.Inline || want.MaxFileSize != 1048576 || want.Rules["QL005"] != "warn" {
		t.Errorf("the defaults are %+v", want)
	}
	if got := plain(mustLoad(t, "", "")); !reflect.DeepEqual(got, want) {
		t.Errorf("no file: %+v", got)
	}
	want.Path = ".quotalint.yml"
	for _, text := range []string{
		"", "# nothing yet\n", "\ufeff", "---\n", "{version: 1}\n", "version: 1.0", "\ufeffversion: 1\r\n",
		"version: 1\nfactories:\ntrust:\nrecords:\nhosts:\npaths:\nrules:\nallow:\nsuppressions:\nestimate:\nsdks:\n",
		"version: 1\npaths: {include: , exclude: , tests: }\nestimate: {calls_per_site_per_day: }\n",
		"version: 1\nmin_version: ''\nnested: ''\nmax_file_size: 1MiB\nsuppressions: {inline: true}\n",
	} {
		if got := plain(mustLoad(t, ".quotalint.yml", text)); !reflect.DeepEqual(got, want) {
			t.Errorf("%q: %+v", text, got)
		}
	}
}

func TestAnchorsAreFollowed(t *testing.T) {
	c := mustLoad(t, ".quotalint.yml", "version: 1\npaths: {include: &dirs [a, b], exclude: *dirs}\n")
	if want := []string{"a", "b"}; !reflect.DeepEqual(c.Paths.Exclude, want) {
		t.Errorf("got %q, want %q", c.Paths.Exclude, want)
	}
}

func TestSizes(t *testing.T) {
	for text, want := range map[string]int64{
		"1048576": 1 << 20, "1": 1, "2_000_000": 2000000, "100B": 100, "500KB": 500 << 10, "500 KiB": 500 << 10, "2MB": 2 << 20, "1GB": 1 << 30, "999999999GB": 999999999 << 30,
	} {
		if c := mustLoad(t, ".quotalint.yml", "version: 1\nmax_file_size: "+text); c.MaxFileSize != want {
			t.Errorf("%s: got %d, want %d", text, c.MaxFileSize, want)
		}
	}
}

// A bad file gives every fault with its place and what to do.
var bad = []struct {
	name, text string
	want       []string // less the name of the file
	keyless    bool     // the schema cannot see it: it is no fault of one value
}{
	{name: "not a mapping", text: "- version: 1\n", want: []string{"1:1: the file must be a mapping, not a list (write version: value)"}},
	{name: "text", text: "hello\n", want: []string{"1:1: the file must be a mapping, not text (write version: value)"}},
	{name: "no version", text: "tests: report\n", want: []string{"1:1: version is missing (write version: 1 on top)"}},
	{name: "version of the future", text: "version: 2\n", want: []string{"1:10: version 2 of the file format is not supported by this quotalint (update quotalint, or write version: 1)"}},
	{name: "version as text", text: "version: '1'\n", want: []string{"1:10: version must be a number, not text (write version: 1)"}},
	{name: "version empty", text: "version:\n", want: []string{"1:9: version must be a number, not empty (write version: 1)"}},
	{name: "version between", text: "version: 1.5\n", want: []string{"1:10: version cannot be 1.5 (write version: 1)"}},
	{
		name: "unknown keys", text: "version: 1\nfactorys: []\npaths:\n  exlcude: [a]\nwhatever: 3\n",
		want: []string{
			`2:1: unknown key "factorys" (did you mean factories?)`,
			`4:3: unknown key "exlcude" in paths (did you mean exclude?)`,
			`5:1: unknown key "whatever" (known here: version, min_version, factories, trust, records, hosts, paths, tests, rules, allow, suppressions, estimate, sdks, max_file_size, nested)`,
		},
	},
	{name: "unknown key in an entry", text: "version: 1\nfactories:\n  - path: a.py\n    symbl: f\n", want: []string{
		"3:5: factories[0] has no symbol (write symbol: and its name, or '*' for the whole file)",
		`4:5: unknown key "symbl" in factories[0] (did you mean symbol?)`,
	}},
	{name: "number as key", text: "version: 1\n7: x\n", want: []string{`2:1: unknown key "7" (known here: version, min_version, factories, trust, records, hosts, paths, tests, rules, allow, suppressions, estimate, sdks, max_file_size, nested)`}},
	{name: "list as key", text: "version: 1\n? [a]\n: 1\n", keyless: true, want: []string{"2:3: a key is a list (write a word)"}},
	{name: "duplicate key", text: "version: 1\ntests: report\npaths: {}\ntests: enforce\n", keyless: true, want: []string{`4:1: duplicate key "tests", first on line 2 (keep one of them)`}},
	{name: "merge key", text: "version: 1\npaths: &p {tests: [a]}\nestimate:\n  <<: *p\n", keyless: true, want: []string{"4:3: merge keys are not supported (write the keys out)"}},
	{name: "min_version", text: "version: 1\nmin_version: 0.1\n", want: []string{"2:14: min_version must be text, not the number 0.1 (write three numbers such as 0.1.0)"}},
	{name: "min_version word", text: "version: 1\nmin_version: latest\n", want: []string{`2:14: min_version cannot be "latest" (write three numbers such as 0.1.0)`}},
	{name: "factories mapping", text: "version: 1\nfactories: {path: a.py, symbol: f}\n", want: []string{"2:12: factories must be a list, not a mapping (write - path: app/llm.py)"}},
	{name: "factory text", text: "version: 1\nfactories: [a.py]\n", want: []string{"2:13: factories[0] must be a mapping, not text (write path: value)"}},
	{name: "factory empty", text: "version: 1\nfactories:\n  -\n", want: []string{"3:4: factories[0] is empty (fill it in or remove it)"}},
	{name: "factory lacks both", text: "version: 1\nfactories: [{reason: x}]\n", want: []string{
		"2:13: factories[0] has no path (write path: and the file that the factory is in)",
		"2:13: factories[0] has no symbol (write symbol: and its name, or '*' for the whole file)",
	}},
	{name: "factory path empty", text: "version: 1\nfactories: [{path: '', symbol: f}]\n", want: []string{"2:20: factories[0].path is empty (write a path such as app/llm.py)"}},
	{name: "symbol number", text: "version: 1\nfactories: [{path: a.py, symbol: 3}]\n", want: []string{"2:34: factories[0].symbol must be text, not the number 3 (write a declared name, or '*' for the whole file)"}},
	{name: "tracks word", text: "version: 1\nfactories: [{path: a.py, symbol: f, tracks: everything}]\n", want: []string{`2:45: factories[0].tracks cannot be "everything" (write auto, all, or a list such as [chat.completions.create, embeddings.*])`}},
	{name: "tracks mapping", text: "version: 1\nfactories: [{path: a.py, symbol: f, tracks: {a: b}}]\n", want: []string{"2:45: factories[0].tracks must be auto, all or a list of methods, not a mapping (write auto, all, or a list such as [chat.completions.create, embeddings.*])"}},
	{name: "tracks empty", text: "version: 1\nfactories: [{path: a.py, symbol: f, tracks: }]\n", want: []string{"2:45: factories[0].tracks must be auto, all or a list of methods, not empty (write auto, all, or a list such as [chat.completions.create, embeddings.*])"}},
	{name: "tracks pattern", text: "version: 1\nfactories: [{path: a.py, symbol: f, tracks: [chat completions]}]\n", want: []string{`2:46: factories[0].tracks[0] cannot be "chat completions" (write names or * with dots between: chat.completions.create, embeddings.*)`}},
	{name: "absolute path", text: "version: 1\nfactories: [{path: /srv/a.py, symbol: f}]\n", want: []string{`2:20: factories[0].path: "/srv/a.py" is an absolute path (write it from the root on: app/llm.py)`}},
	{name: "drive", text: "version: 1\npaths: {exclude: ['C:/x', ~/y]}\n", want: []string{
		`2:19: paths.exclude[0]: "C:/x" is an absolute path (write it from the root on: scripts/**)`,
		`2:27: paths.exclude[1]: "~/y" is an absolute path (write it from the root on: scripts/**)`,
	}},
	{name: "parent", text: "version: 1\nsdks: [../rules/*.yaml, a/../b]\n", want: []string{
		`2:8: sdks[0]: "../rules/*.yaml" holds .. (paths stay below the root: remove the ..)`,
		`2:25: sdks[1]: "a/../b" holds .. (paths stay below the root: remove the ..)`,
	}},
	{name: "backslash", text: `{version: 1, paths: {tests: [a\b]}}`, want: []string{`1:30: paths.tests[0]: "a\\b" holds \ (write / between folders)`}},
	{name: "glob", text: "version: 1\npaths: {include: ['src/[a']}\n", keyless: true, want: []string{`2:19: paths.include[0]: "src/[a" is no valid glob (close its brackets, or write \[ for the character itself)`}},
	{name: "path list", text: "version: 1\npaths: [a]\n", want: []string{"2:8: paths must be a mapping, not a list (write include: value)"}},
	{name: "one glob", text: "version: 1\npaths: {exclude: legacy}\n", want: []string{"2:18: paths.exclude must be a list, not text (write it as a list: [scripts/**])"}},
	{name: "null glob", text: "version: 1\npaths: {exclude: [~]}\n", want: []string{"2:19: paths.exclude[0] must be text, not empty (write a path such as scripts/**)"}},
	{name: "trust", text: "version: 1\ntrust: langfuse\nrecords: ['']\n", want: []string{
		"2:8: trust must be a list, not text (write it as a list: [name])",
		"3:11: records[0] is empty (write the name of a function)",
	}},
	{name: "hosts", text: "version: 1\nhosts: [ftp://example.com]\n", want: []string{`2:9: hosts[0] cannot be "ftp://example.com" (write an address such as https://llm-gateway.example.com)`}},
	{name: "tests", text: "version: 1\ntests: reprot\n", want: []string{`2:8: tests cannot be "reprot" (did you mean report?)`}},
	{name: "tests list", text: "version: 1\ntests: [tests/**]\n", want: []string{"2:8: tests must be text, not a list (write one of enforce, report, ignore)"}},
	{name: "rules", text: "version: 1\nrules: {QL007: warn, direct-clients: warn, QL005: warning, QL001: fatal}\n", want: []string{
		`2:9: rules: unknown rule "QL007" (the rules are QL001, QL002, QL003, QL004, QL005, QL006, QL101, QL901, direct-client, untracked-call, uncovered-method, raw-http, library-client, unresolved-call, incomplete-factory, stale-allow)`,
		`2:22: rules: unknown rule "direct-clients" (did you mean direct-client?)`,
		`2:51: rules.QL005 cannot be "warning" (write one of error, warn, note, off)`,
		`2:67: rules.QL001 cannot be "fatal" (write one of error, warn, note, off)`,
	}},
	{name: "rule off as a truth value", text: "version: 1\nrules: {QL005: false}\n", want: []string{"2:16: rules.QL005 must be text, not the truth value false (write one of error, warn, note, off)"}},
	{name: "rule twice", text: "version: 1\nrules: {QL001: warn, direct-client: error}\n", keyless: true, want: []string{"2:22: rules: QL001 is set twice, first on line 2 (keep one of them)"}},
	{name: "allow", text: "version: 1\nallow:\n  - reason: because\n  - {rules: QL001, path: a.py}\n  - {rules: [], path: a.py}\n  - {rules: [QL999x], path: a.py, until: soon}\n", want: []string{
		"3:5: allow[0] has no path (write path: and the file that is excepted)",
		"3:5: allow[0] has no rules (write rules: [QL001])",
		"4:13: allow[1].rules must be a list, not text (write [QL001])",
		"5:13: allow[2].rules is empty (write [QL001])",
		`6:14: allow[3].rules[0]: unknown rule "QL999x" (the rules are QL001, QL002, QL003, QL004, QL005, QL006, QL101, QL901, direct-client, untracked-call, uncovered-method, raw-http, library-client, unresolved-call, incomplete-factory, stale-allow)`,
		`6:42: allow[3].until: "soon" is no date (write a date such as 2027-03-01)`,
	}},
	{name: "dates", text: "version: 1\nallow:\n  - {rules: [QL001], path: a.py, until: 2027-02-30}\n  - {rules: [QL001], path: a.py, until: 2027}\n  - {rules: [QL001], path: a.py, until: 2027-3-1}\n", want: []string{
		`3:41: allow[0].until: "2027-02-30" is no date (write a date such as 2027-03-01)`,
		"4:41: allow[1].until must be a date, not the number 2027 (write a date such as 2027-03-01)",
		`5:41: allow[2].until: "2027-3-1" is no date (write a date such as 2027-03-01)`,
	}},
	{name: "suppressions", text: "version: 1\nsuppressions: {inline: yes}\n", want: []string{"2:24: suppressions.inline must be on or off, not text (write on or off)"}},
	{name: "estimate order", text: "version: 1\nestimate: {calls_per_site_per_day: {likely: 5}}\n", keyless: true, want: []string{"2:36: estimate.calls_per_site_per_day: low 10, likely 5, high 1000 do not ascend (write low, likely and high in ascending order)"}},
	{name: "estimate values", text: "version: 1\nestimate: {calls_per_site_per_day: {low: -1, likely: many}}\n", want: []string{
		"2:42: estimate.calls_per_site_per_day.low cannot be -1 (write a number, 0 or more)",
		"2:54: estimate.calls_per_site_per_day.likely must be a number, not text (write a number, 0 or more)",
	}},
	{name: "estimate amounts", text: "version: 1\nestimate:\n  assumed:\n    - {path: a.py, tokens_in: 1e13}\n    - {path: a.py, cached: 1.5}\n  measured: [{path: a.py, calls_per_day: 2e12}]\n", want: []string{
		"4:31: estimate.assumed[0].tokens_in cannot be 1e13 (write a number from 0 to 1000000000000)",
		"5:28: estimate.assumed[1].cached cannot be 1.5 (write a number from 0 to 1)",
		"6:42: estimate.measured[0].calls_per_day cannot be 2e12 (write a number from 0 to 1000000000000)",
	}},
	{name: "estimate entries", text: "version: 1\nestimate:\n  assumed:\n    - {calls_per_day: 3}\n    - {path: a.py}\n    - {path: a.py, calls_per_day: {low: 1, likely: 2}}\n    - {method: a b, model: ''}\n  measured:\n    - {calls_per_day: 3}\n    - {path: a.py}\n", want: []string{
		"4:7: estimate.assumed[0] does not say which calls it is about (write path: or method:, or set calls_per_site_per_day for all)",
		"5:7: estimate.assumed[1] says nothing of these calls (write calls_per_day, tokens_in, tokens_out, cached or model)",
		"6:35: estimate.assumed[2].calls_per_day has no high (write {low: 1, likely: 10, high: 100}, or one number)",
		`7:16: estimate.assumed[3].method cannot be "a b" (write names or * with dots between: chat.completions.create, embeddings.*)`,
		"7:28: estimate.assumed[3].model is empty (write the name of a model such as gpt-4o-mini, or remove the key)",
		"9:7: estimate.measured[0] has no path (write path: and the file or folder that the calls are in)",
		"10:7: estimate.measured[1] has no calls_per_day (write calls_per_day: and how many calls were counted there in a day)",
	}},
	{name: "estimate spans", text: "version: 1\nestimate:\n  assumed:\n    - {path: a.py, tokens_in: {low: 3, likely: 2, high: 1}}\n", keyless: true, want: []string{
		"4:31: estimate.assumed[0].tokens_in: low 3, likely 2, high 1 do not ascend (write low, likely and high in ascending order)",
	}},
	{name: "sizes", text: "version: 1\nmax_file_size: 2 megabytes\n", want: []string{`2:16: max_file_size cannot be "2 megabytes" (write a number of bytes such as 1048576, or 1MB)`}},
	{name: "size zero", text: "version: 1\nmax_file_size: 0\n", want: []string{"2:16: max_file_size cannot be 0 (write a number of bytes such as 1048576, or 1MB)"}},
	{name: "nested", text: "version: 1\nnested: may_relax\n", want: []string{`2:9: nested cannot be "may_relax" (did you mean may-relax?)`}},
	{name: "own type", text: "version: 1\ntests: !mode report\n", keyless: true, want: []string{"2:8: tests must be text, not of type !mode (write one of enforce, report, ignore)"}},
	{name: "anchor in itself", text: "version: 1\ntrust: &a [*a]\n", keyless: true, want: []string{"2:12: trust[0] must be text, not a list (write the name of a vendor's wrapper: langfuse)"}},
}

func TestBadFiles(t *testing.T) {
	for _, test := range bad {
		t.Run(test.name, func(t *testing.T) { wantProblems(t, test.text, test.want) })
	}
}

// What is no YAML at all has one problem with its line.
func TestUnreadableFiles(t *testing.T) {
	for _, test := range []struct{ name, text, want string }{
		{"open bracket", "version: 1\ntests: [a, b\n", "2:1: not valid YAML: did not find expected ',' or ']' (close the bracket that is opened here)"},
		{"open bracket on the first line", "tests: [a, b\n", "1:1: not valid YAML: did not find expected ',' or ']' (close the bracket that is opened here)"},
		{"open quote", "version: 1\n\nx: \"abc\n", "3:1: not valid YAML: found unexpected end of stream (close the quote that is opened here)"},
		{"bare star", "version: 1\nfactories:\n  - path: a\n    symbol: *\n", "4:1: not valid YAML: did not find expected alphabetic or numeric character (put a value that begins with * or & in quotes: '*')"},
		{"star and name", "version: 1\npaths:\n  tests: [a, *_test]\n", "3:1: not valid YAML: nothing is named &_test (put a value that begins with * in quotes: '*_test')"},
		{"tab", "version: 1\npaths:\n\ttests: []\n", "3:1: not valid YAML: found character that cannot start any token (indent with spaces, and put a value that begins with @, ` or % in quotes)"},
		{"colon", "version: 1\nx: a: b\n", "2:1: not valid YAML: mapping values are not allowed in this context (check the indentation, and put a value that holds a colon and a space in quotes)"},
		{"colon on the first line", "x: a: b\n", "1:1: not valid YAML: mapping values are not allowed in this context (check the indentation, and put a value that holds a colon and a space in quotes)"},
		{"word", "version: 1\nfoo\nbar: 1\n", "2:1: not valid YAML: could not find expected ':' (check the indentation, quotes and brackets around this line)"},
		{"two documents", "version: 1\n---\nversion: 1\n", "3:1: a second YAML document begins (keep one document and remove the --- between them)"},
		{"NUL", "version: 1\nx: a\x00b\n", "2:5: not valid YAML: a control character, or a byte that is no UTF-8 text (save the file as UTF-8 without control characters)"},
		{"Latin-1", "version: 1\nx: caf\xe9\n", "2:7: not valid YAML: a control character, or a byte that is no UTF-8 text (save the file as UTF-8 without control characters)"},
		{"UTF-16", "\xff\xfev\x00", "1:1: not valid YAML: the text is UTF-16 (save the file as UTF-8)"},
	} {
		t.Run(test.name, func(t *testing.T) { wantProblems(t, test.text, []string{test.want}) })
	}
}

func wantProblems(t *testing.T, text string, want []string) {
	t.Helper()
	c, err := load(t, "0.1.0", ".quotalint.yml", text)
	var problems Problems
	if !errors.As(err, &problems) || c != nil {
		t.Fatalf("got %v, %v, want no Config and Problems", c, err)
	}
	wanted := ".quotalint.yml:" + strings.Join(want, "\n.quotalint.yml:")
	if got := problems.Error(); got != wanted {
		t.Errorf("got:\n%s\nwant:\n%s", got, wanted)
	}
}

func TestMissingFile(t *testing.T) {
	_, err := Load(fstest.MapFS{}, ".quotalint.yml", nil, "")
	const want = ".quotalint.yml: the config file cannot be read: file does not exist (check that it exists and its permissions)"
	if err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

// A file for a newer program says so, and not what else this one fails to understand.
func TestMinVersion(t *testing.T) {
	const text = "version: 1\nmin_version: 0.3.0\nkey_of_tomorrow: 1\n"
	const want = ".quotalint.yml:2:14: quotalint 0.3.0 or newer is needed, this is v0.2.9 (update: go install github.com/quotalint/quotalint/cmd/quotalint@latest)"
	if _, err := load(t, "v0.2.9", ".quotalint.yml", text); err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
	for _, test := range []struct {
		running, wanted string
		older           bool
	}{
		{"0.2.9", "0.3.0", true},
		{"0.3.0", "0.3.0", false},
		{"v0.3.0", "0.3.0", false},
		{"0.10.0", "0.9.0", false},
		{"1.0.0", "0.9.9", false},
		{"0.3.0-rc.1", "0.3.0", true},
		{"0.3.0-rc.2", "0.3.0-rc.10", true},
		{"0.3.0-rc.1", "0.3.0-rc", false},
		{"0.3.0-1", "0.3.0-rc", true},
		{"0.3.0", "0.3.0-rc.1", false},
		{"0.3.1-0.20260101000000-0123456789ab+dirty", "0.3.0", false},
		{"v0.0.0-20260101000000-0123456789ab", "0.3.0", false}, // a build between releases
		{"(devel)", "0.3.0", false},
		{"", "0.3.0", false},
	} {
		if got := older(test.running, test.wanted); got != test.older {
			t.Errorf("%q is older than %q: got %v", test.running, test.wanted, got)
		}
	}
}

// Whatever the bytes, loading ends with a Config or with Problems, and a Config that is written out loads as the same.
func FuzzLoad(f *testing.F) {
	f.Add(everything)
	for _, test := range bad {
		f.Add(test.text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		c, err := load(t, "", ".quotalint.yml", text)
		if err != nil {
			var problems Problems
			if !errors.As(err, &problems) {
				t.Fatalf("%v is not Problems", err)
			}
			return
		}
		var b strings.Builder
		if err := c.Write(&b); err != nil {
			t.Fatal(err)
		}
		again, err := load(t, "", ".quotalint.yml", b.String())
		if err != nil {
			t.Fatalf("%v\n%s", err, b.String())
		}
		if got, want := settings(again), settings(c); !reflect.DeepEqual(got, want) {
			t.Errorf("got %q\nwant %q\n%s", got, want, b.String())
		}
	})
}

func settings(c *Config) []string {
	var list []string
	for _, s := range c.Effective() {
		list = append(list, s.Key+": "+s.Value)
	}
	return list
}
