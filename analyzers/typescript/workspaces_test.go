package typescript

import "testing"

func TestResolveWorkspaces(t *testing.T) {
	lib := `{"name": "@acme/lib", "version": "1.2.0", "main": "dist/index.js"}`
	mono := func(root, text string) files {
		return files{root: text, "packages/lib/package.json": lib}.with("packages/lib/src/index.ts packages/lib/src/x.ts packages/app/a.ts packages/app/package.json")
	}
	testResolve(t, []resolveCase{
		{"npm and Yarn", mono("package.json", `{"workspaces": ["packages/*"]}`), "packages/app/a.ts", "@acme/lib", "packages/lib/src/index.ts"},
		{"Yarn with packages", mono("package.json", `{"workspaces": {"packages": ["./packages/**"]}}`), "packages/app/a.ts", "@acme/lib", "packages/lib/src/index.ts"},
		{"pnpm", mono("pnpm-workspace.yaml", "packages:\n  - 'packages/*'\n  - '!packages/app'\n"), "packages/app/a.ts", "@acme/lib", "packages/lib/src/index.ts"},
		{"Lerna", mono("lerna.json", `{"version": "independent"}`), "packages/app/a.ts", "@acme/lib", "packages/lib/src/index.ts"},
		{"Rush", mono("rush.json", `{"projects": [/* x */ {"packageName": "@acme/lib", "projectFolder": "packages/lib"}]}`), "packages/app/a.ts", "@acme/lib", "packages/lib/src/index.ts"},
		{"Deno", files{"deno.json": `{"workspace": ["./lib"]}`, "lib/deno.json": `{"name": "@acme/lib", "exports": {"./x": "./x.ts"}}`}.with("a.ts lib/x.ts"), "a.ts", "@acme/lib/x", "lib/x.ts"},
		{"a part of it", mono("package.json", `{"workspaces": ["packages/*"]}`), "packages/app/a.ts", "@acme/lib/x", "packages/lib/src/x.ts"},
		{"a part of what is built", mono("package.json", `{"workspaces": ["packages/*"]}`), "packages/app/a.ts", "@acme/lib/dist/x.js", "packages/lib/src/x.ts"},
		{"a part that is not there", mono("package.json", `{"workspaces": ["packages/*"]}`), "packages/app/a.ts", "@acme/lib/gone", "missing"},
		{"a style of it", mono("package.json", `{"workspaces": ["packages/*"]}`), "packages/app/a.ts", "@acme/lib/x.css", "outside @acme/lib/x.css"},
		{"itself", mono("package.json", `{}`), "packages/lib/src/x.ts", "@acme/lib", "packages/lib/src/index.ts"},
		{"the only one of its name", mono("package.json", `{}`), "packages/app/a.ts", "@acme/lib", "packages/lib/src/index.ts"},
		{"one of two of its name", files{"a/package.json": lib, "b/package.json": lib}.with("a/index.ts b/index.ts c.ts"), "c.ts", "@acme/lib", "outside @acme/lib"},
		{"one of two of its name, in the importer's workspace", files{
			"one/package.json": `{"workspaces": ["*"]}`, "one/lib/package.json": lib, "two/package.json": `{"workspaces": ["*"]}`, "two/lib/package.json": lib,
		}.with("one/lib/index.ts two/lib/index.ts two/a.ts"), "two/a.ts", "@acme/lib", "two/lib/index.ts"},
		{"the inner workspace", files{
			"package.json": `{"workspaces": ["lib", "in"]}`, "lib/package.json": lib, "in/package.json": `{"workspaces": ["*"]}`, "in/lib/package.json": lib,
		}.with("lib/index.ts in/lib/index.ts in/a.ts"), "in/a.ts", "@acme/lib", "in/lib/index.ts"},
		{"asked for from elsewhere", files{"app/package.json": `{"dependencies": {"@acme/lib": "^3.0.0"}}`, "lib/package.json": lib}.with("lib/index.ts app/a.ts"), "app/a.ts", "@acme/lib", "outside @acme/lib"},
		{"asked for, and it fits", files{"app/package.json": `{"dependencies": {"@acme/lib": "^1.0.0"}}`, "lib/package.json": lib}.with("lib/index.ts app/a.ts"), "app/a.ts", "@acme/lib", "lib/index.ts"},
		{"by its folder", files{"app/package.json": `{"dependencies": {"openai": "file:../fork"}}`, "fork/package.json": `{"name": "openai"}`}.with("fork/index.ts app/a.ts"), "app/a.ts", "openai", "fork/index.ts"},
		{"linked", files{"app/package.json": `{"dependencies": {"x": "link:../fork"}}`, "fork/package.json": `{}`}.with("fork/index.ts app/a.ts"), "app/a.ts", "x", "fork/index.ts"},
		{"of the workspace by another name", files{"package.json": `{"workspaces": ["*"]}`, "lib/package.json": lib, "app/package.json": `{"dependencies": {"x": "workspace:@acme/lib@*"}}`}.with("lib/index.ts app/a.ts"), "app/a.ts", "x", "lib/index.ts"},
		{"no manifest of a workspace at all", files{}.with("a.ts acme.ts"), "a.ts", "acme", "outside acme"},
	})
}

