// A local server that answers like the API: what answers.json holds for a path. It keeps count of what it was asked and of the
// tokens it said were used. It checks no key and no request, and opens no sockets.

import { readFileSync } from "node:fs";
import { createServer } from "node:http";

const ANSWERS = JSON.parse(readFileSync(new URL("answers.json", import.meta.url), "utf8")).map((a) => ({ ...a, path: new RegExp(a.path) }));

// A server on a free port. seen is the list that whoever asks adds records to. Since the last reset: requests is how many came,
// spent the tokens they were told they cost, and posts holds for each POST how many records there were when it came. What asks at idle is not counted.
export class API {
  constructor() {
    this.seen = [];
    this.reset();
    this.server = createServer((request, response) => this.#answer(request, response));
  }

  async start() {
    await new Promise((listening) => this.server.listen(0, "127.0.0.1", listening));
    const origin = `http://127.0.0.1:${this.server.address().port}`;
    this.url = `${origin}/v1`;
    this.idle = `${origin}/idle`;
    return this;
  }

  reset() {
    this.requests = this.spent = 0;
    this.posts = [];
  }

  async #answer(request, response) {
    if (request.url === "/idle") return response.end();
    if (request.method === "POST") this.posts.push(this.seen.length);
    let body = "";
    for await (const chunk of request.setEncoding("latin1")) body += chunk;
    const path = request.url.split("?")[0];
    const answer = ANSWERS.find((a) => a.path.test(`${request.method} ${path}`));
    if (answer.stream && /"stream": ?true|name="stream"\r\n\r\ntrue/.test(body)) {
      const asked = /"include_usage": ?true/.test(body);
      const events = answer.stream.filter((e) => asked || !e.asked);
      this.#send(response, "text/event-stream", events.map(event).join(""), events.reduce((sum, e) => sum + tokens(e), 0));
    } else if (answer.bytes) {
      this.#send(response, "audio/mpeg", answer.bytes, 0);
    } else {
      this.#send(response, "application/json", JSON.stringify(answer.body), tokens(answer.body));
    }
  }

  #send(response, type, body, spent) {
    this.requests++;
    this.spent += spent;
    response.writeHead(200, { "content-type": type, "openai-poll-after-ms": "1" }).end(body);
  }
}

function event(e) {
  const data = typeof e.data === "string" ? e.data : JSON.stringify(e.data);
  return `${e.event ? `event: ${e.event}\n` : ""}data: ${data}\n\n`;
}

// The tokens that an answer, or an event of one, says were used.
function tokens(answer) {
  if (answer === null || typeof answer !== "object") return 0;
  return (answer.usage?.total_tokens ?? 0) + tokens(answer.data) + tokens(answer.response);
}
