package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// formless are the kinds of QL101 that a language has no form for, and why.
var formless = map[string]string{
	"go dead-path":           "what the SDK does not have does not compile",
	"go async-check":         "nothing is awaited",
	"typescript async-check": "whatever gives a promise can be awaited, and nobody asks",
}

// Every kind of QL101 has a fixture in every language that has the form, and a paragraph on the page that teaches the rule.
func TestEveryKindHasAFixture(t *testing.T) {
	kinds := kindConstants(t)
	if len(kinds) < 8 {
		t.Fatalf("only the kinds %v are found", kinds)
	}
	page, err := pages.ReadFile("explain/QL101.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, kind := range kinds {
		if !strings.Contains(string(page), "\n"+kind+": ") {
			t.Errorf("the page of QL101 does not teach %s", kind)
		}
		for _, language := range languageFolders {
			shown := slices.ContainsFunc(factoryFixtures(t, language), func(f *factoryFixture) bool {
				return slices.ContainsFunc(f.want.faults, func(fault factoryFault) bool { return fault.kind == kind })
			})
			if reason := formless[language+" "+kind]; shown == (reason != "") {
				t.Errorf("%s %s: a fixture %v, no form because %q", language, kind, shown, reason)
			}
		}
	}
}

// kindConstants are the kinds of QL101: the constants of package check that are named so.
func kindConstants(t *testing.T) []string {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), filepath.Join("..", "..", "internal", "check", "incomplete.go"), nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var kinds []string
	ast.Inspect(file, func(n ast.Node) bool {
		if spec, ok := n.(*ast.ValueSpec); ok && strings.HasPrefix(spec.Names[0].Name, "kind") && len(spec.Values) == 1 {
			if text, ok := spec.Values[0].(*ast.BasicLit); ok && text.Kind == token.STRING {
				kind, err := strconv.Unquote(text.Value)
				if err != nil {
					t.Fatal(err)
				}
				kinds = append(kinds, kind)
			}
		}
		return true
	})
	return kinds
}
