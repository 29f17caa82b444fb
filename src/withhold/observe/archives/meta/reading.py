"""Which records does one file of Meta's hold, and what was wrong with it?

A million records go through here, so the counts of a file are kept in plain fields, and a record
that is as it should be costs one comparison.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TypeVar

from withhold.model.exposure import Problem
from withhold.observe.archives.format import Files
from withhold.observe.archives.records import Bad, Unreadable, array, document

T = TypeVar("T")
_OPENED = 1075852800  # 2004-02-04, when the oldest of Meta's services opened
_KEY = re.compile(rb'\s*\{\s*"(\w+)"\s*:\s*[\[{]')
_NUMBER = 24  # characters of a number that stands as text


@dataclass(slots=True)
class Reading:
    """The reading of one export: `now` in seconds; what is dated after it is no date."""

    files: Files
    now: int
    last: int = 0
    _absurd: int = 0
    _bad: int = 0
    _others: list[Problem] = field(default_factory=list)

    def records(self, path: str, kind: type[T], *stems: str) -> Iterator[T]:
        """Give a file's records: a list, one alone, or either under a key that has this stem."""
        return self.under(path, kind, self._key(path, stems))

    def under(self, path: str, kind: type[T], key: str) -> Iterator[T]:
        """Give the records that stand under a key, wherever in the file's object it is."""
        try:
            with self.files.open(path) as stream:
                for each in array(stream, kind, key):
                    if isinstance(each, Bad):
                        self._bad += each.count
                    else:
                        yield each
        except Unreadable as error:
            self._others.append(Problem(error.code, path, error.detail))

    def whole(self, path: str, kind: type[T]) -> Iterator[T]:
        """Give what a file holds as a whole, or nothing where it is not of this kind."""
        try:
            with self.files.open(path) as stream:
                yield document(stream, kind)
        except Unreadable as error:
            self._others.append(Problem(error.code, path, error.detail))

    def moment(self, value: object, unit: int = 1) -> int | None:
        """Read seconds since 1970, in UTC; a date that cannot be is counted and is none."""
        if value.__class__ is int:
            seconds: int = value // unit
        elif (number := _number(value)) is None:
            return None
        else:
            seconds = number // unit
        if _OPENED <= seconds <= self.now:
            self.last = max(self.last, seconds)
            return seconds
        self._absurd += 1
        return None

    def iso(self, text: object) -> tuple[int | None, bool]:
        """Read a written date, and whether its zone is stated; without one it is taken as UTC."""
        if not isinstance(text, str) or not text:
            return None, True
        try:
            read = datetime.fromisoformat(text)
            zoned = read.tzinfo is not None
            return self.moment(
                int((read if zoned else read.replace(tzinfo=UTC)).timestamp())
            ), zoned
        except (ValueError, OverflowError):
            self._absurd += 1
            return None, True

    def odd(self) -> None:
        """Count a record in which nothing stands that the format has."""
        self._bad += 1

    def doubt(self, code: str, path: str, detail: str = "") -> None:
        """Note something else about a file."""
        self._others.append(Problem(code, path, detail))

    def problems(self, path: str) -> Iterator[Problem]:
        """Tell what was wrong with the file just read, and begin anew."""
        if self._bad:
            yield Problem("bad-record", path, str(self._bad))
        if self._absurd:
            yield Problem("absurd-date", path, str(self._absurd))
        yield from self._others
        self._bad = self._absurd = 0
        self._others.clear()

    def _key(self, path: str, stems: tuple[str, ...]) -> str:
        """Say under which key a file's records stand; a version is appended to it (`_v2`)."""
        if not stems or not (
            first := _KEY.match(self.files.head(path).removeprefix(b"\xef\xbb\xbf"))
        ):
            return ""
        key = first[1].decode("ascii", "replace")
        return key if re.sub(r"_v\d+$", "", key) in stems else ""


def _number(value: object) -> int | None:
    """Read a number that is written in another way; None where there is none."""
    if isinstance(value, float):
        return int(value)
    if isinstance(value, str) and len(value) <= _NUMBER and value.isdecimal() and value.isascii():
        return int(value)
    return None
