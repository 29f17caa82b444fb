"""How is the ledger's file opened, brought up to date and written to?

SQLite in WAL mode with `synchronous=FULL`: a commit that returned survives a power cut. One
connection a thread, one writer at a time in this process (a lock) and among processes (`BEGIN
IMMEDIATE` with a busy timeout). Transactions are begun by hand: the module's own default would
commit behind our back.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

from filelock import FileLock

from withhold.kernel import durable
from withhold.kernel.paths import PRIVATE_FILE
from withhold.store.errors import LedgerNewer, NotALedger, explained
from withhold.store.schema import APPLICATION, MIGRATIONS

_BUSY_TIMEOUT = 10_000  # milliseconds another process may take to write


class Database:
    """One open SQLite file: `read` for queries, `writing` for a transaction."""

    def __init__(self, path: Path, migrations: tuple[tuple[str, ...], ...] = MIGRATIONS) -> None:
        """Open `path`, making or migrating it as needed; raises StoreError."""
        self.path = path
        self._migrations = migrations
        self._local = threading.local()
        self._writer = threading.Lock()
        self._opened: list[sqlite3.Connection] = []
        with explained(path), ExitStack() as undo:
            undo.callback(self.close)
            narrow(path)
            self._bring_up_to_date()
            undo.pop_all()

    def close(self) -> None:
        """Close the connections of all threads."""
        while self._opened:
            self._opened.pop().close()
        self._local = threading.local()

    def read(self, sql: str, *values: object) -> list[tuple[object, ...]]:
        """Return all rows of one query."""
        with explained(self.path):
            return self.connection.execute(sql, values).fetchall()

    @property
    def connection(self) -> sqlite3.Connection:
        """This thread's own connection."""
        found: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if found is None:
            found = self._local.connection = self._connect()
        return found

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Hold the writer's lock and a transaction; it is committed when the block ends well."""
        with self._writer, explained(self.path), self._transaction("IMMEDIATE", "commit") as now:
            yield now

    @contextmanager
    def snapshot(self) -> Iterator[sqlite3.Connection]:
        """Hold one state of the ledger for several queries."""
        with explained(self.path), self._transaction("DEFERRED", None) as now:
            yield now

    @contextmanager
    def _transaction(self, how: str, what: str | None) -> Iterator[sqlite3.Connection]:
        connection = self.connection
        connection.execute(f"BEGIN {how}")
        try:
            yield connection
            if what:
                durable.write(what, lambda: connection.execute("COMMIT"))
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self.path, timeout=_BUSY_TIMEOUT / 1000, isolation_level=None, check_same_thread=False
        )
        self._opened.append(connection)  # each thread uses its own; close() closes them all
        connection.text_factory = _text
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA fullfsync = ON")  # macOS; nothing elsewhere
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA secure_delete = ON")  # what is forgotten is overwritten
        return connection

    def _bring_up_to_date(self) -> None:
        if self._version() == len(self._migrations):
            return
        # One process at a time: changing to WAL does not wait for others as a write would.
        with FileLock(self.path.with_name("ledger.lock"), mode=PRIVATE_FILE):
            for number in range(self._version(), len(self._migrations)):
                self._migrate(number)

    def _version(self) -> int:
        connection = self.connection
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        (tables,) = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        if application != APPLICATION and (tables or version or application):
            raise NotALedger(
                "This is a database, but not a Withhold ledger.",
                where=str(self.path),
                do="Move it away: Withhold then begins a new one.",
            )
        if version > len(self._migrations):
            raise LedgerNewer(
                "A later version of Withhold wrote this ledger.",
                where=str(self.path),
                do="Update Withhold. Nothing in the ledger was touched.",
            )
        return int(version)

    def _migrate(self, number: int) -> None:
        """Take one step in one transaction, after a copy of what was there before."""
        connection = self.connection
        if number:
            self._copy(number)
        else:
            connection.execute("PRAGMA journal_mode = WAL")
        with self._transaction("IMMEDIATE", "migration"):
            for statement in self._migrations[number]:
                connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {APPLICATION}")
            connection.execute(f"PRAGMA user_version = {number + 1}")

    def _copy(self, number: int) -> None:
        """Keep the ledger as it was at version `number` beside it."""
        copy = self.path.with_name(f"{self.path.name}.before-{number + 1}")
        copy.unlink(missing_ok=True)
        narrow(copy)
        with closing(sqlite3.connect(copy, isolation_level=None)) as other:
            self.connection.backup(other)


def narrow(path: Path) -> None:
    """Make the file if it is not there, readable by its owner alone; -wal and -shm follow it.

    A file that is there is not opened: closing it would drop the locks SQLite holds on it.
    """
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, PRIVATE_FILE))
    except FileExistsError:
        if path.stat().st_mode & 0o777 != PRIVATE_FILE:
            path.chmod(PRIVATE_FILE)


def _text(stored: bytes) -> str:
    """Read text even where it was damaged: then it differs, and `verify` says where."""
    return stored.decode("utf-8", "replace")
