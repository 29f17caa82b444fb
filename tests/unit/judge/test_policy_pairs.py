"""Is the judge right about services it never saw? On invented sentences and changes."""

from __future__ import annotations

from typing import Any

import pytest
from tests.unit.judge.invented import PAIRS, UNREADABLE, Tally, clauses, name, texts

from withhold.catalogue.judging import words
from withhold.judge.policies.clause import clause
from withhold.judge.policies.history import compare
from withhold.judge.policies.lexicon import Lexicon, compiled
from withhold.model.policy import Kind

PRECISION, RECALL, MEANING = 0.90, 0.94, 0.90
"""What must be reached; who adds a case that is missed adds the word that it needs."""
YES = {"allows", "way-out"}
TYPES = {
    *("other_topic", "no_sentence_change", "ai_feature_no_training", "user_use_ban"),
    *("security_spam_ml", "wording_only", "format_only", "rename", "renumber", "false_friend"),
    *("locale_variant", "language_flip", "variant_flip", "duplicate_capture"),
    *("dual_document_append", "dual_document_trim", "extraction_artifact", "artifact_rollback"),
    *("third_party_ai_access", "affiliate_sharing_no_ai", "announcement_without_content"),
    "other_topic_ai",
}


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return compiled(words())


def _reached(tally: Tally) -> None:
    assert tally.precision >= PRECISION, tally.wrong
    assert tally.recall >= RECALL, tally.wrong


def test_sentences_train_or_do_not(lexicon: Lexicon) -> None:
    tally = Tally()
    for language, row in clauses():
        told = clause(row["text"], lexicon).trains_on_user_data
        tally.add(f"{language} {row['text']}", told=told, there=row["says"] in YES)
    _reached(tally)


def test_sentences_say_who_does_what_with_what(lexicon: Lexicon) -> None:
    wrong, all_ = [], 0
    for language, row in clauses():
        if row["says"] == "nothing":
            continue
        found = clause(row["text"], lexicon)
        who = "user" if row["says"] == "forbids" else row.get("who", "provider")
        right = (found.polarity, found.who) == (row["says"], who)
        all_ += 1
        if not right or not set(row.get("data", ())) <= set(found.data_kinds):
            wrong.append(f"{language} {row['text']}: {found}")
    assert len(wrong) <= (1 - MEANING) * all_, wrong


def test_pairs_are_changes_or_not(lexicon: Lexicon) -> None:
    tally = Tally()
    for pair in PAIRS:
        tally.add(name(pair), told=compare(*texts(pair), lexicon).change, there="kinds" in pair)
    _reached(tally)


def test_changes_mean_what_they_mean(lexicon: Lexicon) -> None:
    wrong, all_ = [], 0
    for pair in PAIRS:
        found = compare(*texts(pair), lexicon)
        if not found.change or "kinds" not in pair:
            continue
        all_ += 1
        if not set(pair["kinds"]) & set(found.kinds) or found.direction != pair["direction"]:
            wrong.append(f"{name(pair)}: {found.direction} {[str(kind) for kind in found.kinds]}")
    assert len(wrong) <= (1 - MEANING) * all_, wrong


def test_all_kinds_and_all_sorts_of_noise_are_there() -> None:
    assert {kind for pair in PAIRS for kind in pair.get("kinds", ())} == set(Kind)
    assert {pair["type"] for pair in PAIRS if "type" in pair} == TYPES


@pytest.mark.parametrize("made", ["halved", "flipped"])
def test_a_broken_capture_is_not_read(lexicon: Lexicon, made: str) -> None:
    pair = next(pair for pair in PAIRS if pair.get("made") == made)
    assert not compare(*texts(pair), lexicon).readable


@pytest.mark.parametrize("pair", UNREADABLE, ids=[pair["in"] for pair in UNREADABLE])
def test_a_language_without_rules_is_not_read(lexicon: Lexicon, pair: dict[str, Any]) -> None:
    assert not compare(*texts(pair), lexicon).readable
