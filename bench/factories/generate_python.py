"""Writes one random Python factory: methods × technique × sync or async × what records × decoys."""

from python_parts import METHODS, NOT_RECORDING, RECORDERS, RECORDING, body, decoys, note


class Writer:
    """One factory module in the making. a and w are 'async ' and 'await ' or nothing."""

    def __init__(self, rng):
        self.rng = rng
        self.recorder = rng.choice(list(RECORDERS))
        self.asynchronous = rng.random() < 0.4
        self.a, self.w = ("async ", "await ") if self.asynchronous else ("", "")
        self.sdk = "AsyncOpenAI" if self.asynchronous else "OpenAI"
        self.methods = rng.sample(METHODS, rng.randrange(1, 6))
        self.mode = rng.choice(RECORDING if rng.random() < 0.75 else NOT_RECORDING)
        self.records = rng.random() < 0.25  # named in the config; then a call of anything else is no record
        if self.records and rng.random() < 0.3:
            self.mode = "remember"
        self.imports = {"logging", "time"}
        self.top = ""  # before the factory
        self.setup = ""  # inside it
        self.sdk_call = self.sdk  # what makes the client
        self.arguments = ""  # of that

    def wrapper(self, name="counted", arguments="method, name"):
        """A function that wraps a method."""
        text = body(self.rng, self.mode, "{name}", f"{self.w}method(*args, **kwargs)", self.recorder, " " * 8)
        text = text.replace('"{name}"', "name")
        wraps = "    @wraps(method)\n" if self.rng.random() < 0.4 else ""
        if wraps:
            self.imports.add("from functools import wraps")
        self.top += f"\n\ndef {name}({arguments}):\n{wraps}    {self.a}def call(*args, **kwargs):\n{text}\n    return call\n"

    # Techniques. Each adds to top and setup what makes of `client` what the factory hands out.

    def bare(self):
        pass

    def closures(self):
        for i, m in enumerate(self.methods):
            mode = self.mode if self.rng.random() < 0.8 else self.rng.choice(RECORDING + NOT_RECORDING)
            text = body(self.rng, mode, m, f"{self.w}original_{i}(*args, **kwargs)", self.recorder, " " * 8)
            self.setup += f"    original_{i} = client.{m}\n\n    {self.a}def call_{i}(*args, **kwargs):\n{text}\n    client.{m} = call_{i}\n"

    def helper(self):
        self.wrapper()
        twice = self.methods[:1] if self.rng.random() < 0.3 else []
        for m in self.methods + twice:
            self.setup += f'    client.{m} = counted(client.{m}, "{m}")\n'

    def resources(self):
        self.wrapper()
        for i, (resource, names) in enumerate(by_resource(self.methods).items()):
            self.setup += f"    resource_{i} = client.{resource}\n"
            for name in names:
                self.setup += f'    resource_{i}.{name} = counted(resource_{i}.{name}, "{resource}.{name}")\n'

    def parameter(self):
        self.wrapper()
        self.top += "\n\ndef meter(resource, name):\n    setattr(resource, name, counted(getattr(resource, name), name))\n"
        for resource, names in by_resource(self.methods).items():
            for name in names:
                self.setup += f'    meter(client.{resource}, "{name}")\n'

    def setattr_loop(self):
        self.wrapper()
        for resource, names in by_resource(self.methods).items():
            listed = ", ".join(f'"{n}"' for n in [*names, *self.rng.sample(["create_many", "submit"], self.rng.randrange(2))])
            self.setup += (
                f"    for name in [{listed}]:\n        if hasattr(client.{resource}, name):\n"
                f'            setattr(client.{resource}, name, counted(getattr(client.{resource}, name), f"{resource}.{{name}}"))\n'
            )

    def table(self):
        self.wrapper()
        listed = ", ".join(f'"{m}"' for m in self.methods)
        walk = self.rng.choice([
            "resource = reduce(getattr, path.split('.'), client)\n",
            "resource = client\n        for part in path.split('.'):\n            resource = getattr(resource, part)\n",
        ])
        if "reduce" in walk:
            self.imports.add("from functools import reduce")
        self.top += f"\nTRACKED = ({listed},)\n"
        self.setup += (
            "    for full in TRACKED:\n        path, _, name = full.rpartition('.')\n"
            f"        {walk}        setattr(resource, name, counted(getattr(resource, name), full))\n"
        )

    def decorator(self):
        text = body(self.rng, self.mode, "{name}", f"{self.w}method(*args, **kwargs)", self.recorder, " " * 12).replace('"{name}"', "name")
        self.imports.add("from functools import wraps")
        self.top += (
            f"\n\ndef counted(name):\n    def decorate(method):\n        @wraps(method)\n        {self.a}def call(*args, **kwargs):\n"
            f"{text}\n        return call\n\n    return decorate\n"
        )
        for m in self.methods:
            self.setup += f'    client.{m} = counted("{m}")(client.{m})\n'

    def callable_class(self):
        text = body(self.rng, self.mode, "{name}", f"{self.w}self.method(*args, **kwargs)", self.recorder, " " * 8)
        text = text.replace('"{name}"', "self.name")
        self.top += (
            "\n\nclass Counted:\n    def __init__(self, method, name):\n        self.method = method\n        self.name = name\n\n"
            f"    {self.a}def __call__(self, *args, **kwargs):\n{text}"
        )
        for m in self.methods:
            self.setup += f'    client.{m} = Counted(client.{m}, "{m}")\n'

    def partial(self):
        self.imports.add("from functools import partial")
        text = body(self.rng, self.mode, "{name}", f"{self.w}method(*args, **kwargs)", self.recorder, " " * 4).replace('"{name}"', "name")
        self.top += f"\n\n{self.a}def call(method, name, *args, **kwargs):\n{text}"
        for m in self.methods:
            self.setup += f'    client.{m} = partial(call, client.{m}, "{m}")\n'

    def detect(self):
        """One wrapper for both kinds of clients, which asks iscoroutinefunction."""
        self.imports.add("import inspect")
        text = {
            kind: body(self.rng, "full", "chat.completions.parse", f"{w}method(*args, **kwargs)", self.recorder, " " * 12)
            for kind, w in (("async ", "await "), ("", ""))
        }
        self.top += "\n\ndef counted(method):\n    if inspect.iscoroutinefunction(method):\n"
        self.top += f"        async def call(*args, **kwargs):\n{text['async ']}\n    else:\n"
        self.top += f"        def call(*args, **kwargs):\n{text['']}\n    return call\n"
        for m in self.methods:
            self.setup += f"    client.{m} = counted(client.{m})\n"

    def subclass_init(self):
        lines = ""
        for i, m in enumerate(self.methods):
            text = body(self.rng, self.mode, m, f"{self.w}original_{i}(*args, **kwargs)", self.recorder, " " * 12)
            lines += f"        original_{i} = self.{m}\n\n        {self.a}def call_{i}(*args, **kwargs):\n{text}\n        self.{m} = call_{i}\n"
        self.top += f"\n\nclass TrackedClient({self.sdk}):\n    def __init__(self, *args, **kwargs):\n        super().__init__(*args, **kwargs)\n{lines}"
        self.sdk_call = "TrackedClient"

    def subclass_property(self):
        prefix = "Async" if self.asynchronous else ""
        known = {
            "embeddings.create": ("openai.resources.embeddings", "Embeddings"),
            "responses.create": ("openai.resources.responses", "Responses"),
            "images.generate": ("openai.resources.images", "Images"),
            "completions.create": ("openai.resources.completions", "Completions"),
        }
        self.imports.add("from functools import cached_property")
        self.methods = self.rng.sample(list(known), self.rng.randrange(1, 4))
        fields = ""
        for m in self.methods:
            module, name = known[m]
            resource, method = m.split(".")
            self.imports.add(f"from {module} import {prefix}{name}")
            text = body(self.rng, self.mode, m, f"{self.w}super().{method}(*args, **kwargs)", self.recorder, " " * 8)
            self.top += f"\n\nclass Counted{name}({prefix}{name}):\n    {self.a}def {method}(self, *args, **kwargs):\n{text}"
            fields += f"\n    @cached_property\n    def {resource}(self):\n        return Counted{name}(self)\n"
        self.top += f"\n\nclass TrackedClient({self.sdk}):{fields}"
        self.sdk_call = "TrackedClient"

    def wrapper_class(self):
        """Resource objects of its own, which hand on the rest or do not, at the top and below."""
        forwards = self.rng.random() < 0.7
        below = self.rng.random() < 0.4
        tree = {}
        for m in self.methods:
            node = tree
            for part in m.split(".")[:-1]:
                node = node.setdefault(part, {})
            node[m.rpartition(".")[2]] = m
        self.node(tree, "TrackedClient", "", forwards, below)
        self.setup += "    client = TrackedClient(client)\n"

    def node(self, tree, name, path, forwards, below):
        """The class of a node, after those of the nodes below it."""
        parts, methods = "", ""
        for member, inner in tree.items():
            if isinstance(inner, dict):
                self.node(inner, f"{name.removesuffix('Client')}{member.title().replace('_', '')}", f"{path}.{member}", below, below)
                parts += f"        self.{member} = {name.removesuffix('Client')}{member.title().replace('_', '')}(client)\n"
            else:
                text = body(self.rng, self.mode, inner, f"{self.w}self._client{path}.{member}(*args, **kwargs)", self.recorder, " " * 8)
                methods += f"\n    {self.a}def {member}(self, *args, **kwargs):\n{text}"
        forward = f"\n    def __getattr__(self, name):\n        return getattr(self._client{path}, name)\n" if forwards else ""
        self.top += f"\n\nclass {name}:\n    def __init__(self, client):\n        self._client = client\n{parts}{methods}{forward}"

    def hooks(self):
        self.imports.add("import httpx")
        kind = "Async" if self.asynchronous else ""
        read = "await response.aread()" if self.asynchronous else "response.read()"
        record = RECORDERS[self.recorder][2].format(m="http", t="usage.get('total_tokens')")
        if self.mode in NOT_RECORDING:
            record = 'logger.info("answered: %s", usage)'
        self.top += (
            f"\n\n{self.a}def on_response(response):\n    {read}\n    try:\n        usage = response.json().get('usage') or {{}}\n"
            f"    except ValueError:\n        usage = {{}}\n    {record}\n"
        )
        self.arguments = f'http_client=httpx.{kind}Client(event_hooks={{"response": [on_response]}})'

    def transport(self):
        self.imports.add("import httpx")
        kind = "Async" if self.asynchronous else ""
        method = "handle_async_request" if self.asynchronous else "handle_request"
        record = RECORDERS[self.recorder][3].format(m="http") if self.mode in RECORDING else 'logger.info("%s", request.url)'
        self.top += (
            f"\n\nclass CountingTransport(httpx.{kind}HTTPTransport):\n    {self.a}def {method}(self, request):\n"
            f"        response = {self.w}super().{method}(request)\n        {record}\n        return response\n"
        )
        self.arguments = f"http_client=httpx.{kind}Client(transport=CountingTransport())"

    def request(self):
        name = self.rng.choice(["request", "post"])
        text = body(self.rng, self.mode if self.mode != "stream-branch" else "full", "chat.completions.parse",
                    f"{self.w}super().{name}(*args, **kwargs)", self.recorder, " " * 8)  # fmt: skip
        self.top += f"\n\nclass TrackedClient({self.sdk}):\n    {self.a}def {name}(self, *args, **kwargs):\n{text}"
        self.sdk_call = "TrackedClient"

    def trap(self):
        """Something that undoes the work, does it elsewhere, or does nothing, on the way out of the factory."""
        kind = self.rng.random()
        if kind < 0.05:
            self.setup += "    client = client.with_options(timeout=30)\n"
        elif kind < 0.10:
            self.setup += '    if hasattr(client, "assistants"):\n        client.assistants.create = print\n'
        elif kind < 0.15:
            self.top += "\n\ndef on_another(make):\n    another = make()\n    another.images.create_variation = print\n    return make()\n"
            self.setup = f"    on_another({self.sdk})\n{self.setup}"

    def files(self, technique):
        """The files of the project, and how to make the client."""
        getattr(self, technique)()
        self.trap()
        made = f"{self.sdk_call}({self.arguments})"
        symbol, make, code = self.hand_out(made)
        files, imported, _, _, symbol_of_record = RECORDERS[self.recorder]
        if self.records and self.recorder in ("object", "package"):
            symbol_of_record = symbol_of_record.rpartition(".")[2]
        plain = sorted(i if " " in i else f"import {i}" for i in self.imports)
        head = "\n".join([*plain, "", "from openai import AsyncOpenAI, OpenAI", "", imported, "", "logger = logging.getLogger(__name__)"])
        module = head + note(self.recorder) + self.top + decoys(self.rng, "print") + code
        config = f"version: 1\nfactories:\n  - {{path: factory.py, symbol: {symbol}}}\n"
        if self.records:
            config += f"records: [{symbol_of_record}]\n"
        return files | {"factory.py": module, ".quotalint.yml": config, "requirements.txt": "openai==1.97.0\n"}, symbol, make

    def hand_out(self, made):
        client = f"    client = {made}\n{self.setup}"
        indented = client.replace("\n    ", "\n        ").replace("    client", "        client", 1)
        return self.rng.choice([
            ("get_client", "get_client()", f"\n\ndef get_client():\n{client}    return client\n"),
            ("get_client", "get_client()", f"\n\n_client = None\n\n\ndef get_client():\n    global _client\n    if _client is None:\n"
             f"        _client = make()\n    return _client\n\n\ndef make():\n{client}    return client\n"),
            ("Clients.get", "Clients.get()", f"\n\nclass Clients:\n    @staticmethod\n    def get():\n{indented}        return client\n"),
            ("shared", "shared", f"\n\ndef make():\n{client}    return client\n\n\nshared = make()\n"),
        ])  # fmt: skip


TECHNIQUES = [
    "bare", "closures", "closures", "closures", "helper", "helper", "resources", "parameter", "setattr_loop", "table", "decorator",
    "callable_class", "partial", "detect", "subclass_init", "subclass_property", "wrapper_class", "wrapper_class", "hooks", "transport",
    "request",
]  # fmt: skip


def by_resource(methods):
    """The names of methods by the path of their resource."""
    found = {}
    for m in methods:
        resource, _, name = m.rpartition(".")
        found.setdefault(resource, []).append(name)
    return found


def factory(rng):
    """One random factory: its files, the factory's symbol, the expression that makes its client, the client, and the technique."""
    writer = Writer(rng)
    technique = rng.choice(TECHNIQUES)
    files, symbol, make = writer.files(technique)
    return {"files": files, "symbol": symbol, "make": make, "client": f"openai:{writer.sdk}", "file": "factory.py",
            "technique": f"{technique} {writer.mode}"}  # fmt: skip
