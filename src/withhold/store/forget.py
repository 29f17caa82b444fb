"""How is something erased so that the chain still shows that nothing else was?

A tombstone is written first, in the same transaction in which the texts go; the files go after
it. So whatever moment the power fails, what is gone has a tombstone. Digests and links stay.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from withhold.kernel.clock import stamp
from withhold.store import chain, records
from withhold.store.database import Database
from withhold.store.errors import EvidenceMissing
from withhold.store.evidence import Files
from withhold.store.records import TOMBSTONE, Grave, Tombstone


@dataclass(frozen=True, slots=True)
class Now:
    """The tombstone's own id, and when it is put up."""

    id: str
    at: datetime


def account(database: Database, files: Files, account_id: str, now: Now) -> int:
    """Erase every record about an account and the evidence only they name; return how many."""
    with database.writing() as connection:
        graves = _graves(connection, account_id)
        gone = _named_only_by(connection, account_id)
        if graves:
            _bury(connection, Tombstone(now.id, now.at, tuple(graves), tuple(gone)))
    if graves:
        _clear(database, files, gone)
    return len(graves)


def file(database: Database, files: Files, name: str, now: Now) -> None:
    """Erase one file of evidence; the records that name it stay."""
    with database.writing() as connection:
        row = connection.execute("SELECT 1 FROM evidence WHERE digest = ?", (name,)).fetchone()
        if row is None:
            raise EvidenceMissing(
                "No record names this evidence.",
                where=name,
                do="Run `withhold evidence list` to see what is kept.",
            )
        _bury(connection, Tombstone(now.id, now.at, (), (name,)))
    _clear(database, files, [name])


def finish(database: Database, files: Files) -> None:
    """Delete files that a tombstone names and that a killed process did not come to delete."""
    for seq, text in database.read(
        "SELECT seq, CAST(text AS BLOB) FROM chain WHERE kind = ? AND text IS NOT NULL",
        TOMBSTONE,
    ):
        for name in _names(text):
            if not database.read("SELECT 1 FROM evidence WHERE digest = ? AND seq > ?", name, seq):
                files.remove(name)


def _names(text: object) -> tuple[str, ...]:
    try:
        return records.read(text, Tombstone).evidence if isinstance(text, bytes) else ()
    except ValueError:  # altered: verify says so
        return ()


def _graves(connection: sqlite3.Connection, account_id: str) -> list[Grave]:
    rows = connection.execute(
        "SELECT c.seq, c.kind, c.id FROM place p JOIN chain c USING (seq) WHERE p.account = ?"
        " ORDER BY c.seq",
        (account_id,),
    )
    return [Grave(*row) for row in rows]


def _named_only_by(connection: sqlite3.Connection, account_id: str) -> list[str]:
    rows = connection.execute(
        "SELECT e.digest FROM evidence e JOIN place p USING (seq) GROUP BY e.digest"
        " HAVING min(p.account IS ?) = 1 ORDER BY e.digest",
        (account_id,),
    )
    return [name for (name,) in rows]


def _bury(connection: sqlite3.Connection, tombstone: Tombstone) -> None:
    seqs = [(grave.seq,) for grave in tombstone.erased]
    connection.executemany("DELETE FROM evidence WHERE seq = ?", seqs)
    connection.executemany("DELETE FROM place WHERE seq = ?", seqs)
    connection.executemany("UPDATE chain SET text = NULL WHERE seq = ?", seqs)
    chain.append(connection, tombstone, written_at=stamp(tombstone.erased_at))


def _clear(database: Database, files: Files, gone: Iterable[str]) -> None:
    for name in gone:
        files.remove(name)
    # The journal still held the erased words; it is folded into the file, then cut to nothing.
    database.read("PRAGMA wal_checkpoint(TRUNCATE)")
