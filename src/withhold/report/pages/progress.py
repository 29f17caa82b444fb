"""How has it gone: as a picture, and in numbers?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from withhold.report.charts import Tone
from withhold.report.pages.message import Message, say

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from withhold.model.progress import Count

BARS = 48
"""More bars than this no eye tells apart; then each stands for an equal stretch of time."""
ROWS = 60
LEGEND: tuple[tuple[Message, Tone, str], ...] = (
    (say("Off: we checked"), Tone.GOOD, "checked"),
    (say("Off: you told us"), Tone.MILD, "said"),
    (say("On"), Tone.OPEN, "open"),
    (say("Not known"), Tone.DIM, "unknown"),
)


@dataclass(frozen=True, slots=True)
class ProgressView:
    """The picture in words, and the days on which the numbers changed, newest first.

    `left_out`: older such days that the table does not show. `few`: there is one day only; `many`:
    more than bars.
    """

    alt: Message
    rows: tuple[Count, ...]
    left_out: int
    few: bool
    many: bool


def progress_view(counts: Sequence[Count]) -> ProgressView | None:
    """Sum the days up; None where there was none."""
    if not counts:
        return None
    first, last = counts[0], counts[-1]
    turned = [first, *(b for a, b in pairwise(counts) if _numbers(a) != _numbers(b))]
    newest = turned[::-1]
    alt = say(
        "A chart from {first} to {last}. At first {off} of {all} uses of your data were off; at "
        "the end {off_now} of {all_now} are off, {on} are on and {unknown} are not known.",
        first=first.on,
        last=last.on,
        off=first.off,
        all=first.all,
        off_now=last.off,
        all_now=last.all,
        on=last.open,
        unknown=last.unknown,
    )
    return ProgressView(
        alt,
        tuple(newest[:ROWS]),
        len(newest[ROWS:]),
        few=len(counts) == 1,
        many=len(counts) > BARS,
    )


def bars(counts: Sequence[Count]) -> list[Count]:
    """Give one count for each bar: every day, or, of many, one for each equal stretch of time."""
    if len(counts) <= BARS:
        return list(counts)
    first, last = counts[0].on, counts[-1].on
    span = (last - first).days
    ends = [first + timedelta(days=round(span * at / (BARS - 1))) for at in range(BARS)]
    return [_as_of(counts, end) for end in ends]


def _as_of(counts: Sequence[Count], end: date) -> Count:
    return next(each for each in reversed(counts) if each.on <= end)


def _numbers(count: Count) -> tuple[int, ...]:
    return count.checked, count.said, count.open, count.unknown
