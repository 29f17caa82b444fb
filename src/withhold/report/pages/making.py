"""What did the person make when, and which days mattered for it? As pictures, and in numbers."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from withhold.model.exposure import Kind
from withhold.report.charts import Mark, Series, Tone
from withhold.report.pages.message import Day, Message, say

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_MONTHS = 36
"""With more months than this, each bar stands for a year."""
MOST_MARKS = 20
TONES = (Tone.FIRST, Tone.SECOND, Tone.THIRD, Tone.FOURTH, Tone.FIFTH, Tone.SIXTH)
_REST = say("others")
HEAPS: tuple[tuple[Message, frozenset[Kind]], ...] = (
    (say("Posts and articles"), frozenset({Kind.POST, Kind.ARTICLE, Kind.REPOST})),
    (say("Replies and comments"), frozenset({Kind.REPLY, Kind.COMMENT})),
    (say("Photos, videos and stories"), frozenset({Kind.PHOTO, Kind.VIDEO, Kind.STORY})),
    (say("Messages"), frozenset({Kind.MESSAGE})),
    (say("Messages to an AI"), frozenset({Kind.AI_CHAT})),
    (say("Profile, and deleted items"), frozenset({Kind.PROFILE, Kind.DELETED})),
)


@dataclass(frozen=True, slots=True)
class Made:
    """How many items of a kind were made on a platform in the month that begins on a day."""

    month: date
    platform: str
    kind: Kind
    number: int


@dataclass(frozen=True, slots=True)
class Dated:
    """A day that mattered: `since` is a day, a month or a year; `what` says what happened."""

    since: str
    what: Message


@dataclass(frozen=True, slots=True)
class Period:
    """A year or a month, and its numbers in the order of the columns."""

    name: Day
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Plot:
    """One picture: what each colour stands for, and a row for each year or month."""

    heads: tuple[object, ...]
    periods: tuple[Period, ...]

    @property
    def shown(self) -> tuple[Period, ...]:
        """Give the rows with something in them, newest first."""
        return tuple(each for each in reversed(self.periods) if any(each.numbers))


@dataclass(frozen=True, slots=True)
class Timeline:
    """The pictures: by kind, and by platform where there are several; with the days that mattered.

    `left_out`: how many older days are not marked.
    """

    kinds: Plot
    platforms: Plot | None
    dates: tuple[Dated, ...]
    left_out: int
    alt: Message


def timeline(made: Sequence[Made], dates: Sequence[Dated]) -> Timeline | None:
    """Lay it out by month or by year; None where nothing has a date."""
    if not made:
        return None
    first, last = min(each.month for each in made), max(each.month for each in made)
    names = _names(first, last)
    yearly = "-" not in names[0]
    heaps = {kind: number for number, (_, kinds) in enumerate(HEAPS) for kind in kinds}
    slugs = list(dict.fromkeys(each.platform for each in sorted(made, key=_platform)))
    lanes = {slug: min(number, len(TONES) - 1) for number, slug in enumerate(slugs)}
    by_kind = Counter[tuple[str, int]]()
    by_platform = Counter[tuple[str, int]]()
    for each in made:
        name = each.month.strftime("%Y" if yearly else "%Y-%m")
        by_kind[name, heaps[each.kind]] += each.number
        by_platform[name, lanes[each.platform]] += each.number
    heads = [*slugs[: len(TONES) - 1], _REST] if len(slugs) > len(TONES) else slugs
    once = [each for at, each in enumerate(dates) if each not in dates[:at]]
    known = sorted(once, key=lambda each: each.since)
    return Timeline(
        kinds=_plot([head for head, _ in HEAPS], names, by_kind),
        platforms=_plot(heads, names, by_platform) if len(slugs) > 1 else None,
        dates=tuple(known[-MOST_MARKS:]),
        left_out=len(known[:-MOST_MARKS]),
        alt=say(
            "A chart of {count} items from {first} to {last}, with the days that mattered.",
            count=sum(each.number for each in made),
            first=Day(first.strftime("%Y-%m")),
            last=Day(last.strftime("%Y-%m")),
        ),
    )


def _platform(each: Made) -> str:
    return each.platform


def _names(first: date, last: date) -> list[str]:
    """Name every month from first to last, or every year where these are too many."""
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if months > MOST_MONTHS:
        return [f"{year:04}" for year in range(first.year, last.year + 1)]
    begin = first.year * 12 + first.month - 1
    return [f"{n // 12:04}-{n % 12 + 1:02}" for n in range(begin, begin + months)]


def _plot(heads: Sequence[object], names: Sequence[str], counts: Counter[tuple[str, int]]) -> Plot:
    """Make the rows; a column in which there is nothing is left out."""
    used = [at for at, _ in enumerate(heads) if any(counts[name, at] for name in names)]
    periods = [Period(Day(name), tuple(counts[name, at] for at in used)) for name in names]
    return Plot(tuple(heads[at] for at in used), tuple(periods))


def series(plot: Plot, names: Sequence[str]) -> list[Series]:
    """Give a picture's rows of numbers, named in the person's language."""
    columns = zip(*(each.numbers for each in plot.periods), strict=True)
    return [
        Series(name, tone, list(column))
        for name, tone, column in zip(names, TONES, columns, strict=False)
    ]


def marks(plot: Plot, dates: Sequence[Dated]) -> list[Mark]:
    """Say where in a picture each day stands, from 0 to 1, under its number."""
    names = [each.name.text for each in plot.periods]
    found = ((number, _share(each.since, names)) for number, each in enumerate(dates, 1))
    return [Mark(str(number), at) for number, at in found if at is not None]


def _share(since: str, names: Sequence[str]) -> float | None:
    """Say how far along a day is; None where it lies outside, or is known less finely."""
    width = len(names[0])
    name = since[:width]
    if name not in names or len(since) < width:
        return None
    rest = [int(part) for part in since[width:].split("-") if part]
    within = 0.0
    if width == len("2024") and rest:
        within = (rest[0] - 1) / 12 + (rest[1] / 366 if len(rest) > 1 else 0)
    elif rest:
        within = (rest[0] - 1) / 31
    return (names.index(name) + within) / len(names)
