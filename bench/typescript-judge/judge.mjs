// A second opinion on TypeScript and JavaScript: the TypeScript compiler itself reads a
// checked-out repository and lists every construction of an OpenAI SDK client and every call
// of an SDK resource's method. quotalint finds sites by following values, the compiler finds
// them by type; where the two disagree, one of them is wrong.
//
// It does not say who made a client, it follows no value through `any`, and it is no part of
// the test suite.
//
// How to run:
//
//	cd bench/typescript-judge
//	npm install --ignore-scripts
//	node judge.mjs DIR > calls.json
//
// DIR needs no installed dependencies. `openai` is taken from DIR's own node_modules where it
// is installed there, otherwise from the release that package.json pins for the major version
// which the nearest package.json asks for. Workspace packages are read from their sources,
// whatever their package.json says of a build. Everything else that is missing is `any`.
//
// Output, one JSON object:
//
//	sdks        the SDK releases that were used
//	sites       {path, line, column, end_line, end_column, kind: construct|call, method, symbol, test}
//	sockets     constructions of the SDK's WebSocket and WebRTC classes
//	references  API methods that are read without being called (handed over, bound, mocked)
//	untyped     calls that end in an API method's path of two or more names on a receiver of type any:
//	            what the compiler cannot judge
//
// Positions are 1-based, in code points; a site begins at the first token of the chain.

import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { Modules, sdkPackages } from "./modules.mjs";
import { Sdk } from "./sdk.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const SOURCE = /\.([cm]?[jt]s|[jt]sx)$/;
const DECLARATION = /\.d\.([cm]?ts|\w+\.ts)$/;
const SKIP = new Set([".git", "node_modules", "bower_components", ".next", ".venv", "venv"]);
const TEST = /(^|\/)(tests?|__tests__|__mocks__|e2e)\/|\.(test|spec|e2e)\.[cm]?[jt]sx?$/;

const options = {
  allowJs: true,
  target: ts.ScriptTarget.ESNext,
  module: ts.ModuleKind.Preserve,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  lib: ["lib.esnext.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts"],
  jsx: ts.JsxEmit.Preserve,
  strict: true,
  skipLibCheck: true,
  noEmit: true,
  esModuleInterop: true,
  experimentalDecorators: true,
  resolveJsonModule: true,
  maxNodeModuleJsDepth: 0,
  typeRoots: [path.join(here, "node_modules/@types")],
  types: ["node"],
};

// sources lists the source files below a folder, in a stable order.
function sources(dir) {
  const found = [];
  for (const entry of fs.readdirSync(dir, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const full = path.join(dir, entry.name);
    if (entry.isDirectory()) {
      if (!SKIP.has(entry.name)) found.push(...sources(full));
    } else if (entry.isFile() && SOURCE.test(entry.name) && !DECLARATION.test(entry.name) && fs.statSync(full).size < 1 << 20) {
      found.push(full);
    }
  }
  return found;
}

// position turns an offset into a line and a column in code points, both 1-based.
function position(file, offset) {
  const { line, character } = file.getLineAndCharacterOfPosition(offset);
  const start = file.getPositionOfLineAndCharacter(line, 0);
  return { line: line + 1, column: [...file.text.slice(start, start + character)].length + 1 };
}

function judge(root) {
  const modules = new Modules(root, here, options);
  const host = ts.createCompilerHost(options);
  host.resolveModuleNameLiterals = (literals, from, _redirect, _options, file) =>
    literals.map((literal) => ({ resolvedModule: modules.resolve(literal, from, file) }));
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (name) => modules.shims.has(name) || fileExists(name);
  host.readFile = (name) => modules.shims.get(name) ?? readFile(name);
  host.getSourceFile = (name, language, ...rest) =>
    modules.shims.has(name) ? ts.createSourceFile(name, modules.shims.get(name), language, true) : getSourceFile(name, language, ...rest);

  const files = sources(root);
  const program = ts.createProgram(files, options, host);
  const checker = program.getTypeChecker();
  const sdk = new Sdk(program, checker, modules.usedSdks());
  const out = { sdks: sdkPackages(modules.usedSdks()), sites: [], sockets: [], references: [], untyped: [] };

  for (const name of files) {
    const file = program.getSourceFile(name);
    if (!file) continue;
    const relative = path.relative(root, name).split(path.sep).join("/");
    const entry = (node, more) => {
      const end = position(file, node.getEnd());
      return {
        path: relative, ...position(file, node.getStart(file)), end_line: end.line, end_column: end.column,
        ...more, test: TEST.test(relative),
      };
    };
    const visit = (node) => {
      if (ts.isNewExpression(node)) {
        const symbol = sdk.constructed(node);
        const socket = sdk.socket(node);
        if (symbol) out.sites.push(entry(node, { kind: "construct", symbol }));
        else if (socket) out.sockets.push(entry(node, { symbol: socket }));
      } else if (ts.isCallExpression(node)) {
        const symbol = sdk.constructed(node);
        const call = sdk.called(node);
        if (symbol) out.sites.push(entry(node, { kind: "construct", symbol }));
        else if (call?.method) out.sites.push(entry(node, { kind: "call", ...call }));
        else if (call?.untyped) out.untyped.push(entry(node, { method: call.untyped }));
      } else if (ts.isPropertyAccessExpression(node) && !sdk.isCallee(node)) {
        const method = sdk.method(node);
        if (method) out.references.push(entry(node, { method }));
      }
      ts.forEachChild(node, visit);
    };
    visit(file);
  }
  return out;
}

const dir = process.argv[2];
if (!dir || process.argv.length > 3 || !fs.existsSync(dir)) {
  process.stderr.write("usage: node judge.mjs DIR > calls.json\n");
  process.exit(2);
}
process.stdout.write(JSON.stringify(judge(fs.realpathSync(dir)), null, 1) + "\n");
