"""How is it told how far the reading of an archive is, and what it brought?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from withhold.report.failures import SCHEMA
from withhold.report.policies import WHY, safe
from withhold.report.screen import Screen

if TYPE_CHECKING:
    from collections.abc import Mapping

    from withhold.report.screen import Line


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an import has come: `done` of `total` versions; `left`: documents after this one."""

    about: str
    done: int
    total: int
    left: int
    changes: int


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did.

    `new`, `known`, `late`: versions recorded now, earlier, and left out because they are older
    than what was judged. `unread`: versions that could not be judged, by reason. `problems`: other
    things that were amiss, all counted, the first `named` by code and path.
    """

    documents: int
    new: int
    known: int
    late: int
    changes: int
    unread: Mapping[str, int]
    problems: int
    named: tuple[tuple[str, str], ...]


def document(done: Imported) -> dict[str, Any]:
    """Give the one object `policies import` prints with `--json`."""
    return {
        "schema": SCHEMA,
        "documents": done.documents,
        "versions": {"new": done.new, "known": done.known, "late": done.late},
        "changes": done.changes,
        "unread": dict(done.unread),
        "problems": {
            "count": done.problems,
            "named": [{"code": code, "path": path} for code, path in done.named],
        },
    }


def screen(done: Imported, *, width: int) -> list[Line]:
    """Say what an import did."""
    page = Screen(width)
    if done.known and not done.new:
        page.head("Nothing in it is new.")
    else:
        page.head(
            f"{done.new} versions of {done.documents} documents read; "
            f"{done.changes} changes about training found."
        )
    if done.known:
        page.text(f"{done.known} versions were known already.")
    for why, count in done.unread.items():
        page.text(f"{count} could not be judged: {WHY.get(why, safe(why).rstrip('.'))}.")
    if done.late:
        page.text(f"{done.late} are older than what was judged already, and were left out.")
    if done.problems:
        page.text(f"{done.problems} other things in it were left alone:")
        for code, path in done.named[:10]:
            page.point(f"{safe(path)} ({code})")
    page.text("`withhold policies changes --all` lists all changes.")
    return page.lines


def progress(now: Progress) -> str:
    """Say in one line how far it is."""
    return (
        f"{now.done} of {now.total} versions, {now.left} documents to come, "
        f"{now.changes} changes found: {safe(now.about)}"
    )
