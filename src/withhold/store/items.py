"""Which items does an imported archive hold: how many of each sort, and which are they?

Sums are stored by month and by day, so that no page counts items: whole months are taken as they
are, and days only where a stretch begins or ends within one. Lists come newest first, one short
look for each sort asked for, however many items there are.
"""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path

import msgspec

from withhold.model.exposure import Archive, Audience, Item, Kind
from withhold.store.errors import LedgerNewer, damaged, explained
from withhold.store.intake import COUNT_BITS, DAY, VERSION
from withhold.store.months import EPOCH, Days, month, stretch
from withhold.store.opened import Closing

CAP = 10_000
"""So many hits of a search are looked at, the newest; so far are items counted."""
PREFIX = 3  # letters from which on the beginning of a word finds it
_WORD = re.compile(r'"([^"]*)"|(\S+)')
_COLUMNS = "i.id, i.class, i.at, i.key, i.text, i.zoned, i.part, i.media, i.people, i.link"
_BUSY_TIMEOUT = 10.0  # seconds
_END = 1 << 62


@dataclass(frozen=True, slots=True)
class Sort:
    """What items have in common: kind, audience and kind of place."""

    kind: Kind
    audience: Audience
    where: str


@dataclass(frozen=True, slots=True)
class Sum:
    """How many items of a sort lie in one stretch of time, those with people in them apart.

    `stretch`: how many of the cuts asked for lie at or before them; None where they have no date.
    """

    sort: Sort
    stretch: int | None
    people: bool
    number: int


@dataclass(frozen=True, slots=True)
class Range:
    """Items of one sort within days, `since` included and `until` not; `undated`: those alone."""

    sort: Sort
    since: int | None = None
    until: int | None = None
    undated: bool = False


@dataclass(frozen=True, slots=True)
class Want:
    """Which items: in any of the ranges, which never overlap; only with people, or with words."""

    ranges: tuple[Range, ...]
    people: bool = False
    words: str = ""


@dataclass(frozen=True, slots=True)
class Count:
    """How many items; `capped`: only so many hits of a search were looked at, the newest."""

    number: int
    capped: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """One item, and the number by which the list goes on after it: its second, then its id."""

    number: int
    item: Item


@dataclass(frozen=True, slots=True)
class Second:
    """The numbers that items of one second have: from `begin` on, and below `end`."""

    begin: int
    end: int


def numbered(number: int) -> Second:
    """Say which numbers are of the same second as this one."""
    second = number >> COUNT_BITS
    return Second(second << COUNT_BITS, (second + 1) << COUNT_BITS)


