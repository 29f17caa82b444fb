"""Are the items that were asked for found, all and no others, however they are asked for?"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.fakes import kept

from withhold.kernel.paths import Home
from withhold.model.exposure import Audience, Item, Kind
from withhold.store import items as module
from withhold.store.alone import want_alone
from withhold.store.archives import Archives
from withhold.store.errors import LedgerBusy
from withhold.store.intake import Stopped
from withhold.store.items import Items, Range, Want

DAYS = 100 * 365
KINDS = (Kind.POST, Kind.REPLY, Kind.PHOTO)
made = st.builds(
    Item,
    kind=st.sampled_from(KINDS),
    key=st.uuids().map(str),
    at=st.none() | st.integers(1, DAYS * kept.DAY) | st.integers(1, 40).map(lambda n: n * 43_200),
    audience=st.sampled_from([Audience.PUBLIC, Audience.PRIVATE]),
    text=st.sampled_from(["red fox", "a red house", "Füchse", "nothing", ""]),
    people=st.sampled_from([(), ("bo",)]),
)
days = st.none() | st.integers(0, 60) | st.integers(0, DAYS)
spans = st.tuples(st.integers(0, 5), days, days, st.booleans())


def _matches(item: Item, each: Range) -> bool:
    sort = each.sort
    if (item.kind, item.audience, item.where) != (sort.kind, sort.audience, sort.where):
        return False
    if item.at is None or each.undated:
        return item.at is None and each.undated
    day = item.at // kept.DAY
    return (each.since is None or day >= each.since) and (each.until is None or day < each.until)


def _fits(item: Item, want: Want) -> bool:
    words = not want.words or "red" in item.text.split()
    people = not want.people or bool(item.people)
    return words and people and any(_matches(item, each) for each in want.ranges)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    items=st.lists(made, max_size=40, unique_by=lambda item: item.key),
    asked=st.lists(spans, min_size=1, max_size=4, unique_by=lambda each: each[0]),
    people=st.booleans(),
    words=st.sampled_from(["", "red"]),
    cuts=st.lists(st.integers(0, 60) | st.integers(0, DAYS), max_size=3, unique=True).map(sorted),
    size=st.integers(1, 7),
)
def test_filters_pages_and_sums_agree_with_looking_at_every_item(
    tmp_path_factory: pytest.TempPathFactory,
    items: list[Item],
    asked: list[tuple[int, int | None, int | None, bool]],
    people: bool,  # noqa: FBT001 - drawn
    words: str,
    cuts: list[int],
    size: int,
) -> None:
    home = Home(tmp_path_factory.mktemp("home"))
    kept.keep(home, items)
    with Archives(home).open(kept.ID) as opened:
        sorts = opened.sorts
        ranges = tuple(
            Range(sorts[number], None if undated else since, None if undated else until, undated)
            for number, since, until, undated in asked
            if number < len(sorts)
        )
        want = Want(ranges, people, words)
        expected = sorted(
            (item for item in items if _fits(item, want)), key=lambda item: -(item.at or 0)
        )
        shown, count = opened.look(want, size=size)
        assert (count.number, count.capped) == (len(expected), False) if ranges else True
        found = []
        before = None
        while page := opened.page(want, before=before, size=size):
            looked, _ = opened.look(want, before=before, size=size)
            assert looked == page
            found += page
            before = page[-1].number
        assert shown == found[:size]
        assert {each.item.key for each in found} == {item.key for item in expected}
        assert [each.item.at for each in found] == [item.at for item in expected]
        sums = Counter[tuple[Any, ...]]()
        for item in items:
            day = None if item.at is None else item.at // kept.DAY
            stretch = None if day is None else sum(day >= cut for cut in cuts)
            sums[item.kind, item.audience, stretch, bool(item.people)] += 1
        assert sums == {
            (part.sort.kind, part.sort.audience, part.stretch, part.people): part.number
            for part in opened.sums(cuts)
        }
        months = Counter(
            (datetime.fromtimestamp(item.at, UTC).strftime("%Y-%m"), item.kind)
            for item in items
            if item.at is not None
        )
        assert months == {(m.strftime("%Y-%m"), kind): n for m, kind, n in opened.months()}


def test_what_lies_behind_many_newer_hits_is_found_by_its_year(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "CAP", 10)
    home = Home(tmp_path / "home")
    kept.keep(home, kept.some(60))
    with Archives(home).open(kept.ID) as opened:
        day = kept.BEGIN // kept.DAY
        ranges = tuple(Range(sort, day, day + 3) for sort in opened.sorts)
        shown, count = opened.look(Want(ranges, words="coffee"))
        assert (len(shown), count.number, count.capped) == (3, 3, False)
        every = tuple(Range(sort) for sort in opened.sorts)
        want = Want(every, words="coffee")
        shown, count = opened.look(want, size=4)
        assert (count.number, count.capped) == (10, True)
        found = 0
        while shown:  # pages go on behind what was counted
            found += len(shown)
            shown, _ = opened.look(want, before=shown[-1].number, size=4)
        assert found == 59
        rare = tuple(Range(each) for each in opened.sorts if each.kind is Kind.ARTICLE)
        _, count = opened.look(Want(rare, words="coffee"))
        assert count.capped, "that not all was looked at is said even where little was found"


def test_without_the_index_nothing_is_found_and_nothing_fails(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    kept.keep(home, kept.some(5), searchable=False)
    with Archives(home).open(kept.ID) as opened:
        want = Want(tuple(Range(sort) for sort in opened.sorts), words="coffee")
        assert opened.look(want)[0] == opened.page(want) == []


def _asked(home: Home, monkeypatch: pytest.MonkeyPatch, look: Callable[[Items], object]) -> int:
    """Count what is asked of SQLite."""
    said: list[str] = []
    connect = sqlite3.connect

    def traced(*given: Any, **named: Any) -> sqlite3.Connection:  # noqa: ANN401 - as it is called
        made: sqlite3.Connection = connect(*given, **named)
        made.set_trace_callback(said.append)
        return made

    with monkeypatch.context() as patched:
        patched.setattr(sqlite3, "connect", traced)
        with Archives(home).open(kept.ID) as opened:
            look(opened)
    return len(said)


@pytest.mark.parametrize("words", ["", "coffee"])
def test_the_number_of_queries_does_not_grow_with_the_items(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    def look(opened: Items) -> object:
        want = Want(tuple(Range(sort) for sort in opened.sorts), words=words)
        return opened.look(want), opened.sums([17_400]), opened.months(), opened.card

    numbers = set()
    for count in (70, 3000):
        home = Home(tmp_path / str(count))
        kept.keep(home, kept.some(count))
        numbers.add(_asked(home, monkeypatch, look))
    assert len(numbers) == 1


def test_nobody_is_alone_while_one_is_read_in_or_forgotten(home: Home) -> None:
    kept.keep(home, kept.some(3))
    want_alone(home)
    refused: list[LedgerBusy] = []

    def ask() -> None:
        try:
            want_alone(home)
        except LedgerBusy as error:
            refused.append(error)

    with Archives(home).alone():
        other = Thread(target=ask)  # the lock is held by one thread, as by one process
        other.start()
        other.join()
    assert len(refused) == 1
    want_alone(home)


def test_nobody_is_alone_while_somebody_reads(home: Home) -> None:
    card = kept.keep(home, kept.some(3))
    path = home.archives / f"{card.id}.sqlite3"
    reader = sqlite3.connect(path, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM items").fetchone()
    with pytest.raises(LedgerBusy):
        want_alone(home)
    reader.close()
    want_alone(home)


def test_an_end_that_is_wished_while_it_is_put_in_order_leaves_nothing(home: Home) -> None:
    card = kept.keep(home, kept.some(3))
    shelf = Archives(home)
    shelf.forget(card.id)

    def bring() -> None:
        with shelf.intake(kept.ID) as intake:
            intake.take(kept.some(40_000))
            intake.finish(card, stop=lambda: True)

    with pytest.raises(Stopped):
        bring()
    assert [path.name for path in home.archives.iterdir()] == ["alone.lock"]
