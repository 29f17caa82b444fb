"""What do the tests of judgement have in common: the facts, and records made in one line?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from withhold.catalogue import load
from withhold.model.action import Change, Stage
from withhold.model.fact import Facts
from withhold.model.observation import Declaration, Phase, Position, Reading, Reason, State, Word

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
NUMBER = count(1)


def _reading(state: State, day: int, *, reason: Reason | None = None) -> Reading:
    """Make a reading `day` days after noon of the 23rd."""
    if state is State.UNKNOWN and reason is None:
        reason = Reason.SIGNED_OUT
    return Reading(
        id=f"reading-{next(NUMBER):06}",
        run="run",
        control="linkedin.genai_toggle",
        account="linkedin/default",
        phase=Phase.CHECK,
        state=state,
        reason=reason,
        detail="",
        position=Position.UNKNOWN,
        read_at=NOON + timedelta(days=day),
        url="",
        label=None,
        recipe="",
        adopted=False,
        practice=False,
    )


def _word(word: Word, day: float, *, since: str | None = None) -> Declaration:
    said_at = NOON + timedelta(days=day)
    name = f"word-{next(NUMBER):06}"
    return Declaration(name, "linkedin.genai_toggle", "linkedin/default", word, since, said_at)


def _undo(before: Reading, proof: Reading | None = None) -> Change:
    return Change(
        id="change",
        run="run",
        control=before.control,
        account=before.account,
        before=Position.OFF,
        to=Position.ON,
        stage=Stage.PROVED if proof else Stage.CLICKED,
        at=before.read_at,
        before_reading=before.id,
        proof_reading=proof.id if proof else None,
        undo=True,
    )


ReadingMaker = Callable[..., Reading]
WordMaker = Callable[..., Declaration]
UndoMaker = Callable[..., Change]


@pytest.fixture(scope="session")
def facts() -> Facts:
    return load()


@pytest.fixture(scope="session")
def reading() -> ReadingMaker:
    return _reading


@pytest.fixture(scope="session")
def word() -> WordMaker:
    return _word


@pytest.fixture(scope="session")
def undo() -> UndoMaker:
    return _undo


@pytest.fixture(scope="session")
def noon() -> datetime:
    return NOON
