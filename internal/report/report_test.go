package report

import (
	"bytes"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/quotalint/quotalint/internal/check"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func source(path string) ([]byte, error) {
	if s, ok := sources[path]; ok {
		return []byte(s), nil
	}
	return nil, fs.ErrNotExist
}

// One small golden a format shows what a user sees.
func TestGolden(t *testing.T) {
	formats := map[string]func(*bytes.Buffer) error{
		"check.json":        func(b *bytes.Buffer) error { return WriteJSON(b, sample()) },
		"check.txt":         func(b *bytes.Buffer) error { return WriteText(b, sample(), Style{Source: source}) },
		"check-color.txt":   func(b *bytes.Buffer) error { return WriteText(b, sample(), Style{Color: true, Quiet: true}) },
		"check.sarif":       func(b *bytes.Buffer) error { return WriteSARIF(b, sample(), sampleStyle()) },
		"check.github":      func(b *bytes.Buffer) error { return WriteGitHub(b, sample(), sampleStyle()) },
		"check.gitlab":      func(b *bytes.Buffer) error { return WriteGitLab(b, sample(), sampleStyle()) },
		"check.rdjson":      func(b *bytes.Buffer) error { return WriteRDJSON(b, sample(), sampleStyle()) },
		"check.md":          func(b *bytes.Buffer) error { return WriteStepSummary(b, sample(), sampleStyle()) },
		"check-empty.md":    func(b *bytes.Buffer) error { return WriteStepSummary(b, &check.Result{}, Style{}) },
		"check.env":         func(b *bytes.Buffer) error { return WriteDotenv(b, sample(), sampleStyle()) },
		"check-empty.env":   func(b *bytes.Buffer) error { return WriteDotenv(b, &check.Result{}, Style{}) },
		"checkstyle.xml":    func(b *bytes.Buffer) error { return WriteCheckstyle(b, sample(), sampleStyle()) },
		"audit.txt":         func(b *bytes.Buffer) error { return WriteAudit(b, sample(), Style{}) },
		"audit.md":          func(b *bytes.Buffer) error { return WriteMarkdown(b, compared(), Style{}) },
		"audit.html":        func(b *bytes.Buffer) error { return writeHTMLBody(b, compared()) },
		"audit-compare.txt": func(b *bytes.Buffer) error { return WriteAudit(b, compared(), Style{Top: 1}) },
		"audit-top.txt": func(b *bytes.Buffer) error {
			return WriteAudit(b, sample(), Style{Top: 1, Paths: []string{"app", "jobs"}})
		},
		"check-empty.txt": func(b *bytes.Buffer) error { return WriteText(b, &check.Result{}, Style{}) },
		"audit-empty.txt": func(b *bytes.Buffer) error { return WriteAudit(b, &check.Result{}, Style{}) },
		"factory.txt":     func(b *bytes.Buffer) error { return WriteMatrix(b, Matrix{Factories: sample().Factories}, Style{}) },
		"factory-all.md": func(b *bytes.Buffer) error {
			return WriteMatrixMarkdown(b, Matrix{Factories: sample().Factories, All: true})
		},
		"factory.json":      func(b *bytes.Buffer) error { return WriteMatrixJSON(b, Matrix{Factories: sample().Factories}) },
		"why-untracked.txt": func(b *bytes.Buffer) error { return WriteSite(b, sample().Sites[3], Style{Source: source}) },
	}
	for name, write := range formats {
		t.Run(name, func(t *testing.T) {
			var got bytes.Buffer
			if err := write(&got); err != nil {
				t.Fatal(err)
			}
			golden := filepath.Join("..", "..", "testdata", "report", name)
			if *update {
				if err := os.WriteFile(golden, got.Bytes(), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if got.String() != string(want) {
				t.Errorf("differs from %s (go test ./... -update rewrites it)\n--- got\n%s--- want\n%s", golden, got.String(), want)
			}
		})
	}
}

// The schema accepts what WriteJSON writes, full and empty, and refuses what it never writes.
func TestSchema(t *testing.T) {
	schema := compile(t)
	empty := &check.Result{SchemaVersion: 1, Tool: check.Tool{Name: "quotalint", Version: "dev"}, Root: "."}
	for _, r := range []*check.Result{sample(), empty} {
		var b bytes.Buffer
		if err := WriteJSON(&b, r); err != nil {
			t.Fatal(err)
		}
		if err := validate(schema, b.Bytes()); err != nil {
			t.Error(err)
		}
		if !strings.HasSuffix(b.String(), "}\n") || strings.Contains(strings.ReplaceAll(b.String(), `"coverage": null`, ""), "null") {
			t.Errorf("a report ends in a newline and has no null but coverage:\n%s", b.String())
		}
	}
	broken := map[string]func(*check.Result){
		"verdict":  func(r *check.Result) { r.Sites[0].Verdict = "fine" },
		"line":     func(r *check.Result) { r.Sites[0].Line = 0 },
		"severity": func(r *check.Result) { r.Findings[0].Severity = "fatal" },
		"version":  func(r *check.Result) { r.SchemaVersion = 2 },
	}
	for name, spoil := range broken {
		var b bytes.Buffer
		r := sample()
		spoil(r)
		if err := WriteJSON(&b, r); err != nil {
			t.Fatal(err)
		}
		if validate(schema, b.Bytes()) == nil {
			t.Errorf("the schema accepts a wrong %s", name)
		}
	}
}

func compile(t *testing.T) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(Schema))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("report.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("report.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func validate(s *jsonschema.Schema, text []byte) error {
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		return err
	}
	return s.Validate(doc)
}

// Every field that a site can have is in the schema: a field added to the type without the schema fails here.
func TestSchemaKnowsEveryField(t *testing.T) {
	full := check.Site{
		Path: "p", Line: 1, Column: 1, EndLine: 1, EndColumn: 1, Cell: 1, Language: "l", Kind: "call", Role: "plumbing", Symbol: "s", Method: "m",
		Via: []string{"v"}, Operation: "o", Spends: "yes", Verdict: check.Tracked, Reason: "r", Rule: "QL001", Severity: "note", Status: "new",
		Excuse: "e", Known: "same", In: "i", Makers: []string{"m"}, Host: "h", BilledBy: "b", Model: "m", SDK: "s", Trace: []check.Step{{Path: "p", Line: 1, What: "w"}},
		Tokens: "t", Cause: "c", Fingerprint: "f",
	}
	full.Async, full.Test, full.Stream = true, true, true
	for v, i := reflect.ValueOf(full), 0; i < v.NumField(); i++ {
		if v.Field(i).IsZero() {
			t.Errorf("set %s of the full site", v.Type().Field(i).Name)
		}
	}
	r := compared()
	r.Sites = []check.Site{full}
	var b bytes.Buffer
	if err := WriteJSON(&b, r); err != nil {
		t.Fatal(err)
	}
	if err := validate(compile(t), b.Bytes()); err != nil {
		t.Error(err)
	}
}

// A floor counts what is as bad or worse. A fault that somebody excused is none.
func TestFailing(t *testing.T) {
	for floor, want := range map[string]int{"error": 4, "warn": 5, "note": 8, "none": 0} {
		if got := Failing(sample(), floor); got != want {
			t.Errorf("Failing(%s) = %d, want %d", floor, got, want)
		}
	}
	for _, f := range Faults(sample()) {
		if f.Path == "tests/test_embed.py" {
			t.Error("a suppressed site is a fault")
		}
	}
}

// A caret stands below what it means: after tabs, in a long line, and where the site ends on a later line.
func TestExcerpt(t *testing.T) {
	long := strings.Repeat("x", 400) + "OpenAI()" + strings.Repeat("y", 400)
	for _, c := range []struct {
		name, line     string
		start, end     int
		marked, before string
	}{
		{"tabs", "\t\tc = OpenAI()", 6, 14, "OpenAI()", "\t\t    "},
		{"plain", "OpenAI()", 0, 8, "OpenAI()", ""},
		{"long", long, 400, 408, "OpenAI()", strings.Repeat(" ", 41)},
		{"wide", "é = OpenAI()", 4, 12, "OpenAI()", "    "},
	} {
		text, lead, width := excerptWindow([]rune(c.line), c.start, c.end)
		at := len([]rune(lead))
		if got := string([]rune(text)[at : at+width]); got != c.marked || lead != c.before {
			t.Errorf("%s: %q is marked after %q", c.name, got, lead)
		}
		if n := len([]rune(text)); n > maxExcerpt+2 {
			t.Errorf("%s: the excerpt has %d characters", c.name, n)
		}
	}
}
