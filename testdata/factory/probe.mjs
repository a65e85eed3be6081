// What a client counts: calls API methods on it, one by one, and looks at what was recorded. It knows no factory and no fixture. A
// bare client of the same class says what methods there are and what arguments they need.

const VIEWS = ["withOptions", "asResponse", "withResponse", "stream"];
const VIEWED = ["chat.completions.create", "responses.create", "embeddings.create"];
const USAGE = { stream_options: { include_usage: true } };

const file = () => new File(["hi"], "a.txt");
const MESSAGES = [{ role: "user", content: "hi" }];
const BODY = { model: "gpt-4o", input: "hi", prompt: "hi", query: "hi", voice: "alloy", name: "x", thread_id: "x_1", assistant_id: "x_1", tool_outputs: [], part_ids: ["x_1"], file_id: "x_1", file_ids: ["x_1"] };
const MORE = {
  "audio.transcriptions.create": { file: file() },
  "audio.translations.create": { file: file() },
  "images.edit": { image: file() },
  "images.createVariation": { image: file() },
  "chat.completions.runTools": { tools: [] },
  "chat.completions.stream": USAGE,
};

// The member at a path, bound to what it is a member of; undefined if there is none.
export function find(client, path) {
  const names = path.split(".");
  const last = names.pop();
  let owner = client;
  for (const name of names) owner = owner?.[name];
  const member = owner?.[last];
  return typeof member === "function" ? member.bind(owner) : member;
}

// What to call each method with that the SDK has, by the names of its parameters. It is made before any factory can change the SDK.
export function plan(bare, methods) {
  const planned = {};
  for (const path of methods) {
    let owner = bare;
    for (const name of path.split(".")) owner = owner?.[name];
    if (typeof owner === "function") planned[path] = given(owner.toString(), path);
  }
  return planned;
}

function given(source, path) {
  const parameters = source.slice(source.indexOf("(") + 1, source.indexOf(", options"));
  return parameters.split(/,(?![^{]*})/).map((parameter) => {
    if (/ID$|Id$/.test(parameter)) return "x_1";
    if (parameter.trim() === "file") return file();
    if (parameter.includes("files")) return { files: [file()] };
    return { ...BODY, ...(path.startsWith("chat.") ? { messages: MESSAGES } : {}), ...MORE[path] };
  });
}

// Takes all that a result has to give: what it promises, a stream's events, a runner's end.
async function settle(value) {
  const result = await value;
  if (result === null || typeof result !== "object" || result instanceof Response) return;
  if (typeof result.done === "function") return result.done();
  if (result.data instanceof Object && result.response instanceof Response) return settle(result.data);
  if (result[Symbol.asyncIterator] && !result.getNextPage) for await (const _ of result);
}

// Calls methods of a client that talks to a local API. The records that the API knows of hold tokens, or nothing.
export class Probe {
  constructor(api, planned) {
    this.api = api;
    this.plan = planned;
  }

  // One observation of a method.
  async observe(client, path, view = "") {
    const seen = { method: path, view, state: "absent", records: 0, requests: 0, spent: 0, fault: "" };
    const call = find(view === "withOptions" ? (client.withOptions?.({ timeout: 30_000 }) ?? {}) : client, path);
    if (typeof call !== "function") return seen;
    this.api.reset();
    const before = this.api.seen.length;
    try {
      await settle(this.#start(call, path, view));
    } catch (e) {
      seen.fault = `${e}`;
    }
    await this.#calm(seen.fault ? 5 : 1);
    let records = this.api.seen.slice(before);
    if (strays(this.api.posts, before, this.api.seen.length)) records = [];
    Object.assign(seen, { records: records.length, requests: this.api.requests, spent: this.api.spent });
    seen.state = seen.fault ? "fails" : state(records, this.api.requests, this.api.spent);
    return seen;
  }

  // Waits until nothing has happened for some round trips: a record may be made on the side, and a call may fail while what it began
  // goes on.
  async #calm(rounds) {
    const happened = () => this.api.requests + this.api.seen.length;
    for (let quiet = 0, last = happened(); quiet < rounds; last = happened()) {
      await (await fetch(this.api.idle)).text();
      quiet = happened() === last ? quiet + 1 : 0;
    }
  }

  #start(call, path, view) {
    const given = this.plan[path];
    if (view === "stream") return call({ ...given[0], stream: true, ...(path.startsWith("chat.") ? USAGE : {}) });
    const started = call(...given);
    return view === "asResponse" || view === "withResponse" ? started[view]() : started;
  }

  // An observation of every planned method, and of views of some.
  async all(client) {
    const found = [];
    await this.observe(client, "audio.transcriptions.create"); // the first form makes the SDK try a fetch of its own
    for (const path of Object.keys(this.plan)) found.push(await this.observe(client, path));
    for (const view of VIEWS)
      for (const path of VIEWED)
        if (view !== "stream" || path !== "embeddings.create") found.push(await this.observe(client, path, view));
    return found;
  }
}

// Whether all records from before to after are of requests that a helper sends before the one that spends: of a file that it
// uploads before it hands it to a vector store. They come after the first POST and before the last.
function strays(posts, before, after) {
  return posts.length > 0 && posts[0] === before && posts.at(-1) === after;
}

// What became of a call: every record holds tokens or nothing, requests is how many were sent, spent what they cost in tokens.
function state(records, requests, spent) {
  const counted = records.reduce((sum, tokens) => sum + (tokens ?? 0), 0);
  if (!records.length) return "untracked";
  if ((requests && records.length > requests) || (spent && counted > spent)) return "double";
  return spent && !counted ? "no-tokens" : "full";
}
