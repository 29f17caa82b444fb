"""How does a sheet read as plain text, short enough to be handed to a mail program?

Mail programs take addresses of some 2,000 characters; what does not fit is left out, and said.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from withhold.report.pages.message import Words, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from withhold.report.pages.sheets import Point, SheetPage
    from withhold.web.words import Tongue

LONGEST = 1900
"""Characters of the whole address, as it is written down."""


@dataclass(frozen=True, slots=True)
class Mail:
    """A link that begins a mail to nobody yet. `whole`: nothing had to be left out."""

    link: str
    whole: bool


def mail(page: SheetPage, title: str, tongue: Tongue) -> Mail:
    """Put a sheet into a mail, as much of it as fits; whole points only."""
    head = f"mailto:?subject={quote(title)}&body="
    cut = tongue.tell(
        say("The rest did not fit into a mail. Print the sheet, or save it as a file.")
    )
    blocks = ["\n".join(_lines(point, tongue)) for point in page.points]
    kept = len(blocks)
    while kept and len(head + _body(blocks[:kept], "" if kept == len(blocks) else cut)) > LONGEST:
        kept -= 1
    whole = kept == len(blocks)
    return Mail(head + _body(blocks[:kept], "" if whole else cut), whole)


def _body(blocks: list[str], cut: str) -> str:
    parts = [*blocks, cut] if cut else blocks
    return quote("\n\n".join(parts).replace("\n", "\r\n"))


def _lines(point: Point, tongue: Tongue) -> Iterator[str]:
    card = point.card
    yield f"{card.platform}: {tongue.tell(Words(card.name))}"
    if card.lasting:
        yield tongue.tell(card.undo)
    if card.unsure:
        yield tongue.tell(say("The facts about this are weak."))
    for way in point.ways:
        yield f"{tongue.tell(way.label)}:"
        yield from (f"{number}. {step.text}" for number, step in enumerate(way.steps, 1))
    yield from (each for each in (card.url, card.email, card.post) if each)
