"""What can only the person do, in order of effect per minute?

A person without an account is guided by `routes`, which are ways to object that are no control.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from withhold.app.adopting import as_adopted
from withhold.app.declaring import matter
from withhold.app.errands import DEFAULT_ACCOUNT, Errand, is_automatic
from withhold.app.histories import NO_ACCOUNT, here, pasts, places
from withhold.app.routes import authorities, for_members, for_others, named_way
from withhold.browser.ordinary import everyday
from withhold.catalogue import ask
from withhold.judge.standing import judge
from withhold.judge.verdict import SETTLED, concerns
from withhold.kernel.errors import WithholdError
from withhold.model.finding import Standing
from withhold.model.observation import Account
from withhold.model.terms import Effect, Extent, Kind
from withhold.report.platforms import trains
from withhold.report.todo import WAITING, Item, Stopped, Todo

if TYPE_CHECKING:
    from collections.abc import Sequence

    from withhold.app.declaring import Matter
    from withhold.app.histories import Pasts
    from withhold.app.start import House
    from withhold.judge.verdict import Here
    from withhold.model.fact import Control, PlatformFacts
    from withhold.store.ledger import Ledger

_BLANK = frozenset({Standing.UNKNOWN, Standing.NOT_SENT})
_ANSWERED_BADLY = frozenset({Standing.OVERDUE, Standing.REFUSED})


class NothingToOpen(WithholdError):
    """There is no page that may be opened."""

    code = "nothing-to-open"


@dataclass(frozen=True, slots=True)
class _Owner:
    """One account, its platform's facts, and whose question it is."""

    account: Account
    known: PlatformFacts
    here: Here


@dataclass(frozen=True, slots=True)
class _Sorted:
    """One control of one account, and the heap it belongs on."""

    item: Item
    heap: str


def todo(
    house: House,
    targets: Sequence[str] = (),
    *,
    country: str | None = None,
    accountless: bool = False,
) -> Todo:
    """List what is left for the targets: platforms, controls or routes; else for all accounts.

    `accountless`: the person has no account; they appear in what others post.
    """
    named = [matter(house.facts, target) for target in targets if "." in target]
    slugs = [ask.platform(house.facts, t).platform.slug for t in targets if "." not in t]
    with house.ledger() as ledger:
        if not named and (accountless or (not slugs and _only_others(house, ledger))):
            return for_others(house, ledger, slugs, here(house, country))
        found = [_named(house, ledger, about, country) for about in named]
        found += [_overall(house, ledger, slugs, country)] if slugs or not named else []
    return _joined(found, named=bool(named) and not slugs)


def _only_others(house: House, ledger: Ledger) -> bool:
    """Tell whether the person objected somewhere without an account, and has none anywhere."""
    found = places(house, ledger)
    return bool(found) and all(each.name == NO_ACCOUNT for each in found)


def open_page(found: Todo) -> Todo:
    """Open the one page that was asked for, in the everyday browser; raises NothingToOpen."""
    items = (*found.due, *found.further, *found.waiting, *found.shown)
    every = [item.url for item in items] + [way.url for way in found.ways]
    urls = list(dict.fromkeys(url for url in every if url))
    if not found.named or len(set(every)) != 1:
        raise NothingToOpen(
            "One page is opened at a time.",
            where="--open",
            do="Name one control, such as `withhold todo linkedin.genai_toggle --open`.",
        )
    if not urls:
        raise NothingToOpen(
            "There is no address for this that anybody vouches for.",
            where="--open",
            do="Follow the steps on your own device; `withhold todo` without --open gives them.",
        )
    open_address(urls[0])
    return replace(found, opened=(urls[0],))


def open_address(url: str) -> None:
    """Open an address in the everyday browser; raises NothingToOpen where there is none."""
    if not everyday(url):
        raise NothingToOpen(
            "No everyday browser was found on this machine.",
            where=f"{url}.",
            do="Copy the address into a browser yourself.",
        )


def _overall(house: House, ledger: Ledger, slugs: list[str], country: str | None) -> Todo:
    owners, held = _owners(house, ledger, slugs, country), pasts(ledger)
    rows = [_sort(house, ledger, held, (c, o)) for o in owners for c in o.known.controls]
    ways = [w for owner in owners for w in for_members(house, ledger, owner.known, owner.here)]
    unasked = not slugs and not places(house, ledger)
    return replace(_heaped(rows, owners), ways=tuple(ways), every_platform=unasked)


def _named(house: House, ledger: Ledger, about: Matter, country: str | None) -> Todo:
    if about.control is None:
        place = here(house, country)
        return Todo(place.country, ways=(named_way(house, ledger, about, place),))
    owners, held = _owners(house, ledger, [about.platform], country), pasts(ledger)
    rows = [_sort(house, ledger, held, (about.control, owner)) for owner in owners]
    return _heaped([replace(row, heap=_heap_by_name(row)) for row in rows], owners)


