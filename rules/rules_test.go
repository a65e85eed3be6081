package rules

import (
	"encoding/csv"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
)

func builtinRules(t *testing.T) *Set {
	t.Helper()
	s, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// file returns the built-in file of a name.
func file(t *testing.T, s *Set, name string) *File {
	t.Helper()
	i := slices.IndexFunc(s.Files, func(f File) bool { return f.Name == name })
	if i < 0 {
		t.Fatalf("there is no rules file named %s", name)
	}
	return &s.Files[i]
}

// methods lists the methods of an SDK by the name that a report gives them.
func methods(f *File) map[string]Method {
	all := map[string]Method{}
	add := func(prefix string, surface *Surface) {
		for _, m := range surface.Methods {
			all[prefix+m.Path] = m
		}
	}
	add("", f.Surfaces["client"])
	for _, s := range f.Singletons {
		if s.Prefix != "" {
			add(s.Prefix, f.Surfaces[s.Surface])
		}
	}
	if old := f.Surfaces["v3"]; old != nil {
		add("OpenAIApi.", old)
	}
	return all
}

// Every method path of the SDKs that the catalogue has is known: its operation, whether it spends, which versions
// have it, and what kind it is.
func TestEveryCatalogueRowIsKnown(t *testing.T) {
	s := builtinRules(t)
	t.Run("PyPI", func(t *testing.T) { compareCatalogue(t, s, "openai", catalogue(t, "openai-python.tsv", 600)) })
	t.Run("npm", func(t *testing.T) { compareCatalogue(t, s, "openai-node", catalogue(t, "openai-node.tsv", 500)) })
	t.Run("openai-go", func(t *testing.T) { compareCatalogue(t, s, "openai-go", catalogue(t, "openai-go.tsv", 530)) })
	t.Run("go-openai", func(t *testing.T) { compareCatalogue(t, s, "go-openai", catalogue(t, "go-openai.tsv", 90)) })
}

func compareCatalogue(t *testing.T, s *Set, name string, rows [][]string) {
	t.Helper()
	kinds := map[string]string{
		"endpoint": "", "local (no request)": "", "helper": "helper", "websocket": "websocket", "websocket event": "event",
		"raw client method": "raw", "legacy v0 class method": "legacy", "legacy v0 helper function": "legacy",
		"legacy v2/v3 method": "legacy", "pagination helper": "page", "endpoint (SSE stream)": "",
	}
	known := methods(file(t, s, name))
	for _, row := range rows {
		name, op, billable, since, until, kind := row[0], row[1], row[2], row[3], row[4], row[5]
		name, engine := strings.CutSuffix(strings.ReplaceAll(name, "()->", ".()."), "(engine=...)")
		m, ok := known[name]
		if !ok {
			t.Errorf("%s is not known", name)
			continue
		}
		if engine {
			if !slices.Contains(m.Calls, op) {
				t.Errorf("%s may also be %s; its calls are %q", name, op, m.Calls)
			}
			continue
		}
		if want := operationOf(op, kind); m.Op != want {
			t.Errorf("%s: operation %q, want %q", name, m.Op, want)
		}
		if want := spendsOf(billable); !slices.Contains(want, spends(s, m)) {
			t.Errorf("%s: spends %q, want one of %q", name, spends(s, m), want)
		}
		if m.Since != since || m.Until != until {
			t.Errorf("%s: from %q to %q, want from %q to %q", name, m.Since, m.Until, since, until)
		}
		if m.Kind != kinds[kind] {
			t.Errorf("%s: kind %q, want %q", name, m.Kind, kinds[kind])
		}
	}
}

// spends says whether a call of m spends: what the method says itself, else what its operation says.
func spends(s *Set, m Method) string {
	if m.Spends != "" {
		return m.Spends
	}
	op, ok := s.Operation(m.Op)
	switch {
	case ok:
		return op.Spends
	case m.Op == OpAny:
		return "unknown"
	}
	return "no"
}

// catalogue reads a table, which has more than so many rows.
func catalogue(t *testing.T, name string, least int) [][]string {
	t.Helper()
	data, err := os.Open("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	defer data.Close()
	r := csv.NewReader(data)
	r.Comma, r.LazyQuotes = '\t', true
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) <= least {
		t.Fatalf("%s has %d rows; it had more than %d", name, len(rows), least)
	}
	return rows[1:]
}

func operationOf(op, kind string) string {
	switch {
	case kind == "raw client method":
		return OpAny
	case op == "":
		return OpLocal
	}
	return op
}

// spendsOf says what the catalogue's billable may be in the rules, which tell spending later and spending by others apart.
func spendsOf(billable string) []string {
	switch billable {
	case "yes":
		return []string{"yes", "job"}
	case "unknown":
		return []string{"unknown", "delegated"}
	}
	return []string{"no"}
}

// An operation is found by its name, and says what a call of it costs and where its usage stands.
func TestOperation(t *testing.T) {
	s := builtinRules(t)
	if len(s.Operations) != 418 {
		t.Errorf("%d operations, want 418", len(s.Operations))
	}
	chat, ok := s.Operation("POST /v1/chat/completions")
	if !ok || chat.Spends != "yes" || chat.Cost != "tokens" || !strings.Contains(chat.Usage, "include_usage") {
		t.Errorf("POST /v1/chat/completions: %+v, %v", chat, ok)
	}
	for op, spends := range map[string]string{
		"GET /v1/models": "no", "POST /v1/batches": "job", "POST /v1/realtime/client_secrets": "delegated", "POST /v1/vector_stores": "unknown",
	} {
		if o, ok := s.Operation(op); !ok || o.Spends != spends {
			t.Errorf("%s: spends %q, want %q", op, o.Spends, spends)
		}
	}
	if _, ok := s.Operation("POST /v1/nothing"); ok {
		t.Error("an operation that is not listed was found")
	}
}

// The two classes that people construct most, the module's own client and the classes of 0.x are all there, under every name
// they can be imported by.
func TestWaysToAClient(t *testing.T) {
	f := file(t, builtinRules(t), "openai")
	symbols := f.makerSymbols()
	for _, want := range []string{
		"openai:OpenAI", "openai:AsyncClient", "openai._client:OpenAI", "openai.lib.azure:AsyncAzureOpenAI", "openai.lib.bedrock:BedrockOpenAI",
		"openai.resources.chat.completions.completions:Completions", "openai.resources.chat.completions:AsyncCompletions",
		"openai.resources.chat:Completions", "openai.resources:Embeddings", "openai.resources.chat:Chat", "openai.providers:bedrock",
		"openai.api_requestor:APIRequestor", "openai.resources.beta.agents.sessions:AsyncSessions",
	} {
		if !slices.Contains(symbols, want) {
			t.Errorf("%s is not known", want)
		}
	}
	for _, want := range []struct{ module, name, prefix string }{
		{"openai", "chat", ""},
		{"openai", "ChatCompletion", "openai."},
		{"openai.api_resources", "Embedding", "openai."},
		{"openai.api_resources.chat_completion", "ChatCompletion", "openai."},
		{"openai.embeddings_utils", "aget_embedding", "openai.embeddings_utils."},
	} {
		if !slices.ContainsFunc(f.Singletons, func(s Singleton) bool {
			return s.Module == want.module && s.Prefix == want.prefix && slices.Contains(s.Names, want.name)
		}) {
			t.Errorf("%s.%s is not known", want.module, want.name)
		}
	}
	if names := f.Star["openai"]; !slices.Contains(names, "OpenAI") || slices.Contains(names, "AzureOpenAI") {
		t.Error("a star import brings OpenAI and not AzureOpenAI")
	}
}

// Hosts tell OpenAI from those who sell its models and from other vendors.
func TestHosts(t *testing.T) {
	s := builtinRules(t)
	for host, want := range map[string]string{
		"api.openai.com":                          "openai",
		"eu.api.openai.com":                       "openai",
		"contoso.openai.azure.com":                "azure",
		"models.inference.ai.azure.com":           "github",
		"bedrock-runtime.us-east-1.amazonaws.com": "aws",
		"us-central1-aiplatform.googleapis.com":   "google",
		"generativelanguage.googleapis.com":       "google",
		"api.groq.com":                            "groq",
		"openrouter.ai":                           "openrouter",
		"dashscope-intl.aliyuncs.com":             "alibaba",
		"localhost":                               "local",
		"127.0.0.1":                               "local",
		"api.openai.com.example.net":              "",
		"openai.azure.com":                        "",
		"llm.example.com":                         "",
	} {
		if got := billedBy(t, s, host); got != want {
			t.Errorf("%s is billed by %q, want %q", host, got, want)
		}
	}
}

func billedBy(t *testing.T, s *Set, host string) string {
	t.Helper()
	for _, f := range s.Files {
		for _, h := range f.Hosts {
			ok, err := path.Match(h.Pattern, host)
			if err != nil {
				t.Fatal(h.Pattern, err)
			}
			if ok {
				return h.BilledBy
			}
		}
	}
	return ""
}

// A set does not change: adding a file gives another set, in which files are sorted by name.
func TestAdd(t *testing.T) {
	s := builtinRules(t)
	n := len(s.Files)
	more, err := s.Add("quota-rules/acme.yaml", []byte(`
schema: 1
name: acme
language: python
calls:
  - {symbols: ["acme.llm:traced"], passes: ["0", client]}
`))
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Files) != n || len(more.Files) != n+1 || more.Files[0].Name != "acme" || more.Files[0].Path != "quota-rules/acme.yaml" {
		t.Errorf("%d files before, %d after, %d in the new set, the first is %q", n, len(s.Files), len(more.Files), more.Files[0].Name)
	}
	if !slices.IsSortedFunc(more.Files, func(a, b File) int { return strings.Compare(a.Name, b.Name) }) {
		t.Error("the files are not sorted by name")
	}
}
