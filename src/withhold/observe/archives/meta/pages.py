"""How much is in an export that was made as pages for reading?

Its dates have no zone and are written in the person's language, and the marks in its pages change
without notice. So what is told is what holds in all of them: each item is a section with a heading,
its words and a foot with its date. The person is asked for JSON.
"""

from __future__ import annotations

import re
from codecs import getincrementaldecoder
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from html.parser import HTMLParser

from withhold.model.exposure import Audience, Item, Kind, Known, Problem, Record
from withhold.observe.archives.meta.parts import Part
from withhold.observe.archives.meta.reading import Reading
from withhold.observe.archives.meta.words import digest
from withhold.observe.archives.records import Unreadable

_KINDS = {
    "posts": Kind.POST,
    "groups": Kind.POST,
    "comments": Kind.COMMENT,
    "grouped": Kind.COMMENT,
    "threads": Kind.POST,
}
_ITEM, _FOOT = "_a6-g", "_a6-o"  # classes seen in exports since 2024
_PLACES = frozenset({"h2", "footer"})
_CHUNK = 65536
_PENDING = 4 * _CHUNK  # characters of one mark that does not end
_WRITTEN = 200  # characters in which a date has to be
_LONGEST = 100_000  # characters of one item's words; the longest post allowed has 63,206
_MONTHS = (
    *("jan gen sty янв", "feb fev fév fevr luty фев", "mar mär maa mrt мар", "apr avr abr kwi апр"),
    *("mai may mei mag maj мая", "jun juin giu czer июн", "jul juil lug lip июл"),
    *("aug aoû aou ago sie авг", "sep set wrz сен", "oct okt ott out paź окт"),
    *("nov lis ноя", "dec dez déc dic gru дек"),
)
_DATE = re.compile(
    r"""
    (?: (?P<name>[^\W\d_]+)\.?\ (?P<day>\d{1,2})
      | (?P<first>\d{1,2})\.?\ (?:de\ )?(?P<other>[^\W\d_]+)\.?
    )
    (?:\ de)?,?\ (?P<year>\d{4}),?\ (?:\D{0,5}\ )?
    (?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d))?
    \s?(?P<half>[ap]\.?\s?m)?
    """,
    re.VERBOSE | re.IGNORECASE,
)


def pages(
    reading: Reading, jobs: Mapping[str, Sequence[Part]], *, beside: bool
) -> Iterator[Record]:
    """Give what can be told of pages, and the advice to ask for JSON instead.

    Pages `beside` data of the same export hold the same again, so they are named and not read.
    """
    number = 0
    for job, parts in jobs.items():
        if not job.startswith("page:"):
            continue
        for part in parts:
            number += 1
            yield Known(part.path)
            kind = _KINDS.get(job.removeprefix("page:"))
            if kind is not None and not beside:
                yield from _items(reading, part.path, kind)
            yield from reading.problems(part.path)
    if number:
        yield Problem("html-beside" if beside else "html", "", str(number))


def _items(reading: Reading, path: str, kind: Kind) -> Iterator[Item]:
    for number, (text, date) in enumerate(_sections(reading, path)):
        at = reading.moment(_moment(date))
        yield Item(
            kind, digest(date, text or str(number)), at, Audience.UNKNOWN, text=text, zoned=False
        )


def _sections(reading: Reading, path: str) -> Iterator[tuple[str, str]]:
    page, decoder = _Page(), getincrementaldecoder("utf-8")("replace")
    try:
        with reading.files.open(path) as stream:
            while chunk := stream.read(_CHUNK):
                page.feed(decoder.decode(chunk))
                yield from page.take()
                if len(page.rawdata) > _PENDING:
                    raise Unreadable("not-html")  # noqa: TRY301 - it is told as any other
    except Unreadable as error:
        reading.doubt(error.code, path, error.detail)


class _Page(HTMLParser):
    """The items of a page, as they come: sections, or blocks of the class that such ones have."""

    def __init__(self) -> None:
        super().__init__()
        self._done: list[tuple[str, str]] = []
        self._words: list[str] = []
        self._foot: list[str] = []
        self._length = 0
        self._open = ""  # the tag of the item we are in, and how many of the same are in it
        self._depth = 0
        self._place = ""  # the tag of its heading or foot that we are in, likewise
        self._inner = 0

    def take(self) -> list[tuple[str, str]]:
        """Give the items that have ended since the last time."""
        done, self._done = self._done, []
        return done

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note where the following words stand."""
        marks = (dict(attrs).get("class") or "").split()
        if not self._open:
            if tag == "section" or _ITEM in marks:
                self._words, self._foot, self._length = [], [], 0
                self._open, self._depth, self._place = tag, 1, ""
            return
        self.handle_data("\n")
        self._depth += tag == self._open
        if self._place:
            self._inner += tag == self._place
        elif tag in _PLACES or _FOOT in marks:
            self._place, self._inner = tag, 1

    def handle_endtag(self, tag: str) -> None:
        """Note that an item has ended, or its heading or foot."""
        if tag == self._place:
            self._inner -= 1
            self._place = tag if self._inner else ""
        if self._open and tag == self._open:
            self._depth -= 1
            if not self._depth:
                self._done.append((_lines(self._words), _lines(self._foot)))
                self._open = ""

    def handle_data(self, data: str) -> None:
        """Keep the words of an item and of its foot."""
        if self._open and self._length < _LONGEST and self._place != "h2":
            self._length += len(data)
            (self._foot if self._place else self._words).append(data)


def _lines(pieces: list[str]) -> str:
    """Join pieces, which break anywhere, to the lines that marks made of them."""
    return "\n".join(filter(None, (line.strip() for line in "".join(pieces).splitlines())))


def _moment(text: str) -> int | None:
    """Read a date as the person's language writes it; its clock is taken as UTC."""
    found = _DATE.search(text[:_WRITTEN])
    month = found and _month(found["name"] or found["other"])
    if not found or not month:
        return None
    hour = int(found["hour"])
    if half := (found["half"] or "").lower():
        hour = hour % 12 + (12 if half[0] == "p" else 0)
    day, rest = (
        int(found["day"] or found["first"]),
        (int(found["minute"]), int(found["second"] or 0)),
    )
    try:
        return int(datetime(int(found["year"]), month, day, hour, *rest, tzinfo=UTC).timestamp())
    except ValueError:
        return None


def _month(name: str) -> int:
    low = name.lower()
    return next(
        (n for n, names in enumerate(_MONTHS, 1) if low.startswith(tuple(names.split()))), 0
    )
