"""Is nothing clicked that we are not sure of?

Why: a control of low confidence may be another one, or none; so it has no recipe, and a label of
low confidence is never what a recipe finds its control by.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from withhold.catalogue.ask import toggles
from withhold.catalogue.lints.problem import Problem
from withhold.model.terms import Confidence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from withhold.catalogue.lints.problem import Look


def check(look: Look) -> Iterator[Problem]:
    """Yield recipes of controls, or by labels, of low confidence."""
    for slug, known in look.platforms():
        controls = {control.id: control for control in known.controls}
        for place, recipe in enumerate(known.recipes):
            control = controls.get(recipe.control)
            if control is None:
                continue
            where = look.where(slug, "recipes", "recipes", place, "control")
            if control.confidence is Confidence.LOW:
                yield Problem(
                    "confidence",
                    where,
                    f"{control.id} is of low confidence and has a recipe.",
                    "Leave the recipe out until the control is better known.",
                )
            if any(label.confidence is Confidence.LOW for label in toggles(control)):
                yield Problem(
                    "confidence",
                    where,
                    f"{control.id} would be found by a label of low confidence.",
                    "Find a better source for the label, or give it another role.",
                )
