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

    def __str__(self) -> str:
        """Write it as it is kept."""
        return self.text


@dataclass(frozen=True, slots=True)
class Words:
    """Text of the facts, by language."""

    prose: Prose

    def __str__(self) -> str:
        """Give the English, which is always there."""
        return self.prose.get("en", "")


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence of the interface. With `many`, `count` decides between one and many."""

    text: str
    values: Mapping[str, object] = field(default_factory=dict)
    many: str = ""
    count: int = 0

    def __str__(self) -> str:
        """Say it in English, as a terminal does."""
        text = self.many if self.many and self.count != 1 else self.text
        return text.format(**self.values)


def say(text: str, **values: object) -> Message:
    """Write a sentence; values may be texts, numbers, days, words of the facts or messages."""
    return Message(text, values)


def say_many(one: str, many: str, count: int, **values: object) -> Message:
    """Write a sentence about a number of things; `{count}` is the number."""
    return Message(one, {"count": count, **values}, many, count)
