package typescript

import (
	"slices"
	"strings"
	"testing"
)

// Imports must never miss a module that a file imports; that it may list more is no fault.
func TestImports(t *testing.T) {
	for _, c := range []struct{ name, src, want string }{
		{"nothing", "const x = 'a'\n", ""},
		{"default", `import OpenAI from "openai"`, "openai"},
		{"named, over lines", "import {\n  a, // from\n  b as c,\n} from './a'\n", "./a"},
		{"namespace", "import * as ns from 'a';", "a"},
		{"types", "import type { A } from 'a'; import { type B } from 'b'", "a b"},
		{"effects", "import 'dotenv/config'\nimport\"x\"", "dotenv/config x"},
		{"attributes", "import a from './a.json' with { type: 'json' }", "./a.json"},
		{"comments between", "import a from /* x */ './a' // y\nimport b from // z\n './b'", "./a ./b"},
		{"made small", `import{a as b}from"a";import*as c from"b";export{d}from"c";export*from"d"`, "a b c d"},
		{"exports", "export { a } from './a'\nexport * from './b'\nexport * as c from './c'\nexport type { D } from './d'", "./a ./b ./c ./d"},
		{"dynamic", "const a = await import('./a')\nconst b = import ( /* webpackChunkName: \"b\" */ './b' )", "./a ./b"},
		{"template", "import(`./a`)", "./a"},
		{"require", "const a = require('a'), b = require ( \"./b\" ).default", "a ./b"},
		{"require of TypeScript", "import a = require('a')", "a"},
		{"require.resolve", "require.resolve('./a')", "./a"},
		{"what compilers write", `var a = __importStar(require("a")); var b = __importDefault(require("./b"))`, "a ./b"},
		{"import.meta.resolve", "import.meta.resolve('./a')", "./a"},
		{"types in place", "let x: import('openai').OpenAI; let y: typeof import(\"./a\")", "openai ./a"},
		{"documentation", "/** @type {import('openai').OpenAI} */\n/** @import {A} from './a' */", "openai ./a"},
		{"tests", "jest.mock('./a'); vi.importActual<typeof import('./b')>('./c'); jest.requireActual('./d')", "./b ./c ./d"},
		{"a require of another name", "const req = createRequire(import.meta.url)\nreq('./a')", "./a"},
		{"either of two", "require(x ? './a' : './b')", "./a ./b"},
		{"a name bound elsewhere", "const NAME = './a'\nimport(NAME)", "./a"},
		{"a lookup", "const load = { a: './a' }; const m = (k) => import(load[k])", "./a"},
		{"escapes", `import a from 'it\'s'; import b from "\x6fpenai"; import c from "\u0061"`, "it's openai a"},
		{"Windows line ends", "import a from 'a'\r\nimport b from 'b'\r\n", "a b"},
		{"a byte order mark", "\ufeffimport a from 'a'", "a"},
		{"hashbang", "#!/usr/bin/env node\nimport a from 'a'", "a"},
		{"Array.from", "Array.from('abc')", ""},
		{"cut off", "import a from './a", ""},
		{"cut off before the module", "import a from", ""},
		{"an empty call", "import()", ""},
		{"an apostrophe hides nothing", "// don't import\nimport a from 'a'", "a"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := Analyzer{}.Imports([]byte(c.src))
			for _, want := range strings.Fields(c.want) {
				if !slices.Contains(got, want) {
					t.Errorf("got %q, which lacks %q", got, want)
				}
			}
			if c.want == "" && len(got) > 0 {
				t.Errorf("got %q, want none", got)
			}
		})
	}
}

// Imports ends on long sources of one kind: work that grew with the square of their length would not.
func TestImportsEnds(t *testing.T) {
	for _, part := range []string{`"\"a\":`, "import", "import ", "from/*", "require(`", "import<", "\\'", "import(a,"} {
		Analyzer{}.Imports([]byte(strings.Repeat(part, (1<<20)/len(part)) + "import(x)"))
	}
}
