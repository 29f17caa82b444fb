"""Which whole months, and which days beside them, make up a stretch of time?

Sums are kept by month and by day; so a long stretch is read from few rows, and exactly.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

EPOCH = date(1970, 1, 1)
_LAST = 200_000  # days since 1970: later than anything that has a date


def month(day: int) -> tuple[int, int]:
    """Give the first day of the month in which a day lies, and that of the next, since 1970."""
    first = (EPOCH + timedelta(days=min(max(day, 0), _LAST))).replace(day=1)
    later = (first + timedelta(days=31)).replace(day=1)
    return (first - EPOCH).days, (later - EPOCH).days


@dataclass(frozen=True, slots=True)
class Days:
    """A stretch as whole months, a condition on `begin`, and the days left over at its ends."""

    months: str
    days: tuple[tuple[int, int], ...] = ()

    @classmethod
    def of(cls, since: int | None, until: int | None, *, undated: bool = False) -> Days:
        """Take a stretch apart; `until` is not included, and None is no end on that side."""
        if undated:
            return cls("begin IS NULL")
        low, high = since or 0, _LAST if until is None else until
        begin, end = month(low - 1)[1] if low > 0 else 0, month(high)[0]
        if begin > end:  # within one month
            return cls("0", ((low, high),))
        ends = ((low, begin), (end, high))
        whole = f"begin >= {begin:d} AND begin < {end:d}"
        return cls(whole, tuple((one, other) for one, other in ends if one < other))


def stretch(column: str, cuts: Sequence[int]) -> str:
    """Write, of a column of days, how many of the cuts lie at or before each."""
    count = " + ".join(f"({column} >= {cut:d})" for cut in cuts) or "0"
    return f"CASE WHEN {column} IS NULL THEN NULL ELSE {count} END"
