"""How is a record tied to all that were written before it?

Each record's digest is the SHA-256 of its text. Each link is the SHA-256 of one line of ASCII:
the link before, a space, this digest, a line feed. The first link hangs on 64 zeros. So a shell
with `sha256sum` can walk the chain, and nothing in it can be altered without breaking it there.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import msgspec

from withhold.store import records
from withhold.store.records import KINDS, Record

GENESIS = "0" * 64


@dataclass(frozen=True, slots=True)
class Link:
    """One row of the chain; `text` is None where a tombstone took it."""

    seq: int
    kind: str
    id: str
    text: bytes | None
    digest: str
    link: str


def digest(content: bytes) -> str:
    """Return the SHA-256 of `content`, lower-case hex."""
    return sha256(content).hexdigest()


def next_link(before: str, record_digest: str) -> str:
    """Return the link that ties a record to the link before it."""
    return digest(f"{before} {record_digest}\n".encode())


def head(connection: sqlite3.Connection) -> tuple[int, str]:
    """Return the last record's number and link; 0 and GENESIS before the first."""
    row = connection.execute("SELECT seq, link FROM chain ORDER BY seq DESC LIMIT 1").fetchone()
    return (int(row[0]), str(row[1])) if row else (0, GENESIS)


def append(connection: sqlite3.Connection, record: Record, *, written_at: str) -> int:
    """Write one record and its link, within the caller's transaction; return its number."""
    before, link = head(connection)
    seq, kind = before + 1, KINDS[type(record)]
    text = records.line(record, seq=seq, written_at=written_at)
    fresh = digest(text)
    connection.execute(
        "INSERT INTO chain (seq, kind, id, text, digest, link) VALUES (?, ?, ?, ?, ?, ?)",
        (seq, kind, record.id, text.decode(), fresh, next_link(link, fresh)),
    )
    _derive(connection, seq, kind, msgspec.json.decode(records.parse(text).record))
    return seq


def links(connection: sqlite3.Connection) -> Iterator[Link]:
    """Walk the chain from its beginning."""
    rows = connection.execute(
        # as bytes, so that a text that is no longer UTF-8 can still be walked over
        "SELECT seq, kind, id, CAST(text AS BLOB), digest, link FROM chain ORDER BY seq"
    )
    yield from (Link(*row) for row in rows)


def _derive(connection: sqlite3.Connection, seq: int, kind: str, record: dict[str, Any]) -> None:
    place = records.place(kind, record)
    connection.execute(
        "INSERT INTO place (seq, kind, run, control, account, platform) VALUES (?, ?, ?, ?, ?, ?)",
        (seq, kind, place.run, place.control, place.account, place.platform),
    )
    connection.executemany(
        "INSERT INTO evidence (digest, seq) VALUES (?, ?)",
        [(name, seq) for name in sorted(records.named(kind, record))],
    )
