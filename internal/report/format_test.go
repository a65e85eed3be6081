package report

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"slices"
	"strings"
	"testing"

	"github.com/quotalint/quotalint/internal/check"
)

// The run of the sample: in a folder of a larger repository, with one rule switched off.
func sampleRun() Run {
	help := "Why\n\nIt spends.\n\nWrong\n\n    client = OpenAI()\n\nHow to mend it\n\nTake [it] from a factory.\n"
	return Run{
		Command: "check", Exit: 1, Failing: 4, Repository: "services/search", Here: "search",
		Rules: []Rule{
			{"QL001", "direct-client", "an SDK client is constructed outside an approved factory", "error", "error", help},
			{"QL002", "untracked-call", "an API method is called on a client that no approved factory made", "error", "error", help},
			{"QL003", "uncovered-method", "an API method is not tracked", "error", "off", help},
			{"QL006", "unresolved-call", "nobody is seen to make the client", "note", "warn", help},
			{"QL101", "incomplete-factory", "an approved factory leaves operations untracked", "warn", "warn", help},
			{"QL901", "stale-allow", "an exception matches nothing", "error", "error", help},
		},
	}
}

func sampleStyle() Style { return Style{Source: source, Run: sampleRun()} }

func text(t *testing.T, write Writer, r *check.Result, style Style) string {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b, r, style); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// A nasty result has what breaks a careless writer: paths and messages with the signs of each format.
func nasty() *check.Result {
	path := "app/[id]/a b,c:d%,\"<&>é\r\n.py"
	return &check.Result{Sites: []check.Site{{
		Path: path, Line: 3, Column: 7, EndLine: 4, EndColumn: 2, Kind: "call", Method: "responses.create", Spends: "yes", Verdict: check.Unresolved,
		Rule: "QL006", Severity: "warn", Status: "new", Reason: "a]b [c](1) %25 \x01 ::error::\n</checkstyle> \\", Fingerprint: "n1", Trace: []check.Step{
			{Path: path, Line: 3, What: "[x](1)"}, {Path: "lib.py", Line: 9, What: "\x00"},
		},
	}, {
		Path: "notes.ipynb", Cell: 4, Line: 2, Column: 3, EndLine: 2, EndColumn: 9, Kind: "construct", Symbol: "openai:OpenAI", Verdict: check.Violation,
		Rule: "QL001", Severity: "error", Status: "new", Fingerprint: "n2", Trace: []check.Step{},
	}}, Findings: []check.Finding{{Rule: "QL901", Severity: "error", Path: ".quotalint.yml", Message: "the whole file", Fingerprint: "n3"}}}
}

// A fault in test code that never fails a check is a note to programs that fail on errors.
func TestTestsAreNotes(t *testing.T) {
	r := sample()
	r.Sites = r.Sites[len(r.Sites)-1:]
	r.Sites[0].Status = "new"
	r.Findings = nil
	style := sampleStyle()
	for _, fails := range []bool{false, true} {
		style.Run.TestsFail = func(string) bool { return fails }
		for _, c := range []struct {
			write      Writer
			note, hard string
		}{
			{WriteSARIF, `"level": "note"`, `"level": "error"`},
			{WriteGitHub, "::notice ", "::error "},
			{WriteGitLab, `"info"`, `"critical"`},
			{WriteRDJSON, `"INFO"`, `"ERROR"`},
			{WriteCheckstyle, `"info"`, `"error"`},
		} {
			out := text(t, c.write, r, style)
			if c.note == `"level": "note"` {
				_, out, _ = strings.Cut(out, `"results"`)
				out, _, _ = strings.Cut(out, `"tool"`)
			}
			want, not := c.note, c.hard
			if fails {
				want, not = not, want
			}
			if !strings.Contains(out, want) || strings.Contains(out, not) {
				t.Errorf("fails %v: want %s and not %s:\n%s", fails, want, not, out)
			}
		}
	}
}

// A command is one line, and reads back as what was written.
func TestGitHubEscapes(t *testing.T) {
	lines := strings.Split(strings.TrimSuffix(text(t, WriteGitHub, nasty(), sampleStyle()), "\n"), "\n")
	if len(lines) != 4 {
		t.Fatalf("%d lines: %q", len(lines), lines)
	}
	want := "::warning file=services/search/app/[id]/a b%2Cc%3Ad%25%2C\"<&>é%0D%0A.py,line=3,endLine=4,title=quotalint QL006::"
	if !strings.HasPrefix(lines[1], want) || !strings.Contains(lines[1], "%2525") {
		t.Errorf("got  %s\nwant %s…", lines[1], want)
	}
	if want := "::error file=services/search/notes.ipynb,line=1,endLine=1,title=quotalint QL001::services/search/notes.ipynb:cell 4:2:3: QL001 "; !strings.HasPrefix(lines[2], want) {
		t.Errorf("got  %s\nwant %s…", lines[2], want)
	}
}

