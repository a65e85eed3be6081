package config

import (
	"reflect"
	"strings"
	"testing"
)

const outer = ".quotalint.yml"

// A nested file adds factories and test globs, its paths counted from the root like all others, and raises severities below it.
func TestNestedAdds(t *testing.T) {
	c := mustLoad(
		t,
		outer, "version: 1\nfactories: [{path: llm.py, symbol: get}]\npaths: {tests: [tests]}\nrules: {QL002: warn}\n",
		"services/api/.quotalint.yaml", `version: 1
factories:
  - {path: ./services/api/clients.py, symbol: make}
  - {path: services/api/, symbol: New}
  - {path: 'services/api/**/pool.py', symbol: '*'}
paths: {tests: ['services/api/checks/**']}
tests: enforce
rules: {QL002: error, QL005: error, QL001: error}
suppressions: {inline: off}
`,
	)
	var paths []string
	for _, f := range c.Factories {
		paths = append(paths, f.Path)
	}
	if want := []string{"llm.py", "services/api/clients.py", "services/api", "services/api/**/pool.py"}; !reflect.DeepEqual(paths, want) {
		t.Errorf("factories: got %q, want %q", paths, want)
	}
	if want := []string{"tests", "services/api/checks/**"}; !reflect.DeepEqual(c.Paths.Tests, want) {
		t.Errorf("tests: got %q, want %q", c.Paths.Tests, want)
	}
	if got, want := c.Factories[1].Where, (Pos{"services/api/.quotalint.yaml", 3, 5}); got != want {
		t.Errorf("place: got %v, want %v", got, want)
	}
	for _, test := range []struct {
		rule, path, want string
	}{
		{"QL002", "app.py", Warn},
		{"QL002", "services/api/app.py", Error},
		{"QL002", "services/api/deep/er/app.py", Error},
		{"QL002", "services/api2/app.py", Warn},
		{"QL002", "services/api", Error},
		{"QL005", "app.py", Warn},
		{"QL005", "services/api/app.py", Error},
		{"QL006", "services/api/app.py", Note},
	} {
		if got := c.Severity(test.rule, test.path); got != test.want {
			t.Errorf("%s in %s: got %s, want %s", test.rule, test.path, got, test.want)
		}
	}
	if c.TestsAt("services/api/x.py") != TestsEnforce || c.TestsAt("x.py") != TestsReport {
		t.Error("tests: enforce holds in the subtree and nowhere else")
	}
	if c.InlineAt("services/api/x.py") || !c.InlineAt("x.py") {
		t.Error("suppressions: off holds in the subtree and nowhere else")
	}
}

// The deepest file decides, whatever order the files come in.
func TestNestedInNested(t *testing.T) {
	a, ab := "version: 1\nrules: {QL006: error}\n", "version: 1\nrules: {QL006: warn}\n"
	const want = "a/b/.quotalint.yml:2:9: rules.QL006 is lowered from error to warn in a nested config (write nested: may-relax in the outermost config to let it, or remove it)"
	for _, files := range [][]string{
		{outer, "version: 1", "a/.quotalint.yml", a, "a/b/.quotalint.yml", ab},
		{outer, "version: 1", "a/b/.quotalint.yml", ab, "a/.quotalint.yml", a},
		{"", "", "a/b/.quotalint.yml", ab, "a/.quotalint.yml", a, "a/.quotalint.yml", a},
	} {
		if _, err := load(t, "", files...); err == nil || err.Error() != want {
			t.Errorf("got %v, want %s", err, want)
		}
	}
	c := mustLoad(t, outer, "version: 1\nnested: may-relax", "a/b/.quotalint.yml", ab, "a/.quotalint.yml", a)
	if got := c.Severity("QL006", "a/x.py") + " " + c.Severity("QL006", "a/b/x.py"); got != "error warn" {
		t.Errorf("got %s, want error warn", got)
	}
}

const relaxing = `version: 1
rules: {QL001: warn, QL006: error}
tests: ignore
suppressions: {inline: on}
allow: [{rules: [QL001], path: a/x.py, reason: r}]
paths: {exclude: [a/legacy]}
`

