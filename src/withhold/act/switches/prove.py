"""What does the fresh read after a click prove?"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from withhold.act.switches.switch import Outcome
from withhold.model.observation import Look, Position, Reason, State

if TYPE_CHECKING:
    from withhold.model.action import PlanItem


def proved(item: PlanItem, proof: Look) -> Look:
    """Judge the fresh read: where it stands as wanted, as read; else `not-kept`, or its own reason.

    Nothing but `proof` is believed: not the click, not the page it was made on.
    """
    if proof.state is State.UNKNOWN or proof.position is item.to:
        return proof
    return replace(proof, reason=Reason.NOT_KEPT)


def unproved(before: Look, outcome: Outcome) -> Look:
    """Say what is known when pressing did not end in a page that could be read afresh."""
    reason = Reason.UNEXPECTED_DIALOG if outcome is Outcome.DIALOG else Reason.UNRECOGNISED
    return replace(before, state=State.UNKNOWN, reason=reason, position=Position.UNKNOWN)
