"""Which records does a file hold, one after another, however long it is and whatever is in it?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import BinaryIO, Final, Generic, TypeVar

from withhold.observe.archives.decode import Decoder, crowded
from withhold.observe.archives.elements import LARGEST, Elements
from withhold.observe.archives.scan import Scanner
from withhold.observe.archives.source import CHUNK, Source
from withhold.observe.archives.table import table
from withhold.observe.archives.unread import Bad, Unreadable

__all__ = ["Bad", "Unreadable", "array", "document", "members", "table"]

T = TypeVar("T")
_BLANK: Final = b" \t\r\n\0"
_BRACKET: Final = b"["[0]
_BRACE: Final = b"{"[0]
_NAME: Final = re.compile(rb'\s*+"((?:[^"\\]++|\\.)*+)"\s*+:\s*+(?=\S)', re.DOTALL)
_MEMBERS: Final = 100_000  # of an object in which a list is looked for; there are a few
_BEFORE: Final = 4096  # bytes in which a script's equals sign, or a member's name, has to end


def array(
    stream: BinaryIO, kind: type[T], key: str = "", *, chunk: int = CHUNK, largest: int = LARGEST
) -> Iterator[T | Bad]:
    """Give the elements of a JSON array, in batches from a stream; raises Unreadable at its end.

    What stands before the first bracket is skipped up to an equals sign (X's scripts). `key`: the
    array stands under this name in an object; of several, the first. A single object in the place
    of the array is one element. Elements of another shape than `kind`, and those longer than
    `largest`, are told as Bad; the rest goes on. Of a file that breaks off, what is whole is given
    first.
    """
    source = Source(stream, chunk)
    held = _opened(source)
    named = bool(key) and held[:1] == b"{"
    if named:
        held = _under(source, held[1:], key)
    elements = Elements(source, kind, named=named, largest=largest)
    match held[:1]:
        case b"[":
            batches = elements.batches(held[1:])
        case b"{":
            batches = elements.single(held)
        case _ if named and held[:1] in {b"", b"n"}:
            return  # nothing under this name
        case _:
            raise source.failure or Unreadable("not-json")
    for batch in batches:
        yield from batch


def members(
    stream: BinaryIO, kind: type[T], *, chunk: int = CHUNK, largest: int = LARGEST
) -> Iterator[tuple[str, T | Bad]]:
    """Give the elements of every list in an object, each with the name it stands under.

    Lists come in batches, as in `array`; an object in the place of a list is one element, and what
    else is no list is passed over. Raises Unreadable at its
    end, where the file breaks off or is no object.
    """
    source = Source(stream, chunk)
    held, at = _opened(source), 1
    if held[:1] != b"{":
        raise source.failure or Unreadable("not-json")
    decoder = Decoder(kind)
    while True:
        held, at, name = _name(source, held, at)
        if name is None:
            break
        if held[at] == _BRACKET:
            listed: _Listed[T] = _Listed(source, held[at + 1 :], largest)
            yield from ((name, each) for each in listed.elements(decoder))
            held, at = listed.held, 0
        elif held[at] == _BRACE:
            text, held = _alone(source, held[at:], largest)
            at = 0
            yield name, Bad(1) if text is None else decoder.one(text)
        held, at = _behind(source, held, at)
    if source.failure:
        raise source.failure


def _alone(source: Source, held: bytes, largest: int) -> tuple[bytes | None, bytes]:
    """Give the text of a value, or None if it is too long, and what is held from behind it."""
    scanner, parts, size, end = Scanner(), list[bytes](), 0, -1
    while held and end < 0:
        commas, end = scanner.feed(held, once=True)
        end = commas[0] if commas else end
        size += len(held)
        if size <= largest:
            parts.append(held[:end] if end >= 0 else held)
        held = held[end:] if end >= 0 else source.read()
    if end < 0:
        raise source.failure or Unreadable("truncated")
    return b"".join(parts) if size <= largest else None, held


class _Listed(Generic[T]):
    """One list of many; `held` is what stands behind it, once it was read."""

    def __init__(self, source: Source, held: bytes, largest: int) -> None:
        self.held = held
        self._source = source
        self._largest = largest

    def elements(self, decoder: Decoder[T]) -> Iterator[T | Bad]:
        """Give its elements, all that end in a piece at once."""
        scanner, begun, size = Scanner(), list[bytes](), 0
        while True:
            commas, end = scanner.feed(self.held)
            ends = [*commas, end] if end >= 0 else commas
            if ends:
                yield from self._whole(decoder, b"".join(begun), ends, size=size)
                begun, size = [], 0
            if end >= 0:
                self.held = self.held[end + 1 :]
                return
            rest = self.held[ends[-1] + 1 :] if ends else self.held
            size += len(rest)
            begun = [*begun, rest] if size <= self._largest else []
            self.held = self._source.read()
            if not self.held:
                raise self._source.failure or Unreadable("truncated")

    def _whole(
        self, decoder: Decoder[T], begun: bytes, ends: Sequence[int], *, size: int
    ) -> Iterator[T | Bad]:
        """Parse what ends in this piece; of the first, `begun` came before, `size` bytes long."""
        starts = [0, *(end + 1 for end in ends)]
        if size <= self._largest:
            found = decoder.many(b"[" + begun + self.held[: ends[-1]] + b"]")
            if found is not None:
                yield from found
                return
        for start, end in zip(starts, ends, strict=False):
            text = (b"" if start else begun) + self.held[start:end]
            if not start and size > self._largest:
                yield Bad(1)
            elif text.strip(_BLANK):
                yield decoder.one(text)


def document(stream: BinaryIO, kind: type[T], *, largest: int = LARGEST) -> T:
    """Give a whole JSON document, after an equals sign if there is one; raises Unreadable."""
    source = Source(stream)
    parts = [_opened(source)]
    size = len(parts[0])
    while fresh := source.read():
        size += len(fresh)
        if size > largest:
            raise Unreadable("too-large")
        parts.append(fresh)
    if source.failure:
        raise source.failure
    text = b"".join(parts).rstrip(_BLANK + b";")
    if size > largest or crowded(text):
        raise Unreadable("too-large")
    found = Decoder(kind).one(text)
    if isinstance(found, Bad):
        raise Unreadable("not-json")
    return found


def _opened(source: Source) -> bytes:
    """Read to where the document begins: its first byte, behind an equals sign in a script."""
    held = b""
    while held[:1] not in {b"[", b"{"} and len(held) < _BEFORE and (fresh := source.read()):
        held = (held + fresh).lstrip(_BLANK)
    if not held[:1].isalpha() or b"=" not in held[:_BEFORE]:
        return held
    held = held.partition(b"=")[2].lstrip(_BLANK)
    while not held and (fresh := source.read()):
        held = fresh.lstrip(_BLANK)
    return held


def _under(source: Source, held: bytes, key: str) -> bytes:
    """Read to the value of a member of an object, over those before it; nothing if none is it."""
    at = 0
    for _ in range(_MEMBERS):
        held, at, name = _name(source, held, at)
        if name is None:
            return b""
        if name == key:
            return held[at:]
        held, at = _behind(source, held, at)
    raise Unreadable("strange")


def _name(source: Source, held: bytes, at: int) -> tuple[bytes, int, str | None]:
    """Read a member's name, up to the first byte of its value; None behind the last."""
    while not (found := _NAME.match(held, at)):
        held = held[at:].lstrip(_BLANK)
        if held[:1] == b"}":
            return held, 0, None
        fresh = source.read()
        if not fresh or len(held) > _BEFORE:
            raise source.failure or Unreadable("not-json" if fresh else "truncated")
        held, at = held + fresh, 0
    name = Decoder(str).one(b'"' + found[1] + b'"')
    return held, found.end(), name if isinstance(name, str) else ""


def _behind(source: Source, held: bytes, at: int) -> tuple[bytes, int]:
    """Read over a member's value and the comma behind it."""
    scanner = Scanner()
    while True:
        commas, end = scanner.feed(held, at, once=True)
        if commas:
            return held, commas[0] + 1
        if end >= 0:
            return held, end
        held, at = source.read(), 0
        if not held:
            raise source.failure or Unreadable("truncated")
