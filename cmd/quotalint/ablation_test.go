package main

import (
	"path/filepath"
	"slices"
	"testing"

	"github.com/quotalint/quotalint/internal/program"
)

// ablations names, for each linking rule, a fixture that fails without it.
var ablations = map[string]string{
	"arguments":    "injected-service-file",
	"choices":      "branch-join",
	"computed":     "getattr-constant",
	"constructors": "injected-constructor-parameter",
	"containers":   "container-list",
	"decorators":   "decorator-keeps",
	"enter":        "context-manager",
	"foreign":      "same-name-other-package",
	"forwards":     "forwarding-getattr",
	"generators":   "generator",
	"hides":        "region-shared-helper",
	"idioms":       "partial",
	"imports":      "alias-import",
	"inheritance":  "inherited-client",
	"invoke":       "callable-instance",
	"members":      "injected-constructor-parameter",
	"none":         "none-is-nothing",
	"opens":        "websocket-connect",
	"plumbing":     "saved-original",
	"properties":   "property-lazy",
	"references":   "method-handed-over",
	"regions":      "region-helper",
	"resources":    "resource-construct",
	"shadowing":    "name-shadowing",
	"stars":        "star-import",
	"subclass":     "sdk-subclass",
	"submodules":   "relative-import",
	"summaries":    "summary-identity",
	"tables":       "container-dict",
	"tests":        "test-values",
	"types":        "declared-type",
	"unseen":       "unresolved-three-segments",
	"vendors":      "vendor-langsmith",
}

// without names, for a rule, the languages whose fixture does not rest on it: no member of a module is a module there, and
// Go has neither initialisers, inheritance, decorators nor choices among values; its containers are a part of the language.
var without = map[string][]string{
	"submodules":   {"go", "typescript"},
	"choices":      {"go"},
	"computed":     {"go"},
	"constructors": {"go"},
	"containers":   {"go"},
	"decorators":   {"go"},
	"generators":   {"go"},
	"inheritance":  {"go"},
}

// Every linking rule is needed: switched off, its fixture fails in every language that has it.
func TestAblation(t *testing.T) {
	for rule := range ablations {
		if !slices.Contains(program.Rules, rule) {
			t.Errorf("%s is no linking rule", rule)
		}
	}
	for _, rule := range program.Rules {
		t.Run(rule, func(t *testing.T) {
			t.Parallel()
			name := ablations[rule]
			if name == "" {
				t.Fatalf("no fixture is named for rule %s", rule)
			}
			paths, err := filepath.Glob(filepath.Join(fixtureRoot, "*", name+".txtar"))
			if err != nil {
				t.Fatal(err)
			}
			if len(paths) == 0 {
				t.Fatalf("there is no fixture %s", name)
			}
			for _, path := range paths {
				f, err := readFixture(path)
				if err != nil {
					t.Fatal(err)
				}
				if len(f.files) == 0 || slices.Contains(without[rule], f.language) {
					continue
				}
				root := f.write(t)
				if faults := compareWants(f.wants, f.relink(t, root, nil, nil)); len(faults) > 0 {
					t.Errorf("%s fails with all rules: %s", path, faults[0])
				}
				if len(compareWants(f.wants, f.relink(t, root, nil, map[string]bool{rule: true}))) == 0 {
					t.Errorf("%s passes without rule %s", path, rule)
				}
			}
		})
	}
}
