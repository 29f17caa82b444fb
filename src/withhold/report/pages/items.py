"""Which items are asked for, how is each shown, and where does the list go on?

What stands in an item is from outside and stays text, whatever it is.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from withhold.model.exposure import Kind
from withhold.report.pages.address import Address
from withhold.report.pages.exposure import by
from withhold.report.pages.inventory import AUDIENCES, KINDS, MOST_REACHING, RULES, SIGNS
from withhold.report.pages.message import Message, say, say_many

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from withhold.model.exposure import Archive
    from withhold.model.fact import PlatformFacts
    from withhold.report.exposure import Listed, Row
    from withhold.report.pages.standing import Sign

SHORT = 600
"""Characters of a text that stand on the page; the rest unfolds."""
LONGEST = 20_000
_KEPT = "\n\t\u200c\u200d"  # ends of lines, and what joins letters and pictures to one
_PLACES = {
    "group": say("in a group"),
    "community": say("in a community"),
    "circle": say("in a circle"),
    "archived": say("archived"),
    "threads": say("on Threads"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for, as it stands in an address. Empty is all."""

    of: str = ""
    kind: str = ""
    year: str = ""
    reach: str = ""
    people: str = ""
    words: str = ""
    after: str = ""

    def at(self, path: str = "/exposure/items") -> Address:
        """Give the address of this."""
        parts = (
            ("of", self.of),
            ("kind", self.kind),
            ("year", self.year),
            ("reach", self.reach),
            ("people", self.people),
            ("words", self.words),
            ("after", self.after),
        )
        return Address(path, tuple((name, value) for name, value in parts if value))

    @property
    def file(self) -> Address:
        """Give the address of the same as a file, whole."""
        return replace(self, after="").at("/exposure/items.csv")

    @property
    def narrowed(self) -> bool:
        """Say whether anything but everything was asked for."""
        return self != Asked(after=self.after)


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One item. `text`, `rest`, `people` and `link` are from outside.

    `at` is None where it has no date; `zoned`: whether its zone is stated.
    """

    platform: str
    kind: Message
    place: Message | None
    at: datetime | None
    zoned: bool
    audience: Message
    sign: Sign
    why: Message
    by: Message | None
    text: str
    rest: str
    cut: bool
    media: Message | None
    people: tuple[str, ...]
    link: str


@dataclass(frozen=True, slots=True)
class ItemsPage:
    """A page of the list, and what can be chosen."""

    rows: tuple[ItemRow, ...]
    asked: Asked
    count: Message
    capped: bool
    mute: int
    next: Address | None
    first: Address
    archives: tuple[tuple[str, str], ...]
    kinds: tuple[tuple[str, Message], ...]
    years: tuple[str, ...]
    reaches: tuple[tuple[str, Message], ...]


def items_page(
    found: Listed, asked: Asked, cards: Sequence[Archive], facts: Mapping[str, PlatformFacts]
) -> ItemsPage:
    """Lay a page of items out."""
    number = found.count
    return ItemsPage(
        rows=tuple(_row(each, facts) for each in found.rows),
        asked=asked,
        count=say("At least {count} items", count=number)
        if found.capped and number
        else say_many("{count} item", "{count} items", number),
        capped=found.capped,
        mute=found.mute,
        next=replace(asked, after=found.more).at() if found.more else None,
        first=replace(asked, after="").at(),
        archives=tuple(_archives(cards, facts)),
        kinds=tuple((kind.value, KINDS[kind]) for kind in Kind if _has(cards, kind)),
        years=tuple(_years(cards)),
        reaches=tuple((reach.value, SIGNS[reach].word) for reach in MOST_REACHING),
    )


def _row(each: Row, facts: Mapping[str, PlatformFacts]) -> ItemRow:
    item, known = each.item, facts.get(each.platform)
    text = plain(item.text)
    return ItemRow(
        platform=known.platform.name if known else each.platform,
        kind=KINDS[item.kind],
        place=_PLACES.get(item.where),
        at=datetime.fromtimestamp(item.at, UTC) if item.at else None,
        zoned=item.zoned,
        audience=AUDIENCES[item.audience],
        sign=SIGNS[each.ruling.reach],
        why=RULES[each.ruling.rule],
        by=by(each.ruling, facts),
        text=text[:SHORT],
        rest=text[SHORT:LONGEST],
        cut=len(text) > LONGEST,
        media=say_many("{count} picture or video", "{count} pictures or videos", item.media)
        if item.media
        else None,
        people=tuple(map(plain, item.people)),
        link=item.link,
    )


def plain(text: str) -> str:
    """Leave out what no page may hold: control characters, but not the ends of lines."""
    return "".join(c if c.isprintable() or c in _KEPT else " " * c.isspace() for c in text)


def _has(cards: Sequence[Archive], kind: Kind) -> bool:
    return any(card.counts.get(kind) for card in cards)


def _archives(
    cards: Sequence[Archive], facts: Mapping[str, PlatformFacts]
) -> list[tuple[str, str]]:
    """Name each archive; where a platform has several, also all of them together."""
    slugs = [card.platform for card in cards]
    many = [slug for slug in dict.fromkeys(slugs) if slugs.count(slug) > 1]
    named = {slug: facts[slug].platform.name if slug in facts else slug for slug in slugs}
    return [
        *((slug, named[slug]) for slug in many),
        *((card.id, f"{named[card.platform]}, {card.holder.user or card.id}") for card in cards),
    ]


def _years(cards: Sequence[Archive]) -> list[str]:
    ends = [end for card in cards for end in (card.first, card.last) if end]
    if not ends:
        return []
    first, last = (datetime.fromtimestamp(end, UTC).year for end in (min(ends), max(ends)))
    return [str(year) for year in range(last, first - 1, -1)]
