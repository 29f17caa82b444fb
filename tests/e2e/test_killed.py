"""Killed at any durable write of a change: is the ledger whole, and does the next run finish it?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from withhold.model.action import Stage
from withhold.model.observation import Position, State

if TYPE_CHECKING:
    from tests.e2e.conftest import Answer, Bench

pytestmark = pytest.mark.browser

KILLED = -9
LAST = 25
"""How many durable writes one first change makes; checked below, so that none is left out."""


def _survives(bench: Bench, number: int, moment: str, extent: str) -> None:
    """Kill, look at what is left, run again: withheld, proved, one click in all."""
    died, _ = bench.dying(number, moment, extent)
    assert died.code == KILLED, died.stderr
    clicked = bool(bench.written())
    left, done = _left(bench)
    assert left or done or not clicked, "a click came before its intent was written down"
    again = bench.off()
    _ends_well(bench, again)
    if left:
        assert "cut short" in again.stderr, again.stderr


def _left(bench: Bench) -> tuple[int, int]:
    """Verify what the kill left, and count the changes half done and done."""
    with bench.ledger() as ledger:
        assert ledger.verify().whole
        left = ledger.open_changes()
        proved = [c for c in ledger.changes() if c.stage is Stage.PROVED]
    assert all(change.to is Position.OFF for change in left)
    assert len(left) + len(proved) <= 1
    return len(left), len(proved)


def _ends_well(bench: Bench, again: Answer) -> None:
    assert again.code == 0, again.stderr
    assert again.result["state"] == "withheld"
    assert bench.stands() is Position.OFF
    assert bench.written() == [(bench.control, Position.OFF)]
    with bench.ledger() as ledger:
        assert ledger.verify().whole
        assert ledger.open_changes() == []
        proved = [c for c in ledger.changes() if c.stage is Stage.PROVED]
        assert all(ledger.reading(str(change.proof_reading)) for change in proved)
        newest = ledger.newest_reading(bench.control, "x/default")
        assert newest is not None
        assert newest.state is State.WITHHELD
        assert [run.how for run in ledger.runs()][-1] == "done"
        first = ledger.first_reading(bench.control, "x/default")
        assert first is not None


@pytest.mark.parametrize(
    ("number", "moment"),
    [
        (1, "before"),  # nothing is there yet
        (4, "after"),  # the run has begun
        (5, "after"),  # what is planned is written down
        (8, "before"),  # amid its evidence
        (10, "after"),  # it was read
        (12, "before"),  # about to say that a click may come
        (12, "after"),  # said so; no click yet
        (14, "before"),  # clicked, and not yet said so
        (14, "after"),  # said so; the page may not have saved yet
        (16, "before"),  # the page has saved
        (20, "before"),  # read afresh, not yet written down
        (22, "before"),  # written down, not yet called proved
        (22, "after"),  # proved
        (25, "before"),  # all done but the end of the run
    ],
)
def test_killed_at_a_stage_it_is_whole_and_finished_by_the_next_run(
    bench: Bench, number: int, moment: str
) -> None:
    _survives(bench, number, moment, "tree")


@pytest.mark.parametrize(("number", "moment"), [(12, "after"), (14, "before"), (16, "before")])
def test_killed_alone_it_leaves_no_browser_that_stands_in_the_way(
    bench: Bench, number: int, moment: str
) -> None:
    _survives(bench, number, moment, "main")
    assert bench.browsers() == []


def test_what_cannot_be_seen_stays_open_and_is_said_so_until_a_look_settles_it(
    bench: Bench,
) -> None:
    bench.dying(16, "before")  # the page has saved
    kept = bench.case
    bench.stage("sign-in-redirect")
    blind = bench.off()
    assert (blind.code, blind.result["reason"]) == (3, "signed-out")
    assert "cut short" in blind.stderr
    assert _left(bench) == (1, 0)

    bench.stage("already-withheld")
    looked = bench.run("check", bench.control, "--json")
    assert looked.code == 0
    assert "cut short" in looked.result["detail"]
    assert _left(bench) == (0, 1)
    assert bench.server.writes(kept)


def test_the_stages_are_where_the_kills_expect_them(bench: Bench) -> None:
    answer, writes = bench.dying(0, "before")
    assert answer.code == 0
    with bench.ledger() as ledger:
        run = ledger.runs()[-1].id
        told = [event.kind for event in ledger.events(run)]
    before = ["planned", "looking", "read", "intended", "clicked"]
    assert told == [*before, "looking", "read", "proved", "done"]
    assert writes[0] == "migration"
    assert writes[6:9] == writes[16:19] == ["evidence"] * 3
    assert len(writes) == LAST


@pytest.mark.long
@pytest.mark.parametrize("extent", ["tree", "main"])
@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("number", range(1, LAST + 1))
def test_killed_anywhere_it_is_whole_and_finished_by_the_next_run(
    bench: Bench, number: int, moment: str, extent: str
) -> None:
    _survives(bench, number, moment, extent)
