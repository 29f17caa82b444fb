"""What is put to the person before they say yes, and may it be begun as they saw it?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from withhold.app import accounts, consent, orders, planning, signing
from withhold.app.adopting import as_adopted
from withhold.app.errands import DEFAULT_ACCOUNT, errands, is_automatic
from withhold.app.fulfilling import PlanChanged
from withhold.app.histories import judged
from withhold.app.orders import Order
from withhold.app.planning import NotApproved
from withhold.app.switching import former
from withhold.judge.verdict import SETTLED
from withhold.model.action import Plan

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from withhold.app.errands import Errand
    from withhold.app.planning import Pair
    from withhold.app.start import House
    from withhold.model.fact import Control
    from withhold.model.observation import Account
    from withhold.store.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Proposal:
    """A plan to be looked at. `delicate`: controls that need a yes of their own.

    `unopened`: accounts nobody has signed in to here yet; `by_hand`: what only the person can do;
    `untold`: they were never told what a visit means; `first`: nothing real was ever visited.
    """

    what: str
    plan: Plan
    digest: str
    delicate: frozenset[str]
    unopened: tuple[Account, ...]
    by_hand: tuple[Control, ...]
    untold: bool
    first: bool


@dataclass(frozen=True, slots=True)
class Doorstep:
    """What is said before a sign-in. `account` is empty where it was never added.

    `looks`: Withhold can look afterwards whether it worked; `opened`: there was a sign-in before.
    """

    platform: str
    slug: str
    account: str
    site: str
    looks: bool
    opened: bool
    by_hand: tuple[Control, ...]


def propose(house: House, what: str, pairs: Sequence[Pair] = ()) -> Proposal:
    """Plan `check`, `off` or `restore` for these pairs, or for all that is left to switch off.

    Raises NothingToDo, UnknownControlError, NoSuchAccount.
    """
    with house.ledger() as ledger:
        meant = _meant(house, ledger, what, pairs)
        plan = _plan(house, ledger, what, meant)
        first = not any(not reading.practice for reading in ledger.newest_readings())
    return Proposal(
        what=what,
        plan=plan,
        digest=planning.digest(plan),
        delicate=frozenset(i.control for i in plan.items if i.to and planning.is_delicate(i)),
        unopened=tuple(_unopened(house, plan)),
        by_hand=tuple(errand.control for errand in meant if not is_automatic(errand)),
        untold=consent.is_due(house),
        first=first,
    )


def accept(house: House, proposal: Proposal, chosen: Collection[Pair], seen: str) -> str:
    """Begin what the person said yes to; return the id of the run.

    `chosen` are the pairs they left ticked, `seen` the digest of the plan they saw. Raises
    PlanChanged if it is another by now, NotApproved if nothing is left of it.
    """
    if seen != proposal.digest:
        raise PlanChanged(
            "The plan has changed since you looked at it.",
            do="Look at it again, and say yes to what it is now. Nothing was changed.",
        )
    items = tuple(i for i in proposal.plan.items if (i.control, i.account.id) in chosen)
    if not items:
        raise NotApproved("You left nothing ticked.", do="Nothing was opened or changed.")
    pairs = tuple((item.control, item.account.id) for item in items)
    digest = planning.digest(Plan(items)) if proposal.what != "check" else ""
    return orders.begin(house, _order(proposal.what, pairs, digest))


def door(house: House, slug: str, name: str | None) -> Doorstep:
    """Say what signing in to an account here means. Raises what `signing.door` raises."""
    way = signing.door(house, slug, name)
    known = house.facts.platforms[way.account.platform]
    return Doorstep(
        platform=way.platform,
        slug=way.account.platform,
        account=way.account.name if way.account.added else "",
        site=urlsplit(way.url).netloc,
        looks=way.control is not None,
        opened=accounts.profile(house.home, way.account).is_dir(),
        by_hand=tuple(known.controls),
    )


def sign_in(house: House, slug: str, name: str | None) -> str:
    """Begin a sign-in; return the id of its run. Raises what `signing.door` raises."""
    way = signing.door(house, slug, name)
    account = way.account.name if way.account.added else None
    return orders.begin(house, Order("sign-in", platform=way.account.platform, account=account))


def _order(what: str, pairs: tuple[Pair, ...], digest: str) -> Order:
    match what:
        case "off":
            return Order("off", pairs, digest)
        case "restore":
            return Order("restore", pairs, digest)
        case _:
            return Order("check", pairs)


def _meant(house: House, ledger: Ledger, what: str, pairs: Sequence[Pair]) -> list[Errand]:
    every = ledger.accounts()
    if pairs:
        found = [
            errand
            for control, account in pairs
            for errand in errands(house.facts, every, [control], account=_named(every, account))
        ]
    else:
        found = list(errands(house.facts, every, ()))
        if what == "off":
            found = [errand for errand in found if not _is_settled(house, ledger, errand)]
    once = {(errand.control.id, errand.account.id): errand for errand in found}
    return [as_adopted(errand, ledger) for errand in once.values()]


def _named(every: Sequence[Account], account: str) -> str | None:
    """Name the account, unless it is the implied one of a platform without any."""
    slug, _, name = account.partition("/")
    implied = name in {"", DEFAULT_ACCOUNT} and all(each.platform != slug for each in every)
    return None if implied else name


def _is_settled(house: House, ledger: Ledger, errand: Errand) -> bool:
    stands = judged(house, ledger, errand.control, errand.account.id)
    return stands.standing.standing in SETTLED


def _plan(house: House, ledger: Ledger, what: str, meant: Sequence[Errand]) -> Plan:
    match what:
        case "off":
            return planning.off(meant, house.clock)
        case "restore":
            return planning.back(meant, house.clock, positions=former(ledger, meant))
        case _:
            return planning.looks(meant, house.clock)


def _unopened(house: House, plan: Plan) -> list[Account]:
    owners = {item.account.id: item.account for item in plan.items}
    return [each for each in owners.values() if not accounts.profile(house.home, each).is_dir()]
