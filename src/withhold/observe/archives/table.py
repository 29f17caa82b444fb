"""Which rows does a CSV file hold, however it was quoted and encoded?

A row is told by its column names. Of several columns with the same name the first keeps it, and
the others are numbered: nothing is overwritten.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import BinaryIO, Final

from withhold.observe.archives.source import CHUNK, Source
from withhold.observe.archives.unread import Bad, Unreadable

_BEHIND: Final = re.compile(rb'\\"[^",\r\n]')
"""A quote behind a backslash and in front of a word: where quotes are doubled, no such thing is."""
_FIELD: Final = 2 * 1024 * 1024  # characters of a cell
_LINE: Final = 4 * 1024 * 1024  # bytes of a line
_ROW: Final = 16 * 1024 * 1024  # characters of a row over all its lines
_AHEAD: Final = 8 * 1024 * 1024  # bytes looked at before the first row, to see how it is quoted


def table(stream: BinaryIO, first: str, *, chunk: int = CHUNK) -> Iterator[dict[str, str] | Bad]:
    """Give the rows of a CSV file by their column names; raises Unreadable, also later.

    The header is the first row whose first cell is `first`; what stands before it is no row.
    Quotes inside a cell may be doubled or follow a backslash: the file itself says which. A row
    with more cells than the header has is Bad, a shorter one is filled up.
    """
    lines = _Lines(Source(stream, chunk))
    header: list[str] = []
    for row in _rows(lines):
        if isinstance(row, Bad):
            if header:
                yield row
        elif not header:
            if row and row[0].strip() == first:
                header = _numbered(row)
        elif any(row):
            cells = row if len(row) <= len(header) else _cut(row, len(header))
            missing = [""] * (len(header) - len(cells))
            yield dict(zip(header, cells + missing, strict=True)) if cells else Bad(1)
    if lines.source.failure:
        raise lines.source.failure
    if not header and lines.any:
        raise Unreadable("no-header")


def _cut(row: list[str], width: int) -> list[str]:
    """Take off empty cells behind the last column; nothing if they hold anything."""
    return [] if any(row[width:]) else row[:width]


def _numbered(names: Sequence[str]) -> list[str]:
    """Tell columns of the same name apart."""
    seen: Counter[str] = Counter()
    header: list[str] = []
    for name in (each.strip() for each in names):
        seen[name] += 1
        header.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return header


def _rows(lines: _Lines) -> Iterator[list[str] | Bad]:
    csv.field_size_limit(_FIELD)
    while True:
        escaped = lines.escaped
        reader = csv.reader(lines, doublequote=not escaped, escapechar="\\" if escaped else None)
        while escaped == lines.escaped:  # until the file shows that it is written otherwise
            try:
                row = next(reader)
            except StopIteration:
                return
            except csv.Error:
                lines.row = 0
                yield Bad(1)
                continue
            lines.row = 0
            yield row


class _Lines:
    """The lines of a file as text, read by the piece; UTF-8, and cp1252 where that fails."""

    def __init__(self, source: Source) -> None:
        """Look ahead to see how quotes are written."""
        self.source = source
        self.escaped = False
        self.any = False
        self.row = 0
        self._lines = self._read()

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self.row += len(line)
        if self.row > _ROW:
            self.source.failure = self.source.failure or Unreadable("too-large")
            raise StopIteration
        return line

    def _read(self) -> Iterator[str]:
        tail, piece = b"", b""
        while len(piece) < _AHEAD and (more := self.source.read()):
            piece += more
        while piece:
            self.escaped = self.escaped or bool(_BEHIND.search(tail[-2:] + piece))
            whole, mark, tail = (tail + piece).rpartition(b"\n")
            yield from self._texts(whole + mark)
            if len(tail) > _LINE:
                self.source.failure = self.source.failure or Unreadable("too-large")
                return
            piece = self.source.read()
        yield from self._texts(tail)

    def _texts(self, whole: bytes) -> Iterator[str]:
        self.any = self.any or bool(whole.strip())
        yield from io.StringIO(_text(whole).replace("\0", ""), newline="")


def _text(whole: bytes) -> str:
    """Decode lines: all at once, else each by itself."""
    try:
        return whole.decode("utf-8")
    except UnicodeDecodeError:
        return "".join(_line(each) for each in whole.splitlines(keepends=True))


def _line(line: bytes) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("cp1252", "replace")
