"""How is one record put into the ledger, and found again?

The common ground of all parts of the ledger: the open file, the one way in, the ways to find.
"""

from __future__ import annotations

from typing import TypeVar

import msgspec

from withhold.kernel.clock import Clock, stamp
from withhold.kernel.ids import ulid
from withhold.kernel.paths import Home
from withhold.store import chain, records
from withhold.store.errors import EvidenceMissing, damaged
from withhold.store.evidence import Files
from withhold.store.lives import Lives
from withhold.store.opened import Opened
from withhold.store.records import KINDS, Record
from withhold.store.schema import MIGRATIONS

# ?2 and ?3 narrow to a control and an account where they are given.
FOUND = """
SELECT CAST(c.text AS BLOB) FROM place p JOIN chain c USING (seq)
WHERE p.kind = ?1 AND (?2 IS NULL OR p.control = ?2) AND (?3 IS NULL OR p.account = ?3)
ORDER BY p.seq
"""
NEWEST = """
SELECT CAST(c.text AS BLOB) FROM place p JOIN chain c USING (seq)
WHERE p.kind = ?1 AND p.control IS ?2 AND p.account IS ?3
ORDER BY p.seq DESC LIMIT 1
"""
NEWEST_OF_EACH = """
SELECT CAST(text AS BLOB) FROM chain WHERE seq IN (
    SELECT max(seq) FROM place WHERE kind = ?1 GROUP BY control, account
) ORDER BY seq
"""
OF_RUN = """
SELECT CAST(c.text AS BLOB) FROM place p JOIN chain c USING (seq)
WHERE p.kind = ?1 AND p.run = ?2 ORDER BY p.seq
"""
BY_ID = """
SELECT CAST(text AS BLOB) FROM chain WHERE kind = ?1 AND id = ?2 AND text IS NOT NULL
ORDER BY seq DESC LIMIT 1
"""

T = TypeVar("T")


class Book(Opened):
    """The ledger's open file. Use it as a context manager; threads may share it."""

    def __init__(self, home: Home, clock: Clock) -> None:
        """Open the ledger in `home`, making or migrating it as needed; raises StoreError."""
        super().__init__(home, home.ledger, MIGRATIONS)
        self.evidence = Files(home.evidence)
        self._clock = clock
        self._lives = Lives(home.root / "runs")

    def close(self) -> None:
        """Close the file. A run begun here and not ended counts as killed from now on."""
        self._lives.close()
        super().close()

    def new_id(self) -> str:
        """Return a fresh id for a record."""
        return ulid(self._clock.now())

    def put(self, *added: Record) -> int:
        """Append records in one transaction, all or none; return the last one's `seq`.

        Takes Reading, Declaration, Adoption, Change (one call a stage), Sighting and the records
        of `store.records`. Raises EvidenceMissing when a record names a file that is not kept.
        """
        written_at, seq = stamp(self._clock.now()), 0
        with self._database.writing() as now:
            for record in added:
                self._refuse_missing(record)
                seq = chain.append(now, record, written_at=written_at)
        return seq

    def _refuse_missing(self, record: Record) -> None:
        for name in records.named(KINDS[type(record)], msgspec.to_builtins(record)):
            if not self.evidence.path(name).exists():
                raise EvidenceMissing(
                    "A record names evidence that was not kept.",
                    where=name,
                    do="Run the same command again.",
                )

    def _numbered(self, noun: type[T], sql: str, *values: object) -> list[tuple[int, T]]:
        rows = self._database.read(sql, KINDS[noun], *values)
        try:
            return [records.numbered(t, noun) for (t,) in rows]  # type: ignore[arg-type]
        except ValueError as error:  # the record's words were altered; verify says where
            raise damaged(self.home.ledger) from error

    def _all(self, noun: type[T], sql: str, *values: object) -> list[T]:
        return [found for _, found in self._numbered(noun, sql, *values)]

    def _one(self, noun: type[T], sql: str, *values: object) -> T | None:
        return next(iter(self._all(noun, sql, *values)), None)
