"""Does everything that names another fact name one that exists?

Why: the verdict is given per use, by the controls that stop it. A name that leads nowhere, or a
use that no control stops, would leave the person without an answer. A use that nothing stops
needs a control of kind `none` that says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from withhold.catalogue.errors import nearest
from withhold.catalogue.lints.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from withhold.catalogue.lints.problem import Look
    from withhold.model.fact import PlatformFacts

Named = tuple[str, tuple[str | int, ...], str]
"""Which file, the steps in it, and the id named there."""


def check(look: Look) -> Iterator[Problem]:
    """Yield ids that lead nowhere, stand twice or belong elsewhere, and uses that nothing stops."""
    everything = {control.id for _, known in look.platforms() for control in known.controls}
    for slug, known in look.platforms():
        uses = {use.id for use in known.uses}
        own = {control.id for control in known.controls}
        yield from _lost(look, slug, _stopped(known), uses)
        yield from _lost(look, slug, _also(known), everything)
        yield from _lost(look, slug, _recipes(known), own)
        yield from _misplaced(look, slug, known)
        yield from _unstopped(look, slug, known)


def _lost(look: Look, slug: str, named: Iterator[Named], known: set[str]) -> Iterator[Problem]:
    for part, steps, name in named:
        if name not in known:
            where = look.where(slug, part, *steps)
            yield Problem("links", where, f"There is no `{name}`.", nearest(name, known))


def _stopped(known: PlatformFacts) -> Iterator[Named]:
    for place, control in enumerate(known.controls):
        for number, stop in enumerate(control.stops):
            yield "controls", ("controls", place, "stops", number, "use"), stop.use


def _also(known: PlatformFacts) -> Iterator[Named]:
    for place, control in enumerate(known.controls):
        for number, name in enumerate(control.also):
            yield "controls", ("controls", place, "also", number), name


def _recipes(known: PlatformFacts) -> Iterator[Named]:
    for place, recipe in enumerate(known.recipes):
        yield "recipes", ("recipes", place, "control"), recipe.control


def _ids(known: PlatformFacts) -> Iterator[Named]:
    for place, use in enumerate(known.uses):
        yield "uses", ("uses", place, "id"), use.id
    for place, control in enumerate(known.controls):
        yield "controls", ("controls", place, "id"), control.id
    yield from _recipes(known)


def _misplaced(look: Look, slug: str, known: PlatformFacts) -> Iterator[Problem]:
    seen: set[tuple[str, str]] = set()
    for part, steps, name in _ids(known):
        where = look.where(slug, part, *steps)
        if not name.startswith(f"{slug}."):
            yield Problem("links", where, f"`{name}` is not of {slug}.", f"Begin it `{slug}.`.")
        if (part, name) in seen:
            yield Problem("links", where, f"`{name}` stands here twice.", "Keep one.")
        seen.add((part, name))


def _unstopped(look: Look, slug: str, known: PlatformFacts) -> Iterator[Problem]:
    stopped = {stop.use for control in known.controls for stop in control.stops}
    for place, use in enumerate(known.uses):
        if use.id not in stopped:
            yield Problem(
                "links",
                look.where(slug, "uses", "uses", place, "id"),
                f"No control stops {use.id}.",
                "Add one; if there is none, one of kind `none` that says so.",
            )
