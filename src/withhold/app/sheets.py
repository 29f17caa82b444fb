"""What can only be done by hand on one platform, whoever does it?

A sheet is for anybody: nothing of it depends on what was read, said or switched in this home. Only
the country counts, because it decides what is offered.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from withhold.app.errands import DEFAULT_ACCOUNT, Errand, is_automatic
from withhold.app.histories import here
from withhold.app.routes import for_anyone, to_begin_with
from withhold.app.todo import goes_further, rank, stops, stops_training
from withhold.catalogue import ask
from withhold.judge.verdict import concerns
from withhold.model.finding import ControlStanding, Standing
from withhold.model.observation import Account
from withhold.model.terms import Kind
from withhold.report.todo import Item, Todo

if TYPE_CHECKING:
    from withhold.app.start import House
    from withhold.model.fact import Control, PlatformFacts
    from withhold.report.todo import Way


def by_hand(house: House, slug: str) -> Todo:
    """List all that a member of a platform can only do by hand, the most effect first.

    Raises UnknownPlatformError.
    """
    known, place = ask.platform(house.facts, slug), here(house, None)
    items = sorted(
        (_item(known, each) for each in known.controls if concerns(each, place)), key=rank
    )
    left = [item for item in items if not _is_automatic(house, known, item.control)]
    with house.ledger() as ledger:
        ways = to_begin_with(house, ledger, known, place)
    return Todo(
        place.country,
        due=tuple(item for item in left if not goes_further(item.control)),
        further=tuple(item for item in left if goes_further(item.control)),
        ways=tuple(_untold(way) for way in ways),
        named=True,
    )


def without_account(house: House) -> Todo:
    """List every way to object for somebody who is on none of the platforms."""
    place = here(house, None)
    with house.ledger() as ledger:
        ways = for_anyone(house, ledger, (), place)
    return Todo(place.country, ways=tuple(_untold(way) for way in ways), accountless=True)


def _is_automatic(house: House, known: PlatformFacts, control: Control) -> bool:
    owner = Account(known.platform.slug, DEFAULT_ACCOUNT, added=False)
    errand = Errand(known, control, owner, ask.recipe(house.facts, control.id))
    return control.kind is Kind.NONE or is_automatic(errand)


def _item(known: PlatformFacts, control: Control) -> Item:
    owner = Account(known.platform.slug, DEFAULT_ACCOUNT, added=False)
    return Item(
        control=control,
        platform=known.platform.name,
        account=owner,
        standing=ControlStanding(control.id, owner.id, Standing.UNKNOWN, None),
        stops=stops(known, control),
        trains=stops_training(known, control),
        drafted=control.letter is not None,
    )


def _untold(way: Way) -> Way:
    """Take out what the person did with it."""
    blank = ControlStanding(way.id, "", Standing.NOT_SENT, None)
    return replace(way, standing=blank, due=None, authorities=())
