"""What does a change of a policy put in doubt, and what is to be done about it? The nouns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Do(StrEnum):
    """What is to be done about a change."""

    NOTHING = "nothing"
    CHECK = "check-again"
    OBJECT = "object"
    DECIDE = "decide"


class Rule(StrEnum):
    """By which rule that was said; each has a sentence of its own in `report.doubts`."""

    NO_CHANGE = "no-change"
    MUTED = "muted"
    NO_FACTS = "no-facts"
    NOT_YOURS = "not-yours"
    LESS = "less"
    NEUTRAL = "neutral"
    ANNOUNCED = "announced"
    RENEWED = "renewed"
    PROOF_OLDER = "proof-older"
    NOT_SEEN = "not-seen"
    WAY_OUT = "way-out"
    OBJECTION_OLDER = "objection-older"
    NOT_COVERED = "not-covered"
    NO_WAY = "no-way"


@dataclass(frozen=True, slots=True)
class Proof:
    """What the person has against a use: a reading that shows it off, or an objection sent.

    `asked`: it was sent to somebody, and no page proves it.
    """

    control: str
    account: str
    at: datetime
    asked: bool = False


@dataclass(frozen=True, slots=True)
class Doubt:
    """What one change puts in doubt at one platform, and what to do.

    `facts`: ids of uses and controls that were last checked before it. `proofs` are older than it
    and no longer show enough. `by`: the day until which there is time to decide. `on`: controls
    and ways to object that the deed is about.
    """

    platform: str
    do: Do
    rule: Rule
    facts: tuple[str, ...] = ()
    proofs: tuple[Proof, ...] = ()
    by: str | None = None
    on: tuple[str, ...] = ()
