"""Which members does a ZIP list, without believing what it says of itself?

Read here and not by zipfile because a hostile list must not fill the memory: zipfile keeps a
kilobyte for each member, and says nothing of members that overlap, by which a small file unpacks
to any size.
"""

from __future__ import annotations

import stat
import struct
from array import array
from dataclasses import dataclass, field
from itertools import pairwise
from typing import BinaryIO, Final

from withhold.observe.archives.names import Problems, clean, litter
from withhold.observe.archives.unread import Unreadable

MEMBERS: Final = 500_000
"""Of one archive: a heavy user's has 200,000, and each costs some 200 bytes of memory."""
RATIO: Final = 250
"""How many times larger a text may get: people's exports get 10 to 40 times, bombs 1,000 times."""
UNSUSPECTED: Final = 64 * 1024 * 1024
"""Bytes up to which a single member may be as repetitive as it likes."""
TOTAL: Final = 1 << 40
"""Bytes of a whole archive, unpacked: platforms cut theirs at 50 GB."""

_WHOLE: Final = 1 << 30  # bytes up to which nothing is asked of a whole archive
_END: Final = struct.Struct("<4s4H2LH")
_LOCATOR: Final = struct.Struct("<4sLQL")
_END64: Final = struct.Struct("<4sQ2H2L4Q")
_ENTRY: Final = struct.Struct("<4s6H3L5H2L")
_TAIL: Final = _END.size + 0xFFFF
_LOCAL: Final = 30  # bytes of a member's own header, without its name
_FULL, _FULL16 = 0xFFFFFFFF, 0xFFFF
_ENCRYPTED, _UTF8 = 0x1, 0x800
_UNIX: Final = 3


def _longs() -> array[int]:
    return array("Q")


def _shorts() -> array[int]:
    return array("H")


@dataclass(slots=True)
class Directory:
    """The members of a ZIP that may be read, each known by its number."""

    names: list[str] = field(default_factory=list)
    offsets: array[int] = field(default_factory=_longs)
    packed: array[int] = field(default_factory=_longs)
    sizes: array[int] = field(default_factory=_longs)
    seals: array[int] = field(default_factory=_longs)  # CRC-32
    methods: array[int] = field(default_factory=_shorts)
    flags: array[int] = field(default_factory=_shorts)

    def add(self, name: str, begin: int, entry: _Entry) -> None:
        """Take up a member; `begin`: where its own header stands in the file."""
        self.names.append(name)
        self.offsets.append(begin)
        self.packed.append(entry.packed)
        self.sizes.append(entry.size)
        self.seals.append(entry.seal)
        self.methods.append(entry.method)
        self.flags.append(entry.flags)

    def encrypted(self, number: int) -> bool:
        """Say whether a member is locked by a password."""
        return bool(self.flags[number] & _ENCRYPTED)


@dataclass(frozen=True, slots=True)
class _Where:
    begin: int
    count: int
    shift: int  # bytes that stand before the ZIP, as in a self-extracting one


def listed(file: BinaryIO, problems: Problems) -> Directory:
    """Read the list; what is unsafe of it is noted and left out. Raises Unreadable."""
    where = _where(file)
    if where.count > MEMBERS:
        raise Unreadable("too-many", f"{where.count}")
    found, spans = Directory(), array("Q")
    file.seek(where.begin)
    for _ in range(where.count):
        entry = _entry(file)
        begin = entry.offset + where.shift
        spans.extend((begin, begin + _LOCAL + len(entry.name) + entry.packed))
        if (name := _allowed(entry, problems)) is not None:
            found.add(name, begin, entry)
    _apart(spans, where.begin)
    _plausible(found)
    locked = sum(map(found.encrypted, range(len(found.names))))
    if locked:
        problems.note("encrypted", "", f"{locked} of {len(found.names)}")
    return found


@dataclass(frozen=True, slots=True)
class _Entry:
    name: bytes
    flags: int
    method: int
    seal: int
    packed: int
    size: int
    offset: int
    mode: int


def _entry(file: BinaryIO) -> _Entry:
    """Read the next entry of the list."""
    head = file.read(_ENTRY.size)
    if len(head) < _ENTRY.size or head[:4] != b"PK\1\2":
        raise Unreadable("damaged", "directory")
    (_, made, _, flags, method, _, _, seal, packed, size, length, extras, comment, disk, _, mode,
     offset) = _ENTRY.unpack(head)  # fmt: skip
    name, extra = file.read(length), file.read(extras)
    file.seek(comment, 1)
    if disk and disk != _FULL16:
        raise Unreadable("split")
    if _FULL in {size, packed, offset}:
        size, packed, offset = _large(extra, size, packed, offset)
    return _Entry(
        name, flags, method, seal, packed, size, offset, mode >> 16 if made >> 8 == _UNIX else 0
    )


