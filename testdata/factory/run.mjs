// Runs factories and says what they count.
//
// Standard input is JSON: {"methods": [path…], "runs": [{"id", "dir", "file", "make", "client", "paths"}…]}. A run makes a client with
// the expression make, of what the module file of the folder dir exports, and calls every method on it. Standard output has a line of
// JSON for each run: {"id", "fault", "methods": [observation…], "paths": [{"path", "exists"}…]}; the paths are those of the bare SDK.
//
// The SDK and esbuild are found from the folder dir. A fixture's module quota exports the list seen, to which its records are added.
// Every run has a thread of its own, for a factory may change the SDK itself.

import { mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath, pathToFileURL } from "node:url";
import { Worker, isMainThread, parentPort, workerData } from "node:worker_threads";

import { API } from "./api.mjs";
import { Probe, find, plan } from "./probe.mjs";

// The outcome of one run. What of the SDK is needed is taken before the factory is imported, which may change it.
async function run(job, methods) {
  const api = await new API().start();
  Object.assign(process.env, { OPENAI_BASE_URL: api.url, OPENAI_API_KEY: "sk-local" });
  const { OpenAI } = await import(pathToFileURL(`${job.bundle}-sdk.mjs`));
  const bare = new OpenAI();
  const paths = job.paths.map((p) => ({ path: p, exists: find(bare, p) !== undefined }));
  const probe = new Probe(api, plan(bare, methods));
  for (const seen of job.warm ? await probe.all(bare) : [])
    if (seen.fault || !seen.requests) throw new Error(`a bare client cannot be called as planned: ${JSON.stringify(seen)}`);

  const { factory, quota } = await import(pathToFileURL(`${job.bundle}.mjs`));
  api.seen = quota.seen;
  const names = Object.keys(factory).filter((name) => name !== "default");
  let client = new Function("exported", ...names, `return ${job.make}`)(factory, ...names.map((name) => factory[name]));
  if (client instanceof Promise) client = await client; // a client may be a proxy that answers to then
  return { fault: "", methods: await probe.all(client), paths };
}

// Makes two modules for each job, in a folder beside its own: one of all that the fixture has, and one of the SDK.
function bundle(jobs) {
  const root = path.dirname(jobs[0].bundle);
  mkdirSync(root, { recursive: true });
  const entryPoints = jobs.flatMap((job) => {
    const at = (file) => JSON.stringify(path.join(job.dir, file));
    writeFileSync(`${job.bundle}.ts`, `export * as factory from ${at(job.file)}; export * as quota from ${at("quota")};`);
    writeFileSync(`${job.bundle}-sdk.ts`, 'export { OpenAI } from "openai";');
    return [`${job.bundle}.ts`, `${job.bundle}-sdk.ts`];
  });
  const require = 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);';
  createRequire(path.join(jobs[0].dir, "index.js"))("esbuild").buildSync({
    entryPoints, outdir: root, outExtension: { ".js": ".mjs" }, bundle: true, format: "esm", platform: "node", packages: "external",
    logLevel: "error", banner: { js: require }, absWorkingDir: root,
  });
}

// What a thread of its own makes of a run.
function apart(job, methods) {
  return new Promise((told) => {
    const thread = new Worker(fileURLToPath(import.meta.url), { workerData: { job, methods }, stdout: true, stderr: true });
    thread.on("message", (outcome) => {
      told(outcome);
      thread.terminate();
    });
    thread.on("error", (e) => told({ fault: e.stack ?? `${e}` }));
    thread.on("exit", () => told({ fault: "it ended without a word" }));
  });
}

if (isMainThread) {
  const work = JSON.parse(await text(process.stdin));
  const jobs = work.runs.map((job, i) => ({ ...job, bundle: path.join(path.dirname(job.dir), ".run", `${i}`), warm: i === 0 }));
  bundle(jobs);
  for (const job of jobs) {
    const outcome = await apart(job, work.methods);
    console.log(JSON.stringify({ id: job.id, methods: [], paths: [], ...outcome }));
  }
} else {
  const { job, methods } = workerData;
  parentPort.postMessage(await run(job, methods).catch((e) => ({ fault: e.stack ?? `${e}` })));
}
