"""Prints, as JSON, what the installed openai package has: its version, the methods and resource classes of its clients, and
which of the symbols on standard input (module:name, one a line) it knows, each with where the object says it is from."""

import importlib
import inspect
import json
import sys

import openai

VIEWS = {"with_raw_response", "with_streaming_response"}


def walk(obj, path, methods, classes):
    cls = type(obj)
    for name in dir(obj):
        if name.startswith("_") or name in VIEWS:
            continue
        here = f"{path}.{name}" if path else name
        if callable(inspect.getattr_static(cls, name, None)):
            methods.append(here)
            continue
        try:
            value = getattr(obj, name)
        except Exception:
            continue
        if type(value).__module__.startswith(("openai.resources", "openai.lib")):
            if not type(value).__name__.startswith("_"):
                classes.setdefault(f"{type(value).__module__}:{type(value).__name__}", []).append(here)
            walk(value, here, methods, classes)


def find(symbol):
    module, name = symbol.split(":")
    try:
        return getattr(importlib.import_module(module), name)
    except Exception:
        return None


def main():
    out = {"version": openai.VERSION, "clients": {}, "symbols": {}}
    for name in ("OpenAI", "AsyncOpenAI"):
        methods, classes = [], {}
        walk(getattr(openai, name)(api_key="none"), "", methods, classes)
        out["clients"][name] = {"methods": sorted(methods), "classes": classes}
    for symbol in sys.stdin.read().split():
        value = find(symbol)
        if value is not None:
            out["symbols"][symbol] = f"{value.__module__}:{value.__name__}"
    json.dump(out, sys.stdout)


main()
