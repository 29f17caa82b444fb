"""When was what made that archives hold, and on which days did something begin or end for it?

Marked are the days from which a platform takes things by default, the changes of its policies that
were imported, and since when the person's own switches hold.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from withhold.app import changed
from withhold.app.exposure import bases, chosen
from withhold.app.histories import here
from withhold.catalogue import ask
from withhold.model.policy import Direction
from withhold.model.terms import DefaultState
from withhold.report.pages.evidence import control_name
from withhold.report.pages.making import Dated, Made, Timeline, timeline
from withhold.report.pages.message import Words, say
from withhold.store.archives import Archives

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from withhold.app.exposure import Basis
    from withhold.app.start import House
    from withhold.judge.hiding import Hiding
    from withhold.judge.reach import Stop
    from withhold.model.fact import PlatformFacts

_TAKES = frozenset({DefaultState.ON, DefaultState.UNTIL_OBJECTED, DefaultState.NO_WAY_OUT})


def laid(house: House, name: str = "") -> Timeline | None:
    """Lay out some archives' items in time; raises UnknownArchive. None where nothing is dated."""
    shelf = Archives(house.home)
    cards = chosen(shelf.all(), name)
    if not cards:
        return None
    made = []
    for card in cards:
        with shelf.open(card.id) as opened:
            known = house.facts.platforms.get(card.platform)
            called = known.platform.name if known else card.platform
            made += [Made(month, called, kind, n) for month, kind, n in opened.months()]
    return timeline(made, list(_dates(house, bases(house, cards))))


def _dates(house: House, found: Sequence[Basis]) -> Iterator[Dated]:
    slugs = dict.fromkeys(each.archive.platform for each in found)
    known = [house.facts.platforms[slug] for slug in slugs if slug in house.facts.platforms]
    for facts in known:
        yield from _defaults(house, facts)
    yield from _policies(house, {name for facts in known for name in facts.platform.archived_as})
    for each in found:
        yield from _own(house, each)


def _defaults(house: House, known: PlatformFacts) -> Iterator[Dated]:
    asked = here(house, None)
    for use in known.uses:
        held = ask.default(use.defaults, asked.country, asked.on)
        if held and held.since and held.state in _TAKES:
            what = say(
                "{platform} begins, by default: {use}",
                platform=known.platform.name,
                use=Words(use.name),
            )
            yield Dated(held.since, what)


def _policies(house: House, names: set[str]) -> Iterator[Dated]:
    """Give the changes that speak of more or less, but for those the person set aside."""
    for change in changed.changes(house, every=True, of=names):
        if not change.silenced and change.judgement.direction in _SAID:
            what = say(
                _SAID[change.judgement.direction].text,
                platform=change.service,
                document=change.document,
            )
            yield Dated(change.after.date().isoformat(), what)


_SAID = {
    Direction.MORE: say("{platform} lets itself use more: {document}"),
    Direction.LESS: say("{platform} lets itself use less: {document}"),
}


def _own(house: House, each: Basis) -> Iterator[Dated]:
    found: list[Stop | Hiding] = [*each.grounds.hidings]
    found += [stop for taking in each.grounds.takings for stop in taking.stops]
    for one in found:
        name = Words(control_name(house.facts.platforms, one.control))
        told = say("Read as off: {control}", control=name)
        said = say("Off by your word: {control}", control=name)
        yield Dated(one.since.isoformat(), told if one.proved else said)
    closed = each.grounds.closed
    if closed and closed.since:
        yield Dated(closed.since.isoformat(), say("Your account became private"))
