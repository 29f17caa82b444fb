"""What stands on a sheet for one platform: for whoever it is, without a word about anybody?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from withhold.report.pages.follow import in_words, written
from withhold.report.pages.message import Message, say
from withhold.report.pages.platform import DEVICE_NAMES
from withhold.report.pages.todo import item_card, way_card

if TYPE_CHECKING:
    from collections.abc import Sequence

    from withhold.model.terms import Prose
    from withhold.report.pages.follow import Step
    from withhold.report.pages.todo import Card
    from withhold.report.todo import Todo


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One way through one thing to do: on which device, and its steps."""

    label: Message
    steps: tuple[Step, ...]
    note: Prose


@dataclass(frozen=True, slots=True)
class Point:
    """One thing on a sheet, and the ways through it."""

    card: Card
    ways: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class SheetPage:
    """A sheet. `device`: the one it is cut to, or empty for all; `devices`: those to choose from.

    `first` comes first, `then` is for whoever wants to go on or got no answer.
    """

    slug: str
    platform: str
    country: str | None
    first: tuple[Point, ...]
    then: tuple[Point, ...]
    device: str
    devices: tuple[tuple[str, Message], ...]

    @property
    def points(self) -> tuple[Point, ...]:
        """All that stands on it."""
        return (*self.first, *self.then)


def sheet_page(slug: str, platform: str, left: Todo, *, device: str, language: str) -> SheetPage:
    """Lay out a sheet in a language, for one device or for all."""
    due = [item_card(item) for item in left.due]
    further = [item_card(item) for item in left.further]
    begun = [way_card(way) for way in left.ways if way.first or left.named]
    rest = [way_card(way) for way in left.ways if not way.first and not left.named]
    found = {name for card in (*due, *further) for name in card.devices}
    chosen = device if device in found else ""
    return SheetPage(
        slug=slug,
        platform=platform,
        country=left.country,
        first=_points([*due, *begun], chosen, language),
        then=_points([*further, *rest], chosen, language),
        device=chosen,
        devices=tuple((name, label) for name, label in DEVICE_NAMES.items() if name in found),
    )


def _points(cards: Sequence[Card], device: str, language: str) -> tuple[Point, ...]:
    return tuple(Point(card, _ways(card, device, language)) for card in cards)


def _ways(card: Card, device: str, language: str) -> tuple[Paragraph, ...]:
    """Give the ways on the devices wanted; where there is none, those that there are."""
    every = list(zip(card.devices, card.steps, strict=True))
    wanted = [each for each in every if each[0] == device] or every
    ways = [
        Paragraph(label, written(surface.path, language), surface.note)
        for _, (label, surface) in wanted
    ]
    if card.path:
        steps = tuple(in_words(each, language) for each in card.path)
        ways.append(Paragraph(say("The way to it"), steps, {}))
    return _alike(ways)


def _alike(ways: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """Write the same steps once: an iPhone and an Android phone seldom differ."""
    found: dict[tuple[tuple[Step, ...], tuple[tuple[str, str], ...]], Paragraph] = {}
    for way in ways:
        key = (way.steps, tuple(way.note.items()))
        seen = found.get(key)
        both = say("{one}; {other}", one=seen.label, other=way.label) if seen else way.label
        found[key] = Paragraph(both, way.steps, way.note)
    return tuple(found.values())
