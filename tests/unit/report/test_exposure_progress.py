"""The time that an archive still takes is told truly: within 30 % at the half."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from withhold.report.exposure import Coming, left, progress

GB = 1 << 30
CASES = {
    # seconds for reading and for what comes after, as measured with a million items
    "x, with the index": (8.5, 2.5, True),
    "x, without": (8.5, 0.5, False),
    "facebook, with the index": (11.0, 3.6, True),
    "facebook, without": (11.0, 1.2, False),
}


def told(reading: float, *, indexed: bool) -> Iterator[tuple[Coming, float]]:
    """Import an archive by a clock that nobody waits for; give its seconds as well."""
    for step in range(1, 101):
        now = Coming("x.zip", GB * step // 100, GB, step * 10_000, indexed=indexed)
        yield now, reading * step / 100
    yield Coming("x.zip", 1, 1, 1_000_000, finishing=True, indexed=indexed), reading


@pytest.mark.parametrize(("reading", "after", "indexed"), CASES.values(), ids=CASES)
def test_the_time_left_is_true(reading: float, after: float, *, indexed: bool) -> None:
    whole = reading + after
    late = [each for each in told(reading, indexed=indexed) if each[1] >= whole / 2]
    now, passed = late[0]
    assert left(now, passed) == pytest.approx(whole - passed, rel=0.3)
    for now, passed in late:
        assert left(now, passed) == pytest.approx(whole - passed, abs=whole / 10)


def test_nobody_can_say_at_the_beginning() -> None:
    assert left(Coming("x.zip", 0, GB, 0), 1) is None
    assert progress(Coming("x.zip", 0, GB, 0), 1) == "x.zip: 0%, 0 items"


def test_the_last_part_is_told_as_well() -> None:
    done = Coming("x.zip", 1, 1, 1_000_000, finishing=True, indexed=False)
    assert progress(done, 10) == "x.zip: 1,000,000 items; putting them in order, 1 s left …"


def test_an_empty_archive_is_told() -> None:
    assert progress(Coming("x.zip", 0, 0, 0), 1) == "x.zip: 0%, 0 items"
