"""Which ways to object are there that are no control: forms for anyone, mails, letters?

They serve people without an account, and members of a platform that has no form of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from withhold.act.letters.templates import law, letters
from withhold.app.histories import asked
from withhold.catalogue import ask
from withhold.judge.standing import ASKED
from withhold.model.finding import Standing
from withhold.model.terms import Audience, Confidence, RouteKind
from withhold.report.platforms import Here as Place
from withhold.report.todo import SETTLED, WAITING, Authority, Todo, Way

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from withhold.act.letters.templates import Letter
    from withhold.app.declaring import Matter
    from withhold.app.start import House
    from withhold.judge.verdict import Here
    from withhold.model.fact import PlatformFacts, Route
    from withhold.store.ledger import Ledger

_OBJECTION = "21"
"""The article of the GDPR; a route whose legal basis names it is made for objecting."""
_BAD = frozenset({Standing.OVERDUE, Standing.REFUSED})


@dataclass(frozen=True, slots=True)
class _Scene:
    """One platform, whose question it is, and the texts that are there."""

    house: House
    ledger: Ledger
    known: PlatformFacts
    here: Here
    texts: tuple[Letter, ...]


def for_others(house: House, ledger: Ledger, slugs: Sequence[str], place: Here) -> Todo:
    """List the ways for somebody without an account, by platform, the surest first."""
    merged = for_anyone(house, ledger, slugs, place)
    settled = tuple(way.id for way in merged if way.standing.standing in SETTLED)
    right = law(place.country).right if place.country else None
    left = tuple(way for way in merged if way.id not in settled)
    return Todo(place.country, right=right, ways=left, settled=settled, accountless=True)


def for_anyone(house: House, ledger: Ledger, slugs: Sequence[str], place: Here) -> list[Way]:
    """List every way that somebody without an account can take, each once."""
    known = [ask.platform(house.facts, slug) for slug in slugs or house.facts.platforms]
    texts = tuple(letters())
    return _merged(
        [way for each in known for way in _ways(_Scene(house, ledger, each, place, texts))]
    )


def for_members(house: House, ledger: Ledger, known: PlatformFacts, place: Here) -> list[Way]:
    """List the way to object for members of a platform that offers them no form, and what is open.

    Only where the country is known to let people object.
    """
    followed = [w for w in _ways(_Scene(house, ledger, known, place, ())) if _is_followed(w)]
    first = to_begin_with(house, ledger, known, place)
    once = {way.id: way for way in [*first, *followed]}
    return [way for way in once.values() if way.standing.standing not in SETTLED]


def to_begin_with(house: House, ledger: Ledger, known: PlatformFacts, place: Here) -> list[Way]:
    """Give the way to object for members of a platform that offers them no form."""
    has_form = any(control.kind in ASKED for control in known.controls)
    if has_form or place.country is None or not law(place.country).right:
        return []
    every = _ways(_Scene(house, ledger, known, place, tuple(letters())))
    return [way for way in every if _objects(way.route)][:1]


def named_way(house: House, ledger: Ledger, about: Matter, place: Here) -> Way:
    """Show one route that was named."""
    if about.route is None:
        raise ValueError(about.id)  # callers ask for routes only
    known = ask.platform(house.facts, about.platform)
    return _way(_Scene(house, ledger, known, place, tuple(letters())), about.route)


def authorities(known: PlatformFacts, place: Here) -> tuple[Authority, ...]:
    """Name who takes complaints about this platform in this country."""
    there = Place(place.country, place.on)
    return tuple(
        Authority(ask.words(route.name), route.url)
        for route in known.platform.routes
        if route.kind is RouteKind.REGULATOR and there.within(route.regions)
    )


def is_drafted(name: str, texts: Iterable[Letter]) -> bool:
    """Tell whether a text is there for a route, by its full id."""
    slug, _, route = name.partition(".")
    return any(slug in each.platforms and route in each.routes for each in texts)


def _ways(scene: _Scene) -> list[Way]:
    there = Place(scene.here.country, scene.here.on)
    routes = [
        route
        for route in scene.known.platform.routes
        if route.kind is not RouteKind.REGULATOR
        and route.audience is not Audience.MEMBERS
        and there.within(route.regions)
    ]
    ways = [_way(scene, route) for route in sorted(routes, key=_rank)]
    return [replace(way, first=position == 0) for position, way in enumerate(ways)]


def _way(scene: _Scene, route: Route) -> Way:
    name = f"{scene.known.platform.slug}.{route.id}"
    judged = asked(scene.house, scene.ledger, name, None)
    badly = judged.standing.standing in _BAD
    return Way(
        id=name,
        platforms=(scene.known.platform.name,),
        route=route,
        standing=judged.standing,
        first=True,
        due=judged.due,
        drafted=is_drafted(name, scene.texts),
        authorities=authorities(scene.known, scene.here) if badly else (),
    )


def _rank(route: Route) -> tuple[bool, bool, int]:
    """Order routes: well known ones first, those made for objecting, forms before mail and post."""
    kinds = [RouteKind.FORM, RouteKind.EMAIL, RouteKind.POST]
    basis = route.legal_basis or ""
    lawful = _OBJECTION in basis or "GDPR" in basis
    by_post = route.kind is RouteKind.POST
    return route.confidence is Confidence.LOW, by_post or not lawful, kinds.index(route.kind)


def _objects(route: Route) -> bool:
    return _OBJECTION in (route.legal_basis or "") and route.kind is not RouteKind.POST


def _is_followed(way: Way) -> bool:
    return way.standing.standing in WAITING | _BAD


def _merged(ways: Sequence[Way]) -> list[Way]:
    """Show a way that serves several platforms once, standing as far as it came anywhere."""
    found: dict[str, Way] = {}
    for way in ways:
        address = way.route.url or way.route.email or way.route.post or way.id
        seen = found.get(address)
        if seen is None:
            found[address] = way
            continue
        blank = seen.standing.standing is Standing.NOT_SENT
        ahead = way if blank and way.standing.standing is not Standing.NOT_SENT else seen
        platforms = (*seen.platforms, *way.platforms)
        found[address] = replace(ahead, platforms=platforms, first=seen.first)
    return list(found.values())
