"""What has a page sent and received, and is it still waiting for an answer?"""

from __future__ import annotations

import time
from collections import Counter
from typing import TYPE_CHECKING

from withhold.browser.port import Traffic

if TYPE_CHECKING:
    from playwright.sync_api import Page, Request, Response, WebSocket

BACKGROUND = 20.0  # seconds after which an open request is taken for a stream, not for loading
BODY = (
    2.0  # seconds after its head that an answer may be read; many a page never reads it to the end
)
SILENT = 10.0  # seconds after which a stream that has said nothing yet is taken for a quiet one
REPEATED = 3  # so often asked for on one page, an address is being polled, not loaded
_AWAITED = {"document", "script", "stylesheet", "xhr", "fetch", "ping"}
_SAVING = {"document", "xhr", "fetch", "ping"}
_STREAM = "text/event-stream"
_SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}


class Log:
    """Keeps count of one page's requests."""

    def __init__(self, page: Page) -> None:
        """Begin to listen."""
        self._pending: dict[int, tuple[Request, float]] = {}
        self._heads: dict[int, float] = {}
        self._streams: dict[object, float] = {}
        self._heard: Counter[object] = Counter()
        self._asked: Counter[tuple[bool, str]] = Counter()
        self._posted: set[str] = set()
        self._last = self._written = time.monotonic()
        self._writes = 0
        page.on("request", self._sent)
        page.on("response", self._answered)
        page.on("requestfinished", self._ended)
        page.on("requestfailed", self._ended)
        page.on("websocket", self._socket)

    def mark(self) -> None:
        """Count from here; what the page sends now may be a save, wherever it goes."""
        self._last = self._written = time.monotonic()
        self._writes = 0
        self._asked.clear()

    def traffic(self) -> Traffic:
        """Give the count."""
        now = time.monotonic()
        waiting = [open_ for number, open_ in self._pending.items() if number not in self._heads]
        read = sum(now - since < BODY for since in self._heads.values())
        silent = sum(now - since < SILENT for since in self._streams.values())
        return Traffic(
            pending=sum(now - since < BACKGROUND for _, since in waiting) + read + silent,
            quiet=now - self._last,
            writes=self._writes,
            unanswered=sum(_is_write(request) for request, _ in waiting),
            written=now - self._written,
        )

    def streamed(self, stream: object) -> None:
        """Count a message of an event stream, which only DevTools tells of."""
        for address in [key for key in self._streams if isinstance(key, str)]:
            del self._streams[address]
        self._said_something(stream)

    def _said_something(self, source: object) -> None:
        """Count what nobody waits for: the first few times it is news, then it is chatter."""
        self._streams.pop(source, None)
        self._heard[source] += 1
        if self._heard[source] <= REPEATED:
            self._last = time.monotonic()

    def _sent(self, request: Request) -> None:
        if request.resource_type == "eventsource":
            self._streams[request.url] = time.monotonic()
        if request.resource_type not in _AWAITED:
            return
        if _is_write(request):
            self._count(request)
        if self._is_repeated(request):
            return
        self._last = time.monotonic()
        self._pending[id(request)] = (request, self._last)

    def _count(self, request: Request) -> None:
        """Count a write, unless it goes where the page has been reporting to all along."""
        address = _address(request)
        if request.resource_type != "ping" and address not in self._posted:
            self._writes += 1
        self._posted.add(address)

    def _is_repeated(self, request: Request) -> bool:
        asked = _is_write(request), _address(request)
        self._asked[asked] += 1
        return self._asked[asked] > REPEATED

    def _answered(self, response: Response) -> None:
        """Take note of the head of an answer; a stream never gets any further."""
        request = response.request
        if id(request) not in self._pending:
            return
        if response.headers.get("content-type", "").startswith(_STREAM):
            self._ended(request)
            return
        self._heads[id(request)] = self._last = time.monotonic()
        if _is_write(request):
            self._written = self._last

    def _ended(self, request: Request) -> None:
        self._heads.pop(id(request), None)
        if self._pending.pop(id(request), None):
            self._last = time.monotonic()
            if _is_write(request):
                self._written = self._last
        elif request.resource_type not in _AWAITED:  # an image, a font
            self._said_something(_address(request))

    def _socket(self, socket: WebSocket) -> None:
        self._streams[socket] = time.monotonic()
        socket.on("framesent", lambda _: self._frame())
        socket.on("framereceived", lambda _: self._said_something(socket))
        socket.on("close", self._closed)

    def _closed(self, socket: WebSocket) -> None:
        self._streams.pop(socket, None)

    def _frame(self) -> None:
        self._last = time.monotonic()


def _address(request: Request) -> str:
    return request.url.partition("?")[0]


def _is_write(request: Request) -> bool:
    return request.method not in _SAFE_METHODS and request.resource_type in _SAVING
