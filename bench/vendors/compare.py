"""Compares what the rules say that a vendor counts with what its package records, method by method, in Python.

    python3 bench/vendors/compare.py [VENDOR…]

For each vendor it makes a virtual environment with the versions below, calls every method of probe.py on a client that the
vendor counts, against a server on this machine, and asks `quotalint factory` about a project that does the same. It ends with 1
if they differ. It needs Go, Python and the package index.
"""

import json
import pathlib
import subprocess
import sys
import tempfile
import venv

HERE = pathlib.Path(__file__).resolve().parent
SDK = "openai==3.54.0"
WRAPPED = "from openai import OpenAI\n\nfrom {module} import {wrap}\n\nclient = {wrap}(OpenAI())\n"
STARTED = "from openai import OpenAI\n\n{start}\n\nclient = OpenAI()\n"
INSTRUMENTED = STARTED.format(start="from {module} import OpenAIInstrumentor\n\nOpenAIInstrumentor().instrument()")

# What is installed of a vendor, and a program that it counts.
VENDORS = {
    "braintrust": (["braintrust==0.47.0"], WRAPPED.format(module="braintrust", wrap="wrap_openai")),
    "langfuse": (["langfuse==5.0.4"], "from langfuse.openai import OpenAI\n\nclient = OpenAI()\n"),
    "langsmith": (["langsmith==0.15.0"], WRAPPED.format(module="langsmith.wrappers", wrap="wrap_openai")),
    "openinference": (["openinference-instrumentation-openai==0.1.66"], INSTRUMENTED.format(module="openinference.instrumentation.openai")),
    "openllmetry": (["opentelemetry-instrumentation-openai==0.62.4"], INSTRUMENTED.format(module="opentelemetry.instrumentation.openai")),
    "opik": (["opik==2.2.122"], WRAPPED.format(module="opik.integrations.openai", wrap="track_openai")),
    "posthog": (["posthog==7.91.1"], "from posthog.ai.openai import OpenAI\n\nclient = OpenAI()\n"),
    "sentry": (["sentry-sdk==2.75.0"], STARTED.format(start="import sentry_sdk\n\nsentry_sdk.init(traces_sample_rate=1.0)")),
}


def record(vendor, packages, folder):
    """What the package records of each method: full, no-tokens or none."""
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "-q", SDK, "opentelemetry-sdk", "pytest", *packages], check=True)
    run = subprocess.run([python, HERE / "probe.py", vendor], check=True, capture_output=True, text=True, cwd=folder)
    return json.loads(run.stdout.splitlines()[-1])


def read(vendor, program, quotalint, folder):
    """What the rules say of each method. A stream that does not ask for its usage has none: on-request is no-tokens here."""
    folder.mkdir()
    (folder / ".quotalint.yml").write_text(f"version: 1\ntrust: [{vendor}]\n")
    (folder / "requirements.txt").write_text(SDK + "\n")
    (folder / "main.py").write_text(program + 'client.models.retrieve("m")\n')
    run = subprocess.run([quotalint, "factory", vendor, "--all", "--format", "json"], check=True, capture_output=True, text=True, cwd=folder)
    words = {"on-request": "no-tokens", "": "none"}
    methods = {}
    for client in json.loads(run.stdout)["factories"][0]["clients"]:
        for m in client["methods"]:
            quality = m.get("quality", "")
            methods[m["method"]] = words.get(quality, quality)
    return methods


def main():
    names = sys.argv[1:] or sorted(VENDORS)
    failed = False
    with tempfile.TemporaryDirectory() as scratch:
        scratch = pathlib.Path(scratch)
        quotalint = scratch / "quotalint"
        subprocess.run(["go", "build", "-o", quotalint, "./cmd/quotalint"], check=True, cwd=HERE.parent.parent)
        for name in names:
            packages, program = VENDORS[name]
            said = read(name, program, quotalint, scratch / f"{name}-read")
            ran = record(name, packages, scratch / f"{name}-run")
            differ = [(m, said.get(m, "none"), ran[m]) for m in sorted(ran) if said.get(m, "none") != ran[m]]
            print(f"{name}: {len(ran) - len(differ)} of {len(ran)} methods agree")
            for method, rules, package in differ:
                print(f"  {method}: {rules} in the rules, {package} as recorded")
            failed = failed or bool(differ)
    sys.exit(failed)


main()
