"""Which folders hold one export, and what is each of its files called?

An export comes in several parts, each with its own wrapper folder or in a folder of the person's.
Parts of one export never hold the same file, and two exports nearly always do: so folders whose
names differ in a number at most, and which share no file, are parts of one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files as resources

from withhold.observe.archives.format import Files
from withhold.observe.archives.meta.media import is_medium

_PART = re.compile(r"[\s_\-(.]*(?:part|teil|parte|partie|deel)?[\s_\-(.]*\d*\)?$", re.IGNORECASE)
_APOSTROPHES = str.maketrans("’‘ʼ'", "____")
_NUMBER = re.compile(r"(?:(?<=_)|(?<=/))\d+(?=\.(?:json|html)$)")


@dataclass(frozen=True, slots=True)
class Part:
    """A file of an export: its path, and its name below the folder the export begins in."""

    path: str
    name: str


Roots = tuple[str, ...]
"""The folders of one export's parts, the first of them its own."""


def begin(files: Files, root: Callable[[str], str | None]) -> list[Roots]:
    """Group the folders in which exports begin; `root` tells of a path in which one it lies.

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
    return _join(names)


def parts(files: Files, roots: Roots, groups: Sequence[Roots]) -> Iterator[Part]:
    """Give the files of one export; those below a deeper folder of another are that one's."""
    order = sorted({each for group in groups for each in group} | set(roots), key=len, reverse=True)
    for path in files.paths:
        root = next((each for each in order if path.startswith(each)), None)
        if root is not None and root in roots:
            yield Part(path, path[len(root) :])


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


def _join(places: dict[str, set[str]]) -> list[Roots]:
    groups: list[tuple[list[str], set[str]]] = []
    for place, names in places.items():
        for roots, held in groups:
            if _stem(roots[0]) == _stem(place) and held.isdisjoint(names):
                roots.append(place)
                held.update(names)
                break
        else:
            groups.append(([place], set(names)))
    return [tuple(roots) for roots, _ in groups]


def _stem(root: str) -> str:
    return _PART.sub("", root.rstrip("/").rpartition("/")[2])
