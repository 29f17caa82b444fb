"""Which records does a file hold, one after another, however long it is and whatever is in it?"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, TypeVar

import msgspec

T = TypeVar("T")
_LARGEST = 64 * 1024 * 1024  # bytes of a document that is read as a whole


class Unreadable(Exception):
    """A file, or what is left of it, cannot be read: a stable code, and which and how much."""

    def __init__(self, code: str, detail: str = "") -> None:
        """Say why by a code: `truncated`, `encrypted`, `too-large`, `not-json`, `bomb` …"""
        super().__init__(code)
        self.code = code
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Bad:
    """Records that are not what the format says: how many."""

    count: int


def array(stream: BinaryIO, kind: type[T], key: str = "") -> Iterator[T | Bad]:
    """Give the elements of a JSON array, in batches from a stream; raises Unreadable at its end.

    What stands before the first bracket is skipped up to an equals sign (X's scripts). `key`: the
    array stands under this name in an object. A single object in the place of the array is one
    element. Elements of another shape than `kind` are told as Bad; the rest goes on.
    """
    content = stream.read()
    start = content.find(b"=") + 1 if content.lstrip()[:1] not in {b"[", b"{"} else 0
    try:
        whole = msgspec.json.decode(content[start:].rstrip().rstrip(b";"), type=msgspec.Raw)
        if key:
            whole = msgspec.json.decode(whole, type=dict[str, msgspec.Raw]).get(
                key, msgspec.Raw(b"[]")
            )
        parts = (
            [whole]
            if bytes(whole).lstrip()[:1] == b"{"
            else msgspec.json.decode(whole, type=list[msgspec.Raw])
        )
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise Unreadable("not-json") from error
    for part in parts:
        try:
            yield msgspec.json.decode(part, type=kind)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            yield Bad(1)


def document(stream: BinaryIO, kind: type[T]) -> T:
    """Give a whole JSON document, after an equals sign if there is one; raises Unreadable."""
    content = stream.read(_LARGEST + 1)
    if len(content) > _LARGEST:
        raise Unreadable("too-large")
    start = content.find(b"=") + 1 if content.lstrip()[:1] not in {b"[", b"{"} else 0
    try:
        return msgspec.json.decode(content[start:].rstrip().rstrip(b";"), type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise Unreadable("not-json") from error


def table(stream: BinaryIO, first: str) -> Iterator[dict[str, str] | Bad]:
    """Give the rows of a CSV file by their column names; raises Unreadable.

    The header is the first row whose first cell is `first`; what stands before it is no row.
    Quotes inside a cell may be doubled or follow a backslash: the file itself says which.
    """
    text = stream.read().decode("utf-8-sig", "replace").replace("\0", "")
    escaped = '\\"' in text
    rows = csv.reader(
        io.StringIO(text, newline=""),
        doublequote=not escaped,
        escapechar="\\" if escaped else None,
    )
    header: list[str] = []
    for row in rows:
        if header:
            if len(row) > len(header):
                yield Bad(1)
            elif any(row):
                yield dict(zip(header, row + [""] * (len(header) - len(row)), strict=True))
        elif row and row[0].strip() == first:
            header = [name.strip() for name in row]
