"""What has been seen, said and done, and how is it written down so that nothing is lost?

Every record is immutable and appended in one transaction with its link of the chain; what is
shown is derived from records. All lists are oldest first unless they say otherwise. Accounts are
named by `Account.id` (`platform/name`).

    with Ledger(home(), SystemClock()) as ledger:
        run = ledger.begin_run("check")
        digests = ledger.keep(capture, about)
        ledger.put_reading(reading, look.strangers)   # reading.evidence is digests
        ledger.tell(run.id, "read", control=reading.control)
        ledger.end_run(run.id, "done")

Each noun has its part: `readings`, `changes`, `words`, `accounts`, `runs`, `notices`; this module
joins them and adds what concerns the whole.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from pathlib import Path
from typing import IO

from withhold.kernel.clock import stamp
from withhold.store import export, forget
from withhold.store.accounts import Accounts
from withhold.store.changes import Changes
from withhold.store.export import Survey
from withhold.store.notices import Notices
from withhold.store.runs import Runs
from withhold.store.verify import Verdict, verify
from withhold.store.words import Words


class Ledger(Changes, Words, Accounts, Runs, Notices):
    """The ledger of one home: `Ledger(home, clock)`, as a context manager."""

    def verify(self, head: str | None = None) -> Verdict:
        """Walk the whole chain and all evidence; name the first break.

        `head` is a link exported earlier: that it is still there shows that the tail was not cut.
        """
        return verify(self._database, self.evidence, head=head)

    def export(
        self, target: Path, *, since: datetime | None = None, without: Collection[str] = ()
    ) -> export.Exported:
        """Write everything to a new folder, or to a new file if its name ends in `.zip`.

        Left out: what was written before `since`, and records whose kind is in `without` (of
        `store.records.KINDS`, or a word of
        `store.export.REDACTIONS`); their links stay, so the chain verifies. Raises ExportRefused.
        """
        choice = _choice(since, without)
        return export.export(self._database, self.evidence, target=target, choice=choice)

    def pack(
        self, into: IO[bytes], *, since: datetime | None = None, without: Collection[str] = ()
    ) -> None:
        """Write the same as a ZIP into an open file."""
        choice = _choice(since, without)
        export.pack(self._database, self.evidence, into=into, choice=choice)

    def survey(self, *, since: datetime | None = None, without: Collection[str] = ()) -> Survey:
        """Say what such an export would hold."""
        return export.survey(self._database, self.evidence, _choice(since, without))

    def forget_account(self, account_id: str) -> int:
        """Erase every record about an account, and its evidence; return how many records.

        Digests and links stay, and a tombstone says what went.
        """
        return forget.account(self._database, self.evidence, account_id, self._grave_digger())

    def forget_evidence(self, name: str) -> None:
        """Erase one file of evidence; a tombstone says so. Raises EvidenceMissing if unknown."""
        forget.file(self._database, self.evidence, name, self._grave_digger())

    def _grave_digger(self) -> forget.Now:
        return forget.Now(id=self.new_id(), at=self._clock.now())


def _choice(since: datetime | None, without: Collection[str]) -> export.Choice:
    return export.Choice(since=stamp(since) if since else "", without=frozenset(without))
