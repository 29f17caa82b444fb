"""What was seen, by whom, when? Readings, declarations, strangers, evidence. All immutable."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from withhold.model.terms import Polarity


class State(StrEnum):
    """The answer of a reading. `unknown` always has a reason."""

    ALLOWED = "allowed"
    WITHHELD = "withheld"
    UNKNOWN = "unknown"


class Reason(StrEnum):
    """Why a reading is unknown, or why it is allowed although something was tried. Stable codes."""

    SIGNED_OUT = "signed-out"
    CHALLENGE = "challenge"
    COOL_OFF = "cool-off"
    NOT_OFFERED = "not-offered"
    LOCKED = "locked"
    UNRECOGNISED = "unrecognised"
    AMBIGUOUS = "ambiguous"
    CONTRADICTORY = "contradictory"
    UNSTABLE = "unstable"
    UNREACHABLE = "unreachable"
    FOREIGN_ORIGIN = "foreign-origin"
    WRONG_ACCOUNT = "wrong-account"
    UNEXPECTED_DIALOG = "unexpected-dialog"
    NOT_KEPT = "not-kept"
    BY_HAND = "by-hand"
    KILLED = "killed"
    NO_BROWSER = "no-browser"
    BUSY = "busy"


class Position(StrEnum):
    """Where a switch stands, before anybody says what that means."""

    ON = "on"
    OFF = "off"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Stranger:
    """A switch that speaks of AI, training or models and that no fact describes."""

    platform: str
    url: str
    label: str
    state: Position


@dataclass(frozen=True, slots=True)
class Look:
    """The outcome of one look at one control on one fresh page.

    `detail` is a sentence for the person. `position` is where the switch stands, where it could be
    read. `label` is the label that matched. `adopted`: found by the person's own word.
    """

    state: State
    reason: Reason | None
    detail: str
    url: str
    label: str | None = None
    position: Position = Position.UNKNOWN
    strangers: tuple[Stranger, ...] = ()
    adopted: bool = False


@dataclass(frozen=True, slots=True)
class Capture:
    """Raw evidence of one look: what was on screen, cut to the control's own region.

    `screenshot` is a PNG, `tree` the accessibility tree as text (UTF-8); either may be absent.
    """

    screenshot: bytes | None
    tree: str | None
    whole_page: bool


class Phase(StrEnum):
    """Why a reading was made."""

    CHECK = "check"
    BEFORE = "before"
    PROOF = "proof"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What can be shown for a reading. Digests are lower-case SHA-256 in hex.

    `recipe` is `control@version`; `browser` its name and version; `arguments` those added by the
    person's settings, verbatim.
    """

    url: str
    read_at: datetime
    recipe: str
    browser: str
    arguments: tuple[str, ...]
    screenshot: str | None
    tree: str | None
    whole_page: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """One dated look at a control; always observed, never altered."""

    id: str
    run: str
    control: str
    account: str
    phase: Phase
    state: State
    reason: Reason | None
    detail: str
    position: Position
    read_at: datetime
    url: str
    label: str | None
    recipe: str
    adopted: bool
    practice: bool
    evidence: tuple[str, ...] = ()


class Word(StrEnum):
    """What a person can say of a control, a form or a letter."""

    WITHHELD = "withheld"
    ALLOWED = "allowed"
    SENT = "sent"
    ACKNOWLEDGED = "acknowledged"
    ACCEPTED = "accepted"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Declaration:
    """The person's word about a control; kept beside readings, never instead.

    `since` is a partial date (`2024`, `2024-09`, `2024-09-18`), or None for "from now".
    """

    id: str
    control: str
    account: str
    word: Word
    since: str | None
    said_at: datetime
    screenshot: str | None = None


@dataclass(frozen=True, slots=True)
class Adoption:
    """One switch on a page, taken for a control by the person: its label, and what ON means.

    `withdrawn`: the person took it back; from then on no adoption holds.
    """

    id: str
    control: str
    label: str
    on_means: Polarity
    adopted_at: datetime
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Account:
    """One of the person's accounts on a platform.

    `name` tells accounts of one platform apart (`default` where there is one); `handle` is what
    the page calls it; `added` is False for an account that only a named target implied.
    """

    platform: str
    name: str
    handle: str | None = field(default=None, repr=False)
    country: str | None = None
    added: bool = True

    @property
    def id(self) -> str:
        """`platform/name`."""
        return f"{self.platform}/{self.name}"
