"""What is in a file, one record after another, and what was wrong with it?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from withhold.model.exposure import Problem
from withhold.observe.archives.format import Files
from withhold.observe.archives.records import Bad, Unreadable, array

T = TypeVar("T")


@dataclass(slots=True)
class Tally:
    """What was met while one file was read. Its problems say how many, never what."""

    path: str
    records: int = 0
    bad: int = 0
    corrected: int = 0
    odd: int = 0
    unmatched: int = 0
    left: int = 0
    stopped: list[Problem] = field(default_factory=list)

    def problems(self, declared: int | None = None) -> Iterator[Problem]:
        """Tell them; `declared`: how many records the archive itself says there should be."""
        yield from self.stopped
        counts = {
            "bad-record": self.bad,
            "date-corrected": self.corrected,
            "absurd-date": self.odd,
            "no-post": self.unmatched,
            "too-large": self.left,
        }
        yield from (Problem(code, self.path, str(n)) for code, n in counts.items() if n)
        if declared is not None and declared != self.records:
            yield Problem("incomplete", self.path, f"{self.records}/{declared}")


def rows(files: Files, tally: Tally, kind: type[T]) -> Iterator[T]:
    """Give the records of a file; what cannot be read is in the tally afterwards."""
    try:
        with files.open(tally.path) as stream:
            for each in array(stream, kind):
                if isinstance(each, Bad):
                    tally.records += each.count
                    tally.bad += each.count
                else:
                    tally.records += 1
                    yield each
    except Unreadable as error:
        tally.stopped.append(Problem(error.code, tally.path, error.detail))
