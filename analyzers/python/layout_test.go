package python

import (
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/quotalint/quotalint/analyzers"
	"github.com/quotalint/quotalint/internal/facts"
)

// files is a tree in memory: path -> text.
type files map[string]string

func (f files) names(keep func(string) bool) []string {
	var list []string
	for name := range f {
		if keep(name) {
			list = append(list, name)
		}
	}
	slices.Sort(list)
	return list
}

func (f files) Files() []string { return f.names(Analyzer{}.Match) }

func (f files) Named(base string) []string {
	return f.names(func(name string) bool {
		ok, _ := path.Match(base, path.Base(name))
		return ok
	})
}

func (f files) Read(name string) ([]byte, error) {
	text, ok := f[name]
	if !ok {
		return nil, fs.ErrNotExist
	}
	return []byte(text), nil
}

// treeOf makes a tree of empty files.
func treeOf(names ...string) files {
	f := files{}
	for _, name := range names {
		f[name] = ""
	}
	return f
}

func layoutOf(f files) analyzers.Layout {
	return Analyzer{}.Layout(f, func(module string) bool { return module == "openai" || module == "langchain_openai" })
}

func show(t facts.Target) string {
	return [...]string{facts.Outside: "outside ", facts.InFile: "", facts.InFolder: "folder ", facts.Missing: "missing"}[t.Place] + t.Path
}

func TestResolve(t *testing.T) {
	app := treeOf("app/__init__.py", "app/llm.py", "app/api/__init__.py", "app/api/chat.py", "main.py")
	for _, c := range []struct {
		name         string
		tree         files
		from, module string
		want         string
	}{
		{"from the root", app, "main.py", "app.llm", "app/llm.py"},
		{"a package is its __init__", app, "main.py", "app", "app/__init__.py"},
		{"from below, by the full name", app, "app/api/chat.py", "app.llm", "app/llm.py"},
		{"from a folder above that is a package", app, "app/api/chat.py", "llm", "app/llm.py"},
		{"elsewhere", app, "main.py", "numpy.linalg", "outside numpy.linalg"},
		{"not in a project package", app, "main.py", "app.gone", "missing"},
		{"below a project module", app, "main.py", "app.llm.gone", "missing"},

		{"dot", app, "app/api/chat.py", ".", "app/api/__init__.py"},
		{"dot in the package itself", app, "app/api/__init__.py", ".", "app/api/__init__.py"},
		{"dot name", app, "app/api/__init__.py", ".chat", "app/api/chat.py"},
		{"two dots", app, "app/api/chat.py", "..llm", "app/llm.py"},
		{"two dots alone", app, "app/api/chat.py", "..", "app/__init__.py"},
		{"dots and path", app, "app/llm.py", ".api.chat", "app/api/chat.py"},
		{"dots to the root", app, "app/llm.py", "..main", "main.py"},
		{"dots beyond the root", app, "app/llm.py", "...x", "missing"},
		{"relative and not there", app, "app/llm.py", ".gone", "missing"},
		{"relative to a bare folder", treeOf("a/b.py", "a/c.py"), "a/b.py", ".", "folder a"},
		{"relative name of an SDK is the project's", treeOf("p/__init__.py", "p/openai.py", "p/x.py"), "p/x.py", ".openai", "p/openai.py"},

		{"src below the root", treeOf("src/app/__init__.py", "src/app/llm.py", "tests/test_llm.py"), "tests/test_llm.py", "app.llm", "src/app/llm.py"},
		{"src from within", treeOf("src/app/__init__.py", "src/app/llm.py"), "src/app/llm.py", "app", "src/app/__init__.py"},
		{"src by its own name", treeOf("src/llm.py", "run.py"), "run.py", "src.llm", "src/llm.py"},
		{"a source root in the middle", treeOf("backend/app/llm.py", "backend/app/api/chat.py"), "backend/app/api/chat.py", "app.llm", "backend/app/llm.py"},
		{"the nearest wins", treeOf("llm.py", "svc/llm.py", "svc/a/run.py"), "svc/a/run.py", "llm", "svc/llm.py"},
		{"the folder beats its src", treeOf("llm.py", "src/llm.py", "run.py"), "run.py", "llm", "llm.py"},
		{"not beside, not above", treeOf("svc/llm.py", "job/run.py"), "job/run.py", "llm", "outside llm"},
		{"the nearest without the submodule does not hide", treeOf("svc/config.py", "svc/run.py", "config/__init__.py", "config/db.py"), "svc/run.py", "config.db", "config/db.py"},

		{"a file never finds itself", treeOf("svc/redis.py", "redis/__init__.py"), "svc/redis.py", "redis", "redis/__init__.py"},
		{"a file never finds itself, so it is elsewhere", treeOf("redis.py"), "redis.py", "redis", "outside redis"},
		{"a package that imports from its own name", treeOf("app/__init__.py", "app/llm.py"), "app/__init__.py", "app", "app/__init__.py"},
		{"a package named like its dependency", files{"groq/__init__.py": "", "requirements.txt": "groq\n"}, "groq/__init__.py", "groq", "outside groq"},
		{"a package finds its submodules by name", treeOf("app/__init__.py", "app/llm.py"), "app/__init__.py", "app.llm", "app/llm.py"},

		{"a bare folder", treeOf("app/llm.py", "run.py"), "run.py", "app", "folder app"},
		{"through a bare folder", treeOf("app/llm.py", "run.py"), "run.py", "app.llm", "app/llm.py"},
		{"a module beats a bare folder beside it", treeOf("app/x.py", "app.py", "run.py"), "run.py", "app", "app.py"},
		{"a package beats a module", treeOf("app/__init__.py", "app.py", "run.py"), "run.py", "app", "app/__init__.py"},
		{"a package further up beats a bare folder", treeOf("tests/app/test_x.py", "tests/run.py", "app/__init__.py"), "tests/run.py", "app", "app/__init__.py"},
		{"a module in src beats a bare folder", treeOf("app/x.py", "src/app.py", "run.py"), "run.py", "app", "src/app.py"},
		{"a file in a bare folder beats a bare folder", treeOf("a/ns/x/y.py", "a/run.py", "ns/x.py"), "a/run.py", "ns.x", "ns/x.py"},
		{"a bare folder without the submodule is no project package", treeOf("google/run.py", "main.py"), "main.py", "google.cloud", "outside google.cloud"},
		{"a bare folder named like a dependency", files{"groq/demo.py": "", "run.py": "", "pyproject.toml": "[project]\ndependencies = ['groq']\n"}, "run.py", "groq", "outside groq"},

		{"the SDK", app, "app/llm.py", "openai", "outside openai"},
		{"the SDK's submodule", app, "app/llm.py", "openai.types.chat", "outside openai.types.chat"},
		{"a module named like the SDK in a package", treeOf("app/__init__.py", "app/openai.py", "app/llm.py"), "app/llm.py", "openai", "outside openai"},
		{"a module named like the SDK at a source root", treeOf("openai.py", "run.py"), "run.py", "openai", "openai.py"},
		{"at a source root above packages", treeOf("openai/__init__.py", "app/__init__.py", "app/x.py"), "app/x.py", "openai", "openai/__init__.py"},
		{"the module named like the SDK itself", treeOf("openai.py"), "openai.py", "openai", "outside openai"},
		{"a package named like the SDK itself", treeOf("llms/openai/__init__.py"), "llms/openai/__init__.py", "openai", "outside openai"},
		{"in a package named like the SDK", treeOf("llms/__init__.py", "llms/openai/__init__.py", "llms/openai/chat.py"), "llms/openai/chat.py", "openai", "outside openai"},
		{"a bare folder named like the SDK", treeOf("examples/openai/demo.py", "examples/run.py"), "examples/run.py", "openai", "outside openai"},
		{"a submodule the project's namesake lacks", treeOf("openai.py", "run.py"), "run.py", "openai.types", "outside openai.types"},
		{"src that is a package", treeOf("src/__init__.py", "src/openai.py", "run.py"), "run.py", "openai", "outside openai"},

		{"the standard library", app, "app/llm.py", "logging.handlers", "outside logging.handlers"},
		{"a module named like the standard library's in a package", treeOf("app/__init__.py", "app/types.py", "app/llm.py"), "app/llm.py", "types", "outside types"},
		{"a module named like the standard library's at a source root", treeOf("secrets.py", "run.py"), "run.py", "secrets", "secrets.py"},

		{"a program is no module", treeOf("tool.pyw", "run.py"), "run.py", "tool", "outside tool"},
		{"an ill-formed name", app, "main.py", "app..llm", "missing"},
	} {
		t.Run(c.name, func(t *testing.T) {
			l := layoutOf(c.tree)
			if got := show(l.Resolve(c.from, c.module)); got != c.want {
				t.Errorf("%s in %s is %q, want %q", c.module, c.from, got, c.want)
			}
			if again := show(l.Resolve(c.from, c.module)); again != c.want {
				t.Errorf("asked again: %q", again)
			}
		})
	}
}

