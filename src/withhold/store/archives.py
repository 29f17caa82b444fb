"""Which archives are imported? One file each, so that to forget one is to delete a file.

No list of them is kept anywhere else. A file that is only on its way in has another name; one whose
process is gone is swept away by the next import.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import msgspec
from filelock import FileLock, Timeout

from withhold.kernel import durable
from withhold.kernel.paths import PRIVATE_FILE, PRIVATE_FOLDER, Home
from withhold.model.exposure import Archive
from withhold.store.errors import LedgerBusy, explained
from withhold.store.intake import Intake
from withhold.store.items import Items

_SUFFIX = ".sqlite3"
_LEFTOVERS = ("-journal", "-wal", "-shm")


class Archives:
    """The imported archives of one home. Opening it makes nothing."""

    def __init__(self, home: Home) -> None:
        """Look into a home; raises HomeClosed."""
        home.want_open()
        self._home = home

    def all(self) -> list[Archive]:
        """List them, those added last first; raises StoreError."""
        cards = []
        for path in sorted(self._home.archives.glob(f"*{_SUFFIX}"), reverse=True):
            with Items(path) as items:
                cards.append(items.card)
        return cards

    def open(self, archive_id: str) -> Items:
        """Open one for reading; raises StoreError."""
        return Items(self._path(archive_id))

    def intake(self, archive_id: str) -> Intake:
        """Begin one; raises StoreError. Who imports holds `alone`."""
        return Intake(self._home, archive_id)

    def alone(self) -> FileLock:
        """Give the lock of whoever imports or forgets, and sweep what nobody finished.

        Raises LedgerBusy.
        """
        folder = self._home.archives
        with explained(folder):
            self._home.make()
            folder.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
            lock = held(folder)
            for path in folder.glob("*.coming*"):
                path.unlink(missing_ok=True)
        return lock

    def forget(self, archive_id: str) -> None:
        """Delete one archive's file and whatever SQLite keeps beside it."""
        path = self._path(archive_id)
        with explained(path):
            for each in (path, *(path.with_name(path.name + more) for more in _LEFTOVERS)):
                each.unlink(missing_ok=True)
            durable.sync_folder(path.parent)

    def recard(self, card: Archive) -> Archive:
        """Write anew what an archive is; its items stay as they are."""
        path = self._path(card.id)
        with explained(path), closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute("PRAGMA secure_delete = ON")
            text = msgspec.json.encode(card).decode()
            durable.write("card", lambda: connection.execute("UPDATE card SET text = ?", (text,)))
        return card

    def size(self, archive_id: str) -> int:
        """Say how many bytes one takes."""
        with explained(self._home.archives):
            return self._path(archive_id).stat().st_size

    def _path(self, archive_id: str) -> Path:
        return self._home.archives / f"{archive_id}{_SUFFIX}"


def held(folder: Path) -> FileLock:
    """Hold the lock of whoever imports or forgets; raises LedgerBusy."""
    lock = FileLock(folder / "alone.lock", mode=PRIVATE_FILE)
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise LedgerBusy(
            "An archive is being read in, or forgotten, right now.",
            where=str(folder),
            do="Wait until that has ended, then try again.",
        ) from error
    return lock
