"""Which formats are there, what does each recognise, and what does nobody know?

A module or package in this folder that holds `FORMAT` is one: nothing lists them, and none is
imported before an archive is looked at.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from withhold.model.exposure import Known, Note, Record
from withhold.observe import archives
from withhold.observe.archives.format import Files, Format, Found
from withhold.observe.archives.names import media

_NAMING = frozenset({Known, Note})
"""The records that name a file."""
MOST: Final = 100
"""Exports of one platform in one place: who has more of them lays out a trap."""


@dataclass(frozen=True, slots=True)
class Sight:
    """An export that a format recognised."""

    format: Format
    found: Found

    @property
    def platform(self) -> str:
        """Say whose it is."""
        return self.format.platform


@dataclass(slots=True)
class Reading:
    """What a format tells of an export; once it was gone through, which files it knew as well."""

    files: Files
    sight: Sight
    known: set[str] = field(default_factory=set)

    def __iter__(self) -> Iterator[Record]:
        """Go through it."""
        for record in self.sight.format.read(self.files, self.sight.found):
            if type(record) in _NAMING:
                self.known.add(record.path)  # type: ignore[union-attr]  # both have one
            yield record


@dataclass(frozen=True, slots=True)
class Rest:
    """What nobody read of an export: files that no format knows, and how many media there are."""

    unrecognised: Sequence[tuple[str, int]] = ()
    media: int = 0
    bytes: int = 0


@cache
def formats() -> Sequence[Format]:
    """Give all formats, in the order of their names."""
    found = sorted(each.name for each in pkgutil.iter_modules(archives.__path__))
    modules = [importlib.import_module(f"{archives.__name__}.{name}") for name in found]
    return [module.FORMAT for module in modules if hasattr(module, "FORMAT")]


def sights(files: Files, known: Sequence[Format] | None = None) -> Sequence[Sight]:
    """Ask each format which exports are in some files."""
    asked = formats() if known is None else known
    return [Sight(each, found) for each in asked for found in each.find(files)[:MOST]]


def recognised(files: Files) -> bool:
    """Say whether any format recognises something."""
    return any(each.find(files) for each in formats())


def rests(
    files: Files, seen: Sequence[Sight], known: Collection[str]
) -> Mapping[Sight | None, Rest]:
    """Tell what no format knew, by the export it lies in; what lies in none, under None."""
    deepest = sorted(seen, key=lambda each: -len(each.found.root))
    strange: dict[Sight | None, list[tuple[str, int]]] = defaultdict(list)
    pictures: dict[Sight | None, list[int]] = defaultdict(list)
    for path in files.paths:
        if path in known:
            continue
        home = next((each for each in deepest if path.startswith(each.found.root)), None)
        if home is not None and media(path):
            pictures[home].append(files.size(path))
        else:
            strange[home].append((path, files.size(path)))
    return {
        home: Rest(strange[home], len(pictures[home]), sum(pictures[home]))
        for home in [*seen, *([None] if strange[None] else [])]
    }
