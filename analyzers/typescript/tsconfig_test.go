package typescript

import "testing"

// options is a tsconfig.json with compiler options.
func options(text string) string { return `{"compilerOptions": {` + text + `}}` }

func TestResolveByConfig(t *testing.T) {
	app := func(config string) files {
		return files{"tsconfig.json": config}.with("src/a.ts src/llm.ts src/deep/b.ts gen/llm.ts")
	}
	testResolve(t, []resolveCase{
		{"a pattern", app(options(`"paths": {"@/*": ["./src/*"]}`)), "src/deep/b.ts", "@/llm", "src/llm.ts"},
		{"a pattern with an end", app(options(`"paths": {"@*-x": ["./src/*"]}`)), "src/a.ts", "@llm-x", "src/llm.ts"},
		{"a name", app(options(`"paths": {"llm": ["./src/llm"]}`)), "src/a.ts", "llm", "src/llm.ts"},
		{"the extension of what it becomes", app(options(`"paths": {"@/*": ["./src/*"]}`)), "src/a.ts", "@/llm.js", "src/llm.ts"},
		{"targets in order", app(options(`"paths": {"@/*": ["./nothing/*", "./gen/*", "./src/*"]}`)), "src/a.ts", "@/llm", "gen/llm.ts"},
		{"the longest prefix", app(options(`"paths": {"@/*": ["./src/*"], "@/g/*": ["./gen/*"]}`)), "src/a.ts", "@/g/llm", "gen/llm.ts"},
		{"the longest end", app(options(`"paths": {"@/*": ["./src/*"], "@/*.js": ["./gen/*"], "@/*s": ["./src/*"]}`)), "src/a.ts", "@/llm.js", "gen/llm.ts"},
		{"paths from baseUrl", app(options(`"baseUrl": "./src", "paths": {"~*": ["*"]}`)), "src/a.ts", "~llm", "src/llm.ts"},
		{"baseUrl alone", app(options(`"baseUrl": "src"`)), "src/deep/b.ts", "llm", "src/llm.ts"},
		{"jsconfig", files{"jsconfig.json": options(`"paths": {"@/*": ["src/*"]}`)}.with("src/a.js src/b.js"), "src/a.js", "@/b", "src/b.js"},
		{"the nearest config", files{"tsconfig.json": options(`"paths": {"@/*": ["./src/*"]}`), "web/tsconfig.json": options(`"paths": {"@/*": ["./*"]}`)}.with("src/x.ts web/x.ts web/a.ts"), "web/a.ts", "@/x", "web/x.ts"},
		{"comments and commas", app("\ufeff// x\n" + options(`/* "paths" */ "paths": {"~~/*": ["./src/*",],}, // x`+"\n")), "src/a.ts", "~~/llm", "src/llm.ts"},
		{"nothing there", app(options(`"paths": {"@app/*": ["./src/*"]}`)), "src/a.ts", "@app/gone", "missing"},
		{"nothing there, and it could be a package", app(options(`"paths": {"*": ["./types/*"]}`)), "src/a.ts", "gone", "outside gone"},
		{"what is installed", app(options(`"paths": {"react": ["./node_modules/@types/react"]}`)), "src/a.ts", "react", "outside react"},
		{"types for a package", files{"tsconfig.json": options(`"paths": {"openai": ["./types/openai.d.ts"]}`)}.with("a.ts types/openai.d.ts"), "a.ts", "openai", "outside openai"},
		{"folders over each other", app(options(`"rootDirs": ["./src", "./gen"]`)), "src/a.ts", "./llm", "src/llm.ts"},
		{"a folder over the file's", files{"tsconfig.json": options(`"rootDirs": ["src", "gen"]`)}.with("src/a/b.ts gen/a/c.ts"), "src/a/b.ts", "./c", "gen/a/c.ts"},
		{"a package of the tree that paths lead to", files{"tsconfig.json": options(`"paths": {"@x/ui": ["./ui"]}`), "ui/package.json": `{"main": "dist/index.js"}`}.with("a.ts ui/src/index.ts"), "a.ts", "@x/ui", "ui/src/index.ts"},
	})
}

