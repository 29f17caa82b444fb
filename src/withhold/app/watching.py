"""What is watched for the person, and what does the ledger hold of all of it?

The ledger is read once for the whole, whatever the number of accounts and controls.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from withhold.app.adopting import as_adopted
from withhold.app.errands import Errand, is_automatic
from withhold.app.histories import NO_ACCOUNT, pasts, places
from withhold.catalogue import ask
from withhold.judge.history import History
from withhold.judge.standing import judge
from withhold.model.finding import Standing
from withhold.model.terms import Effect

if TYPE_CHECKING:
    from collections.abc import Sequence

    from withhold.app.start import House
    from withhold.model.fact import Control
    from withhold.model.observation import Account
    from withhold.store.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Watch:
    """The accounts that are watched, and their histories by control and account."""

    accounts: tuple[Account, ...]
    histories: dict[tuple[str, str], History]

    def history(self, control: str, account: str) -> History:
        """Give what is held of one control of one account; empty where there is nothing."""
        return self.histories.get((control, account), History(account))


def watch(house: House, ledger: Ledger) -> Watch:
    """Gather what is held of the person's accounts; those they removed are left out."""
    owners = tuple(places(house, ledger))
    held = {account.id for account in owners}
    found = {
        (name, account): past
        for (name, account), past in pasts(ledger).held.items()
        if account in held and (past.readings or past.declarations)
    }
    return Watch(owners, found)


def errands(house: House, ledger: Ledger, seen: Watch) -> list[Errand]:
    """List what a browser may look at: training controls, and others that were read before.

    What the person never wants visited is no part of it.
    """
    return [
        as_adopted(errand, ledger)
        for account in seen.accounts
        if account.name != NO_ACCOUNT
        for errand in _errands(house, account)
        if _is_watched(errand.control, seen.history(errand.control.id, account.id))
    ]


def control(house: House, name: str) -> Control | None:
    """Find a control; None for a way to object that is no control, or one no longer known."""
    known = house.facts.platforms.get(name.partition(".")[0])
    found = known.controls if known else []
    return next((each for each in found if each.id == name), None)


def drifted(house: House, seen: Watch) -> list[tuple[str, str]]:
    """List what was off and is on again now, by control and account."""
    now = house.clock.now()
    return [
        (name, account)
        for (name, account), history in seen.histories.items()
        if (known := control(house, name))
        and judge(known, history, now=now).standing.standing is Standing.DRIFTED
    ]


def several(accounts: Sequence[Account], platform: str) -> bool:
    """Tell whether an account has to be named because the platform has more than one."""
    return sum(account.platform == platform for account in accounts) > 1


def _errands(house: House, account: Account) -> list[Errand]:
    known = ask.platform(house.facts, account.platform)
    every = (Errand(known, c, account, ask.recipe(house.facts, c.id)) for c in known.controls)
    return [e for e in every if is_automatic(e) and e.control.id not in house.config.killed]


def _is_watched(known: Control, history: History) -> bool:
    return known.effect is Effect.TRAINING or bool(history.looks)
