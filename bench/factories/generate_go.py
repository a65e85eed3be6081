"""Writes one random Go factory: SDK × technique × methods × what records × decoys. What it counts is seen when it runs."""

import re

V3 = "github.com/openai/openai-go/v3"
SASHABARANOV = "github.com/sashabaranov/go-openai"
MODULES = {V3: "v3.8.1", SASHABARANOV: "v1.41.2"}

# Methods of openai-go that wrappers define: the fields on the way to their service, its type, what they take and return, and where the
# response tells its tokens.
SERVICES = {
    "Chat.Completions.New": (("ChatService", "ChatCompletionService"), "openai.ChatCompletionNewParams", "*openai.ChatCompletion", "Usage.TotalTokens"),
    "Embeddings.New": (("EmbeddingService",), "openai.EmbeddingNewParams", "*openai.CreateEmbeddingResponse", "Usage.TotalTokens"),
    "Completions.New": (("CompletionService",), "openai.CompletionNewParams", "*openai.Completion", "Usage.TotalTokens"),
    "Images.Generate": (("ImageService",), "openai.ImageGenerateParams", "*openai.ImagesResponse", "Usage.TotalTokens"),
    "Moderations.New": (("ModerationService",), "openai.ModerationNewParams", "*openai.ModerationNewResponse", ""),
    "Batches.New": (("BatchService",), "openai.BatchNewParams", "*openai.Batch", ""),
}  # fmt: skip

# Methods of go-openai's client: what they take and return, and where the response tells its tokens.
METHODS = {
    "CreateChatCompletion": ("openai.ChatCompletionRequest", "openai.ChatCompletionResponse", "Usage.TotalTokens"),
    "CreateEmbeddings": ("openai.EmbeddingRequestConverter", "openai.EmbeddingResponse", "Usage.TotalTokens"),
    "CreateImage": ("openai.ImageRequest", "openai.ImageResponse", ""),
    "CreateTranscription": ("openai.AudioRequest", "openai.AudioResponse", ""),
    "CreateSpeech": ("openai.CreateSpeechRequest", "openai.RawResponse", ""),
    "CreateBatch": ("openai.CreateBatchRequest", "openai.BatchResponse", ""),
}

QUOTA = "package quota\n\n// Seen are the tokens of each record.\nvar Seen []int\n\n"
RECORDERS = {
    "function": (QUOTA + "func Record(tokens int) { Seen = append(Seen, tokens) }\n", "quota.Record({t})", "quota.Record"),
    "labelled": (QUOTA + "func Add(team string, tokens int) {\n\t_ = team\n\tSeen = append(Seen, tokens)\n}\n", 'quota.Add("search", {t})', "quota.Add"),
    "ledger": (QUOTA + "type Ledger struct{ calls int }\n\nvar Default = &Ledger{}\n\n"
               "func (l *Ledger) Book(tokens int) {\n\tl.calls++\n\tSeen = append(Seen, tokens)\n}\n", "quota.Default.Book({t})", "quota.Default.Book"),
}  # fmt: skip

RECORDING = ["full"] * 4 + ["no-tokens", "before", "deferred", "helper", "if-no-error"]
NOT_RECORDING = ["log-only", "time-only", "error-only", "silent"]


def body(mode, call, tokens, recorder, zero="response"):
    """The lines of a function that makes a call with results response and err: mode says what it does besides. zero is what it returns
    with an error; tokens is an expression."""
    full, bare = (RECORDERS[recorder][1].format(t=t) for t in (tokens or "0", "0"))
    made, failed = f"response, err := {call}", ["if err != nil {", f"\treturn {zero}, err", "}"]
    return {
        "full": [made, *failed, full, "return response, nil"],
        "no-tokens": [made, *failed, bare, "return response, nil"],
        "before": [bare, f"return {call}"],
        "deferred": [f"defer {bare}", f"return {call}"],
        "helper": [made, *failed, f"note({tokens or '0'})", "return response, nil"],
        "if-no-error": [made, "if err == nil {", f"\t{full}", "}", "return response, err"],
        "log-only": [made, 'slog.Info("asked", "err", err)', "return response, err"],
        "time-only": ["started := time.Now()", made, 'log.Printf("took %s", time.Since(started))', "return response, err"],
        "error-only": [made, "if err != nil {", f"\t{bare}", "}", "return response, err"],
        "silent": [f"return {call}"],
    }[mode]  # fmt: skip


