"""What stands on one practice page: which control, in which layout and language, acting how?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product as combinations
from pathlib import Path

from withhold.model.observation import Position
from withhold.practice.behaviour import Behaviour, Expected, Need
from withhold.practice.behaviours import BEHAVIOURS
from withhold.practice.subject import Subject

CORE_LAYOUTS = (
    "labelled-checkbox",
    "role-switch",
    "pressed-button",
    "unlabelled-row",
    "nested-label",
    "shadow-root",
    "frame",
)
"""The seven that every sweep covers."""

FURTHER_LAYOUTS = ("radio-pair", "hidden-input", "covered-box", "twofold")
"""As platforms' own component libraries build them."""

LAYOUTS = (*CORE_LAYOUTS, *FURTHER_LAYOUTS)

COMPONENT = "component:"
"""`component:NAME` is the layout `NAME.html` in the folder the server was given."""

HANDLE = "practice_person"
OTHER_HANDLE = "somebody_else"
"""The account names that pages show; the second one where the account is the wrong one."""


@dataclass(frozen=True, slots=True)
class Scene:
    """One control on a page, in one layout and language, with one behaviour."""

    subject: Subject
    layout: str
    behaviour: Behaviour
    lang: str

    @property
    def name(self) -> str:
        """Name the case, e.g. `x.grok_training/frame/plain/en`."""
        return f"{self.subject.control}/{self.layout}/{self.behaviour.name}/{self.lang}"

    @property
    def expected(self) -> Expected:
        """The right answer to `off`."""
        return self.behaviour.expected

    @property
    def start(self) -> Position:
        """Where the switch stands before anybody touches it."""
        return self.subject.position(self.behaviour.starts)

    @property
    def handle(self) -> str:
        """The account name this page shows."""
        return OTHER_HANDLE if self.behaviour.stranger_handle else HANDLE


def component_layouts(folder: Path) -> tuple[str, ...]:
    """Return the layouts that a folder of components adds, in stable order."""
    return tuple(f"{COMPONENT}{file.stem}" for file in sorted(folder.glob("*.html")))


def scene(
    subject: Subject,
    layout: str = LAYOUTS[0],
    *,
    behaviour: str = "plain",
    lang: str | None = None,
) -> Scene:
    """Return a scene by the names of its parts; the language is the subject's first if not said."""
    return Scene(subject, layout, BEHAVIOURS[behaviour], lang or next(iter(subject.labels)))


def scenes(subjects: Iterable[Subject], layouts: Iterable[str] = LAYOUTS) -> Iterator[Scene]:
    """Go through the full product: every control, layout, behaviour and language that fit."""
    chosen = tuple(layouts)
    for subject in subjects:
        parts = combinations(BEHAVIOURS.values(), chosen, subject.labels)
        for behaviour, layout, lang in parts:
            if _fits(subject, behaviour, layout=layout, first=chosen[0]):
                yield Scene(subject, layout, behaviour, lang)


def _fits(subject: Subject, behaviour: Behaviour, *, layout: str, first: str) -> bool:
    if not _met(subject, behaviour.needs):
        return False
    if not behaviour.placed:
        return layout == first
    return behaviour.takes(layout)


def _met(subject: Subject, need: Need) -> bool:
    if need is Need.CONFIRMATION:
        return subject.confirmation is not None
    if need is Need.HANDLE:
        return subject.recipe.handle is not None
    return True
