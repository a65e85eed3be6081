package golang

import (
	"io/fs"
	"path"
	"slices"
	"strings"
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

func (f files) Files() []string { return f.names(source.Match) }

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

// with is a tree of empty files and of the files f.
func (f files) with(names string) files {
	for _, name := range strings.Fields(names) {
		f[name] += ""
	}
	return f
}

func layoutOf(f files) analyzers.Layout {
	return source.Layout(f, func(module string) bool {
		return module == "github.com/openai/openai-go" || module == "github.com/x/llms/openai"
	})
}

func show(t facts.Target) string {
	return [...]string{facts.Outside: "outside ", facts.InFile: "file ", facts.InFolder: "", facts.Missing: "missing"}[t.Place] + t.Path
}

func TestResolve(t *testing.T) {
	app := "module example.com/app\n\ngo 1.24\n"
	for _, c := range []struct {
		name         string
		tree         files
		from, module string
		want         string
	}{
		{"a package of the module", files{"go.mod": app}.with("llm/a.go"), "cmd/x/main.go", "example.com/app/llm", "llm"},
		{"the package at the root", files{"go.mod": app}.with("a.go cmd/x/main.go"), "cmd/x/main.go", "example.com/app", "."},
		{"a module below the root", files{"svc/go.mod": app}.with("svc/llm/a.go llm/b.go"), "svc/main.go", "example.com/app/llm", "svc/llm"},
		{"its root", files{"svc/go.mod": app}.with("svc/a.go"), "svc/cmd/main.go", "example.com/app", "svc"},
		{"an internal package", files{"go.mod": app}.with("internal/llm/a.go"), "main.go", "example.com/app/internal/llm", "internal/llm"},
		{"a folder without source", files{"go.mod": app}.with("llm/deep/a.go"), "main.go", "example.com/app/llm", "missing"},
		{"nothing there", files{"go.mod": app}.with("main.go"), "main.go", "example.com/app/gen/pb", "missing"},
		{"a longer name is another module", files{"go.mod": app}.with("lication/a.go"), "main.go", "example.com/application", "outside example.com/application"},
		{"a package from elsewhere", files{"go.mod": app}.with("openai/a.go"), "main.go", "github.com/sashabaranov/go-openai", "outside github.com/sashabaranov/go-openai"},
		{"the standard library", files{"go.mod": app}.with("log/slog/a.go"), "main.go", "log/slog", "outside log/slog"},
		{"a module without a host in its path", files{"go.mod": "module index\n"}.with("store/a.go"), "main.go", "index/store", "store"},
		{"cgo", files{"go.mod": app}.with("main.go"), "main.go", "C", "outside C"},
		{"a quoted path", files{"go.mod": "module \"example.com/app\"\n"}.with("llm/a.go"), "main.go", "example.com/app/llm", "llm"},
		{"a later major version", files{"go.mod": "module example.com/app/v2\n"}.with("llm/a.go"), "main.go", "example.com/app/v2/llm", "llm"},
		{"another major version than that of the tree", files{"go.mod": "module example.com/app/v2\n"}.with("llm/a.go"), "main.go", "example.com/app/llm", "outside example.com/app/llm"},
		{"a path that is none", files{"go.mod": app}.with("main.go"), "main.go", "/abs", "outside /abs"},

		{"the package of the file", files{"go.mod": app}.with("llm/a.go"), "llm/a.go", ".", "llm"},
		{"the package of a file at the root", files{}.with("a.go"), "a.go", ".", "."},
		{"relative", files{}.with("llm/a.go"), "cmd/main.go", "../llm", "llm"},
		{"relative, nothing there", files{}.with("llm/a.go"), "cmd/main.go", "./llm", "missing"},
		{"relative, out of the tree", files{}.with("main.go"), "main.go", "../llm", "missing"},

		{
			"a module inside another",
			files{"go.mod": app, "sdk/go.mod": "module example.com/app/sdk\n"}.with("main.go sdk/llm/a.go"),
			"main.go", "example.com/app/sdk/llm", "sdk/llm",
		},
		{
			"from the module inside",
			files{"go.mod": app, "sdk/go.mod": "module example.com/app/sdk\n"}.with("llm/a.go sdk/main.go"),
			"sdk/main.go", "example.com/app/llm", "llm",
		},
		{
			"a module inside another is no part of it",
			files{"go.mod": app, "sdk/go.mod": "module example.com/sdk\n"}.with("sdk/llm/a.go"),
			"main.go", "example.com/app/sdk/llm", "missing",
		},
		{
			"a module with a longer path is required",
			files{"go.mod": app + "require example.com/app/api v1.0.0\n"}.with("llm/a.go"),
			"main.go", "example.com/app/api/llm", "outside example.com/app/api/llm",
		},
		{
			"another module of the tree",
			files{"a/go.mod": app + "require example.com/lib v1.0.0\n", "b/go.mod": "module example.com/lib\n"}.with("b/llm/b.go"),
			"a/main.go", "example.com/lib/llm", "b/llm",
		},
		{
			"two modules of one path",
			files{"go.mod": app, "a/go.mod": "module x.org/lib\n", "b/go.mod": "module x.org/lib\n"}.with("a/llm/a.go b/llm/b.go"),
			"main.go", "x.org/lib/llm", "outside x.org/lib/llm",
		},
		{
			"two modules of one path, from one of them",
			files{"go.mod": app, "a/go.mod": "module x.org/lib\n", "b/go.mod": "module x.org/lib\n"}.with("a/llm/a.go b/llm/b.go"),
			"b/main.go", "x.org/lib/llm", "b/llm",
		},

		{
			"replaced by a folder",
			files{"go.mod": app + "require x.org/lib v1.0.0\nreplace x.org/lib => ./third_party/lib\n"}.with("third_party/lib/llm/a.go"),
			"main.go", "x.org/lib/llm", "third_party/lib/llm",
		},
		{
			"replaced by a folder, one version of it, in a block",
			files{"svc/go.mod": app + "replace (\n\tx.org/lib v1.0.0 => ../lib // so\n)\n"}.with("lib/a.go"),
			"svc/main.go", "x.org/lib", "lib",
		},
		{"replaced by a folder, nothing there", files{"go.mod": app + "replace x.org/lib => ./lib\n"}.with("main.go"), "main.go", "x.org/lib/llm", "missing"},
		{"replaced by a folder out of the tree", files{"go.mod": app + "replace x.org/lib => ../lib\n"}.with("main.go"), "main.go", "x.org/lib/llm", "outside x.org/lib/llm"},
		{"replaced by an absolute folder", files{"go.mod": app + "replace x.org/lib => /src/lib\n"}.with("src/lib/a.go"), "main.go", "x.org/lib", "outside x.org/lib"},
		{"replaced by another module", files{"go.mod": app + "replace x.org/lib => y.org/lib v1.0.0\n", "lib/go.mod": "module x.org/lib\n"}.with("lib/a.go"), "main.go", "x.org/lib", "outside x.org/lib"},
		{
			"an SDK stays the SDK where a copy of it stands in",
			files{"go.mod": app + "replace github.com/openai/openai-go => ./sdk\n", "sdk/go.mod": "module github.com/openai/openai-go\n"}.with("sdk/option/a.go"),
			"main.go", "github.com/openai/openai-go/option", "outside github.com/openai/openai-go/option",
		},
		{
			"a package that rules know stays outside where a copy of its module stands in",
			files{"go.mod": app + "replace github.com/x/llms => ./llms\n"}.with("llms/openai/a.go llms/memory/a.go"),
			"main.go", "github.com/x/llms/openai", "outside github.com/x/llms/openai",
		},
		{
			"what rules do not know of that module",
			files{"go.mod": app + "replace github.com/x/llms => ./llms\n"}.with("llms/openai/a.go llms/memory/a.go"),
			"main.go", "github.com/x/llms/memory", "llms/memory",
		},
		{
			"an SDK is itself to its own files",
			files{"sdk/go.mod": "module github.com/openai/openai-go\n"}.with("sdk/option/a.go"),
			"sdk/main.go", "github.com/openai/openai-go/option", "sdk/option",
		},

		{
			"a workspace",
			files{"go.work": "go 1.24\nuse (\n\t./a\n\t./b\n)\n", "a/go.mod": app, "b/go.mod": "module x.org/lib\n", "old/go.mod": "module x.org/lib\n"}.with("b/llm/b.go old/llm/c.go"),
			"a/main.go", "x.org/lib/llm", "b/llm",
		},
		{
			"a workspace that replaces",
			files{"go.work": "go 1.24\nuse ./a\nreplace x.org/lib => ./lib\n", "a/go.mod": app + "replace x.org/lib => y.org/lib v1.0.0\n"}.with("lib/llm/b.go"),
			"a/main.go", "x.org/lib/llm", "lib/llm",
		},
		{
			"another module of the workspace replaces",
			files{"go.work": "use ./a\nuse ./b\n", "a/go.mod": app, "b/go.mod": "module example.com/b\nreplace x.org/lib => ./lib\n"}.with("b/lib/llm/b.go"),
			"a/main.go", "x.org/lib/llm", "b/lib/llm",
		},
		{
			"a workspace that does not use the module",
			files{"go.work": "use ./b\nreplace x.org/lib => ./lib\n", "a/go.mod": app, "b/go.mod": "module example.com/b\n"}.with("lib/a.go"),
			"a/main.go", "x.org/lib", "outside x.org/lib",
		},

		{"vendored", files{"go.mod": app}.with("vendor/x.org/lib/a.go"), "main.go", "x.org/lib", "outside x.org/lib"},
		{"a tree that holds a GOPATH", files{}.with("go/src/x.org/app/llm/a.go"), "go/src/x.org/app/main.go", "x.org/app/llm", "go/src/x.org/app/llm"},
		{"the root is a GOPATH", files{}.with("x.org/app/llm/a.go"), "main.go", "x.org/app/llm", "x.org/app/llm"},
		{"two folders end so", files{}.with("a/x.org/app/llm/a.go b/x.org/app/llm/a.go"), "main.go", "x.org/app/llm", "outside x.org/app/llm"},
		{"only where there is no module", files{"go.mod": app}.with("a/x.org/app/llm/a.go"), "main.go", "x.org/app/llm", "outside x.org/app/llm"},
		{"no other folder for what rules know", files{}.with("a/github.com/openai/openai-go/a.go"), "main.go", "github.com/openai/openai-go", "outside github.com/openai/openai-go"},

		{"a conflict in go.mod", files{"go.mod": app + "require (\n<<<<<<< ours\n\ta.org/x v1.0.0\n=======\n\ta.org/x v1.1.0\n>>>>>>> theirs\n)\nreplace x.org/lib => ./lib\n"}.with("lib/a.go"), "main.go", "x.org/lib", "lib"},
		{"a go.mod that goes wrong", files{"go.mod": app + "unheard of\nrequire x.org/y latest\nreplace x.org/lib ./lib\nrequire (\n"}.with("llm/a.go"), "main.go", "example.com/app/llm", "llm"},
		{"a go.mod that says nothing", files{"go.mod": "", "lib/go.mod": "module x.org/lib\n"}.with("llm/a.go lib/a.go"), "main.go", "x.org/lib", "lib"},
		{"a go.work that goes wrong", files{"go.work": "use ./a\nuse\n!\n", "a/go.mod": app, "b/go.mod": "module x.org/b\n"}.with("b/a.go"), "a/main.go", "x.org/b", "b"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := show(layoutOf(c.tree).Resolve(c.from, c.module)); got != c.want {
				t.Errorf("%s in %s is %q, want %q", c.module, c.from, got, c.want)
			}
		})
	}
}

