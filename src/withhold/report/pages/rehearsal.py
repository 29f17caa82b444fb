"""How far is a rehearsal, and did every invented page get the answer it should?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from withhold.model.observation import Reason, State
from withhold.report.pages.evidence import control_name
from withhold.report.pages.message import Message, say, say_many
from withhold.report.pages.standing import Shape, Sign
from withhold.report.reasons import MESSAGES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from withhold.model.fact import PlatformFacts
    from withhold.model.terms import Prose

_SIGNS = {
    State.WITHHELD: Sign(Shape.OFF, say("Off: switched, and proved by a fresh look")),
    State.ALLOWED: Sign(Shape.ON, say("Still on")),
    State.UNKNOWN: Sign(Shape.UNSEEN, say("Couldn’t see")),
}


@dataclass(frozen=True, slots=True)
class Played:
    """One page that was rehearsed: what it does, what was answered, whether that was right."""

    control: str
    behaviour: str
    state: str
    reason: str | None
    right: bool


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """How far a rehearsal is. `of`: how many pages; `ended`: None while nobody wrote an end down.

    `pid` is 0 before its process has begun; `seen`: whether it shows in a window; `whole`: its own
    ledger verified at the end.
    """

    id: str
    alive: bool
    pid: int = 0
    of: int = 0
    seen: bool = False
    played: tuple[Played, ...] = ()
    ended: str | None = None
    whole: bool = False


@dataclass(frozen=True, slots=True)
class PlayedRow:
    """One page of it in words; `behaviour` is our own name for what the page does."""

    name: Prose
    behaviour: str
    sign: Sign
    why: Message | None
    right: bool


@dataclass(frozen=True, slots=True)
class RehearsalPage:
    """The page; newest first while it goes on. `whole`: its own ledger verified at the end."""

    id: str
    headline: Message
    done: int
    of: int
    seen: bool
    on: bool
    wrong: int
    whole: bool
    rows: tuple[PlayedRow, ...]


def rehearsal_page(found: Rehearsal, facts: Mapping[str, PlatformFacts]) -> RehearsalPage:
    """Say how far it is."""
    wrong, done = sum(not each.right for each in found.played), len(found.played)
    on = found.alive and found.ended is None
    return RehearsalPage(
        id=found.id,
        headline=_headline(on=on, ended=found.ended, wrong=wrong, done=done),
        done=done,
        of=found.of,
        seen=found.seen,
        on=on,
        wrong=wrong,
        whole=found.whole and found.ended == "done",
        rows=tuple(_row(each, facts) for each in reversed(found.played)),
    )


def _headline(*, on: bool, ended: str | None, wrong: int, done: int) -> Message:
    if on:
        return say("Rehearsing on invented pages")
    if wrong:
        return say_many(
            "One page got another answer than it should",
            "{count} pages got another answer than they should",
            wrong,
        )
    if ended == "done":
        return say("All {count} pages were answered as they should be", count=done)
    return say("The rehearsal was stopped")


def _row(each: Played, facts: Mapping[str, PlatformFacts]) -> PlayedRow:
    reason = Reason(each.reason) if each.reason else None
    return PlayedRow(
        name=control_name(facts, each.control),
        behaviour=each.behaviour.replace("-", " "),
        sign=_SIGNS[State(each.state)],
        why=say(MESSAGES[reason].what) if reason else None,
        right=each.right,
    )
