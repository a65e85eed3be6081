package golang

import (
	"strings"
)

// Test reports whether the file is test code by the customs of the go command: its name, or a folder testdata above it.
func (Analyzer) Test(file string) bool {
	return strings.HasSuffix(file, "_test.go") || strings.Contains("/"+file, "/testdata/")
}
