"""How are the findings about this machine told to a person, and written as JSON?"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from withhold.kernel.errors import Exit
from withhold.report.pages.message import Message

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SCHEMA = 1
_ROOM = 9
_WIDTH = 100


class Level(StrEnum):
    """How much a finding matters: nothing to do, good to know, or in the way."""

    OK = "ok"
    WARN = "warn"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. `do` is the mend, and empty where there is nothing to mend.

    What others said (an error, a browser) is plain text; sentences of ours are messages.
    """

    name: str
    level: Level
    what: Message | str
    do: Message | str = ""


def document(findings: Sequence[Finding]) -> dict[str, Any]:
    """Give the findings as JSON."""
    return {
        "schema": SCHEMA,
        "findings": [
            {
                "name": one.name,
                "level": one.level.value,
                "what": str(one.what),
                "do": str(one.do),
            }
            for one in findings
        ],
    }


def lines(findings: Sequence[Finding]) -> Iterator[str]:
    """Say every finding, and at the end how it stands on the whole."""
    for one in findings:
        yield from _wrapped(f"{one.level.value:<{_ROOM}}{one.name}: {one.what}", _ROOM)
        if one.do:
            yield from _wrapped(f"{'':<{_ROOM}}-> {one.do}", _ROOM + len("-> "))
    yield ""
    yield _summary(findings)


def verdict(findings: Sequence[Finding]) -> Exit:
    """Give the exit code: only problems count."""
    return Exit.FINDINGS if _count(findings, Level.PROBLEM) else Exit.WELL


def _wrapped(text: str, indent: int) -> list[str]:
    return textwrap.wrap(
        text,
        _WIDTH,
        subsequent_indent=" " * indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _summary(findings: Sequence[Finding]) -> str:
    problems = _count(findings, Level.PROBLEM)
    if problems:
        them = "one thing is" if problems == 1 else f"{problems} things are"
        return f"{them.capitalize()} in the way. The arrow says what to do."
    warned = _count(findings, Level.WARN)
    return "Nothing is in the way." + (" See what is marked `warn`." if warned else "")


def _count(findings: Sequence[Finding], level: Level) -> int:
    return sum(one.level is level for one in findings)
