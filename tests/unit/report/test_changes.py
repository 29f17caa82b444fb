"""Which words of a passage differ, and which changes stand on which page?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from withhold.catalogue.judging import words
from withhold.judge.policies.lexicon import compiled
from withhold.model.policy import Direction, Judgement, Kind, Passage, Side, Status
from withhold.report.pages.address import Address
from withhold.report.pages.changes import (
    PAGE,
    Choice,
    Piece,
    change_view,
    changes_page,
    compared,
)
from withhold.report.policies import KINDS, Change

DATA_KINDS = compiled(words()).tongue("en").kinds
NOW = datetime(2026, 11, 1, tzinfo=UTC)
YEAR = NOW - timedelta(days=365)


def _change(service: str = "X", days: int = 1, *, judgement: Judgement | None = None) -> Change:
    after = NOW - timedelta(days=days)
    judged = judgement or Judgement(change=True, direction=Direction.MORE, summary="It trains.")
    id_ = f"{service}{days}"
    return Change(id_, service, "Terms", after - timedelta(days=1), after, judged)


def _said(pieces: Sequence[Piece]) -> str:
    return " ".join(f"[{one.text}]" if one.differs else one.text for one in pieces)


@pytest.mark.parametrize(
    ("before", "after", "old", "new"),
    [
        ("We train.", "We train.", "We train.", "We train."),
        ("We may use posts.", "We will use posts.", "We [may] use posts.", "We [will] use posts."),
        ("We use posts.", "We use all posts.", "We use posts.", "We use [all] posts."),
        ("We never use  posts.", "We use\nposts.", "We [never] use posts.", "We use posts."),
        ("", "We train.", "", "[We train.]"),
        ("We train.", "", "[We train.]", ""),
        ("a\u202eb <b>", "ab\x1b[0m", "[a b <b>]", "[ab [0m]"),
    ],
)
def test_the_words_that_differ_are_marked(before: str, after: str, old: str, new: str) -> None:
    assert tuple(_said(side) for side in compared(before, after)) == (old, new)


@given(st.text(max_size=200), st.text(max_size=200))
def test_no_word_is_lost_and_what_is_alike_stands_on_both_sides(before: str, after: str) -> None:
    old, new = compared(before, after)
    for text, side in ((before, old), (after, new)):
        shown = "".join(c if c.isprintable() else " " for c in text)
        assert " ".join(piece.text for piece in side).split() == shown.split()
    alike = [[p.text for p in side if not p.differs] for side in (old, new)]
    assert alike[0] == alike[1]


def test_a_very_long_passage_is_marked_as_a_whole() -> None:
    old, new = compared("a b " * 5000, "b a " * 5000)
    assert [(len(side), side[0].differs) for side in (old, new)] == [(1, True), (1, True)]


def test_own_platforms_come_first_and_each_group_is_newest_first() -> None:
    found = [_change("Y", 1), _change("X", 2), _change("Y", 3), _change("X", 4)]
    page = changes_page(found, {}, set(), choice=Choice(), since=YEAR)
    assert [[line.id for line in lines] for _, lines in page.groups] == [["Y1", "X2", "Y3", "X4"]]
    assert page.services == ("X", "Y")


def test_a_year_one_service_and_one_page_are_cut_out() -> None:
    found = [_change("X", days) for days in range(1, PAGE + 3)] + [_change("Y", 500)]
    first = changes_page(found, {}, set(), choice=Choice(), since=YEAR)
    assert (first.total, first.pages, len(first.groups[0][1])) == (PAGE + 2, 2, PAGE)
    last = changes_page(found, {}, set(), choice=Choice(page=9), since=YEAR)
    assert [line.id for line in last.groups[0][1]] == [f"X{PAGE + 1}", f"X{PAGE + 2}"]
    old = changes_page(found, {}, set(), choice=Choice("y", every=True), since=YEAR)
    assert (old.total, old.choice.of) == (1, "Y")
    none = changes_page(found, {}, set(), choice=Choice("y"), since=YEAR)
    assert (none.groups, none.any) == ((), True)
    every = changes_page(found, {}, set(), choice=Choice("nobody"), since=YEAR)
    assert (every.total, every.choice.of) == (PAGE + 2, "")


def test_the_address_of_a_view_says_what_is_chosen() -> None:
    assert Choice().at(1) == Address("/changes")
    chosen = (("of", "A&B"), ("when", "all"))
    assert Choice("A&B").ever == Address("/changes", chosen)
    assert Choice("A&B", every=True).at(2) == Address("/changes", (*chosen, ("page", "2")))


@pytest.mark.parametrize("status", list(Status))
@pytest.mark.parametrize("day", [None, "2025-11-03"])
@pytest.mark.parametrize("direction", list(Direction))
def test_everything_has_words(status: Status, day: str | None, direction: Direction) -> None:
    passages = tuple(Passage(side, "We may train", "We train") for side in Side)
    judged = Judgement(
        change=True,
        kinds=tuple(Kind),
        direction=direction,
        data_kinds=(*DATA_KINDS, "odd things"),
        who="provider",
        effective_date=day,
        status=status,
        passages=passages,
    )
    view = change_view(_change(judgement=judged))
    assert [str(one) for one in view.kinds] == [KINDS[kind] for kind in Kind]
    assert [str(one) for one in view.data] == [*DATA_KINDS, "odd things"]
    assert [one for one in view.data if isinstance(one, str)] == ["odd things"]
    assert (day or "day") in f"{view.line.status} day"
    assert str(view.line.sign.word)
    assert [str(one.word) for one in view.passages] == ["New", "Gone", "Reworded"]
    assert [any(piece.differs for piece in one.before) for one in view.passages] == [
        False,
        False,
        True,
    ]
