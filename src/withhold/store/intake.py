"""How do the items of one archive come into a file of their own, fast, and all or none?

The file is written without a journal under a name that no reader looks for, and takes its place
only when it is whole and on disk; so whatever moment a process ends, nothing is half imported.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import msgspec

from withhold.kernel import durable
from withhold.kernel.paths import PRIVATE_FOLDER, Home
from withhold.model.exposure import Archive, Audience, Item, Kind
from withhold.store.database import narrow
from withhold.store.errors import explained
from withhold.store.opened import Closing
from withhold.store.schema import APPLICATION

COUNT_BITS = 24
MOST = 1 << COUNT_BITS
"""How many items one archive may have; so a date and a number fit into one number."""
DAY = 86_400  # seconds
VERSION = 1
_STEPS = 1_000_000  # of SQLite's machine between two looks whether somebody wishes an end
_SHEETS = 64  # lists of keys' numbers, one of which is looked through at a time
_LATEST = 1 << 34  # seconds: the year 2514; whatever lies beyond is no date

_CLASSES = """
CREATE TABLE classes (      -- each sort of item once, so that the rows of items stay short
    id       INTEGER PRIMARY KEY,
    kind     TEXT NOT NULL,
    audience TEXT NOT NULL,
    place    TEXT NOT NULL
) STRICT
"""
_ITEMS = """
CREATE TABLE items (
    id     INTEGER PRIMARY KEY,
    class  INTEGER NOT NULL,
    at     INTEGER NOT NULL,  -- seconds since 1970; 0 where there is no date
    key    TEXT NOT NULL,
    text   TEXT NOT NULL,
    zoned  INTEGER NOT NULL,
    part   TEXT NOT NULL,     -- the key of the item it belongs to
    media  INTEGER NOT NULL,
    people TEXT NOT NULL,     -- names, one a line
    link   TEXT NOT NULL
) STRICT
"""
_SUMS = """
CREATE TABLE sums (
    class  INTEGER NOT NULL,
    day    INTEGER,           -- since 1970; NULL where the items have no date
    people INTEGER NOT NULL,  -- whether they name or tag anybody
    number INTEGER NOT NULL
) STRICT
"""
_MONTHS = """
CREATE TABLE months (        -- the same by month, so that a summary reads a few thousand rows
    class  INTEGER NOT NULL,
    begin  INTEGER,           -- the first day of the month, since 1970
    people INTEGER NOT NULL,
    number INTEGER NOT NULL
) STRICT
"""
_SUM_UP = """
INSERT INTO months
SELECT class, strftime('%s', day * 86400, 'unixepoch', 'start of month') / 86400 AS begin,
    people, sum(number)
