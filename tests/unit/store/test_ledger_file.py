"""Does the ledger's file open, migrate, and refuse, each with its own error?"""

from __future__ import annotations

import errno
import shutil
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from withhold.kernel import durable
from withhold.kernel.clock import Clock
from withhold.kernel.paths import Home
from withhold.model.observation import Reading
from withhold.store.database import Database
from withhold.store.errors import (
    DiskFault,
    DiskFull,
    LedgerBusy,
    LedgerDamaged,
    LedgerNewer,
    NotALedger,
    ReadOnly,
    StoreError,
)
from withhold.store.ledger import Ledger
from withhold.store.schema import MIGRATIONS

Fill = Callable[[Ledger], None]


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_everything_is_for_its_owner_alone(home: Home, ledger: Ledger, fill: Fill) -> None:
    fill(ledger)
    assert _mode(home.root) == 0o700
    for path in home.root.rglob("*"):
        assert _mode(path) == (0o700 if path.is_dir() else 0o600), path


def test_a_file_that_was_opened_wide_is_narrowed(home: Home, clock: Clock) -> None:
    Ledger(home, clock).close()
    home.ledger.chmod(0o644)
    Ledger(home, clock).close()
    assert _mode(home.ledger) == 0o600


def test_the_file_is_kept_safely(home: Home, clock: Clock) -> None:
    Ledger(home, clock).close()
    with closing(sqlite3.connect(home.ledger)) as file:
        assert file.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    database = Database(home.ledger)
    assert database.read("PRAGMA synchronous") == [(2,)]
    assert database.read("PRAGMA foreign_keys") == [(1,)]
    database.close()


def test_a_migration_keeps_a_copy(home: Home, clock: Clock, fill: Fill) -> None:
    with Ledger(home, clock) as ledger:
        fill(ledger)
    later = (*MIGRATIONS, ("CREATE TABLE more (x TEXT) STRICT", "DROP TABLE more"))
    Database(home.ledger, later).close()
    copy = home.root / "ledger.sqlite3.before-2"
    assert _mode(copy) == 0o600
    with closing(sqlite3.connect(copy)) as file:
        assert file.execute("PRAGMA user_version").fetchone() == (1,)
        assert file.execute("SELECT count(*) FROM chain").fetchone()[0] > 10


def test_a_migration_that_fails_leaves_everything_as_it_was(home: Home, clock: Clock) -> None:
    Ledger(home, clock).close()
    broken = (*MIGRATIONS, ("CREATE TABLE more (x TEXT) STRICT", "CREATE TABLE chain (x TEXT)"))
    with pytest.raises(sqlite3.OperationalError):
        Database(home.ledger, broken)
    with Ledger(home, clock) as ledger:
        assert ledger.verify().whole
    with closing(sqlite3.connect(home.ledger)) as file:
        assert file.execute("SELECT name FROM sqlite_schema WHERE name = 'more'").fetchall() == []


def test_a_newer_ledger_is_refused_and_left_alone(home: Home, clock: Clock) -> None:
    Ledger(home, clock).close()
    Database(home.ledger, (*MIGRATIONS, ("CREATE TABLE more (x TEXT) STRICT",))).close()
    with pytest.raises(LedgerNewer) as refused:
        Ledger(home, clock)
    assert refused.value.code == "ledger-newer"
    assert refused.value.what
    assert refused.value.where == str(home.ledger)
    assert refused.value.do


def test_what_is_no_database_is_refused(home: Home, clock: Clock) -> None:
    home.make()
    home.ledger.write_text("Dear diary, " * 200)
    with pytest.raises(NotALedger):
        Ledger(home, clock)
    assert home.ledger.read_text().startswith("Dear diary")


def test_somebody_elses_database_is_refused(home: Home, clock: Clock) -> None:
    home.make()
    with closing(sqlite3.connect(home.ledger)) as file:
        file.execute("CREATE TABLE songs (name TEXT)")
        file.commit()
    with pytest.raises(NotALedger):
        Ledger(home, clock)


def test_a_damaged_ledger_says_so(
    home: Home, clock: Clock, reading: Callable[..., Reading]
) -> None:
    with Ledger(home, clock) as ledger:
        for number in range(100):
            ledger.put(reading(f"R{number}"))
    content = bytearray(home.ledger.read_bytes())
    content[4096:] = b"\xa5" * (len(content) - 4096)
    home.ledger.write_bytes(content)
    with pytest.raises(LedgerDamaged), Ledger(home, clock) as ledger:
        ledger.readings()


def test_a_full_disk_keeps_what_was_there(
    ledger: Ledger, reading: Callable[..., Reading], monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger.put(reading("R1"))
    ledger._database.connection.execute("PRAGMA max_page_count = 1")  # noqa: SLF001 - a small disk
    with pytest.raises(DiskFull):
        ledger.put(*(reading(f"R{number}") for number in range(2, 2000)))
    assert ledger.readings() == [reading("R1")]
    assert ledger.verify().whole

    def full(_what: str, _act: Callable[[], object]) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(durable, "write", full)
    with pytest.raises(DiskFull):
        ledger.evidence.put(b"picture")
    with pytest.raises(DiskFull):
        ledger.put(reading("R3000"))


@pytest.mark.parametrize(
    ("number", "error"),
    [(errno.EROFS, ReadOnly), (errno.EACCES, ReadOnly), (errno.EIO, DiskFault)],
)
def test_a_disk_that_refuses_is_named(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch, number: int, error: type[StoreError]
) -> None:
    def refuse(_what: str, _act: Callable[[], object]) -> None:
        raise OSError(number, "refused")

    monkeypatch.setattr(durable, "write", refuse)
    with pytest.raises(error):
        ledger.evidence.put(b"picture")


def test_a_read_only_ledger_can_be_read_and_says_so_when_written(
    ledger: Ledger, reading: Callable[..., Reading]
) -> None:
    ledger.put(reading())
    ledger._database.connection.execute("PRAGMA query_only = ON")  # noqa: SLF001 - as on a read-only disk
    assert ledger.readings()
    with pytest.raises(ReadOnly):
        ledger.put(reading("R2"))


def test_a_folder_in_the_ledgers_place_is_refused(home: Home, clock: Clock) -> None:
    home.ledger.mkdir(parents=True)
    with pytest.raises(StoreError):
        Ledger(home, clock)


def test_a_writer_that_never_ends_is_not_waited_for_for_ever(
    home: Home, ledger: Ledger, reading: Callable[..., Reading]
) -> None:
    ledger._database.connection.execute("PRAGMA busy_timeout = 50")  # noqa: SLF001 - no long wait
    with closing(sqlite3.connect(home.ledger, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LedgerBusy):
            ledger.put(reading())
        other.execute("ROLLBACK")
    ledger.put(reading())


def test_a_moved_ledger_takes_its_evidence_along(
    tmp_path: Path, home: Home, clock: Clock, fill: Fill
) -> None:
    with Ledger(home, clock) as ledger:
        fill(ledger)
    shutil.copytree(home.root, tmp_path / "elsewhere")
    with Ledger(Home(tmp_path / "elsewhere"), clock) as moved:
        assert moved.verify().whole
