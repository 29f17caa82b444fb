"""What did policies say, when, and what changed? A file of its own beside the ledger.

It is no part of the chain: nothing in it proves anything about the person's accounts. Texts of an
archive are not kept here but in what the judge remembers; only that there was one, and what it was
judged to alter. What Withhold fetched itself is kept, see `snapshots`. All that one batch adds
stands in one transaction, together with the state of who judged it: whatever moment a process is
killed, the next one goes on from there.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass, field, replace
from datetime import datetime

import msgspec

from withhold.kernel.clock import moment, stamp
from withhold.kernel.paths import Home
from withhold.model.policy import Counted, Direction, Judgement, Passage, Turn
from withhold.store.errors import damaged
from withhold.store.gist import gist
from withhold.store.marks import TABLES, Marks
from withhold.store.opened import Opened
from withhold.store.snapshots import TABLES as SNAPSHOTS
from withhold.store.snapshots import Kept, Look, Snapshots, put

_DOCUMENTS = """
CREATE TABLE documents (
    id       INTEGER PRIMARY KEY,
    service  TEXT NOT NULL,
    name     TEXT NOT NULL,
    language TEXT NOT NULL,      -- '' where the source does not say
    region   TEXT NOT NULL,
    state    BLOB,               -- what the judge remembers after the last version below
    UNIQUE (service, name, language, region)
) STRICT
"""

_VERSIONS = """
CREATE TABLE versions (
    document  INTEGER NOT NULL REFERENCES documents (id),
    at        TEXT NOT NULL,     -- when it was fetched; sorts as text
    digest    TEXT NOT NULL,     -- git's name of its bytes, or the reason why there are none
    technical INTEGER NOT NULL,
    readable  INTEGER NOT NULL,
    why       TEXT,              -- why it could not be judged
    PRIMARY KEY (document, at, digest)
) STRICT, WITHOUT ROWID
"""

_CHANGES = """
CREATE TABLE changes (
    id        TEXT PRIMARY KEY,  -- made from what it is of, so that judging again finds it again
    document  INTEGER NOT NULL REFERENCES documents (id),
    before_at TEXT NOT NULL,
    after_at  TEXT NOT NULL,
    judgement TEXT NOT NULL,     -- JSON; without the passages since these have their own column
    judged_by TEXT NOT NULL      -- the version of Withhold whose rules said so
) STRICT
"""

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        _DOCUMENTS,
        _VERSIONS,
        _CHANGES,
        "CREATE INDEX changes_after ON changes (after_at)",
        "CREATE INDEX changes_document ON changes (document, after_at)",
    ),
    (
        *TABLES,
        # Where a version is recorded: an archive as it was called here, and its record in it.
        "ALTER TABLE versions ADD COLUMN archive TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE versions ADD COLUMN commit_id TEXT NOT NULL DEFAULT ''",
    ),
    SNAPSHOTS,
    (
        # What its passages say, in whatever form: by this one change is known in two recordings.
        "ALTER TABLE changes ADD COLUMN gist TEXT NOT NULL DEFAULT ''",
        # They are long, and a list of changes does without them.
        "ALTER TABLE changes ADD COLUMN passages TEXT NOT NULL DEFAULT '[]'",
        """
        UPDATE changes SET
            passages = coalesce(json_extract(judgement, '$.passages'), '[]'),
            judgement = json_remove(judgement, '$.passages')
        WHERE json_valid(judgement)
        """,
    ),
)
_DOCUMENT = """
SELECT id, state FROM documents
WHERE service = ? AND name = ? AND language = ? AND region = ?
"""
_OF_DOCUMENT = """
SELECT v.at, v.digest, v.technical, v.why
FROM versions v JOIN documents d ON d.id = v.document
WHERE d.service = ? AND d.name = ? AND d.language = ? AND d.region = ?
ORDER BY v.at
"""
_TOLD = """
SELECT c.id, d.service, d.name, d.language, d.region, c.before_at, c.after_at, c.judgement, {}
FROM changes c JOIN documents d ON d.id = c.document
"""
_WHOLE, _BRIEF = "c.passages", "'[]'"
# What an archive recorded is left out where we fetched the same document ourselves and saw the same
# happen: the same words, in stretches of time that meet. Who fetches elsewhere may see it some days
# earlier or later.
_ONCE = """
NOT (d.language = '' AND c.gist <> '' AND EXISTS (
    SELECT 1 FROM documents e JOIN changes o ON o.document = e.id
    WHERE e.service = d.service AND e.name = d.name AND e.language <> '' AND o.gist = c.gist
        AND julianday(c.before_at) <= julianday(o.after_at) + 14
        AND julianday(o.before_at) <= julianday(c.after_at) + 14
))
"""
_FOLLOWED = """
SELECT d.service, d.name, substr(v.at, 1, 7), coalesce(v.why, ''), count(*), min(v.at), max(v.at)
FROM versions v JOIN documents d ON d.id = v.document
WHERE {}
GROUP BY d.service, d.name, 3, 4
ORDER BY d.service, d.name, 3, 4
"""
_TURNS = """
SELECT c.id, d.service, d.name, c.after_at, json_extract(c.judgement, '$.direction')
FROM changes c JOIN documents d ON d.id = c.document
WHERE {} AND {}
ORDER BY c.after_at DESC, d.service, d.name, c.id
"""
_RECORD = """
SELECT v.archive, v.commit_id
FROM versions v JOIN documents d ON d.id = v.document
WHERE d.service = ? AND d.name = ? AND d.language = ? AND d.region = ? AND v.at = ?
ORDER BY v.readable DESC, v.commit_id DESC
"""
_ID = 12  # characters: short enough to type, long enough to be one among millions


@dataclass(frozen=True, slots=True)
class Subject:
    """One document of one service, in one language and region where these are known."""

    service: str
    name: str
    language: str = ""
    region: str = ""

    @property
    def names(self) -> tuple[str, str, str, str]:
        """All that tells it from others."""
        return self.service, self.name, self.language, self.region


@dataclass(frozen=True, slots=True)
class Record:
    """Where a version is recorded: the archive's name, and the commit, where these are known."""

    archive: str = ""
    commit: str = ""