def _large(extra: bytes, *small: int) -> tuple[int, int, int]:
    """Take from the extra field the numbers that do not fit into the entry."""
    while len(extra) >= 4:  # noqa: PLR2004 - two bytes that name a field, two of its length
        kind, length = struct.unpack_from("<2H", extra)
        if kind == 1:
            numbers = iter(struct.unpack_from(f"<{min(length, len(extra) - 4) // 8}Q", extra, 4))
            size, packed, offset = (
                next(numbers, each) if each == _FULL else each for each in small
            )
            return size, packed, offset
        extra = extra[4 + length :]
    size, packed, offset = small
    return size, packed, offset


def _allowed(entry: _Entry, problems: Problems) -> str | None:
    """Give the name under which a member may be read; None if it may not, or is a folder."""
    written = _text(entry)
    if written.endswith(("/", "\\")):
        return None
    name = clean(written)
    kind = stat.S_IFMT(entry.mode)
    if name is None:
        problems.note("name", written)
    elif stat.S_ISLNK(kind):
        problems.note("link", name)
    elif kind and not stat.S_ISREG(kind):
        problems.note("special", name)
    elif not litter(name):
        return name
    return None


def _text(entry: _Entry) -> str:
    """Decode a name: UTF-8 with or without the flag that says so, else the old one of DOS."""
    try:
        return entry.name.decode("utf-8")
    except UnicodeDecodeError:
        return entry.name.decode("utf-8" if entry.flags & _UTF8 else "cp437", "replace")


def _apart(spans: array[int], limit: int) -> None:
    """Refuse members that share bytes: no archiver makes them, bombs are made of them."""
    order = sorted(range(0, len(spans), 2), key=spans.__getitem__)
    if any(spans[one + 1] > spans[other] for one, other in pairwise(order)):
        raise Unreadable("overlap")
    if order and spans[order[-1] + 1] > limit:
        raise Unreadable("damaged", "directory")


def _plausible(found: Directory) -> None:
    """Refuse what gets larger than any export, as a whole."""
    total, packed = sum(found.sizes), sum(found.packed)
    if total > TOTAL:
        raise Unreadable("too-large", f"{total}")
    if total > _WHOLE and total > RATIO * packed:
        raise Unreadable("ratio", f"{total // max(1, packed)}")


def _where(file: BinaryIO) -> _Where:
    """Find the list's place by the mark at the file's end."""
    size = file.seek(0, 2)
    begin = max(0, size - _TAIL)
    file.seek(begin)
    tail = file.read(_TAIL)
    at = tail.rfind(b"PK\5\6")
    if at < 0 or len(tail) - at < _END.size:
        file.seek(0)
        raise Unreadable("truncated" if file.read(4) == b"PK\3\4" else "not-zip")
    _, disk, first, here, count, length, offset, _ = _END.unpack_from(tail, at)
    end = begin + at
    if _FULL in {length, offset} or _FULL16 in {count, disk}:
        disk, first, here, count, length, offset, end = _where64(file, end)
    if disk or first or here != count:
        raise Unreadable("split")
    if end < length + offset:
        raise Unreadable("truncated")
    return _Where(end - length, count, end - length - offset)


def _where64(file: BinaryIO, end: int) -> tuple[int, int, int, int, int, int, int]:
    """Read the larger mark that stands before the small one where numbers do not fit."""
    file.seek(max(0, end - _LOCATOR.size))
    locator = file.read(_LOCATOR.size)
    file.seek(max(0, end - _LOCATOR.size - _END64.size))
    mark = file.read(_END64.size)
    if len(locator) < _LOCATOR.size or locator[:4] != b"PK\6\7" or mark[:4] != b"PK\6\6":
        raise Unreadable("damaged", "directory")
    if _LOCATOR.unpack(locator)[3] > 1:
        raise Unreadable("split")
    _, _, _, _, disk, first, here, count, length, offset = _END64.unpack(mark)
    return disk, first, here, count, length, offset, end - _LOCATOR.size - _END64.size
