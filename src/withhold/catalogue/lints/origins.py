"""Does a recipe stay where it says it goes?

Why: a final address outside the origins is a foreign page, where nothing may be read or clicked;
a recipe that begins outside its own origins could never end well.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from withhold.catalogue.lints.problem import Problem
from withhold.model.recipe import Open

if TYPE_CHECKING:
    from collections.abc import Iterator

    from withhold.catalogue.lints.problem import Look

_ORIGIN = re.compile(r"https://[a-z0-9-]+(\.[a-z0-9-]+)+")


def check(look: Look) -> Iterator[Problem]:
    """Yield origins that are none, and addresses that a recipe opens outside its origins."""
    for slug, known in look.platforms():
        for place, recipe in enumerate(known.recipes):
            for number, origin in enumerate(recipe.origins):
                if not _ORIGIN.fullmatch(origin):
                    yield Problem(
                        "origins",
                        look.where(slug, "recipes", "recipes", place, "origins", number),
                        f"“{origin}” is no origin.",
                        "Write https:// and the host, nothing after it.",
                    )
            for number, step in enumerate(recipe.read):
                if isinstance(step, Open) and _origin(step.url) not in recipe.origins:
                    yield Problem(
                        "origins",
                        look.where(slug, "recipes", "recipes", place, "read", number, "url"),
                        f"{step.url} is on none of the recipe's origins.",
                        "Open an address on one of them.",
                    )


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
