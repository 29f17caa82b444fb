"""Are dates read as they are written, and does each item have a key of its own?"""

from __future__ import annotations

import pytest

from withhold.model.exposure import Problem
from withhold.observe.archives import tally
from withhold.observe.archives.tally import Tally
from withhold.observe.archives.written import written

TEN = 1_740_996_916  # 2025-03-03, 10:15:16


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025-03-03 10:15:16", (TEN, False)),
        ("2025-03-03 10:15:16 UTC", (TEN, True)),
        ("2025-03-03 10:15:16.250 UTC", (TEN, True)),
        ("2025-03-03T10:15:16Z", (TEN, True)),
        ("2025-03-03T10:15:16.5+00:00", (TEN, True)),
        ("2025-03-03 10:15", (TEN - 16, False)),
        ("2025-03-03", (TEN - 16 - 15 * 60 - 10 * 3600, False)),
        ("1969-12-31 23:59:59", (-1, False)),
        ("2025-03-03 10:15:16 PDT", (None, True)),
        ("2025-02-30 10:15:16", (None, True)),
        ("2025-03-03 25:15:16", (None, True)),
        ("3 March 2025", (None, True)),
        ("²²²²-²²-²² ²²:²²", (None, True)),
        ("", (None, True)),
    ],
)
def test_a_date_is_read_with_its_zone_or_marked_as_without(
    text: str, expected: tuple[int | None, bool]
) -> None:
    assert written(text) == expected


@pytest.mark.parametrize(
    ("at", "kept", "odd"),
    [(500, 500, 0), (50, 50, 1), (-5, None, 1), (0, None, 1), (5000, None, 1), (None, None, 0)],
)
def test_a_date_that_cannot_be_is_counted(at: int | None, kept: int | None, odd: int) -> None:
    read = Tally("a.csv", since=100, until=1000)
    assert read.dated(at) == kept
    expected = [Problem("absurd-date", "a.csv", str(odd))] if odd else []
    assert list(read.problems()) == expected


def test_twins_have_keys_of_their_own_and_the_same_ones_again() -> None:
    first, again = Tally("a", 0, 0), Tally("b", 0, 0)
    keys = [first.key("x", "y"), first.key("x", "y"), first.key("xy", "")]
    assert len(set(keys)) == len(keys)
    assert keys == [again.key("x", "y"), again.key("x", "y"), again.key("xy", "")]


def test_only_so_many_keys_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tally, "_REMEMBERED", 2)
    read = Tally("a", 0, 0)
    assert len({read.key(each) for each in "abcabc"}) == 3
