"""What was the person told, and what of it have they read?"""

from __future__ import annotations

from collections.abc import Iterable

from withhold.kernel.clock import stamp
from withhold.store import chain
from withhold.store.book import FOUND, Book
from withhold.store.records import Notice, NoticeRead


class Notices(Book):
    """The part of the ledger that holds the inbox."""

    def put_notices(self, notices: Iterable[Notice]) -> list[Notice]:
        """Append those whose key is not there yet, all or none of them; return what was new.

        Keys are compared within the transaction, so no two processes tell the same thing.
        """
        fresh: dict[str, Notice] = {}
        with self._database.writing() as now:
            told = {notice.key for notice in self.notices()}
            fresh = {each.key: each for each in notices if each.key not in told}
            for notice in fresh.values():
                chain.append(now, notice, written_at=stamp(self._clock.now()))
        return list(fresh.values())

    def notices(self) -> list[Notice]:
        """Return all notices."""
        return self._all(Notice, FOUND, None, None)

    def read_notices(self) -> frozenset[str]:
        """Return the ids of the notices that were read."""
        return frozenset(read.notice for read in self._all(NoticeRead, FOUND, None, None))

    def put_read(self, notices: Iterable[str]) -> None:
        """Note that notices (by id) were read; those noted already stay as they are."""
        known = self.read_notices()
        moment = self._clock.now()
        self.put(*(NoticeRead(self.new_id(), n, moment) for n in notices if n not in known))
