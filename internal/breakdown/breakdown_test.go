package breakdown

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/quotalint/quotalint/internal/check"
)

// report is six sites: three calls of production, a construction, a call of a test, and the code of a factory, which counts nowhere.
func report() *check.Result {
	return &check.Result{Sites: []check.Site{
		{Path: "main.py", Language: "python", Kind: "call", Method: "embeddings.create", Operation: "e", Verdict: check.Untracked, Symbol: "openai:OpenAI", Makers: []string{"openai:OpenAI"}, Fingerprint: "1"},
		{Path: "app/a/b/c/d.py", Language: "python", Kind: "call", Method: "chat.completions.create", Operation: "c", Verdict: check.Tracked, Makers: []string{"llm.py:get"}, Fingerprint: "2"},
		{Path: "app/web.ts", Language: "typescript", Kind: "call", Method: "chat.completions.create", Operation: "c", Verdict: check.Unresolved, Fingerprint: "3"},
		{Path: "main.py", Language: "python", Kind: "construct", Symbol: "openai:OpenAI", Verdict: check.Violation, Makers: []string{"openai:OpenAI"}, Fingerprint: "4"},
		{Path: "tests/t.py", Language: "python", Kind: "call", Method: "embeddings.create", Operation: "e", Verdict: check.Untracked, Test: true, Fingerprint: "5"},
		{Path: "llm.py", Language: "python", Kind: "call", Method: "embeddings.create", Operation: "e", Verdict: check.Uncovered, Role: "plumbing", Fingerprint: "6"},
	}}
}

func text(list []check.Breakdown, by, part string) string {
	var b strings.Builder
	for _, d := range list {
		if d.By != by || d.Part != part {
			continue
		}
		for _, r := range d.Rows {
			fmt.Fprintf(&b, "%s: %d of %d, %d outside\n", r.Name, r.Tracked, r.Calls, r.Violations)
		}
	}
	return b.String()
}

func TestOf(t *testing.T) {
	owners, err := Owners(fstest.MapFS{".github/CODEOWNERS": {Data: []byte("/app/ @acme/app\n/app/web.ts @acme/app @ann\n")}})
	if err != nil {
		t.Fatal(err)
	}
	list := Of(report(), By{Owners: owners, Group: func(op string) string { return map[string]string{"e": "embeddings"}[op] }})
	for _, c := range []struct{ by, part, want string }{
		{check.ByLanguage, check.PartProduction, "python: 1 of 2, 1 outside\ntypescript: 0 of 1, 0 outside\n"},
		{check.ByLanguage, check.PartTests, "python: 0 of 1, 0 outside\n"},
		{check.ByLanguage, check.PartNonSpending, ""},
		{check.ByDirectory, check.PartProduction, ".: 0 of 1, 1 outside\napp: 1 of 2, 0 outside\napp/a: 1 of 1, 0 outside\napp/a/b: 1 of 1, 0 outside\n"},
		{check.ByFile, check.PartProduction, "main.py: 0 of 1, 1 outside\napp/web.ts: 0 of 1, 0 outside\napp/a/b/c/d.py: 1 of 1, 0 outside\n"},
		{check.ByOwner, check.PartProduction, "no owner: 0 of 1, 1 outside\n@acme/app, @ann: 0 of 1, 0 outside\n@acme/app: 1 of 1, 0 outside\n"},
		{check.ByMethod, check.PartProduction, "chat.completions.create: 1 of 2, 0 outside\nembeddings.create: 0 of 1, 0 outside\n"},
		{check.ByGroup, check.PartProduction, "other: 1 of 2, 0 outside\nembeddings: 0 of 1, 0 outside\n"},
		{check.ByFactory, check.PartProduction, "made outside factories: 0 of 1, 1 outside\nnobody is seen to make the client: 0 of 1, 0 outside\nllm.py:get: 1 of 1, 0 outside\n"},
	} {
		if got := text(list, c.by, c.part); got != c.want {
			t.Errorf("by %s, %s:\n%swant\n%s", c.by, c.part, got, c.want)
		}
	}
}

// The rows of each breakdown but that by directory are all sites of their part, each once.
func TestRowsAddUp(t *testing.T) {
	r := report()
	for _, d := range Of(r, By{Group: func(string) string { return "" }}) {
		if d.By == check.ByDirectory {
			continue
		}
		want, got := check.Counts{}, check.Counts{}
		for i := range r.Sites {
			if s := &r.Sites[i]; s.CountedIn() == d.Part && (s.Kind == "call" || d.By != check.ByMethod && d.By != check.ByGroup) {
				want.Add(s)
			}
		}
		for _, row := range d.Rows {
			got.Calls, got.Tracked, got.Untracked = got.Calls+row.Calls, got.Tracked+row.Tracked, got.Untracked+row.Untracked
			got.Uncovered, got.Unresolved = got.Uncovered+row.Uncovered, got.Unresolved+row.Unresolved
			got.Constructions, got.Allowed, got.Violations = got.Constructions+row.Constructions, got.Allowed+row.Allowed, got.Violations+row.Violations
		}
		if got != want {
			t.Errorf("by %s, %s: the rows make %+v, the sites %+v", d.By, d.Part, got, want)
		}
	}
}

// Without a CODEOWNERS nothing is counted by owner, and a broken one is an error.
func TestOwners(t *testing.T) {
	owners, err := Owners(fstest.MapFS{"a.py": {}})
	if owners != nil || err != nil {
		t.Errorf("without CODEOWNERS: %v, %v", owners != nil, err)
	}
	if got := text(Of(report(), By{Group: func(string) string { return "" }}), check.ByOwner, check.PartProduction); got != "" {
		t.Errorf("without CODEOWNERS there are owners: %s", got)
	}
}
