"""What is in a file of Snapchat's, one record after another, and what was wrong with it?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

from withhold.observe.archives.format import Files
from withhold.observe.archives.records import Bad, Unreadable, document, members
from withhold.observe.archives.tally import Tally
from withhold.observe.archives.written import written

T = TypeVar("T")
OPENED = 1_310_083_200
"""2011-07-08, when Snapchat opened."""
_MICROSECONDS = 100_000_000_000_000  # from here on it is no number of milliseconds
_DIGITS = 20
_NOTHING = {"null"}


@dataclass(frozen=True, slots=True)
class Desk:
    """The files that are read, and the last moment that can be in them."""

    files: Files
    until: int

    def tally(self, path: str) -> Tally:
        """Begin to read a file."""
        return Tally(path, OPENED, self.until)

    def lists(self, tally: Tally, kind: type[T]) -> Iterator[tuple[str, T]]:
        """Give the records of all lists in a file, each with the name of its list."""
        try:
            with self.files.open(tally.path) as stream:
                for name, each in members(stream, kind):
                    if isinstance(each, Bad):
                        tally.bad += each.count
                    else:
                        yield name, each
        except Unreadable as error:
            tally.stop(error)

    def whole(self, tally: Tally, kind: type[T]) -> Iterator[T]:
        """Give what a file holds as a whole, or nothing where it is not of this kind."""
        try:
            with self.files.open(tally.path) as stream:
                yield document(stream, kind)
        except Unreadable as error:
            tally.stop(error)


def dated(value: object, tally: Tally, stamp: object = None) -> tuple[int | None, bool]:
    """Read a date, or where there is none a number of milliseconds; what is neither is counted."""
    text = value.strip() if isinstance(value, str) else ""
    if text and text not in _NOTHING:
        at, zoned = written(text)
        tally.odd += at is None
        return tally.dated(at), zoned
    number = _number(stamp)
    if not number:
        return None, True
    return tally.dated(number // (1_000_000 if number >= _MICROSECONDS else 1000)), True


def _number(value: object) -> int:
    """Read a number that may be written as text; 0 stands for nothing."""
    if isinstance(value, str):
        text = value.strip()
        return int(text) if text.isdecimal() and text.isascii() and len(text) < _DIGITS else 0
    return int(value) if isinstance(value, int | float) and 0 < value < 10**_DIGITS else 0
