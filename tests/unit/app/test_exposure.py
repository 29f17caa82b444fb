"""Does an archive come in whole or not at all, once, and does nothing of it stay when forgotten?"""

from __future__ import annotations

import csv
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from threading import Event

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.fakes import kept, passphrase

from withhold.app import arrivals, closing, erasing, exposing, exposure, fulfilling, sifting
from withhold.app.arrivals import BadPlace
from withhold.app.declaring import declare
from withhold.app.exposing import NotAnArchive, Wish
from withhold.app.exposure import UnknownArchive
from withhold.app.orders import Order
from withhold.app.sifting import Filter, NotWritten
from withhold.app.start import House, house
from withhold.catalogue.load import load
from withhold.kernel.clock import SystemClock
from withhold.kernel.paths import Home
from withhold.model.exposure import Audience, Item, Kind, Reach
from withhold.model.observation import Word
from withhold.report.exposure import Coming, Row
from withhold.store.archives import Archives

MARKER = "Quittenmarmelade"
RUN = "01ARZ3NDEKTSV4RRFFQ69G5FAV"
LIMIT = 60.0
WHEN = "Wed Jun {day:02d} 10:00:00 +0000 2024"


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Read the facts once for all homes."""
    folder = tmp_path_factory.mktemp("facts")
    load(cache=folder)
    return folder


@pytest.fixture
def own(tmp_path: Path, read: Path) -> House:
    home = Home(tmp_path / "home")
    home.make()
    shutil.copytree(read, home.cache, dirs_exist_ok=True)
    return house(home)


def archive(folder: Path, made: str = "2024-06-30", posts: int = 5, *, user: str = "mira") -> Path:
    """Lay an archive of X out as a folder."""
    data = folder / "data"
    data.mkdir(parents=True)
    about = {"accountId": "7", "username": user, "createdAt": "2019-01-01T00:00:00.000Z"}
    _write(data / "account.js", "account", [{"account": about}])
    tweets = [
        {
            "tweet": {
                "id_str": str(1_800_000_000_000_000_000 + number),
                "created_at": WHEN.format(day=1 + number % 28),
                "full_text": f"{MARKER} {number}",
            }
        }
        for number in range(posts)
    ]
    _write(data / "tweets.js", "tweets", tweets)
    listed = {
        "userInfo": {"accountId": "7", "userName": user},
        "archiveInfo": {"generationDate": f"{made}T00:00:00.000Z"},
        "dataTypes": {},
    }
    text = json.dumps(listed)
    (data / "manifest.js").write_text(f"window.__THAR_CONFIG = {text}", encoding="utf-8")
    return folder


def _write(path: Path, name: str, rows: Sequence[object]) -> None:
    path.write_text(f"window.YTD.{name}.part0 = {json.dumps(rows)}", encoding="utf-8")


def _silent(coming: Coming) -> None:
    del coming


def _add(own: House, *paths: Path) -> tuple[int, int]:
    done = exposing.add(own, paths, tell=_silent)
    return len(done.new), len(done.known)


def _posts(own: House) -> list[int]:
    return [each.archive.counts[Kind.POST] for each in exposure.show(own)]


def test_the_same_archive_again_changes_nothing(own: House, tmp_path: Path) -> None:
    place = archive(tmp_path / "a")
    assert _add(own, place) == (1, 0)
    assert _add(own, place) == (0, 1)
    assert _posts(own) == [5]


def test_a_newer_one_takes_the_place_of_the_older_and_keeps_its_counts(
    own: House, tmp_path: Path
) -> None:
    _add(own, archive(tmp_path / "a"))
    _add(own, archive(tmp_path / "b", "2025-01-31", 8))
    (found,) = exposure.show(own)
    assert found.archive.counts[Kind.POST] == 8
    (earlier,) = found.archive.earlier
    assert earlier.counts[Kind.POST] == 5
    assert earlier.as_of is not None
    assert earlier.as_of.date().isoformat() == "2024-06-30"


def test_an_older_one_is_noted_and_not_counted(own: House, tmp_path: Path) -> None:
    _add(own, archive(tmp_path / "b", "2025-01-31", 8))
    assert _add(own, archive(tmp_path / "a")) == (1, 0)
    (found,) = exposure.show(own)
    assert found.archive.counts[Kind.POST] == 8
    assert [each.counts[Kind.POST] for each in found.archive.earlier] == [5]


def test_another_account_stands_beside_it(own: House, tmp_path: Path) -> None:
    _add(own, archive(tmp_path / "a"))
    other = archive(tmp_path / "b", user="nora")
    manifest = other / "data" / "account.js"
    manifest.write_text(manifest.read_text().replace('"7"', '"8"'), encoding="utf-8")
    _add(own, other)
    assert len(exposure.show(own)) == 2


def test_what_is_no_archive_is_said_and_nothing_is_kept(own: House, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text(MARKER)
    with pytest.raises(NotAnArchive) as raised:
        _add(own, tmp_path / "note.txt")
    assert "note.txt" in raised.value.where
    assert exposure.count(own) == 0


def _everything(root: Path) -> Iterator[tuple[Path, bytes]]:
    for path in root.rglob("*"):
        if path.is_file():
            yield path, path.read_bytes()


def _holding(root: Path, *texts: str) -> list[str]:
    wanted = [text.encode() for text in texts]
    return [p.name for p, bytes_ in _everything(root) if any(text in bytes_ for text in wanted)]


@pytest.mark.parametrize("ordered", [False, True])
def test_nothing_of_a_forgotten_archive_is_left_in_the_home(
    own: House,
    tmp_path: Path,
    ordered: bool,  # noqa: FBT001 - a parameter
) -> None:
    place = archive(tmp_path / f"{MARKER}-folder", user="mira_quitte")
    newer = archive(tmp_path / "b", "2025-01-31", 8, user="mira_quitte")
    for each in (place, newer):
        if ordered:
            order = Order("exposure", paths=(str(each),), id=RUN if each is place else RUN[::-1])
            fulfilling.fulfil(own, order, Event())
        else:
            _add(own, each)
    exposure.show(own)
    sifting.items(own, Filter(words=MARKER))
    assert _holding(own.home.root, MARKER, "mira_quitte")
    exposure.forget(own, "x")
    assert _holding(own.home.root, MARKER, MARKER.lower(), "mira_quitte") == []
    assert exposure.show(own) == ()


def test_a_failed_import_names_the_file_only_until_the_next_or_until_forgotten(
    own: House, tmp_path: Path
) -> None:
    (tmp_path / f"{MARKER}.txt").write_text("x")
    order = Order("exposure", paths=(str(tmp_path / f"{MARKER}.txt"),), id=RUN)
    with pytest.raises(NotAnArchive):
        fulfilling.fulfil(own, order, Event())
    found = arrivals.arrival(own.home, RUN)
    assert found is not None
    assert found.failure is not None
    assert MARKER in found.failure.where
    exposure.forget(own)
    assert _holding(own.home.root, MARKER) == []


def test_a_wish_to_stop_leaves_nothing(own: House, tmp_path: Path) -> None:
    place = archive(tmp_path / "a", posts=6_000)
    stop = Event()

    def tell(coming: Coming) -> None:
        del coming
        stop.set()

    done = exposing.add(own, [place], Wish(stop=stop), tell=tell)
    assert done.stopped
    assert done.new == ()
    assert [path.name for path in own.home.archives.iterdir()] == ["alone.lock"]
    with own.ledger() as ledger:
        assert [run.how for run in ledger.runs()] == ["interrupted"]


_STORY = """
import os, sys
from pathlib import Path
from withhold.app import exposing
from withhold.app.start import house

