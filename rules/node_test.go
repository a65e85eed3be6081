package rules

import (
	"encoding/json"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// nodeSurface is what testdata/surface.js prints.
type nodeSurface struct {
	Version string
	Methods []string
	Classes map[string][]string // module:name -> attribute paths
	Symbols map[string]string   // a symbol of the rules -> a number for what it names
}

// The rules agree with the openai package of npm that is installed: the methods of its client, the classes of its resources,
// and the names that these are imported by.
func TestInstalledNodePackage(t *testing.T) {
	if testing.Short() {
		t.Skip("loads the openai package of npm; left out with -short")
	}
	f := file(t, builtinRules(t), "openai-node")
	cmd := exec.Command("node", "testdata/surface.js")
	cmd.Stdin = strings.NewReader(strings.Join(f.makerSymbols(), "\n"))
	out, err := cmd.Output()
	if err != nil {
		t.Skip("needs node with the openai package: npm install openai, with NODE_PATH if it is elsewhere")
	}
	var got nodeSurface
	if err := json.Unmarshal(out, &got); err != nil {
		t.Fatal(err)
	}
	t.Log("openai", got.Version)
	compareNodeMethods(t, f, got.Methods, got.Version)
	compareNodeClasses(t, f, got.Classes)
	delete(got.Symbols, "openai:") // from 5.0 on a function that makes what the class makes
	compareSymbols(t, f, got.Symbols)
}

func compareNodeMethods(t *testing.T, f *File, have []string, version string) {
	t.Helper()
	name := "client"
	if compareVersions(version, "4") < 0 {
		name = "v3"
	}
	known := map[string]bool{"webhooks.validateSecret": true, "webhooks.getRequiredHeader": true} // private in TypeScript
	for _, m := range f.Surfaces[name].Methods {
		known[m.Path] = true
		if m.Kind == "websocket" || strings.Contains(m.Path, "()") {
			continue // sockets are classes of their own
		}
		switch has := slices.Contains(have, m.Path); {
		case within(m, version) && !has:
			t.Errorf("%s has no %s", version, m.Path)
		case !within(m, version) && has:
			t.Errorf("%s has %s; want it from %q to %q", version, m.Path, m.Since, m.Until)
		}
	}
	for _, path := range have {
		// What the client has of its own are raw requests, and parts of them that code outside the package has no use for.
		if !known[path] && (name == "v3" || strings.Contains(path, ".")) {
			t.Errorf("%s of %s is not known", path, version)
		}
	}
}

func compareNodeClasses(t *testing.T, f *File, have map[string][]string) {
	t.Helper()
	known := map[string]Resource{}
	for _, r := range f.Resources {
		for _, symbol := range append([]string{r.Symbol}, r.Also...) {
			known[symbol] = r
		}
	}
	for symbol, paths := range have {
		if r, ok := known[symbol]; !ok {
			t.Errorf("%s, which is %s of a client, is not known", symbol, paths)
		} else if !slices.Contains(paths, r.Path) {
			t.Errorf("%s is at %s, want one of %s", symbol, r.Path, paths)
		}
	}
}

// The package of npm can be imported whole, by name and from its files, in every version; so can that of JSR.
func TestWaysToANodeClient(t *testing.T) {
	f := file(t, builtinRules(t), "openai-node")
	symbols := f.makerSymbols()
	for _, want := range []string{
		"openai:", "openai:default", "openai:OpenAI", "openai:OpenAI.OpenAI", "openai/client:OpenAI", "@openai/openai:default",
		"openai:AzureOpenAI", "openai/azure:AzureOpenAI", "openai:BedrockOpenAI", "openai/bedrock:BedrockOpenAI", "openai:OpenAIApi",
		"openai:OpenAIApiFactory", "openai/dist/api:OpenAIApi",
		"openai:OpenAI.Chat", "openai:Chat", "openai/resources:Chat", "openai/resources/chat/chat:Chat.Completions",
		"openai/resources/chat/completions:Completions", "openai/resources/chat/completions/completions:Completions",
		"openai/realtime/ws:OpenAIRealtimeWS", "openai/beta/realtime/websocket:OpenAIRealtimeWebSocket.azure",
		"openai/resources/responses/ws:ResponsesWS", "openai/providers/bedrock/aws:bedrock",
	} {
		if !slices.Contains(symbols, want) {
			t.Errorf("%s is not known", want)
		}
	}
}

// A socket is a resource whose construction is a call: what it opens is a method, and so is what sends on it.
func TestSocketsAreMethods(t *testing.T) {
	f := file(t, builtinRules(t), "openai-node")
	known := methods(f)
	for _, r := range f.Resources {
		if !r.Opens {
			continue
		}
		opens, ok := strings.CutSuffix(r.Path, ".()")
		if !ok || known[opens].Kind != "websocket" {
			t.Errorf("%s opens %q, which is no socket", r.Symbol, r.Path)
		}
		if m := known[r.Path+".send"]; m.Kind != "event" || m.Op != known[opens].Op {
			t.Errorf("%s cannot send", r.Symbol)
		}
	}
}
