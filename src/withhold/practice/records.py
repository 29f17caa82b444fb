"""What is staged now, what was asked for, and what was changed?"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import datetime

from withhold.kernel.clock import Clock
from withhold.model.observation import Position
from withhold.practice.case import Case
from withhold.practice.scenes import Scene


@dataclass(frozen=True, slots=True)
class Load:
    """One request for a staged address."""

    case: int
    host: str
    path: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Write:
    """One change a page sent, whether the server kept it or not.

    `control` is the control's id, or `neighbour#1`, `x.grok_training#look-alike` and the like: a
    write of such a one is outside every plan.
    """

    case: int
    control: str
    value: Position
    at: datetime


class Records:
    """The cases by number and by address, and what happened to them; safe for threads."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._cases: list[Case] = []
        self._staged: dict[tuple[str, str], Case] = {}
        self._loads: list[Load] = []
        self._writes: list[Write] = []

    def stage(self, scenes: tuple[Scene, ...]) -> Case:
        """Put a new case at its address."""
        with self._lock:
            case = Case(len(self._cases), scenes)
            self._cases.append(case)
            self._staged[case.address] = case
            return case

    def at(self, host: str, path: str) -> Case | None:
        """Return what is staged at an address."""
        with self._lock:
            return self._staged.get((host, path))

    def numbered(self, number: str) -> Case | None:
        """Return a case by its number as an address carries it."""
        with self._lock:
            known = number.isdecimal() and int(number) < len(self._cases)
            return self._cases[int(number)] if known else None

    def load(self, case: Case, host: str, path: str) -> None:
        """Note a page load."""
        with self._lock:
            self._loads.append(Load(case.number, host, path, self._clock.now()))

    def write(self, case: Case, control: str, value: Position) -> None:
        """Note a change as it arrives."""
        with self._lock:
            self._writes.append(Write(case.number, control, value, self._clock.now()))

    def loads(self, case: Case) -> tuple[Load, ...]:
        """Return the loads of one case."""
        with self._lock:
            return tuple(load for load in self._loads if load.case == case.number)

    def writes(self, case: Case) -> tuple[Write, ...]:
        """Return the writes of one case."""
        with self._lock:
            return tuple(write for write in self._writes if write.case == case.number)
