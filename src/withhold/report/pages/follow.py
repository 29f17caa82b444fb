"""Which step comes now, when somebody follows one thing to do, one step a screen?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from withhold.report.pages.message import Message, say
from withhold.report.pages.platform import DEVICE_NAMES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from withhold.model.terms import Prose
    from withhold.report.pages.todo import Card

WAY = "way"
"""The steps of a form or a route, which are the same on every device."""
ENGLISH = "en"
_NAMES = {**DEVICE_NAMES, WAY: say("The way to it")}


@dataclass(frozen=True, slots=True)
class Step:
    """What to do in one step, and the language it is written in."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Following:
    """One screen. `step` is None on the last one, which asks for the person's word.

    `number` counts from one; `total` is the number of steps. `labels`: the words to look for.
    """

    card: Card
    device: str
    label: Message
    number: int
    total: int
    step: Step | None
    labels: tuple[tuple[str, str], ...]


def devices(card: Card) -> tuple[tuple[str, Message], ...]:
    """Name the ways that can be followed a step at a time."""
    names = (*card.devices, *((WAY,) if card.path else ()))
    return tuple((name, _NAMES[name]) for name in names)


def follow(card: Card, device: str, number: int, language: str) -> Following | None:
    """Give one screen, in a language where there is one; None where there is no such screen."""
    steps = _steps(card, device, language)
    if not steps or not 1 <= number <= len(steps) + 1:
        return None
    step = steps[number - 1] if number <= len(steps) else None
    labels = _labels(card, language) if step else ()
    return Following(card, device, _NAMES[device], number, len(steps), step, labels)


def written(path: Mapping[str, Sequence[str]], language: str) -> tuple[Step, ...]:
    """Give a way in a language, else in English, else as it is there."""
    chosen = next((each for each in (language, ENGLISH) if path.get(each)), next(iter(path), ""))
    return tuple(Step(text, chosen) for text in path.get(chosen, ()))


def in_words(prose: Prose, language: str) -> Step:
    """Give one sentence of the facts in a language, else in English."""
    chosen = language if prose.get(language) else ENGLISH
    return Step(prose.get(chosen, ""), chosen)


def _steps(card: Card, device: str, language: str) -> tuple[Step, ...]:
    if device == WAY:
        return tuple(in_words(each, language) for each in card.path)
    surfaces = dict(zip(card.devices, (surface for _, surface in card.steps), strict=True))
    return written(surfaces[device].path, language) if device in surfaces else ()


def _labels(card: Card, language: str) -> tuple[tuple[str, str], ...]:
    """Choose the words in the person's language and in English; all, where there are neither."""
    own = [each for each in card.labels if each[0] in {language, ENGLISH}]
    return tuple(dict.fromkeys(own or card.labels))
