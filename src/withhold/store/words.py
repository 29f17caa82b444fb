"""What did the person say: of controls, of switches they know, of being told?"""

from __future__ import annotations

from datetime import datetime

from withhold.model.observation import Adoption, Declaration
from withhold.store.book import FOUND, NEWEST, Book
from withhold.store.records import Consent


class Words(Book):
    """The part of the ledger that holds the person's own word."""

    def declarations(
        self, control: str | None = None, account: str | None = None
    ) -> list[Declaration]:
        """Return what the person said; the state of an objection is derived from these."""
        return self._all(Declaration, FOUND, control, account)

    def declaration(self, control: str, account: str) -> Declaration | None:
        """Return the person's last word about a control at an account."""
        return self._one(Declaration, NEWEST, control, account)

    def adoptions(self, control: str) -> list[Adoption]:
        """Return the switches the person took for this control; the last one holds."""
        return self._all(Adoption, FOUND, control, None)

    def consent(self) -> datetime | None:
        """Return when the person was first told about platforms' terms, and went on."""
        told = self._all(Consent, FOUND, None, None)
        return told[0].told_at if told else None

    def put_consent(self) -> None:
        """Note that the person has been told, now."""
        self.put(Consent(id=self.new_id(), told_at=self._clock.now()))
