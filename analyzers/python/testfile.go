package python

import (
	"path"
	"strings"
)

// Test reports whether the file is test code by the customs of pytest, unittest and Django: its name, or a folder
// called test or tests above it.
func (Analyzer) Test(file string) bool {
	dir, base := path.Split(file)
	switch stem := strings.TrimSuffix(base, path.Ext(base)); {
	case stem == "conftest", stem == "tests", strings.HasPrefix(stem, "test_"), strings.HasSuffix(stem, "_test"):
		return true
	}
	for _, folder := range strings.Split(dir, "/") {
		if folder == "test" || folder == "tests" {
			return true
		}
	}
	return false
}
