"""What will be opened and clicked, as the person sees it before they say yes?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from withhold.report.pages.address import Address, sign_in_of
from withhold.report.pages.evidence import control_name
from withhold.report.pages.message import Message, say

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from withhold.model.action import Plan, PlanItem
    from withhold.model.fact import Control, PlatformFacts
    from withhold.model.observation import Account
    from withhold.model.terms import Prose

CONSENT = (
    say(
        "Withhold opens the platform’s own settings page in a browser profile of its own, where "
        "you are signed in, much as you would by hand. It never asks for a password and never "
        "sees one."
    ),
    say("The platform may write to you about a sign-in from a new device. That is this."),
    say(
        "Platforms’ terms may restrict automated visits. Visits are few and slow, nothing is "
        "hidden from the platform, and Withhold stops at the first sign of a challenge. Whether "
        "to use it is up to you."
    ),
    say("Every step can be done by hand instead."),
    say(
        "Nothing leaves this machine but the page loads named here and what those pages load "
        "themselves."
    ),
)
"""What a person is told once, before a browser first visits a platform for them."""


@dataclass(frozen=True, slots=True)
class ItemView:
    """One control of one account in a plan. `key` is how the form names it.

    `ticked`: it is in the plan unless the person takes it out; what changes more than training is
    only in it when they put it in themselves.
    """

    key: str
    control: str
    name: Prose
    platform: str
    account: str
    label: str
    url: str
    deed: Message
    undo: Message
    delicate: bool
    ticked: bool
    confirmed: str
    covers: tuple[Prose, ...]
    limits: tuple[Prose, ...]


@dataclass(frozen=True, slots=True)
class Door:
    """An account that nobody has signed in to in Withhold's own browser yet."""

    platform: str
    account: str
    to: Address


@dataclass(frozen=True, slots=True)
class PlanPage:
    """The page. `by_hand` are controls named that no browser of ours can visit."""

    what: str
    items: tuple[ItemView, ...]
    visits: int
    clicks: int
    doors: tuple[Door, ...]
    by_hand: tuple[tuple[str, Prose], ...]
    digest: str

    @property
    def delicate(self) -> bool:
        """Something in it changes more than training."""
        return any(item.delicate for item in self.items)


def plan_page(  # noqa: PLR0913 - each is another thing the page needs to know
    what: str,
    plan: Plan,
    facts: Mapping[str, PlatformFacts],
    *,
    delicate: Collection[str],
    unopened: Sequence[Account],
    by_hand: Sequence[Control],
    digest: str,
) -> PlanPage:
    """Say a plan in words. `delicate`: ids of controls that need a yes of their own.

    `unopened`: accounts in it that have no browser profile yet.
    """
    several = _several(plan)
    return PlanPage(
        what=what,
        items=tuple(
            _item(item, facts, delicate=item.control in delicate, several=several)
            for item in plan.items
        ),
        visits=plan.visits,
        clicks=plan.clicks,
        doors=tuple(
            Door(facts[each.platform].platform.name, _name(each, several), sign_in_of(each.id))
            for each in unopened
        ),
        by_hand=tuple((control.id, control.name) for control in by_hand),
        digest=digest,
    )


def _several(plan: Plan) -> frozenset[str]:
    owners = {item.account.id: item.account.platform for item in plan.items}
    slugs = list(owners.values())
    return frozenset(slug for slug in slugs if slugs.count(slug) > 1)


def _name(account: Account, several: Collection[str]) -> str:
    return account.name if account.platform in several or account.name != "default" else ""


def _item(
    item: PlanItem,
    facts: Mapping[str, PlatformFacts],
    *,
    delicate: bool,
    several: Collection[str],
) -> ItemView:
    known = facts[item.account.platform]
    control = next(each for each in known.controls if each.id == item.control)
    return ItemView(
        key=f"{item.control}|{item.account.id}",
        control=item.control,
        name=control_name(facts, item.control),
        platform=known.platform.name,
        account=_name(item.account, several),
        label=item.label,
        url=item.url,
        deed=_deed(item),
        undo=_undo(item),
        delicate=delicate,
        ticked=not delicate,
        confirmed="" if item.recipe.confirmed_live == "never" else str(item.recipe.confirmed_live),
        covers=tuple(control.covers),
        limits=tuple(control.does_not_cover),
    )


def _deed(item: PlanItem) -> Message:
    match item.to:
        case None:
            return say("Only look, and touch nothing.")
        case "on":
            return say("One click, to switch it on, and only if it is not on already.")
        case _:
            return say("One click, to switch it off, and only if it is not off already.")


def _undo(item: PlanItem) -> Message:
    if item.to is None:
        return say("Nothing is changed.")
    if item.irreversible or not item.restorable:
        return say("This cannot be undone.")
    return say("It can be undone here, in one step.")
