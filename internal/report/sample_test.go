package report

import "github.com/quotalint/quotalint/internal/check"

// The sample is a small service: one approved factory, one module that makes its own client and calls it twice, one call
// nobody can place, one call that spends nothing, one of another vendor, one in a test, and one that is excused.
func sample() *check.Result {
	coverage, whole := 0.4, 1.0
	return &check.Result{
		SchemaVersion: 1,
		Tool:          check.Tool{Name: "quotalint", Version: "0.1.0"},
		Root:          ".",
		Summary: check.Summary{
			Files:        check.Files{Seen: 9, Parsed: 6, Partial: 1, Skipped: 1},
			Production:   check.Counts{Constructions: 2, Allowed: 1, Violations: 1, Calls: 5, Tracked: 2, Untracked: 2, Unresolved: 1},
			Tests:        check.Counts{Calls: 1, Untracked: 1},
			NonSpending:  check.Counts{Calls: 1, Untracked: 1},
			OtherVendors: check.Counts{Constructions: 1, Violations: 1},
			Coverage:     &coverage,
			Errors:       4,
			Warnings:     1,
			Notes:        3,
			Excused:      check.Excused{Suppressed: 1},
		},
		Sites: []check.Site{
			{
				Path: "app/chat.py", Line: 6, Column: 12, EndLine: 6, EndColumn: 79, Language: "python", Kind: "call", Symbol: "openai:OpenAI",
				Method: "chat.completions.create", Operation: "POST /v1/chat/completions", Spends: "yes", Verdict: check.Tracked,
				Makers: []string{"app/llm.py:get_client"}, Model: "gpt-4o", In: "answer", SDK: "openai@1.30.1",
				Trace: []check.Step{
					{Path: "app/chat.py", Line: 6, What: "client.chat.completions.create"},
					{Path: "app/llm.py", Line: 4, What: "get_client()"},
				}, Fingerprint: "a1",
			},
			{
				Path: "app/embed.py", Line: 3, Column: 10, EndLine: 3, EndColumn: 18, Language: "python", Kind: "construct", Symbol: "openai:OpenAI",
				Verdict: check.Violation, Rule: "QL001", Severity: "error", Status: "new", Trace: []check.Step{{Path: "app/embed.py", Line: 3, What: "OpenAI()"}},
				SDK: "openai@1.30.1", Fingerprint: "b1",
			},
			{
				Path: "app/embed.py", Line: 6, Column: 12, EndLine: 6, EndColumn: 74, Language: "python", Kind: "call", Symbol: "openai:OpenAI",
				Method: "embeddings.create", Operation: "POST /v1/embeddings", Spends: "yes", Verdict: check.Untracked, Rule: "QL002", Severity: "error",
				Status: "new", In: "embed", Makers: []string{"openai:OpenAI"}, Cause: "b1",
				Trace: []check.Step{
					{Path: "app/embed.py", Line: 6, What: "client.embeddings.create"},
					{Path: "app/embed.py", Line: 3, What: "OpenAI()"},
				}, Fingerprint: "b2",
			},
			{
				Path: "app/jobs.py", Line: 5, Column: 5, EndLine: 7, EndColumn: 6, Language: "python", Kind: "call", Symbol: "openai:OpenAI",
				Method: "images.generate", Via: []string{"with_raw_response"}, Operation: "POST /v1/images/generations", Spends: "yes", Verdict: check.Untracked,
				Rule: "QL002", Severity: "error", Status: "new", Makers: []string{"openai:OpenAI"}, Cause: "b1",
				Trace: []check.Step{
					{Path: "app/jobs.py", Line: 5, What: "client.images.generate"},
					{Path: "app/embed.py", Line: 3, What: "OpenAI()"},
				}, Fingerprint: "c1",
			},
			{
				Path: "app/jobs.py", Line: 9, Column: 5, EndLine: 9, EndColumn: 25, Language: "python", Kind: "call", Symbol: "openai:OpenAI",
				Method: "models.list", Operation: "GET /v1/models", Spends: "no", Verdict: check.Untracked, Rule: "QL002", Severity: "note",
				Status: "new", Makers: []string{"openai:OpenAI"}, Cause: "b1", Trace: []check.Step{{Path: "app/embed.py", Line: 3, What: "OpenAI()"}}, Fingerprint: "c2",
			},
			{
				Path: "app/llm.py", Line: 5, Column: 12, EndLine: 5, EndColumn: 20, Language: "python", Kind: "construct", Symbol: "openai:OpenAI",
				Verdict: check.Allowed, In: "get_client", Makers: []string{"app/llm.py:get_client"}, Trace: []check.Step{{Path: "app/llm.py", Line: 5, What: "OpenAI()"}},
				SDK: "openai@1.30.1", Fingerprint: "d1",
			},
			{
				Path: "app/local.py", Line: 2, Column: 10, EndLine: 2, EndColumn: 54, Language: "python", Kind: "construct", Symbol: "openai:OpenAI",
				Verdict: check.Violation, Rule: "QL001", Severity: "note", Status: "new", Host: "localhost", BilledBy: "ollama", Fingerprint: "e1",
			},
			{
				Path: "app/plugin.py", Line: 2, Column: 5, EndLine: 2, EndColumn: 36, Language: "python", Kind: "call", Symbol: "",
				Method: "responses.create", Operation: "POST /v1/responses", Spends: "yes", Verdict: check.Unresolved, Rule: "QL006", Severity: "note", Status: "new",
				Reason: "the parameter client of run is never passed", In: "run", Fingerprint: "f1",
			},
			{
				Path: "app/stream.py", Line: 4, Column: 5, EndLine: 4, EndColumn: 40, Language: "python", Kind: "call", Symbol: "openai:AsyncOpenAI", Async: true,
				Method: "chat.completions.create", Operation: "POST /v1/chat/completions", Spends: "yes", Verdict: check.Tracked,
				Makers: []string{"app/llm.py:get_client"}, Fingerprint: "g1",
			},
			{
				Path: "tests/test_embed.py", Line: 8, Column: 5, EndLine: 8, EndColumn: 40, Language: "python", Kind: "call", Symbol: "openai:OpenAI", Test: true,
				Method: "embeddings.create", Operation: "POST /v1/embeddings", Spends: "yes", Verdict: check.Untracked, Rule: "QL002", Severity: "error",
				Status: "suppressed", Excuse: "recorded answers", Makers: []string{"openai:OpenAI"}, Fingerprint: "h1",
			},
		},
		Breakdowns: []check.Breakdown{
			{By: check.ByDirectory, Part: check.PartProduction, Rows: []check.BreakdownRow{
				{Name: "app", Counts: check.Counts{Constructions: 2, Allowed: 1, Violations: 1, Calls: 5, Tracked: 2, Untracked: 2, Unresolved: 1}, Coverage: &coverage},
			}},
			{By: check.ByMethod, Part: check.PartProduction, Rows: []check.BreakdownRow{
				{Name: "embeddings.create", Counts: check.Counts{Calls: 1, Untracked: 1}, Coverage: new(float64)},
				{Name: "images.generate", Counts: check.Counts{Calls: 1, Untracked: 1}, Coverage: new(float64)},
				{Name: "responses.create", Counts: check.Counts{Calls: 1, Unresolved: 1}, Coverage: new(float64)},
				{Name: "chat.completions.create", Counts: check.Counts{Calls: 2, Tracked: 2}, Coverage: &whole},
			}},
			{By: check.ByMethod, Part: check.PartTests, Rows: []check.BreakdownRow{
				{Name: "embeddings.create", Counts: check.Counts{Calls: 1, Untracked: 1}, Coverage: new(float64)},
			}},
			{By: check.ByFile, Part: check.PartProduction, Rows: []check.BreakdownRow{
				{Name: "app/embed.py", Counts: check.Counts{Constructions: 1, Violations: 1, Calls: 1, Untracked: 1}, Coverage: new(float64)},
				{Name: "app/jobs.py", Counts: check.Counts{Calls: 1, Untracked: 1}, Coverage: new(float64)},
				{Name: "app/plugin.py", Counts: check.Counts{Calls: 1, Unresolved: 1}, Coverage: new(float64)},
				{Name: "app/chat.py", Counts: check.Counts{Calls: 1, Tracked: 1}, Coverage: &whole},
			}},
		},
		Findings: []check.Finding{{
			Rule: "QL101", Kind: "misses", Severity: "warn", Status: "new", Path: "app/llm.py", Line: 4,
			Message: "app/llm.py:get_client does not track embeddings.create (1 call here)", Methods: []string{"embeddings.create"}, Fingerprint: "y1",
		}, {
			Rule: "QL901", Severity: "error", Path: ".quotalint.yml", Line: 5, Column: 5,
			Message: "factory app/old.py:make matches nothing; correct its path or symbol, or remove it", Fingerprint: "z1",
		}},
		Factories: []check.Factory{{
			Symbol: "app/llm.py:get_client", Path: "app/llm.py", Line: 4, How: "inferred", Reason: "counts into quota_tracking", Uses: 2,
			Clients: []check.FactoryClient{
				{Client: "openai:OpenAI", SDK: "openai@1.30.1", Tracks: []string{"chat.completions.create"}, Missing: []string{"embeddings.create"}, Methods: []check.FactoryMethod{
					{Method: "chat.completions.create", Operation: "POST /v1/chat/completions", Spends: "yes", State: check.StateTracked, Quality: "full", Path: "app/llm.py", Line: 8, Uses: 2},
					{
						Method: "embeddings.create", Operation: "POST /v1/embeddings", Spends: "yes", State: check.StateUntracked,
						Reason: "get_client hands embeddings.create on and records nothing (app/llm.py:4)", Path: "app/llm.py", Line: 4, Uses: 1,
					},
					{
						Method: "responses.create", Operation: "POST /v1/responses", Spends: "yes", State: check.StateAbsent, NotInSDK: true,
						Reason: "openai 1.30.1 does not have it: it came with 1.66.0", Path: "app/llm.py", Line: 4,
					},
					{Method: "models.list", Operation: "GET /v1/models", Spends: "no", State: check.StateUntracked, Path: "app/llm.py", Line: 4},
				}},
				{Client: "openai:AsyncOpenAI", Async: true},
			},
		}},
		SDKs:        []check.SDK{{Package: "openai", Version: "1.30.1", Source: "requirements.txt", Exact: true}},
		Skipped:     []check.Skip{{Path: "app/blob.py", Reason: "holds NUL bytes: not text"}, {Path: "venv", Reason: "virtual environment", Count: 812}},
		Assumptions: []string{"Test code has totals of its own and never fails a check."},
	}
}

