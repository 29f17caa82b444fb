"""What did a page look like when it was fetched, and what text was taken from it?

Two records: the snapshot as fetched, and the text as taken from it, with the name of the rule that
took it. So a text can be taken again by a better rule, and nobody is alarmed. Both are kept once
for each text that ever stood there: a page that only has other bytes around the same words adds
nothing. Of the looks themselves, only the last one of each document is remembered.
"""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from withhold.kernel.clock import moment, stamp
from withhold.store.database import Database
from withhold.store.errors import damaged

TABLES = (
    """
    CREATE TABLE snapshots (
        document INTEGER NOT NULL REFERENCES documents (id),
        digest   TEXT NOT NULL,     -- SHA-256 of the bytes
        at       TEXT NOT NULL,
        url      TEXT NOT NULL,     -- where they came from in the end
        kind     TEXT NOT NULL,     -- their media type
        content  BLOB NOT NULL,     -- deflated
        PRIMARY KEY (document, digest)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE texts (
        document INTEGER NOT NULL REFERENCES documents (id),
        digest   TEXT NOT NULL,     -- git's name of the text, as in versions
        at       TEXT NOT NULL,
        snapshot TEXT NOT NULL,     -- the digest of what it was taken from
        content  BLOB NOT NULL,     -- deflated
        PRIMARY KEY (document, digest)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE looks (
        document INTEGER PRIMARY KEY REFERENCES documents (id),
        at       TEXT NOT NULL,
        state    TEXT NOT NULL,     -- how the last look ended
        why      TEXT,
        etag     TEXT NOT NULL,     -- by these the page is asked for again
        modified TEXT NOT NULL,
        text     TEXT,              -- the digest of the text that counts; none before the first
        rule     TEXT               -- by which it was taken
    ) STRICT
    """,
)
_DOCUMENT = """
SELECT id FROM documents WHERE service = ? AND name = ? AND language = ? AND region = ?
"""
_KEPT = """
SELECT t.content, l.rule, s.url, s.kind, s.content
FROM documents d
JOIN looks l ON l.document = d.id
JOIN texts t ON t.document = d.id AND t.digest = l.text
JOIN snapshots s ON s.document = d.id AND s.digest = t.snapshot
WHERE d.service = ? AND d.name = ? AND d.language = ? AND d.region = ?
"""
_LOOK = """
SELECT l.at, l.state, l.why, l.etag, l.modified
FROM looks l JOIN documents d ON d.id = l.document
WHERE d.service = ? AND d.name = ? AND d.language = ? AND d.region = ?
"""
_LOOKS = """
SELECT d.service, d.name, d.language, d.region, l.at, l.state, l.why, l.etag, l.modified
FROM looks l JOIN documents d ON d.id = l.document
"""
_NOTED = """
INSERT INTO looks (document, at, state, why, etag, modified) VALUES (?, ?, ?, ?, ?, ?)
ON CONFLICT DO UPDATE SET at = excluded.at, state = excluded.state, why = excluded.why,
    etag = excluded.etag, modified = excluded.modified
"""

Names = tuple[str, str, str, str]
"""Service, name, language and region of a document."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What was fetched: `url` after redirects, the media type, and the bytes, which are UTF-8."""

    url: str
    kind: str
    content: bytes = field(repr=False)

    @property
    def digest(self) -> str:
        """The name of the bytes."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class Kept:
    """The text that counts, the rule it was taken by, and what it was taken from."""

    text: str = field(repr=False)
    rule: str
    snapshot: Snapshot

    @property
    def digest(self) -> str:
        """Git's name of the text, as versions of an archive are named."""
        return named(self.text)


@dataclass(frozen=True, slots=True)
class Look:
    """How the last look at a document ended; `etag` and `modified` are those of the page."""

    at: datetime
    state: str
    why: str | None = None
    etag: str = ""
    modified: str = ""


def named(text: str) -> str:
    """Give git's name of a text's bytes, by which versions are known."""
    content = text.encode()
    header = b"blob %d\0" % len(content)
    return hashlib.sha1(header + content, usedforsecurity=False).hexdigest()


class Snapshots:
    """The part of the file of policies that holds what was fetched."""

    def __init__(self, database: Database) -> None:
        """Take the open file."""
        self._database = database

    def kept(self, names: Names) -> Kept | None:
        """Give what counts of a document; None before the first text. Raises LedgerDamaged."""
        rows = self._database.read(_KEPT, *names)
        if not rows:
            return None
        text, rule, url, kind, content = rows[0]
        snapshot = Snapshot(str(url), str(kind), self._inflated(content))
        return Kept(self._inflated(text).decode("utf-8", "replace"), str(rule), snapshot)

    def look(self, names: Names) -> Look | None:
        """Say how the last look at a document ended; None where there was none."""
        rows = self._database.read(_LOOK, *names)
        if not rows:
            return None
        return _look(rows[0])

    def looks(self) -> dict[Names, Look]:
        """Say how the last look at each document ended."""
        rows = self._database.read(_LOOKS)
        return {(str(s), str(n), str(g), str(r)): _look(row) for s, n, g, r, *row in rows}

    def count(self) -> tuple[int, int]:
        """Say how many snapshots and how many texts are kept."""
        ((snapshots,),) = self._database.read("SELECT count(*) FROM snapshots")
        ((texts,),) = self._database.read("SELECT count(*) FROM texts")
        return int(str(snapshots)), int(str(texts))

    def note(self, names: Names, look: Look) -> None:
        """Remember a look that brought nothing to keep."""
        with self._database.writing() as now:
            now.execute(
                "INSERT INTO documents (service, name, language, region) VALUES (?, ?, ?, ?) "
                "ON CONFLICT DO NOTHING",
                names,
            )
            ((document,),) = now.execute(_DOCUMENT, names)
            _note(now, document, look)

    def _inflated(self, content: object) -> bytes:
        try:
            return zlib.decompress(content if isinstance(content, bytes) else b"")
        except zlib.error as error:
            raise damaged(self._database.path) from error


def _look(row: Sequence[object]) -> Look:
    at, state, why, etag, modified = row
    said = str(why) if why is not None else None
    return Look(moment(str(at)), str(state), said, str(etag), str(modified))


def put(now: sqlite3.Connection, document: int, look: Look, kept: Sequence[Kept]) -> None:
    """Keep texts and what they were taken from, in somebody's transaction; the last one counts."""
    _note(now, document, look)
    for each in kept:
        at, snapshot = stamp(look.at), each.snapshot
        known = (document, each.digest)
        fresh = now.execute(
            "INSERT OR IGNORE INTO texts VALUES (?, ?, ?, ?, ?)",
            (*known, at, snapshot.digest, zlib.compress(each.text.encode())),
        )
        if fresh.rowcount:
            now.execute(
                "INSERT OR IGNORE INTO snapshots VALUES (?, ?, ?, ?, ?, ?)",
                (
                    document,
                    snapshot.digest,
                    at,
                    snapshot.url,
                    snapshot.kind,
                    zlib.compress(snapshot.content),
                ),
            )
        now.execute(
            "UPDATE looks SET text = ?, rule = ? WHERE document = ?",
            (each.digest, each.rule, document),
        )


def _note(now: sqlite3.Connection, document: int, look: Look) -> None:
    said = (look.state, look.why, look.etag, look.modified)
    now.execute(_NOTED, (document, stamp(look.at), *said))
