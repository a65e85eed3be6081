"""Writes random factories with a fixed seed, runs each with the real SDK against a local server, and writes down what it counted.

    python -m venv venv && venv/bin/pip install -r requirements.txt
    npm install --prefix NODE openai@6.9.1 esbuild@0.25.10
    venv/bin/python -B generate.py OUT [--node NODE] [--seed 4] [--python 240] [--typescript 80]

OUT/<language>/<number> is a project with a config; OUT/truth.jsonl has a line for each method of each factory, as compare.py reads it.
"""

import argparse
import json
import random
import shutil
import subprocess
import sys
from pathlib import Path

import generate_python
import generate_typescript
import spending

RUNNERS = Path(__file__).parents[2] / "testdata" / "factory"


def write(out, language, maker, count, seed):
    """Random projects, as jobs for a runner."""
    jobs = []
    for number in range(count):
        made = maker.factory(random.Random(f"{seed} {language} {number}"))
        folder = out / language / f"{number:03}"
        for name, text in made["files"].items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text)
        jobs.append(made | {"id": f"{language}/{number:03}", "dir": str(folder.resolve()), "paths": []})
    return jobs


def run(command, methods, jobs, out):
    """What ran: rows of truth.jsonl, and the number of factories that could not be made."""
    given = json.dumps({"methods": methods, "runs": [{k: v for k, v in job.items() if k != "files"} for job in jobs]})
    done = subprocess.run(command, input=given, text=True, stdout=subprocess.PIPE, stderr=sys.stderr, check=True)
    failed = 0
    for job, line in zip(jobs, done.stdout.splitlines(), strict=True):
        outcome = json.loads(line)
        if outcome["fault"]:
            failed += 1
            print(f"{job['id']} ({job['technique']}) cannot be made: {outcome['fault']}", file=sys.stderr)
        for m in outcome.get("methods", []):
            row = {"project": job["id"], "symbol": f"{job['file']}:{job['symbol']}", "client": job["client"], "technique": job["technique"]}
            out.write(json.dumps(row | m) + "\n")
    return failed


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("out", type=Path)
    arguments.add_argument("--node", type=Path, help="a folder with node_modules; without it, no TypeScript")
    arguments.add_argument("--seed", type=int, default=4)
    arguments.add_argument("--python", type=int, default=240)
    arguments.add_argument("--typescript", type=int, default=80)
    given = arguments.parse_args()
    shutil.rmtree(given.out, ignore_errors=True)
    given.out.mkdir(parents=True)
    failed = 0
    with (given.out / "truth.jsonl").open("w") as out:
        jobs = write(given.out, "python", generate_python, given.python, given.seed)
        failed += run([sys.executable, "-B", RUNNERS / "run.py"], spending.methods("openai"), jobs, out)
        if given.node:
            jobs = write(given.out, "typescript", generate_typescript, given.typescript, given.seed)
            (given.out / "node_modules").symlink_to((given.node / "node_modules").resolve())
            failed += run(["node", RUNNERS / "run.mjs"], spending.methods("openai-node"), jobs, out)
    sys.exit(f"{failed} factories could not be made" if failed else 0)


if __name__ == "__main__":
    main()
