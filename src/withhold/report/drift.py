"""What belongs to one drift: how it was seen off, and how it was seen on?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from withhold.model.observation import Reading


@dataclass(frozen=True, slots=True)
class Side:
    """One of both looks. `picture`: its digest, where it is kept; `erased`: it was, once."""

    reading: Reading
    picture: str | None
    erased: bool


@dataclass(frozen=True, slots=True)
class Drift:
    """Both looks; `mended`: it was seen off again since."""

    before: Side
    after: Side
    mended: bool
