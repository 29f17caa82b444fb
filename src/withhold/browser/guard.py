"""What if a page never answers again? A script that runs for ever would hold us for ever.

Nothing said over the DevTools pipe is answered while a page's own script blocks it. So a thread
beside the run watches how long an answer is taking, and ends the browser when it takes too long:
the run then says `no-browser` instead of standing still.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

TICK = 0.5  # seconds between two looks


class Guard:
    """Watches one browser; `end` is called once when it has not answered for `limit` seconds."""

    def __init__(self, end: Callable[[], None], *, limit: float) -> None:
        """Begin to watch."""
        self._end = end
        self._limit = limit
        self._asked: float | None = None
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="guard", daemon=True)
        self._thread.start()

    @contextmanager
    def asking(self) -> Iterator[None]:
        """Do something that the page has to answer."""
        self._asked = time.monotonic()
        try:
            yield
        finally:
            self._asked = None

    def close(self) -> None:
        """Watch no longer."""
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._over.wait(TICK):
            asked = self._asked
            if asked is not None and time.monotonic() - asked > self._limit:
                self._end()
                return


def ending(process: int | None) -> Callable[[], None]:
    """Give what ends the browser with this process number."""

    def end() -> None:
        if process is not None:
            with suppress(ProcessLookupError, PermissionError):
                os.kill(process, signal.SIGTERM)

    return end