def _heap_by_name(row: _Sorted) -> str:
    """Show what was named, wherever it belongs; what is settled or waits is not due."""
    return {"waiting": "waiting", "settled": "shown", "nothing": "shown"}.get(row.heap, "due")


def _owners(house: House, ledger: Ledger, slugs: list[str], country: str | None) -> list[_Owner]:
    """List the accounts meant; one is implied where a platform is named and none was added."""
    own = [each for each in places(house, ledger, slugs) if each.name != NO_ACCOUNT]
    missing = [slug for slug in slugs if slug not in {each.platform for each in own}]
    if not slugs and not own:
        missing = list(house.facts.platforms)
    implied = [Account(slug, DEFAULT_ACCOUNT, added=False) for slug in missing]
    return [
        _Owner(each, ask.platform(house.facts, each.platform), here(house, country, each))
        for each in [*own, *implied]
    ]


def _sort(house: House, ledger: Ledger, held: Pasts, one: tuple[Control, _Owner]) -> _Sorted:
    control, owner = one
    known, account = owner.known, owner.account
    stands = judge(control, held.of(control.id, account.id), now=house.clock.now())
    recipe = ask.recipe(house.facts, control.id)
    errand = as_adopted(Errand(known, control, account, recipe), ledger)
    badly = stands.standing.standing in _ANSWERED_BADLY
    item = Item(
        control=control,
        platform=known.platform.name,
        account=account,
        standing=stands.standing,
        stops=stops(known, control),
        trains=stops_training(known, control),
        due=stands.due,
        automatic=is_automatic(errand),
        drafted=control.letter is not None,
        authorities=authorities(known, owner.here) if badly else (),
    )
    return _Sorted(item, _heap(item, owner.here))


def _heap(item: Item, place: Here) -> str:
    standing = item.standing.standing
    if standing in SETTLED:
        return "settled"
    if standing in _BLANK and not concerns(item.control, place):
        return "elsewhere"
    if standing in WAITING:
        return "waiting"
    if item.automatic:
        return "automatic" if item.control.effect is Effect.TRAINING else "offered"
    if item.control.kind is Kind.NONE:
        return "nothing"
    return "further" if goes_further(item.control) else "due"


def goes_further(control: Control) -> bool:
    """Tell what changes how somebody lives on the platform from what only ends a use."""
    wholly = any(stops.extent is Extent.WHOLLY for stops in control.stops)
    return control.effect is Effect.PRIVACY or (control.irreversible and not wholly)


def stops(known: PlatformFacts, control: Control) -> tuple[Stopped, ...]:
    """Say what a control stops of each use."""
    names = {use.id: ask.words(use.name) for use in known.uses}
    return tuple(
        Stopped(each.use, names[each.use], each.extent, ask.words(each.note))
        for each in control.stops
        if each.use in names
    )


def stops_training(known: PlatformFacts, control: Control) -> bool:
    """Tell whether a use that a control stops is training."""
    stopped = {stops.use for stops in control.stops}
    return any(use.id in stopped and trains(known, use) for use in known.uses)


def _heaped(rows: Sequence[_Sorted], owners: Sequence[_Owner]) -> Todo:
    def on(heap: str) -> tuple[Item, ...]:
        return tuple(row.item for row in rows if row.heap == heap)

    def ids(heap: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(item.control.id for item in on(heap)))

    countries = {owner.here.country for owner in owners}
    return Todo(
        countries.pop() if len(countries) == 1 else None,
        several=len(countries) > 1,
        due=on("due"),
        further=on("further"),
        waiting=on("waiting"),
        shown=on("shown"),
        settled=ids("settled"),
        elsewhere=ids("elsewhere"),
        automatic=ids("automatic"),
        offered=ids("offered"),
    )


def _joined(found: Sequence[Todo], *, named: bool) -> Todo:
    """Put lists together, each thing once, the most effect per minute first."""

    def items(part: str) -> tuple[Item, ...]:
        every = [item for each in found for item in getattr(each, part)]
        once = {(item.control.id, item.account.id): item for item in every}
        return tuple(sorted(once.values(), key=rank))

    def ids(part: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for each in found for name in getattr(each, part)))

    ways = {way.id: way for each in found for way in each.ways}
    return Todo(
        next((each.country for each in found if each.country), None),
        several=any(each.several for each in found),
        due=items("due"),
        further=items("further"),
        waiting=items("waiting"),
        shown=items("shown"),
        ways=tuple(ways.values()),
        settled=ids("settled"),
        elsewhere=ids("elsewhere"),
        automatic=ids("automatic"),
        offered=ids("offered"),
        named=named,
        every_platform=any(each.every_platform for each in found),
    )


def rank(item: Item) -> tuple[bool, bool, bool, float, str]:
    """Order by effect per minute: training first, then what stops a use wholly, the quick first."""
    wholly = any(each.extent is Extent.WHOLLY for each in item.stops)
    return item.is_unsure, not item.trains, not wholly, item.control.minutes, item.control.id
