"""How far has an archive come in, how long will it take, and what came of it?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from withhold.model.exposure import Problem
from withhold.report.pages.message import Message, say, say_many
from withhold.report.pages.remarks import Trouble, trouble
from withhold.report.pages.run import Failure

if TYPE_CHECKING:
    from collections.abc import Sequence

_ENOUGH = 0.02  # of an archive, before which nobody can say how long it takes
_MINUTE = 60


class Arrival(msgspec.Struct, frozen=True):
    """How far an import is: bytes done of all, items so far. `ended`: None while nobody wrote it.

    `began` is a reading of its own clock, `seconds` what it took until now.
    """

    id: str
    pid: int = 0
    began: float = 0.0
    seconds: float = 0.0
    done: int = 0
    total: int = 0
    items: int = 0
    finishing: bool = False
    ended: str | None = None
    new: int = 0
    known: int = 0
    problems: tuple[Problem, ...] = ()
    failure: Failure | None = None
    alive: bool = False


@dataclass(frozen=True, slots=True)
class ArrivalPage:
    """The page. `share` is in hundredths, None while there is nothing to measure by."""

    id: str
    on: bool
    headline: Message
    told: Message | None
    share: int | None
    items: int
    left: Message | None
    problems: tuple[tuple[str, str, Trouble], ...]
    failure: Failure | None
    came: bool


def arrival_page(found: Arrival) -> ArrivalPage:
    """Say how far it is."""
    headline, told = _heading(found)
    share = min(found.done / found.total, 1.0) if found.total and not found.finishing else None
    return ArrivalPage(
        id=found.id,
        on=found.alive,
        headline=headline,
        told=told,
        share=round(share * 100) if share is not None else None,
        items=found.items,
        left=_left(share, found.seconds) if found.alive else None,
        problems=shown(found.problems),
        failure=found.failure,
        came=bool(found.new or found.known),
    )


def shown(problems: Sequence[Problem]) -> tuple[tuple[str, str, Trouble], ...]:
    """Give path, detail and sentence of each problem."""
    return tuple((each.path, each.detail, trouble(each)) for each in problems)


def _heading(found: Arrival) -> tuple[Message, Message | None]:
    if found.alive and found.finishing:
        return say("Putting it in order"), say("All is read. What was read is being sorted.")
    if found.alive:
        told = say("You may close this page; it goes on. Pictures and videos are left unread.")
        return say("Reading your archive"), told
    if found.failure:
        return say("This did not come to its end"), say("Nothing of it was kept.")
    return _end(found)


def _end(found: Arrival) -> tuple[Message, Message | None]:
    if found.ended == "done" and found.new:
        return say_many("Your archive is in", "{count} archives are in", found.new), None
    if found.ended == "done":
        return say("This archive was added before"), say("Nothing is counted twice.")
    whole = say("What was not read to its end was not kept.")
    if found.ended == "interrupted":
        return say("Stopped, as you wished"), whole
    return say("It was cut short"), whole


def _left(share: float | None, seconds: float) -> Message | None:
    """Say how long it will still take, by what it took so far."""
    if share is None or share <= _ENOUGH:
        return None
    rest = seconds / share - seconds
    if rest < _MINUTE:
        return say("Less than a minute left")
    minutes = round(rest / _MINUTE)
    return say_many("About {count} minute left", "About {count} minutes left", minutes)
