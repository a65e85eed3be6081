package check

import (
	"testing"
	"time"

	"github.com/quotalint/quotalint/internal/config"
	"github.com/quotalint/quotalint/internal/program"
	"github.com/quotalint/quotalint/rules"
)

// A pattern of a tracks list covers a method by its full path; a star at the end covers all below it.
func TestTracks(t *testing.T) {
	for _, c := range []struct {
		pattern, method string
		want            bool
	}{
		{"embeddings.create", "embeddings.create", true},
		{"embeddings.*", "embeddings.create", true},
		{"beta.*", "beta.threads.runs.create", true},
		{"*", "chat.completions.create", true},
		{"*.create", "embeddings.create", true},
		{"*.create", "chat.completions.create", false},
		{"chat.completions", "chat.completions.create", false},
		{"chat.*", "chatkit.sessions.create", false},
		{"embeddings.create", "beta.embeddings.create", false},
	} {
		if got := tracks([]string{c.pattern}, c.method); got != c.want {
			t.Errorf("%s covers %s: %v, want %v", c.pattern, c.method, got, c.want)
		}
	}
}

// A host is known only if it is all there: a prefix that ends in the middle of one says nothing.
func TestHostOf(t *testing.T) {
	for text, want := range map[string]string{
		"https://api.openai.com/v1":                   "api.openai.com",
		"https://API.Groq.com":                        "api.groq.com",
		"http://localhost:11434/v1":                   "localhost",
		"https://api.groq.com/openai/…":               "api.groq.com",
		"https://api.gr…":                             "",
		"https://team.openai.azure.com":               "team.openai.azure.com",
		"api.openai.com/v1":                           "",
		"":                                            "",
		"https://[::1]:8080/v1":                       "::1",
		"https://evil.example/https://api.openai.com": "evil.example",
		billedPrefix + "aws":                          billedPrefix + "aws",
	} {
		if got := hostOf(text); got != want {
			t.Errorf("hostOf(%q) = %q, want %q", text, got, want)
		}
	}
}

// The grammar of suppressions: what is not written right counts for nothing and says how to write it.
func TestParseSuppression(t *testing.T) {
	j := &judge{Input: Input{Config: config.Default(), Today: time.Date(2026, 6, 1, 23, 59, 0, 0, time.UTC)}}
	for text, want := range map[string]string{
		"allow QL001 -- key validation is free":           "",
		"allow QL001,QL002 -- reason":                     "",
		"allow QL001, QL002 until=2026-06-01 -- last day": "",
		"allow direct-client -- by its slug":              "",
		"allow-file QL001 -- reason":                      "",
		"allow QL001":                                     "it gives no reason; write one behind --",
		"allow QL001 -- ":                                 "it gives no reason; write one behind --",
		"allow -- reason":                                 "it names no rule; write: quotalint: allow QL001 -- reason",
		"allow QL999 -- reason":                           "there is no rule QL999; `quotalint explain` lists them",
		"allow QL001 until=2026-05-31 -- reason":          "it ran out on 2026-05-31",
		"allow QL001 until=tomorrow -- reason":            "until=tomorrow is no date such as 2027-03-01",
		"ignore QL001 -- reason":                          "it is not understood; write: quotalint: allow QL001 -- reason",
		"allow-next QL001 -- reason":                      "it is not understood; write: quotalint: allow QL001 -- reason",
	} {
		if got := j.parseSuppression(text).fault; got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// Every method that rules list is found by walking the compiled surface along its path, and names its operation.
func TestCompileKnowsEveryMethod(t *testing.T) {
	set, err := rules.Load()
	if err != nil {
		t.Fatal(err)
	}
	l := Compile(set, "python")
	seen := 0
	var visit func(n int32, depth int)
	found := map[int32]bool{}
	visit = func(n int32, depth int) {
		nd := l.Known.Nodes[n]
		if nd.Method >= 0 && !found[nd.Method] {
			found[nd.Method] = true
			seen++
		}
		if depth > 12 {
			return
		}
		for _, sel := range sortedKeys(nd.Next) {
			if next := nd.Next[sel]; next != n {
				visit(next, depth+1)
			}
		}
		if nd.Result >= 0 && nd.Result != n && len(l.Known.Nodes[nd.Result].Path) > len(nd.Path) {
			visit(nd.Result, depth+1)
		}
	}
	visit(l.Known.Root, 0)
	for _, symbol := range sortedKeys(l.Known.Symbols) {
		if s := l.Known.Symbols[symbol]; s.Kind == program.Singleton || s.Kind == program.ClientMaker {
			visit(s.Node, 0)
		}
	}
	if seen != len(l.methods) {
		t.Errorf("%d of %d methods can be reached", seen, len(l.methods))
		for i, m := range l.methods {
			if !found[int32(i)] {
				t.Errorf("cannot be reached: %s", m.name)
			}
		}
	}
	for _, m := range l.methods {
		if _, ok := set.Operation(m.Op); !ok && m.Op != rules.OpAny && m.Op != rules.OpLocal {
			t.Errorf("%s has no operation", m.name)
		}
	}
}
