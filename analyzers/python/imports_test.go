package python

import (
	"slices"
	"testing"
)

// Imports must never miss a module that a file imports; that it may list more is no fault.
func TestImports(t *testing.T) {
	for _, c := range []struct {
		name, src string
		want      []string
	}{
		{"nothing", "x = 1\n", nil},
		{"a module", "import openai", []string{"openai/"}},
		{"the packages above a module are imported too", "import a.b.c\n", []string{"a.b.c/", "a.b/", "a/"}},
		{"several with aliases", "import a.b as c, d , e as f\n", []string{"a.b/", "a/", "d/", "e/"}},
		{"in a function behind a semicolon", "def f():\n\tx = 1; import json;import os\n", []string{"json/", "os/"}},
		{"on the line of an if", "if x: import a\n", []string{"a/"}},
		{"an imported name may be a submodule", "from app import llm\n", []string{"app", "app.llm/"}},
		{"names with aliases", "from a.b import c as d, e\n", []string{"a.b", "a.b.c/", "a.b.e/"}},
		{"star", "from a import *\n", []string{"a"}},
		{"relative", "from . import x\nfrom .y import z\nfrom ..  import w\nfrom ...p.q import r\n", []string{".", "..", "...p.q", "...p.q.r/", "..w/", ".x/", ".y", ".y.z/"}},
		{"relative without space", "from.import x\nfrom.a import(b)\n", []string{".", ".a", ".a.b/", ".x/"}},
		{"in parentheses over lines with comments", "from a import ( # one\n  b, # two\n\n  c as d,\n)\nimport e\n", []string{"a", "a.b/", "a.c/", "e/"}},
		{"continued lines", "from a \\\n  import b, \\\r\n  c\nimport \\\n  d\n", []string{"a", "a.b/", "a.c/", "d/"}},
		{"space around dots", "from a . b import c\nimport d . e\n", []string{"a.b", "a.b.c/", "d.e/", "d/"}},
		{"Windows line ends", "import a\r\nfrom b import c\r\n", []string{"a/", "b", "b.c/"}},
		{"old Mac line ends", "import a\rimport b\r", []string{"a/", "b/"}},
		{"letters beyond ASCII", "import müll.größe\n", []string{"müll.größe/", "müll/"}},
		{"lazy", "lazy import a\nlazy from b import c\n", []string{"a/", "b", "b.c/"}},
		{"by function with a constant", `m = importlib.import_module("a.b")`, []string{"a.b/"}},
		{"by function with a name bound elsewhere", "NAME = 'a.b'\nimport_module(NAME)\n", []string{"a.b/"}},
		{"by function, relative", `import_module(".b", package='a')`, []string{".b/", "a/"}},
		{"by the function behind the statement", `__import__('a')`, []string{"a/"}},
		{"strings are no modules elsewhere", `x = "a.b"`, nil},
		{"words that contain the keywords", "important = 1\nfromage = reimport\nx.from_import = 2\n", nil},
		{"other uses of from", "raise E from e\nyield from gen()\n", nil},
		{"a docstring hides nothing", "'''Take it from here import (a,\nb'''\nimport c\n", []string{"c/", "here", "here.a/", "here.b/"}},
		{"a list that breaks off hides nothing", "from a import (b,\nimport c\nfrom d import e,\nimport f\n", []string{"a", "a.b/", "c/", "d", "d.e/", "f/"}},
		{"cut off", "from a import", []string{"a"}},
		{"cut off in parentheses", "from a import (", []string{"a"}},
		{"cut off behind import", "import ", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := Analyzer{}.Imports([]byte(c.src))
			slices.Sort(got)
			slices.Sort(c.want)
			if !slices.Equal(got, c.want) {
				t.Errorf("%q imports %q, want %q", c.src, got, c.want)
			}
		})
	}
}

func FuzzImports(f *testing.F) {
	f.Add("from a import (b, # c\n d)\nimport e.f as g, h; __import__('i')")
	f.Fuzz(func(t *testing.T, src string) {
		seen := map[string]bool{}
		for _, m := range (Analyzer{}).Imports([]byte(src)) {
			if m == "" || seen[m] {
				t.Errorf("module %q listed empty or twice", m)
			}
			seen[m] = true
		}
	})
}

func BenchmarkImports(b *testing.B) {
	src := []byte("import os\nfrom a.b import (c,\n  d)\n")
	for len(src) < 1<<20 {
		src = append(src, "def f(self, text):\n    return self.value + len(text.strip()) # nothing here\n"...)
	}
	b.SetBytes(int64(len(src)))
	for b.Loop() {
		Analyzer{}.Imports(src)
	}
}