// A nested file is about its own folder only: an entry that points elsewhere, or counts from that folder, is a fault.
func TestNestedElsewhere(t *testing.T) {
	const text = `version: 1
factories:
  - {path: llm.py, symbol: make}
  - {path: ., symbol: New}
  - {path: services/api2/x.py, symbol: New}
  - {path: services, symbol: New}
paths:
  tests: ['**/checks', services/*/checks, 'services/{api,web}/checks', services/api/checks]
  exclude: [old]
allow: [{rules: [QL001], path: ./api/x.py, reason: r}]
`
	const file = "services/api/.quotalint.yml:"
	fault := func(at, key, path, remedy string) string {
		return file + at + ": " + key + `: "` + path + `" is not below services/api, which is all that this nested config is about` +
			" (paths count from the root: write " + remedy + ", or move the entry to the outermost config)"
	}
	want := strings.Join([]string{
		fault("3:12", "factories[1].path", "llm.py", "services/api/llm.py"),
		fault("4:12", "factories[2].path", ".", "services/api"),
		fault("5:12", "factories[3].path", "services/api2/x.py", "services/api/services/api2/x.py"),
		fault("6:12", "factories[4].path", "services", "services/api/services"),
		fault("8:11", "paths.tests[0]", "**/checks", "services/api/**/checks"),
		fault("8:24", "paths.tests[1]", "services/*/checks", "services/api/services/*/checks"),
		fault("8:43", "paths.tests[2]", "services/{api,web}/checks", "services/api/services/{api,web}/checks"),
		fault("9:13", "paths.exclude[0]", "old", "services/api/old"),
		fault("10:32", "allow[0].path", "./api/x.py", "services/api/api/x.py"),
	}, "\n")
	const root = "version: 1\nnested: may-relax\nfactories: [{path: llm.py, symbol: get}]\n"
	if _, err := load(t, "", outer, root, "services/api/.quotalint.yml", text); err == nil || err.Error() != want {
		t.Errorf("got:\n%v\nwant:\n%s", err, want)
	}
	_, err := load(t, "", "", "", "a/.quotalint.yml", "version: 1\nfactories: [{path: ../a/x.py, symbol: f}]\n")
	const parent = `a/.quotalint.yml:2:20: factories[0].path: "../a/x.py" holds .. (paths stay below the root: remove the ..)`
	if err == nil || err.Error() != parent {
		t.Errorf("got %v, want %s", err, parent)
	}
}

// What hides findings needs the leave of the root.
func TestRelaxing(t *testing.T) {
	_, err := load(t, "", outer, "version: 1\nsuppressions: {inline: off}\n", "a/.quotalint.yml", relaxing)
	const remedy = " in a nested config (write nested: may-relax in the outermost config to let it, or remove it)"
	const want = "a/.quotalint.yml:2:9: rules.QL001 is lowered from error to warn" + remedy +
		"\na/.quotalint.yml:3:1: tests is relaxed from report to ignore" + remedy +
		"\na/.quotalint.yml:4:16: suppressions.inline is turned on again" + remedy +
		"\na/.quotalint.yml:5:1: exceptions are made" + remedy +
		"\na/.quotalint.yml:6:9: paths are excluded" + remedy
	if err == nil || err.Error() != want {
		t.Errorf("got:\n%v\nwant:\n%s", err, want)
	}

	c := mustLoad(t, outer, "version: 1\nnested: may-relax\nsuppressions: {inline: off}\n", "a/.quotalint.yml", relaxing)
	if c.Severity("QL001", "a/x.py") != Warn || c.Severity("QL001", "x.py") != Error {
		t.Error("the severity is lowered in the subtree and nowhere else")
	}
	if c.TestsAt("a/x.py") != TestsIgnore || !c.InlineAt("a/x.py") || c.InlineAt("x.py") {
		t.Error("tests and suppressions are relaxed in the subtree and nowhere else")
	}
	if len(c.Allow) != 1 || !c.Allow[0].Matches("a/x.py") || c.Allow[0].Matches("x.py") {
		t.Errorf("exceptions: got %+v", c.Allow)
	}
	if !c.Excluded("a/legacy/old.py") || c.Excluded("legacy/old.py") {
		t.Errorf("exclude: got %q", c.Paths.Exclude)
	}
}

