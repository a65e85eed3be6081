package typescript

import "testing"

// needs is a package.json that asks for packages.
func needs(text string) string { return `{"dependencies": {` + text + `}}` }

// A versionCase is a tree and the version of openai for app/src/llm.ts: "version source", with a ~ where it is not exact.
type versionCase struct {
	name string
	tree files
	want string
}

func testVersion(t *testing.T, cases []versionCase) {
	t.Helper()
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			version, source, exact := layoutOf(c.tree).Version("app/src/llm.ts", "openai")
			got := version + " " + source
			switch {
			case version == "":
				got = source
			case !exact:
				got = "~" + got
			}
			if got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestVersionOfManifests(t *testing.T) {
	one := func(spec string) files { return files{"package.json": needs(`"openai": "` + spec + `"`)} }
	testVersion(t, []versionCase{
		{"nobody says it", files{}, ""},
		{"pinned", one("4.1.0"), "4.1.0 package.json"},
		{"pinned, with a sign", one("=4.1.0"), "4.1.0 package.json"},
		{"pinned, a preview", one("4.1.0-beta.2"), "4.1.0-beta.2 package.json"},
		{"caret", one("^4.1.0"), "~4.1.0 package.json"},
		{"tilde", one("~4.1"), "~4.1 package.json"},
		{"at least", one(">= 4.1.0 < 5"), "~4.1.0 package.json"},
		{"at most", one("<5"), ""},
		{"from and to", one("4.1.0 - 4.9.0"), "~4.1.0 package.json"},
		{"either", one("^4.1.0 || ^3.2.0"), "~3.2.0 package.json"},
		{"either, and one has no end", one("^4.1.0 || <3"), ""},
		{"major", one("4"), "~4 package.json"},
		{"major and x", one("4.x"), "~4 package.json"},
		{"any", one("*"), ""},
		{"a tag", one("latest"), ""},
		{"a repository", one("github:openai/openai-node#v4.1.0"), ""},
		{"an archive", one("https://example.com/openai-4.1.0.tgz"), ""},
		{"of the workspace", one("workspace:^4.1.0"), ""},
		{"by another name", files{"package.json": needs(`"my-openai": "npm:openai@^4.1.0"`)}, "~4.1.0 package.json"},
		{"another package by its name", files{"package.json": needs(`"openai": "npm:@acme/fork@^4.1.0"`)}, ""},

		{"for development", files{"package.json": `{"devDependencies": {"openai": "^4.1.0"}}`}, "~4.1.0 package.json"},
		{"of a peer", files{"package.json": `{"peerDependencies": {"openai": ">=4"}}`}, "~4 package.json"},
		{"of a peer and for development", files{"package.json": `{"peerDependencies": {"openai": ">=4"}, "devDependencies": {"openai": "4.2.0"}}`}, "4.2.0 package.json"},
		{"optional", files{"package.json": `{"optionalDependencies": {"openai": "^4.1.0"}}`}, "~4.1.0 package.json"},
		{"the nearest", files{"package.json": needs(`"openai": "3.0.0"`), "app/package.json": needs(`"openai": "4.1.0"`)}, "4.1.0 app/package.json"},
		{"further up", files{"package.json": needs(`"openai": "3.0.0"`), "app/package.json": needs(`"zod": "1.0.0"`)}, "3.0.0 package.json"},
		{"beside is not above", files{"web/package.json": needs(`"openai": "3.0.0"`)}, ""},

		{"a catalog of pnpm", files{"app/package.json": needs(`"openai": "catalog:"`), "pnpm-workspace.yaml": "catalog:\n  openai: ^4.1.0\n"}, "~4.1.0 app/package.json"},
		{"a named catalog of pnpm", files{"app/package.json": needs(`"openai": "catalog:ai"`), "pnpm-workspace.yaml": "catalogs:\n  ai:\n    openai: 4.1.0\n"}, "4.1.0 app/package.json"},
		{"a catalog of Bun", files{"app/package.json": needs(`"openai": "catalog:"`), "package.json": `{"workspaces": {"packages": ["app"], "catalog": {"openai": "^4.1.0"}}}`}, "~4.1.0 app/package.json"},

		{"Deno", files{"deno.json": `{"imports": {"openai": "npm:openai@^4.1.0"}}`}, "~4.1.0 deno.json"},
		{"an import map", files{"app/import_map.json": `{"imports": {"ai": "https://esm.sh/openai@4.1.0"}}`}, "4.1.0 app/import_map.json"},
		{"the file itself", files{"package.json": needs(`"openai": "3.0.0"`), "app/src/llm.ts": `import OpenAI from "npm:openai@4.1.0/resources"`}, "4.1.0 app/src/llm.ts"},
		{"the file itself, at a server", files{"app/src/llm.ts": `import OpenAI from "https://deno.land/x/openai@v4.20.1/mod.ts"`}, "4.20.1 app/src/llm.ts"},
	})
}

func TestVersionOfNpmLocks(t *testing.T) {
	asks := needs(`"openai": "^4.0.0"`)
	testVersion(t, []versionCase{
		{"version 1", files{"package.json": asks, "package-lock.json": `{"lockfileVersion": 1, "dependencies": {"openai": {"version": "4.1.5"}}}`}, "4.1.5 package-lock.json"},
		{"version 1, by another name", files{"package.json": needs(`"ai": "npm:openai@^4.0.0"`), "package-lock.json": `{"dependencies": {"ai": {"version": "npm:openai@4.1.5"}}}`}, "4.1.5 package-lock.json"},
		{"version 2", files{"package.json": asks, "package-lock.json": `{"lockfileVersion": 2, "packages": {"node_modules/openai": {"version": "4.1.5"}}, "dependencies": {"openai": {"version": "4.1.5"}}}`}, "4.1.5 package-lock.json"},
		{"version 3", files{"package.json": asks, "package-lock.json": `{"packages": {"": {"version": "0.0.1"}, "node_modules/openai": {"version": "4.1.5"}}}`}, "4.1.5 package-lock.json"},
		{"the nearest installed one", files{
			"app/package.json":  asks,
			"package-lock.json": `{"packages": {"node_modules/openai": {"version": "3.3.0"}, "app/node_modules/openai": {"version": "4.1.5"}, "node_modules/x/node_modules/openai": {"version": "4.9.9"}}}`,
		}, "4.1.5 package-lock.json"},
		{"one for the workspace", files{"app/package.json": asks, "package-lock.json": `{"packages": {"node_modules/openai": {"version": "4.1.5"}}}`}, "4.1.5 package-lock.json"},
		{"one of another project", files{"app/package.json": asks, "package-lock.json": `{"packages": {"node_modules/openai": {"version": "3.3.0"}}}`}, "~4.0.0 app/package.json"},
		{"a shrinkwrap", files{"package.json": asks, "npm-shrinkwrap.json": `{"dependencies": {"openai": {"version": "4.1.5"}}}`}, "4.1.5 npm-shrinkwrap.json"},
		{"nobody asks for it", files{"package-lock.json": `{"packages": {"node_modules/openai": {"version": "4.1.5"}}}`}, "4.1.5 package-lock.json"},
		{"from a repository", files{"package.json": asks, "package-lock.json": `{"dependencies": {"openai": {"version": "github:openai/openai-node#0123"}}}`}, "~4.0.0 package.json"},
	})
}

func TestVersionOfPnpmLocks(t *testing.T) {
	asks := needs(`"openai": "^4.0.0", "ai": "npm:openai@^4.0.0"`)
	root := func(lock string) files { return files{"package.json": asks, "pnpm-lock.yaml": lock} }
	testVersion(t, []versionCase{
		{"version 5", root("lockfileVersion: 5.4\n\nspecifiers:\n  openai: ^4.0.0\n\ndependencies:\n  openai: 4.1.5_encoding@0.1.13\n\npackages:\n\n  /openai/4.9.9:\n    resolution: {integrity: x}\n"), "4.1.5 pnpm-lock.yaml"},
		{"version 6", root("lockfileVersion: '6.0'\n\ndependencies:\n  '@x/y':\n    specifier: ^1\n    version: 1.0.0\n  openai:\n    specifier: ^4.0.0\n    version: 4.1.5(encoding@0.1.13)\n"), "4.1.5 pnpm-lock.yaml"},
		{"version 9", root("lockfileVersion: '9.0'\n\nimporters:\n\n  .:\n    dependencies:\n      openai:\n        specifier: ^4.0.0\n        version: 4.1.5(ws@8.18.0)(zod@3.25.1)\n\npackages:\n\n  openai@4.9.9:\n    resolution: {integrity: x}\n"), "4.1.5 pnpm-lock.yaml"},
		{"a workspace, version 5", files{"app/package.json": asks, "pnpm-lock.yaml": "importers:\n\n  .:\n    specifiers:\n      openai: ^3\n    dependencies:\n      openai: 3.3.0\n\n  app:\n    devDependencies:\n      openai: 4.1.5\n"}, "4.1.5 pnpm-lock.yaml"},
		{"a workspace, version 9", files{"app/package.json": asks, "pnpm-lock.yaml": "importers:\n\n  .: {}\n\n  'app':\n    dependencies:\n      'openai':\n        specifier: 'catalog:'\n        version: 4.1.5\n"}, "4.1.5 pnpm-lock.yaml"},
		{"by another name", files{"package.json": needs(`"ai": "npm:openai@^4.0.0"`), "pnpm-lock.yaml": "dependencies:\n  ai:\n    specifier: npm:openai@^4.0.0\n    version: /openai@4.1.5(zod@3.0.0)\n"}, "4.1.5 pnpm-lock.yaml"},
		{"by another name, version 5", files{"package.json": needs(`"ai": "npm:openai@^4.0.0"`), "pnpm-lock.yaml": "dependencies:\n  ai: /openai/4.1.5_zod@3.0.0\n"}, "4.1.5 pnpm-lock.yaml"},
		{"linked", root("dependencies:\n  openai:\n    specifier: ^4.0.0\n    version: link:../openai\n"), "~4.0.0 package.json"},
		{"nobody asks for it", files{"pnpm-lock.yaml": "packages:\n\n  /openai@4.1.5(zod@3.0.0):\n    resolution: {}\n"}, "4.1.5 pnpm-lock.yaml"},
		{"nobody asks for it, and there are two", files{"pnpm-lock.yaml": "packages:\n\n  openai@4.1.5:\n    resolution: {}\n\n  openai@3.3.0:\n    resolution: {}\n"}, ""},
		{"Rush", files{"app/package.json": asks, "common/config/rush/pnpm-lock.yaml": "importers:\n\n  ../../app:\n    dependencies:\n      openai: 4.1.5\n"}, "4.1.5 common/config/rush/pnpm-lock.yaml"},
	})
}

func TestVersionOfOtherLocks(t *testing.T) {
	asks := needs(`"openai": "^4.0.0"`)
	root := func(name, lock string) files { return files{"package.json": asks, name: lock} }
	testVersion(t, []versionCase{
		{"Yarn", root("yarn.lock", "# yarn lockfile v1\n\n\n\"@x/y@^1\":\n  version \"1.0.0\"\n\nopenai@^3.0.0:\n  version \"3.3.0\"\n\nopenai@^4.0.0, openai@^4.1.0:\n  version \"4.1.5\"\n  resolved \"https://x\"\n  dependencies:\n    x \"^1\"\n"), "4.1.5 yarn.lock"},
		{"Yarn, version 2", root("yarn.lock", "__metadata:\n  version: 8\n\n\"openai@npm:^3.0.0\":\n  version: 3.3.0\n\n\"openai@npm:^4.0.0, openai@npm:^4.1.0\":\n  version: 4.1.5\n  resolution: \"openai@npm:4.1.5\"\n"), "4.1.5 yarn.lock"},
		{"Yarn, patched", root("yarn.lock", "\"openai@patch:openai@npm%3A4.1.5#~/.yarn/x.patch\":\n  version: 4.1.5\n"), "4.1.5 yarn.lock"},
		{"Yarn, by another name", files{"package.json": needs(`"ai": "npm:openai@^4.0.0"`), "yarn.lock": "\"ai@npm:openai@^4.0.0\":\n  version \"4.1.5\"\n\nopenai@^3:\n  version \"3.3.0\"\n"}, "4.1.5 yarn.lock"},
		{"Yarn, the package is of the workspace", root("yarn.lock", "\"openai@workspace:packages/openai\":\n  version: 0.0.0-use.local\n"), "~4.0.0 package.json"},
		{"Yarn, a longer name", root("yarn.lock", "openai-edge@^4.0.0:\n  version \"4.1.5\"\n"), "~4.0.0 package.json"},

		{"Bun", root("bun.lock", "{\n  \"lockfileVersion\": 1,\n  \"packages\": {\n    \"openai\": [\"openai@4.1.5\", \"\", {}, \"sha512-x\"],\n  },\n}\n"), "4.1.5 bun.lock"},
		{"Bun, for one of the workspace", files{"app/package.json": asks, "bun.lock": `{"workspaces": {"": {"name": "root"}, "app": {"name": "@acme/app"}}, "packages": {"openai": ["openai@3.3.0"], "@acme/app/openai": ["openai@4.1.5"]}}`}, "4.1.5 bun.lock"},
		{"Bun, by another name", files{"package.json": needs(`"ai": "npm:openai@^4.0.0"`), "bun.lock": `{"packages": {"ai": ["openai@4.1.5"]}}`}, "4.1.5 bun.lock"},

		{"Deno", files{"deno.json": `{"imports": {"openai": "npm:openai@^4.0.0"}}`, "deno.lock": `{"version": "4", "specifiers": {"npm:openai@^4.0.0": "4.1.5_encoding@0.1.13"}}`}, "4.1.5 deno.lock"},
		{"Deno, version 3", files{"deno.json": `{"imports": {"openai": "npm:openai@^4.0.0"}}`, "deno.lock": `{"version": "3", "packages": {"specifiers": {"npm:openai@^4.0.0": "npm:openai@4.1.5"}}}`}, "4.1.5 deno.lock"},
		{"Deno, version 2", files{"app/src/llm.ts": `import x from "npm:openai@^4.0.0";`, "deno.lock": `{"version": "2", "npm": {"specifiers": {"openai@^4.0.0": "openai@4.1.5"}}}`}, "4.1.5 deno.lock"},
	})
}

func TestAllows(t *testing.T) {
	for _, c := range []struct {
		spec, version string
		want          bool
	}{
		{"", "4.1.0", true},
		{"*", "4.1.0", true},
		{"^4.1.0", "4.9.0", true},
		{"^4.1.0", "4.0.9", false},
		{"^4.1.0", "5.0.0", false},
		{"^0.3.1", "0.3.9", true},
		{"^0.3.1", "0.4.0", false},
		{"~4.1.0", "4.1.9", true},
		{"~4.1.0", "4.2.0", false},
		{"4", "4.9.0", true},
		{"4.1.x", "4.2.0", false},
		{">=4", "7.0.0", true},
		{"4.1.0", "4.1.0", true},
		{"4.1.0", "4.1.1", false},
		{"^3 || ^4.1", "4.2.0", true},
		{"latest", "4.1.0", false},
		{"^4.1.0", "", false},
	} {
		if got := allows(c.spec, c.version); got != c.want {
			t.Errorf("allows(%q, %q) = %v, want %v", c.spec, c.version, got, c.want)
		}
	}
}
