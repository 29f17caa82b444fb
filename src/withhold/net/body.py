"""What are the bytes of an answer, unpacked without ever holding more than we allow?

We ask for gzip alone, because zlib tells how much it has made after every step. An answer packed in
another way was not asked for and is not unpacked.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

from withhold.net import errors

_STEP = 65_536
_RATIO = 200  # the most that a page may grow; written text grows fivefold
_SMALL = 1_000_000  # below this, growth harms nobody
_GZIP = 31  # zlib's word for a gzip header
ACCEPTED = "gzip"


def unpacked(raw: Iterable[bytes], encoding: str, *, where: str) -> Iterator[bytes]:
    """Yield the content in small pieces; `encoding` is the host's word for how it is packed."""
    match encoding.strip().lower():
        case "" | "identity":
            return iter(raw)
        case "gzip" | "x-gzip":
            return _measured(raw, where)
        case _:
            raise errors.no_page(where)


def limited(raw: Iterable[bytes], *, limit: int, where: str) -> Iterator[bytes]:
    """Pass on what comes; raise TooLarge beyond `limit` bytes."""
    taken = 0
    for piece in raw:
        taken += len(piece)
        if taken > limit:
            raise errors.too_large(where)
        yield piece


def beginning(pieces: Iterable[bytes], *, limit: int) -> bytes:
    """Join the pieces up to `limit` bytes, and read no further."""
    content = bytearray()
    for piece in pieces:
        content += piece
        if len(content) >= limit:
            break
    return bytes(content[:limit])


def _measured(raw: Iterable[bytes], where: str) -> Iterator[bytes]:
    """Unpack, and hold what came out against what went in."""
    taken = made = 0

    def counted() -> Iterator[bytes]:
        nonlocal taken
        for chunk in raw:
            taken += len(chunk)
            yield chunk

    for piece in _gunzipped(counted(), where):
        made += len(piece)
        if made > _SMALL and made > _RATIO * taken:
            raise errors.bomb(where)
        yield piece


def _gunzipped(raw: Iterable[bytes], where: str) -> Iterator[bytes]:
    """Unpack one gzip stream after another; zeros between and after them are padding."""
    member = zlib.decompressobj(_GZIP)
    try:
        for chunk in raw:
            rest = chunk
            while rest and not (member.eof and not rest.strip(b"\0")):
                member = zlib.decompressobj(_GZIP) if member.eof else member
                yield from _steps(member, rest)
                rest = member.unused_data
    except zlib.error as error:
        raise errors.broken(where) from error
    if not member.eof:
        raise errors.broken(where)


def _steps(member: zlib._Decompress, packed: bytes) -> Iterator[bytes]:
    """Unpack a chunk step by step, so that no step makes more than it may."""
    while True:
        yield member.decompress(packed, _STEP)
        packed = member.unconsumed_tail
        if member.eof or not packed:
            return
