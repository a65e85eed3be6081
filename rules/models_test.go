package rules

import (
	"maps"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/mod/semver"
)

// Constants that name a model, by module.
var modelConstants = map[string]*regexp.Regexp{
	"github.com/openai/openai-go/v3":    regexp.MustCompile(`^(Chat|Responses|Embedding|Image|Audio|Speech|Moderation|Video)Model[A-Z]\w*$`),
	"github.com/sashabaranov/go-openai": regexp.MustCompile(`^(GPT\d\w*|O\d\w*|CreateImageModel\w*|TTSModel\w*|Whisper\d)$`),
}

// The constants of the newest modules in the module cache have the texts that the rules give them.
func TestModelConstants(t *testing.T) {
	if testing.Short() {
		t.Skip("parses the SDKs; left out with -short")
	}
	out, err := exec.Command("go", "env", "GOMODCACHE").Output()
	if err != nil {
		t.Skip("needs the go command")
	}
	known := map[string]string{}
	for _, texts := range file(t, builtinRules(t), "models-go").Texts {
		for _, module := range texts.Modules {
			for name, text := range texts.Values {
				known[module+":"+name] = text
			}
		}
	}
	for module, shape := range modelConstants {
		versions := cached(t, strings.TrimSpace(string(out)), module)
		if len(versions) == 0 {
			t.Log("needs the module: go mod download " + module + "@latest")
			continue
		}
		newest := slices.MaxFunc(slices.Collect(maps.Keys(versions)), semver.Compare)
		for constant, text := range readGo(t, module, versions[newest]).constants {
			symbol := goSymbol(constant)
			_, name, _ := strings.Cut(symbol, ":")
			if name != "GPT4TurboPreview" && shape.MatchString(name) && known[symbol] != text {
				t.Errorf("%s is %q, want %q", symbol, known[symbol], text)
			}
		}
	}
}
