"""What is wrong with a fact, and where does every fact stand?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from withhold.catalogue.document import Document, Steps
    from withhold.model.fact import Facts, PlatformFacts


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with one fact: which rule, where (`file:line`), what, and the mend."""

    rule: str
    where: str
    what: str
    do: str

    def __str__(self) -> str:
        """Give the problem as one line, as compilers do."""
        return f"{self.where}: {self.what} {self.do} [{self.rule}]"


@dataclass(frozen=True, slots=True)
class Value:
    """One value of the facts and where it stands: platform, file, the steps to it."""

    slug: str
    part: str
    steps: Steps
    value: object

    @property
    def key(self) -> str:
        """The last key on the way to the value."""
        return next((str(step) for step in reversed(self.steps) if isinstance(step, str)), "")


@dataclass(frozen=True, slots=True)
class Look:
    """What a lint looks at: the facts, and the lines they stand on."""

    facts: Facts
    documents: Mapping[str, Document]

    def where(self, slug: str, part: str, *steps: str | int) -> str:
        """Return `file:line` of a value in a platform's file."""
        return self.documents[f"platforms/{slug}/{part}.yaml"].where(steps)

    def platforms(self) -> Iterator[tuple[str, PlatformFacts]]:
        """Yield every platform with its slug."""
        yield from self.facts.platforms.items()

    def values(self) -> Iterator[Value]:
        """Yield every value of every platform, structures before what is in them."""
        for slug, known in self.platforms():
            yield from _within(slug, "platform", (), known.platform)
            for part in ("uses", "controls", "recipes", "policies", "exports"):
                yield from _within(slug, part, (part,), getattr(known, part))


def _within(slug: str, part: str, steps: Steps, value: object) -> Iterator[Value]:
    yield Value(slug, part, steps, value)
    if isinstance(value, msgspec.Struct):
        pairs: list[tuple[str | int, object]] = [
            (name, getattr(value, name)) for name in value.__struct_fields__
        ]
    elif isinstance(value, dict):
        pairs = list(value.items())
    elif isinstance(value, list):
        pairs = list(enumerate(value))
    else:
        return
    for step, each in pairs:
        yield from _within(slug, part, (*steps, step), each)
