"""What may an editor offer while a fact file is written? JSON Schemas, made from the shapes.

Run `python -m withhold.catalogue.schema` to write them, with `--check` to see whether they are
stale.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import msgspec

from withhold.model import fact, published, recipe
from withhold.model.terms import Fact

FOLDER = Path("docs/reference/facts.schema")
SHAPES: dict[str, type[Fact]] = {
    "platform": fact.Platform,
    "uses": fact.Uses,
    "controls": fact.Controls,
    "recipes": recipe.Recipes,
    "policies": published.Policies,
    "exports": published.Exports,
    "words": fact.Words,
    "killed": fact.KillList,
    "archives": fact.Archives,
}


def schemas() -> dict[str, str]:
    """Return the text of every schema file, by name."""
    return {f"{name}.json": _text(name, shape) for name, shape in SHAPES.items()}


def stale(folder: Path) -> list[str]:
    """Return the names of schema files that are missing, old or too many."""
    wanted = schemas()
    found = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.json")}
    return sorted(name for name in wanted | found if wanted.get(name) != found.get(name))


def write(folder: Path) -> None:
    """Write every schema file."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in schemas().items():
        (folder / name).write_text(text, encoding="utf-8")


def main(arguments: list[str]) -> int:
    """Write the schemas, or with `--check` say which are stale; return the exit code."""
    if "--check" not in arguments:
        write(FOLDER)
        return 0
    old = stale(FOLDER)
    for name in old:
        sys.stderr.write(f"{FOLDER / name} is stale: run python -m withhold.catalogue.schema\n")
    return 1 if old else 0


def _text(name: str, shape: type[Fact]) -> str:
    (whole,), parts = msgspec.json.schema_components([shape], ref_template="#/$defs/{name}")
    document = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"{name}.yaml",
        **whole,
        "$defs": parts,
    }
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
