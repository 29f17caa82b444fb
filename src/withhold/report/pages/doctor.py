"""How does a person read what was found on their machine?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from withhold.report.doctor import Level
from withhold.report.pages.message import Message, say, say_many

if TYPE_CHECKING:
    from collections.abc import Sequence

    from withhold.report.doctor import Finding

_NAMES = {
    "withhold": say("Withhold"),
    "python": say("Python"),
    "home": say("The folder where everything is kept"),
    "disk": say("Room on the disk"),
    "settings": say("Your settings file"),
    "facts": say("What is known about platforms"),
    "browser": say("Browser"),
    "flatpak": say("Browsers in a Flatpak"),
    "managed": say("Who manages the browser"),
    "driver": say("What drives the browser"),
    "trial": say("Trying the browser"),
    "screen": say("Screen"),
    "sandbox": say("The browser’s own protection"),
    "profile": say("Browser profile"),
    "ledger": say("The ledger"),
    "half-done": say("A change that was cut short"),
    "cool-off": say("An account left in peace"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One finding under the name people read."""

    name: Message | str
    level: Level
    what: Message | str
    do: Message | str


def rows(findings: Sequence[Finding]) -> tuple[Row, ...]:
    """Give the findings, what is in the way first."""
    order = [Level.PROBLEM, Level.WARN, Level.OK]
    found = [Row(_NAMES.get(one.name, one.name), one.level, one.what, one.do) for one in findings]
    return tuple(sorted(found, key=lambda row: order.index(row.level)))


def headline(findings: Sequence[Finding] | None) -> Message:
    """Say how it stands on the whole; None where nobody has looked yet."""
    if findings is None:
        return say("Looking at this machine")
    problems = sum(one.level is Level.PROBLEM for one in findings)
    if problems:
        return say_many("One thing is in the way", "{count} things are in the way", problems)
    return say("Nothing is in the way")
