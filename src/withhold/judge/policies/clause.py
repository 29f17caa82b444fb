"""Does one sentence, by itself, say that people's data is trained on?"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from withhold.judge.policies.roles import clause_of
from withhold.judge.policies.training import binds, speaks
from withhold.model.policy import Clause, Polarity

if TYPE_CHECKING:
    from withhold.judge.policies.lexicon import Lexicon

_DENIES = frozenset({Polarity.PROMISES_NOT, Polarity.FORBIDS, Polarity.NONE})


def clause(text: str, lexicon: Lexicon) -> Clause:
    """Judge a sentence on its own: a rule for readers and a promise are no training."""
    tongue = lexicon.of(text)
    told = clause_of(text, tongue)
    if not speaks(text, tongue) or told.polarity in _DENIES:
        return replace(told, trains_on_user_data=False)
    return replace(told, trains_on_user_data=not binds(text, "", "", tongue))
