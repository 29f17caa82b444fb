"""Which differences between two texts bear a change about training, and which do not?"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from withhold.catalogue.errors import FactError
from withhold.catalogue.judging import words
from withhold.judge.policies.capture import unreadable
from withhold.judge.policies.compare import passages, spoken
from withhold.judge.policies.lexicon import Lexicon, Tongue, compiled
from withhold.model.policy import Side

BODY = "".join(
    f"## {number}. About\n\nWe tell you in paragraph {number} how we keep what you give to us, "
    "for how long that is, and who of our people may look at it for you.\n\n"
    for number in range(1, 12)
)
TRAIN = "We may use your public posts to train our artificial intelligence models.\n"


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return compiled(words())


@pytest.fixture(scope="module")
def english(lexicon: Lexicon) -> Tongue:
    return lexicon.tongue("en")


def _sides(before: str, after: str, english: Tongue) -> list[Side]:
    return [passage.side for passage in passages(BODY + before, BODY + after, english)]


def test_a_new_clause_and_a_lost_one(english: Tongue) -> None:
    assert _sides("", TRAIN, english) == [Side.ADDED]
    assert _sides(TRAIN, "", english) == [Side.REMOVED]
    assert _sides(TRAIN, TRAIN, english) == []


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
def test_wording_form_and_number_are_no_change(english: Tongue, after: str) -> None:
    assert _sides(TRAIN, after, english) == []


@pytest.mark.parametrize(
    "after",
    [
        TRAIN.replace("We may", "We will not").replace("use", "ever use"),
        TRAIN.replace("public posts", "public posts and messages"),
        TRAIN.replace("our artificial", "our partners' artificial"),
        TRAIN.replace("models.", "models unless you opt out."),
    ],
)
def test_one_word_can_be_the_change(english: Tongue, after: str) -> None:
    assert _sides(TRAIN, after, english) == [Side.REWORDED]


def test_a_renamed_product_is_no_change(english: Tongue) -> None:
    before = "".join(
        f"{start} Robin to train our models with your chats.\n"
        for start in ("We let", "We ask", "We want")
    )
    assert _sides(before, before.replace("Robin", "Wren"), english) == []


def test_rules_for_readers_are_no_change(english: Tongue) -> None:
    rule = "You must not:\n\n*   use the site to train any language model\n"
    assert _sides("", rule, english) == []


def test_what_stood_there_before_is_not_new(english: Tongue) -> None:
    seen = spoken(BODY + TRAIN, english)
    assert passages(BODY, BODY + TRAIN, english, seen) == ()


def test_what_is_missing_from_a_page_that_shrank_is_not_called_gone(english: Tongue) -> None:
    assert passages(BODY + TRAIN, BODY[: len(BODY) * 3 // 4], english) == ()


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


@pytest.mark.parametrize(
    "text",
    [
        "Aquesta política explica quines dades recollim quan useu els nostres serveis i per què. ",
        "Această politică explică ce date colectăm când folosiți serviciile și pentru care scop. ",
        "Den här policyn beskriver vilka uppgifter vi samlar in när du använder tjänsten och hur. ",
        "Denne politik beskriver, hvilke oplysninger vi indsamler, når du bruger den og hvad. ",
        "Ta polityka wyjaśnia, jakie dane zbieramy na żądanie, oraz które są dla nas. ",
        "Bu politika bize verilen verileri ne için ve ne olarak tutar, onu bir bir anlatan metin. ",
        "Kebijakan ini menjelaskan data yang kami kumpulkan untuk layanan dan dengan tujuan apa. ",
        "このポリシーでは、お客様の情報をどのように利用するかを説明します。 ",
        "이 정책은 당사가 수집하는 정보와 그 이용 목적을 설명합니다. ",
    ],
    ids=["ca", "ro", "sv", "da", "pl", "tr", "id", "ja", "ko"],
)
def test_a_language_without_rules_is_not_read(lexicon: Lexicon, text: str) -> None:
    assert "no rules" in str(unreadable(text * 20, text * 21, lexicon))


@given(st.text(max_size=600), st.text(max_size=600))
@settings(max_examples=100, deadline=None)
def test_any_two_texts_are_answered(before: str, after: str) -> None:
    found = compiled(words_once())
    assert isinstance(passages(before, after, found.of(after)), tuple)
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
        ('format: 1\nmodel:\n  en: "/(/"\n', "training.yaml:3"),
        ("format: 1\nmodel: {\n", "training.yaml"),
    ],
)
def test_a_broken_word_is_named_with_its_line(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "judging").mkdir()
    (tmp_path / "judging/training.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(FactError) as caught:
        words(tmp_path)
    assert told in str(caught.value)