@dataclass(frozen=True, slots=True)
class Recorded:
    """One version that was judged, or could not be: then `why` says the reason."""

    at: datetime
    digest: str
    technical: bool = False
    why: str | None = None
    record: Record = field(default=Record(), compare=False)


@dataclass(frozen=True, slots=True)
class Told:
    """One change of one document, between two of its versions."""

    subject: Subject
    before: datetime
    after: datetime
    judgement: Judgement

    @property
    def id(self) -> str:
        """Its name, the same whenever it is found."""
        about = self.subject
        where = (about.service, about.name, about.language, about.region)
        parts = (*where, stamp(self.before), stamp(self.after))
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:_ID]


@dataclass(frozen=True, slots=True)
class Batch:
    """What is added at once; `state` is the judge's, after the last of `versions`.

    `look` and `kept`: how it was fetched, and what of it is kept, where we fetched it ourselves.
    """

    versions: Sequence[Recorded]
    changes: Sequence[Told]
    state: bytes = field(repr=False)
    look: Look | None = None
    kept: Sequence[Kept] = ()


class Policies(Opened):
    """The file of policies of one home, as a context manager."""

    def __init__(self, home: Home) -> None:
        """Open it, making or migrating it as needed; raises StoreError, HomeClosed."""
        super().__init__(home, home.policies, MIGRATIONS)

    def count(self) -> int:
        """Say how many versions are recorded."""
        ((number,),) = self._database.read("SELECT count(*) FROM versions")
        return int(str(number))

    def versions(self, subject: Subject) -> list[Recorded]:
        """List what is recorded of one document, oldest first."""
        rows = self._database.read(_OF_DOCUMENT, *_names(subject))
        return [
            Recorded(moment(str(at)), str(digest), bool(technical), str(why) if why else None)
            for at, digest, technical, why in rows
        ]

    def state(self, subject: Subject) -> bytes | None:
        """Give what the judge remembered after the last version; None before the first."""
        rows = self._database.read(_DOCUMENT, *_names(subject))
        state = rows[0][1] if rows else None
        return state if isinstance(state, bytes) else None

    def add(self, subject: Subject, batch: Batch, *, by: str, afresh: bool = False) -> None:
        """Add versions, changes and the judge's state at once.

        `afresh`: what was recorded of this document before goes, in the same transaction.
        """
        with self._database.writing() as now:
            now.execute(
                "INSERT INTO documents (service, name, language, region) VALUES (?, ?, ?, ?) "
                "ON CONFLICT DO NOTHING",
                _names(subject),
            )
            ((document, _),) = now.execute(_DOCUMENT, _names(subject))
            if afresh:
                now.execute("DELETE FROM changes WHERE document = ?", (document,))
                now.execute("DELETE FROM versions WHERE document = ?", (document,))
            now.executemany(
                "INSERT OR IGNORE INTO versions VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                ((document, *_row(version)) for version in batch.versions),
            )
            now.executemany(
                "INSERT OR REPLACE INTO changes VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (_told_row(document, change, by) for change in batch.changes),
            )
            now.execute("UPDATE documents SET state = ? WHERE id = ?", (batch.state, document))
            if batch.look is not None:
                put(now, document, batch.look, batch.kept)

    def changes(
        self,
        since: datetime | None = None,
        *,
        of: Collection[str] | None = None,
        brief: bool = False,
    ) -> list[Told]:
        """List changes, the newest first: all, or those recorded from `since` on, or `of` services.

        Services are named in any case. One that we and an archive recorded is listed once, as ours.
        `brief`: without their passages.
        """
        rows = self._database.read(
            f"{_TOLD.format(_BRIEF if brief else _WHOLE)} "
            f"WHERE c.after_at >= ? AND {_of(of)} AND {_ONCE} "
            "ORDER BY c.after_at DESC, d.service, d.name, c.id",
            stamp(since) if since else "",
            *(of or ()),
        )
        return list(self._told(rows))

    def turns(self, of: Collection[str]) -> list[Turn]:
        """List the changes of some services without their passages, the newest first."""
        rows = self._database.read(_TURNS.format(_of(of), _ONCE), *of)
        return [_turn(row) for row in rows]

    def followed(self, of: Collection[str]) -> list[Counted]:
        """Count the versions of each document of some services by month."""
        rows = self._database.read(_FOLLOWED.format(_of(of)), *of)
        return [_followed(row) for row in rows]

    def named(self, beginning: str) -> list[Told]:
        """List the changes whose id begins so."""
        rows = self._database.read(
            f"{_TOLD.format(_WHOLE)} WHERE substr(c.id, 1, length(?1)) = ?1 ORDER BY c.id",
            beginning,
        )
        return list(self._told(rows))

    def record(self, told: Told) -> Record:
        """Say where the version that made a change is recorded."""
        rows = self._database.read(_RECORD, *_names(told.subject), stamp(told.after))
        return Record(*map(str, rows[0])) if rows else Record()

    def subjects(self) -> list[Subject]:
        """List the documents something is recorded of."""
        rows = self._database.read(
            "SELECT service, name, language, region FROM documents ORDER BY service, name"
        )
        return [Subject(*map(str, row)) for row in rows]

    @property
    def marks(self) -> Marks:
        """What the person said about the changes."""
        return Marks(self._database)

    @property
    def snapshots(self) -> Snapshots:
        """What Withhold fetched itself."""
        return Snapshots(self._database)

    def _told(self, rows: Iterable[tuple[object, ...]]) -> Iterator[Told]:
        for _, service, name, language, region, before, after, judgement, passages in rows:
            subject = Subject(str(service), str(name), str(language), str(region))
            try:
                said = _PASSAGES.decode(str(passages))
                judged = replace(_JUDGEMENT.decode(str(judgement)), passages=said)
                yield Told(subject, moment(str(before)), moment(str(after)), judged)
            except (msgspec.MsgspecError, ValueError) as error:
                raise damaged(self.home.policies) from error


