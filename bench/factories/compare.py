"""Holds what quotalint reads of factories against what they counted when they ran.

    compare.py TRUTH --quotalint PROGRAM          reads every project beside TRUTH, as generate.py writes them
    compare.py TRUTH --read REPORT                REPORT is what `quotalint factory --format json` said of one project

TRUTH is lines of JSON: {"project", "symbol", "client", "method", "view", "state", "spent", …}. A method agrees if both say tracked (run:
full, no-tokens, double) or both say untracked; one that the report does not list is untracked. A call that failed or that the handed
out object lacks says nothing. Views (with_options …) are not compared: they are no methods of the report.
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path

TRACKED = ("full", "no-tokens", "double")


def read(program, folder):
    """The report of a project."""
    done = subprocess.run([program, "factory", "--format", "json", folder], text=True, capture_output=True)
    if done.returncode:
        sys.exit(f"{folder}: exit code {done.returncode}: {done.stderr}")
    return json.loads(done.stdout)


def methods(report):
    """(state, quality, how) by (symbol, client, method), and how by (symbol, client)."""
    found, how = {}, {}
    for f in report["factories"]:
        for c in f["clients"]:
            how[f["symbol"], c["client"]] = f["how"]
            for m in c["methods"]:
                found[f["symbol"], c["client"], m["method"]] = (m["state"], m.get("quality", ""))
    return found, how


class Tally:
    """Agreement so far. silent counts what neither a run nor a read can be held to."""

    def __init__(self):
        self.methods = self.same = self.named = self.named_same = self.quality = self.quality_same = self.silent = 0
        self.factories = {}  # (project, symbol, client) -> whether all its methods agree
        self.faults = []

    def add(self, row, found, how):
        key = (row["symbol"], row["client"], row["method"])
        factory = (row.get("project", ""), row["symbol"], row["client"])
        state, quality = found.get(key, ("untracked", ""))
        ran = row["state"] in TRACKED
        told = state == "tracked"
        if row["state"] in ("fails", "absent"):
            self.silent += 1
            return
        self.methods += 1
        self.factories.setdefault(factory, True)
        if how.get(key[:2]) in (None, "unread"):
            return self.fault(factory, row, how.get(key[:2]) or "no such factory in the report")
        self.named += ran or told
        if ran != told:
            return self.fault(factory, row, state)
        self.same += 1
        self.named_same += ran
        if ran:
            self.quality += 1
            unknown = not row["spent"] and {quality, row["state"]} <= {"full", "no-tokens"}  # nothing to lose
            self.quality_same += quality == row["state"] or unknown
            if quality != row["state"] and not unknown:
                self.faults.append(f"{' '.join(factory)} {row['method']}: run {row['state']}, read {quality} ({row.get('technique', '')})")

    def fault(self, factory, row, state):
        self.factories[factory] = False
        self.faults.append(f"{' '.join(factory)} {row['method']}: run {row['state']}, read {state} ({row.get('technique', '')})")

    def show(self):
        for line in self.faults:
            print(line)
        whole = sum(self.factories.values())
        print(f"methods      {share(self.same, self.methods)}  ({self.silent} failed or absent when run, not compared)")
        print(f"  tracked by either  {share(self.named_same, self.named)}")
        print(f"  quality of what both track  {share(self.quality_same, self.quality)}")
        print(f"factories    {share(whole, len(self.factories))}  with every method the same")


def share(part, whole):
    return f"{part} of {whole}" + (f": {100 * part / whole:.1f} %" if whole else "")


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("truth", type=Path)
    source = arguments.add_mutually_exclusive_group(required=True)
    source.add_argument("--quotalint", help="the program; projects are beside TRUTH")
    source.add_argument("--read", type=Path, help="a report of one project")
    given = arguments.parse_args()
    tally, reports = Tally(), {}
    for line in given.truth.read_text().splitlines():
        row = json.loads(line)
        if row["view"]:
            continue
        project = row.get("project", "")
        if project not in reports:
            report = json.loads(given.read.read_text()) if given.read else read(given.quotalint, given.truth.parent / project)
            reports[project] = methods(report)
        tally.add(row, *reports[project])
    tally.show()


if __name__ == "__main__":
    main()
