"""What is staged at one address, and where does each of its switches stand now?"""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from withhold.model.observation import Position
from withhold.practice.behaviour import Row, Save
from withhold.practice.scenes import Scene
from withhold.practice.texts import row_label, texts

FRAME = "frame"
_IN_FRAME = "role-switch"
_BESIDE_FRAME = "labelled-checkbox"
_NO_SWITCH = (Row.SENTENCE, Row.HEADING)


@dataclass(frozen=True, slots=True)
class Placed:
    """One row of a page: a switch, or (with a layout of its own) only words."""

    id: str
    label: str
    layout: str
    disabled: bool = False
    hidden: bool = False


@dataclass(slots=True)
class Case:
    """One staged address. The first scene drives the page; others only add their control."""

    number: int
    scenes: tuple[Scene, ...]
    positions: dict[str, Position] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Put every switch where it starts."""
        for place, _ in enumerate(texts(self.lead.lang).neighbours):
            self.positions[_neighbour(place)] = Position.ON if place % 2 == 0 else Position.OFF
        for scene in self.scenes:
            self.positions |= {_row_id(scene, row): scene.start for row in scene.behaviour.rows}

    @property
    def lead(self) -> Scene:
        """The scene that says how the page acts."""
        return self.scenes[0]

    @property
    def address(self) -> tuple[str, str]:
        """Host and path."""
        parts = urlsplit(self.lead.subject.url)
        return parts.hostname or "", parts.path

    @property
    def framed(self) -> bool:
        """Whether the controls stand in a frame of their own."""
        return self.lead.layout == FRAME

    def control_rows(self) -> list[Placed]:
        """Return the rows of interest."""
        return [_placed(scene, row) for scene in self.scenes for row in scene.behaviour.rows]

    def neighbour_rows(self) -> list[Placed]:
        """Return unrelated switches, built like the control."""
        layout = _BESIDE_FRAME if self.framed else self.lead.layout
        words = texts(self.lead.lang).neighbours
        return [Placed(_neighbour(place), word, layout) for place, word in enumerate(words)]

    def write(self, control: str, value: Position) -> int:
        """Take a change as this page's server does; return the HTTP status it answers with."""
        match self.lead.behaviour.save:
            case Save.REFUSED:
                return 500
            case Save.FORBIDDEN:
                return 403
            case Save.REVERTED:
                return 200
            case Save.KEPT:
                self.positions[control] = value
                return 200


def _placed(scene: Scene, row: Row) -> Placed:
    layout = f"only-{row}" if row in _NO_SWITCH else scene.layout
    return Placed(
        _row_id(scene, row),
        row_label(row, scene.subject.labels[scene.lang]),
        _IN_FRAME if layout == FRAME else layout,
        disabled=scene.behaviour.disabled and row is Row.CONTROL,
        hidden=row is Row.HIDDEN_COPY,
    )


def _row_id(scene: Scene, row: Row) -> str:
    return scene.subject.control if row is Row.CONTROL else f"{scene.subject.control}#{row}"


def _neighbour(place: int) -> str:
    return f"neighbour#{place + 1}"
