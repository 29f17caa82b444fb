"""How is a browser with one profile started and ended?"""

from __future__ import annotations

import os
import sys
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import sync_playwright

from withhold.browser.errors import BrowserCrashed, NoDisplay, ProfileBusy
from withhold.browser.guard import Guard, ending
from withhold.browser.page import ChromiumPage
from withhold.browser.profile import PATIENCE, held, owner

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from threading import Event as Signal

    from playwright.sync_api import BrowserContext, Playwright, Route

    from withhold.browser.find import Installed

STEADY = (
    "--password-store=basic",  # the same cookies for the sign-in window and for unattended runs
    "--no-first-run",
    "--no-default-browser-check",
)
_IN_USE = ("ProcessSingleton", "profile appears to be in use", "existing browser session")
SLACK = 15.0  # seconds a page may stand still beyond the time it has to answer
_RETRY = 0.5  # seconds between two tries while an earlier browser is still closing


@dataclass(frozen=True, slots=True)
class Launch:
    """How to start: which browser, visible or not, and the person's own extra arguments."""

    browser: Installed
    headless: bool
    arguments: tuple[str, ...]
    timeout: float
    """Seconds a page may take to answer."""
    stop: Signal
    """Set when the person wants out; the page being read then raises Interrupted."""


class ChromiumBrowser:
    """A running browser with one persistent profile, driven over the DevTools pipe."""

    def __init__(self, context: BrowserContext, launch: Launch, guard: Guard) -> None:
        self._context = context
        self._launch = launch
        self._guard = guard
        for page in context.pages[1:]:
            page.close()

    @property
    def version(self) -> str:
        """Its name and version."""
        return self._launch.browser.version

    def fresh(self) -> ChromiumPage:
        """Give a fresh page: no cache, no service workers."""
        try:
            return ChromiumPage(
                self._context.new_page(),
                timeout=self._launch.timeout,
                stop=self._launch.stop,
                guard=self._guard,
            )
        except PlaywrightError as error:
            raise crashed(error) from error

    def only(self, allowed: Callable[[str], bool]) -> None:
        """Let pages ask for these addresses only; what is redirected is judged where it began."""
        self._context.route("**/*", lambda route: _decide(route, allowed))
        self._context.route_web_socket("**/*", lambda socket: socket.close())

    def close(self) -> None:
        """Close the browser."""
        with suppress(PlaywrightError):
            self._context.close()


@contextmanager
def browser(
    profile: Path, launch: Launch, *, patience: float = PATIENCE
) -> Iterator[ChromiumBrowser]:
    """Start a browser on `profile` for this thread; raises a BrowserError with a reason.

    The profile is locked while it runs, and freed however the block ends.
    """
    _want_screen(launch)
    until = time.monotonic() + patience
    with held(profile, patience=patience), sync_playwright() as playwright:
        context = _start(playwright, profile, launch, until)
        guard = Guard(ending(owner(profile)), limit=launch.timeout + SLACK)
        running = ChromiumBrowser(context, launch, guard)
        try:
            yield running
        except PlaywrightError as error:
            raise crashed(error) from error
        finally:
            running.close()
            guard.close()


@contextmanager
def stranger(launch: Launch, allowed: Callable[[str], bool]) -> Iterator[ChromiumBrowser]:
    """Start a browser that nobody ever signed in with; its profile is gone when the block ends."""
    with (
        TemporaryDirectory(prefix="withhold-", ignore_cleanup_errors=True) as folder,
        browser(Path(folder) / "profile", launch) as running,
    ):
        running.only(allowed)
        yield running


@contextmanager
def explained() -> Iterator[None]:
    """Turn what the library says of a browser that ended under us into BrowserCrashed."""
    try:
        yield
    except PlaywrightError as error:
        raise crashed(error) from error


def _decide(route: Route, allowed: Callable[[str], bool]) -> None:
    if allowed(route.request.url):
        route.continue_()
    else:
        route.abort("blockedbyclient")


def crashed(error: Exception) -> BrowserCrashed:
    """Say that the browser ended under us."""
    first = next((line for line in str(error).splitlines() if line.strip()), "")
    return BrowserCrashed(
        "The browser ended unexpectedly or would not start:",
        where=first[:200],
        do="Run `withhold doctor`, then try again. Nothing was changed that is not in the ledger.",
    )


def _start(playwright: Playwright, profile: Path, launch: Launch, until: float) -> BrowserContext:
    """Start, waiting for a browser of an earlier, killed run that is still closing."""
    while True:
        try:
            return playwright.chromium.launch_persistent_context(
                profile,
                executable_path=launch.browser.path,
                headless=launch.headless,
                args=[*STEADY, *launch.arguments],
                chromium_sandbox=True,  # Playwright would switch the sandbox off by itself
                accept_downloads=False,
                viewport={"width": 1280, "height": 900} if launch.headless else None,
                no_viewport=None if launch.headless else True,
                handle_sigint=False,
                handle_sigterm=False,
                handle_sighup=False,
            )
        except PlaywrightError as error:
            if not any(sign in str(error) for sign in _IN_USE):
                raise crashed(error) from error
            if time.monotonic() >= until:
                raise ProfileBusy(
                    "A browser window is still open on this account's profile.",
                    where=profile.name,
                    do="Close that window and try again.",
                ) from error
            _wait(launch.stop, until)


def _wait(stop: Signal, until: float) -> None:
    stop.wait(min(_RETRY, max(0.0, until - time.monotonic())))


def has_screen() -> bool:
    """Say whether a window can be shown here."""
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _want_screen(launch: Launch) -> None:
    if launch.headless or has_screen():
        return
    raise NoDisplay(
        "There is no screen here to show a browser window on.",
        where="DISPLAY and WAYLAND_DISPLAY are empty.",
        do="Run this on your desktop, or set `headless = true` under [browser] in config.toml.",
    )
