"""Which items of one's archives are asked for, and how do they come: page by page, or as a file?

A list comes newest first, of all archives together; a file most reaching first, for what could
still be limited or deleted.
"""

from __future__ import annotations

import csv
import io
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date
from heapq import merge
from itertools import islice
from typing import TYPE_CHECKING

from withhold.app.exposure import UnknownArchive, at, bases, chosen
from withhold.judge import reach as judge
from withhold.kernel.errors import WithholdError
from withhold.model.exposure import Kind, Reach
from withhold.report.exposure import Listed, Row, moment
from withhold.report.pages.inventory import MOST_REACHING
from withhold.store.archives import Archives
from withhold.store.items import Range, Want, numbered

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Sequence
    from pathlib import Path

    from withhold.app.exposure import Basis
    from withhold.app.start import House
    from withhold.model.exposure import Archive, Span
    from withhold.store.items import Items, Shown

PAGE = 50
_BATCH = 2_000  # rows of a file that are fetched at once
_EPOCH = date(1970, 1, 1)
_DIGITS = 20  # no number of an item has so many


class NotWritten(WithholdError):
    """The file to export to cannot be written."""

    code = "not-written"


@dataclass(frozen=True, slots=True)
class Filter:
    """Which items: empty is all. `of`: an archive's id or how it begins, or a platform."""

    of: str = ""
    kinds: tuple[Kind, ...] = ()
    year: int | None = None
    reach: tuple[Reach, ...] = ()
    people: bool = False
    words: str = ""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a list goes on: after one item, in the archive that is listed as number `archive`."""

    archive: int
    number: int

    def before(self, archive: int) -> int:
        """Give the number below which an archive's items come later in the list.

        Of items of the same second, those of the archive added last come first.
        """
        if archive == self.archive:
            return self.number
        second = numbered(self.number)
        return second.begin if archive < self.archive else second.end


def items(
    house: House,
    wish: Filter,
    *,
    after: str | None = None,
    size: int = PAGE,
    country: str | None = None,
) -> Listed:
    """List items of all archives together, newest first; raises UnknownArchive."""
    shelf = Archives(house.home)
    cards = chosen(shelf.all(), wish.of)
    place = _place(after, cards) if after is not None else None
    lanes, number, capped = [], 0, False
    with ExitStack() as stack:
        for order, each in enumerate(bases(house, cards, country)):
            opened = stack.enter_context(shelf.open(each.archive.id))
            want = _want(each, opened, wish)
            before = place.before(order) if place else None
            page, count = opened.look(want, before=before, size=size + 1)
            number, capped = number + count.number, capped or count.capped
            lanes.append([_Placed(order, each, shown) for shown in page])
    rows = [each.row for each in islice(merge(*lanes, key=_Placed.key), size + 1)]
    more = f"{rows[size - 1].archive}.{rows[size - 1].number}" if len(rows) > size else None
    mute = sum(not card.searchable for card in cards) if wish.words.strip() else 0
    return Listed(tuple(rows[:size]), number, capped, more, mute)


@dataclass(frozen=True, slots=True)
class _Placed:
    """An item where it stands among those of all archives."""

    order: int
    basis: Basis
    shown: Shown

    def key(self) -> tuple[int, int, int]:
        second = numbered(self.shown.number).begin
        return -second, self.order, -self.shown.number

    @property
    def row(self) -> Row:
        return _row(self.basis, self.shown)


def export(house: House, path: Path, wish: Filter, *, country: str | None = None) -> int:
    """Write items to a CSV file, most reaching first; say how many. Raises NotWritten."""
    rows = _asked(house, wish, country)
    try:
        with path.open("x", encoding="utf-8-sig", newline="") as file:
            table = csv.writer(file)
            table.writerow(_HEAD)
            number = 0
            for row in rows:
                table.writerow(_cells(row))
                number += 1
    except FileExistsError as error:
        raise NotWritten(
            "There is a file by this name already.", where=str(path), do="Choose another name."
        ) from error
    except OSError as error:
        raise NotWritten(
            "This file cannot be written.", where=str(path), do="Choose another place."
        ) from error
    return number


def pieces(house: House, wish: Filter) -> Generator[bytes]:
    """Give the same file piece by piece; raises UnknownArchive before the first."""
    return _pieces(_asked(house, wish, None))


def _pieces(rows: Iterator[Row]) -> Generator[bytes]:
    buffer = io.StringIO(newline="")
    table = csv.writer(buffer)
    table.writerow(_HEAD)
    yield b"\xef\xbb\xbf"  # by which a spreadsheet knows the encoding
    for number, row in enumerate(rows, 1):
        table.writerow(_cells(row))
        if not number % _BATCH:
            yield _emptied(buffer)
    yield _emptied(buffer)


def _emptied(buffer: io.StringIO) -> bytes:
    piece = buffer.getvalue().encode()
    buffer.seek(0)
    buffer.truncate()
    return piece


_HEAD = (
    "date", "zone stated", "platform", "kind", "reach", "rule", "audience", "where", "text",
    "media", "people", "link",
)  # fmt: skip


def _cells(row: Row) -> tuple[str, ...]:
    item = row.item
    return tuple(
        _harmless(cell)
        for cell in (
            moment(item.at) or "",
            "yes" if item.zoned else "no",
            row.platform,
            item.kind.value,
            row.ruling.reach.value,
            row.ruling.rule.value,
            item.audience.value,
            item.where,
            item.text,
            str(item.media),
            "; ".join(item.people),
            item.link,
        )
    )


def _harmless(cell: str) -> str:
    """Keep a spreadsheet from taking a text for a formula."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell


