package rules

import (
	"maps"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"golang.org/x/mod/semver"
)

// The rules agree with the newest version of each Go module of an SDK that is in the module cache: the methods of its client,
// the services and what makes them.
func TestCachedGoModules(t *testing.T) {
	if testing.Short() {
		t.Skip("parses the SDKs; left out with -short")
	}
	out, err := exec.Command("go", "env", "GOMODCACHE").Output()
	if err != nil {
		t.Skip("needs the go command")
	}
	s := builtinRules(t)
	for module, name := range map[string]string{
		"github.com/openai/openai-go":       "openai-go",
		"github.com/openai/openai-go/v2":    "openai-go",
		"github.com/openai/openai-go/v3":    "openai-go",
		"github.com/sashabaranov/go-openai": "go-openai",
		"github.com/sashabaranov/go-gpt3":   "go-openai",
	} {
		t.Run(strings.TrimPrefix(module, "github.com/"), func(t *testing.T) {
			versions := cached(t, strings.TrimSpace(string(out)), module)
			if len(versions) == 0 {
				t.Skip("needs the module: go mod download " + module + "@latest")
			}
			newest := slices.MaxFunc(slices.Collect(maps.Keys(versions)), semver.Compare)
			t.Log(newest)
			src, f := readGo(t, module, versions[newest]), file(t, s, name)
			compareGoMethods(t, f, src, module, newest)
			compareGoServices(t, f, src, module)
			compareGoSockets(t, f, src)
		})
	}
}

func compareGoMethods(t *testing.T, f *File, src goSource, module, version string) {
	t.Helper()
	have, _ := src.surface(module + ".Client")
	known := map[string]bool{}
	for _, m := range f.Surfaces["client"].Methods {
		known[m.Path] = true
		in := semver.Compare("v"+m.Since, version) <= 0 && (m.Until == "" || semver.Compare(version, "v"+m.Until) <= 0)
		if !strings.Contains(m.Path, "()") && in != slices.Contains(have, m.Path) {
			t.Errorf("%s has %s: %v, want %v", version, m.Path, !in, in)
		}
	}
	for _, path := range have {
		if !known[path] {
			t.Errorf("%s of %s is not known", path, version)
		}
	}
}

// compareGoServices checks that the type of each service, and the function that makes one, are known under their import path.
func compareGoServices(t *testing.T, f *File, src goSource, module string) {
	t.Helper()
	known := resourcesBySymbol(f)
	_, services := src.surface(module + ".Client")
	for service, paths := range services {
		if r, ok := known[goSymbol(service)]; !ok || r.Own || !slices.Contains(paths, r.Path) {
			t.Errorf("%s is %+v, want a part of a client at one of %q", service, r, paths)
		}
	}
	for function, result := range src.functions {
		paths, ok := services[result]
		if !ok || !strings.HasSuffix(function, "Service") {
			continue
		}
		if r, ok := known[goSymbol(function)]; !ok || !r.Own || !slices.Contains(paths, r.Path) {
			t.Errorf("%s is %+v, want what makes the client's part at one of %q", function, r, paths)
		}
	}
}

// compareGoSockets checks that what sends on a socket is known.
func compareGoSockets(t *testing.T, f *File, src goSource) {
	t.Helper()
	known, all := resourcesBySymbol(f), methods(f)
	for of, have := range src.methods {
		r := known[goSymbol(of)]
		if socket := strings.HasSuffix(r.Path, ".()"); !socket {
			if slices.Contains(have, "SendRaw") {
				t.Errorf("%s sends, and is not known", of)
			}
			continue
		}
		for _, name := range have {
			if _, ok := all[r.Path+"."+name]; !ok && (strings.HasPrefix(name, "Send") || name == "Create") {
				t.Errorf("%s of %s is not known", name, of)
			}
		}
	}
}

func resourcesBySymbol(f *File) map[string]Resource {
	all := map[string]Resource{}
	for _, r := range f.Resources {
		for _, symbol := range append([]string{r.Symbol}, r.Also...) {
			all[symbol] = r
		}
	}
	return all
}

// goSymbol spells a name of a goSource as rules do.
func goSymbol(name string) string {
	at := strings.LastIndexByte(name, '.')
	return name[:at] + ":" + name[at+1:]
}

// The SDKs can be imported by the path of every major version, and by their older names.
func TestWaysToAGoClient(t *testing.T) {
	s := builtinRules(t)
	for name, wants := range map[string][]string{
		"openai-go": {
			"github.com/openai/openai-go:NewClient", "github.com/openai/openai-go/v2:NewClient", "github.com/openai/openai-go/v3:NewClient",
			"github.com/openai/openai-go/v3/bedrock:NewClient", "github.com/openai/openai-go/v3/azure:WithEndpoint",
			"github.com/openai/openai-go:Client", "github.com/openai/openai-go/v2:NewChatCompletionService", "github.com/openai/openai-go/v3:ChatCompletionService",
			"github.com/openai/openai-go/responses:NewResponseService", "github.com/openai/openai-go/v3/realtime:RealtimeService",
			"github.com/openai/openai-go/v3/responses:ResponseConnection", "github.com/openai/openai-go:NewBetaVectorStoreService",
		},
		"go-openai": {
			"github.com/sashabaranov/go-openai:NewClient", "github.com/sashabaranov/go-openai:NewClientWithConfig", "github.com/sashabaranov/go-openai:NewOrgClient",
			"github.com/sashabaranov/go-gpt3:NewClient", "github.com/meguminnnnnnnnn/go-openai:NewClientWithConfig", "github.com/sashabaranov/go-openai:Client",
			"github.com/sashabaranov/go-openai:DefaultAzureConfig",
		},
	} {
		symbols := file(t, s, name).makerSymbols()
		for _, want := range wants {
			if !slices.Contains(symbols, want) {
				t.Errorf("%s is not known", want)
			}
		}
	}
}
