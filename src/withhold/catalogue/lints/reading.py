"""Is every control read before it is clicked, and again after?

Why: nothing is changed that was not read, and nothing is proved but by reading. So a recipe opens
first and reads last, once, and a change begins with the one click.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import UNSET

from withhold.catalogue.lints.problem import Problem
from withhold.model.recipe import Open, Read, Set
from withhold.model.terms import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from withhold.catalogue.lints.problem import Look
    from withhold.model.fact import Control
    from withhold.model.recipe import Recipe

_CLICKED = {Kind.SWITCH, Kind.CHOICE, Kind.PRIVACY}


def check(look: Look) -> Iterator[Problem]:
    """Yield recipes that do not open first and read last, or that change what is no switch."""
    for slug, known in look.platforms():
        controls = {control.id: control for control in known.controls}
        for place, recipe in enumerate(known.recipes):
            for key, what, do in _wrong(recipe, controls.get(recipe.control)):
                where = look.where(slug, "recipes", "recipes", place, key)
                yield Problem("reading", where, what, do)


def _wrong(recipe: Recipe, control: Control | None) -> Iterator[tuple[str, str, str]]:
    kinds = [type(step) for step in recipe.read]
    if not kinds or kinds[0] is not Open or kinds[-1] is not Read:
        yield "read", "The recipe does not open first and read last.", "Put them so."
    elif kinds.count(Read) > 1 or kinds.count(Open) > 1:
        yield "read", "The recipe opens or reads more than once.", "Keep one of each."
    if recipe.change is not UNSET and [type(step) for step in recipe.change].count(Set) != 1:
        yield "change", "A change has exactly one click on the control.", "Keep one `set`."
    if recipe.change not in (UNSET, []) and not isinstance(recipe.change[0], Set):
        yield "change", "A change begins with something else than its click.", "Begin with `set`."
    if control and (control.kind not in _CLICKED or control.surfaces.web.available is not True):
        yield "control", f"{control.id} is no switch on the web.", "Leave the recipe out."
    if control and recipe.change is not UNSET and not control.restorable:
        yield "change", f"{control.id} cannot be set back.", "Leave the change to the person."
