"""Is what policies said kept whole, whatever moment a process is killed?"""

from __future__ import annotations

import signal
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from withhold.kernel.errors import HomeClosed
from withhold.kernel.paths import Home, is_personal
from withhold.model.policy import Direction, Judgement, Kind, Passage, Side, Status
from withhold.store import erase
from withhold.store.alone import want_alone
from withhold.store.errors import LedgerBusy, LedgerDamaged, LedgerNewer, NotALedger
from withhold.store.policies import MIGRATIONS, Batch, Policies, Recorded, Subject, Told

X = Subject("X", "Privacy Policy")
DAY = datetime(2024, 1, 1, tzinfo=UTC)
CHANGE = Judgement(
    change=True,
    kinds=(Kind.NEW_USE,),
    direction=Direction.MORE,
    data_kinds=("public_posts",),
    who="provider",
    effective_date="2024-02-01",
    status=Status.ANNOUNCED,
    passages=(Passage(Side.ADDED, "", "We train on “posts”."),),
    summary="It begins to train on posts.",
)


def _batch(first: int, count: int) -> Batch:
    days = [DAY + timedelta(days=number) for number in range(first, first + count)]
    told = [Told(X, day - timedelta(days=1), day, CHANGE) for day in days[-1:]]
    return Batch([Recorded(day, f"{day:%j}") for day in days], told, f"after {days[-1]}".encode())


def test_what_is_put_in_comes_out(home: Home) -> None:
    unread = Recorded(DAY + timedelta(days=9), "damaged", technical=True, why="damaged")
    with Policies(home) as policies:
        policies.add(X, _batch(0, 3), by="1")
        policies.add(X, Batch([unread], [], b"state"), by="1")
    with Policies(home) as policies:
        assert [version.digest for version in policies.versions(X)] == [
            "001",
            "002",
            "003",
            "damaged",
        ]
        assert policies.versions(X)[-1] == unread
        assert policies.state(X) == b"state"
        assert policies.count() == 4
        (told,) = policies.changes()
        assert told == Told(X, DAY + timedelta(days=1), DAY + timedelta(days=2), CHANGE)
        assert policies.named(told.id[:4]) == [told]
        assert policies.named("nothing") == []


def test_documents_are_apart_by_language_and_region(home: Home) -> None:
    german = Subject(X.service, X.name, "de", "DE")
    with Policies(home) as policies:
        policies.add(X, _batch(0, 2), by="1")
        policies.add(german, Batch([], [], b"other"), by="1")
        assert policies.versions(german) == []
        assert policies.state(german) == b"other"
        assert policies.state(Subject("Y", "Terms")) is None


def test_changes_come_newest_first_from_a_day_on(home: Home) -> None:
    with Policies(home) as policies:
        policies.add(X, _batch(0, 2), by="1")
        policies.add(X, _batch(2, 2), by="1")
        assert [told.after.day for told in policies.changes()] == [4, 2]
        assert [told.after.day for told in policies.changes(DAY + timedelta(days=3))] == [4]


def test_the_same_again_changes_nothing(home: Home) -> None:
    with Policies(home) as policies:
        for _ in range(2):
            policies.add(X, _batch(0, 3), by="1")
        assert policies.count() == 3
        assert len(policies.changes()) == 1


def test_afresh_takes_away_what_was_there(home: Home) -> None:
    with Policies(home) as policies:
        policies.add(X, _batch(0, 3), by="1")
        policies.add(X, _batch(7, 1), by="1", afresh=True)
        assert [version.digest for version in policies.versions(X)] == ["008"]
        assert [told.after.day for told in policies.changes()] == [8]


_KILLED = """
import os, signal, sys
from pathlib import Path
from withhold.kernel import durable
from withhold.kernel.paths import Home
from tests.unit.store.test_policies_file import X, _batch
from withhold.store.policies import Policies

at, seen = int(sys.argv[2]), 0

def write(what, act):
    for moment in (lambda: None, act):
        moment()
        globals()["seen"] += 1
        if seen == at:
            os.kill(os.getpid(), signal.SIGKILL)

durable.write = write
with Policies(Home(Path(sys.argv[1]))) as policies:
    for first in (0, 3):
        policies.add(X, _batch(first, 3), by="1")
print(seen)
"""


_MOMENTS = (
    2 * (len(MIGRATIONS) + 2) + 1
)  # before and after each migration and each batch, and the end


@pytest.mark.parametrize("moment", range(1, _MOMENTS + 1))
def test_killed_anywhere_it_goes_on_from_there(home: Home, moment: int) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _KILLED, str(home.root), str(moment)],
        check=False,
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[3],
    )
    ended = moment == _MOMENTS
    assert done.returncode == (0 if ended else -signal.SIGKILL), done.stderr
    with Policies(home) as policies:
        count = len(policies.versions(X))
        assert count in {0, 3, 6}
        assert len(policies.changes()) == count / 3
        assert policies.state(X) == (_batch(0, count).state if count else None)
        policies.add(X, _batch(count, 3), by="1")
        assert len(policies.versions(X)) == count + 3


def test_an_error_in_the_middle_leaves_nothing_half(home: Home) -> None:
    def broken() -> list[Told]:
        raise KeyboardInterrupt

    class Breaking(list[Told]):
        def __iter__(self) -> None:  # type: ignore[override]
            broken()

    with Policies(home) as policies:
        with pytest.raises(KeyboardInterrupt):
            policies.add(X, Batch(_batch(0, 3).versions, Breaking(), b"x"), by="1")
        assert policies.count() == 0
        assert policies.state(X) is None


def test_it_is_for_its_owner_alone_and_goes_with_the_rest(home: Home) -> None:
    with Policies(home) as policies:
        policies.add(X, _batch(0, 3), by="1")
        files = list(home.root.glob("policies.sqlite3*"))
        assert len(files) == 3 + len(MIGRATIONS[1:])
        for path in files:
            assert stat.S_IMODE(path.stat().st_mode) == 0o600
            assert is_personal(path.name)
    assert erase.erase(home).gone


def test_nobody_closes_a_home_while_it_is_open(home: Home) -> None:
    with Policies(home), pytest.raises(LedgerBusy):
        want_alone(home)
    want_alone(home)


def test_a_closed_home_stays_closed(home: Home) -> None:
    home.closing.parent.mkdir(parents=True)
    home.closing.touch()
    with pytest.raises(HomeClosed):
        Policies(home)
    assert not home.policies.exists()


def test_a_file_of_a_later_version_is_refused_untouched(home: Home) -> None:
    Policies(home).close()
    with closing(sqlite3.connect(home.policies)) as file:
        file.execute("PRAGMA user_version = 99")
    before = home.policies.read_bytes()
    with pytest.raises(LedgerNewer):
        Policies(home)
    assert home.policies.read_bytes() == before


@pytest.mark.parametrize("content", [b"no database" * 100, None])
def test_a_file_of_somebody_else_is_refused(home: Home, content: bytes | None) -> None:
    home.make()
    if content is None:
        with closing(sqlite3.connect(home.policies)) as file:
            file.execute("CREATE TABLE theirs (x)")
    else:
        home.policies.write_bytes(content)
    with pytest.raises(NotALedger):
        Policies(home)


def test_a_change_that_is_damaged_is_said_to_be(home: Home) -> None:
    with Policies(home) as policies:
        policies.add(X, _batch(0, 2), by="1")
    with closing(sqlite3.connect(home.policies)) as file:
        file.execute("UPDATE changes SET judgement = '{'")
        file.commit()
    with Policies(home) as policies, pytest.raises(LedgerDamaged):
        policies.changes()