class Items(Closing):
    """One imported archive, open for reading, as a context manager."""

    def __init__(self, path: Path) -> None:
        """Open it; raises StoreError."""
        self.path = path
        with explained(path):
            self._connection = sqlite3.connect(
                f"{path.absolute().as_uri()}?mode=ro",
                uri=True,
                isolation_level=None,
                check_same_thread=False,
                timeout=_BUSY_TIMEOUT,
            )
            self._connection.execute("PRAGMA query_only = ON")
            ((version,),) = self._connection.execute("PRAGMA user_version")
        if version != VERSION:
            self.close()
            raise _of_another_version(path, version)
        self._sorts = {
            int(str(number)): Sort(Kind(str(kind)), Audience(str(audience)), str(where))
            for number, kind, audience, where in self._read("SELECT * FROM classes")
        }

    def close(self) -> None:
        """Close it."""
        self._connection.close()

    @property
    def card(self) -> Archive:
        """What the archive is."""
        rows = self._read("SELECT text FROM card")
        try:
            return msgspec.json.decode(str(rows[0][0]), type=Archive)
        except (IndexError, msgspec.MsgspecError) as error:
            raise damaged(self.path) from error

    @property
    def sorts(self) -> tuple[Sort, ...]:
        """All sorts of items in it."""
        return tuple(self._sorts.values())

    def sums(self, cuts: Sequence[int] = ()) -> list[Sum]:
        """Count by sort and by the stretches between some days since 1970, sorted ascending."""
        months = [month(cut) for cut in cuts]
        whole = "".join(f" AND begin != {begin:d}" for begin, _ in months)
        days = " OR ".join(f"(day >= {begin:d} AND day < {end:d})" for begin, end in months)
        rows = self._read(
            f"SELECT class, {stretch('begin', cuts)}, people, sum(number) FROM months "
            f"WHERE begin IS NULL OR (1{whole}) GROUP BY 1, 2, 3 UNION ALL "
            f"SELECT class, {stretch('day', cuts)}, people, sum(number) FROM sums "
            f"WHERE {days or '0'} GROUP BY 1, 2, 3"
        )
        found: Counter[tuple[int, int | None, bool]] = Counter()
        for sort, part, people, number in rows:
            place = None if part is None else int(str(part))
            found[int(str(sort)), place, bool(people)] += int(str(number))
        return [
            Sum(self._sorts[sort], place, people, number)
            for (sort, place, people), number in found.items()
        ]

    def months(self) -> list[tuple[date, Kind, int]]:
        """Count by month, named by its first day, and kind; what has no date is not in it."""
        rows = self._read(
            "SELECT begin, kind, sum(number) FROM months JOIN classes ON classes.id = class "
            "WHERE begin IS NOT NULL GROUP BY begin, kind ORDER BY begin, kind"
        )
        return [
            (EPOCH + timedelta(days=int(str(begin))), Kind(str(kind)), int(str(number)))
            for begin, kind, number in rows
        ]

    def page(self, want: Want, *, before: int | None = None, size: int = 50) -> list[Shown]:
        """Give items newest first: those that come after the one numbered `before`."""
        edge = before if before is not None else _END
        if not self._has(want):
            return []
        if want.words:
            hits = self._hits(want, edge)
            return self._by_number([at for at, wanted in hits if wanted and at < edge][:size])
        sql, values = self._listed(want, edge, size)
        return [self._shown(row) for row in self._read(f"{sql} LIMIT {size:d}", *values)]

    def look(
        self, want: Want, *, before: int | None = None, size: int = 50
    ) -> tuple[list[Shown], Count]:
        """Give a page, and how many there are in all: by the sums where no words are asked for.

        Else the newest hits are counted, up to CAP; whether there are so many is said even where
        few of them are what was asked for.
        """
        if not self._has(want):
            return [], Count(0)
        if not want.words:
            number = int(str(self._read(self._counted(want))[0][0]))
            return self.page(want, before=before, size=size), Count(number)
        hits = self._hits(want, _END)
        met = [number for number, wanted in hits if wanted]
        count = Count(len(met), len(hits) >= CAP)
        later = [number for number in met if before is None or number < before]
        if len(later) < size and count.capped:  # further back than was looked
            return self.page(want, before=before, size=size), count
        return self._by_number(later[:size]), count

    def parts(self, key: str) -> list[Item]:
        """Give what belongs to one item: its photos and videos."""
        rows = self._read(
            f"SELECT 0, {_COLUMNS} FROM items i WHERE i.part = ? AND i.part != ''", key
        )
        return [self._shown(row).item for row in rows]

    def _listed(self, want: Want, edge: int, size: int) -> tuple[str, list[object]]:
        looks: list[str] = []
        values: list[object] = []
        people = " AND i.people != ''" if want.people else ""
        for each in want.ranges:
            looks.append(
                f"SELECT * FROM (SELECT i.at << {COUNT_BITS} | i.id, {_COLUMNS} FROM items i "
                f"WHERE i.class = ? AND i.at >= ? AND i.at < ? AND (i.at, i.id) < (?, ?){people} "
                f"ORDER BY i.at DESC, i.id DESC LIMIT {size:d})"
            )
            low, high = _seconds(each)
            high = min(high, (edge >> COUNT_BITS) + 1)  # so that the look begins at the edge
            values += [self._number(each.sort), low, high]
            values += [edge >> COUNT_BITS, edge & (1 << COUNT_BITS) - 1]
        return f"SELECT * FROM ({' UNION ALL '.join(looks)}) ORDER BY 1 DESC", values

    def _counted(self, want: Want) -> str:
        parts = [Days.of(each.since, each.until, undated=each.undated) for each in want.ranges]
        numbers = [self._number(each.sort) for each in want.ranges]
        months = " OR ".join(
            f"(class = {number:d} AND {part.months})"
            for number, part in zip(numbers, parts, strict=True)
        )
        days = " OR ".join(
            f"(class = {number:d} AND day >= {low:d} AND day < {high:d})"
            for number, part in zip(numbers, parts, strict=True)
            for low, high in part.days
        )
        people = " AND people" if want.people else ""
        return (
            f"SELECT (SELECT ifnull(sum(number), 0) FROM months WHERE ({months}){people}) + "
            f"(SELECT ifnull(sum(number), 0) FROM sums WHERE ({days or '0'}){people})"
        )

    def _has(self, want: Want) -> bool:
        return bool(want.ranges) and (not want.words or self._searchable)

    def _by_number(self, numbers: Sequence[int]) -> list[Shown]:
        ids = ", ".join(str(number & (1 << COUNT_BITS) - 1) for number in numbers)
        rows = self._read(
            f"SELECT i.at << {COUNT_BITS} | i.id, {_COLUMNS} FROM items i WHERE i.id IN ({ids}) "
            "ORDER BY 1 DESC"
        )
        return [self._shown(row) for row in rows]

    def _wanted(self, want: Want) -> tuple[str, list[object]]:
        """Write the condition on a hit of a search."""
        values: list[object] = []
        people = " AND hit.people" if want.people else ""
        if {Range(sort, undated=undated) for sort in self.sorts for undated in (True, False)} <= {
            *want.ranges
        }:
            return f"(1{people})", values
        for each in want.ranges:
            values += [self._number(each.sort), *_seconds(each)]
        either = " OR ".join(["(hit.class = ? AND hit.at >= ? AND hit.at < ?)"] * len(want.ranges))
        return f"(({either}){people})", values

    def _hits(self, want: Want, edge: int) -> list[tuple[int, bool]]:
        """Give the numbers of the newest items with the words, and whether each is wanted.

        Only those that can be meant by their dates are looked at: ranks go by the date.
        """
        seconds = [_seconds(each) for each in want.ranges]
        low = min(since for since, _ in seconds)
        high = min(max(until for _, until in seconds), (edge >> COUNT_BITS) + 1)
        wanted, values = self._wanted(want)
        rows = self._read(
            f"SELECT hit.at << {COUNT_BITS} | hit.item, {wanted} FROM (SELECT rowid AS rank "
            "FROM words WHERE words MATCH ? AND rowid > ? AND rowid <= ? "
            f"ORDER BY rowid DESC LIMIT {CAP:d}) AS place "
            "JOIN ranks AS hit ON hit.rank = place.rank ORDER BY 1 DESC",
            *values,
            match(want.words),
            self._before(low // DAY),
            self._before(-(-high // DAY)),
        )
        return [(int(str(number)), bool(wanted)) for number, wanted in rows]

    def _before(self, day: int) -> int:
        """Count the items before a day; those without a date come first of all."""
        if day <= 0:
            return 0
        begin, _ = month(day)
        rows = self._read(
            "SELECT (SELECT ifnull(sum(number), 0) FROM months WHERE begin IS NULL OR begin < ?1)"
            " + (SELECT ifnull(sum(number), 0) FROM sums WHERE day >= ?1 AND day < ?2)",
            begin,
            day,
        )
        return int(str(rows[0][0]))

    @cached_property
    def _searchable(self) -> bool:
        return bool(self._read("SELECT 1 FROM sqlite_master WHERE name = 'words'"))

    def _number(self, sort: Sort) -> int:
        return next((number for number, each in self._sorts.items() if each == sort), -1)

    def _shown(self, row: tuple[object, ...]) -> Shown:
        number, _, sort, at, key, text, zoned, part, media, people, link = row
        known = self._sorts[int(str(sort))]
        item = Item(
            kind=known.kind,
            key=str(key),
            at=int(str(at)) or None,
            audience=known.audience,
            text=str(text),
            zoned=bool(zoned),
            part=str(part),
            media=int(str(media)),
            people=tuple(str(people).split("\n")) if people else (),
            link=str(link),
            where=known.where,
        )
        return Shown(int(str(number)), item)

    def _read(self, sql: str, *values: object) -> list[tuple[object, ...]]:
        with explained(self.path):
            return self._connection.execute(sql, values).fetchall()


def match(words: str) -> str:
    """Write what a person typed so that it is searched for: all of it, in any order.

    What stands in quotation marks is found as it stands; a word of three letters and more is
    found by its beginning too.
    """
    terms = []
    for quoted, word in _WORD.findall(words):
        plain = (quoted or word).replace('"', " ").replace("\0", " ").strip()
        letters = sum(character.isalnum() for character in plain)
        if letters:
            star = "*" if word and letters >= PREFIX else ""
            terms.append(f'"{plain}"{star}')
    return " ".join(terms) or '""'


def _seconds(each: Range) -> tuple[int, int]:
    """Give the seconds between which a range lies; 0 stands for no date."""
    if each.undated:
        return 0, 1
    low = max(each.since * DAY, 1) if each.since is not None else 1
    return low, each.until * DAY if each.until is not None else _END


def _of_another_version(path: Path, version: int) -> LedgerNewer:
    return LedgerNewer(
        f"Another version of Withhold made this file ({version}).",
        where=str(path),
        do="Update Withhold, or add the archive again. Nothing was touched.",
    )
