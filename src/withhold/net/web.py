"""How is a public page fetched, safely and politely?

    with Web(attended=True, wait=…, now=…) as web:
        match web.get("https://example.com/privacy", known):
            case Answer(text=text): …
            case Unchanged(): …

`attended` says that a person asked for just this, now; without it, robots.txt decides. One Web is
for one sitting: it remembers what hosts said of robots and when they were asked last, and nothing
of what they answered.
"""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from types import TracebackType
from typing import Self

import httpx2

from withhold.net import body, errors, headers, text
from withhold.net.answer import Answer, Tag, Unchanged
from withhold.net.budget import Budget
from withhold.net.exchange import WITH_PAGE, Reply, Request, exchange
from withhold.net.names import Resolve, addresses, system
from withhold.net.polite import Polite
from withhold.net.robots import LIMIT, Robots
from withhold.net.target import Target, target
from withhold.net.wire import Dial, Wire, straight

_REDIRECTS = {301, 302, 303, 307, 308}
_UNCHANGED = 304
_GONE = {404, 410}


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that one page may take."""

    size: int = 16_000_000  # bytes, packed and unpacked
    seconds: float = 90.0  # on the line, over all redirects and attempts
    redirects: int = 5


class Web:
    """Fetches public pages; a context manager.

    `resolve` looks names up, `dial` says where a judged address lies, `trust` which certificates
    are good (the system's, if nothing else is said), `wait` waits some seconds.
    """

    def __init__(  # noqa: PLR0913 - each is another part of the world that a test replaces
        self,
        *,
        attended: bool,
        wait: Callable[[float], None],
        now: Callable[[], datetime],
        tick: Callable[[], float] = time.monotonic,
        resolve: Resolve = system,
        dial: Dial = straight,
        trust: ssl.SSLContext | None = None,
        limits: Limits | None = None,
    ) -> None:
        self._attended = attended
        self._tick = tick
        self._resolve = resolve
        self._dial = dial
        self._trust = trust
        self._limits = limits or Limits()
        self._polite = Polite(wait=wait, now=now, tick=tick)
        self._robots = Robots(self._rules, slow=self._polite.slow)
        self._turn = threading.Lock()

    def __enter__(self) -> Self:
        """Read which certificates the system trusts; nothing is sent yet."""
        self._trust = self._trust or httpx2.create_ssl_context(trust_env=False)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Forget; connections are closed already."""
        self._trust = None

    def get(self, url: str, known: Tag | None = None, *, lang: str = "en") -> Answer | Unchanged:
        """Fetch a page, unless it is what is `known`; raise a NetError when there is none.

        `lang` is the language the document is wanted in.
        """
        asked = target(url)
        permit = _anybody if self._attended else self._robots.want
        whole = partial(self._whole, where=asked.url)
        request = Request(headers.sent(lang, known), whole, self._limits.size)
        with self._turn:
            found, reply = self._follow(asked, request, permit)
        if reply.status == _UNCHANGED and known is not None:
            return Unchanged(found.url)
        return _answer(found, reply)

    def want(self, url: str) -> None:
        """Raise a NetError where this page is not to be opened in another way either.

        That is what lies in no public place, and for a program that comes by itself, what
        robots.txt keeps it away from.
        """
        asked = target(url)
        addresses(asked.host, asked.port, self._resolve)
        if not self._attended:
            with self._turn:
                self._robots.want(asked)

    def admits(self, url: str) -> bool:
        """Tell whether all addresses of a host are public; a browser asks before each request."""
        try:
            place = target(url)
            addresses(place.host, place.port, self._resolve)
        except errors.NetError:
            return False
        return True

    def _whole(self, pieces: Iterable[bytes], where: str) -> bytes:
        return b"".join(body.limited(pieces, limit=self._limits.size, where=where))

    def _rules(self, place: Target) -> Reply:
        """Fetch a robots.txt as any page, but without asking itself for leave."""
        beginning = partial(body.beginning, limit=LIMIT)
        request = Request(headers.sent("en", None), beginning, self._limits.size)
        return self._follow(place, request, _anybody)[1]

    def _follow(
        self, asked: Target, request: Request, permit: Callable[[Target], None]
    ) -> tuple[Target, Reply]:
        """Go where the host sends us, within the limits; every hop is judged like the first."""
        budget = Budget(self._limits.seconds, self._tick)
        place, seen = asked, {asked}
        for _ in range(self._limits.redirects + 1):
            permit(place)
            reply = self._ask(place, request, budget)
            if reply.status not in _REDIRECTS or "location" not in reply.headers:
                return place, reply
            place = place.onward(reply.headers["location"])
            if place in seen:
                break
            seen.add(place)
        raise errors.endless(asked.url)

    def _ask(self, place: Target, request: Request, budget: Budget) -> Reply:
        trust = self._trust
        if trust is None:
            raise RuntimeError("Web is a context manager: enter it first")

        def once() -> Reply:
            wire = Wire(self._resolve, self._dial, budget)
            with budget.running():
                return exchange(place, request, wire=wire, trust=trust)

        return self._polite.ask(place.host, once)


def _anybody(place: Target) -> None:
    """Let everybody in."""
    del place


def _answer(found: Target, reply: Reply) -> Answer:
    if reply.status in _GONE:
        raise errors.gone(found.url)
    if reply.status not in WITH_PAGE:
        raise errors.no_answer(found.url, reply.status)
    said = reply.headers.get("content-type", "")
    return Answer(
        url=found.url,
        kind=text.kind(said, reply.content, where=found.url),
        content=reply.content,
        text=text.text(reply.content, said, where=found.url),
        tag=headers.believed(reply.headers.get("etag", ""), reply.headers.get("last-modified", "")),
    )