// More annotations of a kind than GitHub shows are all in the log, and the last lines say so.
func TestGitHubShowsFew(t *testing.T) {
	r := &check.Result{Sites: slices.Repeat([]check.Site{sample().Sites[1]}, 38)}
	out := text(t, WriteGitHub, r, Style{})
	if strings.Count(out, "::error ") != 38 || !strings.Contains(out, "\nGitHub shows the first 10 of 38 errors of a step as annotations; the log has all.\n") {
		t.Error(out)
	}
}

// GitLab tells issues apart by their fingerprints.
func TestGitLab(t *testing.T) {
	seen := map[string]bool{}
	var issues []gitlabIssue
	if err := json.Unmarshal([]byte(text(t, WriteGitLab, sample(), sampleStyle())), &issues); err != nil {
		t.Fatal(err)
	}
	for _, i := range issues {
		if seen[i.Fingerprint] || i.Fingerprint == "" {
			t.Errorf("fingerprint %q comes twice or is empty", i.Fingerprint)
		}
		seen[i.Fingerprint] = true
		if !slices.Contains([]string{"info", "minor", "major", "critical", "blocker"}, i.Severity) || i.Location.Lines.Begin < 1 || !strings.HasPrefix(i.Location.Path, "services/search/") {
			t.Errorf("%+v", i)
		}
	}
	if len(issues) != len(Faults(sample())) {
		t.Errorf("%d issues", len(issues))
	}
	if out := text(t, WriteGitLab, &check.Result{}, Style{}); out != "[]\n" {
		t.Errorf("without issues: %q", out)
	}
}

// Checkstyle reads back, whatever is in it.
func TestCheckstyle(t *testing.T) {
	for _, r := range []*check.Result{sample(), nasty(), {}} {
		var back checkstyleReport
		if err := xml.Unmarshal([]byte(text(t, WriteCheckstyle, r, sampleStyle())), &back); err != nil {
			t.Fatal(err)
		}
		faults, n := Faults(r), 0
		for _, file := range back.Files {
			for _, e := range file.Errors {
				if file.Name != "search/"+faults[n].Path || e.Line < 1 {
					t.Errorf("%s: %+v", file.Name, e)
				}
				n++
			}
		}
		if n != len(faults) {
			t.Errorf("%d of %d faults", n, len(faults))
		}
	}
}

// Columns of rdjson count bytes.
func TestByteColumn(t *testing.T) {
	lines := []string{"é𐐀b"}
	for _, c := range []struct{ line, column, want int }{{1, 1, 1}, {1, 2, 3}, {1, 3, 7}, {1, 4, 8}, {1, 9, 8}, {1, 0, 0}, {2, 1, 0}} {
		if got := byteColumn(lines, c.line, c.column); got != c.want {
			t.Errorf("%d:%d is byte %d, want %d", c.line, c.column, got, c.want)
		}
	}
}

// Links are for terminals that are known to show them, or where somebody says so.
func TestHyperlinks(t *testing.T) {
	for _, c := range []struct {
		env  string
		want bool
	}{
		{"", false},
		{"TERM=xterm-256color", false},
		{"TERM=xterm-kitty", true},
		{"TERM_PROGRAM=iTerm.app", true},
		{"TERM_PROGRAM=Apple_Terminal", false},
		{"WT_SESSION=1", true},
		{"VTE_VERSION=7600", true},
		{"VTE_VERSION=5000", false},
		{"VTE_VERSION=x", false},
		{"TERM_PROGRAM=vscode TMUX=1", false},
		{"TMUX=1 FORCE_HYPERLINK=1", true},
		{"TERM=xterm-kitty FORCE_HYPERLINK=0", false},
	} {
		env := func(name string) (string, bool) {
			for _, pair := range strings.Fields(c.env) {
				if key, value, _ := strings.Cut(pair, "="); key == name {
					return value, true
				}
			}
			return "", false
		}
		if got := Hyperlinks(env); got != c.want {
			t.Errorf("%q: %v", c.env, got)
		}
	}
}

// A link shows the same text as without it.
func TestLinkedText(t *testing.T) {
	style := Style{Source: source, Links: "file://host/srv/a%20b/"}
	out := text(t, WriteText, sample(), style)
	if !strings.Contains(out, "\x1b]8;;file://host/srv/a%20b/app/embed.py\x1b\\app/embed.py:3:10\x1b]8;;\x1b\\: error \x1b]8;;"+page("QL001")) {
		t.Errorf("%q", out)
	}
	for {
		before, rest, ok := strings.Cut(out, "\x1b]8;;")
		if !ok {
			break
		}
		_, after, _ := strings.Cut(rest, "\x1b\\")
		out = before + after
	}
	if want := text(t, WriteText, sample(), Style{Source: source}); out != want {
		t.Errorf("got\n%s\nwant\n%s", out, want)
	}
}
