"""How does a control stand for a person, all evidence together?

What was read goes before what was said, and the newer before the older: a word never hides a
reading that came after it, and nothing but a reading proves.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC
from enum import StrEnum
from itertools import takewhile
from typing import TYPE_CHECKING

from withhold.judge.deadline import answer_due, last_day
from withhold.model.finding import ControlStanding, Standing
from withhold.model.observation import State, Word
from withhold.model.terms import Kind

if TYPE_CHECKING:
    from datetime import date, datetime

    from withhold.judge.history import History
    from withhold.model.fact import Control
    from withhold.model.observation import Declaration, Reading, Reason

ASKED = frozenset({Kind.FORM, Kind.LETTER})
"""Kinds that ask somebody: they are answered, not read."""

_SEEN_AS = {Word.WITHHELD: State.WITHHELD, Word.ALLOWED: State.ALLOWED}
_ANSWERS = {
    Word.SENT: Standing.SENT,
    Word.ACKNOWLEDGED: Standing.ACKNOWLEDGED,
    Word.ACCEPTED: Standing.ACCEPTED,
    Word.REFUSED: Standing.REFUSED,
    Word.ALLOWED: Standing.NOT_SENT,
    Word.WITHHELD: Standing.DECLARED,
}


class Known(StrEnum):
    """How a standing is known."""

    OBSERVED = "observed"
    DECLARED = "declared"
    NOT_AT_ALL = "not-at-all"


@dataclass(frozen=True, slots=True)
class Judged:
    """A standing, and how it is known. `due`: the day an answer is due, where one is awaited."""

    standing: ControlStanding
    known: Known
    due: date | None = None


def standing(control: Control, history: History, *, now: datetime) -> ControlStanding:
    """Say how a control stands."""
    return judge(control, history, now=now).standing


def judge(control: Control, history: History, *, now: datetime) -> Judged:
    """Say how a control stands, and how that is known."""
    if control.kind in ASKED:
        return objection(control.id, history, now=now)
    return _switch(control.id, history)


def objection(name: str, history: History, *, now: datetime) -> Judged:
    """Say how a form, a letter or another way to object stands; only the person can tell."""
    said = history.last_word
    if said is None:
        stands = ControlStanding(name, history.account, Standing.NOT_SENT, None)
        return Judged(stands, Known.NOT_AT_ALL)
    due = answer_due(history)
    late = due is not None and now.astimezone(UTC).date() > due
    state = Standing.OVERDUE if late else _ANSWERS[said.word]
    stands = ControlStanding(name, history.account, state, _date(said))
    return Judged(stands, Known.DECLARED, due)


def _switch(name: str, history: History) -> Judged:
    seen = next(reversed(history.sights), None)
    word = _own_word(history, seen)
    if seen is not None and word is None:
        state, since, reason = _observed(seen, history)
        known = Known.OBSERVED
    elif word is not None:
        state = Standing.DECLARED if word.word is Word.WITHHELD else Standing.ALLOWED
        since, reason, known = _date(word), _blind(history), Known.DECLARED
    else:
        state, since, reason = Standing.UNKNOWN, None, _blind(history)
        known = Known.NOT_AT_ALL
    return Judged(ControlStanding(name, history.account, state, since, reason), known)


def _own_word(history: History, seen: Reading | None) -> Declaration | None:
    """Return the word that holds: newer than what was seen, and adding something to it."""
    words = [said for said in history.words if said.word in _SEEN_AS]
    last = next(reversed(words), None)
    if last is None or seen is None:
        return last
    repeats = _SEEN_AS[last.word] is seen.state
    return None if repeats or not _speaks_of_later(last, seen) else last


def _speaks_of_later(said: Declaration, seen: Reading) -> bool:
    """Tell whether a word can be true although a reading says otherwise."""
    read_on = seen.read_at.astimezone(UTC).date()
    return said.said_at > seen.read_at and last_day(said) >= read_on


def _observed(seen: Reading, history: History) -> tuple[Standing, str, Reason | None]:
    """Say what the last reading that could tell means, in the light of those before it."""
    sights = history.sights
    streak = list(takewhile(lambda each: each.state is seen.state, reversed(sights)))
    first, before = streak[-1], sights[: -len(streak)]
    if seen.state is State.WITHHELD:
        return Standing.PROVED, _day(first), _blind(history)
    turned = bool(before) and _turned_by_others(before[-1], first, history)
    state = Standing.DRIFTED if turned else Standing.ALLOWED
    return state, _day(first), seen.reason or _blind(history)


def _turned_by_others(withheld: Reading, allowed: Reading, history: History) -> bool:
    """Tell drift from our own `restore` and from what the person says they did themselves."""
    own = history.said(Word.ALLOWED, after=withheld.read_at)
    return not own and not history.restored(withheld, allowed)


def _blind(history: History) -> Reason | None:
    """Return why the last look could not tell, if it could not."""
    last = next(reversed(history.looks), None)
    return last.reason if last is not None and last.state is State.UNKNOWN else None


def _date(said: Declaration) -> str:
    return said.since or said.said_at.astimezone(UTC).date().isoformat()


def _day(reading: Reading) -> str:
    return reading.read_at.astimezone(UTC).date().isoformat()
