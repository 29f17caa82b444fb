"""May a program come by itself? What a host's robots.txt says, read as RFC 9309 has it.

It is asked for once a host and session. A host that has none lets everybody in; one that cannot say
lets nobody in. What cannot be told for another reason (no connection, too busy) is that reason.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from protego import Protego

from withhold.net import errors
from withhold.net.exchange import Reply
from withhold.net.headers import AGENT
from withhold.net.target import Target

PATH = "/robots.txt"
LIMIT = 512_000  # bytes that are read of it
_FAULTS = 500  # from here on, the host cannot say


@dataclass(frozen=True, slots=True)
class _Said:
    """The rules of one host."""

    rules: Protego

    def want(self, target: Target) -> None:
        if not self.rules.can_fetch(target.url, AGENT):
            raise errors.unwelcome(target.url)


@dataclass(frozen=True, slots=True)
class _Unsaid:
    """Why the rules of one host are not known."""

    error: errors.NetError

    def want(self, target: Target) -> None:
        del target  # none of its pages
        raise self.error


class Robots:
    """Remembers what hosts said; `fetch` asks for one file, `slow` is told of wished pauses."""

    def __init__(
        self, fetch: Callable[[Target], Reply], *, slow: Callable[[str, float], None]
    ) -> None:
        """Begin without knowing any host."""
        self._fetch = fetch
        self._slow = slow
        self._known: dict[Target, _Said | _Unsaid] = {}

    def want(self, target: Target) -> None:
        """Raise RefusedByRobots, or why it cannot be told, unless we may fetch this page."""
        place = target.at(PATH)
        if place not in self._known:
            self._known[place] = self._asked(place)
        self._known[place].want(target)

    def _asked(self, place: Target) -> _Said | _Unsaid:
        try:
            reply = self._fetch(place)
        except errors.NetError as error:
            return _Unsaid(error)
        if reply.status >= _FAULTS:
            return _Unsaid(errors.unsaid(place.url))
        rules = Protego.parse(reply.content.decode("utf-8", "replace"))  # none with an error
        if delay := rules.crawl_delay(AGENT):
            self._slow(place.host, delay)
        return _Said(rules)