// What a package is called its clause says, and an import takes that name.
func TestNamesOfPackages(t *testing.T) {
	tree := files{
		"go.mod": "module example.com/app\n",
		"main.go": `package main
import (
	"example.com/app/client"
	"example.com/app/named"
	other "example.com/app/other"
	"github.com/sashabaranov/go-gpt3"
	"github.com/spf13/cobra"
	"gopkg.in/go-playground/one.v1"
)
var _ = []any{llmclient.New(), gogpt.NewClient(""), cobra.Command{}, playground.X}
`,
		"client/a_test.go": "package wrong",
		"client/b.go":      "// A comment.\npackage llmclient",
		"client/gen.go":    "//go:build ignore\n\npackage main",
		"named/a.go":       "package named",
		"other/a.go":       "package elsewhere",
	}
	for name, want := range map[string]string{
		"llmclient":  "client",
		"main":       "client", // a program that lies in it
		"named":      "named",
		"elsewhere":  "missing", // it is imported under another name
		"wrong":      "missing",
		"gogpt":      "outside github.com/sashabaranov/go-gpt3",
		"cobra":      "missing", // its path says so
		"playground": "outside gopkg.in/go-playground/one.v1",
		"go":         "missing", // two paths have it
		"len":        "missing",
	} {
		if got := show(layoutOf(tree).Below("main.go", name)); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	if got := show(layoutOf(tree).Below("client", "deep")); got != "missing" {
		t.Errorf("a package has a member %q that it does not declare", got)
	}
}
