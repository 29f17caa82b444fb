"""Whose archive is it, and what does the person's profile say?

The profile is one item: its words, and those of positions, schools, skills and the like. Address
and date of birth are on nobody's profile, and are not read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from withhold.model.exposure import Audience, Holder, Item, Kind, Problem
from withhold.observe.archives.linkedin.layout import Sheet, Shelf
from withhold.observe.archives.linkedin.names import RESUME
from withhold.observe.archives.linkedin.rows import Desk

_SHOWN = ("Headline", "Summary", "Industry", "Geo Location", "Websites")
_MOST = 200_000  # characters of a profile that are kept


@dataclass(slots=True)
class Owner:
    """The person, as far as their archive tells it."""

    name: str = ""
    member: str = ""
    words: list[str] = field(default_factory=list)

    def holder(self) -> Holder:
        """Tell it as every format does; the archive says nothing of when it was made."""
        return Holder(self.name, self.member)

    def item(self) -> Iterator[Item]:
        """Give the profile, if there is anything in it."""
        text = "\n".join(self.words)[:_MOST]
        if text:
            yield Item(Kind.PROFILE, "profile", None, Audience.UNKNOWN, text)


def owner(desk: Desk, shelf: Shelf) -> Iterator[Owner | Problem]:
    """Read who it is: first the problems, then the person."""
    found = Owner(member=shelf.member)
    for sheet in shelf.of("Profile"):
        tally = desk.tally(sheet.path)
        for row in desk.rows(sheet, tally):
            found.name = found.name or name(row)
            _keep(found.words, [row.get(each, "") for each in _SHOWN], "\n")
        yield from tally.problems()
    for job in RESUME:
        for sheet in shelf.of(job):
            tally = desk.tally(sheet.path)
            for row in desk.rows(sheet, tally):
                _keep(found.words, list(row.values()), ", ")
            yield from tally.problems()
    yield found


def name(row: dict[str, str]) -> str:
    """Write a person's name as messages have it."""
    parts = (row.get("First Name", "").strip(), row.get("Last Name", "").strip())
    return " ".join(each for each in parts if each)


def named(desk: Desk, sheet: Sheet) -> str:
    """Give the name that a file of the profile tells."""
    rows = desk.rows(sheet, desk.tally(sheet.path))
    return next((found for row in rows if (found := name(row))), "")


def _keep(words: list[str], cells: list[str], between: str) -> None:
    line = between.join(each.strip() for each in cells if each.strip())
    if line and sum(map(len, words)) < _MOST:
        words.append(line)
