"use strict";
// Prints, as JSON, what the installed openai package has: its version, the methods and resource classes of its client, and
// which of the symbols on standard input (module:name, one a line) it knows, each with a number for what it names.

const { readFileSync } = require("node:fs");

const entry = require.resolve("openai");
const folder = entry.slice(0, entry.lastIndexOf("/openai/") + "/openai/".length);

// numbers gives every value a number of its own.
const numbers = new Map();
function number(value) {
  if (!numbers.has(value)) numbers.set(value, numbers.size);
  return numbers.get(value);
}

// methods lists what the class of obj, and the classes above it, define.
function methods(obj) {
  const names = [];
  for (let at = Object.getPrototypeOf(obj); at && at !== Object.prototype; at = Object.getPrototypeOf(at)) {
    for (const [name, own] of Object.entries(Object.getOwnPropertyDescriptors(at))) {
      if (name !== "constructor" && !name.startsWith("_") && typeof own.value === "function") names.push(name);
    }
  }
  return names;
}

// walk collects the methods of obj and of the resources below it, and the paths of each resource class.
function walk(obj, path, found) {
  for (const name of methods(obj)) found.methods.push([...path, name].join("."));
  for (const [name, value] of Object.entries(obj)) {
    if (name.startsWith("_") || typeof value !== "object" || !value || !("_client" in value || "client" in value)) continue;
    const here = [...path, name];
    found.paths.set(value.constructor, [...(found.paths.get(value.constructor) ?? []), here.join(".")]);
    walk(value, here, found);
  }
}

// exporters lists, by module:name, the modules that have been loaded and the paths of the classes they export.
function exporters(paths) {
  const out = {};
  for (const [file, module] of Object.entries(require.cache)) {
    if (!file.startsWith(folder + "resources")) continue;
    const name = "openai/" + file.slice(folder.length).replace(/(\/index)?\.js$/, "");
    for (const [key, value] of Object.entries(module.exports)) {
      if (paths.has(value)) out[`${name}:${key}`] = paths.get(value);
    }
  }
  return out;
}

function find(symbol) {
  const at = symbol.lastIndexOf(":");
  try {
    return symbol.slice(at + 1).split(".").filter(Boolean).reduce((value, name) => value[name], require(symbol.slice(0, at)));
  } catch {
    return undefined;
  }
}

function main() {
  const sdk = require("openai");
  const options = { apiKey: "none", adminAPIKey: "none" };
  const client = sdk.OpenAIApi ? new sdk.OpenAIApi(new sdk.Configuration(options)) : new sdk(options);
  const found = { methods: [], paths: new Map() };
  walk(client, [], found);
  const symbols = {};
  for (const symbol of readFileSync(0, "utf8").split("\n").filter(Boolean)) {
    const value = find(symbol);
    if (value !== undefined) symbols[symbol] = String(number(value));
  }
  const { version } = JSON.parse(readFileSync(folder + "package.json", "utf8"));
  process.stdout.write(JSON.stringify({ version, methods: found.methods.sort(), classes: exporters(found.paths), symbols }));
}

main();
