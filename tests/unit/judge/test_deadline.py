"""Is an answer due on the right day, and nobody called late too soon?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from withhold.judge.deadline import answer_due, due
from withhold.judge.history import History
from withhold.model.observation import Declaration, Word

Says = Callable[..., Declaration]


@pytest.mark.parametrize(
    ("received", "expected"),
    [
        (date(2026, 9, 3), date(2026, 10, 5)),  # a Saturday moves on to Monday
        (date(2026, 1, 30), date(2026, 3, 2)),  # no 30 February; the 28th is a Saturday
        (date(2026, 8, 31), date(2026, 9, 30)),
        (date(2027, 2, 28), date(2027, 3, 29)),  # the 28th again, a Sunday
        (date(2026, 11, 23), date(2026, 12, 23)),
    ],
)
def test_one_month_moved_on_from_a_weekend(received: date, expected: date) -> None:
    assert due(received) == expected


def test_a_month_counts_from_its_last_day(word: Says) -> None:
    said = word(Word.SENT, 0, since="2026-09")
    assert answer_due(History("a", declarations=(said,))) == date(2026, 10, 30)


def test_a_date_never_counts_from_after_it_was_said(word: Says) -> None:
    said = word(Word.SENT, 0, since="2026")
    assert answer_due(History("a", declarations=(said,))) == date(2026, 12, 23)


def test_the_time_runs_from_what_was_sent_not_from_the_acknowledgement(word: Says) -> None:
    said = (word(Word.SENT, 0, since="2026-11-02"), word(Word.ACKNOWLEDGED, 1))
    assert answer_due(History("a", declarations=said)) == date(2026, 12, 2)


def test_nothing_is_due_once_it_was_answered(word: Says) -> None:
    said = (word(Word.SENT, 0), word(Word.REFUSED, 1))
    assert answer_due(History("a", declarations=said)) is None
