"""What are the bytes of one member of a ZIP, and not one more than it says?"""

from __future__ import annotations

import bz2
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final, Protocol, cast

from withhold.observe.archives.directory import RATIO, UNSUSPECTED, Directory
from withhold.observe.archives.meter import Meter
from withhold.observe.archives.ordinary import named
from withhold.observe.archives.unread import Unreadable

_PACKED: Final = 64 * 1024  # bytes read at a time
_HEADER: Final = 30
_STORED, _DEFLATED, _BZIP2 = 0, 8, 12
_OTHERS: Final = {9: "deflate64", 14: "lzma", 93: "zstd", 95: "xz", 98: "ppmd", 99: "aes"}


class _Unpacker(Protocol):
    def __call__(self, packed: bytes, room: int, /) -> bytes:
        """Unpack what is kept and what is new, up to `room` bytes."""
        ...


@contextmanager
def unpacked(path: Path, listing: Directory, number: int, meter: Meter) -> Iterator[BinaryIO]:
    """Open a member by its number; raises Unreadable, also later, when it is read."""
    _refuse(listing, number)
    with named(path) as file:
        file.seek(listing.offsets[number])
        head = file.read(_HEADER)
        if len(head) < _HEADER or head[:4] != b"PK\3\4":
            raise Unreadable("damaged")
        file.seek(int.from_bytes(head[26:28], "little") + int.from_bytes(head[28:30], "little"), 1)
        yield cast("BinaryIO", _Member(file, listing, number, meter))


def _refuse(listing: Directory, number: int) -> None:
    size, packed = listing.sizes[number], listing.packed[number]
    method = listing.methods[number]
    if listing.encrypted(number):
        raise Unreadable("encrypted")
    if method not in {_STORED, _DEFLATED, _BZIP2}:
        raise Unreadable("packing", _OTHERS.get(method, str(method)))
    if size > UNSUSPECTED and size > RATIO * packed:
        raise Unreadable("ratio", f"{size // max(1, packed)}")


class _Member(io.BufferedIOBase):
    """Unpacks while it is read; says at its end whether all was as it should be."""

    def __init__(self, file: BinaryIO, listing: Directory, number: int, meter: Meter) -> None:
        self._file = file
        self._packed = listing.packed[number]
        self._left = listing.sizes[number]
        self._seal = listing.seals[number]
        self._sum = 0
        self._meter = meter
        self._unpack = _unpacker(listing.methods[number])

    def readable(self) -> bool:
        return True

    def read(self, size: int | None = -1, /) -> bytes:
        wanted = self._left if size is None or size < 0 else min(size, self._left)
        pieces: list[bytes] = []
        while wanted:
            piece = self._next(wanted)
            if not piece:
                break
            pieces.append(piece)
            wanted -= len(piece)
        whole = b"".join(pieces)
        self._sum = zlib.crc32(whole, self._sum)
        self._left -= len(whole)
        self._meter.done += len(whole)
        if not whole and size != 0 and (self._left or self._sum != self._seal):
            raise Unreadable("damaged")
        return whole

    def _next(self, wanted: int) -> bytes:
        """Give some bytes, at most so many; none where there are no more."""
        piece = b""
        try:
            piece = self._unpack(b"", wanted)
            while not piece and self._packed:
                packed = self._file.read(min(_PACKED, self._packed))
                self._packed -= len(packed) or self._packed
                piece = self._unpack(packed, wanted)
        except (zlib.error, OSError, EOFError, ValueError) as error:
            raise Unreadable("damaged") from error
        return piece


def _unpacker(method: int) -> _Unpacker:
    if method == _DEFLATED:
        return _Inflater()
    return _Bunzipper() if method == _BZIP2 else _Plain()


class _Inflater:
    def __init__(self) -> None:
        self._inflate = zlib.decompressobj(-zlib.MAX_WBITS)

    def __call__(self, packed: bytes, room: int, /) -> bytes:
        kept = self._inflate.unconsumed_tail
        return self._inflate.decompress(kept + packed if kept else packed, room)


class _Bunzipper:
    def __init__(self) -> None:
        self._unzip = bz2.BZ2Decompressor()

    def __call__(self, packed: bytes, room: int, /) -> bytes:
        if self._unzip.eof or (not packed and self._unzip.needs_input):
            return b""
        return self._unzip.decompress(packed, room)


class _Plain:
    def __init__(self) -> None:
        self._kept = b""

    def __call__(self, packed: bytes, room: int, /) -> bytes:
        kept = self._kept + packed
        self._kept = kept[room:]
        return kept[:room]
