"""How is a host asked without being pressed?

One request at a time, with a pause after each; a host that is busy, or that broke off, is asked
twice more, later each time. Where it says when to come back, we wait if that is soon, and otherwise
leave and say when.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from withhold.net import errors, headers
from withhold.net.exchange import Reply

PAUSE = 1.0  # seconds between two requests to a host
BACK_OFF = (5.0, 15.0)  # seconds before asking again
PATIENCE = 60.0  # the longest that we wait for a busy host
LONGEST_PAUSE = 30.0  # the longest pause that a host may ask for
_BUSY = {429, 503}
_LATER = 3_600.0  # when to come back to a host that does not say
_LATEST = 7 * 86_400.0  # no host keeps us away for longer


class Polite:
    """Takes turns at hosts; `wait` waits some seconds, `tick` never runs backwards."""

    def __init__(
        self,
        *,
        wait: Callable[[float], None],
        now: Callable[[], datetime],
        tick: Callable[[], float],
    ) -> None:
        """Begin without having asked anybody."""
        self._wait = wait
        self._now = now
        self._tick = tick
        self._free: dict[str, float] = {}
        self._pauses: dict[str, float] = {}

    def slow(self, host: str, seconds: float) -> None:
        """Make longer pauses at this host, within reason."""
        self._pauses[host] = min(max(seconds, PAUSE), LONGEST_PAUSE)

    def ask(self, host: str, request: Callable[[], Reply]) -> Reply:
        """Ask when it is our turn, again where that may help; raise what stands in the end."""
        for pause in BACK_OFF:
            try:
                reply = self._once(host, request)
            except (errors.Unreachable, errors.Broken):
                self._wait(pause)
                continue
            if reply.status not in _BUSY:
                return reply
            self._wait(max(pause, self._asked(host, reply)))
        reply = self._once(host, request)
        if reply.status in _BUSY:
            raise self._busy(host, headers.patience(_retry(reply), self._now()))
        return reply

    def _once(self, host: str, request: Callable[[], Reply]) -> Reply:
        early = self._free.get(host, 0.0) - self._tick()
        if host in self._free and early > 0:
            self._wait(early)
        try:
            return request()
        finally:
            self._free[host] = self._tick() + self._pauses.get(host, PAUSE)

    def _asked(self, host: str, reply: Reply) -> float:
        """Return how long a busy host wants us to wait; raise Busy when we do not."""
        seconds = headers.patience(_retry(reply), self._now())
        if seconds > PATIENCE:
            raise self._busy(host, seconds)
        return seconds

    def _busy(self, host: str, seconds: float) -> errors.Busy:
        until = self._now() + timedelta(seconds=min(seconds or _LATER, _LATEST))
        return errors.busy(host, until)


def _retry(reply: Reply) -> str:
    return reply.headers.get("retry-after", "")