// The sources stand behind the excerpts of the sample.
var sources = map[string]string{
	"app/embed.py":   "from openai import OpenAI\n\nclient = OpenAI()\n\ndef embed(text):\n    return client.embeddings.create(model=\"text-embedding-3-small\", input=text)\n",
	"app/jobs.py":    "from app.embed import client\n\n\ndef paint():\n\t\tclient.images.generate(\n        prompt=\"a cat\",\n    )\n\n    client.models.list()\n",
	"app/plugin.py":  "def run(client):\n    client.responses.create(input=\"hi\")\n",
	".quotalint.yml": "version: 1\nfactories:\n  - path: app/llm.py\n    symbol: get_client\n  - path: app/old.py\n    symbol: make\n",
}

// compared is the sample beside an earlier report.
func compared() *check.Result {
	r := sample()
	before := 0.2
	r.Comparison = &check.Comparison{
		Tool:      check.Tool{Name: "quotalint", Version: "0.1.0"},
		Was:       check.Headline{Counts: check.Counts{Calls: 5, Tracked: 1, Untracked: 3, Unresolved: 1, Constructions: 3, Allowed: 1, Violations: 2}, Coverage: &before},
		Is:        check.Headline{Counts: r.Summary.Production, Coverage: r.Summary.Coverage},
		Fixed:     []check.Change{{Path: "app/chat.py", Line: 6, Kind: "call", What: "chat.completions.create", Was: check.Untracked, Verdict: check.Tracked}, {Path: "app/old.py", Line: 2, Kind: "construct", What: "openai:OpenAI", Was: check.Violation}},
		New:       []check.Change{{Path: "app/jobs.py", Line: 5, Kind: "call", What: "images.generate", Verdict: check.Untracked}},
		Changed:   []check.Change{{Path: "app/plugin.py", Line: 2, Kind: "call", What: "responses.create", Was: check.Untracked, Verdict: check.Unresolved, From: "app/plug.py"}},
		Unchanged: 2,
	}
	return r
}
