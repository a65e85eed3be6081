package config

import "testing"

// A factory is found by its file, by a glob, or by its folder, which means the files directly in it.
func TestFactoryMatches(t *testing.T) {
	for _, test := range []struct {
		path, file string
		want       bool
	}{
		{"app/llm.py", "app/llm.py", true},
		{"app/llm.py", "app/llm.pyi", false},
		{"app/llm.py", "x/app/llm.py", false},
		{"app/*.py", "app/llm.py", true},
		{"app/*.py", "app/sub/llm.py", false},
		{"app/**/llm.py", "app/llm.py", true},
		{"app/**/llm.py", "app/a/b/llm.py", true},
		{"**", "a/b.py", true},
		{"app/{llm,gpt}.py", "app/gpt.py", true},
		{"app/[id]/route.ts", "app/[id]/route.ts", true},
		{"internal/llm", "internal/llm/client.go", true},
		{"internal/llm", "internal/llm/sub/client.go", false},
		{"internal/*", "internal/llm/client.go", false},
		{".", "main.go", true},
		{".", "cmd/main.go", false},
		{"", "main.go", false},
	} {
		if got := (Factory{Path: test.path}).Matches(test.file); got != test.want {
			t.Errorf("%s matches %s: got %v", test.path, test.file, got)
		}
	}
}

// A glob of paths and of exceptions takes a file or all below a folder.
func TestPathFilters(t *testing.T) {
	for _, test := range []struct {
		glob, file string
		want       bool
	}{
		{"legacy", "legacy/a/b.py", true},
		{"legacy", "legacy.py", false},
		{"legacy", "src/legacy/b.py", false},
		{"**/legacy", "src/legacy/a/b.py", true},
		{"legacy/**", "legacy/b.py", true},
		{"*", "legacy/b.py", true},
		{"*.py", "legacy/b.py", false},
		{"**/*.py", "legacy/b.py", true},
		{".", "legacy/b.py", true},
		{"legacy", "/absolute.py", false},
	} {
		c := &Config{Paths: Paths{Include: []string{"none", test.glob}, Exclude: []string{test.glob}, Tests: []string{test.glob}}}
		a := Allow{Path: test.glob}
		for what, got := range map[string]bool{"include": c.Included(test.file), "exclude": c.Excluded(test.file), "tests": c.TestPath(test.file), "allow": a.Matches(test.file)} {
			if got != test.want {
				t.Errorf("%s: %s takes %s: got %v", what, test.glob, test.file, got)
			}
		}
	}
	if none := (&Config{}); !none.Included("a.py") || none.Excluded("a.py") || none.TestPath("a.py") {
		t.Error("without globs all is included, nothing excluded and nothing a test")
	}
}

// What the user names is not excluded by a glob that covers it; what lies below may be, by another.
func TestExcludedBelow(t *testing.T) {
	c := &Config{Paths: Paths{Exclude: []string{"vendored/**", "**/old"}}}
	for _, test := range []struct {
		named, file string
		want        bool
	}{
		{".", "vendored/a.py", true},
		{"vendored", "vendored/a.py", false},
		{"vendored/a.py", "vendored/a.py", false},
		{"vendored", "vendored/old/a.py", true},
		{"vendored/old", "vendored/old/a.py", false},
		{"vendored/old/b", "vendored/old/b/a.py", false},
		{"app", "app/a.py", false},
	} {
		if got := c.ExcludedBelow(test.named, test.file); got != test.want {
			t.Errorf("%s, named %s: got %v", test.file, test.named, got)
		}
	}
}

// The last day of an exception counts.
func TestExpired(t *testing.T) {
	for _, test := range []struct {
		until, today string
		want         bool
	}{{"2027-03-01", "2027-02-28", false}, {"2027-03-01", "2027-03-01", false}, {"2027-03-01", "2027-03-02", true}, {"", "2099-01-01", false}} {
		if got := (Allow{Until: test.until}).Expired(test.today); got != test.want {
			t.Errorf("until %q on %s: got %v", test.until, test.today, got)
		}
	}
}

func TestRules(t *testing.T) {
	for name, want := range map[string]string{"QL001": "QL001", "stale-allow": "QL901", "ql001": "", "": ""} {
		if got, ok := RuleID(name); got != want || ok != (want != "") {
			t.Errorf("%q: got %q, %v", name, got, ok)
		}
	}
	if got := (&Config{}).Severity("QL005", "a.py"); got != Warn {
		t.Errorf("QL005 without a config: got %s", got)
	}
	if got := Default().Severity("QL000", "a.py"); got != Off {
		t.Errorf("an unknown rule: got %s", got)
	}
}
