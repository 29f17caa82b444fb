"""Does one sentence, by itself, say that people's data is trained on?"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from withhold.judge.policies.roles import clause_of
from withhold.model.policy import Clause, Polarity

if TYPE_CHECKING:
    from withhold.judge.policies.training import Lexicon


def clause(text: str, lexicon: Lexicon) -> Clause:
    """Judge a sentence on its own: a rule for readers and a promise are no training."""
    told = clause_of(text)
    trains = lexicon.speaks(text) and not lexicon.binds(text, "", "") and not _denies(text, lexicon)
    if not trains:
        return replace(told, trains_on_user_data=False)
    polarity = Polarity.ALLOWS if told.polarity is Polarity.NONE else told.polarity
    return replace(told, trains_on_user_data=True, polarity=polarity)


def _denies(text: str, lexicon: Lexicon) -> bool:
    """Tell a promise not to; where there is a way out, there is a use to get out of."""
    return bool(lexicon.found("negation", text)) and not lexicon.found("way_out", text)
