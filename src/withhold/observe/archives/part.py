"""Which files does one ZIP or one folder hold, and how is each opened?"""

from __future__ import annotations

import hashlib
import os
from array import array
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final, Protocol, cast

from withhold.observe.archives.directory import MEMBERS, TOTAL, Directory, listed
from withhold.observe.archives.member import unpacked
from withhold.observe.archives.meter import Meter
from withhold.observe.archives.names import Problems, clean, extension, litter
from withhold.observe.archives.ordinary import inside, named
from withhold.observe.archives.unread import Unreadable

_DEEPEST: Final = 40  # folders in one another
_SEALED: Final = frozenset({".json", ".js", ".csv"})
_SHORT: Final = 1024 * 1024  # bytes of a file whose content is looked at to know it again


class Part(Protocol):
    """A container of files, each known by its number."""

    @property
    def path(self) -> Path:
        """Where it is on the person's machine."""
        ...

    @property
    def names(self) -> Sequence[str]:
        """The files' paths in it, by number."""
        ...

    def size(self, number: int) -> int:
        """Say how many bytes a file has, unpacked."""
        ...

    def seal(self, number: int) -> int:
        """Give a number that differs where contents do; 0 where that would cost too much."""
        ...

    def open(self, number: int, meter: Meter) -> AbstractContextManager[BinaryIO]:
        """Open a file for reading; raises Unreadable, also later, when read."""
        ...


@dataclass(frozen=True, slots=True)
class Zip:
    """A ZIP: opened anew for each file, so that nothing stays open."""

    path: Path
    listing: Directory

    @property
    def names(self) -> Sequence[str]:
        """Give the members that may be read."""
        return self.listing.names

    def size(self, number: int) -> int:
        """Give what the ZIP says; no more than that is ever unpacked."""
        return self.listing.sizes[number]

    def seal(self, number: int) -> int:
        """Give the CRC."""
        return self.listing.seals[number]

    def open(self, number: int, meter: Meter) -> AbstractContextManager[BinaryIO]:
        """Unpack while reading."""
        return unpacked(self.path, self.listing, number, meter)


@dataclass(frozen=True, slots=True)
class Folder:
    """An unpacked folder; links, devices and pipes in it are never opened."""

    path: Path
    names: Sequence[str]
    sizes: array[int]
    written: Sequence[str]  # the paths as the file system has them

    def only(self, numbers: Sequence[int]) -> Folder:
        """Leave out all files but these."""
        return Folder(
            self.path,
            [self.names[number] for number in numbers],
            array("Q", (self.sizes[number] for number in numbers)),
            [self.written[number] for number in numbers],
        )

    def size(self, number: int) -> int:
        """Give the file's size when it was listed."""
        return self.sizes[number]

    def seal(self, number: int) -> int:
        """Give a digest of a short text; no more of the others than size and name."""
        if self.sizes[number] > _SHORT or extension(self.names[number]) not in _SEALED:
            return 0
        try:
            with self.open(number, Meter()) as stream:
                digest = hashlib.sha256(stream.read(_SHORT)).digest()
        except Unreadable:
            return 0
        return int.from_bytes(digest[:8], "big")

    @contextmanager
    def open(self, number: int, meter: Meter) -> Iterator[BinaryIO]:
        """Open an ordinary file, and nothing that took its place since."""
        with inside(self.path / self.written[number]) as file:
            yield cast("BinaryIO", _Counted(file, meter))


class _Counted:
    """A file that says how far it was read, and Unreadable where the disc fails."""

    def __init__(self, file: BinaryIO, meter: Meter) -> None:
        self._file = file
        self._meter = meter

    def read(self, size: int = -1) -> bytes:
        try:
            piece = self._file.read(size)
        except OSError as error:
            raise Unreadable("damaged") from error
        self._meter.done += len(piece)
        return piece


def zipped(path: Path, problems: Problems) -> Zip:
    """List a ZIP; raises Unreadable."""
    with named(path) as file:
        try:
            found = Zip(path, listed(file, problems))
        except OSError as error:
            raise Unreadable("damaged") from error
    if found.names and all(extension(name) == ".zip" for name in found.names):
        raise Unreadable("nested", f"{len(found.names)}")
    return found


def folder(path: Path, problems: Problems) -> Folder:
    """List a folder, without following any link out of it; raises Unreadable."""
    written: list[str] = []
    names: list[str] = []
    sizes = array("Q")
    waiting = [""]
    while waiting:
        inside = waiting.pop()
        for entry in _entries(path, inside, problems):
            where = f"{inside}{entry.name}"
            if _enters(entry, where, problems):
                waiting.append(f"{where}/")
            elif (name := _readable(entry, where, problems)) is not None:
                written.append(where)
                names.append(name)
                sizes.append(entry.stat(follow_symlinks=False).st_size)
        if len(names) + len(waiting) > MEMBERS:
            raise Unreadable("too-many", f"more than {MEMBERS}")
    if sum(sizes) > TOTAL:
        raise Unreadable("too-large", f"{sum(sizes)}")
    return Folder(path, names, sizes, written)


def _entries(path: Path, inside: str, problems: Problems) -> Sequence[os.DirEntry[str]]:
    try:
        with os.scandir(path / inside) as entries:
            return sorted(entries, key=lambda each: each.name)
    except OSError:
        problems.note("denied", inside.rstrip("/"))
        return ()


def _enters(entry: os.DirEntry[str], where: str, problems: Problems) -> bool:
    """Say whether an entry is a folder to be looked into."""
    if not entry.is_dir(follow_symlinks=False) or entry.name == "__MACOSX":
        return False
    if where.count("/") < _DEEPEST:
        return True
    problems.note("name", where, "deep")
    return False


def _readable(entry: os.DirEntry[str], where: str, problems: Problems) -> str | None:
    """Give the name of an ordinary file; None of anything else, which is noted."""
    if litter(where) or entry.is_dir(follow_symlinks=False):
        return None
    name = clean(where)
    if entry.is_symlink():
        problems.note("link", where)
    elif not entry.is_file(follow_symlinks=False):
        problems.note("special", where)
    elif name is None:
        problems.note("name", where)
    else:
        return name
    return None
