"""What does each passage say on its two sides, once what belongs together is held together?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from withhold.judge.policies.roles import read
from withhold.model.policy import Passage, Side

if TYPE_CHECKING:
    from collections.abc import Sequence

    from withhold.judge.policies.lexicon import Tongue
    from withhold.judge.policies.roles import Reading
    from withhold.model.policy import Clause

_TAKEN_UP = 0.6
"""How much of a lost sentence a new one must hold to have taken it up."""
_SHORT = 2


@dataclass(frozen=True, slots=True)
class Step:
    """A passage, read on both sides."""

    passage: Passage
    before: Reading
    after: Reading

    @property
    def is_bare(self) -> bool:
        """Whether it is a title or a scrap, beside which any sentence weighs more."""
        return (self.after if self.after.about else self.before).bare

    @property
    def told(self) -> Clause:
        """What is told of it: the new side, or the old one where nothing is left of that."""
        shown = self.after if self.after.about else self.before
        return shown.clause

    @property
    def gained(self) -> tuple[str, ...]:
        """The data that only the new side names, or all of it."""
        old = self.before.clause.data_kinds
        fresh = tuple(kind for kind in self.told.data_kinds if kind not in old)
        return fresh or self.told.data_kinds

    @property
    def is_new(self) -> bool:
        """Whether only its new side is about training."""
        return self.after.about and not self.before.about


def steps(passages: Sequence[Passage], tongue: Tongue) -> list[Step]:
    """Read passages: without titles beside sentences, and what was merged held together."""
    read_ = [_read(passage, tongue) for passage in passages]
    return _merged([step for step in read_ if not step.is_bare] or read_, tongue)


def words_of(text: str) -> frozenset[str]:
    """Return the words of a text but the shortest, which stand in every text."""
    return frozenset(word for word in re.findall(r"\w+", text.casefold()) if len(word) > _SHORT)


def _read(passage: Passage, tongue: Tongue) -> Step:
    """Read a passage on both sides; one that stands alone is about training, or was not given."""
    alone = passage.side is not Side.REWORDED
    before = read(passage.before, tongue, known=alone)
    return Step(passage, before, read(passage.after, tongue, known=alone))


def _merged(steps: Sequence[Step], tongue: Tongue) -> list[Step]:
    """Hold a new sentence beside the lost ones that it takes up: two made into one are no news."""
    lost = [step for step in steps if step.passage.side is Side.REMOVED]
    taken: list[Step] = []
    merged: list[Step] = []
    for step in steps:
        parts = [old for old in lost if step.is_new and _takes_up(step.passage, old.passage)]
        taken += parts
        merged.append(_joined(step, parts, tongue) if parts else step)
    return [step for step in merged if step not in taken]


def _takes_up(new: Passage, old: Passage) -> bool:
    before, after = words_of(old.before), words_of(new.after)
    return len(before & after) >= _TAKEN_UP * len(before)


def _joined(step: Step, parts: Sequence[Step], tongue: Tongue) -> Step:
    before = " ".join(part.passage.before for part in parts)
    passage = Passage(Side.REWORDED, before, step.passage.after)
    return Step(passage, read(before, tongue), step.after)
