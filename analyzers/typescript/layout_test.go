package typescript

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

// with is a tree of empty files and of the files f.
func (f files) with(names string) files {
	for _, name := range strings.Fields(names) {
		f[name] += ""
	}
	return f
}

func treeOf(names string) files { return files{}.with(names) }

func layoutOf(f files) analyzers.Layout {
	return Analyzer{}.Layout(f, func(module string) bool { return module == "openai" })
}

func show(t facts.Target) string {
	return [...]string{facts.Outside: "outside ", facts.InFile: "", facts.InFolder: "folder ", facts.Missing: "missing"}[t.Place] + t.Path
}

// A resolveCase is an import in a tree and what it means.
type resolveCase struct {
	name         string
	tree         files
	from, module string
	want         string
}

func testResolve(t *testing.T, cases []resolveCase) {
	t.Helper()
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := show(layoutOf(c.tree).Resolve(c.from, c.module)); got != c.want {
				t.Errorf("%s in %s is %q, want %q", c.module, c.from, got, c.want)
			}
		})
	}
}

func TestResolvePaths(t *testing.T) {
	app := treeOf("main.ts app/llm.ts app/ui.tsx app/api/index.ts app/api/chat.mts app/old.js app/old.ts app/x.client.ts app/phone.native.tsx app/both.ts app/both/index.ts")
	testResolve(t, []resolveCase{
		{"beside", app, "main.ts", "./app/llm", "app/llm.ts"},
		{"above", app, "app/api/chat.mts", "../llm", "app/llm.ts"},
		{"with its extension", app, "main.ts", "./app/llm.ts", "app/llm.ts"},
		{"with the extension of what it becomes", app, "main.ts", "./app/llm.js", "app/llm.ts"},
		{"JSX", app, "main.ts", "./app/ui.jsx", "app/ui.tsx"},
		{"JSX by the plain extension", app, "main.ts", "./app/ui.js", "app/ui.tsx"},
		{"a module of ES", app, "main.ts", "./app/api/chat.mjs", "app/api/chat.mts"},
		{"without the extension of a module of ES", app, "main.ts", "./app/api/chat", "app/api/chat.mts"},
		{"dots in the name", app, "main.ts", "./app/x.client", "app/x.client.ts"},
		{"TypeScript prefers the source", app, "main.ts", "./app/old", "app/old.ts"},
		{"TypeScript prefers the source to what is named", app, "main.ts", "./app/old.js", "app/old.ts"},
		{"JavaScript takes what is named", app, "app/x.js", "./old.js", "app/old.js"},
		{"JavaScript prefers JavaScript", app, "app/x.js", "./old", "app/old.js"},
		{"JavaScript finds TypeScript", app, "app/x.js", "./llm", "app/llm.ts"},
		{"for a platform", app, "main.ts", "./app/phone", "app/phone.native.tsx"},

		{"the index of a folder", app, "main.ts", "./app/api", "app/api/index.ts"},
		{"the index by its name", app, "main.ts", "./app/api/index", "app/api/index.ts"},
		{"the folder of the file", app, "app/api/chat.mts", ".", "app/api/index.ts"},
		{"the folder of the file, with a slash", app, "app/api/chat.mts", "./", "app/api/index.ts"},
		{"a file beats a folder", app, "main.ts", "./app/both", "app/both.ts"},
		{"a slash says it is the folder", app, "main.ts", "./app/both/", "app/both/index.ts"},
		{"a folder without an index", app, "main.ts", "./app", "missing"},
		{"the manifest of a folder", files{"lib/package.json": `{"main": "./start.js"}`}.with("lib/start.ts lib/index.ts"), "main.ts", "./lib", "lib/start.ts"},
		{"a manifest whose main is a folder", files{"lib/package.json": `{"main": "src"}`}.with("lib/src/index.ts"), "main.ts", "./lib", "lib/src/index.ts"},
		{"a manifest that leads back to its folder", files{"lib/package.json": `{"main": "."}`}.with("lib/index.ts"), "main.ts", "./lib", "lib/index.ts"},

		{"what bundlers read", app, "main.ts", "./app/llm?worker&inline", "app/llm.ts"},
		{"a fragment", app, "main.ts", "./app/llm.ts#x", "app/llm.ts"},
		{"loaders", app, "main.ts", "!!raw-loader!./app/llm", "app/llm.ts"},
		{"from the root of the site", app, "app/api/chat.mts", "/app/llm.ts", "app/llm.ts"},

		{"not there", app, "main.ts", "./gone", "missing"},
		{"beyond the root", app, "main.ts", "../x", "missing"},
		{"types only", treeOf("a.ts types.d.ts"), "a.ts", "./types", "missing"},
		{"data", app, "main.ts", "./data.json", "outside ./data.json"},
		{"a style", app, "main.ts", "./a.module.css", "outside ./a.module.css"},
		{"code of another kind", app, "main.ts", "./App.vue", "missing"},

		{"what is built, by its source", files{"package.json": "{}"}.with("bin/cli.js src/index.ts"), "bin/cli.js", "../dist/index.js", "src/index.ts"},
		{"the folder of what is built", files{"p/package.json": "{}"}.with("p/src/index.ts"), "main.ts", "./p/dist", "p/src/index.ts"},
		{"source in a folder that looks built", files{"package.json": "{}"}.with("lib/a.ts src/b.ts"), "lib/a.ts", "./b", "missing"},
	})
}

