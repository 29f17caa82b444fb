"""How is a document fetched: by itself, or where only a browser shows it, in one?

The browser is nobody's: its profile is made for this sitting and is gone after it, so no platform
sees the person's session, and what it shows is what it shows to everybody.
"""

from __future__ import annotations

from contextlib import AbstractContextManager, ExitStack
from typing import TYPE_CHECKING, Protocol, Self
from urllib.parse import urlsplit

from withhold.browser.errors import BrowserCrashed, BrowserError, Interrupted
from withhold.browser.find import choose
from withhold.browser.session import Launch, explained, has_screen, stranger
from withhold.net.answer import Answer, Tag, Unchanged
from withhold.net.web import Web
from withhold.observe.policies.shown import shown

if TYPE_CHECKING:
    from collections.abc import Callable
    from threading import Event as Signal
    from types import TracebackType

    from withhold.app.desk import Desk
    from withhold.app.sources import Source
    from withhold.browser.session import ChromiumBrowser

_HTML = "text/html"
_LARGEST = 16_000_000  # characters, as much as is fetched without a browser
_WELL = 400  # a status from here on is no page


class NoAnswer(BrowserError):
    """The browser opened the address, and no page came."""

    code = "no-answer"


class Fetcher(Protocol):
    """Fetches documents; raises NetError, BrowserError, or Interrupted."""

    def get(self, source: Source, known: Tag | None) -> Answer | Unchanged:
        """Fetch one, unless it is what is `known`."""
        ...

    def wait(self, seconds: float) -> None:
        """Wait, unless the person wants out."""
        ...


Opening = AbstractContextManager[Fetcher]


class Reader:
    """Fetches from the network; a context manager for one sitting.

    `attended`: the person asked for it just now. A browser is started when the first document
    needs one. `web` is another network than the real one.
    """

    def __init__(self, desk: Desk, *, attended: bool, web: Web | None = None) -> None:
        self._desk = desk
        self._open = ExitStack()
        self._web = web or Web(attended=attended, wait=self.wait, now=desk.clock.now)
        self._running = ExitStack()
        self._browser: ChromiumBrowser | None = None

    def __enter__(self) -> Self:
        self._open.enter_context(self._web)
        self._open.callback(self._end)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._open.close()

    def get(self, source: Source, known: Tag | None) -> Answer | Unchanged:
        """Fetch one document, unless it is what is `known`."""
        if not source.scripts:
            return self._web.get(source.url, known, lang=source.subject.language)
        self._web.want(source.url)
        try:
            with explained():
                return self._shown(source)
        except BrowserCrashed:
            self._end()  # the next document is given a new one
            raise

    def wait(self, seconds: float) -> None:
        """Wait; raises Interrupted where the person wants out."""
        pause(self._desk.stop, seconds)

    def _shown(self, source: Source) -> Answer:
        page = self._started().fresh()
        try:
            arrival = page.open(source.url)
            if arrival.status is None or arrival.status >= _WELL:
                raise NoAnswer(
                    "The page did not open in the browser.",
                    where=f"{source.url} ({arrival.problem or arrival.status})",
                    do="Open it in your own browser and see what it says. Try again later.",
                )
            html = shown(page, self._desk.clock, deadline=self._desk.timing.deadline)
            content = html[:_LARGEST].encode("utf-8", "replace")
            return Answer(page.url, _HTML, content, content.decode(), Tag())
        finally:
            page.close()

    def _started(self) -> ChromiumBrowser:
        if self._browser is None:
            self._browser = self._running.enter_context(
                stranger(launch(self._desk), _by_host(self._web.admits))
            )
        return self._browser

    def _end(self) -> None:
        self._browser = None
        self._running.close()


def launch(desk: Desk) -> Launch:
    """Say how the browser is started; without a window where there is no screen to show it on."""
    choice = desk.config.browser
    return Launch(
        browser=choose(choice.executable),
        headless=choice.headless or not has_screen(),
        arguments=choice.arguments,
        timeout=desk.config.reading.deadline,
        stop=desk.stop,
    )


def _by_host(admits: Callable[[str], bool]) -> Callable[[str], bool]:
    """Judge each host once in a sitting, whatever number of its addresses a page asks for."""
    judged: dict[tuple[str, str], bool] = {}

    def admitted(url: str) -> bool:
        parts = urlsplit(url)
        place = parts.scheme, parts.netloc
        if place not in judged:
            judged[place] = admits(url)
        return judged[place]

    return admitted


def pause(stop: Signal, seconds: float) -> None:
    """Wait; raises Interrupted where the person wants out."""
    if stop.wait(seconds):
        raise Interrupted("The run was stopped.", do="What was done so far is recorded.")
