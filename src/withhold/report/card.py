"""What can be shown to a friend without naming anybody: before and after, by kind of data?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True)
class Row:
    """One kind of data: how many uses that take it were on when first known, and are on now."""

    kind: str
    was: int
    now: int


@dataclass(frozen=True, slots=True)
class Card:
    """All kinds, the most used first. It names no platform and no account.

    `was`, `still`: uses that were on, and are; `turned`: of the former, how many are off by now,
    and `by_word` how many of these by the person's word alone. `unknown`: what nobody can tell,
    which is counted nowhere else.
    """

    began: date | None
    now: date
    was: int
    still: int
    turned: int
    by_word: int
    unknown: int
    rows: tuple[Row, ...]
