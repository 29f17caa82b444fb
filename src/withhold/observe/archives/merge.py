"""Which files does an export hold that came in several parts?"""

from __future__ import annotations

import hashlib
from array import array
from bisect import bisect_left
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import BinaryIO, Final

from withhold.observe.archives.meter import Meter
from withhold.observe.archives.names import Problems, extension, media
from withhold.observe.archives.part import Part
from withhold.observe.archives.unread import Unreadable

_PART: Final = 32  # bits of a file's number within its part
_NUMBER: Final = (1 << _PART) - 1
_TOLD: Final = frozenset({".json", ".js", ".csv"})  # each part may have its own cover page


class Merged:
    """The files of all parts under one list of paths: what `format.Files` asks for."""

    def __init__(
        self, parts: Sequence[Part], renamed: Sequence[Callable[[str], str]], problems: Problems
    ) -> None:
        """Put together the parts; `renamed` gives, for each, what a path in it is in the whole.

        Of several files with the same path and different contents, the one in the largest part is
        taken (LinkedIn's complete archive repeats the basic one), and a problem tells it.
        """
        self.meter = Meter()
        self._parts = parts
        ordered = sorted(range(len(parts)), key=lambda each: -_weight(parts[each]))
        names: list[str] = []
        places = array("Q")
        for index in ordered:
            names.extend(map(renamed[index], parts[index].names))
            places.extend((index << _PART) | number for number in range(len(parts[index].names)))
        self._places = array("Q")
        self.paths: Sequence[str] = self._joined(names, places, problems)
        self.meter.total = sum(self.size(path) for path in self.paths if not media(path))

    def _joined(
        self, names: Sequence[str], places: array[int], problems: Problems
    ) -> Sequence[str]:
        paths: list[str] = []
        for each in sorted(range(len(names)), key=names.__getitem__):  # equal ones stay in order
            if paths and paths[-1] == names[each]:
                if extension(paths[-1]) in _TOLD and not self._same(self._places[-1], places[each]):
                    problems.note("twice", paths[-1])
                continue
            paths.append(names[each])
            self._places.append(places[each])
        return paths

    def size(self, path: str) -> int:
        """Say how many bytes a file has, unpacked."""
        part, number = self._find(path)
        return part.size(number)

    def open(self, path: str) -> AbstractContextManager[BinaryIO]:
        """Open one for reading from its beginning; raises Unreadable, also later, when read."""
        part, number = self._find(path)
        return part.open(number, self.meter)

    def head(self, path: str, size: int = 4096) -> bytes:
        """Give its first bytes; nothing where it cannot be read."""
        part, number = self._find(path)
        try:
            with part.open(number, Meter()) as stream:
                return stream.read(size)
        except Unreadable:
            return b""

    def fingerprint(self) -> str:
        """Give a digest by which the same files are known again: of names, sizes and checksums."""
        digest = hashlib.sha256()
        for path, place in zip(self.paths, self._places, strict=True):
            part, number = self._parts[place >> _PART], place & _NUMBER
            digest.update(f"{path}\0{part.size(number)}\0{part.seal(number)}\n".encode())
        return digest.hexdigest()

    def _find(self, path: str) -> tuple[Part, int]:
        at = bisect_left(self.paths, path)
        if at == len(self.paths) or self.paths[at] != path:
            raise KeyError(path)
        place = self._places[at]
        return self._parts[place >> _PART], place & _NUMBER

    def _same(self, one: int, other: int) -> bool:
        first, second = self._parts[one >> _PART], self._parts[other >> _PART]
        return first.size(one & _NUMBER) == second.size(other & _NUMBER) and (
            first.seal(one & _NUMBER) == second.seal(other & _NUMBER)
        )


def _weight(part: Part) -> int:
    return sum(part.size(number) for number in range(len(part.names)))
