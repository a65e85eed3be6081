"""What a client counts: calls API methods on it, one by one, and looks at what was recorded.

It knows no factory and no fixture. A client is compared with a bare one of the same class, which says what methods there are and
what arguments they need.
"""

import asyncio
import inspect

from pydantic import BaseModel

VIEWS = ["with_options", "copy", "with_raw_response", "with_streaming_response", "stream"]
VIEWED = ["chat.completions.create", "responses.create", "embeddings.create"]

# Arguments by the parameter's name; of another name, the text x_1.
VALUES = {
    "model": "gpt-4o",
    "messages": [{"role": "user", "content": "hi"}],
    "input": "hi",
    "prompt": "hi",
    "query": "hi",
    "voice": "alloy",
    "file": ("a.txt", b"hi"),
    "files": [("a.txt", b"hi")],
    "image": ("a.png", b"hi"),
    "part_ids": ["part_1"],
    "file_ids": ["file_1"],
    "tool_outputs": [],
    "completion_window": "24h",
    "endpoint": "/v1/chat/completions",
    "data_source": {"type": "jsonl", "source": {"type": "file_id", "id": "file_1"}},
    "grader": {"type": "string_check", "name": "x", "input": "x", "operation": "eq", "reference": "x"},
    "session": {"type": "realtime"},
    "workflow": {"id": "x_1"},
    "video": {"id": "x_1"},
    "seconds": "4",
    "bytes": 2,
    "mime_type": "text/plain",
}
USAGE = {"stream_options": {"include_usage": True}}
MORE = {
    "uploads.upload_file_chunked": {"file": b"hi", "filename": "a.txt", "bytes": 2},
    "responses.stream": {"model": "gpt-4o", "input": "hi"},
    "chat.completions.stream": USAGE,
    "beta.chat.completions.stream": USAGE,
}


def find(client, path):
    """The member at a path, or an AttributeError."""
    for name in path.split("."):
        client = getattr(client, name)
    return client


def has(client, path):
    try:
        find(client, path)
    except AttributeError:
        return False
    return True


def arguments(method, path):
    """The least that a method of the SDK can be called with."""
    given = {}
    for name, parameter in inspect.signature(method).parameters.items():
        named = parameter.kind in (parameter.POSITIONAL_OR_KEYWORD, parameter.KEYWORD_ONLY)
        if named and parameter.default is parameter.empty:
            given[name] = VALUES.get(name, "x_1")
    return given | MORE.get(path, {})


def through(client, view, path):
    """The method at a path, as a view of the client has it, and what it is to be called with besides."""
    resource, _, name = path.rpartition(".")
    if view in ("with_options", "copy"):
        return find(getattr(client, view)(timeout=30), path), {}
    if view in ("with_raw_response", "with_streaming_response"):
        return find(client, f"{resource}.{view}.{name}"), {}
    return find(client, path), {"stream": True} | (USAGE if "completions" in path else {})


def settle(value):
    """Takes all that a result has to give: a stream's events, a manager's stream, a streamed response's body."""
    if isinstance(value, (BaseModel, str, bytes, dict, list, type(None))) or type(value).__name__.endswith("Connection"):
        return
    if hasattr(value, "__iter__") or hasattr(value, "__next__"):
        for _ in value:
            pass
    elif hasattr(value, "__enter__"):
        with value as inner:
            settle(inner)
    elif type(value).__name__ == "APIResponse":
        value.read()


async def settle_async(value):
    if inspect.isawaitable(value):
        return await settle_async(await value)
    if isinstance(value, (BaseModel, str, bytes, dict, list, type(None))) or type(value).__name__.endswith("Connection"):
        return
    if hasattr(value, "__aiter__"):
        async for _ in value:
            pass
    elif hasattr(value, "__aenter__"):
        async with value as inner:
            await settle_async(inner)
    elif type(value).__name__ == "AsyncAPIResponse":
        await value.read()


def plan(bare, methods):
    """What to call each method with that the SDK has. It is made before any factory can change the SDK."""
    return {m: arguments(find(bare, m), m) for m in methods if has(bare, m)}


class Probe:
    """Calls methods of a client that talks to a local API. The records that the API knows of hold tokens, or None."""

    def __init__(self, api, plan, loop):
        self.api, self.plan, self.loop = api, plan, loop

    def call(self, method, given):
        """Calls and settles; returns the fault, if there is one."""
        try:
            if self.loop is None:
                settle(method(**given))
            else:
                self.loop.run_until_complete(self.call_async(method, given))
        except Exception as e:  # whatever a factory does wrong is what we are here to see
            return f"{type(e).__name__}: {e}"
        return ""

    async def call_async(self, method, given):
        await settle_async(method(**given))
        await asyncio.sleep(0)  # a record may be a task of its own

    def observe(self, client, path, view=""):
        """One observation of a method."""
        seen = {"method": path, "view": view, "state": "absent", "records": 0, "requests": 0, "spent": 0, "fault": ""}
        try:
            method, more = through(client, view, path) if view else (find(client, path), {})
        except AttributeError as e:
            return seen | {"fault": f"{type(e).__name__}: {e}"}
        self.api.reset()
        before = len(self.api.seen)
        seen["fault"] = self.call(method, self.plan[path] | more)
        new = self.api.seen[before:]
        if strays(self.api.posts, before, len(self.api.seen)):
            new = []
        seen["records"], seen["requests"], seen["spent"] = len(new), self.api.requests, self.api.spent
        seen["state"] = "fails" if seen["fault"] else state(new, self.api.requests, self.api.spent)
        return seen

    def all(self, client):
        """An observation of every planned method, and of views of some."""
        found = [self.observe(client, m) for m in self.plan]
        viewed = [(view, m) for view in VIEWS for m in VIEWED if m in self.plan and (view, m) != ("stream", "embeddings.create")]
        return found + [self.observe(client, m, view) for view, m in viewed]


def strays(posts, before, after):
    """Whether all records from before to after are of requests that a helper sends before the one that spends: of a file that it
    uploads before it hands it to a vector store. They come after the first POST and before the last."""
    return bool(posts) and posts[0] == before and posts[-1] == after


def state(records, requests, spent):
    """What became of a call: every record holds tokens or None, requests is how many were sent, spent what they cost in tokens."""
    counted = sum(tokens or 0 for tokens in records)
    if not records:
        return "untracked"
    if requests and len(records) > requests or spent and counted > spent:
        return "double"
    if spent and not counted:
        return "no-tokens"
    return "full"
