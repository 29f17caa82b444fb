"""How does a folder become one stream, and a stream a folder again?

The stream is a plain tar of files and folders, made piece by piece. What comes out of a stream is
not trusted: only names that Withhold gives at the top, no way out, no links, nothing twice. Marks
that browsers leave of who runs on a profile, and sockets, are left out; another link is refused,
for what it leads to would stay readable.
"""

from __future__ import annotations

import os
import stat
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from withhold.kernel import durable
from withhold.kernel.paths import PRIVATE_FILE, PRIVATE_FOLDER, is_personal
from withhold.vault.errors import HomeBusy, NotPlain

PIECE = 256 * 1024
_MARKS = frozenset({"SingletonLock", "SingletonCookie", "SingletonSocket", "RunningChromeVersion"})
_END = bytes(tarfile.RECORDSIZE)


class BadPack(Exception):
    """The stream is no pack of ours."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One file or folder as it was when it was looked at; `name` is relative to the home."""

    name: str
    mode: int
    size: int
    mtime_ns: int

    @property
    def is_folder(self) -> bool:
        """Say which of the two."""
        return stat.S_ISDIR(self.mode)


def entries(root: Path) -> Iterator[Entry]:
    """List what is personal, folders before what is in them; raises NotPlain."""
    for name in sorted(os.listdir(root)):  # noqa: PTH208 - names, as they stand on the disk
        if is_personal(name):
            yield from _walk(root, name)


def _walk(root: Path, name: str) -> Iterator[Entry]:
    path = root / name
    seen = path.lstat()
    if stat.S_ISDIR(seen.st_mode):
        yield Entry(name, seen.st_mode, 0, 0)
        for inner in sorted(os.listdir(path)):  # noqa: PTH208 - likewise
            yield from _walk(root, f"{name}/{inner}")
    elif stat.S_ISREG(seen.st_mode):
        yield Entry(name, seen.st_mode, seen.st_size, seen.st_mtime_ns)
    elif stat.S_ISLNK(seen.st_mode) and path.name not in _MARKS:
        raise NotPlain(
            "A link in your home leads elsewhere; what lies there would stay readable.",
            where=str(path),
            do="Put the thing itself in the place of the link, then try again.",
        )


def packed(root: Path, these: Iterator[Entry]) -> Iterator[bytes]:
    """Give the stream, piece by piece; raises HomeBusy if a file changes meanwhile."""
    for entry in these:
        yield _head(entry)
        if not entry.is_folder:
            yield from _content(root, entry)
    yield _END


def _head(entry: Entry) -> bytes:
    info = tarfile.TarInfo(entry.name)
    info.type = tarfile.DIRTYPE if entry.is_folder else tarfile.REGTYPE
    info.mode = PRIVATE_FOLDER if entry.is_folder else PRIVATE_FILE | entry.mode & stat.S_IXUSR
    info.size = entry.size
    info.mtime = entry.mtime_ns // 1_000_000_000
    return info.tobuf(tarfile.PAX_FORMAT, "utf-8", "surrogateescape")


def _content(root: Path, entry: Entry) -> Iterator[bytes]:
    left = entry.size
    with (root / entry.name).open("rb") as file:
        while left and (piece := file.read(min(PIECE, left))):
            left -= len(piece)
            yield piece
    if left:
        raise changed(root / entry.name)
    yield bytes(-entry.size % tarfile.BLOCKSIZE)


def changed(path: Path) -> HomeBusy:
    """Return the error for a file that changed while it was read."""
    return HomeBusy(
        "Something in your home changed while it was being closed; it stays open.",
        where=str(path),
        do="Wait until nothing of Withhold runs, then try again.",
    )


def unpacked(stream: BinaryIO, folder: Path) -> None:
    """Unpack a stream into a fresh folder, everything on disk; raises BadPack."""
    folders = [folder]
    try:
        with tarfile.open(fileobj=stream, mode="r|", bufsize=PIECE) as tar:
            for member in tar:
                target = folder / _checked(member)
                if member.isdir():
                    target.mkdir(mode=PRIVATE_FOLDER)
                    folders.append(target)
                else:
                    _place(tar, member, target)
    except (tarfile.TarError, ValueError, FileExistsError, FileNotFoundError) as error:
        raise BadPack from error
    for made in reversed(folders):
        durable.sync_folder(made)


def _checked(member: tarfile.TarInfo) -> str:
    parts = PurePosixPath(member.name).parts
    ordinary = member.isdir() or member.type == tarfile.REGTYPE
    if not ordinary or not parts or ".." in parts or not is_personal(parts[0]):
        raise BadPack
    if os.sep != "/" and any(os.sep in part or ":" in part for part in parts):
        raise BadPack
    return member.name


def _place(tar: tarfile.TarFile, member: tarfile.TarInfo, target: Path) -> None:
    source = tar.extractfile(member)
    if source is None:
        raise BadPack
    mode = PRIVATE_FILE | member.mode & stat.S_IXUSR
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with open(descriptor, "wb") as file:  # noqa: PTH123 - from a descriptor made private
        while piece := source.read(PIECE):
            file.write(piece)
        file.flush()
        durable.sync(file.fileno())
    os.utime(target, (member.mtime, member.mtime))