func TestResolveExports(t *testing.T) {
	lib := func(manifest, names string) files {
		return files{"lib/package.json": `{"name": "lib", ` + manifest + `}`}.with("a.ts " + names)
	}
	testResolve(t, []resolveCase{
		{"one target", lib(`"exports": "./main.ts"`, "lib/main.ts lib/index.ts"), "a.ts", "lib", "lib/main.ts"},
		{"conditions", lib(`"exports": {"types": "./t.ts", "require": "./c.ts", "import": "./m.ts"}`, "lib/t.ts lib/c.ts lib/m.ts"), "a.ts", "lib", "lib/m.ts"},
		{"conditions in conditions", lib(`"exports": {".": {"node": {"types": "./t.d.ts", "default": "./n.ts"}}}`, "lib/n.ts"), "a.ts", "lib", "lib/n.ts"},
		{"what is in the tree rather than what is built", lib(`"exports": {".": {"import": "./dist/index.js", "acme": "./src/main.ts"}}`, "lib/src/main.ts lib/src/index.ts"), "a.ts", "lib", "lib/src/main.ts"},
		{"several targets", lib(`"exports": {".": ["./gone.js", "./m.ts"]}`, "lib/m.ts"), "a.ts", "lib", "lib/m.ts"},
		{"a part", lib(`"exports": {"./x": "./src/deep/x.ts"}`, "lib/src/deep/x.ts"), "a.ts", "lib/x", "lib/src/deep/x.ts"},
		{"a pattern", lib(`"exports": {"./*": "./src/*.ts"}`, "lib/src/y/z.ts"), "a.ts", "lib/y/z", "lib/src/y/z.ts"},
		{"the longest pattern", lib(`"exports": {"./*": "./a/*.ts", "./y/*.js": "./b/*.ts"}`, "lib/a/y/z.ts lib/b/z.ts"), "a.ts", "lib/y/z.js", "lib/b/z.ts"},
		{"a folder", lib(`"exports": {"./y/": "./src/"}`, "lib/src/z.ts"), "a.ts", "lib/y/z.ts", "lib/src/z.ts"},
		{"a part that is not exported", lib(`"exports": {".": "./m.ts"}`, "lib/m.ts lib/x.ts"), "a.ts", "lib/x", "lib/x.ts"},
		{"what is built", lib(`"exports": {"import": "./dist/esm/index.mjs"}`, "lib/src/index.ts"), "a.ts", "lib", "lib/src/index.ts"},
		{"what is built, beside", lib(`"exports": {"./x": "./dist/x/index.js"}`, "lib/x.ts"), "a.ts", "lib/x", "lib/x.ts"},
		{"declarations of what is built", lib(`"types": "lib/main.d.ts"`, "lib/src/main.ts lib/src/index.ts"), "a.ts", "lib", "lib/src/main.ts"},
		{"a variant of what is built", lib(`"main": "dist/thing.cjs.js"`, "lib/src/thing.ts"), "a.ts", "lib", "lib/src/thing.ts"},
		{"a bundle by another name", lib(`"main": "dist/lib.umd.js"`, "lib/src/index.tsx"), "a.ts", "lib", "lib/src/index.tsx"},
		{"source before module before main", lib(`"main": "c.ts", "module": "m.ts", "source": "s.ts"`, "lib/c.ts lib/m.ts lib/s.ts"), "a.ts", "lib", "lib/s.ts"},
		{"nothing said", lib(`"version": "1.0.0"`, "lib/src/index.ts"), "a.ts", "lib", "lib/src/index.ts"},
	})
}