FROM sums
GROUP BY class, begin, people
"""
_BY_DATE = (  # filled as the items come, while the reader keeps the other processor busy
    "CREATE INDEX items_class ON items (class, at)",
    "CREATE INDEX items_people ON items (class, at) WHERE people != ''",
)
_CARD = "CREATE TABLE card (text TEXT NOT NULL) STRICT"
_SCHEMA = (_CLASSES, _ITEMS, _SUMS, _MONTHS, _CARD, *_BY_DATE)
_INDEXES = (
    "CREATE INDEX sums_day ON sums (day)",
    "CREATE INDEX items_part ON items (part) WHERE part != ''",
)
_VOCABULARY = """
CREATE VIRTUAL TABLE words
USING fts5(text, content='', columnsize=0, tokenize='unicode61 remove_diacritics 2')
"""
_RANKS = """
CREATE TABLE ranks (          -- with what is filtered by, so that no item is looked at for that
    rank   INTEGER PRIMARY KEY,
    item   INTEGER NOT NULL,
    class  INTEGER NOT NULL,
    at     INTEGER NOT NULL,
    people INTEGER NOT NULL
) STRICT
"""
_FILL = """
INSERT INTO words (rowid, text)
SELECT rank, text FROM ranks CROSS JOIN items ON items.id = ranks.item
"""
_WORDS = (  # numbered by date, so that the newest hits are found without looking at all of them
    _RANKS,
    "INSERT INTO ranks SELECT NULL, id, class, at, people != '' FROM items ORDER BY at, id",
    _VOCABULARY,
    "INSERT INTO words (words, rank) VALUES ('hashsize', 33554432)",  # bytes kept in memory
    _FILL,
)
_TWICE = """
SELECT id FROM (
    SELECT items.id, row_number() OVER (PARTITION BY key, kind ORDER BY items.id DESC) AS place
    FROM items
    JOIN classes ON classes.id = items.class
    WHERE key IN (SELECT key FROM items GROUP BY key HAVING count(*) > 1)
) WHERE place > 1
"""

Row = tuple[int, int, int, str, str, bool, str, int, str, str]


class TooMany(Exception):
    """An archive holds more items than can be numbered."""


class Stopped(Exception):
    """Somebody wished it to end before it was whole."""


class Intake(Closing):
    """One archive on its way in. As a context manager: unless it is finished, nothing stays."""

    def __init__(self, home: Home, archive_id: str) -> None:
        """Begin a file; raises StoreError, HomeClosed."""
        home.want_open()
        self._final = home.archives / f"{archive_id}.sqlite3"
        self._path = home.archives / f"{archive_id}.coming"
        self._classes: dict[tuple[Kind, Audience, str], int] = {}
        self._sums: Counter[tuple[int, int | None, bool]] = Counter()
        self._number = 0
        self._marks = [array("q") for _ in range(_SHEETS)]
        with explained(home.root):
            home.make()
            home.archives.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
            narrow(self._path)
            self._connection = sqlite3.connect(self._path, isolation_level=None)
            for statement in (
                "PRAGMA journal_mode = OFF",
                "PRAGMA synchronous = OFF",
                "PRAGMA locking_mode = EXCLUSIVE",
                "PRAGMA cache_size = -32000",
                "PRAGMA temp_store = FILE",
                *_SCHEMA,
                "BEGIN",
            ):
                self._connection.execute(statement)

    def close(self) -> None:
        """Close the file; what was not finished goes."""
        self._connection.close()
        self._path.unlink(missing_ok=True)

    @property
    def number(self) -> int:
        """How many items came so far."""
        return self._number

    def take(self, items: Iterable[Item]) -> int:
        """Write items; say how many. Raises StoreError, TooMany."""
        before = self._number
        with explained(self._path):
            self._connection.executemany(
                "INSERT INTO items VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", map(self._row, items)
            )
        return self._number - before

    def finish(self, card: Archive, *, stop: Callable[[], bool] = lambda: False) -> Archive:
        """Put the sums, the index and the card beside the items, and the file in its place.

        What came twice goes; gives the card with the counts that remain. Raises Stopped as soon as
        `stop` says so.
        """
        self._connection.set_progress_handler(stop, _STEPS)
        try:
            return self._finished(card)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorname == "SQLITE_INTERRUPT":
                raise Stopped from error
            raise

    def _finished(self, card: Archive) -> Archive:
        with explained(self._path):
            self._drop_doubles()
            self._write_sums()
            for statement in (*_INDEXES, *(_WORDS if card.searchable else ())):
                self._connection.execute(statement)
            self._connection.set_progress_handler(None, 0)
            whole = self._counted(card)
            self._connection.execute("INSERT INTO card VALUES (?)", (_json(whole),))
            self._connection.execute("COMMIT")
            self._connection.execute(f"PRAGMA application_id = {APPLICATION}")
            self._connection.execute(f"PRAGMA user_version = {VERSION}")
            self._connection.close()
            _settle(self._path, self._final)
        return whole

    def _row(self, item: Item) -> Row:
        if self._number >= MOST:
            raise TooMany
        self._number += 1
        sort = (item.kind, item.audience, item.where)
        known = self._classes.get(sort)
        if known is None:
            known = self._classes[sort] = len(self._classes)
        second = item.at
        if second is None or not 0 < second < _LATEST:
            second = 0
        mark = hash(item.key)
        self._marks[mark % _SHEETS].append(mark)
        people, text = item.people, item.text
        counted = (known, second // DAY if second else None, bool(people))
        self._sums[counted] = self._sums.get(counted, 0) + 1  # in half the time of +=
        try:
            text.encode()
        except UnicodeEncodeError:  # half of a character is no text
            text = text.encode("utf-8", "replace").decode()
        return (
            self._number,
            known,
            second,
            item.key,
            text,
            item.zoned,
            item.part,
            item.media,
            "\n".join(people) if people else "",
            item.link,
        )

    def _drop_doubles(self) -> None:
        self._connection.executemany(
            "INSERT INTO classes VALUES (?, ?, ?, ?)",
            [(number, *sort) for sort, number in self._classes.items()],
        )
        if not any(len(set(marks)) < len(marks) for marks in self._marks):
            return
        self._connection.execute("CREATE INDEX items_key ON items (key)")
        for (number,) in self._connection.execute(_TWICE).fetchall():
            (row,) = self._connection.execute(
                "DELETE FROM items WHERE id = ? RETURNING class, at, people", (number,)
            )
            known, second, people = row
            self._sums[known, second // DAY if second else None, bool(people)] -= 1
        self._connection.execute("DROP INDEX items_key")

    def _write_sums(self) -> None:
        self._connection.executemany(
            "INSERT INTO sums VALUES (?, ?, ?, ?)",
            [(*of, number) for of, number in self._sums.items() if number],
        )
        self._connection.execute(_SUM_UP)

    def _counted(self, card: Archive) -> Archive:
        counts: Counter[Kind] = Counter()
        audiences: Counter[Audience] = Counter()
        sorts = {number: sort for sort, number in self._classes.items()}
        for (number, _, _), count in self._sums.items():
            kind, audience, _ = sorts[number]
            counts[kind] += count
            audiences[audience] += count
        ((first, last),) = self._connection.execute(
            "SELECT min(at), max(at) FROM items WHERE at > 0"
        )
        return replace(
            card,
            counts={kind: counts[kind] for kind in Kind if counts[kind]},
            audiences={audience: audiences[audience] for audience in Audience},
            first=first,
            last=last,
        )


def _settle(path: Path, final: Path) -> None:
    with path.open("rb+") as file:
        durable.sync(file.fileno())
    durable.write("archive", lambda: path.replace(final))
    durable.sync_folder(final.parent)


def _json(card: Archive) -> str:
    return msgspec.json.encode(card).decode()
