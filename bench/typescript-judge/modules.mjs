// Which file an import means: a repository's tsconfig paths, its workspace packages by their
// sources, and the SDK from where it is installed or pinned. It knows nothing of types.

import fs from "node:fs";
import path from "node:path";
import ts from "typescript";

const EXTENSIONS = [".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs"];

// sdkPackages says which releases of the SDK lie in the given folders.
export function sdkPackages(folders) {
  return folders.map((folder) => `openai@${JSON.parse(fs.readFileSync(path.join(folder, "package.json"), "utf8")).version}`).sort();
}

// readJson reads a JSON file, or gives undefined where there is none or it is broken.
function readJson(file) {
  try {
    return JSON.parse(fs.readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

// packages finds every package.json below a folder outside node_modules.
function packages(dir, found = []) {
  const own = readJson(path.join(dir, "package.json"));
  if (own) found.push({ dir, json: own });
  for (const entry of fs.readdirSync(dir, { withFileTypes: true })) {
    if (entry.isDirectory() && entry.name !== "node_modules" && entry.name !== ".git") packages(path.join(dir, entry.name), found);
  }
  return found;
}

export class Modules {
  constructor(root, here, options) {
    this.root = root;
    this.here = here;
    this.options = options;
    this.packages = packages(root);
    this.workspace = new Map(this.packages.filter((p) => p.json.name).map((p) => [p.json.name, p]));
    this.paths = new Map(); // folder -> the paths and baseUrl of the nearest tsconfig
    this.shims = new Map(); // file name -> text
    this.sdks = new Set();
  }

  usedSdks() {
    return [...this.sdks].sort();
  }

  resolve(literal, from, file) {
    const name = literal.text.replace(/^npm:(@?[^@]+)(@[^/]*)?/, "$1");
    const mode = ts.getModeForUsageLocation(file, literal, this.options);
    if (name === "openai" || name.startsWith("openai/")) {
      const found = this.openai(name, from, mode);
      // In a file that is CommonJS by its name an import type shares require's answer.
      if (found && name === "openai" && (isRequire(literal) || /\.cjs$/.test(from))) return this.callable(found);
      if (found) return found;
    }
    const options = { ...this.options, ...this.tsconfig(path.dirname(from)) };
    return ts.resolveModuleName(name, from, options, ts.sys, undefined, undefined, mode).resolvedModule ?? this.fromWorkspace(name);
  }

  // openai resolves a module of the SDK: the importer's own copy, else a pinned release.
  openai(name, from, mode) {
    const own = /^(.*\/node_modules\/openai(-v[^/]*)?)\//.exec(from);
    let found;
    if (own) {
      found = this.lookup(path.basename(own[1]) + name.slice("openai".length), path.join(path.dirname(path.dirname(own[1])), "x.ts"), mode);
    } else {
      found = this.lookup(name, from, mode) ?? this.lookup(pinned(this.wanted(from)) + name.slice("openai".length), path.join(this.here, "x.ts"), mode);
    }
    const home = found && /^.*\/node_modules\/openai(-v[^/]*)?(?=\/)/.exec(found.resolvedFileName);
    if (home) this.sdks.add(home[0]);
    return found;
  }

  lookup(name, from, mode) {
    return ts.resolveModuleName(name, from, { ...this.options, preserveSymlinks: true }, ts.sys, undefined, undefined, mode).resolvedModule;
  }

  // wanted is the version range that the nearest package.json asks for, else any other's.
  wanted(from) {
    const range = (json) => json.dependencies?.openai ?? json.devDependencies?.openai ?? json.peerDependencies?.openai;
    const above = this.packages.filter((p) => from.startsWith(p.dir + path.sep)).sort((a, b) => b.dir.length - a.dir.length);
    return [...above, ...this.packages].map((p) => range(p.json)).find(Boolean) ?? "";
  }

  // callable is what require("openai") gives at run time: the class, with the module's other
  // classes on it. The SDK's declarations describe a module of exports only.
  callable(found) {
    const name = path.join(path.dirname(found.resolvedFileName), "required.judge.d.ts");
    const target = "./" + path.basename(found.resolvedFileName).replace(/\.d\.(m?)ts$/, (_, m) => (m ? ".mjs" : ""));
    this.shims.set(name, `
      import all = require("${target}");
      declare class Required extends all.OpenAI {
        static default: typeof all.OpenAI;
        static AzureOpenAI: typeof all.AzureOpenAI;
      }
      declare namespace Required {
        type OpenAI = all.OpenAI;
        type AzureOpenAI = all.AzureOpenAI;
      }
      export = Required;`);
    return { resolvedFileName: name, extension: ".d.ts", isExternalLibraryImport: true };
  }

  // tsconfig gives paths and baseUrl of the nearest tsconfig.json or jsconfig.json.
  tsconfig(dir) {
    if (this.paths.has(dir)) return this.paths.get(dir);
    let found = {};
    const file = ["tsconfig.json", "jsconfig.json"].map((n) => path.join(dir, n)).find((f) => fs.existsSync(f));
    if (file) found = readPaths(file, new Set());
    else if (dir.length > this.root.length) found = this.tsconfig(path.dirname(dir));
    this.paths.set(dir, found);
    return found;
  }

  fromWorkspace(name) {
    const parts = name.split("/");
    const own = parts.slice(0, name.startsWith("@") ? 2 : 1).join("/");
    const found = this.workspace.get(own);
    if (!found) return undefined;
    const sub = name.slice(own.length + 1);
    const file = targets(found.json, sub)
      .flatMap(sourcesOf)
      .map((t) => path.join(found.dir, t))
      .map(existing)
      .find(Boolean);
    return file && { resolvedFileName: file, extension: path.extname(file), isExternalLibraryImport: false };
  }
}

function isRequire(literal) {
  const call = literal.parent;
  return ts.isCallExpression(call) && ts.isIdentifier(call.expression) && call.expression.text === "require";
}

// pinned is the name under which package.json pins a release that fits the version range.
function pinned(range) {
  const [, major, minor] = /(\d+)(?:\.(\d+))?/.exec(range) ?? [undefined, "6", "0"];
  if (Number(major) <= 4) return Number(minor ?? 104) < 87 ? "openai-v4-early" : "openai-v4";
  return `openai-v${Math.min(Number(major), 7)}`;
}

function readPaths(file, seen) {
  if (seen.has(file)) return {};
  seen.add(file);
  const raw = ts.readConfigFile(file, ts.sys.readFile).config ?? {};
  const parsed = ts.parseJsonConfigFileContent({ ...raw, files: [], include: [] }, ts.sys, path.dirname(file), undefined, file).options;
  const found = { paths: parsed.paths, baseUrl: parsed.baseUrl, pathsBasePath: parsed.pathsBasePath };
  if (found.paths || found.baseUrl) return found;
  for (const reference of raw.references ?? []) {
    const full = path.resolve(path.dirname(file), reference.path);
    const child = fs.existsSync(full) && fs.statSync(full).isDirectory() ? path.join(full, "tsconfig.json") : full;
    const theirs = fs.existsSync(child) ? readPaths(child, seen) : {};
    if (theirs.paths || theirs.baseUrl) return theirs;
  }
  return found;
}

// targets lists what a package.json's exports or main say of a subpath, best first.
function targets(json, sub) {
  const found = [];
  const strings = (v) => {
    if (typeof v === "string") found.push(v);
    else if (Array.isArray(v)) v.forEach(strings);
    else if (v) for (const key of ["source", "types", "import", "require", "node", "default"]) strings(v[key]);
  };
  const exported = json.exports;
  const key = sub ? "./" + sub : ".";
  if (typeof exported === "string" && !sub) found.push(exported);
  else if (exported && typeof exported === "object") {
    if (!sub && !Object.keys(exported).some((k) => k.startsWith("."))) strings(exported);
    if (exported[key]) strings(exported[key]);
    for (const pattern of Object.keys(exported).filter((k) => k.includes("*"))) {
      const [before, after] = pattern.split("*");
      if (!key.startsWith(before) || !key.endsWith(after) || key.length < pattern.length) continue;
      const star = key.slice(before.length, key.length - after.length);
      const at = found.length;
      strings(exported[pattern]);
      for (let i = at; i < found.length; i++) found[i] = found[i].replaceAll("*", star);
    }
  }
  if (!sub) found.push(...[json.source, json.types, json.module, json.main].filter((m) => typeof m === "string"), "src/index", "index");
  else found.push(sub, "src/" + sub);
  return found;
}

// sourcesOf guesses the sources of a built file.
function sourcesOf(target) {
  const bare = target.replace(/^\.\//, "").replace(/(\.d)?\.([cm]?[jt]s|[jt]sx)$/, "");
  const inSrc = bare.replace(/^(dist|lib|build|out|esm|cjs)\/((esm|cjs|types|src)\/)?/, "src/");
  return [...new Set([bare, inSrc, inSrc.replace(/^src\//, "")])];
}

function existing(base) {
  for (const candidate of [base, path.join(base, "index"), path.join(base, "src/index")]) {
    for (const extension of EXTENSIONS) if (fs.existsSync(candidate + extension)) return candidate + extension;
  }
  return undefined;
}
