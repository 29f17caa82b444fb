"""When was this machine last examined, and is somebody looking at it now?

To examine starts a browser and takes a second; nobody who opens a page has to wait for that.
"""

from __future__ import annotations

import os
import signal
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing import get_context
from threading import Lock
from typing import TYPE_CHECKING

from withhold.app import doctoring

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from withhold.kernel.clock import Clock
    from withhold.kernel.paths import Home
    from withhold.report.doctor import Finding


@dataclass(slots=True)
class Apart:
    """Examines in a process of its own: reading all facts would make every page wait meanwhile."""

    home: Home
    clock: Clock
    _worker: int | None = None

    def examine(self) -> tuple[Finding, ...]:
        """Examine; raises BrokenProcessPool where it was broken off."""
        own = get_context("spawn")
        with ProcessPoolExecutor(1, mp_context=own, initializer=_leave_ctrl_c_to_us) as pool:
            self._worker = pool.submit(os.getpid).result()
            try:
                return pool.submit(doctoring.examine, self.home, self.clock).result()
            finally:
                self._worker = None

    def end(self) -> None:
        """Break it off: a look changes nothing, so nothing is half done."""
        worker = self._worker
        if worker is not None:
            with suppress(ProcessLookupError):
                os.kill(worker, signal.SIGTERM)


def _nothing() -> None:
    """Let it come to its end."""


def _leave_ctrl_c_to_us() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@dataclass(frozen=True, slots=True)
class Examined:
    """What was found, and when."""

    at: datetime
    findings: tuple[Finding, ...]


@dataclass(slots=True)
class Checkup:
    """One examination at a time, in the background, and the last one that came to its end.

    `stop` breaks off one that goes on.
    """

    examine: Callable[[], tuple[Finding, ...]]
    clock: Clock
    stop: Callable[[], None] = _nothing
    _lock: Lock = field(default_factory=Lock)
    _pool: ThreadPoolExecutor | None = None
    _now: Future[Examined] | None = None
    _last: Examined | None = None

    def begin(self) -> None:
        """Have a look, unless somebody is looking already."""
        with self._lock:
            if self._now is not None and not self._now.done():
                return
            self._keep()
            self._pool = self._pool or ThreadPoolExecutor(1, thread_name_prefix="checkup")
            self._now = self._pool.submit(self._look)

    def is_on(self) -> bool:
        """Say whether somebody is looking now."""
        with self._lock:
            return self._now is not None and not self._now.done()

    def last(self) -> Examined | None:
        """Give the last look that came to its end; a fault of ours in it is raised."""
        with self._lock:
            if self._now is not None and self._now.done():
                self._last = self._now.result()
            return self._last

    def end(self) -> None:
        """Break off a look that has begun, and begin none."""
        with self._lock:
            pool, self._pool = self._pool, None
        if pool:
            self.stop()
            pool.shutdown(cancel_futures=True)

    def _keep(self) -> None:
        """Keep what was found before the next look takes its place."""
        if self._now is not None and self._now.exception() is None:
            self._last = self._now.result()

    def _look(self) -> Examined:
        return Examined(self.clock.now(), self.examine())
