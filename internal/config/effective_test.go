package config

import (
	"reflect"
	"strings"
	"testing"
)

func written(t *testing.T, c *Config) string {
	t.Helper()
	var b strings.Builder
	if err := c.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// Each key in force is written with its value and the line that set it.
func TestWrite(t *testing.T) {
	c := mustLoad(
		t,
		outer, `version: 1
factories:
  - path: llm.py
    symbol: '*'
    tracks: [embeddings.*, audio.*]
    reason: counts
tests: enforce
rules:
  library-client: off
nested: may-relax
`,
		"api/.quotalint.yml", "version: 1\nfactories: [{path: api/make.py, symbol: make}]\npaths: {exclude: [api/old]}\nallow: [{rules: [raw-http], path: api/ping.py}]\nrules: {QL006: warn, QL001: warn}\nsuppressions: {inline: off}\ntests: report\n",
	)
	const want = `version: 1 # .quotalint.yml:1
min_version: "" # default
factories:
  - path: llm.py # .quotalint.yml:3
    symbol: '*' # .quotalint.yml:4
    tracks: [embeddings.*, audio.*] # .quotalint.yml:5
    reason: counts # .quotalint.yml:6
  - path: api/make.py # api/.quotalint.yml:2
    symbol: make # api/.quotalint.yml:2
    tracks: auto # default
trust: [] # default
records: [] # default
hosts: [] # default
paths:
  include: [] # default
  exclude:
    - api/old # api/.quotalint.yml:3
  tests: [] # default
tests: enforce # .quotalint.yml:7
rules:
  QL001: error # default
  QL002: error # default
  QL003: error # default
  QL004: error # default
  QL005: "off" # .quotalint.yml:9
  QL006: note # default
  QL101: warn # default
  QL901: error # default
allow:
  - rules: [QL004] # api/.quotalint.yml:4
    path: api/ping.py # api/.quotalint.yml:4
suppressions:
  inline: true # default
estimate:
  calls_per_site_per_day:
    low: 10 # default
    likely: 100 # default
    high: 1000 # default
  assumed: [] # default
  measured: [] # default
  prices: "" # default
sdks: [] # default
max_file_size: 1048576 # default
nested: may-relax # .quotalint.yml:10
# in api and below:
#   tests: report # api/.quotalint.yml:7
#   rules.QL001: warn # api/.quotalint.yml:5
#   rules.QL006: warn # api/.quotalint.yml:5
#   suppressions.inline: off # api/.quotalint.yml:6
`
	if got := written(t, c); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}

// What is written is a config file, and loads as what it was written from: the entries of nested files are entries of
// the outermost one then.
func TestWrittenLoadsAgain(t *testing.T) {
	for _, files := range [][]string{
		{outer, ""},
		{outer, everything},
		{outer, everything, "app/[id]/.quotalint.yml", `version: 1
factories: [{path: 'app/[id]/lib/*.ts', symbol: make}, {path: 'app/[id]', symbol: New}]
paths: {exclude: ['app/\[id\]/old'], tests: ['app/\[id\]/{a,b}/**']}
allow: [{rules: [QL001], path: 'app/[id]/[slug]/x.ts', reason: r}]
`},
	} {
		c := mustLoad(t, files...)
		again := mustLoad(t, outer, written(t, c))
		if got, want := settings(again), settings(c); !reflect.DeepEqual(got, want) {
			t.Errorf("got %q\nwant %q", got, want)
		}
		if got, want := plain(again), plain(c); !reflect.DeepEqual(got, want) {
			t.Errorf("got %+v\nwant %+v", got, want)
		}
	}
}

func TestEffective(t *testing.T) {
	c := mustLoad(t, outer, "version: 1\npaths: {tests: [a]}\n", "x/.quotalint.yml", "version: 1\npaths:\n  tests: [x/b]\nrules: {QL005: error}\n")
	want := map[string]string{
		". version": "1 .quotalint.yml:1", ". factories": "[] default", ". paths.tests[0]": "a .quotalint.yml:2",
		". paths.tests[1]": "x/b x/.quotalint.yml:3", ". rules.QL005": "warn default", "x rules.QL005": "error x/.quotalint.yml:4",
	}
	for _, s := range c.Effective() {
		key := s.Folder + " " + s.Key
		if w := want[key]; w != "" && w != s.Value+" "+s.Origin() {
			t.Errorf("%s: got %s %s, want %s", key, s.Value, s.Origin(), w)
		}
		delete(want, key)
	}
	for key := range want {
		t.Errorf("%s is not listed", key)
	}
}
