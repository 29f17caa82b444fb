"""How is a sentence written once and said in any language?

The text is the English sentence and the key of its translation; values are put in afterwards, so
that nothing from outside is ever taken for a sentence of ours.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from withhold.model.terms import Prose


@dataclass(frozen=True, slots=True)
class Day:
    """A day, a month or a year, as the facts and the ledger write it: `2024-09-18`, `2024`."""

    text: str


@dataclass(frozen=True, slots=True)
class Words:
    """Text of the facts, by language."""

    prose: Prose


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence of the interface. With `many`, `count` decides between one and many."""

    text: str
    values: Mapping[str, object] = field(default_factory=dict)
    many: str = ""
    count: int = 0


def say(text: str, **values: object) -> Message:
    """Write a sentence; values may be texts, numbers, days, words of the facts or messages."""
    return Message(text, values)


def say_many(one: str, many: str, count: int, **values: object) -> Message:
    """Write a sentence about a number of things; `{count}` is the number."""
    return Message(one, {"count": count, **values}, many, count)
