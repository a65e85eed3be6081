package scan_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/quotalint/quotalint/analyzers"
	"github.com/quotalint/quotalint/analyzers/python"
	"github.com/quotalint/quotalint/internal/check"
	"github.com/quotalint/quotalint/internal/config"
	"github.com/quotalint/quotalint/internal/facts"
	"github.com/quotalint/quotalint/internal/scan"
	"github.com/quotalint/quotalint/rules"
)

// project writes files into a new root.
func project(t testing.TB, files map[string]string) string {
	t.Helper()
	t.Setenv("HOME", t.TempDir())
	t.Setenv("XDG_CONFIG_HOME", "")
	root := t.TempDir()
	for name, text := range files {
		file := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

// options are those of a run over a whole root with the config in it.
func options(t testing.TB, root string) scan.Options {
	t.Helper()
	set, err := rules.Load()
	if err != nil {
		t.Fatal(err)
	}
	tree, err := scan.Walk(t.Context(), scan.Options{Root: root})
	if err != nil {
		t.Fatal(err)
	}
	outermost, nested := "", tree.Configs()
	if len(nested) > 0 && !strings.Contains(nested[0], "/") {
		outermost, nested = nested[0], nested[1:]
	}
	c, err := config.Load(os.DirFS(root), outermost, nested, "test")
	if err != nil {
		t.Fatal(err)
	}
	return scan.Options{
		Root: root, Config: c, Rules: set, Analyzers: []analyzers.Analyzer{python.Analyzer{}}, Whole: true, Today: "2026-11-23", Version: "test",
	}
}

func run(t testing.TB, o scan.Options) (*check.Result, []scan.Why) {
	t.Helper()
	result, whys, err := scan.Run(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	return result, whys
}

// sites writes where sites are and what is said of them.
func sites(r *check.Result) string {
	var list []string
	for _, s := range r.Sites {
		list = append(list, fmt.Sprintf("%s:%d %s", s.Path, s.Line, s.Verdict))
	}
	return strings.Join(list, ", ")
}

func skips(r *check.Result) string {
	var list []string
	for _, s := range r.Skipped {
		row := s.Path + ": " + s.Reason
		if s.Count > 0 {
			row += fmt.Sprintf(" (%d)", s.Count)
		}
		list = append(list, row)
	}
	return strings.Join(list, "\n")
}

func states(whys []scan.Why) string {
	var list []string
	for _, w := range whys {
		list = append(list, w.Path+" "+w.State+": "+w.Reason)
	}
	return strings.Join(list, "\n")
}

const direct = "from openai import OpenAI\nOpenAI().embeddings.create(input=[], model='m')\n"

// Nothing that a file holds ends a run or stays unsaid.
func TestBadInput(t *testing.T) {
	utf16le := "\xff\xfe"
	for _, u := range utf16.Encode([]rune(direct)) {
		utf16le += string([]byte{byte(u), byte(u >> 8)})
	}
	for _, c := range []struct {
		name, text string
		found      bool   // the site in it
		skipped    string // a part of the reason
	}{
		{"plain", direct, true, ""},
		{"empty", "", false, ""},
		{"a syntax error beside the call", "def (:\n" + direct, true, "does not parse"},
		{"binary", "\x7fELF\x00\x01openai\x00", false, "binary"},
		{"a NUL byte", direct + "\x00", false, "NUL"},
		{"a byte order mark", "\ufeff" + direct, true, ""},
		{"UTF-16", utf16le, true, ""},
		{"Windows line ends", strings.ReplaceAll(direct, "\n", "\r\n"), true, ""},
		{"Latin-1", "# gr\xf6\xdfe\n" + direct, true, ""},
		{"one line of 100 MB", "x = '" + strings.Repeat("openai ", 100<<20/7) + "'\n", false, "100 MiB is more than max_file_size, 1 MiB"},
		{"100,000 parentheses", direct + "x = " + strings.Repeat("(", 100_000) + strings.Repeat(")", 100_000) + "\n", true, ""},
		{"a chain of 50,000 calls", direct + "x = y" + strings.Repeat(".f()", 50_000) + "\n", true, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			root := project(t, map[string]string{"a.py": c.text})
			result, whys := run(t, options(t, root))
			if got := strings.Contains(sites(result), "untracked"); got != c.found {
				t.Errorf("sites %q, want found %v", sites(result), c.found)
			}
			if got := skips(result); c.skipped == "" && got != "" || !strings.Contains(got, c.skipped) {
				t.Errorf("skipped %q, want %q", got, c.skipped)
			}
			if len(whys) != 1 || whys[0].Path != "a.py" || whys[0].Reason == "" {
				t.Errorf("whys %v", whys)
			}
			n := result.Summary.Files
			if skipped := c.skipped != "" && !c.found; n.Seen != 1 || n.Skipped == 1 != skipped {
				t.Errorf("files %+v", n)
			}
		})
	}
}

// fragile is Python, but it panics at some files.
type fragile struct{ python.Analyzer }

func (fragile) Lower(path string, src []byte) (*facts.File, error) {
	switch {
	case strings.Contains(string(src), "PANIC"):
		panic("broken invariant")
	case strings.Contains(string(src), "SLOW"):
		return nil, errors.New("parsing took too long")
	}
	return python.Analyzer{}.Lower(path, src)
}

func TestAFaultInOneFileSkipsThatFile(t *testing.T) {
	root := project(t, map[string]string{"a.py": direct + "PANIC", "b.py": direct, "c.py": direct + "SLOW"})
	o := options(t, root)
	o.Analyzers = []analyzers.Analyzer{fragile{}}
	result, _ := run(t, o)
	if got, want := skips(result), "a.py: internal fault while reading: broken invariant (please report it)\nc.py: parsing took too long"; got != want {
		t.Errorf("skipped\n%s\nwant\n%s", got, want)
	}
	if got := result.Summary.Files; got != (check.Files{Seen: 3, Parsed: 1, Skipped: 2}) {
		t.Errorf("files %+v", got)
	}
	if !strings.Contains(sites(result), "b.py:2 untracked") {
		t.Errorf("sites %s", sites(result))
	}
}

// lost is Python whose layout is broken: no file is to blame for that.
type lost struct{ python.Analyzer }

func (lost) Layout(analyzers.Tree, func(string) bool) analyzers.Layout { return lostLayout{} }

type lostLayout struct{ analyzers.Layout }

func (lostLayout) Resolve(string, string) facts.Target { panic("broken layout") }

func TestAFaultOfTheWholeReachesTheCaller(t *testing.T) {
	root := project(t, map[string]string{"a.py": direct, "b.py": direct})
	o := options(t, root)
	o.Analyzers = []analyzers.Analyzer{lost{}}
	defer func() {
		if fault := fmt.Sprint(recover()); !strings.HasPrefix(fault, "broken layout\n") {
			t.Errorf("recovered %q", fault)
		}
	}()
	run(t, o)
	t.Error("the fault is lost")
}

// A file is read in full if it mentions an SDK or a client can reach it, in whichever direction; no other is.
func TestClosure(t *testing.T) {
	root := project(t, map[string]string{
		".quotalint.yml":  "version: 1\nfactories:\n  - {path: app/factory.py, symbol: get_client, tracks: all, reason: counts}\n",
		"app/__init__.py": "",
		"app/factory.py":  "from .sdk import make\n\ndef get_client():\n    return make()\n",
		"app/sdk.py":      "import openai\n\ndef make():\n    return openai.OpenAI()\n",
		// Handed a client; names nothing that a byte filter could know.
		"app/service.py": "class Service:\n    def __init__(self, llm):\n        self.llm = llm\n\n    def embed(self, text):\n        return self.llm.embeddings.create(input=text, model='m')\n",
		"app/main.py":    "from app.factory import get_client\nfrom app.service import Service\n\nService(get_client()).embed('x')\n",
		// Imports of imports.
		"app/state.py": "from app import factory\n\nllm = factory.get_client()\n",
		"app/names.py": "from .state import *\n",
		"app/far.py":   "from app import names\n\ndef run():\n    return names.llm.embeddings.create(input='x', model='m')\n",
		// By a member of a package.
		"job.py": "import app\n\ndef run():\n    return app.state.llm.embeddings.create(input='x', model='m')\n",
		// No client comes here.
		"app/text.py":  "def strip(text):\n    return text.strip()\n",
		"app/other.py": "from app import text\n\ntext.strip('x')\n",
		// What is called here is not known, but it gives none; what is called there gives one.
		"app/probe.py": "from typing import Callable\n\nURL = 'https://api.openai.com'\n\nclass Probe:\n    ask: Callable[[str], str]\n",
		"app/asks.py":  "from app.probe import Probe\n\nProbe().ask('x')\n",
		"app/lazy.py":  "from typing import Callable\nimport openai\n\nclass Lazy:\n    make: Callable[[], openai.OpenAI]\n",
		"app/lazes.py": "from app.lazy import Lazy\n\nLazy().make().embeddings.create(input='x', model='m')\n",
	})
	result, whys := run(t, options(t, root))
	for _, want := range []string{"app/service.py:6 tracked", "app/far.py:4 tracked", "job.py:4 tracked"} {
		if !strings.Contains(sites(result), want) {
			t.Errorf("%s is missing from %s", want, sites(result))
		}
	}
	for _, want := range []string{
		"app/factory.py read: holds factory get_client",
		"app/sdk.py read: mentions openai",
		"app/service.py read: a client is handed to it",
		"app/main.py read: imports app/factory.py, which yields a client",
		"app/names.py read: imports app/state.py, which yields a client",
		"app/text.py unread: ",
		"app/probe.py read: mentions openai",
		"app/asks.py unread: ",
		"app/lazes.py read: imports app/lazy.py, which yields a client",
	} {
		if !strings.Contains(states(whys), want) {
			t.Errorf("%q is missing from\n%s", want, states(whys))
		}
	}
	o := options(t, root)
	o.NoPrefilter = true
	whole, _ := run(t, o)
	if sites(whole) != sites(result) {
		t.Errorf("without the prefilter %s\nwith it          %s", sites(whole), sites(result))
	}
	if n := whole.Summary.Files; n.Parsed != n.Seen {
		t.Errorf("without the prefilter %+v", n)
	}
}

func TestSameOutputHoweverManyJobs(t *testing.T) {
	files := map[string]string{}
	for i := range 40 {
		files[fmt.Sprintf("a%d.py", i)] = direct
		files[fmt.Sprintf("b%d.py", i)] = fmt.Sprintf("from a%d import OpenAI\nOpenAI().models.list()\n", i)
	}
	root := project(t, files)
	var first string
	for _, jobs := range []int{1, 8, 0} {
		o := options(t, root)
		o.Jobs = jobs
		calls, last := 0, 0
		o.Progress = func(done, all int) { calls, last = calls+1, all }
		result, whys := run(t, o)
		text, err := json.Marshal(struct {
			*check.Result
			Whys []scan.Why
		}{result, whys})
		if err != nil {
			t.Fatal(err)
		}
		if first == "" {
			first = string(text)
		}
		if string(text) != first {
			t.Errorf("with %d jobs the output differs", jobs)
		}
		if calls != 80 || last != 80 {
			t.Errorf("progress called %d times, of %d files", calls, last)
		}
	}
}

// All of the root is linked; what is reported is a matter of paths.
func TestReportedPaths(t *testing.T) {
	files := map[string]string{
		"app/a.py": "from lib.llm import llm\nllm.embeddings.create(input='', model='m')\n", "lib/llm.py": "import openai\nllm = openai.OpenAI()\n",
		"old/b.py": direct, "application.py": direct,
	}
	for _, c := range []struct {
		name, config string
		paths        []string
		want         string
	}{
		{"all", "", nil, "app/a.py application.py lib/llm.py old/b.py"},
		{"a folder", "", []string{"app"}, "app/a.py"},
		{"a file and a folder", "", []string{"application.py", "old"}, "application.py old/b.py"},
		{"the root", "", []string{"."}, "app/a.py application.py lib/llm.py old/b.py"},
		{"excluded", "paths: {exclude: [lib, old/**]}", nil, "app/a.py application.py"},
		{"included", "paths: {include: [app/**]}", nil, "app/a.py"},
	} {
		t.Run(c.name, func(t *testing.T) {
			files[".quotalint.yml"] = "version: 1\n" + c.config + "\n"
			o := options(t, project(t, files))
			o.Paths = c.paths
			result, _ := run(t, o)
			var got []string
			for _, s := range result.Sites {
				got = append(got, s.Path)
			}
			if got = slices.Compact(got); strings.Join(got, " ") != c.want {
				t.Errorf("reported %q, want %q", got, c.want)
			}
		})
	}
}

func TestTestsThatAreIgnoredAreNotRead(t *testing.T) {
	root := project(t, map[string]string{
		".quotalint.yml": "version: 1\ntests: ignore\npaths: {tests: [qa/**]}\n", "tests/test_a.py": direct, "qa/b.py": direct, "c.py": direct,
	})
	result, whys := run(t, options(t, root))
	if got := sites(result); strings.Contains(got, "tests/") || strings.Contains(got, "qa/") || !strings.Contains(got, "c.py") {
		t.Errorf("sites %s", got)
	}
	if got, want := skips(result), ".: test code; the config says tests: ignore (2)"; got != want {
		t.Errorf("skipped %q, want %q", got, want)
	}
	if n := result.Summary.Files; n.Seen != 1 || n.Parsed != 1 || n.Skipped != 0 {
		t.Errorf("files %+v: what is not to be read is not counted", n)
	}
	if !strings.Contains(states(whys), "qa/b.py skipped: test code; the config says tests: ignore") {
		t.Errorf("whys\n%s", states(whys))
	}
}

// What is not read because nobody can read it yet is said where it mentions OpenAI.
func TestOtherLanguagesAreSaid(t *testing.T) {
	root := project(t, map[string]string{
		"a.ts": "import OpenAI from 'openai'", "b.tsx": "openai", "c.ts": "nothing", "d.ipynb": strings.Repeat(" ", 64<<10-3) + "openai", "e.txt": "openai", "f.go": "package openai",
	})
	result, whys := run(t, options(t, root))
	want := ".: Go is not read, and openai is mentioned (1)\n.: Jupyter is not read, and openai is mentioned (1)\n.: TypeScript is not read, and openai is mentioned (2)"
	if got := skips(result); got != want {
		t.Errorf("skipped\n%s\nwant\n%s", got, want)
	}
	if got, want := states(whys), "a.ts skipped: TypeScript is not read, and openai is mentioned\n"; !strings.HasPrefix(got, want) || strings.Contains(got, "c.ts") {
		t.Errorf("whys\n%s", got)
	}
}

func TestRunRefuses(t *testing.T) {
	root := project(t, map[string]string{"a.py": direct})
	for _, c := range []struct {
		name   string
		change func(*scan.Options)
		want   string
	}{
		{"a root that is not there", func(o *scan.Options) { o.Root = filepath.Join(root, "gone") }, "no such folder (check the spelling)"},
		{"a root that is a file", func(o *scan.Options) { o.Root = filepath.Join(root, "a.py") }, "is not a folder"},
		{"a path that is not there", func(o *scan.Options) { o.Paths = []string{"a.py", "b.py"} }, "b.py: no such file or folder"},
		{"a day that is none", func(o *scan.Options) { o.Today = "tomorrow" }, `today is "tomorrow"`},
	} {
		o := options(t, root)
		c.change(&o)
		if _, _, err := scan.Run(t.Context(), o); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want %q", c.name, err, c.want)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, _, err := scan.Run(ctx, options(t, root)); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: error %v", err)
	}
}

// The version that the nearest dependency file asks for is the one in use.
func TestSDKVersion(t *testing.T) {
	root := project(t, map[string]string{
		"requirements.txt": "openai>=1.0\n", "a.py": direct, "svc/uv.lock": "[[package]]\nname = 'openai'\nversion = '2.1.0'\n", "svc/b.py": direct,
	})
	result, _ := run(t, options(t, root))
	for _, s := range result.Sites {
		want := "openai>=1.0"
		if s.Path == "svc/b.py" {
			want = "openai@2.1.0"
		}
		if s.SDK != want {
			t.Errorf("%s: SDK %q, want %q", s.Path, s.SDK, want)
		}
	}
	if len(result.SDKs) != 2 {
		t.Errorf("SDKs %+v", result.SDKs)
	}
}

func BenchmarkRun(b *testing.B) {
	files := map[string]string{"llm.py": "import openai\nllm = openai.OpenAI()\n"}
	for i := range 1000 {
		files[fmt.Sprintf("p%d/m%d.py", i%20, i)] = "import os\nfrom x import y\n" + strings.Repeat("def f(self):\n    return self.value.strip() + os.path.join('a', 'b')\n", 100)
	}
	for i := range 20 {
		files[fmt.Sprintf("u%d.py", i)] = "from llm import llm\nllm.embeddings.create(input='', model='m')\n"
	}
	o := options(b, project(b, files))
	for b.Loop() {
		if _, _, err := scan.Run(b.Context(), o); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(len(files)), "files/op")
}
