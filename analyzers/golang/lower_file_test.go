package golang

import (
	"slices"
	"strings"
	"testing"

	"github.com/quotalint/quotalint/analyzers/lower/lowertest"
)

// The files of a folder are one module, but for tests that stand outside of their package.
func TestModule(t *testing.T) {
	for _, c := range [][3]string{
		{"a.go", "package a", "."},
		{"llm/openai/a.go", "package openai", "llm/openai"},
		{"llm/a_test.go", "package llm", "llm"},
		{"llm/a_test.go", "package llm_test", "llm llm_test"},
		{"llm/a.go", "package llm_test", "llm"},
		{"llm/a.go", "", "llm"},
	} {
		f, err := source.Lower(c[0], []byte(c[1]))
		if err != nil {
			t.Fatal(err)
		}
		if f.Module != c[2] {
			t.Errorf("%s with %q is part of %q, want %q", c[0], c[1], f.Module, c[2])
		}
	}
}

// What a file declares at its top the other files of the package see, but not the names that it has for packages.
func TestPublic(t *testing.T) {
	f, err := source.Lower("a.go", []byte(`package a

import ("fmt"; . "errors"; gpt "github.com/sashabaranov/go-openai")

const a, b = 1, 2
var c, _ = f()
type D struct{ e int }
type G[H any] = []H
func I(j int) { k := j; type L int; client = k }
func (D) M() {}
func init() {}
func _() {}
`))
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(f.Public, " "); got != "D G I a b c" {
		t.Errorf("got %s", got)
	}
	if !f.Open || f.Exports != nil {
		t.Error("the file lists exports")
	}
}

func TestComments(t *testing.T) {
	f, err := source.Lower("a.go", []byte("package a // one\n\n/* two\n   three */ var x = `// none`\n\t// four\r\n"))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, c := range f.Comments {
		if c.Alone {
			got = append(got, "alone "+c.Text)
		} else {
			got = append(got, c.Text)
		}
	}
	if want := []string{"// one", "alone /* two", "three */", "alone // four"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// What nests too deep is listed as broken; the calls in it are found all the same, each once, and in no time.
func TestDeep(t *testing.T) {
	const depth = 8000
	nest := func(open, leaf, end string) string {
		return strings.Repeat(open, depth) + leaf + strings.Repeat(end, depth)
	}
	for name, c := range map[string]struct {
		src   string
		calls int
	}{
		"blocks":    {"func f() " + nest("{", "g()", "}"), 1},
		"functions": {"func f() {" + nest("func() {", "g()", "}()") + "}", depth + 1},
		"arguments": {"var x = " + nest("f(", "g()", ")"), depth + 1},
		"literals":  {"var x = " + nest("T{", "g()", "}"), 1},
		"operators": {"var x = f()" + strings.Repeat(" + g()", depth), depth + 1},
		"branches":  {"func f() {" + strings.Repeat("if a := g(); a {} else ", depth) + "{}}", depth},
		"targets":   {"func f() {" + nest("g(func() { ", "h().x += y", " }).x += y") + "}", depth + 1},
	} {
		src := []byte("package a\n" + c.src)
		f, err := source.Lower("a.go", src)
		if err != nil {
			t.Fatal(err)
		}
		lowertest.Check(t, f, len(src))
		if len(f.Calls) != c.calls {
			t.Errorf("%s: %d calls are found, want %d", name, len(f.Calls), c.calls)
		}
	}
}
