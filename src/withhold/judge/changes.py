"""What happened to a control that the person should be told of, once?

Told is what they did not do or see done themselves. Their own `off` and `restore` are no news, and
neither is a state that has passed by the time somebody looks, except drift: that a switch was on
again for a while matters also when it is off by now.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING

from withhold.model.observation import Phase, State, Word

if TYPE_CHECKING:
    from withhold.judge.history import History
    from withhold.model.observation import Reading


class Told(StrEnum):
    """Kinds of events, the gravest first."""

    DRIFT = "drift"
    ALLOWED = "allowed"
    WITHHELD = "withheld"
    UNKNOWN = "unknown"
    STRANGER = "stranger"
    WORD = "word"
    ANSWER = "answer"
    POLICY = "policy"


_NEWS = {State.ALLOWED: Told.ALLOWED, State.WITHHELD: Told.WITHHELD, State.UNKNOWN: Told.UNKNOWN}


@dataclass(frozen=True, slots=True)
class Event:
    """One thing to tell of a control: the reading that shows it, and the one before it.

    `was` is how it stood before: a state, or `declared` where only the person had said so.
    """

    told: Told
    reading: Reading
    before: Reading | None
    was: str | None

    @property
    def key(self) -> str:
        """What makes this event itself, and no other."""
        about = self.reading
        return f"{self.told}:{about.control}:{about.account}:{about.id}"


def events(history: History) -> list[Event]:
    """List what there is to tell of one control of one account, oldest first."""
    return [*_drifts(history), *_now(history)]


def blind(history: History) -> list[Reading]:
    """List the looks since the last one that could tell, newest first."""
    return list(takewhile(lambda each: each.state is State.UNKNOWN, reversed(history.looks)))


def _drifts(history: History) -> list[Event]:
    """Find each time it was off and then on, by nobody the person knows of."""
    return [
        Event(Told.DRIFT, later, before, State.WITHHELD)
        for before, later in pairwise(history.sights)
        if (before.state, later.state) == (State.WITHHELD, State.ALLOWED)
        and not _is_own(history, before, later)
    ]


def _is_own(history: History, withheld: Reading, allowed: Reading) -> bool:
    """Tell our own `restore`, and what the person says they did themselves in between."""
    said = any(
        each.word is Word.ALLOWED and withheld.read_at < each.said_at <= allowed.read_at
        for each in history.words
    )
    return said or history.restored(withheld, allowed)


def _now(history: History) -> list[Event]:
    last = next(reversed(history.looks), None)
    if last is None:
        return []
    return _blind(history) if last.state is State.UNKNOWN else _seen(history)


def _blind(history: History) -> list[Event]:
    """Tell each reason once as long as nothing can be seen."""
    streak = blind(history)
    first = next(each for each in reversed(streak) if each.reason is streak[0].reason)
    seen = next(reversed(history.sights), None)
    return [Event(Told.UNKNOWN, first, seen, seen.state if seen else None)]


def _seen(history: History) -> list[Event]:
    """Tell that it stands otherwise than it did, where that is neither drift nor our own work."""
    sights = history.sights
    state = sights[-1].state
    streak = list(takewhile(lambda each: each.state is state, reversed(sights)))
    first, before = streak[-1], next(iter(sights[: -len(streak)][::-1]), None)
    if first.phase is not Phase.CHECK or (state is State.ALLOWED and before is not None):
        return []
    return [Event(_NEWS[state], first, before, before.state if before else _word(history, first))]


def _word(history: History, first: Reading) -> str | None:
    said = [w for w in history.words if w.said_at < first.read_at and w.word is Word.WITHHELD]
    return "declared" if said else None