func TestResolveOutside(t *testing.T) {
	app := files{"package.json": `{"dependencies": {"my-openai": "npm:openai@^4", "react": "^18", "wrap": "npm:@acme/sdk@1"}}`}.with("a.ts react.ts")
	testResolve(t, []resolveCase{
		{"a package", app, "a.ts", "react", "outside react"},
		{"a part of a package", app, "a.ts", "openai/resources/chat", "outside openai/resources/chat"},
		{"an extension in a package", app, "a.ts", "openai/resources/chat/completions.mjs", "outside openai/resources/chat/completions"},
		{"the index of a package", app, "a.ts", "openai/index.js", "outside openai"},
		{"the index of a folder of a package", app, "a.ts", "openai/resources/index.js", "outside openai/resources"},
		{"a package with an extension in its name", app, "a.ts", "chart.js", "outside chart.js"},
		{"in a scope", app, "a.ts", "@azure/openai/rest", "outside @azure/openai/rest"},
		{"of Node", app, "a.ts", "node:fs/promises", "outside fs/promises"},
		{"of Node by the old name", app, "a.ts", "fs", "outside fs"},
		{"by another name", app, "a.ts", "my-openai", "outside openai"},
		{"by the path where it is installed", app, "a.ts", "../node_modules/openai/index.mjs", "outside openai"},
		{"a part by another name", app, "a.ts", "my-openai/resources", "outside openai/resources"},
		{"a scope by another name", app, "a.ts", "wrap/x", "outside @acme/sdk/x"},

		{"npm", app, "a.ts", "npm:openai@4.1.0", "outside openai"},
		{"npm with a part", app, "a.ts", "npm:openai@^4/resources", "outside openai/resources"},
		{"npm with a slash", app, "a.ts", "npm:/@langchain/openai@0.3.1/x", "outside @langchain/openai/x"},
		{"jsr", app, "a.ts", "jsr:@openai/openai@4", "outside @openai/openai"},
		{"esm.sh", app, "a.ts", "https://esm.sh/openai@4.1.0?dts", "outside openai"},
		{"esm.sh with a build", app, "a.ts", "https://esm.sh/v135/*openai@4.1.0/resources", "outside openai/resources"},
		{"deno.land", app, "a.ts", "https://deno.land/x/openai@v4.20.1/mod.ts", "outside openai"},
		{"deno.land, the standard library", app, "a.ts", "https://deno.land/std@0.1.0/path/mod.ts", "outside https://deno.land/std@0.1.0/path/mod.ts"},
		{"jsDelivr", app, "a.ts", "https://cdn.jsdelivr.net/npm/openai@4/+esm", "outside openai"},
		{"jsDelivr, no package", app, "a.ts", "https://cdn.jsdelivr.net/gh/a/openai/x.js", "outside https://cdn.jsdelivr.net/gh/a/openai/x.js"},
		{"unpkg", app, "a.ts", "https://unpkg.com/openai@4.1.0/index.mjs?module", "outside openai"},
		{"Skypack", app, "a.ts", "https://cdn.skypack.dev/@langchain/openai", "outside @langchain/openai"},
		{"jspm", app, "a.ts", "https://ga.jspm.io/npm:openai@4.1.0/index.mjs", "outside openai"},
		{"jsr.io", app, "a.ts", "https://jsr.io/@openai/openai/4.1.0/mod.ts", "outside @openai/openai"},
		{"another server", app, "a.ts", "https://example.com/openai.js", "outside https://example.com/openai.js"},
		{"data in the name", app, "a.ts", "data:text/javascript,x", "outside data:text/javascript,x"},
	})
}

// Odd configuration files say nothing; they break nothing.
func TestOddConfigurations(t *testing.T) {
	for _, text := range []string{"", "{", "[]", "null", `"x"`, `{"name": 1, "version": "1.0.0"}`, `{"exports": {"": "", ".": ""}, "imports": {"#a": "", "#b": "#b"}, "name": "p"}`} {
		f := treeOf("a.ts p/a.ts")
		for _, base := range []string{"package.json", "tsconfig.json", "deno.json", "import_map.json", "pnpm-workspace.yaml", "lerna.json", "rush.json", "package-lock.json", "bun.lock", "deno.lock", "yarn.lock", "pnpm-lock.yaml"} {
			f[base], f["p/"+base] = text, text
		}
		l := layoutOf(f)
		for module, want := range map[string]string{"./p/a": "p/a.ts", "x": "outside x", "": "outside "} {
			if got := show(l.Resolve("a.ts", module)); got != want {
				t.Errorf("%q: %q is %q, want %q", text, module, got, want)
			}
		}
		for _, module := range []string{"#a", "#b", "p", "p/x", "@", "@/", "!", "?", "/", "npm:", "https://", "https://esm.sh/"} {
			l.Resolve("p/a.ts", module)
		}
		if version, _, _ := l.Version("p/a.ts", "openai"); version != "" {
			t.Errorf("%q: version %q", text, version)
		}
	}
}

// A layout is asked by many goroutines at once.
func TestResolveConcurrently(t *testing.T) {
	l := layoutOf(files{"package.json": `{"dependencies": {"openai": "4.1.0"}}`, "tsconfig.json": `{"compilerOptions": {"paths": {"@/*": ["./src/*"]}}}`}.with("src/a.ts src/b.ts"))
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			if got := show(l.Resolve("src/a.ts", "@/b")); got != "src/b.ts" {
				t.Errorf("got %q", got)
			}
			if version, _, _ := l.Version("src/a.ts", "openai"); version != "4.1.0" {
				t.Errorf("got version %q", version)
			}
		})
	}
	wg.Wait()
}