def _asked(house: House, wish: Filter, country: str | None) -> Iterator[Row]:
    shelf = Archives(house.home)
    return _all(shelf, bases(house, chosen(shelf.all(), wish.of), country), wish)


def _all(shelf: Archives, found: Sequence[Basis], wish: Filter) -> Iterator[Row]:
    for reach in wish.reach or MOST_REACHING:
        for each in found:
            with shelf.open(each.archive.id) as opened:
                want = _want(each, opened, replace(wish, reach=(reach,)))
                before = None
                while page := opened.page(want, before=before, size=_BATCH):
                    yield from (_row(each, shown) for shown in page)
                    before = page[-1].number


def _want(each: Basis, opened: Items, wish: Filter) -> Want:
    """Turn a wish into ranges of sorts and days."""
    ranges: list[Range] = []
    low, high = _year(wish.year)
    for sort in opened.sorts:
        if wish.kinds and sort.kind not in wish.kinds:
            continue
        over = each.spans(sort)
        if wish.year is None and (not wish.reach or judge.undated(over).reach in wish.reach):
            ranges.append(Range(sort, undated=True))
        for begin, end in _stretches(over, wish.reach):
            since, until = _later(begin, low), _sooner(end, high)
            if since is None or until is None or since < until:
                ranges.append(Range(sort, since, until))
    return Want(tuple(ranges), wish.people, wish.words.strip())


def _stretches(over: Sequence[Span], reach: Sequence[Reach]) -> list[tuple[int | None, int | None]]:
    """Give the days in which a sort is ruled so, those that touch as one."""
    found: list[tuple[int | None, int | None]] = []
    for span in over:
        if reach and span.ruling.reach not in reach:
            continue
        if found and found[-1][1] == span.since:
            found[-1] = (found[-1][0], span.until)
        else:
            found.append((span.since, span.until))
    return found


def _year(year: int | None) -> tuple[int | None, int | None]:
    if year is None:
        return None, None
    return (date(year, 1, 1) - _EPOCH).days, (date(year + 1, 1, 1) - _EPOCH).days


def _later(one: int | None, other: int | None) -> int | None:
    return max((each for each in (one, other) if each is not None), default=None)


def _sooner(one: int | None, other: int | None) -> int | None:
    return min((each for each in (one, other) if each is not None), default=None)


def _row(each: Basis, shown: Shown) -> Row:
    item = shown.item
    over = judge.spans(item.kind, item.audience, item.where, each.grounds)
    ruling = judge.undated(over) if item.at is None else at(over, item.at // 86_400)
    return Row(shown.number, each.archive.id, each.archive.platform, item, ruling)


def _place(after: str, cards: Sequence[Archive]) -> _Place:
    """Read where a list goes on."""
    whose, _, number = after.partition(".")
    sound = number.isascii() and number.isdecimal() and len(number) < _DIGITS
    for order, card in enumerate(cards):
        if card.id == whose and sound and int(number) < 1 << 62:
            return _Place(order, int(number))
    raise UnknownArchive(
        "The list cannot go on from here:", where=after, do="Begin it again without --after."
    )
