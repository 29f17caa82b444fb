"""Which posts, comments and reposts are there, and who could see them?

Of a post LinkedIn states who could see it, but not what all of these words mean: `PUBLIC` and
`CONNECTIONS` are plain, `MEMBER_NETWORK` and a blank say nothing that could be relied on. A comment
is seen by whoever sees the post it stands below, and whose that is the archive does not tell.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from withhold.model.exposure import Audience, Item, Kind, Note, Problem, Record
from withhold.observe.archives.linkedin.layout import Sheet
from withhold.observe.archives.linkedin.links import GROUP, link, urn
from withhold.observe.archives.linkedin.rows import Desk, dated

_SEEN_BY = {"PUBLIC": Audience.PUBLIC, "CONNECTIONS": Audience.LIMITED}
_WORDS = ("PUBLIC", "CONNECTIONS", "MEMBER_NETWORK", "")


def shares(desk: Desk, sheet: Sheet) -> Iterator[Record]:
    """Give the posts: every row is one, also one that holds nothing but a link."""
    tally, words = desk.tally(sheet.path), Counter[str]()
    for row in desk.rows(sheet, tally):
        date, address = row.get("Date", ""), row.get("ShareLink", "")
        text = row.get("ShareCommentary", "") or row.get("SharedUrl", "")
        if not (address or text or row.get("MediaUrl")):
            tally.bad += 1
            continue
        kind, number = urn(address)
        grouped, word = kind == GROUP, row.get("Visibility", "").strip().upper()
        words["group" if grouped else word if word in _WORDS else "other"] += 1
        at, zoned = dated(date, tally)
        yield Item(
            Kind.POST,
            f"{kind}:{number}" if number else tally.key(address, date, text),
            at,
            Audience.UNKNOWN if grouped else _SEEN_BY.get(word, Audience.UNKNOWN),
            text,
            zoned,
            media=bool(row.get("MediaUrl", "").strip()),
            link=link(kind, number),
            where="group" if grouped else "",
        )
    if tally.sound:
        yield _note(sheet.path, words)
    yield from tally.problems()


def comments(desk: Desk, sheet: Sheet) -> Iterator[Item | Problem]:
    """Give the comments; each links to what it was said about."""
    yield from _beside(desk, sheet, Kind.COMMENT)


def reposts(desk: Desk, sheet: Sheet) -> Iterator[Item | Problem]:
    """Give what was passed on without a word."""
    yield from _beside(desk, sheet, Kind.REPOST)


def _beside(desk: Desk, sheet: Sheet, made: Kind) -> Iterator[Item | Problem]:
    tally = desk.tally(sheet.path)
    for row in desk.rows(sheet, tally):
        date, address, text = row.get("Date", ""), row.get("Link", ""), row.get("Message", "")
        at, zoned = dated(date, tally)
        kind, number = urn(address)
        yield Item(
            made,
            tally.key(address, date, text),
            at,
            Audience.UNKNOWN,
            text,
            zoned,
            link=link(kind, number),
            where="group" if kind == GROUP else "",
        )
    yield from tally.problems()


def _note(path: str, words: Counter[str]) -> Note:
    told = {
        "public": words["PUBLIC"],
        "connections": words["CONNECTIONS"],
        "member_network": words["MEMBER_NETWORK"],
        "blank": words[""],
        "group": words["group"],
        "other": words["other"],
    }
    values = tuple((name, str(number)) for name, number in told.items())
    return Note(path, "linkedin.visibility", "linkedin.visibility", values)
