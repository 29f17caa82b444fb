"""Which differences between two texts bear a change about training, and which do not?"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from withhold.catalogue.errors import FactError
from withhold.catalogue.judging import words
from withhold.judge.policies.capture import unreadable
from withhold.judge.policies.compare import passages, spoken
from withhold.judge.policies.training import Lexicon, compiled
from withhold.model.policy import Side

SENTENCES = YAML(typ="safe").load(Path(__file__).with_name("sentences.yaml"))
BODY = "".join(
    f"## {number}. About\n\nWe tell you in paragraph {number} how we keep what you give to us, "
    "for how long that is, and who of our people may look at it for you.\n\n"
    for number in range(1, 12)
)
TRAIN = "We may use your public posts to train our artificial intelligence models.\n"


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return compiled(words())


@pytest.mark.parametrize("case", SENTENCES, ids=lambda case: str(case["text"])[:40])
def test_a_sentence_is_what_it_is(lexicon: Lexicon, case: dict[str, object]) -> None:
    text = str(case["text"])
    assert lexicon.speaks(text) is case["speaks"]
    if "binds" in case:
        assert lexicon.binds(text, "", "") is case["binds"]


def _sides(before: str, after: str, lexicon: Lexicon) -> list[Side]:
    return [passage.side for passage in passages(BODY + before, BODY + after, lexicon)]


def test_a_new_clause_and_a_lost_one(lexicon: Lexicon) -> None:
    assert _sides("", TRAIN, lexicon) == [Side.ADDED]
    assert _sides(TRAIN, "", lexicon) == [Side.REMOVED]
    assert _sides(TRAIN, TRAIN, lexicon) == []


@pytest.mark.parametrize(
    "after",
    [
        TRAIN.replace("may use", "may  use").replace("posts to", "posts, to"),
        TRAIN.replace("your", "yo\u2060ur"),
        f"12.  {TRAIN}",
        f"*   {TRAIN.strip()} (opens in a new window)\n",
        TRAIN.replace(" posts to", " posts\nto"),
        TRAIN + TRAIN,
        TRAIN.replace("We may", "We also may"),
    ],
)
def test_wording_form_and_number_are_no_change(lexicon: Lexicon, after: str) -> None:
    assert _sides(TRAIN, after, lexicon) == []


@pytest.mark.parametrize(
    "after",
    [
        TRAIN.replace("We may", "We will not").replace("use", "ever use"),
        TRAIN.replace("public posts", "public posts and messages"),
        TRAIN.replace("our artificial", "our partners' artificial"),
        TRAIN.replace("models.", "models unless you opt out."),
    ],
)
def test_one_word_can_be_the_change(lexicon: Lexicon, after: str) -> None:
    assert _sides(TRAIN, after, lexicon) == [Side.REWORDED]


def test_a_renamed_product_is_no_change(lexicon: Lexicon) -> None:
    before = "".join(
        f"{start} Robin to train our models with your chats.\n"
        for start in ("We let", "We ask", "We want")
    )
    assert _sides(before, before.replace("Robin", "Wren"), lexicon) == []


def test_rules_for_readers_are_no_change(lexicon: Lexicon) -> None:
    rule = "You must not:\n\n*   use the site to train any language model\n"
    assert _sides("", rule, lexicon) == []


def test_what_stood_there_before_is_not_new(lexicon: Lexicon) -> None:
    seen = spoken(BODY + TRAIN, lexicon)
    assert passages(BODY, BODY + TRAIN, lexicon, seen) == ()


def test_what_is_missing_from_a_page_that_shrank_is_not_called_gone(lexicon: Lexicon) -> None:
    assert passages(BODY + TRAIN, BODY[: len(BODY) * 3 // 4], lexicon) == ()


def test_a_capture_that_cannot_be_judged_says_why(lexicon: Lexicon) -> None:
    french = "Nous vous disons dans ce texte ce que nous faisons de vos données pour vous. " * 12
    assert unreadable(BODY, BODY + TRAIN, lexicon) is None
    for after, told in (
        ("Sign in", "too short"),
        (french, "another language"),
        (BODY[: len(BODY) // 3], "More than half"),
        ("我們使用您的資料來訓練模型。" * 60, "no rules"),
    ):
        assert told in str(unreadable(BODY, after, lexicon))


@given(st.text(max_size=600), st.text(max_size=600))
@settings(max_examples=100, deadline=None)
def test_any_two_texts_are_answered(before: str, after: str) -> None:
    found = compiled(words_once())
    assert isinstance(passages(before, after, found), tuple)
    assert unreadable(before, after, found)


_ONCE: dict[str, dict[str, list[str]]] = {}


def words_once() -> dict[str, dict[str, list[str]]]:
    """Read the words once for all examples."""
    if not _ONCE:
        _ONCE.update(words())
    return _ONCE


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("format: 2\n", "format: 1"),
        ("format: 1\nmodel: [a]\n", "object"),
        ('format: 1\nmodel:\n  en: ["("]\n', "vocabulary.yaml:3"),
        ("format: 1\nmodel: {\n", "vocabulary.yaml"),
    ],
)
def test_a_broken_word_is_named_with_its_line(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "judging").mkdir()
    (tmp_path / "judging/vocabulary.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(FactError) as caught:
        words(tmp_path)
    assert told in str(caught.value)
