"""How is one page driven? Playwright for loading and input, an isolated world for looking."""

from __future__ import annotations

from contextlib import suppress
from functools import cache
from importlib.resources import files
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any

import msgspec
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from withhold.browser.errors import Interrupted
from withhold.browser.guard import Guard
from withhold.browser.port import Arrival, PageWords, Traffic
from withhold.browser.survey import Probe, Survey
from withhold.browser.traffic import Log
from withhold.browser.tree import outline, spoken
from withhold.model.observation import Capture

if TYPE_CHECKING:
    from threading import Event as Signal

    from playwright.sync_api import CDPSession, Dialog, Response
    from playwright.sync_api import Page as PlaywrightPage

POLL = 120  # milliseconds between two looks
_SCRIPTS = ("sight.js", "survey.js", "touch.js")
PICTURE = 5000  # milliseconds a picture may take; an image that hangs must not hold the run
MARGIN = 8  # pixels of surroundings in a picture


@cache
def _script() -> str:
    folder = files("withhold.browser")
    return "\n".join((folder / name).read_text(encoding="utf-8") for name in _SCRIPTS)


class ChromiumPage:
    """One fresh page of a Chromium-family browser."""

    def __init__(self, page: PlaywrightPage, *, timeout: float, stop: Signal, guard: Guard) -> None:
        """Prepare a page: cache off, service workers bypassed. `timeout` is in seconds."""
        self._page = page
        self._timeout = timeout * 1000
        self._stop = stop
        self._guard = guard
        self._dialogs: list[str] = []
        self._world: int | None = None
        self._cdp: CDPSession = page.context.new_cdp_session(page)
        self._cdp.send("Network.enable")
        self._cdp.send("Network.setCacheDisabled", {"cacheDisabled": True})
        self._cdp.send("Network.setBypassServiceWorker", {"bypass": True})
        self._log = Log(page)
        self._cdp.on(
            "Network.eventSourceMessageReceived",
            lambda message: self._log.streamed(message.get("requestId")),
        )
        page.on("dialog", self._dismiss)
        page.on("popup", lambda popup: popup.close())

    def open(self, url: str) -> Arrival:
        """Load `url` and wait for the document; the rest is for the reader to judge."""
        try:
            response = self._page.goto(url, wait_until="domcontentloaded", timeout=self._timeout)
        except PlaywrightTimeout:
            return Arrival(None, self._page.url, loopback=False, problem="no answer in time")
        except PlaywrightError as error:
            if self._page.is_closed():  # the browser ended, not the connection
                raise
            return Arrival(None, self._page.url, loopback=False, problem=_network_word(error))
        status = response.status if response else None
        return Arrival(status, self._page.url, loopback=_is_loopback(response))

    def survey(self, words: PageWords) -> Survey | None:
        """Say what the page shows now; None while it is between documents."""
        asked = msgspec.json.encode(words).decode()
        found = self._call(f"withhold.survey({asked})")
        if found and found["unsaid"]:  # custom elements that only the browser can tell about
            said = msgspec.json.encode([self._said(i) for i in range(found["unsaid"])]).decode()
            found = self._call(f"withhold.survey({asked}, {said})")
        return None if found is None else msgspec.convert(found, Survey)

    def probe(self, ref: int) -> Probe | None:
        """Scroll to a candidate and say where it can be touched; None if it is gone."""
        found = self._call(f"withhold.probe({int(ref)})")
        return None if found is None else msgspec.convert(found, Probe)

    def press(self, ref: int) -> bool:
        """Click once where the candidate lies free, or press space where it has no surface."""
        spot = self.probe(ref)
        if spot is None or spot.covered:
            return False
        if not spot.keyboard:
            with self._guard.asking():
                self._page.mouse.click(spot.x, spot.y)
            return True
        if not self._call(f"withhold.focus({int(ref)})"):
            return False
        with self._guard.asking():
            self._page.keyboard.press("Space")
        return True

    def mark(self) -> None:
        """Count traffic from here."""
        self._log.mark()

    def traffic(self) -> Traffic:
        """Say what was sent and received since `mark`."""
        return self._log.traffic()

    def dialogs(self) -> tuple[str, ...]:
        """Say which browser-level dialogs opened; each was dismissed."""
        return tuple(self._dialogs)

    def pause(self) -> None:
        """Let the page live for one poll; raises Interrupted when the person wants out."""
        if self._stop.is_set():
            raise Interrupted("The run was stopped.", do="What was done so far is recorded.")
        self._page.wait_for_timeout(POLL)

    @property
    def url(self) -> str:
        """Where it is now."""
        return self._page.url

    def html(self) -> str:
        """Give the page as it stands now, as HTML; empty between two documents."""
        try:
            with self._guard.asking():
                return self._page.content()
        except PlaywrightError:  # between two documents there is none
            if self._page.is_closed():
                raise
            return ""

    def capture(self, ref: int | None, *, whole_page: bool) -> Capture:
        """Take a picture and the accessibility tree, cut to the candidate's row unless asked."""
        if whole_page or ref is None:
            return Capture(
                screenshot=self._picture(None) if whole_page else None,
                tree=self._tree(None) if whole_page else None,
                whole_page=whole_page,
            )
        spot = self.probe(ref)
        clip = _clip(spot, self._page.viewport_size) if spot else None
        picture = self._picture(clip) if clip else None
        return Capture(screenshot=picture, tree=self._tree(ref), whole_page=False)

    def close(self) -> None:
        """Close the page, without asking it."""
        with suppress(PlaywrightError):
            self._page.close(run_before_unload=False)

    def _dismiss(self, dialog: Dialog) -> None:
        self._dialogs.append(dialog.type)
        with suppress(PlaywrightError):
            dialog.dismiss()

    def _call(self, expression: str) -> Any:  # noqa: ANN401 - whatever JSON the page gives
        """Evaluate in the isolated world; a page that just went away answers None."""
        for _ in range(2):
            try:
                return self._evaluate(expression, by_value=True).get("value")
            except PlaywrightError as error:
                if self._page.is_closed() or "Target closed" in str(error):
                    raise
                self._world = None
        return None

    def _evaluate(self, expression: str, *, by_value: bool) -> dict[str, Any]:
        if self._world is None:
            tree = self._ask("Page.getFrameTree")
            made = self._ask(
                "Page.createIsolatedWorld",
                {"frameId": tree["frameTree"]["frame"]["id"], "worldName": "withhold"},
            )
            self._world = int(made["executionContextId"])
            self._send(_script(), by_value=False)
        return self._send(expression, by_value=by_value)

    def _send(self, expression: str, *, by_value: bool) -> dict[str, Any]:
        asked = {"expression": expression, "contextId": self._world, "returnByValue": by_value}
        answer = self._ask("Runtime.evaluate", asked)
        if "exceptionDetails" in answer:
            details = answer["exceptionDetails"]
            raise PlaywrightError(str(details.get("exception", {}).get("description", details)))
        return dict(answer["result"])

    def _ask(self, method: str, parameters: dict[str, Any] | None = None) -> dict[str, Any]:
        with self._guard.asking():
            return dict(self._cdp.send(method, parameters))

    def _picture(self, clip: dict[str, float] | None) -> bytes | None:
        """Take a picture; None of a page that does not come to an end of drawing itself."""
        with self._guard.asking(), suppress(PlaywrightTimeout):
            if clip is None:
                return self._page.screenshot(full_page=True, timeout=PICTURE)
            return self._page.screenshot(clip=clip, timeout=PICTURE)  # type: ignore[arg-type]
        return None

    def _tree(self, ref: int | None) -> str | None:
        """Give the accessibility tree below a row as indented text; None if it could not be had."""
        if ref is None:
            return self._below("document.body")
        row = self._below(f"withhold.row({int(ref)})")
        own = self._below(f"withhold.part({int(ref)})")  # a shadow root may hide it from its row
        return row if row and own and own.strip() in row else f"{row or ''}{own or ''}" or None

    def _said(self, index: int) -> dict[str, Any] | None:
        """Give what the browser's accessibility tree says of an element that is silent itself."""
        try:
            found = self._evaluate(f"withhold.silent({index})", by_value=False)
            place = {"objectId": found["objectId"], "fetchRelatives": False}
            nodes = self._ask("Accessibility.getPartialAXTree", place)["nodes"]
        except (PlaywrightError, KeyError):
            return None
        return spoken(nodes[0]) if nodes else None

    def _below(self, place: str) -> str | None:
        try:
            found = self._evaluate(place, by_value=False)
            nodes = self._ask("Accessibility.queryAXTree", {"objectId": found["objectId"]})
        except (PlaywrightError, KeyError):
            return None
        return outline(nodes["nodes"])


def _clip(spot: Probe, viewport: Any) -> dict[str, float] | None:  # noqa: ANN401 - playwright's own type
    width = viewport["width"] if viewport else spot.region.x + spot.region.width + MARGIN
    height = viewport["height"] if viewport else spot.region.y + spot.region.height + MARGIN
    left, top = max(0.0, spot.region.x - MARGIN), max(0.0, spot.region.y - MARGIN)
    right = min(width, spot.region.x + spot.region.width + MARGIN)
    bottom = min(height, spot.region.y + spot.region.height + MARGIN)
    if right - left < 1 or bottom - top < 1:
        return None
    return {"x": left, "y": top, "width": right - left, "height": bottom - top}


def _is_loopback(response: Response | None) -> bool:
    address = response.server_addr() if response else None
    if not address:
        return False
    with suppress(ValueError):
        return ip_address(address["ipAddress"].strip("[]")).is_loopback
    return False


def _network_word(error: PlaywrightError) -> str:
    """Keep the browser's own error word (`net::ERR_…`); the rest may quote the address."""
    for word in str(error).replace("\n", " ").split():
        if word.startswith("net::"):
            return word
    return "the page could not be loaded"