def _of(services: Collection[str] | None) -> str:
    """Give the condition that keeps only some services; their names are put in as values."""
    if services is None:
        return "1"
    return f"d.service COLLATE NOCASE IN ({', '.join('?' * len(services))})"


def _turn(row: tuple[object, ...]) -> Turn:
    id_, service, name, after, direction = map(str, row)
    return Turn(id_, service, name, moment(after), Direction(direction))


def _followed(row: tuple[object, ...]) -> Counted:
    service, name, month, why, count, first, last = map(str, row)
    return Counted(service, name, month, why, int(count), moment(first), moment(last))


def _names(subject: Subject) -> tuple[str, str, str, str]:
    return subject.names


def _row(version: Recorded) -> tuple[object, ...]:
    said = (version.technical, version.why is None, version.why)
    return (stamp(version.at), version.digest, *said, *astuple(version.record))


def _told_row(document: int, told: Told, by: str) -> tuple[object, ...]:
    passages = told.judgement.passages
    judged, said = replace(told.judgement, passages=()), msgspec.json.encode(passages).decode()
    days = stamp(told.before), stamp(told.after)
    written = msgspec.json.encode(judged).decode()
    return (told.id, document, *days, written, by, gist(passages), said)


_JUDGEMENT = msgspec.json.Decoder(Judgement)
_PASSAGES = msgspec.json.Decoder(tuple[Passage, ...])
