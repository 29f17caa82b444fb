"""What can a person type, and which reasons can they meet? Writes the pages of `docs/reference`.

`--check` writes nothing and fails if a page is stale.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from withhold.cli import main as program
from withhold.model.observation import Reason
from withhold.report.reasons import MESSAGES

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "reference"
MADE = "<!-- Made by `just reference` from the program itself; edit that, not this. -->\n\n"
WIDTH = 80


def pages() -> dict[str, str]:
    """Return each generated page's name and text."""
    return {"cli.md": MADE + _commands(), "reasons.md": MADE + _reasons()}


def _commands() -> str:
    parts = ["# Commands and options\n"]
    for path, command in _walk(_group(), "withhold"):
        context = click.Context(command, info_name=path, terminal_width=WIDTH)
        parts.append(f"## `{path}`\n\n```text\n{command.get_help(context).rstrip()}\n```\n")
    return "\n".join(parts)


def _group() -> click.Group:
    """Return the program's group of commands."""
    return next(thing for thing in vars(program).values() if isinstance(thing, click.Group))


def _walk(command: click.Command, path: str) -> Iterator[tuple[str, click.Command]]:
    yield path, command
    if not isinstance(command, click.Group):
        return
    context = click.Context(command, info_name=path)
    for name in command.list_commands(context):
        found = command.get_command(context, name)
        if found is not None and not found.hidden:
            yield from _walk(found, f"{path} {name}")


def _reasons() -> str:
    rows = []
    for reason in Reason:
        told = MESSAGES[reason]
        do = told.do.format(control="CONTROL", platform="PLATFORM")
        rows.append(f"| `{reason}` | {told.what} | {do} |\n")
    head = "# Reasons\n\nWhy an answer is `unknown`, or `allowed` although something was tried."
    codes = " The codes are stable.\n\n| reason | what is so | what to do now |\n|---|---|---|\n"
    return head + codes + "".join(rows)


def main(arguments: list[str]) -> int:
    """Write the pages, or with `--check` name the stale ones."""
    stale = [
        name
        for name, text in pages().items()
        if not (file := FOLDER / name).is_file() or file.read_text(encoding="utf-8") != text
    ]
    if "--check" in arguments:
        for name in stale:
            print(f"docs/reference/{name} is stale: run `just reference`", file=sys.stderr)
        return 1 if stale else 0
    for name in stale:
        (FOLDER / name).write_text(pages()[name], encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
