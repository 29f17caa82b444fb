"""What is due to be looked at again, and when will the next thing be?

A proof grows old after the interval the person chose, their word after a quarter or when the facts
it rests on were looked at anew, and an objection when the month for its answer is over.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, timedelta
from typing import TYPE_CHECKING, assert_never

from dateutil.relativedelta import relativedelta

from withhold.judge.deadline import answer_due
from withhold.judge.standing import ASKED
from withhold.model.action import Stage
from withhold.model.observation import Reason, Word
from withhold.model.terms import Every

if TYPE_CHECKING:
    from datetime import datetime

    from withhold.judge.history import History
    from withhold.model.fact import Control
    from withhold.model.observation import Declaration

QUARTER = 3  # months
PASSING = frozenset({Reason.UNREACHABLE, Reason.UNSTABLE})
"""What may be over tomorrow."""


@dataclass(frozen=True, slots=True)
class Due:
    """When something falls due, and for which word; `why`: quarter, facts or answer."""

    on: date
    why: str
    word: Declaration

    @property
    def key(self) -> str:
        """What makes this term itself, and no other; each quarter is a term of its own."""
        word = self.word
        whose = f"{word.control}:{word.account}" if self.why == "answer" else word.id
        return f"{self.why}:{whose}:{self.on}"

    def is_over(self, today: date) -> bool:
        """Tell whether it is due today: an answer is late only on the day after."""
        return today > self.on if self.why == "answer" else today >= self.on


def look_again(last: date, every: Every) -> date:
    """Give the day on which a look grows old.

    A little before the interval is over: timers come round on fixed days, and a look made a day
    late by a sleeping machine must not wait for a whole further round.
    """
    match every:
        case Every.WEEKLY:
            return last + timedelta(days=6)
        case Every.MONTHLY:
            return last + relativedelta(months=1) - timedelta(days=3)
        case _:
            assert_never(every)


def next_look(history: History, every: Every) -> date | None:
    """Give the day on which a control is to be looked at again; None where it never was.

    What stopped the last look may be over tomorrow: a network not up yet, a restless page.
    """
    last = next(reversed(history.looks), None)
    if last is None:
        return None
    day = last.read_at.astimezone(UTC).date()
    return day + timedelta(days=1) if last.reason in PASSING else look_again(day, every)


def is_half_done(history: History) -> bool:
    """Tell whether a click may have been sent and nobody has looked since."""
    half = {Stage.INTENDED, Stage.CLICKED}
    return any(change.stage in half and not change.practice for change in history.changes)


def word_due(control: Control | None, history: History, *, now: datetime) -> Due | None:
    """Give when the person's word wants another look; None where no word waits for one.

    `control` is None for a way to object that is no control. An answered objection rests.
    """
    said = history.last_word
    if said is None:
        return None
    if control is None or control.kind in ASKED:
        answer = answer_due(history)
        return Due(answer, "answer", said) if answer else None
    newer = any(sight.read_at > said.said_at for sight in history.sights)
    if said.word is not Word.WITHHELD or newer:
        return None
    return _grown_old(control, said, now)


def _grown_old(control: Control, said: Declaration, now: datetime) -> Due:
    spoken, today = said.said_at.astimezone(UTC).date(), now.astimezone(UTC).date()
    seen = date.fromisoformat(str(control.seen))
    quarter = spoken + relativedelta(months=QUARTER)
    if spoken < seen <= today and seen < quarter:
        return Due(seen, "facts", said)
    while quarter + relativedelta(months=QUARTER) <= today:
        quarter += relativedelta(months=QUARTER)
    return Due(quarter, "quarter", said)
