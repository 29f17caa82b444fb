"""What does a change mean, given the passages that bear it?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from withhold.judge.policies.dates import effective_date, status
from withhold.judge.policies.kinds import direction, weighed
from withhold.judge.policies.summary import summary
from withhold.model.policy import Judgement, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from withhold.judge.policies.lexicon import Tongue
    from withhold.judge.policies.steps import Step
    from withhold.model.policy import Clause, Passage

_OF_WHAT_CAME = frozenset({Kind.WIDER_DATA, Kind.NEW_USE})
"""Kinds told by the data that only the new text names."""


def described(passages: Sequence[Passage], *, after: str, before: str, tongue: Tongue) -> Judgement:
    """Say what a change means; `after` and `before` are the whole texts, read for their dates."""
    borne = weighed(passages, tongue)
    kinds = tuple(borne)
    clauses = [step.told for steps in borne.values() for step in steps]
    return Judgement(
        change=True,
        kinds=kinds,
        direction=direction(kinds),
        data_kinds=_united(clause.data_kinds for clause in clauses),
        who=_who(clauses),
        effective_date=effective_date(after, before, tongue),
        status=status(after, before, tongue),
        passages=tuple(passages),
        summary=_summary(kinds[0], borne[kinds[0]]),
    )


def _summary(kind: Kind, steps: Sequence[Step]) -> str:
    """Tell the weightiest kind alone: what only another kind is about would be told wrongly."""
    named = [step.gained if kind in _OF_WHAT_CAME else step.told.data_kinds for step in steps]
    return summary(kind, _united(named), _who([step.told for step in steps]))


def _united(named: Iterable[Sequence[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(kind for kinds in named for kind in kinds))


def _who(clauses: Sequence[Clause]) -> str | None:
    """Name all who train, in one order, so that the same change is always told alike."""
    named = {who for clause in clauses for who in (clause.who or "").split(" and ") if who}
    return " and ".join(who for who in ("provider", "third-party", "user") if who in named) or None
