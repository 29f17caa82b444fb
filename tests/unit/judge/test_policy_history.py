"""What is told of a document as it goes on, version after version?"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from tests.unit.judge.test_policy_compare import BODY, TRAIN

from withhold.catalogue.judging import words
from withhold.judge.policies.clause import clause
from withhold.judge.policies.history import History, compare
from withhold.judge.policies.lexicon import Lexicon, compiled
from withhold.model.policy import Direction, Judgement, Kind, Polarity, Version


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return compiled(words())


def _told(history: History, *texts: str, technical: frozenset[int] = frozenset()) -> list[str]:
    """Say in a word what came of each version."""
    said = []
    for number, text in enumerate(texts):
        at = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=number)
        step = history.step(Version("A", "Terms", at, text, technical=number in technical))
        said.append(_word(step))
    return said


def _word(step: Judgement | None) -> str:
    if step is None:
        return "first"
    if not step.readable:
        return "unreadable"
    return "change" if step.change else "none"


def test_a_change_is_told_once(lexicon: Lexicon) -> None:
    plain, trained = BODY, BODY + TRAIN
    assert _told(History(lexicon), plain, trained, plain, trained, trained, plain, trained) == [
        "first",
        "change",
        "change",  # it is gone again
        "change",  # and back
        "none",
        "none",  # what flaps on is not told
        "none",
    ]


def test_a_page_that_is_turned_back_lost_what_it_had(lexicon: Lexicon) -> None:
    told = _told(History(lexicon), BODY, BODY + BODY + TRAIN, BODY, BODY + BODY + TRAIN)
    assert told == ["first", "change", "change", "change"]


def test_what_was_only_missing_is_told_once(lexicon: Lexicon) -> None:
    short = BODY[: len(BODY) * 3 // 4]
    assert _told(History(lexicon), BODY + TRAIN, short, BODY + TRAIN) == ["first", "none", "none"]


def test_what_cannot_be_read_is_no_baseline(lexicon: Lexicon) -> None:
    told = _told(History(lexicon), BODY, "Sign in", BODY[:300], BODY + TRAIN)
    assert told == ["first", "unreadable", "unreadable", "change"]


def test_a_technical_upgrade_alarms_nobody(lexicon: Lexicon) -> None:
    history = History(lexicon)
    assert _told(history, BODY, BODY + TRAIN, BODY + TRAIN, technical=frozenset({1})) == [
        "first",
        "none",
        "none",
    ]


def test_it_goes_on_from_what_it_kept(lexicon: Lexicon) -> None:
    history = History(lexicon)
    _told(history, BODY + TRAIN, BODY)
    again = History.load(lexicon, history.state())
    assert _told(again, BODY + TRAIN, BODY, BODY + TRAIN) == ["change", "none", "none"]


def test_two_files_are_compared(lexicon: Lexicon) -> None:
    found = compare(BODY, BODY + TRAIN, lexicon)
    assert (found.change, found.direction) == (True, Direction.MORE)
    assert Kind.NEW_USE in found.kinds
    assert "public" in " ".join(found.data_kinds)
    assert found.summary
    assert compare(BODY, BODY, lexicon) == Judgement(change=False)
    assert compare(BODY, "", lexicon).why


@pytest.mark.parametrize(
    ("text", "trains", "polarity"),
    [
        (TRAIN, True, Polarity.ALLOWS),
        ("We do not use your messages to train our AI models.", False, Polarity.PROMISES_NOT),
        ("You can opt out of having your posts used for model training.", True, Polarity.WAY_OUT),
        ("Please enter the model of your device.", False, Polarity.NONE),
    ],
)
def test_a_sentence_by_itself(
    lexicon: Lexicon,
    text: str,
    trains: bool,  # noqa: FBT001 - what is so of a sentence
    polarity: Polarity,
) -> None:
    found = clause(text, lexicon)
    assert (found.trains_on_user_data, found.polarity) == (trains, polarity)
