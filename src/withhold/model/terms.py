"""Which words do the fact files use? Their dates, ids, regions and enumerations.

`Prose` is text for people by language; English is always there.
Dates are text: a day, a month or a year (`2024-09-18`, `2024-09`, `2024`).
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct

Prose = dict[str, str]
PartialDate = Annotated[str, Meta(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")]
Day = Annotated[str, Meta(pattern=r"^\d{4}-\d{2}-\d{2}$")]
Language = Annotated[str, Meta(pattern=r"^[a-z]{2}$")]
Slug = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]*$")]
ControlId = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$")]
Region = Annotated[str, Meta(pattern=r"^(WORLD|EEA|EU|[A-Z]{2})$")]
"""`WORLD` (everywhere not named otherwise), `EEA`, `EU` or an ISO 3166 country."""


class Fact(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The base of every structure in a fact file."""


class Confidence(StrEnum):
    """How sure we are; a fact of low confidence says so and is never opened or clicked."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class UrlStatus(StrEnum):
    """`current`: linked by the operator or two independent sources; `unverified`: never opened."""

    CURRENT = "current"
    HISTORIC = "historic"
    UNVERIFIED = "unverified"


class Kind(StrEnum):
    """What a control is."""

    SWITCH = "switch"
    CHOICE = "choice"
    FORM = "form"
    PRIVACY = "privacy"
    DELETION = "deletion"
    LETTER = "letter"
    NONE = "none"


class Effect(StrEnum):
    """What a control acts on."""

    TRAINING = "training"
    PRIVACY = "privacy"
    MEMORY = "memory"
    SHARING = "sharing"
    LIKENESS = "likeness"
    DELETION = "deletion"


class DataStatus(StrEnum):
    """Whether a use takes a kind of data."""

    USED = "used"
    EXCLUDED = "excluded"
    UNCLEAR = "unclear"


class DefaultState(StrEnum):
    """What holds for somebody who never did anything."""

    ON = "on"
    OFF = "off"
    NOT_OFFERED = "not-offered"
    UNTIL_OBJECTED = "until-objected"
    NO_WAY_OUT = "no-way-out"
    UNKNOWN = "unknown"


class Polarity(StrEnum):
    """What ON permits: `allows` lets the use happen, `protects` keeps it away."""

    ALLOWS = "allows"
    PROTECTS = "protects"


class Extent(StrEnum):
    """How much of a use a control stops."""

    WHOLLY = "wholly"
    PARTLY = "partly"


class Hides(StrEnum):
    """Which posts a privacy control shows to chosen people only."""

    PAST = "past"
    NEW = "new"


class Audience(StrEnum):
    """Whom a route serves."""

    MEMBERS = "members"
    NON_MEMBERS = "non-members"
    ANYONE = "anyone"


class RouteKind(StrEnum):
    """How a route is taken."""

    FORM = "form"
    EMAIL = "email"
    POST = "post"
    REGULATOR = "regulator"


class Every(StrEnum):
    """How often the person wants things looked at again."""

    WEEKLY = "weekly"
    MONTHLY = "monthly"
