"""Which runs were there, what did each tell, and how did it end?"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from withhold.kernel.clock import stamp
from withhold.store import chain, forget
from withhold.store.book import FOUND, OF_RUN, Book
from withhold.store.records import Progress, RunEnd, RunStart

_ORPHAN_AGE = timedelta(hours=1)
"""How old a file that no record names must be to be swept: younger ones may be about to be."""

_LAST_OF_RUN = """
SELECT max(seq) FROM place WHERE kind IN ('run', 'event', 'run-end') AND run = ?
"""
_EVENTS = """
SELECT CAST(c.text AS BLOB) FROM place p JOIN chain c USING (seq)
WHERE p.kind = ?1 AND p.run = ?2 AND p.seq > ?3 ORDER BY p.seq
"""


@dataclass(frozen=True, slots=True)
class Event:
    """One event of a run as it is tailed; `seq` grows, and is where to go on from."""

    seq: int
    run: str
    kind: str
    at: datetime
    data: dict[str, Any]

    def __repr__(self) -> str:
        """Leave `data` out: it may hold a person's words."""
        return f"Event(seq={self.seq}, run={self.run!r}, kind={self.kind!r})"


@dataclass(frozen=True, slots=True)
class Run:
    """A run as a whole; `ended_at` and `how` are None while nobody has written its end down."""

    id: str
    kind: str
    pid: int
    started_at: datetime
    ended_at: datetime | None
    how: str | None


def joined(starts: Iterable[RunStart], ends: Iterable[RunEnd]) -> list[Run]:
    """Put beginnings and ends together, in order of the beginnings."""
    by_run = {end.run: end for end in ends}
    return [_run(start, by_run.get(start.id)) for start in starts]


def _run(start: RunStart, end: RunEnd | None) -> Run:
    return Run(
        id=start.id,
        kind=start.kind,
        pid=start.pid,
        started_at=start.started_at,
        ended_at=end.ended_at if end else None,
        how=end.how if end else None,
    )


class Runs(Book):
    """The part of the ledger that holds runs and their events."""

    def begin_run(self, kind: str, run_id: str | None = None) -> Run:
        """Begin a run of this process. Runs that were killed are marked so, orphans swept.

        `run_id` is the id somebody waits for, who ordered it; else a fresh one.
        """
        self._settle()
        run_id = run_id or self.new_id()
        start = RunStart(id=run_id, kind=kind, pid=os.getpid(), started_at=self._clock.now())
        self._lives.begin(run_id)
        self.put(start)
        return joined([start], [])[0]

    def end_run(self, run_id: str, how: str) -> None:
        """Write down how a run ended: `done`, `interrupted`, `failed`."""
        self.put(RunEnd(id=self.new_id(), run=run_id, how=how, ended_at=self._clock.now()))
        self._lives.end(run_id)

    def runs(self) -> list[Run]:
        """Return all runs."""
        starts = self._all(RunStart, FOUND, None, None)
        return joined(starts, self._all(RunEnd, FOUND, None, None))

    def run(self, run_id: str) -> Run | None:
        """Return one run; None if it has not begun."""
        starts = self._all(RunStart, OF_RUN, run_id)
        return next(iter(joined(starts, self._all(RunEnd, OF_RUN, run_id))), None)

    def last_of_run(self, run_id: str) -> int:
        """Return the `seq` of the last thing a run told, 0 if there is none: has it gone on?"""
        ((last,),) = self._database.read(_LAST_OF_RUN, run_id)
        return last if isinstance(last, int) else 0

    def alive(self, run_id: str) -> bool:
        """Say whether the process of this run still lives."""
        return self._lives.alive(run_id)

    def tell(self, run_id: str, kind: str, **data: object) -> int:
        """Append an event of a run for whoever watches; `data` is plain JSON. Return its `seq`."""
        at = self._clock.now()
        return self.put(Progress(id=self.new_id(), run=run_id, kind=kind, at=at, data=data))

    def events(self, run_id: str, *, after: int = 0) -> list[Event]:
        """Return a run's events with a `seq` greater than `after`."""
        return [
            Event(seq=seq, run=told.run, kind=told.kind, at=told.at, data=told.data)
            for seq, told in self._numbered(Progress, _EVENTS, run_id, after)
        ]

    def _settle(self) -> None:
        """Write down the end of runs that were killed; sweep what nothing names."""
        with self._database.writing() as now:
            left = [run for run in self.runs() if run.how is None]
            dead = [run for run in left if not self.alive(run.id)]
            for run in dead:
                end = RunEnd(self.new_id(), run.id, "killed", self._clock.now())
                chain.append(now, end, written_at=stamp(self._clock.now()))
                self._lives.end(run.id)
            if len(dead) == len(left):
                self._sweep()

    def _sweep(self) -> None:
        forget.finish(self._database, self.evidence)
        wanted = self._database.read("SELECT DISTINCT digest FROM evidence")
        cut = self._clock.now() - _ORPHAN_AGE
        self.evidence.sweep(frozenset(str(name) for (name,) in wanted), before=cut.timestamp())
