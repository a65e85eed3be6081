package main

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/quotalint/quotalint/internal/check"
)

// A want is what a fixture says of one line: a construction, a call, or a finding that is no site.
//
//	# want QL001                            a construction outside a factory
//	# want allowed                          a construction inside one
//	# want QL002 METHOD                     an API call with that finding (QL003, QL006 likewise)
//	# want tracked [PATH:SYMBOL] METHOD     an API call on a factory's client
//	# want tracked VENDOR METHOD            an API call on a client that a trusted vendor counts
//	# want plumbing METHOD                  an API call in the code of a factory
//	# want QL901                            a finding that is no site, in a comment or a config
//	# want none                             says that a line looks like a site and is none
//
// Several are separated by "; ". METHOD may be left out. A severity other than the rule's default, a status other than
// new and a column (@12) may follow. What no want names fails the fixture, as does a want that nothing matches.
type want struct {
	path     string
	line     int
	rule     string // "" where nothing is wrong
	kind     string // construct, call; "" for a finding that is no site
	verdict  string // "" if the rule says it
	plumbing bool
	method   string
	maker    string
	severity string
	status   string
	column   int
	text     string
}

var wantMark = regexp.MustCompile(`\s*(?:#|//) want (.*)$`)

// parseWants takes the wants out of a source: the text that is left has the same lines and columns.
func parseWants(path, text string) (rest string, wants []want, err error) {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		m := wantMark.FindStringSubmatchIndex(line)
		if m == nil {
			continue
		}
		lines[i] = line[:m[0]]
		for _, item := range strings.Split(line[m[2]:m[3]], ";") {
			w, err := parseWant(strings.TrimSpace(item))
			if err != nil {
				return "", nil, fmt.Errorf("%s:%d: %w", path, i+1, err)
			}
			if w.rule == "" && w.verdict == "" {
				continue // none
			}
			w.path, w.line = path, i+1
			wants = append(wants, w)
		}
	}
	return strings.Join(lines, "\n"), wants, nil
}

// severities are the rules' defaults.
var severities = map[string]string{
	"QL001": "error", "QL002": "error", "QL003": "error", "QL004": "error", "QL005": "warn", "QL006": "note",
	"QL101": "warn", "QL901": "error",
}

func parseWant(item string) (want, error) {
	words := strings.Fields(item)
	if len(words) == 0 {
		return want{}, fmt.Errorf("an empty want")
	}
	w := want{text: item, kind: "call"}
	switch head := words[0]; head {
	case "none":
		return want{}, nil
	case "allowed":
		w.kind, w.verdict = "construct", check.Allowed
	case "tracked":
		w.verdict = check.Tracked
	case "plumbing":
		w.plumbing, w.verdict = true, "plumbing"
	case "QL001":
		w.kind, w.rule = "construct", head
	case "QL101", "QL901":
		w.kind, w.rule = "", head
	default:
		if severities[head] == "" {
			return want{}, fmt.Errorf("want %s: unknown item", item)
		}
		w.rule = head
	}
	if w.rule != "" {
		w.severity, w.status = severities[w.rule], "new"
	}
	for _, word := range words[1:] {
		switch {
		case word == "error" || word == "warn" || word == "note":
			w.severity = word
		case word == "suppressed" || word == "excepted":
			w.status = word
		case word[0] == '@':
			column, err := strconv.Atoi(word[1:])
			if err != nil {
				return want{}, fmt.Errorf("want %s: %s is no column", item, word)
			}
			w.column = column
		case strings.Contains(word, ":") && w.maker == "" && w.verdict == check.Tracked:
			w.maker = word
		case w.method == "" && w.kind == "call":
			w.method = word
		case w.maker == "" && w.verdict == check.Tracked: // the word before named a vendor
			w.maker, w.method = w.method, word
		default:
			return want{}, fmt.Errorf("want %s: what is %s?", item, word)
		}
	}
	return w, nil
}

// site reports whether a site is what is wanted.
func (w want) site(s check.Site) bool {
	return w.kind == s.Kind && w.path == s.Path && w.line == s.Line && w.rule == s.Rule &&
		w.plumbing == (s.Role == "plumbing") &&
		(w.plumbing || w.verdict == "" || w.verdict == s.Verdict) &&
		(w.method == "" || w.method == s.Method) &&
		(w.maker == "" || slices.Contains(s.Makers, w.maker)) &&
		w.severity == s.Severity && w.status == s.Status &&
		(w.column == 0 || w.column == s.Column)
}

func (w want) finding(f check.Finding) bool {
	return w.kind == "" && w.path == f.Path && w.line == f.Line && w.rule == f.Rule && w.severity == f.Severity &&
		(w.status == f.Status || w.status == "new" && f.Status == "")
}

// compareWants lists what is wanted and not there, and what is there and not wanted.
func compareWants(wants []want, result *check.Result) []string {
	var faults []string
	open := slices.Clone(wants)
	take := func(match func(want) bool) bool {
		i := slices.IndexFunc(open, match)
		if i >= 0 {
			open = slices.Delete(open, i, i+1)
		}
		return i >= 0
	}
	for _, s := range result.Sites {
		if !take(func(w want) bool { return w.site(s) }) {
			faults = append(faults, fmt.Sprintf("%s:%d: unexpected  %s", s.Path, s.Line, say(s)))
		}
	}
	for _, f := range result.Findings {
		if !take(func(w want) bool { return w.finding(f) }) {
			faults = append(faults, fmt.Sprintf("%s:%d: unexpected  %s %s (%s)", f.Path, f.Line, f.Rule, f.Severity, f.Message))
		}
	}
	for _, w := range open {
		faults = append(faults, fmt.Sprintf("%s:%d: missing     %s", w.path, w.line, w.text))
	}
	slices.Sort(faults)
	return faults
}

