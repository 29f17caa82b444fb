"""By when is an answer to an objection due?

GDPR Art. 12(3) gives one calendar month from receipt. The day of receipt is not counted, a month
ends on the same date, and a last day on a weekend moves on (Regulation 1182/71, Art. 3). Public
holidays are not known here; they could only add a day.
"""

from __future__ import annotations

from datetime import UTC, date, timedelta
from typing import TYPE_CHECKING

from dateutil.relativedelta import relativedelta

from withhold.model.observation import Word

if TYPE_CHECKING:
    from withhold.judge.history import History
    from withhold.model.observation import Declaration

_SATURDAY = 5
_WAITING = frozenset({Word.SENT, Word.ACKNOWLEDGED})
_MONTHS, _DAYS = len("2026-11"), len("2026-11-23")


def due(received: date) -> date:
    """Give the last day on which an answer is in time."""
    day = received + relativedelta(months=1)
    while day.weekday() >= _SATURDAY:
        day += timedelta(days=1)
    return day


def answer_due(history: History) -> date | None:
    """Give the day an answer is due, or None where none is awaited.

    It counts from what was sent last; where that was never said, from the acknowledgement.
    """
    last = history.last_word
    if last is None or last.word not in _WAITING:
        return None
    sent = [said for said in history.words if said.word is Word.SENT]
    return due(last_day(sent[-1] if sent else last))


def last_day(said: Declaration) -> date:
    """Give the last day that the person's date can mean, so that nobody is called late too soon."""
    spoken = said.said_at.astimezone(UTC).date()
    return spoken if said.since is None else min(end_of(said.since), spoken)


def end_of(partial: str) -> date:
    """Give the last day of a day, a month or a year (`2024-09-18`, `2024-09`, `2024`)."""
    match len(partial):
        case n if n == _DAYS:
            return date.fromisoformat(partial)
        case n if n == _MONTHS:
            return date.fromisoformat(f"{partial}-01") + relativedelta(months=1, days=-1)
        case _:
            return date(int(partial), 12, 31)
