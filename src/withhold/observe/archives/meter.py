"""How far has the reading of an archive got?"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Meter:
    """Counts unpacked bytes while they are read; `total` is what there is but media."""

    total: int = 0
    done: int = 0
