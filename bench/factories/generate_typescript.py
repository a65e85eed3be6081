"""Writes one random TypeScript factory: methods × technique × what records × decoys. What it counts is seen when it runs."""

METHODS = [
    "chat.completions.create", "completions.create", "embeddings.create", "responses.create", "images.generate", "images.edit",
    "audio.transcriptions.create", "audio.speech.create", "beta.threads.createAndRun", "beta.threads.runs.create", "batches.create",
    "fineTuning.jobs.create", "vectorStores.create",
]  # fmt: skip

RECORDERS = {
    "function": ("export const seen: (number | undefined)[] = [];\n\nexport function record(method: string, tokens?: number) {\n  seen.push(tokens);\n}\n",
                 'import { record } from "./quota";', 'record("{m}", {t});', 'record("{m}");', "quota.record"),
    "namespace": ("export const seen: (number | undefined)[] = [];\n\nexport const add = (tokens?: number) => {\n  seen.push(tokens);\n};\n",
                  'import * as quota from "./quota";', "quota.add({t});", "quota.add();", "quota.add"),
    "object": ("export const seen: (number | undefined)[] = [];\n\nclass Tracker {\n  private calls = 0;\n\n  book(method: string, tokens?: number) {\n"
               "    this.calls++;\n    seen.push(tokens);\n  }\n}\n\nexport const tracker = new Tracker();\n",
               'import { tracker } from "./quota";', 'tracker.book("{m}", {t});', 'tracker.book("{m}");', "tracker.book"),
}  # fmt: skip

RECORDING = ["full"] * 4 + ["no-tokens", "before", "stream-branch", "try", "finally", "helper"]
NOT_RECORDING = ["log-only", "time-only", "catch-only", "silent"]


def body(rng, mode, m, call, recorder, pad):
    """The lines of an async wrapper that makes a call: mode says what it does besides."""
    full, bare = RECORDERS[recorder][2], RECORDERS[recorder][3].format(m=m)
    tokens = rng.choice(["response.usage?.total_tokens", "response.usage?.total_tokens ?? 0", "response?.usage ? response.usage.total_tokens : 0"])
    record = full.format(m=m, t=tokens)
    log = rng.choice([[], [], ['console.debug("{} done");'.format(m)], ["console.log(JSON.stringify(response.usage));"]])
    lines = {
        "full": [f"const response: any = {call};", *log, record, "return response;"],
        "no-tokens": [f"const response: any = {call};", *log, bare, "return response;"],
        "before": [bare, f"return {call};"],
        "stream-branch": [f"if (args[0]?.stream) return {call};", f"const response: any = {call};", record, "return response;"],
        "try": ["try {", f"  const response: any = {call};", f"  {record}", "  return response;", "} catch (error) {",
                '  console.warn("failed", error);', "  throw error;", "}"],
        "finally": ["try {", f"  return {call};", "} finally {", f"  {bare}", "}"],
        "helper": [f"const response: any = {call};", f'note("{m}", response);', "return response;"],
        "log-only": [f"const response: any = {call};", 'console.info("{}", response.usage);'.format(m), "return response;"],
        "time-only": ["const started = Date.now();", f"const response: any = {call};", "console.info(`took ${Date.now() - started} ms`);",
                      "return response;"],
        "catch-only": ["try {", f"  return {call};", "} catch (error) {", f"  {bare}", "  throw error;", "}"],
        "silent": [f"return {call};"],
    }[mode]  # fmt: skip
    return "".join(f"{pad}{line}\n" for line in lines)


