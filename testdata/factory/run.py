"""Runs factories and says what they count.

Standard input is JSON: {"methods": [path…], "runs": [{"id", "dir", "file", "make", "client", "paths"}…]}. A run makes a client with
the expression make, in the module file of the folder dir, and calls every method on it. Standard output has a line of JSON for each
run: {"id", "fault", "methods": [observation…], "paths": [{"path", "exists", "coroutine"}…]}; the paths are those of the bare SDK.

A fixture's module quota holds the list seen, to which its records are added. Every run has a process of its own, for a factory
may change the SDK itself.
"""

import asyncio
import importlib
import inspect
import json
import os
import sys
import traceback

import openai

from api import API
from probe import Probe, find, has, plan


def run(job, methods):
    """The outcome of one run. It changes the process it is in, as factories do."""
    os.chdir(job["dir"])
    sys.path.insert(0, job["dir"])
    quota = importlib.import_module("quota")
    name = job["file"].removesuffix(".py").replace("/", ".")
    return watch(lambda: eval(job["make"], vars(importlib.import_module(name))), job["client"], quota.seen, methods, job["paths"])


def watch(make, client, seen, methods, paths=()):
    """What a client counts that make makes, of the SDK's class client, if its records are added to the list seen."""
    api = API(seen)
    os.environ |= {"OPENAI_BASE_URL": f"http://{api.host}/v1", "OPENAI_API_KEY": "sk-local"}
    symbol = client.partition(":")[2]
    loop = loop_of(symbol)
    bare = getattr(openai, symbol)(websocket_base_url=f"ws://{api.host}/v1")
    has_paths = [
        {"path": p, "exists": has(bare, p), "coroutine": has(bare, p) and inspect.iscoroutinefunction(find(bare, p))}
        for p in paths
    ]
    probe = Probe(api, plan(bare, methods), loop)
    made = loop.run_until_complete(awaited(make)) if loop else make()
    for part in [made, *vars(made).values()]:
        if isinstance(part, type(bare)):
            part.websocket_base_url = bare.websocket_base_url  # no factory has a local one
    return {"fault": "", "methods": probe.all(made), "paths": has_paths}


def loop_of(symbol):
    """The event loop that a client's methods are awaited in, None if they are not."""
    return asyncio.new_event_loop() if symbol.startswith("Async") else None


async def awaited(make):
    made = make()
    return await made if inspect.isawaitable(made) else made


def warm(methods):
    """Calls every method of bare clients once: that builds the SDK's types for all runs, and shows that the calls themselves are right."""
    api = API([])
    for symbol in ("OpenAI", "AsyncOpenAI"):
        loop = loop_of(symbol)
        bare = getattr(openai, symbol)(api_key="x", base_url=f"http://{api.host}/v1", websocket_base_url=f"ws://{api.host}/v1")
        for seen in Probe(api, plan(bare, methods), loop).all(bare):
            if seen["fault"] or not seen["requests"]:
                raise RuntimeError(f"a bare {symbol} cannot be called as planned: {seen}")
        if loop:
            loop.run_until_complete(bare.close())
            loop.close()
        else:
            bare.close()
    api.close()


def apart(work):
    """What work returns, done in a process of its own; or {"fault"}."""
    reader, writer = os.pipe()
    if child := os.fork():
        os.close(writer)
        with os.fdopen(reader) as told:
            outcome = told.read()
        os.waitpid(child, 0)
        return json.loads(outcome)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # a factory may print
    try:
        outcome = work()
    except BaseException:
        outcome = {"fault": traceback.format_exc()}
    with os.fdopen(writer, "w") as out:
        json.dump(outcome, out)
    os._exit(0)


def main():
    work = json.load(sys.stdin)
    warm(work["methods"])
    for job in work["runs"]:
        print(json.dumps({"id": job["id"]} | apart(lambda: run(job, work["methods"]))), flush=True)


if __name__ == "__main__":
    main()