// What is one for the whole root has no place in a nested file, with or without may-relax.
func TestMisplaced(t *testing.T) {
	const text = "version: 1\nmin_version: 0.0.1\ntrust: []\nhosts: []\nrecords: []\nsdks: [rules/*.yaml]\nmax_file_size: 1\nnested: may-relax\nestimate: {}\npaths: {include: [b]}\n"
	_, err := load(t, "", outer, "version: 1\nnested: may-relax\n", "a/.quotalint.yml", text)
	const rest = " holds for the whole root and cannot be set in a nested config (move it to .quotalint.yml)"
	const want = "a/.quotalint.yml:3:1: trust" + rest + "\na/.quotalint.yml:4:1: hosts" + rest + "\na/.quotalint.yml:5:1: records" + rest +
		"\na/.quotalint.yml:6:1: sdks" + rest + "\na/.quotalint.yml:7:1: max_file_size" + rest + "\na/.quotalint.yml:8:1: nested" + rest +
		"\na/.quotalint.yml:9:1: estimate" + rest + "\na/.quotalint.yml:10:9: paths.include" + rest
	if err == nil || err.Error() != want {
		t.Errorf("got:\n%v\nwant:\n%s", err, want)
	}
	_, err = load(t, "", "", "", "a/.quotalint.yml", "version: 1\nhosts: []\n")
	const bare = "a/.quotalint.yml:2:1: hosts holds for the whole root and cannot be set in a nested config (move it to a .quotalint.yml in the root's folder)"
	if err == nil || err.Error() != bare {
		t.Errorf("without an outermost file: got %v, want %s", err, bare)
	}
}

// The faults of all files come at once, by file and line.
func TestProblemsOfAllFiles(t *testing.T) {
	_, err := load(t, "", outer, "version: 1\ntests: never\n", "b/.quotalint.yml", "version: 1\nrules: {QL001: note}\nx: 1\n", "a/.quotalint.yml", "{")
	const want = ".quotalint.yml:2:8: tests cannot be \"never\" (write one of enforce, report, ignore)\n" +
		"a/.quotalint.yml:1:1: not valid YAML: did not find expected node content (check the indentation, quotes and brackets around this line)\n" +
		"b/.quotalint.yml:3:1: unknown key \"x\" (known here: version, min_version, factories, trust, records, hosts, paths, tests, rules, allow, suppressions, estimate, sdks, max_file_size, nested)"
	if err == nil || err.Error() != want {
		t.Errorf("got:\n%v\nwant:\n%s", err, want)
	}
}

func TestTwoFilesInOneFolder(t *testing.T) {
	_, err := load(t, "", outer, "version: 1", "a/.quotalint.yml", "version: 1", "a/b/.quotalint.yml", "version: 1", "a/.quotalint.yaml", "version: 1")
	const want = "a/.quotalint.yml: .quotalint.yaml is in the same folder (keep one of them)"
	if err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

// The folder of a nested file is taken literally, though its name looks like a glob; escapes are welcome.
func TestFolderLikeGlob(t *testing.T) {
	c := mustLoad(t, outer, "version: 1", "app/[id]/.quotalint.yml", `version: 1
factories:
  - {path: 'app/[id]/lib/*.ts', symbol: make}
  - {path: 'app/\[id\]/[slug]/x.ts', symbol: make}
  - {path: 'app/[id]', symbol: make}
`)
	for _, test := range []struct {
		factory int
		path    string
		want    bool
	}{
		{0, "app/[id]/lib/a.ts", true},
		{0, "app/i/lib/a.ts", false},
		{1, "app/[id]/[slug]/x.ts", true},
		{1, "app/[id]/s/x.ts", true},
		{1, "app/i/s/x.ts", false},
		{2, "app/[id]/x.ts", true},
		{2, "app/i/x.ts", false},
	} {
		if got := c.Factories[test.factory].Matches(test.path); got != test.want {
			t.Errorf("%s matches %s: got %v", c.Factories[test.factory].Path, test.path, got)
		}
	}
}
