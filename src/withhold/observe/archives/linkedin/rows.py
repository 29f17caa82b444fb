"""What is in a file of LinkedIn's, one row after another, and what was wrong with it?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from withhold.observe.archives.format import Files
from withhold.observe.archives.linkedin.layout import Sheet
from withhold.observe.archives.records import Bad, Unreadable, table
from withhold.observe.archives.tally import Tally
from withhold.observe.archives.written import written

OPENED = 1_052_092_800
"""2003-05-05, when LinkedIn opened."""


@dataclass(frozen=True, slots=True)
class Desk:
    """The files that are read, and the last moment that can be in them."""

    files: Files
    until: int

    def tally(self, path: str) -> Tally:
        """Begin to read a file."""
        return Tally(path, OPENED, self.until)

    def rows(self, sheet: Sheet, tally: Tally) -> Iterator[dict[str, str]]:
        """Give the rows of a file; what cannot be read is in the tally afterwards."""
        try:
            with self.files.open(sheet.path) as stream:
                for each in table(stream, sheet.first):
                    if isinstance(each, Bad):
                        tally.bad += each.count
                    else:
                        yield each
        except Unreadable as error:
            tally.stop(error)


def dated(text: str, tally: Tally) -> tuple[int | None, bool]:
    """Read a date; one that is none is counted, a blank one is not: LinkedIn leaves some out."""
    if not text.strip():
        return None, True
    at, zoned = written(text.strip())
    if at is None:
        tally.odd += 1
    return tally.dated(at), zoned
