package scan

import (
	"bytes"
	"testing"

	"github.com/quotalint/quotalint/rules"
)

func pythonSeeds(t testing.TB) *prefilter {
	t.Helper()
	set, err := rules.Load()
	if err != nil {
		t.Fatal(err)
	}
	return newPrefilter(set, "python")
}

// A file is a seed if it can hold a site that no other file leads to: the linker takes a call on an unknown receiver for
// one if its path has three segments.
func TestSeed(t *testing.T) {
	p := pythonSeeds(t)
	for _, c := range []struct{ name, src, want string }{
		{"an SDK", "from openai import OpenAI\n", "mentions openai"},
		{"an SDK by a string", "__import__('openai')\n", "mentions openai"},
		{"a host", "post('https://oai.helicone.ai/v1')\n", "mentions oai.helicone.ai"},
		{"a comment for quotalint", "x = 1  # quotalint: allow QL001 -- why\n", "mentions quotalint"},
		{"a long path", "self.llm.chat.completions.create(x)\n", "has all members of chat.completions.create"},
		{"a long path over lines", "(llm\n  .chat\n  .completions.  # now\n  create(x))\n", "has all members of chat.completions.create"},
		{"a long path with a continued line", "llm.chat.\\\r\ncompletions.create(x)\n", "has all members of chat.completions.create"},
		{"a view in a long path", "llm.chat.completions.with_raw_response.create(x)\n", "has all members of chat.completions.create"},
		{"two of three segments", "llm.completions.create(x)\n", ""},
		{"the words, but no members", "chat = completions(create)\n", ""},
		{"longer words", "llm.chats.completions.create_all(x)\n", ""},
		{"nothing", "", ""},
		{"a dot at the end", "x.", ""},
		{"a dot and space at the end", "x. \n", ""},
		{"only dots", "...", ""},
		{"a comment at the end", "x. # y", ""},
	} {
		if got := p.seed([]byte(c.src)); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// Every method with a long path in the rules makes a seed of a file that calls it.
func TestSeedOfEveryLongPath(t *testing.T) {
	p := pythonSeeds(t)
	if len(p.methods) < 50 {
		t.Fatalf("only %d methods have long paths", len(p.methods))
	}
	for _, m := range p.methods {
		if p.seed([]byte("x."+m.path+"()\n")) == "" {
			t.Errorf("%s makes no seed", m.path)
		}
	}
}

func TestMentionsHoldEachOtherOnce(t *testing.T) {
	p := &prefilter{}
	p.addMentions([]string{"api.openai.com", "openai", "helicone", "", "openai"})
	if got := string(bytes.Join(p.mentions, []byte(" "))); got != "openai helicone" {
		t.Errorf("mentions %q", got)
	}
}

func TestLiteral(t *testing.T) {
	for pattern, want := range map[string]string{"api.openai.com": "api.openai.com", "*.openai.azure.com": ".openai.azure.com", "a.*.longer.com": ".longer.com", "*": ""} {
		if got := literal(pattern); got != want {
			t.Errorf("%s: %q, want %q", pattern, got, want)
		}
	}
}

func FuzzSeed(f *testing.F) {
	p := pythonSeeds(f)
	f.Add("a.chat . completions\\\n.create # x", "\n")
	f.Fuzz(func(t *testing.T, before, after string) {
		if p.seed([]byte(before+"\nx.chat.completions.create\n"+after)) == "" {
			t.Errorf("hidden by %q and %q", before, after)
		}
	})
}

func BenchmarkSeed(b *testing.B) {
	p := pythonSeeds(b)
	src := bytes.Repeat([]byte("    def method(self, value):\n        return self.other.thing(value) + len(value.strip())  # as usual\n"), 10000)
	b.SetBytes(int64(len(src)))
	for b.Loop() {
		p.seed(src)
	}
}
