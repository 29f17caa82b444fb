"""Which items does an imported archive hold: how many of each sort, and which are they?

Sums are stored, so that no page counts items. Lists come newest first, one
short look for each sort asked for, however many items there are.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from withhold.model.exposure import Archive, Audience, Item, Kind
from withhold.store.errors import LedgerNewer, damaged, explained
from withhold.store.intake import COUNT_BITS, DAY, VERSION

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
    """Which items: in any of the ranges; only with people; only with these words."""

    ranges: tuple[Range, ...]
    people: bool = False
    words: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """One item, and the number by which the list goes on after it."""

    number: int
    item: Item


class Items:
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

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.close()

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
        stretch = " + ".join(f"(day >= {cut:d})" for cut in cuts) or "0"
        rows = self._read(
            f"SELECT class, CASE WHEN day IS NULL THEN NULL ELSE {stretch} END, people, "
            "sum(number) FROM sums GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"
        )
        return [
            Sum(
                self._sorts[int(str(sort))],
                None if part is None else int(str(part)),
                bool(people),
                int(str(number)),
            )
            for sort, part, people, number in rows
        ]

    def months(self) -> list[tuple[str, Kind, int]]:
        """Count by month (`2024-05`) and kind; what has no date is not in it."""
        rows = self._read(
            "SELECT strftime('%Y-%m', day * 86400, 'unixepoch') AS month, kind, sum(number) "
            "FROM sums JOIN classes ON classes.id = class WHERE day IS NOT NULL "
            "GROUP BY month, kind ORDER BY month, kind"
        )
        return [(str(month), Kind(str(kind)), int(str(number))) for month, kind, number in rows]

    def page(self, want: Want, *, before: int | None = None, size: int = 50) -> list[Shown]:
        """Give items newest first: those that come after the one numbered `before`."""
        if not want.ranges:
            return []
        edge = before if before is not None else _END
        sql, values = self._found(want, edge) if want.words else self._listed(want, edge, size)
        return [self._shown(row) for row in self._read(f"{sql} LIMIT {size:d}", *values)]

    def count(self, want: Want) -> int:
        """Count items: by the sums where no words are asked for, else the hits, up to CAP."""
        if not want.ranges:
            return 0
        if want.words:
            sql, values = self._found(want, _END)
            rows = self._read(f"SELECT count(*) FROM ({sql})", *values)
        else:
            sql, values = self._counted(want)
            rows = self._read(sql, *values)
        return int(str(rows[0][0]))

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
            values += [self._number(each.sort), *_seconds(each)]
            values += [edge >> COUNT_BITS, edge & (1 << COUNT_BITS) - 1]
        return f"SELECT * FROM ({' UNION ALL '.join(looks)}) ORDER BY 1 DESC", values

    def _counted(self, want: Want) -> tuple[str, list[object]]:
        either = " OR ".join(_day(each) for each in want.ranges)
        people = " AND people" if want.people else ""
        numbers: list[object] = [self._number(each.sort) for each in want.ranges]
        return (
            f"SELECT ifnull(sum(number), 0) FROM sums WHERE ({either}){people}",
            numbers,
        )

    def _found(self, want: Want, edge: int) -> tuple[str, list[object]]:
        values: list[object] = [match(want.words), edge]
        people = " AND i.people != ''" if want.people else ""
        for each in want.ranges:
            values += [self._number(each.sort), *_seconds(each)]
        either = " OR ".join(["(i.class = ? AND i.at >= ? AND i.at < ?)"] * len(want.ranges))
        sql = (
            f"SELECT hit.rank, {_COLUMNS} FROM (SELECT rowid AS rank FROM words "
            f"WHERE words MATCH ? AND rowid < ? ORDER BY rowid DESC LIMIT {CAP:d}) AS hit "
            "JOIN ranks ON ranks.rank = hit.rank JOIN items i ON i.id = ranks.item "
            f"WHERE ({either}){people} ORDER BY 1 DESC"
        )
        return sql, values

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


def _day(each: Range) -> str:
    """Write a range as a condition on the sums; its sort's number goes into it."""
    if each.undated:
        return "(class = ? AND day IS NULL)"
    low = f" AND day >= {each.since:d}" if each.since is not None else ""
    high = f" AND day < {each.until:d}" if each.until is not None else ""
    return f"(class = ? AND day IS NOT NULL{low}{high})"


def _of_another_version(path: Path, version: int) -> LedgerNewer:
    return LedgerNewer(
        f"Another version of Withhold made this file ({version}).",
        where=str(path),
        do="Update Withhold, or add the archive again. Nothing was touched.",
    )