func TestResolveInternalNames(t *testing.T) {
	app := func(imports string) files {
		return files{"package.json": `{"name": "app", "imports": {` + imports + `}}`}.with("src/a.ts src/llm.ts src/db/x.ts")
	}
	testResolve(t, []resolveCase{
		{"a name", app(`"#llm": "./src/llm.js"`), "src/a.ts", "#llm", "src/llm.ts"},
		{"a pattern", app(`"#db/*": "./src/db/*.ts"`), "src/a.ts", "#db/x", "src/db/x.ts"},
		{"conditions", app(`"#llm": {"node": "./dist/llm.js", "default": "./gone.js"}`), "src/a.ts", "#llm", "src/llm.ts"},
		{"a package", app(`"#sdk": "openai/resources"`), "src/a.ts", "#sdk", "outside openai/resources"},
		{"not there", app(`"#x": "./gone.ts"`), "src/a.ts", "#x", "missing"},
		{"not given", app(``), "src/a.ts", "#x", "outside #x"},
	})
}

func TestResolveByCustom(t *testing.T) {
	testResolve(t, []resolveCase{
		{"src", files{"package.json": "{}"}.with("src/deep/a.ts src/x.ts"), "src/deep/a.ts", "@/x", "src/x.ts"},
		{"the package", files{"web/package.json": "{}"}.with("web/src/a.ts web/x.ts x.ts"), "web/src/a.ts", "~/x", "web/x.ts"},
		{"both", files{"package.json": "{}"}.with("src/x.ts x.ts a.ts"), "a.ts", "@/x", "missing"},
		{"SvelteKit", files{"package.json": "{}"}.with("src/lib/server/ai.ts src/routes/a.ts"), "src/routes/a.ts", "$lib/server/ai", "src/lib/server/ai.ts"},
		{"Nuxt", files{"package.json": "{}"}.with("server/ai.ts a.ts"), "a.ts", "~~/server/ai", "server/ai.ts"},
		{"a path without dots", files{"package.json": "{}"}.with("src/utils/x.ts src/a.ts"), "src/a.ts", "src/utils/x", "src/utils/x.ts"},
		{"a path from src", files{"package.json": "{}"}.with("src/utils/x.ts src/a.ts"), "src/a.ts", "utils/x", "src/utils/x.ts"},
		{"a package that is asked for", files{"package.json": `{"dependencies": {"utils": "1"}}`}.with("src/utils/x.ts src/a.ts"), "src/a.ts", "utils/x", "outside utils/x"},
		{"one word", files{"package.json": "{}"}.with("src/utils.ts src/a.ts"), "src/a.ts", "utils", "outside utils"},
		{"not there", files{"package.json": "{}"}.with("a.ts"), "a.ts", "@/gone", "missing"},
	})
}

func TestResolveImportMaps(t *testing.T) {
	deno := func(text string) files { return files{"deno.jsonc": text}.with("a.ts src/x.ts lib/y.ts") }
	testResolve(t, []resolveCase{
		{"a path", deno(`{"imports": {"x": "./src/x.ts", /* all */ }}`), "lib/y.ts", "x", "src/x.ts"},
		{"a folder", deno(`{"imports": {"@/": "./src/", "@/lib/": "./lib/"}}`), "a.ts", "@/lib/y.ts", "lib/y.ts"},
		{"npm", deno(`{"imports": {"ai": "npm:openai@^4"}}`), "a.ts", "ai", "outside openai"},
		{"npm, a part", deno(`{"imports": {"ai/": "npm:/openai@^4/"}}`), "a.ts", "ai/resources", "outside openai/resources"},
		{"npm, a part of a name", deno(`{"imports": {"ai": "npm:openai@^4"}}`), "a.ts", "ai/resources", "outside openai/resources"},
		{"another name", deno(`{"imports": {"ai": "openai"}}`), "a.ts", "ai", "outside openai"},
		{"a file of its own", files{"deno.json": `{"importMap": "./maps/m.json"}`, "maps/m.json": `{"imports": {"x": "../src/x.ts"}}`}.with("a.ts src/x.ts"), "a.ts", "x", "src/x.ts"},
		{"by its usual name", files{"functions/import_map.json": `{"imports": {"x": "./x.ts"}}`}.with("functions/f/a.ts functions/x.ts"), "functions/f/a.ts", "x", "functions/x.ts"},
		{"a package of the tree that is published", files{
			"deno.json": `{"imports": {"@acme/lib": "jsr:@acme/lib@^1"}, "workspace": ["lib"]}`, "lib/deno.json": `{"name": "@acme/lib", "version": "1.0.0", "exports": "./mod.ts"}`,
		}.with("a.ts lib/mod.ts"), "a.ts", "@acme/lib", "lib/mod.ts"},
		{"a package.json further in", files{
			"deno.json": `{"imports": {"x": "npm:y@1"}}`, "p/package.json": `{"dependencies": {"x": "^2"}}`,
		}.with("p/a.ts"), "p/a.ts", "x", "outside x"},
	})
}
