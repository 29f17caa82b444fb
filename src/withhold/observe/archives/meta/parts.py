"""Which folders hold one export, and what is each of its files called?

An export comes in several parts, each with its own wrapper folder or in a folder of the person's.
Parts of one export never hold the same file, and two exports nearly always do: so folders whose
names differ in a number at most, and which share no file, are parts of one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files as resources
from typing import Protocol, TypeVar

from withhold.model.exposure import Known
from withhold.observe.archives.format import Files
from withhold.observe.archives.meta.media import is_medium

_APOSTROPHES = str.maketrans("’‘ʼ'", "____")
_NUMBER = re.compile(r"(?:(?<=_)|(?<=/))\d+(?=\.(?:json|html)$)")
_COUNTING = "0123456789()_-. "
_PARTS = ("part", "teil", "parte", "partie", "deel")
_TRIES = 16  # exports a folder is compared with, of those whose names are alike


@dataclass(frozen=True, slots=True)
class Part:
    """A file of an export: its path, and its name below the folder the export begins in."""

    path: str
    name: str


Roots = tuple[str, ...]
"""The folders of one export's parts, the first of them its own."""
Jobs = Mapping[str, Sequence[Part]]
"""The files to be read, by what is to be done with them."""


class Sight(Protocol):
    """What is seen of an export while its files are named one after another."""

    def see(self, files: Files, part: Part) -> None:
        """Take notice of one."""
        ...


S = TypeVar("S", bound=Sight)


@dataclass(slots=True)
class Exports:
    """The exports in some files, and to which of them a file belongs: to the deepest around it."""

    files: Files
    groups: Sequence[Roots]
    _roots: dict[str, int] = field(init=False)
    _folders: dict[str, str | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._roots = {root: n for n, roots in enumerate(self.groups) for root in roots}

    def look(self, make: Callable[[], S]) -> list[S]:
        """Show each export's files to a sight of its own, in one going through."""
        sights = [make() for _ in self.groups]
        for path in self.files.paths:
            root = self._root(path)
            if root is not None:
                sights[self._roots[root]].see(self.files, Part(path, path[len(root) :]))
        return sights

    def parts(self, first: str) -> Iterator[Part]:
        """Give the files of the export that begins in a folder."""
        wanted = self._roots.get(first)
        for path in self.files.paths:
            root = self._root(path)
            if root is not None and self._roots[root] == wanted:
                yield Part(path, path[len(root) :])

    def _root(self, path: str) -> str | None:
        folder = path[: path.rfind("/") + 1]
        if folder not in self._folders:
            around = folder
            while around and around not in self._roots:
                around = around[: around.rfind("/", 0, -1) + 1]
            self._folders[folder] = around if around in self._roots else None
        return self._folders[folder]


def begin(files: Files, root: Callable[[str], str | None]) -> Exports:
    """Find the folders in which exports begin; `root` tells of a path in which one it lies.

    A picture's name tells nothing, so of all in one folder one is asked.
    """
    names: dict[str, set[str]] = {}
    folders: set[str] = set()
    for path in files.paths:
        if is_medium(path):
            folder = path.rpartition("/")[0]
            if folder in folders:
                continue
            folders.add(folder)
        place = root(path)
        if place is not None:
            held = names.setdefault(place, set())
            if path.endswith((".json", ".html")):
                held.add(path[len(place) :])
    return Exports(files, _join(names))


def sort(
    export: Iterator[Part], jobs: defaultdict[str, list[Part]], job: Callable[[Part], str]
) -> Iterator[Known]:
    """Put files to the jobs they are for; tell of those that hold nothing to be read: `known`."""
    for part in export:
        what = "known" if is_medium(part.name) else job(part)
        if what == "known":
            yield Known(part.path)
        elif what:
            jobs[what].append(part)


def plain(name: str) -> str:
    """Write a file's name as lists of names have it: any apostrophe is `_`, a number is `#`."""
    return _NUMBER.sub("#", name.translate(_APOSTROPHES).lower())


def holds(files: Files, part: Part, ending: str) -> bool:
    """Tell whether a file begins as what its ending says: `json` or `html`."""
    start = files.head(part.path, 64).lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    return start in ({b"[", b"{"} if ending == "json" else {b"<"})


@cache
def listed(package: str) -> frozenset[str]:
    """Give the names of files that are known and hold nothing that counts, from `names.txt`."""
    lines = resources(package).joinpath("names.txt").read_text("utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def _join(places: Mapping[str, set[str]]) -> list[Roots]:
    groups: list[tuple[list[str], set[str]]] = []
    alike: defaultdict[str, list[tuple[list[str], set[str]]]] = defaultdict(list)
    for place, names in places.items():
        stem = _stem(place)
        for roots, held in alike[stem][-_TRIES:]:
            if held.isdisjoint(names):
                roots.append(place)
                held.update(names)
                break
        else:
            alike[stem].append(([place], set(names)))
            groups.append(alike[stem][-1])
    return [tuple(roots) for roots, _ in groups]


def _stem(root: str) -> str:
    """Take from a folder's name what only counts: `part1`, `export (2)`."""
    name = root.rstrip("/").rpartition("/")[2].lower().rstrip(_COUNTING)
    for word in _PARTS:
        name = name.removesuffix(word).rstrip(_COUNTING)
    return name
