"""Runs the factories of potentialgenie/ai_team_orchestrator for real and says what each of them counts.

    git --git-dir=GITDIR --work-tree=DIR checkout -f 57a4e16e9f15037af3c3bc77e15617841472a115 -- .
    python -m venv venv && venv/bin/pip install -r requirements.txt
    venv/bin/python -B run_orchestrator.py DIR [--jsonl truth.jsonl]

Both factory modules and the project's own quota tracker run as they are, with the SDK of requirements.txt, against a local server. A
call counts if the tracker's record_request is told of a success. Of the project, only services/__init__.py is left out, which opens
the database.
"""

import argparse
import importlib
import json
import logging
import sys
import types
import warnings
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "testdata" / "factory"))

import run  # noqa: E402
import spending  # noqa: E402

FACTORIES = [
    ("utils/openai_client_factory.py", "get_openai_client", "openai:OpenAI"),
    ("utils/openai_client_factory.py", "get_async_openai_client", "openai:AsyncOpenAI"),
    ("utils/openai_client_factory.py", "create_openai_client", "openai:OpenAI"),
    ("utils/openai_client_factory.py", "create_async_openai_client", "openai:AsyncOpenAI"),
    ("utils/openai_client_factory_enhanced.py", "get_enhanced_openai_client", "openai:OpenAI"),
    ("utils/openai_client_factory_enhanced.py", "get_enhanced_async_openai_client", "openai:AsyncOpenAI"),
    ("utils/openai_client_factory_enhanced.py", "get_openai_client", "openai:OpenAI"),
    ("utils/openai_client_factory_enhanced.py", "get_async_openai_client", "openai:AsyncOpenAI"),
]


def observe(backend, path, name, client, methods):
    """What a factory function counts. It changes the process it is in."""
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")  # it does not await all its tasks
    sys.path.insert(0, str(backend))
    services = types.ModuleType("services")
    services.__path__ = [str(backend / "services")]
    sys.modules["services"] = services
    tracker = importlib.import_module("services.openai_quota_tracker").WorkspaceQuotaTracker
    seen, record = [], tracker.record_request

    def spy(self, success=True, tokens_used=0):
        if success:
            seen.append(tokens_used)
        return record(self, success, tokens_used)

    tracker.record_request = spy
    module = importlib.import_module(path.removesuffix(".py").replace("/", "."))
    return run.watch(getattr(module, name), client, seen, methods)


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("checkout", type=Path)
    arguments.add_argument("--jsonl", type=Path, help="write what ran as compare.py reads it")
    given = arguments.parse_args()
    backend = (given.checkout / "backend").resolve()
    methods = spending.methods("openai")
    run.warm(methods)
    rows = []
    for path, name, client in FACTORIES:
        outcome = run.apart(lambda: observe(backend, path, name, client, methods))
        if outcome["fault"]:
            sys.exit(f"{path}:{name}: {outcome['fault']}")
        print(f"backend/{path}:{name}  {client}")
        for m in outcome["methods"]:
            rows.append({"symbol": f"backend/{path}:{name}", "client": client} | m)
            label = f"via {m['view']} {m['method']}" if m["view"] else m["method"]
            print(f"  {label:<60} {m['state']:<10} {m['fault']}".rstrip())
    if given.jsonl:
        given.jsonl.write_text("".join(json.dumps(row) + "\n" for row in rows))


if __name__ == "__main__":
    main()