class Writer:
    """One factory file in the making."""

    def __init__(self, rng):
        self.rng = rng
        self.sdk = rng.choice([V3, V3, SASHABARANOV])
        self.recorder = rng.choice(list(RECORDERS))
        self.mode = rng.choice(RECORDING if rng.random() < 0.75 else NOT_RECORDING)
        self.top = ""
        self.setup = ""  # in the factory, before it makes the client
        self.after = ""
        self.options = []  # of openai-go
        self.made = ""  # what makes the client; if empty, that of the SDK
        self.symbol = "NewClient"
        self.returned = "client"
        self.type = "openai.Client" if self.sdk == V3 else "*openai.Client"

    def lines(self, call, tokens, zero="nil"):
        return "".join(f"\t{line}\n" for line in body(self.mode, call, tokens, self.recorder, zero))

    # Techniques. Each adds to what the factory makes and hands out.

    def bare(self):
        pass

    def middleware(self):
        """A function that every request of the client passes."""
        text = self.lines("next(r)", "usage(response)")
        signature = "(r *http.Request, next option.MiddlewareNext) (*http.Response, error)"
        if self.rng.random() < 0.5:
            self.top += f"\nfunc count{signature} {{\n{text}}}\n"
            self.options.append("option.WithMiddleware(count)")
        else:
            indented = text.replace("\t", "\t\t", 1).replace("\n\t", "\n\t\t")
            self.setup += f"\tcount := func{signature} {{\n{indented}\t}}\n"
            logged = self.rng.choice(["", "logged, "])
            if logged:
                self.top += f"\nfunc logged{signature} {{\n\tlog.Print(r.URL.Path)\n\treturn next(r)\n}}\n"
            self.options.append(f"option.WithMiddleware({logged}count)")

    def service_middleware(self):
        """Middleware of one service."""
        service = self.rng.choice(["Chat.Completions", "Embeddings", "Responses", "Images"])
        self.middleware()
        option = self.options.pop()
        self.after += f"\tclient.{service}.Options = append(client.{service}.Options, {option})\n"

    def transport(self):
        """A round tripper of the project's, in an HTTP client."""
        pointer = self.rng.choice(["*", ""])
        text = self.lines("t.inner.RoundTrip(r)", "usage(response)")
        self.top += "\ntype transport struct{ inner http.RoundTripper }\n"
        self.top += f"\nfunc (t {pointer}transport) RoundTrip(r *http.Request) (*http.Response, error) {{\n{text}}}\n"
        self.setup += f"\thttpClient := &http.Client{{Transport: {'&' if pointer else ''}transport{{http.DefaultTransport}}}}\n"
        self.hand_in("httpClient")

    def doer(self):
        """Something of the project's that can Do a request."""
        text = self.lines("d.Client.Do(r)", "usage(response)")
        self.top += f"\ntype doer struct{{ http.Client }}\n\nfunc (d *doer) Do(r *http.Request) (*http.Response, error) {{\n{text}}}\n"
        self.hand_in("&doer{}")

    def hand_in(self, client):
        if self.sdk == V3:
            self.options.append(f"option.WithHTTPClient({client})")
        else:
            self.setup += f'\tconfig := openai.DefaultConfig("sk-local")\n\tconfig.HTTPClient = {client}\n'
            self.made = "openai.NewClientWithConfig(config)"

    def embedding(self):
        """A struct that embeds the client, with methods or services of its own."""
        if self.sdk == V3:
            return self.services()
        self.top += "\ntype Client struct {\n\t*openai.Client\n}\n"
        for name in self.rng.sample(list(METHODS), self.rng.randrange(1, 4)):
            takes, gives, tokens = METHODS[name]
            text = self.lines(f"c.Client.{name}(ctx, request)", f"response.{tokens}" if tokens else "", "response")
            self.top += f"\nfunc (c *Client) {name}(ctx context.Context, request {takes}) ({gives}, error) {{\n{text}}}\n"
        self.returned, self.type = "&Client{Client: client}", "*Client"

    def services(self):
        fields, values = "", ""
        for path in self.rng.sample(list(SERVICES), self.rng.randrange(1, 4)):
            (*outer, service), takes, gives, tokens = SERVICES[path]
            *names, name = path.split(".")
            own = f"counted{''.join(names)}"
            text = self.lines(f"c.{service}.{name}(ctx, params, options...)", f"int(response.{tokens})" if tokens else "")
            signature = f"(ctx context.Context, params {takes}, options ...option.RequestOption) ({gives}, error)"
            self.top += f"\ntype {own} struct{{ openai.{service} }}\n\nfunc (c *{own}) {name}{signature} {{\n{text}}}\n"
            value = f"{own}{{client.{'.'.join(names)}}}"
            if outer:
                self.top += f"\ntype outer{names[0]} struct {{\n\topenai.{outer[0]}\n\t{names[1]} {own}\n}}\n"
                own, value = f"outer{names[0]}", f"outer{names[0]}{{client.{names[0]}, {value}}}"
            fields += f"\t{names[0]} {own}\n"
            values += f"\t\t{names[0]}: {value},\n"
        self.top += f"\ntype Client struct {{\n\topenai.Client\n{fields}}}\n"
        self.returned, self.type = f"&Client{{\n\t\tClient: client,\n{values}\t}}", "*Client"

    def closed(self):
        """A struct with the client in a field that it keeps to itself: what it has no method for cannot be reached."""
        names = self.rng.sample(list(METHODS), self.rng.randrange(1, 4))
        self.sdk, self.type = SASHABARANOV, "*gateway"
        self.top += "\ntype gateway struct{ inner *openai.Client }\n"
        for name in names:
            takes, gives, tokens = METHODS[name]
            text = self.lines(f"g.inner.{name}(ctx, request)", f"response.{tokens}" if tokens else "", "response")
            self.top += f"\nfunc (g *gateway) {name}(ctx context.Context, request {takes}) ({gives}, error) {{\n{text}}}\n"
        self.returned = "&gateway{client}"

    def text(self, technique):
        getattr(self, technique)()
        made = self.made or (f"openai.NewClient({', '.join(self.options)})" if self.sdk == V3 else 'openai.NewClient("sk-local")')
        inside = f"{self.setup}\tclient := {made}\n{self.after}\treturn {self.returned}\n"
        code = self.rng.choice([
            f"\nfunc NewClient() {self.type} {{\n{inside}}}\n",
            f"\nfunc NewClient() {self.type} {{ return build() }}\n\nfunc build() {self.type} {{\n{inside}}}\n",
        ])  # fmt: skip
        if self.rng.random() < 0.25:
            code = f"\nvar shared = build()\n\nfunc build() {self.type} {{\n{inside}}}\n"
            self.symbol = "shared"
        decoys = self.rng.sample([
            "\n// CountedClient counts every call.\ntype CountedClient struct{ team string }\n",
            '\nfunc observe(err error) {\n\tif err != nil {\n\t\tlog.Print(err)\n\t}\n}\n',
        ], self.rng.randrange(2))  # fmt: skip
        return self.top + "".join(decoys) + code

    def module(self, technique):
        """The factory's file, with the helpers and imports that it uses."""
        text = self.text(technique)
        if "usage(" in text:
            text += USAGE
        if "note(" in text:
            text += f"\nfunc note(tokens int) {{\n\t{RECORDERS[self.recorder][1].format(t='tokens')}\n}}\n"
        used = {name: f'"{path}"' for name, path in IMPORTS.items() if re.search(rf"\b{name}\.", text)}
        sdk = [f'openai "{self.sdk}"'] + ([f'"{V3}/option"'] if "option." in text else [])
        own = ['"example.com/app/quota"'] if "quota." in text else []
        groups = ["".join(f"\t{line}\n" for line in group) for group in ([*used.values()], sdk, own) if group]
        return "package app\n\nimport (\n" + "\n".join(groups) + ")\n" + text


