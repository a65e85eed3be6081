package report

import (
	"bytes"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extensionast "github.com/yuin/goldmark/extension/ast"
	gmtext "github.com/yuin/goldmark/text"

	"github.com/quotalint/quotalint/internal/check"
)

// Names from the scanned tree are no markup: every row of a table has as many cells as its head, and no name becomes an element.
func TestMarkdownOfHostileNames(t *testing.T) {
	const name = "a|b/<script>alert(1)</script>`](x) _@all_ #1.py"
	full := 0.0
	counts := check.Counts{Calls: 1, Untracked: 1}
	r := &check.Result{
		Sites:    []check.Site{{Path: name, Line: 3, Kind: "construct", Symbol: "openai:OpenAI", Verdict: check.Violation, In: "f|g<b>", Fingerprint: "1"}},
		Findings: []check.Finding{{Path: name, Line: 1, Rule: "QL101", Severity: "warn", Message: name + " does not track"}},
		Factories: []check.Factory{{Path: name, Symbol: name + ":get|it", Line: 1, How: "inferred", Clients: []check.FactoryClient{{Client: "openai:OpenAI", Missing: []string{name}, Methods: []check.FactoryMethod{
			{Method: name, State: check.StateUntracked, Reason: name, Uses: 1},
		}}}}},
		Breakdowns: []check.Breakdown{
			{By: check.ByFile, Part: check.PartProduction, Rows: []check.BreakdownRow{{Name: name, Counts: counts, Coverage: &full}}},
			{By: check.ByDirectory, Part: check.PartProduction, Rows: []check.BreakdownRow{{Name: name, Counts: counts, Coverage: &full}}},
		},
		Skipped:    []check.Skip{{Path: name, Reason: "binary"}},
		Comparison: &check.Comparison{New: []check.Change{{Path: name, Line: 1, What: name, Verdict: check.Untracked, From: name}}},
	}
	var b, html bytes.Buffer
	if err := WriteMarkdown(&b, r, Style{}); err != nil {
		t.Fatal(err)
	}
	b.WriteString("\n")
	if err := WriteMatrixMarkdown(&b, Matrix{Factories: r.Factories}); err != nil {
		t.Fatal(err)
	}
	md := goldmark.New(goldmark.WithExtensions(extension.GFM))
	tables := 0
	err := ast.Walk(md.Parser().Parse(gmtext.NewReader(b.Bytes())), func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		table, ok := n.(*extensionast.Table)
		if !ok || !entering {
			return ast.WalkContinue, nil
		}
		tables++
		for row := table.FirstChild(); row != nil; row = row.NextSibling() {
			if row.ChildCount() != len(table.Alignments) {
				t.Errorf("a row has %d cells, its table %d columns", row.ChildCount(), len(table.Alignments))
			}
		}
		return ast.WalkContinue, nil
	})
	if err != nil || tables < 6 {
		t.Errorf("%d tables, %v", tables, err)
	}
	if err := md.Convert(b.Bytes(), &html); err != nil {
		t.Fatal(err)
	}
	for _, bad := range []string{"<script", "<em>", "<b>", "<h1>1.py"} {
		if strings.Contains(html.String(), bad) {
			t.Errorf("%s is in what is shown", bad)
		}
	}
	if !strings.Contains(html.String(), "&lt;script&gt;alert(1)&lt;/script&gt;") {
		t.Error("the name is not shown as it is")
	}
	if t.Failed() {
		t.Logf("%s", b.Bytes())
	}
}
