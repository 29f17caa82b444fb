"""Which browser can be used here, and what is in its way? The browsers' part of `doctor`."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from withhold.browser import driver, find
from withhold.browser.errors import BrowserError
from withhold.browser.session import has_screen
from withhold.report.doctor import Finding, Level
from withhold.report.pages.message import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from withhold.app.config import BrowserChoice

_SANDBOX_OFF = "--no-sandbox"


def examine(choice: BrowserChoice) -> Iterator[Finding]:
    """Look for browsers, at the driver, the screen and the sandbox; try one start."""
    yield from _browsers(choice)
    yield from _screen(choice)
    yield from _sandbox(choice)


def _browsers(choice: BrowserChoice) -> Iterator[Finding]:
    try:
        chosen: find.Installed | None = find.choose(choice.executable)
    except BrowserError as error:
        chosen = None
        yield Finding("browser", Level.PROBLEM, f"{error.what} {error.where}", error.do)
    yield from _found(chosen)
    yield from _elsewhere(chosen)
    version, wrong = driver.driver()
    if wrong:
        do = say("Install Withhold again: its driver is damaged.")
        yield Finding("driver", Level.PROBLEM, f"{wrong}.", do)
        return
    yield Finding("driver", Level.OK, say("Playwright {version}.", version=version))
    if chosen and _may_start(choice):
        yield _tried(chosen, choice)


def _found(chosen: find.Installed | None) -> Iterator[Finding]:
    if chosen:
        yield Finding(
            "browser",
            Level.OK,
            say("{browser} ({place}) is used.", browser=chosen.version, place=chosen.path),
        )
    seen = {chosen.path.resolve()} if chosen else set()
    for other in find.installed():
        if other.path.resolve() in seen:
            continue
        seen.add(other.path.resolve())
        if not other.problem:
            could = say(
                "{browser} ({place}) could be used.", browser=other.version, place=other.path
            )
            yield Finding("browser", Level.OK, could)
        elif chosen:
            what = say(
                "{browser} cannot be used: {why}. Nothing to mend: there is another.",
                browser=other.path,
                why=other.problem,
            )
            yield Finding("browser", Level.OK, what)


def _elsewhere(chosen: find.Installed | None) -> Iterator[Finding]:
    for name in find.sandboxed_only():
        what = say(
            "Flatpak {name} cannot be used: it may not read a profile of Withhold’s.", name=name
        )
        if chosen:
            yield Finding("flatpak", Level.OK, what, say("Nothing to mend: there is another."))
        else:
            do = say("Install one of your system’s own packages.")
            yield Finding("flatpak", Level.WARN, what, do)
    for file in find.managed():
        yield Finding(
            "managed",
            Level.WARN,
            say(
                "Somebody manages a browser on this machine ({file}): they may watch or limit it.",
                file=file,
            ),
            say("Use a machine of your own for private accounts, if this one is not."),
        )


def _may_start(choice: BrowserChoice) -> bool:
    """As root without its argument a browser refuses anyway, which `_sandbox` says in words."""
    return not _is_root() or _SANDBOX_OFF in choice.arguments


def _tried(chosen: find.Installed, choice: BrowserChoice) -> Finding:
    if wrong := driver.trial(chosen, choice.arguments):
        do = say(
            "Start {browser} by hand and see what it says; check [browser] arguments in "
            "config.toml, or name another browser there.",
            browser=chosen.path,
        )
        return Finding("trial", Level.PROBLEM, wrong, do)
    return Finding("trial", Level.OK, say("The browser starts, is driven, and ends."))


def _screen(choice: BrowserChoice) -> Iterator[Finding]:
    if has_screen():
        yield Finding("screen", Level.OK, say("There is one to show windows on."))
    elif choice.headless:
        what = say("None, and `headless = true` is set: runs work, signing in does not.")
        do = say("Sign in on a desktop, where a window can open.")
        yield Finding("screen", Level.WARN, what, do)
    else:
        do = say(
            "Run Withhold in a terminal on your desktop. For trying it without a screen, write "
            "`headless = true` under [browser] in config.toml."
        )
        none = say("None (DISPLAY and WAYLAND_DISPLAY are empty).")
        yield Finding("screen", Level.PROBLEM, none, do)


def _sandbox(choice: BrowserChoice) -> Iterator[Finding]:
    off = _SANDBOX_OFF in choice.arguments
    if _is_root() and not off:
        what = say("You are root, and as root a browser refuses to start with its sandbox.")
        do = say(
            "Run Withhold as your ordinary user. Only for trying it on invented pages: write "
            '`arguments = ["--no-sandbox"]` under [browser] in config.toml.'
        )
        yield Finding("sandbox", Level.PROBLEM, what, do)
    elif off:
        plain = say(
            "The browser runs without its sandbox: fine for invented pages, not for real ones."
        )
        root = say(
            "You are root and the browser runs without its sandbox: fine for invented pages, not "
            "for real ones."
        )
        what = root if _is_root() else plain
        do = say("Visit real sites as your ordinary user, without `--no-sandbox` in config.toml.")
        yield Finding("sandbox", Level.WARN, what, do)


def _is_root() -> bool:
    return sys.platform != "win32" and os.geteuid() == 0
