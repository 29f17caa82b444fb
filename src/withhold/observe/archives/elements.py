"""Which elements does a long list hold, when only a piece of it is in memory at a time?

The text is cut where an element ends, and many elements are parsed at once, which is as fast as
parsing gets. Where one ends is guessed: at the last place that looks like the seams between the
elements before it. The parser itself proves a guess: a beginning of a list that parses when it is
closed by a bracket is a whole number of elements, because inside a string or a deeper list it
would not parse. Where no guess holds, the scanner looks, in linear time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, Generic, TypeVar

from withhold.observe.archives.decode import Decoder
from withhold.observe.archives.scan import Scanner
from withhold.observe.archives.source import BLANK, Source
from withhold.observe.archives.unread import Bad, Unreadable

T = TypeVar("T")
LARGEST: Final = 40 * 1024 * 1024
"""Bytes of a single element, or of a document, that is read: a conversation of 100,000 messages."""
_SEAM: Final = re.compile(rb"[}\]]\s*+(,)\s*+[{\[](?:\s*+\"[^\"\\]{1,64}+\")?")
_SMALL: Final = 4 * 1024 * 1024  # bytes that may be copied to be parsed together
_WORST: Final = 1_000_000  # bad records after which a file is none of these at all
_SEAMS: Final = 3  # kinds of seams that are remembered
_LOOK: Final = 256  # bytes behind a comma in which the seam ends
_FIRST: Final = 64 * 1024  # bytes in which the first seam is looked for


class Elements(Generic[T]):
    """The elements of one list."""

    def __init__(self, source: Source, kind: type[T], *, named: bool, largest: int) -> None:
        """Read on from `source`; `named`: the list stands in an object, among others."""
        self._source = source
        self._decoder = Decoder(kind)
        self._named = named
        self._largest = largest
        self._seams: list[tuple[bytes, int]] = []

    def batches(self, held: bytes) -> Iterator[Sequence[T | Bad]]:
        """Give them by the batch; `held` is what was read behind the opening bracket."""
        while fresh := self._source.read():
            held += fresh
            if not self._seams:
                self._learn(held[:_FIRST])
            found, held = self._guessed(held)
            if found is not None:
                yield found
                continue
            found, held, closed = self._scanned(held)
            yield found
            if self._decoder.bad > _WORST:
                raise Unreadable("strange")
            if closed:
                self._rest(held)
                return
        yield from self._last(held)
        if self._source.failure:
            raise self._source.failure

    def single(self, held: bytes) -> Iterator[Sequence[T | Bad]]:
        """Give the one value that stands in the place of the list; `held` is its beginning."""
        scanner, size = Scanner(), 0
        parts: list[bytes] = []
        while held:
            commas, closing = scanner.feed(held, once=True)
            end = commas[0] if commas else closing
            size += len(held)
            if size <= self._largest:
                parts.append(held if end < 0 else held[:end])
            if end >= 0:
                break
            held = self._source.read()
        text = b"".join(parts).rstrip(BLANK + b";")
        if scanner.depth or scanner.quoted:
            raise self._source.failure or Unreadable("truncated")
        yield [self._decoder.one(text) if size <= self._largest else Bad(1)]
        if held:
            self._rest(held[end:])
        if self._source.failure:
            raise self._source.failure

    def _guessed(self, held: bytes) -> tuple[Sequence[T | Bad] | None, bytes]:
        """Cut at the last seam that proves to be one."""
        for seam, comma in self._seams:
            at = held.rfind(seam)
            if at >= 0 and (found := self._decoder.many(b"[" + held[: at + 1] + b"]")) is not None:
                return found, held[at + comma + 1 :]
        return None, held

    def _scanned(self, held: bytes) -> tuple[Sequence[T | Bad], bytes, bool]:
        """Read on until an element ends, and cut behind the last that does."""
        scanner, size = Scanner(), 0
        parts: list[bytes] = []
        while True:
            commas, end = scanner.feed(held)
            if commas or end >= 0:
                break
            size += len(held)
            parts.append(held)
            if size > self._largest:
                parts.clear()
            held = self._source.read()
            if not held:
                return self._broken(b"".join(parts), size), b"", False
        if size > self._largest:
            first = commas[0] if commas else end
            return [Bad(1)], held[first + (first != end) :], first == end
        offset = size
        parts.append(held)
        held = b"".join(parts) if offset else held
        parts.clear()
        ends = [offset + each for each in commas] + ([offset + end] if end >= 0 else [])
        if commas:
            self._learn_at(held, ends[len(commas) - 1])
        last = ends[-1]
        return self._apart(held, ends), held[last + (end < 0) :], end >= 0

    def _apart(self, held: bytes, ends: Sequence[int]) -> Sequence[T | Bad]:
        """Parse what ends at these places: together if that works, else each by itself."""
        if len(ends) > 1 and len(held) <= _SMALL:
            found = self._decoder.many(b"[" + held[: ends[-1]] + b"]")
            if found is not None:
                return found
        view = memoryview(held)
        starts = [0, *(end + 1 for end in ends)]
        spans = [(start, end) for start, end in zip(starts, ends, strict=False)]
        return [
            self._decoder.one(view[start:end])
            for start, end in spans
            if held[end : end + 1] == b"," or held[start:end].strip(BLANK)
        ]

    def _last(self, held: bytes) -> Iterator[Sequence[T | Bad]]:
        """Parse what is left at the end of the file; what is whole of it, where it broke off."""
        text = held.rstrip(BLANK + b";")
        found = (
            self._decoder.member(b'{"":[' + text, "")
            if self._named
            else self._decoder.many(b"[" + text)
        )
        if found is not None:
            yield found
            return
        closed = False
        while held and not closed:
            whole, held, closed = self._scanned(held)
            yield whole
        if closed:
            self._rest(held)
        self._source.failure = self._source.failure or (None if closed else Unreadable("truncated"))

    def _broken(self, text: bytes, size: int) -> Sequence[T | Bad]:
        """Give what is whole of the last element of a file that has no end."""
        self._source.failure = self._source.failure or Unreadable("truncated")
        if not text.strip(BLANK):
            return [Bad(1)] if size > self._largest else []
        found = self._decoder.one(text)
        return [] if isinstance(found, Bad) else [found]

    def _rest(self, held: bytes) -> None:
        """Read what stands behind the list, which is nothing, or the rest of its object."""
        tail = held if self._named else held[1:]
        while fresh := self._source.read():
            tail = (tail[-_LOOK:] if self._named else tail[:_LOOK]) + fresh
        if self._source.failure:
            raise self._source.failure
        tail = tail.rstrip(BLANK + b";")
        if self._named and not tail.endswith(b"}"):
            raise Unreadable("truncated")
        if not self._named and tail.lstrip(BLANK):
            raise Unreadable("not-json")

    def _learn(self, held: bytes) -> None:
        commas, _ = Scanner().feed(held)
        if commas:
            self._learn_at(held, commas[0])

    def _learn_at(self, held: bytes, comma: int) -> None:
        """Remember how the seam around a comma looks."""
        begin = len(held[max(0, comma - _LOOK) : comma].rstrip()) - 1 + max(0, comma - _LOOK)
        found = _SEAM.match(held, begin, comma + _LOOK)
        if found and found.start(1) == comma and comma + _LOOK <= len(held):
            seam = (found[0], comma - begin)
            self._seams = [seam, *(each for each in self._seams if each != seam)][:_SEAMS]
