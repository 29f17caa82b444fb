"""The items of one's archives: listed and searched, and as a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from withhold.app import exposure, sifting
from withhold.app.sifting import Filter
from withhold.model.exposure import Kind, Reach
from withhold.report.pages.items import Asked, items_page
from withhold.web.visit import Answer, File, Page, Visit

if TYPE_CHECKING:
    from collections.abc import Mapping

_KINDS = {kind.value: kind for kind in Kind}
_REACHES = {reach.value: reach for reach in Reach}
_YEARS = range(1970, 2501)
_LONGEST = 200  # characters that are searched for


def items(visit: Visit) -> Answer:
    """List items, newest first, a page at a time."""
    own, asked = visit.house, _asked(visit.query)
    cards = exposure.cards(own)
    found = sifting.items(own, _filter(asked), after=asked.after or None) if cards else None
    page = items_page(found, asked, cards, own.facts.platforms) if found else None
    return Page("items.html", {"page": page, "here": "exposure"})


def file(visit: Visit) -> Answer:
    """Give the same as a file, all of it, most reaching first."""
    pieces = sifting.pieces(visit.house, _filter(_asked(visit.query)))
    return File(pieces, "text/csv; charset=utf-8", download="withhold-items.csv")


def _asked(query: Mapping[str, str]) -> Asked:
    """Take what can be meant, and leave out what cannot."""
    year = query.get("year", "")
    sound = year.isascii() and year.isdecimal() and len(year) == len("2024")
    return Asked(
        of=query.get("of", "").strip(),
        kind=query.get("kind", "") if query.get("kind") in _KINDS else "",
        year=year if sound and int(year) in _YEARS else "",
        reach=query.get("reach", "") if query.get("reach") in _REACHES else "",
        people="1" if query.get("people") else "",
        words=query.get("words", "").strip()[:_LONGEST],
        after=query.get("after", ""),
    )


def _filter(asked: Asked) -> Filter:
    return Filter(
        of=asked.of,
        kinds=(_KINDS[asked.kind],) if asked.kind else (),
        year=int(asked.year) if asked.year else None,
        reach=(_REACHES[asked.reach],) if asked.reach else (),
        people=bool(asked.people),
        words=asked.words,
    )
