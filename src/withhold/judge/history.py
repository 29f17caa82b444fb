"""What was seen, said and done about one control of one account?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from withhold.model.action import Stage
from withhold.model.observation import State, Word

if TYPE_CHECKING:
    from datetime import datetime

    from withhold.model.action import Change
    from withhold.model.observation import Declaration, Reading


@dataclass(frozen=True, slots=True)
class History:
    """All records of one control of one account, in any order.

    Rehearsals are left out wherever they come from: invented pages prove nothing.
    """

    account: str
    readings: tuple[Reading, ...] = ()
    declarations: tuple[Declaration, ...] = ()
    changes: tuple[Change, ...] = ()

    @property
    def looks(self) -> list[Reading]:
        """Readings of the real page, oldest first."""
        real = [reading for reading in self.readings if not reading.practice]
        return sorted(real, key=lambda reading: (reading.read_at, reading.id))

    @property
    def sights(self) -> list[Reading]:
        """Readings that could tell, oldest first."""
        return [reading for reading in self.looks if reading.state is not State.UNKNOWN]

    @property
    def words(self) -> list[Declaration]:
        """What the person said, oldest first."""
        return sorted(self.declarations, key=lambda said: (said.said_at, said.id))

    @property
    def last_word(self) -> Declaration | None:
        """What the person said last."""
        return next(reversed(self.words), None)

    def said(self, word: Word, *, after: datetime) -> bool:
        """Tell whether the person said this word after a moment."""
        return any(each.word is word and each.said_at > after for each in self.words)

    def restored(self, withheld: Reading, allowed: Reading) -> bool:
        """Tell whether our own `restore` lies between these two readings."""
        return any(
            change.undo
            and not change.practice
            and change.stage is not Stage.ABANDONED
            and (change.before_reading == withheld.id or change.proof_reading == allowed.id)
            for change in self.changes
        )
