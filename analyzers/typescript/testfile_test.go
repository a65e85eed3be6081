package typescript

import "testing"

func TestTestFiles(t *testing.T) {
	for file, want := range map[string]bool{
		"src/llm.test.ts":                true,
		"src/llm.spec.tsx":               true,
		"src/app.e2e-spec.ts":            true,
		"src/llm.cy.js":                  true,
		"src/Button.stories.tsx":         true,
		"src/llm_test.ts":                true, // Deno
		"src/__tests__/llm.ts":           true,
		"src/__mocks__/openai.js":        true,
		"test/fixtures/deep/app.ts":      true,
		"packages/x/tests/helpers.ts":    true,
		"e2e/login.ts":                   true,
		"apps/shop-e2e/src/a.ts":         true, // Nx
		"cypress/support/commands.ts":    true,
		"playwright.config.ts":           true,
		"jest.setup.js":                  true,
		"vitest.config.mts":              true,
		"src/setupTests.ts":              true,
		"src/llm.ts":                     false,
		"src/latest.ts":                  false,
		"src/test.ts":                    false, // no runner collects it
		"src/ab-test.ts":                 false,
		"src/testing/fake.ts":            false,
		"src/fixtures/prices.ts":         false,
		"src/openai.service.ts":          false,
		"src/contest/index.ts":           false,
		"app/stories/page.tsx":           false,
		"src/commands/e2e-encryption.ts": false,
	} {
		if got := (Analyzer{}).Test(file); got != want {
			t.Errorf("Test(%q) = %v, want %v", file, got, want)
		}
	}
}

func TestMatch(t *testing.T) {
	for file, want := range map[string]bool{
		"a.ts": true, "a/b.tsx": true, "a.mts": true, "a.cts": true, "a.js": true, "a.jsx": true, "a.mjs": true, "a.cjs": true,
		"a.d.ts": false, "a.d.mts": false, "a.d.cts": false, "a.d.css.ts": false, "a.vue": false, "a.json": false, "ts": false, "a.ts.txt": false,
		"jquery.min.js": false, "x.min.mjs": false, "a.min.ts": true, "a.d.js": true, "admin.js": true,
	} {
		if got := (Analyzer{}).Match(file); got != want {
			t.Errorf("Match(%q) = %v, want %v", file, got, want)
		}
	}
}
