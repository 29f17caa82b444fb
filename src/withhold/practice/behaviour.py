"""How can a settings page act, and what is the right answer to it?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from withhold.model.observation import Reason, State


class Arrival(StrEnum):
    """What answers at the control's address."""

    PAGE = "page"
    SIGN_IN = "sign-in"
    CHALLENGE = "challenge"
    ELSEWHERE = "elsewhere"
    BROKEN = "broken"
    SILENT = "silent"


class Body(StrEnum):
    """What the page holds below its heading."""

    SETTINGS = "settings"
    BLANK = "blank"
    SKELETON = "skeleton"
    CHALLENGE = "challenge"
    NOT_OFFERED = "not-offered"


class Row(StrEnum):
    """One switch of interest on the page; unrelated neighbours are always there too."""

    CONTROL = "control"
    LOOK_ALIKE = "look-alike"
    INVERTED = "inverted"
    INVERTED_SHORT = "inverted-short"
    COPY = "copy"
    HIDDEN_COPY = "hidden-copy"
    STRANGER = "stranger"
    SENTENCE = "sentence"
    """No switch: the label within a sentence."""
    HEADING = "heading"
    """No switch: the label as a heading, above switches of other names."""


class Save(StrEnum):
    """What the server does when it is told of a change."""

    KEPT = "kept"
    REFUSED = "refused"
    FORBIDDEN = "forbidden"
    REVERTED = "reverted"


class Overlay(StrEnum):
    """What lies over the page when it arrives."""

    NONE = "none"
    SIGN_IN = "sign-in"
    DIALOG = "dialog"
    COOKIE_WALL = "cookie-wall"
    COOKIE_BAR = "cookie-bar"


class Need(StrEnum):
    """What a recipe must have for a behaviour to make sense."""

    NOTHING = "nothing"
    CONFIRMATION = "confirmation"
    HANDLE = "handle"


@dataclass(frozen=True, slots=True)
class Expected:
    """The right answer to `off`: the state, its reason, how many writes reach the server.

    `clicked` says whether a click is sent at all. Writes are those of the control itself; of
    anything else there must be none, ever.
    """

    state: State
    reason: Reason | None
    writes: int
    clicked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Behaviour:
    """How a page acts.

    `script` is handed to the page's own script (times in milliseconds), `layouts` narrows the
    layouts it can be shown in and `excludes` leaves some out; `placed` is False where no switch is
    seen or the layout means nothing.
    `patient` pages may cost a reader its whole deadline. `answers_after` and `rows_after` are
    seconds.
    """

    name: str
    expected: Expected
    row: str = ""
    rows: tuple[Row, ...] = (Row.CONTROL,)
    starts: State = State.ALLOWED
    arrival: Arrival = Arrival.PAGE
    body: Body = Body.SETTINGS
    overlay: Overlay = Overlay.NONE
    save: Save = Save.KEPT
    answers_after: float = 0
    rows_after: float = 0
    disabled: bool = False
    stranger_handle: bool = False
    patient: bool = False
    placed: bool = True
    layouts: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    needs: Need = Need.NOTHING
    script: Mapping[str, str | int] = field(default_factory=dict)

    @property
    def benign(self) -> bool:
        """Whether the control can be proved withheld here."""
        return self.expected.state is State.WITHHELD

    def takes(self, layout: str) -> bool:
        """Whether it can be shown in this layout."""
        return layout not in self.excludes and (not self.layouts or layout in self.layouts)
