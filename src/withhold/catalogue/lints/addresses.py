"""Does every recipe open an address that somebody vouches for?

Why: an address from a single guess may lead anywhere; a program must not go there by itself.
Addresses marked unverified or historic are for people to read about, never for a recipe.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from withhold.catalogue.lints.problem import Problem
from withhold.model.recipe import Open
from withhold.model.terms import UrlStatus

if TYPE_CHECKING:
    from collections.abc import Iterator

    from withhold.catalogue.lints.problem import Look


def check(look: Look) -> Iterator[Problem]:
    """Yield recipes that open anything but a current web address of their control."""
    for slug, known in look.platforms():
        current = {
            (control.id, each.url)
            for control in known.controls
            for each in control.surfaces.web.urls
            if each.status is UrlStatus.CURRENT
        }
        for place, recipe in enumerate(known.recipes):
            for number, step in enumerate(recipe.read):
                if isinstance(step, Open) and (recipe.control, step.url) not in current:
                    yield Problem(
                        "addresses",
                        look.where(slug, "recipes", "recipes", place, "read", number, "url"),
                        f"The recipe opens {step.url}, no current web address of the control.",
                        "Open an address the control lists as current, or leave the recipe out.",
                    )
