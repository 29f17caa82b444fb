"""What is told of a document as it goes on, version after version?"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from tests.unit.judge.test_policy_compare import BODY, TRAIN

from withhold.catalogue.judging import words
from withhold.judge.policies.clause import clause
from withhold.judge.policies.history import FORM, LONGEST, History, compare, goes_on
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


@pytest.mark.parametrize(
    "kept",
    [
        b"",
        b"\xff not ours",
        msgspec.msgpack.encode({"baseline": BODY, "seen": []}),  # before it said which form
        msgspec.msgpack.encode({"form": FORM + 1, "baseline": BODY, "seen": []}),
        msgspec.msgpack.encode({"form": FORM, "baseline": BODY, "seen": [], "more": 1}),
        msgspec.msgpack.encode({"form": FORM, "baseline": 7, "seen": []}),
        msgspec.msgpack.encode({"form": FORM, "baseline": BODY, "seen": [[]]}),
        b"\x83\xa4form\x01\xa8baseline\xa2\xff\xfe\xa4seen\x90",  # text that is none
    ],
)
def test_what_another_release_kept_is_not_believed(lexicon: Lexicon, kept: bytes) -> None:
    assert not goes_on(kept)
    assert _told(History.load(lexicon, kept), BODY, BODY + TRAIN) == ["first", "change"]


def test_a_state_cut_anywhere_is_not_believed(lexicon: Lexicon) -> None:
    history = History(lexicon)
    _told(history, BODY + TRAIN)
    kept = history.state()
    assert goes_on(kept)
    assert not any(goes_on(kept[:end]) for end in range(0, len(kept), 7))


def test_a_text_beyond_any_policy_is_not_judged(lexicon: Lexicon) -> None:
    long = BODY * (LONGEST // len(BODY) + 1)
    history = History(lexicon)
    assert _told(history, BODY, long, BODY + TRAIN) == ["first", "unreadable", "change"]
    assert not compare(BODY, long, lexicon).readable


@pytest.mark.parametrize(
    "line",
    ["[", "![", "[a](", "[a](b ", " ", "\ufdfa", "1.", "| a ", "e.g. A ", "train ", "\u202e\u2066"],
)
def test_a_line_of_one_thing_is_judged_in_no_time(lexicon: Lexicon, line: str) -> None:
    """Each of them took minutes or hours, and an import stood still at it."""
    most = line * (60_000 // len(line))
    texts = [f"{BODY}{TRAIN}\n{TRAIN.strip()} {most} | {end} | {TRAIN}" for end in "ab"]
    told = _told(History(lexicon), BODY * 9, *texts)
    assert told[0] == "first"
    assert len(told) == 3


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
