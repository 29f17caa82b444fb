"""What would go along in an export, kind by kind, before anything is written?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from withhold.report.pages.message import Message, say

if TYPE_CHECKING:
    from collections.abc import Collection

    from withhold.report.evidence import Preview

SHOWN = 120
"""So many pictures are shown before an export; that there are more is said."""
REDACTIONS = {
    "handles": say("Every record in which a handle of yours stands, with its evidence"),
    "whole-pages": say("Looks whose picture shows a whole page"),
}
KINDS = {
    "reading": say("What was read, with pictures"),
    "declaration": say("Your own word, with your pictures"),
    "change": say("What was changed"),
    "adoption": say("Switches you adopted"),
    "stranger": say("Switches nobody described"),
    "account": say("Your accounts, their names and handles"),
    "run": say("When runs began"),
    "run-end": say("How runs ended"),
    "event": say("What happened during runs"),
    "notice": say("Lines of the inbox"),
    "notice-read": say("Which of them you read"),
    "cool-off": say("Pauses after a challenge"),
    "consent": say("When you were told about the platforms’ terms"),
}
TOMBSTONE = say("What you had erased: only that it was, never what")


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that may go along. `name` is what the form calls it; empty: it always goes."""

    name: str
    label: Message
    count: int
    left_out: bool


@dataclass(frozen=True, slots=True)
class ExportPage:
    """An export before it is made. `size` in megabytes, of the evidence; `shots`: some pictures."""

    redactions: tuple[Row, ...]
    kinds: tuple[Row, ...]
    preview: Preview
    records: int
    size: int
    shots: tuple[str, ...]


def export_page(found: Preview, without: Collection[str]) -> ExportPage:
    """Lay out what was counted."""
    counts = found.records
    kinds = [
        Row(name, label, counts.get(name, 0), name in without) for name, label in KINDS.items()
    ]
    if stones := counts.get("tombstone", 0):
        kinds.append(Row("", TOMBSTONE, stones, left_out=False))
    return ExportPage(
        tuple(Row(name, label, 0, name in without) for name, label in REDACTIONS.items()),
        tuple(kinds),
        found,
        sum(counts.values()),
        -(-found.size // (1024 * 1024)),
        found.shots[:SHOWN],
    )
