"""What did the person say about changes of policies: no change, not of interest, looked at?

Kept beside the changes and tied to nothing there: when a document is judged afresh its changes go
and come again under the same ids, and what was said of them must stand.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from withhold.kernel.clock import moment, stamp
from withhold.store.database import Database

TABLES = (
    """
    CREATE TABLE marks (
        change TEXT NOT NULL,      -- its id; no foreign key, so that judging afresh takes no mark
        mark   TEXT NOT NULL,      -- 'no-change' or 'looked'
        at     TEXT NOT NULL,
        PRIMARY KEY (change, mark)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE muted (
        service  TEXT NOT NULL,
        document TEXT NOT NULL,    -- '' for the whole service
        at       TEXT NOT NULL,
        PRIMARY KEY (service, document)
    ) STRICT, WITHOUT ROWID
    """,
)
_NO_CHANGE, _LOOKED = "no-change", "looked"


@dataclass(frozen=True, slots=True)
class Muted:
    """One document the person wants to hear nothing of; with `document` empty, a whole service."""

    service: str
    document: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Said:
    """All a person said: ids of no changes, ids that were looked at, and when that was last."""

    no_change: frozenset[str]
    looked: frozenset[str]
    last: datetime | None
    muted: tuple[Muted, ...]

    def is_muted(self, service: str, document: str) -> bool:
        """Tell whether the person wants to hear nothing of this document."""
        return any(
            each.service == service and each.document in {"", document} for each in self.muted
        )


NOTHING = Said(frozenset(), frozenset(), None, ())
"""What is said where no file is."""


class Marks:
    """The person's marks, in the file of policies."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def said(self) -> Said:
        """Give all of it, in two queries whatever there is."""
        rows = self._database.read("SELECT change, mark, at FROM marks")
        found = {mark: {str(c) for c, m, _ in rows if m == mark} for mark in (_NO_CHANGE, _LOOKED)}
        last = max((str(at) for _, mark, at in rows if mark == _LOOKED), default=None)
        return Said(
            frozenset(found[_NO_CHANGE]),
            frozenset(found[_LOOKED]),
            moment(last) if last else None,
            self._muted(),
        )

    def no_change(self, change: str, at: datetime) -> None:
        """Say that a change was none."""
        self._mark(_NO_CHANGE, [change], at)

    def take_back(self, change: str) -> None:
        """Take back that a change was none."""
        with self._database.writing() as now:
            now.execute("DELETE FROM marks WHERE change = ? AND mark = ?", (change, _NO_CHANGE))

    def looked(self, changes: Iterable[str], at: datetime) -> None:
        """Say that these were looked at; the first time counts."""
        self._mark(_LOOKED, changes, at)

    def mute(self, service: str, document: str, at: datetime) -> None:
        """Say that nothing is to be heard of a document, or of a service."""
        with self._database.writing() as now:
            now.execute(
                "INSERT INTO muted VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                (service, document, stamp(at)),
            )

    def unmute(self, service: str, document: str) -> bool:
        """Take that back; False where nothing of the kind was said."""
        with self._database.writing() as now:
            gone = now.execute(
                "DELETE FROM muted WHERE service = ? AND document = ?", (service, document)
            )
            return gone.rowcount > 0

    def _mark(self, mark: str, changes: Iterable[str], at: datetime) -> None:
        with self._database.writing() as now:
            now.executemany(
                "INSERT INTO marks VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                ((change, mark, stamp(at)) for change in changes),
            )

    def _muted(self) -> tuple[Muted, ...]:
        rows = self._database.read(
            "SELECT service, document, at FROM muted ORDER BY service, document"
        )
        return tuple(Muted(str(s), str(d), moment(str(at))) for s, d, at in rows)
