"""What does the ledger hold about a control of an account, and whose question is it?"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from withhold.catalogue import ask, regions
from withhold.judge.history import History
from withhold.judge.standing import judge, objection
from withhold.judge.verdict import Here
from withhold.model.observation import Account

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from withhold.app.start import House
    from withhold.judge.standing import Judged
    from withhold.model.fact import Control
    from withhold.store.ledger import Ledger

NO_ACCOUNT = "no-account"
"""The name under which somebody is followed who has no account on the platform."""


def history(ledger: Ledger, name: str, account: str) -> History:
    """Gather all records of one control, or of one route, of one account."""
    return History(
        account,
        readings=tuple(ledger.readings(name, account)),
        declarations=tuple(ledger.declarations(name, account)),
        changes=tuple(ledger.changes(name, account)),
    )


@dataclass(frozen=True, slots=True)
class Pasts:
    """All that the ledger holds of controls and routes, read at once, by these and accounts."""

    held: Mapping[tuple[str, str], History]

    def of(self, name: str, account: str) -> History:
        """Give what is held of one of them; empty where there is nothing."""
        return self.held.get((name, account)) or History(account)


def pasts(ledger: Ledger) -> Pasts:
    """Read the ledger once for all questions about it."""
    readings, words, changes = defaultdict(list), defaultdict(list), defaultdict(list)
    for reading in ledger.readings():
        readings[reading.control, reading.account].append(reading)
    for said in ledger.declarations():
        words[said.control, said.account].append(said)
    for change in ledger.changes():
        changes[change.control, change.account].append(change)
    return Pasts(
        {
            (name, account): History(
                account,
                readings=tuple(readings[name, account]),
                declarations=tuple(words[name, account]),
                changes=tuple(changes[name, account]),
            )
            for name, account in sorted({*readings, *words, *changes})
        }
    )


def judged(house: House, ledger: Ledger, control: Control, account: str) -> Judged:
    """Say how a control of an account stands now."""
    return judge(control, history(ledger, control.id, account), now=house.clock.now())


def asked(house: House, ledger: Ledger, name: str, account: str | None) -> Judged:
    """Say how an objection by a route stands now; None is whoever sent it."""
    said = tuple(ledger.declarations(name, account))
    return objection(name, History(account or "", declarations=said), now=house.clock.now())


def here(house: House, country: str | None, account: Account | None = None) -> Here:
    """Say whose question it is: the country named, else the account's, else the person's."""
    named = country or (account.country if account else None) or house.config.person.country
    on = house.clock.now().astimezone().date()
    return Here(regions.country(named) if named else None, on)


def places(house: House, ledger: Ledger, slugs: Iterable[str] = ()) -> list[Account]:
    """List the accounts a question is about: those added, or else those something is known of.

    `slugs` narrows to platforms. Somebody without an account is listed where they objected.
    """
    wanted = {ask.platform(house.facts, slug).platform.slug for slug in slugs}
    wanted = wanted or set(house.facts.platforms)
    added = [account for account in ledger.accounts() if account.platform in wanted]
    touched = [account for account in _touched(ledger) if account.platform in wanted]
    others = [each for each in touched if not added or each.name == NO_ACCOUNT]
    return sorted([*added, *others], key=lambda account: account.id)


def _touched(ledger: Ledger) -> list[Account]:
    """List accounts that were never added, and that something was read or said of."""
    names = [name.partition("/") for name in ledger.owners()]
    return [Account(slug, name, added=False) for slug, _, name in names]
