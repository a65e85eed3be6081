package python

import "testing"

func TestTestFiles(t *testing.T) {
	for file, want := range map[string]bool{
		"test_llm.py":           true,
		"app/llm_test.py":       true,
		"conftest.py":           true,
		"shop/tests.py":         true,
		"tests/helpers/fake.py": true,
		"pkg/test/run.py":       true,
		"app/testing/fake.py":   false, // shipped to users as often as not
		"app/latest.py":         false,
		"app/contest.py":        false,
		"test.py":               false, // pytest does not collect it
		"testsuite/run.py":      false,
		"app/tested.py":         false,
	} {
		if got := (Analyzer{}).Test(file); got != want {
			t.Errorf("Test(%q) = %v, want %v", file, got, want)
		}
	}
}

func TestMatch(t *testing.T) {
	for file, want := range map[string]bool{
		"a.py": true, "a/b.pyw": true, "a.pyi": false, "a.pyc": false, "py": false, "a.py.txt": false,
	} {
		if got := (Analyzer{}).Match(file); got != want {
			t.Errorf("Match(%q) = %v, want %v", file, got, want)
		}
	}
}
