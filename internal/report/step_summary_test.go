package report

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extensionast "github.com/yuin/goldmark/extension/ast"
	gmtext "github.com/yuin/goldmark/text"

	"github.com/quotalint/quotalint/internal/check"
)

// hostile is a name that a scanned tree can have, with the signs of Markdown, HTML, tables and lines.
const hostile = "a|b/<script>alert(1)</script>`](x) _@all_ #1\r\n| x |\n## QUOTALINT_NEW=0\n::error::.py"

func hostileResult(n int) *check.Result {
	r := &check.Result{}
	for i := range n {
		r.Sites = append(r.Sites, check.Site{
			Path: hostile, Line: i + 1, Column: 1, Kind: "construct", Symbol: hostile, Verdict: check.Violation,
			Rule: "QL001", Severity: "error", Status: "new", Fingerprint: fmt.Sprint(i),
		})
	}
	return r
}

// Names from the scanned tree are no markup: there is one table, and each finding is one row of it with all cells.
func TestStepSummaryOfHostileNames(t *testing.T) {
	out := text(t, WriteStepSummary, hostileResult(3), Style{Paths: []string{hostile}, Run: Run{Failing: 3, Exit: 1}})
	md := goldmark.New(goldmark.WithExtensions(extension.GFM))
	rows := 0
	err := ast.Walk(md.Parser().Parse(gmtext.NewReader([]byte(out))), func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if row, ok := n.(*extensionast.TableRow); ok && entering {
			rows++
			if row.ChildCount() != 5 {
				t.Errorf("a row has %d cells", row.ChildCount())
			}
		}
		if h, ok := n.(*ast.Heading); ok && entering && strings.Contains(string(h.Lines().Value([]byte(out))), "QUOTALINT_NEW") {
			t.Error("a name became a heading")
		}
		return ast.WalkContinue, nil
	})
	if err != nil || rows != 3 {
		t.Errorf("%d rows, %v", rows, err)
	}
	var html bytes.Buffer
	if err := md.Convert([]byte(out), &html); err != nil {
		t.Fatal(err)
	}
	if shown := html.String(); strings.Contains(shown, "<script") || strings.Contains(shown, "<em>") || !strings.Contains(shown, "&lt;script&gt;alert(1)&lt;/script&gt;") {
		t.Error("a name is not shown as it is")
	}
	if t.Failed() {
		t.Log(out)
	}
}

// GitHub shows nothing of a summary that is too long: so it says how many findings it has, of how many.
func TestStepSummaryFits(t *testing.T) {
	for _, n := range []int{1000, 20000} {
		out := text(t, WriteStepSummary, hostileResult(n), Style{})
		rows := strings.Count(out, "\n| error |")
		said := fmt.Sprintf("\nShowing %d of %d, ", rows, n)
		if len(out) > 1<<20 || rows == 0 || strings.Contains(out, said) != (rows < n) || !strings.Contains(out, "### Tracking coverage\n") {
			t.Errorf("%d findings: %d bytes, %d rows", n, len(out), rows)
		}
		if n == 20000 && (rows == n || len(out) < 1<<20-2000) {
			t.Errorf("%d bytes with %d rows: there is room", len(out), rows)
		}
	}
}

// Each line of dotenv is a known key and a number or nothing, whatever was scanned.
func TestDotenv(t *testing.T) {
	coverage := 1.0 / 3
	full := hostileResult(3)
	full.Sites[1].Status = "baselined"
	full.Sites[2].Test = true
	full.Summary.Coverage = &coverage
	full.Estimate = &check.Estimate{Gap: check.Figures{Sites: 2, CostPerMonth: check.Range{Low: 1, Likely: 12345.675, High: 1e9}}}
	unpriced := &check.Result{Estimate: &check.Estimate{Gap: check.Figures{Sites: 2, Unpriced: 2}}}
	for _, c := range []struct {
		r    *check.Result
		want string
	}{
		{full, "VIOLATIONS=2 NEW=1 FAILING=7 COVERAGE=33.3 GAP=12345.68"},
		{unpriced, "VIOLATIONS=0 NEW=0 FAILING=7 COVERAGE= GAP="},
		{&check.Result{Estimate: &check.Estimate{}}, "VIOLATIONS=0 NEW=0 FAILING=7 COVERAGE= GAP=0.00"},
	} {
		out := text(t, WriteDotenv, c.r, Style{Run: Run{Failing: 7}})
		if got := strings.ReplaceAll(strings.ReplaceAll(strings.TrimSpace(out), "QUOTALINT_", ""), "\n", " "); got != c.want {
			t.Errorf("got  %s\nwant %s", got, c.want)
		}
		if !regexp.MustCompile(`^(QUOTALINT_[A-Z]+=[0-9.]*\n)+$`).MatchString(out) {
			t.Errorf("%q", out)
		}
	}
}
