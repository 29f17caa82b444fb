"""What follows from facts and observations? Results of a run, verdicts per use, things to do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from withhold.model.observation import Declaration, Reason, State, Stranger
from withhold.model.terms import Extent


@dataclass(frozen=True, slots=True)
class Result:
    """The final word of a run on one control of one account.

    `changed`: a click was sent, whatever the proof says. `detail` is for the person. `read_at` is
    None where no page was looked at.
    """

    control: str
    platform: str
    account: str
    state: State
    reason: Reason | None
    detail: str
    changed: bool
    declared: Declaration | None
    read_at: datetime | None
    url: str
    label: str | None
    recipe: str
    evidence: tuple[str, ...]
    adopted: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """All of one run: the results, the strangers met, and whether it was cut short."""

    run: str
    results: tuple[Result, ...]
    strangers: tuple[Stranger, ...]
    interrupted: bool = False


class Standing(StrEnum):
    """How a control stands for a person, all evidence together."""

    PROVED = "proved"
    DECLARED = "declared"
    ALLOWED = "allowed"
    UNKNOWN = "unknown"
    SENT = "sent"
    ACKNOWLEDGED = "acknowledged"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    OVERDUE = "overdue"
    NOT_SENT = "not-sent"
    DRIFTED = "drifted"


@dataclass(frozen=True, slots=True)
class ControlStanding:
    """One control's standing, since when, and how it is known."""

    control: str
    account: str
    standing: Standing
    since: str | None
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """What one control does to a use, and how it stands."""

    standing: ControlStanding
    extent: Extent


class UseState(StrEnum):
    """What is so of a use, for this person, now.

    `off`: a control that stops it wholly is proved or declared withheld; `partly`: only part of
    it; `on`: nothing stops it; `unknown`: we cannot tell; `not-by-default`: never on here.
    """

    OFF = "off"
    PARTLY = "partly"
    ON = "on"
    UNKNOWN = "unknown"
    NOT_BY_DEFAULT = "not-by-default"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The verdict on one use for one account: what is off, by which control, and what stays on."""

    use: str
    account: str
    state: UseState
    parts: tuple[Part, ...]
    observed: bool
    """True where the decisive control was read by us; False where it rests on the person's word."""
