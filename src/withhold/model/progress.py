"""How did the uses of a person's data stand, day by day?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Stand(StrEnum):
    """How a use stood. `partly` off counts as on; what is never done here is no use at all."""

    CHECKED = "checked"
    """Off, and read so."""
    SAID = "said"
    """Off, by the person's word."""
    ON = "on"
    UNKNOWN = "unknown"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Turn:
    """From this day on a use of an account stood so."""

    on: date
    account: str
    use: str
    stand: Stand


@dataclass(frozen=True, slots=True)
class Count:
    """How many uses stood how at the end of a day."""

    on: date
    checked: int
    said: int
    open: int
    unknown: int

    @property
    def off(self) -> int:
        """All that is off, however that is known."""
        return self.checked + self.said

    @property
    def all(self) -> int:
        """All uses that are done here."""
        return self.off + self.open + self.unknown


@dataclass(frozen=True, slots=True)
class Progress:
    """The days on which something was read or said, and every turn; both oldest first."""

    days: tuple[date, ...] = ()
    turns: tuple[Turn, ...] = ()
