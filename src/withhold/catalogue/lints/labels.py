"""Does every label mean one control only?

Why: a control is found by its label alone. Were a label shared, the wrong switch might be read or
clicked; were it shared by controls of opposite polarity, off would become on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from withhold.catalogue.ask import TOGGLE
from withhold.catalogue.lints.problem import Problem
from withhold.kernel.text import normalise

if TYPE_CHECKING:
    from collections.abc import Iterator

    from withhold.catalogue.lints.problem import Look
    from withhold.model.fact import PlatformFacts

Place = tuple[int, int, str, str, bool]
"""Which control, which of its labels, the control's id, the words, and whether as a prefix."""


def check(look: Look) -> Iterator[Problem]:
    """Yield toggle labels that also match another control, or stand twice on one."""
    for slug, known in look.platforms():
        seen: list[Place] = []
        for place in _places(known):
            for other in seen:
                if _same(place, other):
                    yield _problem(look.where(slug, "controls", *_steps(place)), place, other)
            seen.append(place)


def _places(known: PlatformFacts) -> Iterator[Place]:
    for number, control in enumerate(known.controls):
        for position, label in enumerate(control.labels):
            if label.role == TOGGLE:
                yield number, position, control.id, normalise(label.text), label.prefix


def _same(one: Place, other: Place) -> bool:
    if one[3] == other[3]:
        return True
    if one[2] == other[2]:
        return False
    long, short = sorted((one, other), key=lambda place: -len(place[3]))
    return short[4] and long[3].startswith(short[3])


def _steps(place: Place) -> tuple[str | int, ...]:
    return ("controls", place[0], "labels", place[1], "text")


def _problem(where: str, place: Place, other: Place) -> Problem:
    twice = place[2] == other[2]
    what = "This label stands here twice." if twice else f"This label is {other[2]}'s as well."
    do = "Keep one, with the whole span of time." if twice else "Take it from one of the two."
    return Problem("labels", where, what, do)
