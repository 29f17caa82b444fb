"""Does a control stand as the evidence says, whatever order it came in?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from withhold.catalogue import ask
from withhold.judge.history import History
from withhold.judge.standing import Judged, Known, judge, standing
from withhold.model.action import Change
from withhold.model.fact import Facts
from withhold.model.finding import Standing
from withhold.model.observation import Declaration, Reading, Reason, State, Word

A, W, U = State.ALLOWED, State.WITHHELD, State.UNKNOWN
Reads = Callable[..., Reading]
Says = Callable[..., Declaration]
Undoes = Callable[..., Change]


@pytest.fixture
def stands(facts: Facts, noon: datetime) -> Callable[..., Judged]:
    def judged(*records: Reading | Declaration | Change) -> Judged:
        history = History(
            "linkedin/default",
            readings=tuple(r for r in records if isinstance(r, Reading)),
            declarations=tuple(r for r in records if isinstance(r, Declaration)),
            changes=tuple(r for r in records if isinstance(r, Change)),
        )
        control = ask.control(facts, "linkedin.genai_toggle")
        return judge(control, history, now=noon + timedelta(days=90))

    return judged


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        ([], Standing.UNKNOWN),
        ([U], Standing.UNKNOWN),
        ([A], Standing.ALLOWED),
        ([W], Standing.PROVED),
        ([A, W], Standing.PROVED),
        ([W, U], Standing.PROVED),
        ([A, U], Standing.ALLOWED),
        ([W, A], Standing.DRIFTED),
        ([W, A, A], Standing.DRIFTED),
        ([W, U, A], Standing.DRIFTED),
        ([A, W, A, W], Standing.PROVED),
    ],
)
def test_readings(
    stands: Callable[..., Judged], reading: Reads, states: list[State], expected: Standing
) -> None:
    judged = stands(*(reading(state, day) for day, state in enumerate(states)))
    assert judged.standing.standing is expected


def test_a_look_that_could_not_tell_leaves_its_reason(
    stands: Callable[..., Judged], reading: Reads
) -> None:
    judged = stands(reading(W, 0), reading(U, 3, reason=Reason.CHALLENGE))
    assert judged.standing.reason is Reason.CHALLENGE
    assert judged.standing.since == "2026-11-23"


def test_our_own_restore_is_no_drift(
    stands: Callable[..., Judged], reading: Reads, undo: Undoes
) -> None:
    before, after = reading(W, 1), reading(A, 2)
    assert stands(before, after, undo(before, after)).standing.standing is Standing.ALLOWED
    assert stands(before, after, undo(before)).standing.standing is Standing.ALLOWED


def test_drift_after_a_restore_that_was_withheld_again(
    stands: Callable[..., Judged], reading: Reads, undo: Undoes
) -> None:
    first, restored, again, drifted = (
        reading(W, 1),
        reading(A, 2),
        reading(W, 3),
        reading(A, 4),
    )
    judged = stands(first, restored, again, drifted, undo(first, restored))
    assert judged.standing.standing is Standing.DRIFTED
    assert judged.standing.since == "2026-11-27"


def test_what_the_person_turned_on_is_no_drift(
    stands: Callable[..., Judged], reading: Reads, word: Says
) -> None:
    judged = stands(reading(W, 0), word(Word.ALLOWED, 1), reading(A, 2))
    assert judged.standing.standing is Standing.ALLOWED


def test_a_word_alone_is_declared_and_never_proved(
    stands: Callable[..., Judged], word: Says
) -> None:
    judged = stands(word(Word.WITHHELD, 0, since="2024"))
    assert judged.standing.standing is Standing.DECLARED
    assert judged.standing.since == "2024"
    assert judged.known is Known.DECLARED


def test_a_newer_allowed_reading_wins_over_a_word(
    stands: Callable[..., Judged], reading: Reads, word: Says
) -> None:
    judged = stands(word(Word.WITHHELD, 0), reading(A, 1))
    assert judged.standing.standing is Standing.ALLOWED
    assert judged.known is Known.OBSERVED


def test_a_newer_word_stands_beside_an_older_allowed_reading(
    stands: Callable[..., Judged], reading: Reads, word: Says
) -> None:
    assert stands(reading(A, 0), word(Word.WITHHELD, 1)).standing.standing is Standing.DECLARED


def test_a_word_about_a_time_a_reading_disproves_does_not_hold(
    stands: Callable[..., Judged], reading: Reads, word: Says
) -> None:
    judged = stands(reading(A, 0), word(Word.WITHHELD, 1, since="2024"))
    assert judged.standing.standing is Standing.ALLOWED


def test_a_word_does_not_weaken_a_proof(
    stands: Callable[..., Judged], reading: Reads, word: Says
) -> None:
    judged = stands(reading(W, 0), word(Word.WITHHELD, 1))
    assert judged.standing.standing is Standing.PROVED


def test_a_person_may_say_that_it_is_on(
    stands: Callable[..., Judged], reading: Reads, word: Says
) -> None:
    judged = stands(reading(W, 0), word(Word.ALLOWED, 1))
    assert judged.standing.standing is Standing.ALLOWED
    assert judged.known is Known.DECLARED


def test_practice_pages_prove_nothing(stands: Callable[..., Judged], reading: Reads) -> None:
    assert stands(replace(reading(W, 0), practice=True)).standing.standing is Standing.UNKNOWN


@pytest.mark.parametrize(
    ("words", "days_later", "expected"),
    [
        ([], 0, Standing.NOT_SENT),
        ([Word.SENT], 30, Standing.SENT),
        ([Word.SENT], 31, Standing.OVERDUE),
        ([Word.SENT, Word.ACKNOWLEDGED], 30, Standing.ACKNOWLEDGED),
        ([Word.SENT, Word.ACKNOWLEDGED], 32, Standing.OVERDUE),
        ([Word.SENT, Word.ACCEPTED], 400, Standing.ACCEPTED),
        ([Word.SENT, Word.REFUSED], 400, Standing.REFUSED),
    ],
)
def test_objections(
    facts: Facts,
    noon: datetime,
    word: Says,
    words: list[Word],
    days_later: int,
    expected: Standing,
) -> None:
    said = tuple(word(each, at / 100) for at, each in enumerate(words))
    control = ask.control(facts, "facebook.ai_objection")
    history = History("facebook/default", declarations=said)
    stood = standing(control, history, now=noon + timedelta(days=days_later))
    assert stood.standing is expected