func TestBelow(t *testing.T) {
	l := layoutOf(treeOf("app/__init__.py", "app/llm.py", "app/api/chat.py", "run.py"))
	for _, c := range []struct{ path, name, want string }{
		{"app/__init__.py", "llm", "app/llm.py"},
		{"app/__init__.py", "api", "folder app/api"},
		{"app/api", "chat", "app/api/chat.py"},
		{"app/__init__.py", "gone", "missing"},
		{"app/llm.py", "api", "missing"},
		{"run.py", "app", "missing"},
		{"", "app", "app/__init__.py"},
		{"nowhere", "app", "missing"},
	} {
		if got := show(l.Below(c.path, c.name)); got != c.want {
			t.Errorf("%s below %s is %q, want %q", c.name, c.path, got, c.want)
		}
	}
}

func TestResolveConcurrently(t *testing.T) {
	l := layoutOf(files{"app/__init__.py": "", "app/llm.py": "", "groq/demo.py": "", "requirements.txt": "groq==1.0\nopenai==1.3\n"})
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for _, module := range strings.Fields("app app.llm groq openai app.gone .llm os") {
				l.Resolve("app/__init__.py", module)
			}
			l.Version("app/llm.py", "openai")
		})
	}
	group.Wait()
	if got := show(l.Resolve("app/__init__.py", "groq")); got != "outside groq" {
		t.Errorf("groq is %q", got)
	}
}

func BenchmarkResolve(b *testing.B) {
	l := layoutOf(treeOf("a/b/c/d/e/run.py", "app/__init__.py", "app/llm.py")).(*layout)
	b.Run("first time", func(b *testing.B) {
		for b.Loop() {
			l.absolute("a/b/c/d/e/run.py", "app.llm")
		}
	})
	b.Run("again", func(b *testing.B) {
		for b.Loop() {
			l.Resolve("a/b/c/d/e/run.py", "app.llm")
		}
	})
}