class Writer:
    """One factory module in the making."""

    def __init__(self, rng):
        self.rng = rng
        self.recorder = rng.choice(list(RECORDERS))
        self.methods = rng.sample(METHODS, rng.randrange(1, 5))
        self.mode = rng.choice(RECORDING if rng.random() < 0.75 else NOT_RECORDING)
        self.top = ""
        self.setup = ""
        self.made = "new OpenAI()"

    def bare(self):
        pass

    def closures(self):
        for i, m in enumerate(self.methods):
            resource = m.rpartition(".")[0]
            text = body(self.rng, self.mode, m, f"await original{i}(...args)", self.recorder, "    ")
            bound = f"client.{m}.bind(client.{resource}) as (...args: any[]) => Promise<any>"
            self.setup += f"  const original{i} = {bound};\n  client.{m} = (async (...args: any[]) => {{\n{text}  }}) as any;\n"

    def wrapper(self):
        text = body(self.rng, self.mode, "{name}", "await method(...args)", self.recorder, "    ").replace('"{name}"', "name")
        text = text.replace("{name}", "a call")
        arrow = f"  return async (...args: any[]): Promise<any> => {{\n{text}  }};\n"
        self.top += f"\nfunction counted(method: (...args: any[]) => any, name: string) {{\n{arrow}}}\n"

    def helper(self):
        self.wrapper()
        for m in self.methods:
            self.setup += f'  client.{m} = counted(client.{m}.bind(client.{m.rpartition(".")[0]}), "{m}") as any;\n'

    def destructured(self):
        self.wrapper()
        for i, m in enumerate(self.methods):
            *outer, resource, name = m.split(".")
            self.setup += f"  const {{ {resource}: part{i} }} = client{''.join('.' + o for o in outer)};\n"
            self.setup += f'  part{i}.{name} = counted(part{i}.{name}.bind(part{i}), "{m}") as any;\n'

    def loop(self):
        self.wrapper()
        listed = ", ".join(f'"{m}"' for m in self.methods)
        self.setup += (
            f"  for (const full of [{listed}]) {{\n    const path = full.split('.');\n    const name = path.pop()!;\n"
            "    const resource: any = path.reduce((part: any, member) => part[member], client);\n"
            "    resource[name] = counted(resource[name].bind(resource), full);\n  }\n"
        )

    def parameter(self):
        self.wrapper()
        self.top += "\nfunction meter(resource: any, name: string) {\n  resource[name] = counted(resource[name].bind(resource), name);\n}\n"
        for m in self.methods:
            resource, _, name = m.rpartition(".")
            self.setup += f'  meter(client.{resource}, "{name}");\n'

    def subclass(self):
        lines = ""
        for i, m in enumerate(self.methods):
            text = body(self.rng, self.mode, m, f"await original{i}(...args)", self.recorder, "      ")
            bound = f"this.{m}.bind(this.{m.rpartition('.')[0]}) as (...args: any[]) => Promise<any>"
            lines += f"    const original{i} = {bound};\n    this.{m} = (async (...args: any[]) => {{\n{text}    }}) as any;\n"
        self.top += f"\nclass TrackedOpenAI extends OpenAI {{\n  constructor(options: any = {{}}) {{\n    super(options);\n{lines}  }}\n}}\n"
        self.made = "new TrackedOpenAI()"

    def fetch(self):
        record = RECORDERS[self.recorder][2].format(m="fetch", t="usage?.total_tokens")
        if self.mode in NOT_RECORDING:
            record = 'console.info("used", usage);'
        self.top += (
            "\nconst counting: typeof fetch = async (input, init) => {\n  const response = await fetch(input, init);\n"
            "  const isJSON = response.headers.get('content-type')?.includes('json');\n"
            f"  const usage = isJSON ? (await response.clone().json()).usage : undefined;\n  {record}\n  return response;\n}};\n"
        )
        self.made = "new OpenAI({ fetch: counting })"

    def own_object(self):
        """An object with resources of its own, which hands on the rest by a Proxy or not at all."""
        tree = {}
        for m in self.methods:
            node = tree
            for part in m.split(".")[:-1]:
                node = node.setdefault(part, {})
            node[m.rpartition(".")[2]] = m
        self.setup += f"  const own: any = {self.literal(tree, '  ')};\n"
        if self.rng.random() < 0.6:
            self.setup += (
                "  const handed: any = new Proxy(client, {\n    get(target: any, name) {\n"
                "      return name in own ? own[name] : Reflect.get(target, name);\n    },\n  });\n"
            )
        else:
            self.setup += "  const handed: any = own;\n"

    def literal(self, tree, pad):
        lines = ""
        for member, inner in tree.items():
            if isinstance(inner, dict):
                lines += f"{pad}  {member}: {self.literal(inner, pad + '  ')},\n"
            else:
                text = body(self.rng, self.mode, inner, f"await (client.{inner} as any).apply(client.{inner.rpartition('.')[0]}, args)",
                            self.recorder, f"{pad}    ")  # fmt: skip
                lines += f"{pad}  {member}: async (...args: any[]) => {{\n{text}{pad}  }},\n"
        return f"{{\n{lines}{pad}}}"

    def text(self, technique):
        getattr(self, technique)()
        handed = "handed" if technique == "own_object" else "client"
        if technique != "own_object" and self.rng.random() < 0.06:
            handed = "client.withOptions({ timeout: 30_000 })"
        note = RECORDERS[self.recorder][2].format(m="{m}", t="response?.usage?.total_tokens").replace('"{m}"', "method")
        decoys = self.rng.sample([
            "\nexport function trackImages(client: OpenAI) {\n  client.images.createVariation = (() => undefined) as any;\n}\n",
            "\n/** Every method is counted. */\nexport class CountedOpenAI extends OpenAI {}\n",
            "\nexport const health = async () => (await new OpenAI({ timeout: 1000 }).models.list()).data.length > 0;\n",
        ], self.rng.randrange(3))  # fmt: skip
        head = f'import OpenAI from "openai";\n\n{RECORDERS[self.recorder][1]}\n'
        head += f"\nfunction note(method: string, response: any) {{\n  {note}\n}}\n"
        inside = f"  const client = {self.made};\n{self.setup}  return {handed};\n"
        symbol, make, code = self.rng.choice([
            ("getClient", "getClient()", f"\nexport function getClient(): OpenAI {{\n{inside}}}\n"),
            ("getClient", "getClient()", f"\nexport const getClient = (): OpenAI => {{\n{inside}}};\n"),
            ("shared", "shared", f"\nfunction make(): OpenAI {{\n{inside}}}\n\nexport const shared = make();\n"),
            ("getClient", "getClient()", f"\nlet client: OpenAI | undefined;\n\nfunction make(): OpenAI {{\n{inside}}}\n\n"
             "export function getClient(): OpenAI {\n  client ??= make();\n  return client;\n}\n"),
        ])  # fmt: skip
        return head + self.top + "".join(decoys) + code, symbol, make


TECHNIQUES = ["bare", "closures", "closures", "helper", "helper", "destructured", "loop", "parameter", "subclass", "fetch", "own_object", "own_object"]


def factory(rng):
    """One random factory: its files, the factory's symbol, the expression that makes its client, the client, and the technique."""
    writer = Writer(rng)
    technique = rng.choice(TECHNIQUES)
    text, symbol, make = writer.text(technique)
    config = f"version: 1\nfactories:\n  - {{path: factory.ts, symbol: {symbol}}}\n"
    files = {"factory.ts": text, "quota.ts": RECORDERS[writer.recorder][0], ".quotalint.yml": config,
             "package.json": '{"type": "module", "dependencies": {"openai": "6.9.1"}}\n'}  # fmt: skip
    if rng.random() < 0.25:
        files[".quotalint.yml"] += f"records: [{RECORDERS[writer.recorder][4]}]\n"
    return {"files": files, "symbol": symbol, "make": make, "client": "openai:OpenAI", "file": "factory.ts",
            "technique": f"{technique} {writer.mode}"}  # fmt: skip
