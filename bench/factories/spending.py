"""The methods of an SDK's client that spend, or may, in any of its versions, from the rules files."""

from pathlib import Path

import yaml

RULES = Path(__file__).parents[2] / "rules"


def methods(name):
    """The paths of the methods of a rules file, openai or openai-node, less those of sockets' messages, pages and raw requests."""
    spends = {op["op"]: op["spends"] for op in load("operations")["operations"]}
    return [
        m["path"]
        for m in load(name)["surfaces"]["client"]["methods"]
        if m.get("spends", spends.get(m["op"], "no")) != "no"
        and m.get("kind", "endpoint") in ("endpoint", "helper", "websocket")
        and "()" not in m["path"]
    ]


def load(name):
    return yaml.load((RULES / f"{name}.yaml").read_text(), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
