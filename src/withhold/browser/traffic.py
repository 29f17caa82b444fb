"""What has a page sent and received, and is it still waiting for an answer?"""

from __future__ import annotations

import time
from collections import Counter
from typing import TYPE_CHECKING

from withhold.browser.port import Traffic

if TYPE_CHECKING:
    from playwright.sync_api import Page, Request, WebSocket

BACKGROUND = 10.0  # seconds after which an open request is taken for a stream, not for loading
REPEATED = 3  # so often asked for on one page, an address is being polled, not loaded
_AWAITED = {"document", "script", "stylesheet", "xhr", "fetch"}
_SAVING = {"document", "xhr", "fetch"}
_SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}


class Log:
    """Keeps count of one page's requests."""

    def __init__(self, page: Page) -> None:
        """Begin to listen."""
        self._pending: dict[int, tuple[Request, float]] = {}
        self._asked: Counter[str] = Counter()
        self._last = self._written = time.monotonic()
        self._writes = 0
        page.on("request", self._sent)
        page.on("requestfinished", self._ended)
        page.on("requestfailed", self._ended)
        page.on("websocket", self._socket)

    def mark(self) -> None:
        """Count from here."""
        self._last = self._written = time.monotonic()
        self._writes = 0

    def traffic(self) -> Traffic:
        """Give the count."""
        now = time.monotonic()
        open_ = [(request, since) for request, since in self._pending.values()]
        return Traffic(
            pending=sum(now - since < BACKGROUND for _, since in open_),
            quiet=now - self._last,
            writes=self._writes,
            unanswered=sum(_is_write(request) for request, _ in open_),
            written=now - self._written,
        )

    def _sent(self, request: Request) -> None:
        if request.resource_type not in _AWAITED:
            return
        if _is_write(request):
            self._writes += 1
        elif self._is_polled(request):
            return
        self._last = time.monotonic()
        self._pending[id(request)] = (request, self._last)

    def _is_polled(self, request: Request) -> bool:
        address = request.url.partition("?")[0]
        self._asked[address] += 1
        return self._asked[address] > REPEATED

    def _ended(self, request: Request) -> None:
        if self._pending.pop(id(request), None):
            self._last = time.monotonic()
            if _is_write(request):
                self._written = self._last

    def _socket(self, socket: WebSocket) -> None:
        socket.on("framesent", self._frame)

    def _frame(self, _payload: object) -> None:
        self._last = time.monotonic()


def _is_write(request: Request) -> bool:
    return request.method not in _SAFE_METHODS and request.resource_type in _SAVING
