package typescript

import (
	"path"
	"slices"
	"strings"
)

// testMarks are what stands between the name of a test file and its extension.
var testMarks = []string{"test", "tests", "spec", "specs", "e2e-spec", "e2e", "cy", "stories", "story", "bench", "test-d", "mock", "mocks"}

// testFolders are the folders that hold test code and what goes with it.
var testFolders = []string{
	"test", "tests", "__test__", "__tests__", "__mocks__", "__fixtures__", "spec", "e2e", "e2e-tests", "cypress", "playwright", ".storybook",
}

// testSetups are the files that set up test runners.
var testSetups = []string{
	"jest.config", "jest.setup", "jest-setup", "jest.preset", "vitest.config", "vitest.setup", "vitest.workspace", "vitest-setup",
	"playwright.config", "cypress.config", "setupTests", "setup-tests", "test-setup", "test-utils", "karma.conf",
}

// Test reports whether the file is test code by the customs of Jest, Vitest, Mocha, Playwright, Cypress, Deno and
// Storybook: its name, or a folder above it. Fixtures are test code where they stand in such a folder.
func (Analyzer) Test(file string) bool {
	dir, base := path.Split(file)
	stem := strings.TrimSuffix(base, path.Ext(base))
	name, mark := stem, strings.TrimPrefix(path.Ext(stem), ".")
	if mark != "" {
		name = strings.TrimSuffix(stem, "."+mark)
	}
	switch {
	case slices.Contains(testMarks, mark) && name != "", slices.Contains(testSetups, stem), slices.Contains(testSetups, name):
		return true
	case strings.HasSuffix(stem, "_test"):
		return true
	}
	for folder := range strings.SplitSeq(dir, "/") {
		if slices.Contains(testFolders, folder) || strings.HasSuffix(folder, "-e2e") {
			return true
		}
	}
	return false
}
