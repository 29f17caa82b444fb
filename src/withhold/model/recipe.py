"""How is one control found, read, set and read again on a page? The shapes of recipes."""

from __future__ import annotations

from typing import Annotated

from msgspec import UNSET, Meta, Struct, UnsetType

from withhold.model.terms import ControlId, Fact, Polarity


class Step(Struct, frozen=True, forbid_unknown_fields=True, tag_field="do"):
    """One step of a recipe."""


class Open(Step, frozen=True, tag="open"):
    """Open the recipe's address in a fresh page."""

    url: Annotated[str, Meta(pattern=r"^https://")]


class Reveal(Step, frozen=True, tag="reveal"):
    """Unfold a tab or disclosure that carries one of these labels; nothing else is ever clicked."""

    labels: dict[str, list[str]]


class Read(Step, frozen=True, tag="read"):
    """Find the control by its `toggle` labels, and read it."""


class Set(Step, frozen=True, tag="set"):
    """Bring the control to this position, with one click."""

    to: Annotated[str, Meta(pattern=r"^(on|off)$")]


class Confirm(Step, frozen=True, tag="confirm"):
    """If this dialog opens, press this button in it; any other dialog stops the change.

    `dialog` and `button` are exact words by language; both must be in the same dialog.
    """

    dialog: dict[str, list[str]]
    button: dict[str, list[str]]


ReadStep = Open | Reveal | Read
ChangeStep = Set | Confirm


class Handle(Fact, frozen=True):
    """Where a page shows whose account this is.

    The accessible name or text of a button, link or heading called `within` is searched for
    `pattern` (one group: the handle).
    """

    within: dict[str, list[str]]
    pattern: str


class Recipe(Fact, frozen=True):
    """How to find, read, set and re-read one control on a page."""

    control: ControlId
    version: Annotated[int, Meta(ge=1)]
    origins: Annotated[list[str], Meta(min_length=1)]
    on_means: Polarity
    read: list[ReadStep]
    confirmed_live: Annotated[str, Meta(pattern=r"^(never|\d{4}-\d{2}-\d{2})$")]
    change: list[ChangeStep] | UnsetType = UNSET
    handle: Handle | None = None
    not_offered: dict[str, list[str]] = {}
    """Sentences with which this page says that it does not offer the control."""


class Recipes(Fact, frozen=True):
    """`recipes.yaml`."""

    format: Annotated[int, Meta(ge=1, le=1)]
    recipes: list[Recipe]
