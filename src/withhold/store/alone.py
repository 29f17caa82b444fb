"""Does anybody else have the ledger, or the file of policies, open?

In WAL mode every open connection holds a shared lock on the file until it is closed. Only who is
alone may change the mode; so asking for another one is a question that SQLite answers truly, and
it brings what is still in the journal into the one file.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from withhold.kernel.paths import Home
from withhold.store.errors import LedgerBusy

_BUSY = "SQLITE_BUSY"


def want_alone(home: Home) -> None:
    """Raise LedgerBusy if somebody has a file open; a damaged or missing one nobody has."""
    for path in (home.ledger, home.policies):
        if path.exists():
            _want_alone(path)


def _want_alone(path: Path) -> None:
    try:
        with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as own:
            own.execute("PRAGMA journal_mode = DELETE")
            own.execute("PRAGMA journal_mode = WAL")
    except sqlite3.DatabaseError as error:
        if not getattr(error, "sqlite_errorname", "").startswith(_BUSY):
            return
        raise LedgerBusy(
            "A run or a command of Withhold is using the ledger.",
            where=str(path),
            do="Wait until it has ended, or stop it, and try again.",
        ) from error
