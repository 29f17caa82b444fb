"""Does a recipe bring its control to the side that protects?

Why: on protects in some places and permits in others. One wrong word here would switch training on
for everybody who runs the recipe.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import UNSET

from withhold.catalogue.lints.problem import Problem
from withhold.model.recipe import Set
from withhold.model.terms import Polarity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from withhold.catalogue.lints.problem import Look
    from withhold.model.recipe import Recipe

_PROTECTS = {Polarity.ALLOWS: "off", Polarity.PROTECTS: "on"}


def check(look: Look) -> Iterator[Problem]:
    """Yield recipes whose polarity, target and the control's protective side disagree."""
    for slug, known in look.platforms():
        protective = {control.id: control.protective for control in known.controls}
        for place, recipe in enumerate(known.recipes):
            side = _PROTECTS[recipe.on_means]
            if protective.get(recipe.control, side) != side:
                yield Problem(
                    "polarity",
                    look.where(slug, "recipes", "recipes", place, "on_means"),
                    f"On {recipe.on_means} here, but {recipe.control} protects when"
                    f" {protective[recipe.control]}.",
                    "Put `on_means` or the control's `protective` right.",
                )
            for number in _astray(recipe, side):
                yield Problem(
                    "polarity",
                    look.where(slug, "recipes", "recipes", place, "change", number, "to"),
                    "This would switch to the side that permits.",
                    f"Write `to: {side}`.",
                )


def _astray(recipe: Recipe, side: str) -> list[int]:
    steps = [] if recipe.change is UNSET else recipe.change
    return [n for n, step in enumerate(steps) if isinstance(step, Set) and step.to != side]
