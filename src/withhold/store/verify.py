"""Is everything still as it was written down, and if not, where does it break first?

What this can show: that nothing between the first record and the last was altered, left out or
moved. That the tail was not cut, only a head exported earlier shows. That the records were not
made up when they were made, nothing that we write ourselves can show.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import msgspec

from withhold.store import chain, records
from withhold.store.chain import GENESIS, Link, digest, next_link
from withhold.store.database import Database
from withhold.store.evidence import Files
from withhold.store.records import TOMBSTONE, Place, Tombstone


@dataclass(frozen=True, slots=True)
class Break:
    """The first record that is not what it was, and what is wrong with it."""

    seq: int
    kind: str
    what: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a walk over the ledger found; `head` is the last link, to be kept elsewhere."""

    records: int
    erased: int
    evidence: int
    head: str
    broken: Break | None

    @property
    def whole(self) -> bool:
        """Whether nothing is wrong."""
        return self.broken is None


class _Walk:
    """One walk along the chain, and what it has counted."""

    def __init__(self, connection: sqlite3.Connection, files: Files) -> None:
        self._connection = connection
        self._files = files
        self._graves, self._files_gone = _tombstones(connection)
        self._faults: dict[str, str | None] = {}
        self.records = 0
        self.erased = 0
        self.links = {GENESIS}
        self.head = GENESIS

    @property
    def evidence(self) -> int:
        """How many files were looked at."""
        return len(self._faults)

    def first_break(self) -> Break | None:
        """Walk until something is wrong."""
        for link in chain.links(self._connection):
            self.records += 1
            fault = next(self._faults_of(link), None)
            if fault:
                return Break(link.seq, link.kind, fault)
            self.head = link.link
            self.links.add(link.link)
        return self._strays()

    def _faults_of(self, link: Link) -> Iterator[str]:
        if link.seq != self.records:
            yield f"record {self.records} is missing before it"
        if link.text is None:
            self.erased += 1
            yield from self._faults_of_erased(link)
        else:
            yield from self._faults_of_text(link, link.text)
        if link.link != next_link(self.head, link.digest):
            yield "its link does not follow from the one before"

    def _faults_of_erased(self, link: Link) -> Iterator[str]:
        if (link.seq, link.kind, link.id) not in self._graves:
            yield "its text is gone and no tombstone says so"
        if self._place(link.seq) or self._named(link.seq):
            yield "its text is gone but it is still listed"

    def _faults_of_text(self, link: Link, text: bytes) -> Iterator[str]:
        if digest(text) != link.digest:
            yield "its text is not what was written"
            return
        try:
            line = records.parse(text)
            record = msgspec.json.decode(line.record)
        except ValueError:
            yield "its text is no record"
            return
        if (line.seq, line.kind, line.id) != (link.seq, link.kind, link.id):
            yield "its number, kind or id is not what its text says"
        if self._place(link.seq) != (link.kind, records.place(link.kind, record)):
            yield "it is listed otherwise than its text says"
        yield from self._faults_of_evidence(link, record)

    def _faults_of_evidence(self, link: Link, record: dict[str, Any]) -> Iterator[str]:
        names = records.named(link.kind, record)
        if self._named(link.seq) != names:
            yield "its evidence is listed otherwise than its text says"
        for name in sorted(names):
            if self._files_gone.get(name, 0) < link.seq:
                fault = self._file_fault(name)
                if fault:
                    yield fault

    def _file_fault(self, name: str) -> str | None:
        if name not in self._faults:
            self._faults[name] = self._files.fault(name)
        return self._faults[name]

    def _place(self, seq: int) -> tuple[str, Place] | None:
        row = self._connection.execute(
            "SELECT kind, run, control, account, platform FROM place WHERE seq = ?", (seq,)
        ).fetchone()
        return (row[0], Place(*row[1:])) if row else None

    def _named(self, seq: int) -> frozenset[str]:
        rows = self._connection.execute("SELECT digest FROM evidence WHERE seq = ?", (seq,))
        return frozenset(name for (name,) in rows)

    def _strays(self) -> Break | None:
        """Find rows that list a record the chain does not have: its tail was cut."""
        row = self._connection.execute(
            "SELECT seq, kind FROM place WHERE seq > ?1 OR seq < 1 UNION ALL"
            " SELECT seq, 'evidence' FROM evidence WHERE seq > ?1 OR seq < 1 ORDER BY 1 LIMIT 1",
            (self.records,),
        ).fetchone()
        return Break(int(row[0]), str(row[1]), "it is listed but not in the chain") if row else None


def verify(database: Database, files: Files, *, head: str | None = None) -> Verdict:
    """Walk the chain, its derived tables and all evidence; see that an earlier `head` is in it."""
    with database.snapshot() as connection:
        walk = _Walk(connection, files)
        broken = walk.first_break()
    if broken is None and head is not None and head not in walk.links:
        broken = Break(walk.records + 1, "", "the head exported earlier is not in this chain")
    return Verdict(
        records=walk.records,
        erased=walk.erased,
        evidence=walk.evidence,
        head=walk.head,
        broken=broken,
    )


def _tombstones(
    connection: sqlite3.Connection,
) -> tuple[frozenset[tuple[int, str, str]], dict[str, int]]:
    """Return what tombstones name: records, and files with the last tombstone's number."""
    graves: set[tuple[int, str, str]] = set()
    files: dict[str, int] = {}
    rows = connection.execute(
        "SELECT seq, CAST(text AS BLOB) FROM chain WHERE kind = ? AND text IS NOT NULL"
        " ORDER BY seq",
        (TOMBSTONE,),
    )
    for seq, text in rows:
        with suppress(ValueError):  # an altered one counts for nothing; the walk will name it
            stone = records.read(text, Tombstone)
            graves.update((grave.seq, grave.kind, grave.id) for grave in stone.erased)
            files.update(dict.fromkeys(stone.evidence, seq))
    return frozenset(graves), files
