"""Does everything fall due when it should, and not a day too soon?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from withhold.catalogue import ask, load
from withhold.judge.due import look_again, next_look, word_due
from withhold.judge.history import History
from withhold.model.observation import Declaration, Reading, Reason, State, Word
from withhold.model.terms import Every

FACTS = load()
SNAP = ask.control(FACTS, "snapchat.my_selfie_ads")
FORM = ask.control(FACTS, "facebook.ai_objection")


def _said(word: Word, on: date) -> History:
    at = datetime(on.year, on.month, on.day, 12, tzinfo=UTC)
    return History("a/b", declarations=(Declaration("D", "c", "a/b", word, None, at),))


@pytest.mark.parametrize(
    ("last", "every", "again"),
    [
        (date(2027, 1, 31), Every.MONTHLY, date(2027, 2, 25)),
        (date(2027, 3, 1), Every.MONTHLY, date(2027, 3, 29)),
        (date(2027, 3, 1), Every.WEEKLY, date(2027, 3, 7)),
    ],
)
def test_a_look_grows_old(last: date, every: Every, again: date) -> None:
    assert look_again(last, every) == again


@pytest.mark.parametrize(("today", "over"), [(date(2027, 6, 30), False), (date(2027, 7, 1), True)])
def test_a_word_is_looked_at_after_a_quarter(*, today: date, over: bool) -> None:
    now = datetime(today.year, today.month, today.day, tzinfo=UTC)
    due = word_due(SNAP, _said(Word.WITHHELD, date(2027, 4, 1)), now=now)
    assert due
    assert (due.why, due.is_over(today)) == ("quarter", over)


def test_each_quarter_is_a_term_of_its_own() -> None:
    said = _said(Word.WITHHELD, date(2027, 1, 1))
    terms = [word_due(SNAP, said, now=datetime(2027, m, 2, tzinfo=UTC)) for m in (4, 5, 7)]
    assert [str(term.on) for term in terms if term] == ["2027-04-01", "2027-04-01", "2027-07-01"]


def test_a_word_older_than_the_facts_it_rests_on_is_due() -> None:
    seen = date.fromisoformat(str(SNAP.seen))
    said = _said(Word.WITHHELD, date(seen.year, seen.month - 1, 1))
    due = word_due(SNAP, said, now=datetime(seen.year, seen.month, seen.day, tzinfo=UTC))
    assert due
    assert due.why == "facts"


def test_an_answer_is_late_the_day_after_its_month() -> None:
    due = word_due(FORM, _said(Word.SENT, date(2027, 3, 1)), now=datetime(2027, 4, 2, tzinfo=UTC))
    assert due
    assert [due.is_over(date(2027, 4, day)) for day in (1, 2)] == [False, True]


def test_a_page_that_could_not_be_loaded_is_tried_the_day_after(
    reading: Callable[..., Reading],
) -> None:
    blind = {
        reason: next_look(
            History("a/b", readings=(reading(State.UNKNOWN, 0, reason=reason),)), Every.MONTHLY
        )
        for reason in (Reason.UNREACHABLE, Reason.SIGNED_OUT)
    }
    assert [str(day) for day in blind.values()] == ["2026-11-24", "2026-12-20"]
    assert next_look(History("a/b"), Every.MONTHLY) is None


@pytest.mark.parametrize("word", [Word.ACCEPTED, Word.REFUSED])
def test_an_answered_objection_rests(word: Word) -> None:
    said = _said(word, date(2027, 3, 1))
    assert word_due(FORM, said, now=datetime(2028, 1, 1, tzinfo=UTC)) is None
