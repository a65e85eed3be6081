package report

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"strings"
	"testing"

	"github.com/quotalint/quotalint/internal/check"
)

// writeHTMLBody writes what of the page is neither style nor script.
func writeHTMLBody(b *bytes.Buffer, r *check.Result) error {
	var whole bytes.Buffer
	if err := WriteHTML(&whole, r, Style{Top: 3}); err != nil {
		return err
	}
	_, rest, _ := strings.Cut(whole.String(), "</style>\n</head>\n")
	body, _, _ := strings.Cut(rest, `<script type="application/json"`)
	b.WriteString(body)
	return nil
}

// inside is the text between two others, the first of which must come once.
func inside(t *testing.T, text, before, after string) string {
	t.Helper()
	if strings.Count(text, before) != 1 {
		t.Fatalf("%q comes %d times", before, strings.Count(text, before))
	}
	_, rest, _ := strings.Cut(text, before)
	got, _, ok := strings.Cut(rest, after)
	if !ok {
		t.Fatalf("no %q", after)
	}
	return got
}

// The policy of the page allows its own style and script by their hash, and nothing else.
func TestHTMLPolicy(t *testing.T) {
	out := text(t, WriteHTML, sample(), sampleStyle())
	policy := strings.ReplaceAll(inside(t, out, `<meta http-equiv="Content-Security-Policy" content="`, `"`), "&#43;", "+")
	policy = strings.ReplaceAll(policy, "&#39;", "'")
	if !strings.HasPrefix(policy, "default-src 'none'; ") || strings.Contains(policy, "unsafe") {
		t.Errorf("the policy is %s", policy)
	}
	for name, part := range map[string]string{"style-src": inside(t, out, "<style>", "</style>"), "script-src": inside(t, out, "<script>", "</script>")} {
		sum := sha256.Sum256([]byte(part))
		if want := name + " 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'; "; !strings.Contains(policy, want) {
			t.Errorf("the policy %s lacks %s", policy, want)
		}
	}
	for _, not := range []string{" style=", " onclick=", " src=", "@import", "url("} {
		if strings.Contains(out, not) {
			t.Errorf("the page has %q", not)
		}
	}
}

// What was scanned is text on the page, whatever is in it.
func TestHTMLEscapes(t *testing.T) {
	hostile := "</script><script>alert(1)</script><!--\"'&\u2028"
	r := compared()
	for i := range r.Sites {
		s := &r.Sites[i]
		s.Path, s.In, s.Reason, s.Model, s.Symbol, s.Excuse = hostile, hostile, hostile, hostile, hostile, hostile
		s.Makers = []string{hostile}
		s.Trace = []check.Step{{Path: hostile, Line: 1, What: hostile}}
	}
	for i := range r.Breakdowns {
		for j := range r.Breakdowns[i].Rows {
			r.Breakdowns[i].Rows[j].Name = hostile
		}
	}
	r.Factories[0].Symbol, r.Factories[0].Reason, r.Findings[0].Message, r.Skipped[0].Path, r.SDKs[0].Source = hostile, hostile, hostile, hostile, hostile
	r.Comparison.New[0].Path = hostile
	style := sampleStyle()
	style.Owners = func(string) []string { return []string{hostile} }
	out := text(t, WriteHTML, r, style)
	if n := strings.Count(out, "<script"); n != 2 {
		t.Errorf("%d scripts begin", n)
	}
	if n := strings.Count(out, "</script"); n != 2 {
		t.Errorf("%d scripts end", n)
	}
	if strings.Contains(out, "<!--") {
		t.Error("a comment begins")
	}
	var data pageData
	if err := json.Unmarshal([]byte(inside(t, out, `<script type="application/json" id="report">`, "</script>")), &data); err != nil {
		t.Fatal(err)
	}
	if s := data.Sites[0]; s.Path != hostile || s.Model != hostile || s.Owner != hostile || s.Trace[0].What != hostile {
		t.Errorf("%+v", s)
	}
}

// A page without anything to say is a page.
func TestHTMLEmpty(t *testing.T) {
	out := text(t, WriteHTML, &check.Result{}, Style{})
	for _, want := range []string{"No spending API call outside tests", "None is approved", "There is nothing to break down.", "Nothing was skipped."} {
		if !strings.Contains(out, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
}
