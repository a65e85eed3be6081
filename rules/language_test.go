package rules

import "testing"

// The rules of one language are those that all rules have of it or of all languages, and no others.
func TestLoadLanguage(t *testing.T) {
	all, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, language := range []string{"go", "python", "typescript"} {
		set, err := LoadLanguage(language)
		if err != nil {
			t.Fatal(err)
		}
		want := 0
		for _, f := range all.Files {
			if f.Language == language || f.Language == "" {
				want++
			}
		}
		if len(set.Files) != want || want < 3 {
			t.Errorf("%d rules files of %s, want %d", len(set.Files), language, want)
		}
	}
}

func TestMentions(t *testing.T) {
	mentions := Mentions("go")
	for module, want := range map[string]bool{
		"github.com/openai/openai-go/v3": true, "github.com/sashabaranov/go-openai": true,
		"net/http": false, "example.com/app": false,
	} {
		if mentions(module) != want {
			t.Errorf("%s: mentioned is %v", module, !want)
		}
	}
	if Mentions("python")("github.com/openai/openai-go") {
		t.Error("an SDK of Go is mentioned in the rules of Python")
	}
}
