"""Which accounts does the person have, and which of them are to be left in peace?"""

from __future__ import annotations

from datetime import datetime

from withhold.model.observation import Account
from withhold.store.book import NEWEST, NEWEST_OF_EACH, Book
from withhold.store.records import AccountEntry, CoolOff


class Accounts(Book):
    """The part of the ledger that holds accounts and cool-offs."""

    def put_account(self, account: Account) -> None:
        """Put an account on the list, or note what changed about it (a handle, a country)."""
        if self.account(account.id) != account:
            self.put(self._entry(account, removed=False))

    def remove_account(self, account_id: str) -> None:
        """Take an account off the list; its readings stay. Nothing happens if it is not there."""
        account = self.account(account_id)
        if account:
            self.put(self._entry(account, removed=True))

    def accounts(self) -> list[Account]:
        """Return the accounts the person added."""
        return [account for account in self.known_accounts() if account.added]

    def known_accounts(self) -> list[Account]:
        """Return all accounts on the list, also those only a named target implied."""
        entries = self._all(AccountEntry, NEWEST_OF_EACH)
        return [entry.noun for entry in entries if not entry.removed]

    def account(self, account_id: str) -> Account | None:
        """Return one account that is on the list."""
        entry = self._one(AccountEntry, NEWEST, None, account_id)
        return None if entry is None or entry.removed else entry.noun

    def cool_off(self, account_id: str) -> CoolOff | None:
        """Return the cool-off this account is in now, if it is in one."""
        newest = self._one(CoolOff, NEWEST, None, account_id)
        return newest if newest and newest.until > self._clock.now() else None

    def put_cool_off(self, account_id: str, *, until: datetime, why: str) -> None:
        """Leave an account in peace until then; a later word replaces an earlier one."""
        self.put(CoolOff(id=self.new_id(), account=account_id, until=until, why=why))

    def _entry(self, account: Account, *, removed: bool) -> AccountEntry:
        return AccountEntry(
            id=self.new_id(),
            account=account.id,
            platform=account.platform,
            name=account.name,
            handle=account.handle,
            country=account.country,
            added=account.added,
            removed=removed,
            at=self._clock.now(),
        )