IMPORTS = {"bytes": "bytes", "context": "context", "json": "encoding/json", "io": "io", "log": "log", "slog": "log/slog", "http": "net/http", "time": "time"}

USAGE = """
func usage(response *http.Response) int {
	body, err := io.ReadAll(response.Body)
	if err != nil {
		return 0
	}
	response.Body = io.NopCloser(bytes.NewReader(body))
	var answer struct {
		Usage struct {
			TotalTokens int `json:"total_tokens"`
		} `json:"usage"`
	}
	_ = json.Unmarshal(body, &answer)
	return answer.Usage.TotalTokens
}
"""

TECHNIQUES = {
    V3: ["bare", "middleware", "middleware", "service_middleware", "transport", "doer", "embedding", "embedding"],
    SASHABARANOV: ["bare", "transport", "doer", "embedding", "embedding", "closed"],
}


def factory(rng):
    """One random factory: its files, the factory's symbol, the expression that makes its client, the client, and the technique."""
    writer = Writer(rng)
    technique = rng.choice(TECHNIQUES[writer.sdk])
    text = writer.module(technique)
    config = f"version: 1\nfactories:\n  - {{path: factory.go, symbol: {writer.symbol}}}\n"
    if rng.random() < 0.25:
        config += f"records: [{RECORDERS[writer.recorder][2]}]\n"
    files = {".quotalint.yml": config, "go.mod": f"module example.com/app\n\ngo 1.24\n\nrequire {writer.sdk} {MODULES[writer.sdk]}\n",
             "factory.go": text, "quota/quota.go": RECORDERS[writer.recorder][0]}  # fmt: skip
    client = "NewClientWithConfig" if "NewClientWithConfig(" in text else "NewClient"
    return {"files": files, "symbol": writer.symbol, "make": writer.symbol + ("" if writer.symbol == "shared" else "()"),
            "client": f"{writer.sdk}:{client}", "technique": f"{technique} {writer.mode}"}  # fmt: skip
