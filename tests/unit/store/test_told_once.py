"""Is one change told once, though an archive and we recorded it, and two that are two twice?"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from withhold.kernel.paths import Home
from withhold.model.policy import Direction, Judgement, Passage, Side
from withhold.store.database import Database
from withhold.store.policies import MIGRATIONS, Batch, Policies, Subject, Told

DAY = datetime(2026, 3, 10, tzinfo=UTC)
ARCHIVED, OURS = Subject("X", "Terms"), Subject("X", "Terms", "en", "WORLD")
BEFORE, AFTER = "We read your posts.", "We train our models on your posts."
JUDGED = Judgement(
    change=True,
    direction=Direction.MORE,
    passages=(Passage(Side.REWORDED, BEFORE, AFTER),),
    summary="More.",
)


def _told(about: Subject, begin: int, end: int, *passages: Passage) -> Told:
    judged = replace(JUDGED, passages=passages or JUDGED.passages)
    return Told(about, DAY + timedelta(days=begin), DAY + timedelta(days=end), judged)


def _listed(home: Home, *told: Told) -> list[Told]:
    with Policies(home) as policies:
        for one in told:
            policies.add(one.subject, Batch([], [one], b""), by="1")
        found = policies.changes()
        assert [each.id for each in policies.turns(["x"])] == [each.id for each in found]
        assert policies.changes(brief=True) == [
            replace(each, judgement=replace(each.judgement, passages=())) for each in found
        ]
        return found


def test_one_that_both_saw_is_listed_as_ours_and_found_by_either_name(home: Home) -> None:
    theirs, ours = _told(ARCHIVED, 0, 1), _told(OURS, -40, 3)
    assert _listed(home, theirs, ours) == [ours]
    with Policies(home) as policies:
        assert policies.named(theirs.id) == [theirs]


@pytest.mark.parametrize(
    "passage",
    [
        Passage(Side.REWORDED, "**We read** your posts", "We TRAIN our models on your  posts"),
        Passage(Side.REWORDED, BEFORE, "We train our [models](https://x.com/?t=1) on your posts."),
    ],
)
def test_the_same_words_count_whatever_they_are_written_with(home: Home, passage: Passage) -> None:
    ours = _told(OURS, 0, 2, passage)
    assert _listed(home, _told(ARCHIVED, 0, 1), ours) == [ours]


def test_a_passage_counts_the_same_in_pairs_or_apart(home: Home) -> None:
    apart = (Passage(Side.REMOVED, BEFORE, ""), Passage(Side.ADDED, "", AFTER))
    ours = _told(OURS, 0, 2, *apart)
    assert _listed(home, _told(ARCHIVED, 0, 1), ours) == [ours]


@pytest.mark.parametrize(
    "other",
    [
        _told(OURS, 0, 2, Passage(Side.ADDED, "", "We train on your pictures.")),
        _told(OURS, 60, 62),  # gone, and there again
        _told(replace(OURS, name="Privacy Policy"), 0, 2),
        _told(replace(OURS, service="Y"), 0, 2),
        _told(ARCHIVED, 1, 2),
    ],
)
def test_what_is_another_change_is_listed_too(home: Home, other: Told) -> None:
    one = _told(ARCHIVED, 0, 1)
    with Policies(home) as policies:
        for each in (one, other):
            policies.add(each.subject, Batch([], [each], b""), by="1")
        assert {each.id for each in policies.changes()} == {one.id, other.id}


def test_two_that_name_no_passage_are_two(home: Home) -> None:
    bare = replace(JUDGED, passages=())
    one, other = (replace(_told(about, 0, 1), judgement=bare) for about in (ARCHIVED, OURS))
    assert len(_listed(home, one, other)) == 2


def test_what_was_recorded_before_keeps_its_passages(home: Home) -> None:
    one = _told(ARCHIVED, 0, 1)
    home.make()
    before = Database(home.policies, MIGRATIONS[:3])
    with before.writing() as now:
        now.execute("INSERT INTO documents VALUES (1, 'X', 'Terms', '', '', NULL)")
        days = "2026-03-10T00:00:00.000Z", "2026-03-11T00:00:00.000Z"
        said = msgspec.json.encode(JUDGED).decode()
        now.execute("INSERT INTO changes VALUES (?, 1, ?, ?, ?, '1')", (one.id, *days, said))
    before.close()
    with Policies(home) as policies:
        assert policies.changes() == [one]