def tell(coming):
    print("going", flush=True)
    sys.stdin.readline()

exposing.add(house(), [Path(sys.argv[1])], tell=tell)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_killed_in_the_middle_nothing_is_half_there(
    own: House, tmp_path: Path, how: signal.Signals
) -> None:
    place = archive(tmp_path / "a", posts=6_000)
    with subprocess.Popen(
        [sys.executable, "-c", _STORY, str(place)],
        env=os.environ | {"WITHHOLD_HOME": str(own.home.root)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == b"going\n"
        process.send_signal(how)
        process.wait(LIMIT)
    assert exposure.show(own) == ()
    left = [path.name for path in own.home.archives.iterdir() if path.name != "alone.lock"]
    assert len(left) == (how is signal.SIGKILL), "what was killed lies under a name nobody reads"
    assert _add(own, place) == (1, 0)
    names = sorted(path.suffix for path in own.home.archives.iterdir())
    assert names == [".lock", ".sqlite3"], "and the next import sweeps it away"
    assert _posts(own) == [6_000]


wishes = st.builds(
    Filter,
    of=st.sampled_from(["", "x", kept.ID]),
    kinds=st.sets(st.sampled_from(Kind), max_size=3).map(tuple),
    year=st.sampled_from([None, 2017, 2018, 1999]),
    reach=st.sets(st.sampled_from(Reach), max_size=2).map(tuple),
    people=st.booleans(),
    words=st.sampled_from(["", "cof", "coffee word", "nowhere"]),
)


@pytest.fixture
def filled(own: House) -> House:
    """Give a home with two archives, and a switch that is off by the person's word."""
    declare(own, "x.grok_training", Word.WITHHELD, since="2017-08")
    kept.keep(own.home, kept.some(90))
    other = kept.some(50)
    kept.keep(own.home, other, archive="01J0000000000000000000000B", platform="instagram")
    return own


def _listed(own: House, wish: Filter, size: int) -> tuple[list[Row], int]:
    rows: list[Row] = []
    after = None
    while True:
        page = sifting.items(own, wish, after=after, size=size)
        rows += page.rows
        if page.more is None:
            return rows, page.count
        after = page.more


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(wish=wishes, size=st.integers(5, 60))
def test_lists_counts_and_files_agree(filled: House, wish: Filter, size: int) -> None:
    rows, count = _listed(filled, wish, size)
    assert len(rows) == count
    keys = [(row.archive, row.item.key, row.item.kind) for row in rows]
    assert len(set(keys)) == len(keys)
    dates = [row.item.at or 0 for row in rows]
    assert dates == sorted(dates, reverse=True), "newest first, of all archives together"
    for row in rows:
        assert not wish.kinds or row.item.kind in wish.kinds
        assert not wish.reach or row.ruling.reach in wish.reach
        assert not wish.people or row.item.people
    every, _ = _listed(filled, Filter(of=wish.of), 100)
    named = {(row.archive, row.item.key): row for row in every}
    assert all(named[row.archive, row.item.key].ruling == row.ruling for row in rows)
    text = b"".join(sifting.pieces(filled, wish)).decode("utf-8-sig")
    assert len(list(csv.reader(text.splitlines()))) == count + 1


def test_sums_agree_with_lists(filled: House) -> None:
    for found in exposure.show(filled):
        card = found.archive
        assert sum(found.reach.values()) == sum(card.counts.values())
        assert sum(card.audiences.values()) == sum(card.counts.values())
        for reach, number in found.reach.items():
            _, count = _listed(filled, Filter(of=card.id, reach=(reach,)), 50)
            assert count == number
        _, count = _listed(filled, Filter(of=card.id, people=True), 50)
        assert count == found.people


def test_a_list_cannot_go_on_from_nowhere(filled: House) -> None:
    for after in ("", "x", f"{kept.ID}.", f"{kept.ID}.x", f"{kept.ID}.{'9' * 19}", "A.1"):
        with pytest.raises(UnknownArchive):
            sifting.items(filled, Filter(), after=after)
    with pytest.raises(UnknownArchive):
        sifting.items(filled, Filter(of="nothing"))


def test_a_file_is_harmless_and_nothing_is_written_over(own: House, tmp_path: Path) -> None:
    evil = ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "plain"]
    kept.keep(
        own.home,
        [
            Item(Kind.POST, str(at), 10**9 + at, Audience.PUBLIC, text, people=(text,))
            for at, text in enumerate(evil)
        ],
    )
    place = tmp_path / "out.csv"
    assert sifting.export(own, place, Filter()) == len(evil)
    with place.open(encoding="utf-8-sig", newline="") as file:
        head, *rows = list(csv.reader(file))
    cells = [cell for row in rows for cell in row]
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in cells)
    assert "plain" in {row[head.index("text")] for row in rows}
    assert place.read_bytes() == b"".join(sifting.pieces(own, Filter()))
    with pytest.raises(NotWritten):
        sifting.export(own, place, Filter())


