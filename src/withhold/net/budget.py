"""How long may one page take altogether?

A host may send one byte whenever we are about to give up. So there is one measure for all that is
spent waiting for hosts on behalf of a page; what we wait out of politeness does not count.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Budget:
    """So many seconds on the line; `tick` never runs backwards."""

    def __init__(self, seconds: float, tick: Callable[[], float]) -> None:
        """Begin with everything left."""
        self._seconds = seconds
        self._tick = tick
        self._since: float | None = None

    @contextmanager
    def running(self) -> Iterator[None]:
        """Count the time while this lasts."""
        self._since = self._tick()
        try:
            yield
        finally:
            self._seconds = self.left
            self._since = None

    @property
    def left(self) -> float:
        """Seconds left; below zero when overspent."""
        running = 0.0 if self._since is None else self._tick() - self._since
        return self._seconds - running
