"""Does anybody else have the ledger, the file of policies, or an archive open?

In WAL mode every open connection holds a shared lock on the file until it is closed. Only who is
alone may change the mode; so asking for another one is a question that SQLite answers truly, and
it brings what is still in the journal into the one file. Archives have no such mode: whoever reads
one in or forgets one holds a lock of its own, and whoever reads from one right now is noticed.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from withhold.kernel.paths import Home
from withhold.store.archives import held
from withhold.store.errors import LedgerBusy

_BUSY = "SQLITE_BUSY"


def want_alone(home: Home) -> None:
    """Raise LedgerBusy if somebody has a file open; a damaged or missing one nobody has."""
    for path in (home.ledger, home.policies):
        if path.exists():
            _want_alone(path, "PRAGMA journal_mode = DELETE", "PRAGMA journal_mode = WAL")
    if home.archives.is_dir():
        held(home.archives).release()
        for path in home.archives.glob("*.sqlite3"):
            _want_alone(path, "BEGIN EXCLUSIVE", "ROLLBACK")


def _want_alone(path: Path, *questions: str) -> None:
    try:
        with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as own:
            for question in questions:
                own.execute(question)
    except sqlite3.DatabaseError as error:
        if not getattr(error, "sqlite_errorname", "").startswith(_BUSY):
            return
        raise LedgerBusy(
            "A run or a command of Withhold is using the ledger or an archive.",
            where=str(path),
            do="Wait until it has ended, or stop it, and try again.",
        ) from error
