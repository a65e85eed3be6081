"""Writes random factories with a fixed seed, as fixtures in the form of testdata/factory.

    python3 generate.py OUT [--seed 4] [--python 240] [--typescript 80] [--go 40]

OUT/<language>/<number>.txtar is a project with a config that approves its factory. Its want.txt says how the client is made, and nothing
of what is counted: the test TestRandomFactories runs and reads these projects and compares the two.
"""

import argparse
import random
from pathlib import Path

import generate_go
import generate_python
import generate_typescript

LANGUAGES = {"python": generate_python, "typescript": generate_typescript, "go": generate_go}


def fixture(made):
    """A factory as the text of a txtar archive, which begins with its technique."""
    want = f"make {made['symbol']} {made['client']}: {made['make']}\n"
    return f"{made['technique']}\n" + "".join(f"-- {name} --\n{text}" for name, text in {**made["files"], "want.txt": want}.items())


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("out", type=Path)
    arguments.add_argument("--seed", type=int, default=4)
    arguments.add_argument("--python", type=int, default=240)
    arguments.add_argument("--typescript", type=int, default=80)
    arguments.add_argument("--go", type=int, default=40)
    given = arguments.parse_args()
    for language, generator in LANGUAGES.items():
        folder = given.out / language
        folder.mkdir(parents=True, exist_ok=True)
        for number in range(getattr(given, language)):
            made = generator.factory(random.Random(f"{given.seed} {language} {number}"))
            (folder / f"{number:03}.txtar").write_text(fixture(made), encoding="utf-8")


if __name__ == "__main__":
    main()