func TestConfigsThatExtendOthers(t *testing.T) {
	base := options(`"paths": {"@/*": ["./src/*"]}`)
	testResolve(t, []resolveCase{
		{"beside", files{"base.json": base, "tsconfig.json": `{"extends": "./base.json"}`}.with("a.ts src/x.ts"), "a.ts", "@/x", "src/x.ts"},
		{"without .json, paths from the base", files{"tsconfig.base.json": base, "app/tsconfig.json": `{"extends": "../tsconfig.base"}`}.with("app/a.ts src/x.ts"), "app/a.ts", "@/x", "src/x.ts"},
		{"several, the last one wins", files{"one.json": base, "two.json": options(`"paths": {"@/*": ["./two/*"]}`), "tsconfig.json": `{"extends": ["./one.json", "./two.json"]}`}.with("a.ts src/x.ts two/x.ts"), "a.ts", "@/x", "two/x.ts"},
		{"what the config says itself wins", files{"one.json": base, "tsconfig.json": `{"extends": "./one.json", "compilerOptions": {"paths": {"~/*": ["./*"]}}}`}.with("a.ts x.ts src/x.ts"), "a.ts", "~/x", "x.ts"},
		{"a package of the tree", files{"cfg/package.json": `{"name": "@acme/cfg"}`, "cfg/base.json": options(`"paths": {"@/*": ["${configDir}/src/*"]}`), "app/tsconfig.json": `{"extends": "@acme/cfg/base"}`}.with("app/a.ts app/src/x.ts"), "app/a.ts", "@/x", "app/src/x.ts"},
		{"a package whose name another has too", files{
			"a/package.json": `{"name": "cfg"}`, "a/tsconfig.json": base, "b/package.json": `{"name": "cfg"}`, "b/tsconfig.json": base, "app/tsconfig.json": `{"extends": "cfg"}`,
		}.with("app/a.ts a/src/x.ts b/src/x.ts"), "app/a.ts", "@/x", "a/src/x.ts"},
		{"a package whose name another has too, and the other has the file", files{
			"a/package.json": `{"name": "cfg"}`, "b/package.json": `{"name": "cfg"}`, "b/base.json": base, "c/package.json": `{"name": "cfg"}`, "app/tsconfig.json": `{"extends": "cfg/base"}`,
		}.with("app/a.ts b/src/x.ts"), "app/a.ts", "@/x", "b/src/x.ts"},
		{"a package from elsewhere", files{"tsconfig.json": `{"extends": "@tsconfig/node20/tsconfig.json", "compilerOptions": {"baseUrl": "."}}`}.with("a.ts src/x.ts"), "a.ts", "src/x", "src/x.ts"},
		{"itself", files{"tsconfig.json": `{"extends": "./tsconfig.json", "compilerOptions": {"baseUrl": "src"}}`}.with("a.ts src/x.ts"), "a.ts", "x", "src/x.ts"},
		{"one that only refers to others", files{"tsconfig.json": `{"files": [], "references": [{"path": "./cfg/app.json"}]}`, "cfg/app.json": options(`"paths": {"@/*": ["../src/*"]}`)}.with("a.ts src/x.ts"), "a.ts", "@/x", "src/x.ts"},
		{"one beside", files{"tsconfig.json": `{}`, "tsconfig.app.json": base}.with("a.ts src/x.ts"), "a.ts", "@/x", "src/x.ts"},
		{"only a base", files{"tsconfig.base.json": base}.with("tools/a.ts src/x.ts"), "tools/a.ts", "@/x", "src/x.ts"},
	})
}

// A file that is called what a package is called is that package only where the configuration leaves no doubt.
func TestFilesNamedLikeAnSDK(t *testing.T) {
	needs := `{"dependencies": {"openai": "^4"}}`
	testResolve(t, []resolveCase{
		{"beside", treeOf("a.ts openai.ts"), "a.ts", "openai", "outside openai"},
		{"in a folder of sources", files{"package.json": "{}"}.with("a.ts src/openai/index.ts"), "a.ts", "openai/x", "outside openai/x"},
		{"below baseUrl, and the package is asked for", files{"package.json": needs, "tsconfig.json": options(`"baseUrl": "src"`)}.with("a.ts src/openai.ts"), "a.ts", "openai", "outside openai"},
		{"below baseUrl, and nobody asks for the package", files{"tsconfig.json": options(`"baseUrl": "src"`)}.with("a.ts src/openai.ts"), "a.ts", "openai", "src/openai.ts"},
		{"itself", files{"tsconfig.json": options(`"baseUrl": "src"`)}.with("src/openai.ts"), "src/openai.ts", "openai", "outside openai"},
		{"what any name is mapped to", files{"package.json": needs, "tsconfig.json": options(`"paths": {"*": ["./src/*"]}`)}.with("a.ts src/openai.ts"), "a.ts", "openai", "outside openai"},
		{"what this name is mapped to", files{"package.json": needs, "tsconfig.json": options(`"paths": {"openai": ["./src/openai.ts"]}`)}.with("a.ts src/openai.ts"), "a.ts", "openai", "src/openai.ts"},
		{"a project of that name", files{"package.json": `{"name": "openai", "dependencies": {"openai": "^4"}}`}.with("index.ts a.ts"), "a.ts", "openai", "outside openai"},
		{"the package itself", files{"package.json": `{"name": "openai", "exports": {".": {"import": "./dist/index.mjs"}}}`}.with("src/index.ts tests/a.ts"), "tests/a.ts", "openai", "src/index.ts"},
		{"a fixture of that name", files{"fixtures/p/package.json": `{"name": "openai"}`}.with("fixtures/p/index.ts a.ts"), "a.ts", "openai", "outside openai"},
		{"one of the workspace", files{"package.json": `{"workspaces": ["p/*"]}`, "p/o/package.json": `{"name": "openai", "version": "0.1.0"}`}.with("p/o/index.ts a.ts"), "a.ts", "openai", "p/o/index.ts"},
		{"one of the workspace that does not fit", files{"package.json": `{"workspaces": ["p/*"], "dependencies": {"openai": "^4.1.0"}}`, "p/o/package.json": `{"name": "openai", "version": "0.1.0"}`}.with("p/o/index.ts a.ts"), "a.ts", "openai", "outside openai"},
	})
}

// What configs say that extend each other does not depend on which is read first, nor does any other choice among several.
func TestConfigsAreReadInOrder(t *testing.T) {
	f := files{
		"tsconfig.json":     `{"extends": "./tsconfig.b.json", "compilerOptions": {"baseUrl": "src"}}`,
		"tsconfig.b.json":   `{"extends": "./tsconfig.json"}`,
		"web/tsconfig.json": `{"extends": "../tsconfig.b.json"}`,
	}.with("src/x.ts web/a.ts")
	first := show(layoutOf(f).Resolve("web/a.ts", "x"))
	for range 50 {
		if got := show(layoutOf(f).Resolve("web/a.ts", "x")); got != first {
			t.Fatalf("x is %q, and %q another time", got, first)
		}
	}
}
