"""Is the reason short enough to be read?

Why: it stands beside a switch the person is about to move; what is longer than 400 characters is
skipped.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from withhold.catalogue.lints.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from withhold.catalogue.lints.problem import Look

LONGEST = 400


def check(look: Look) -> Iterator[Problem]:
    """Yield reasons of more than 400 characters, in any language."""
    for slug, known in look.platforms():
        for place, control in enumerate(known.controls):
            for language, text in control.why.items():
                if len(text) > LONGEST:
                    yield Problem(
                        "length",
                        look.where(slug, "controls", "controls", place, "why", language),
                        f"`why` has {len(text)} characters, {LONGEST} at most.",
                        "Say it shorter; details belong in `covers` and `note`.",
                    )
