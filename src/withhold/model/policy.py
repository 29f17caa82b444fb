"""What does a policy say about training, and what did a new version alter? The nouns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Kind(StrEnum):
    """In which ways a text about training changed; one change may be of several."""

    NEW_USE = "new_use"
    WIDER_DATA = "wider_data"
    NARROWER_DATA = "narrower_data"
    WIDER_PURPOSE = "wider_purpose"
    USE_REMOVED = "use_removed"
    LICENCE = "license_for_training"
    LEGAL_BASIS = "legal_basis"
    NEW_OPTOUT = "new_optout"
    OPTOUT_CHANGED = "optout_changed"
    OPTIN_TO_OPTOUT = "optin_to_optout"
    REGION_CARVEOUT = "region_carveout"
    THIRD_PARTY = "third_party_training"
    THIRD_PARTY_BAN = "third_party_training_ban"
    PROMISE_ADDED = "not_used_promise_added"
    PROMISE_WIDENED = "not_used_promise_widened"
    PROMISE_NARROWED = "not_used_promise_narrowed"
    PROMISE_REMOVED = "not_used_promise_removed"
    ANNOUNCEMENT = "announcement"
    NOTICE_REMOVED = "notice_removed"
    CLARIFICATION = "clarification"


class Direction(StrEnum):
    """Whether more or less of what people post is exposed to training than before."""

    MORE = "more"
    LESS = "less"
    NEUTRAL = "neutral"
    NONE = "none"


class Status(StrEnum):
    """Whether a change is announced for later, in effect by its own word, or made silently."""

    ANNOUNCED = "announced"
    IN_EFFECT = "in-effect"
    SILENT = "silent"


class Side(StrEnum):
    """Where a passage stands: only in the new text, only in the old one, or reworded."""

    ADDED = "added"
    REMOVED = "removed"
    REWORDED = "reworded"


class Polarity(StrEnum):
    """What a sentence about training does: allow it, promise against it, forbid it, or neither."""

    ALLOWS = "allows"
    PROMISES_NOT = "promises-not"
    FORBIDS = "forbids"
    WAY_OUT = "way-out"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Passage:
    """One sentence that bears a change; empty on the side where it does not stand."""

    side: Side
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a new version alters about training on people's data.

    `why` says why a capture cannot be judged, and is None where `readable`. Without a change,
    `direction` is none and `status` None. `effective_date` is a day (`2025-11-03`) where the text
    names one. `summary` is a sentence in plain words.
    """

    change: bool
    readable: bool = True
    why: str | None = None
    kinds: tuple[Kind, ...] = ()
    direction: Direction = Direction.NONE
    data_kinds: tuple[str, ...] = ()
    who: str | None = None
    effective_date: str | None = None
    status: Status | None = None
    passages: tuple[Passage, ...] = ()
    summary: str = ""


@dataclass(frozen=True, slots=True)
class Counted:
    """How many versions of a document a month has (`2024-09`).

    `why` they could not be judged; empty where they could.
    """

    service: str
    document: str
    month: str
    why: str
    count: int
    first: datetime
    last: datetime


@dataclass(frozen=True, slots=True)
class Turn:
    """One change of a document in short, by its id."""

    id: str
    service: str
    document: str
    after: datetime
    direction: Direction


@dataclass(frozen=True, slots=True)
class Clause:
    """What one sentence says about training. `who`: provider, third-party, user, or None."""

    trains_on_user_data: bool
    who: str | None
    data_kinds: tuple[str, ...]
    polarity: Polarity


@dataclass(frozen=True, slots=True)
class Version:
    """One recorded version of a document, its text as extracted.

    `technical`: only the rule by which the text is extracted changed, not the page.
    """

    service: str
    document: str
    at: datetime
    text: str
    technical: bool = False
