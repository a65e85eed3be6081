"""Runs the factories of potentialgenie/ai_team_orchestrator for real and says what each of them counts.

    git --git-dir=GITDIR --work-tree=DIR checkout -f 57a4e16e9f15037af3c3bc77e15617841472a115 -- .
    python -m venv venv && venv/bin/pip install -r requirements.txt
    venv/bin/python -B run_orchestrator.py DIR --quotalint PROGRAM > orchestrator.md

Both factory modules and the project's own quota tracker run as they are, with the SDK of requirements.txt, against a local server. A
call counts if the tracker's record_request is told of a success. Of the project, only services/__init__.py is left out, which opens
the database.

What is written is Markdown: what ran beside what quotalint reads of each method, with a config that names the factories and declares
nothing, and every call that it finds uncovered.
"""

import argparse
import importlib
import json
import logging
import subprocess
import sys
import tempfile
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


def quotalint(program, checkout, *arguments):
    """What quotalint says of the checkout, with a config that approves the factories and declares nothing."""
    lines = [f"  - {{path: backend/{path}, symbol: {name}}}\n" for path, name, _ in FACTORIES]
    with tempfile.TemporaryDirectory() as folder:
        config = Path(folder, "quotalint.yml")
        config.write_text("version: 1\nfactories:\n" + "".join(lines))
        command = [Path(program).resolve(), *arguments, "--config", config, "--format", "json"]
        return json.loads(subprocess.run(command, cwd=checkout, stdout=subprocess.PIPE, check=True).stdout)


def compare(factory, client, outcome, report):
    """A table of what ran and what was read, and of how many methods agree."""
    read = next(c for f in report["factories"] if f["symbol"] == factory for c in f["clients"] if c["client"] == client)
    methods = {m["method"]: m for m in read["methods"]}
    print(f"\n## {factory}, {client} ({'async' if read.get('async') else 'sync'})\n")
    print("| method | run | read | agree | calls here |\n|---|---|---|---|---|")
    same = 0
    ran = [m for m in outcome["methods"] if not m["view"]]
    for m in ran:
        said = methods.pop(m["method"], {"state": "not listed", "uses": 0})
        told = said.get("quality") or said["state"]
        agree = told == m["state"] or not m["spent"] and {told, m["state"]} == {"full", "no-tokens"}  # no tokens to lose
        same += agree
        print(f"| {m['method']} | {m['state']} | {told} | {'yes' if agree else '**no**'} | {said['uses']} |")
    for m in methods.values():
        if m["state"] != "absent":
            print(f"| {m['method']} | not in this SDK | {m['state']} | **no** | {m['uses']} |")
            ran.append(m)
    print(f"\n{same} of {len(ran)} methods agree. Of other versions of the SDK are {sum(m['state'] == 'absent' for m in methods.values())}.")
    print("\nAs run, through views: " + "; ".join(f"{m['view']} {m['method']} {m['state']}" for m in outcome["methods"] if m["view"]) + ".")
    return same, len(ran)


def calls(sites, spends):
    for s in sites:
        if s["verdict"] == "uncovered" and (s["spends"] != "no") == spends:
            yield f"| {s['path']}:{s['line']} | {s['method']} | {', '.join(s['makers'])} | {'async' if s['async'] else 'sync'} |"


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("checkout", type=Path)
    arguments.add_argument("--quotalint", required=True, help="the program")
    given = arguments.parse_args()
    backend = (given.checkout / "backend").resolve()
    methods = spending.methods("openai")
    run.warm(methods)
    report = quotalint(given.quotalint, given.checkout, "factory")
    print("# Factories of potentialgenie/ai_team_orchestrator: run and read")
    same = all_methods = 0
    for path, name, client in FACTORIES:
        outcome = run.apart(lambda: observe(backend, path, name, client, methods))
        if outcome["fault"]:
            sys.exit(f"{path}:{name}: {outcome['fault']}")
        agreed, of = compare(f"backend/{path}:{name}", client, outcome, report)
        same, all_methods = same + agreed, all_methods + of
    print(f"\n## All\n\n{same} of {all_methods} methods agree, of {len(FACTORIES)} functions.")
    sites = quotalint(given.quotalint, given.checkout, "audit")["sites"]
    for title, spends in (("that spend, or may", True), ("that spend nothing", False)):
        print(f"\n## Uncovered calls {title}\n\n| call | method | factory | |\n|---|---|---|---|")
        print("\n".join(calls(sites, spends)))


if __name__ == "__main__":
    main()