def test_a_file_has_the_most_reaching_first(filled: House, tmp_path: Path) -> None:
    sifting.export(filled, tmp_path / "out.csv", Filter())
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        order = [row["reach"] for row in csv.DictReader(file)]
    ranks = ["in_reach", "cannot_tell", "was_in_reach", "out_of_reach"]
    assert [ranks.index(each) for each in order] == sorted(ranks.index(each) for each in order)
    assert len(set(order)) > 1


def test_erasing_counts_archives(filled: House) -> None:
    held = erasing.holdings(filled.home, SystemClock())
    one = next(each for each in held if each.where == filled.home.archives)
    assert str(one.what) == "your archives: 2 archives, 140 items"
    assert one.size > 0
    erasing.erase(filled.home)
    assert not filled.home.root.exists()


def test_a_home_closes_and_opens_with_archives_in_it(filled: House) -> None:
    passphrase.give(filled.home)
    before = exposure.show(filled)
    closing.close(filled.home)
    assert _holding(filled.home.root, "A word about coffee") == []
    closing.open_with(filled.home, passphrase.WORDS)
    assert exposure.show(filled) == before


@pytest.mark.parametrize(
    "write",
    [
        lambda place: f"  {place}  ",
        lambda place: f'"{place}"',
        lambda place: f"'{place}'\n\n",
        lambda place: f"{place}\n{place}",
    ],
)
def test_places_are_read_as_people_copy_them(tmp_path: Path, write: Callable[[Path], str]) -> None:
    place = tmp_path / "my archive.zip"
    place.touch()
    assert set(arrivals.places(write(place))) == {str(place)}


@pytest.mark.parametrize(
    "text",
    ["", " \n ", "relative/path", "/no/such/place", "/dev/null", "\0", "~nobody-x/a", "a" * 9999],
)
def test_what_is_no_place_is_said(text: str) -> None:
    with pytest.raises(BadPlace):
        arrivals.places(text)
    with pytest.raises(BadPlace):
        arrivals.places("/\n" * (arrivals.MOST + 1))


def test_an_archive_of_another_home_is_no_part_of_this_one(own: House) -> None:
    assert Archives(own.home).all() == []
    assert not own.home.archives.exists(), "looking makes nothing"