// say spells a site the way wants are written, with all that a want could say.
func say(s check.Site) string {
	words := []string{s.Rule}
	switch {
	case s.Role == "plumbing":
		words[0] = "plumbing"
	case s.Rule == "":
		words[0] = s.Verdict
	}
	if s.Rule == "" {
		words = append(words, s.Makers...)
	}
	words = append(words, s.Method, fmt.Sprint("@", s.Column), s.Severity, s.Status)
	words = slices.DeleteFunc(words, func(w string) bool { return w == "" })
	return fmt.Sprintf("%s (%s; makers %v; %s)", strings.Join(words, " "), s.Kind, s.Makers, s.Reason)
}

// Wants are taken out of the text, so that nothing in them can change what is found.
func TestWantsAreTakenOut(t *testing.T) {
	text := "c = OpenAI()  # quotalint: allow QL001 -- reason  # want QL001 suppressed; QL002 embeddings.create @7 note\n" +
		"x = 1  // want none\ny = \"# want\"\n"
	rest, wants, err := parseWants("a.py", text)
	if err != nil {
		t.Fatal(err)
	}
	if want := "c = OpenAI()  # quotalint: allow QL001 -- reason\nx = 1\ny = \"# want\"\n"; rest != want {
		t.Errorf("the rest is\n%s\nwant\n%s", rest, want)
	}
	if len(wants) != 2 {
		t.Fatalf("%d wants, want 2: %v", len(wants), wants)
	}
	if w := wants[0]; w.kind != "construct" || w.rule != "QL001" || w.severity != "error" || w.status != "suppressed" || w.line != 1 {
		t.Errorf("the first want is %+v", w)
	}
	if w := wants[1]; w.kind != "call" || w.method != "embeddings.create" || w.severity != "note" || w.status != "new" || w.column != 7 {
		t.Errorf("the second want is %+v", w)
	}
}

func TestBadWants(t *testing.T) {
	for _, item := range []string{"", "QL999", "tracket x", "QL001 embeddings.create", "QL002 a b", "QL002 @x", "QL901 embeddings.create"} {
		if w, err := parseWant(item); err == nil {
			t.Errorf("want %q is read as %+v", item, w)
		}
	}
}

// A comparison fails on what is missing, on what is not wanted, and on each property that a want names.
func TestCompare(t *testing.T) {
	good := check.Site{
		Path: "a.py", Line: 3, Column: 5, Kind: "call", Method: "embeddings.create", Verdict: check.Tracked,
		Makers: []string{"app/llm.py:get_client"},
	}
	bad := check.Site{Path: "a.py", Line: 4, Kind: "construct", Verdict: check.Violation, Rule: "QL001", Severity: "error", Status: "new"}
	text := "\n\nget_client().embeddings.create() # want tracked app/llm.py:get_client embeddings.create @5\nOpenAI() # want QL001\n"
	_, wants, err := parseWants("a.py", text)
	if err != nil {
		t.Fatal(err)
	}
	finding := check.Finding{Rule: "QL901", Severity: "error", Path: "a.py", Line: 3}
	other := func(change func(*check.Site)) check.Site {
		s := good
		change(&s)
		return s
	}
	for _, test := range []struct {
		name   string
		faults int
		result check.Result
	}{
		{"as wanted", 0, check.Result{Sites: []check.Site{good, bad}}},
		{"a site too few", 1, check.Result{Sites: []check.Site{good}}},
		{"a site too many", 1, check.Result{Sites: []check.Site{good, bad, bad}}},
		{"a finding too many", 1, check.Result{Sites: []check.Site{good, bad}, Findings: []check.Finding{finding}}},
		{"another line", 2, check.Result{Sites: []check.Site{other(func(s *check.Site) { s.Line = 2 }), bad}}},
		{"another column", 2, check.Result{Sites: []check.Site{other(func(s *check.Site) { s.Column = 1 }), bad}}},
		{"another method", 2, check.Result{Sites: []check.Site{other(func(s *check.Site) { s.Method = "images.edit" }), bad}}},
		{"another factory", 2, check.Result{Sites: []check.Site{other(func(s *check.Site) { s.Makers = []string{"b.py:f"} }), bad}}},
		{"another verdict", 2, check.Result{Sites: []check.Site{other(func(s *check.Site) { s.Verdict = check.Untracked }), bad}}},
		{"plumbing", 2, check.Result{Sites: []check.Site{other(func(s *check.Site) { s.Role = "plumbing" }), bad}}},
		{"suppressed", 2, check.Result{Sites: []check.Site{other(func(s *check.Site) { s.Status = "suppressed" }), bad}}},
	} {
		if faults := compareWants(wants, &test.result); len(faults) != test.faults {
			t.Errorf("%s: %d faults, want %d:\n%s", test.name, len(faults), test.faults, strings.Join(faults, "\n"))
		}
	}
}
