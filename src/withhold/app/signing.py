"""How does a person sign in and out? By themselves, in an ordinary window; one look says whether.

Nothing drives that window, and it takes no debugging. Only when it is closed does a run of the
usual kind open one settings page and see whether the platform asks to sign in.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from threading import Event as Signal
from typing import TYPE_CHECKING

from msgspec import structs

from withhold.app import accounts, switching
from withhold.app.start import run
from withhold.browser.errors import NoDisplay
from withhold.browser.find import choose
from withhold.browser.ordinary import HEADLESS, window
from withhold.browser.profile import held
from withhold.browser.session import STEADY, has_screen
from withhold.catalogue import ask
from withhold.model.observation import Account, Reason, State

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from withhold.app.config import BrowserChoice
    from withhold.app.start import House
    from withhold.model.finding import Result

_ASKED_TO_SIGN_IN = frozenset({Reason.SIGNED_OUT, Reason.CHALLENGE})
_OPENED = frozenset(
    {
        Reason.AMBIGUOUS,
        Reason.CONTRADICTORY,
        Reason.NOT_OFFERED,
        Reason.UNSTABLE,
        Reason.WRONG_ACCOUNT,
    }
)
"""Reasons that only a settings page gives, so somebody is signed in."""


@dataclass(frozen=True, slots=True)
class Door:
    """Where the person signs in, for which account, and by which control it is seen."""

    platform: str
    url: str
    account: Account
    control: str | None
    """None where no page of the platform is read without the person."""
    executable: Path
    headless: bool


@dataclass(frozen=True, slots=True)
class Presence:
    """The person at the window: told that it is `opened`; `done` says they have had enough."""

    opened: Callable[[], None]
    done: Callable[[], bool]
    stop: Signal


@dataclass(frozen=True, slots=True)
class SignedIn:
    """What the look showed: True, False, or None where it cannot be told; the reading behind it."""

    answer: bool | None
    result: Result | None


def door(house: House, slug: str, name: str | None) -> Door:
    """Find the door, and see that it can be opened; nothing is opened yet.

    Raises UnknownPlatformError, NoSuchAccount, WhichAccount, NoDisplay, NoBrowser, OldBrowser.
    """
    platform = ask.platform(house.facts, slug).platform
    account = accounts.meant(house, slug, name)
    errand = accounts.seen_by(house, account)
    choice = house.config.browser
    _want_screen(choice)
    return Door(
        platform=platform.name,
        url=platform.sign_in.url,
        account=account,
        control=errand.control.id if errand else None,
        executable=choose(choice.executable).path,
        headless=choice.headless,
    )


def let_in(house: House, way: Door, presence: Presence, *, run_id: str | None = None) -> None:
    """Open the window and wait until it is closed; the profile is held all the while.

    Raises a BrowserError, or DebuggingRefused. `run_id`: the id it was ordered by.
    """
    arguments = _arguments(house.config.browser)
    with (
        run(house, "sign-in", stop=presence.stop, run_id=run_id) as desk,
        held(accounts.profile(house.home, way.account)) as profile,
        window(profile, way.url, executable=way.executable, arguments=arguments) as opened,
    ):
        presence.opened()
        desk.note("window", account=way.account.id)
        opened.wait(lambda: presence.stop.is_set() or presence.done())


def look(house: House, way: Door, wishes: switching.Wishes) -> SignedIn:
    """Open the platform's first settings page afresh, and see whether it asks to sign in.

    The look belongs to signing in: where each run signs out, the session waits for the next.
    """
    if way.control is None:
        return SignedIn(None, None)
    stays = structs.replace(house.config.browser, sign_out_after=False)
    staying = replace(house, config=structs.replace(house.config, browser=stays))
    results = switching.check(staying, [way.control], wishes).outcome.results
    return SignedIn(_answer(results[0]), results[0]) if results else SignedIn(None, None)


def leaving(house: House, slug: str, name: str | None) -> Account:
    """Find the account to sign out: one on the list, or one whose profile was left behind."""
    if name is not None:
        platform = ask.platform(house.facts, slug).platform.slug
        left = Account(platform, accounts.checked_name(name), added=False)
        if accounts.profile(house.home, left).is_dir():
            return left
    return accounts.meant(house, slug, name)


def _answer(result: Result) -> bool | None:
    if result.state is not State.UNKNOWN or result.reason in _OPENED:
        return True
    return False if result.reason in _ASKED_TO_SIGN_IN else None


def _arguments(choice: BrowserChoice) -> tuple[str, ...]:
    """Start with the same store for cookies as runs have; the person's own words come last."""
    return (*STEADY, *((HEADLESS,) if choice.headless else ()), *choice.arguments)


def _want_screen(choice: BrowserChoice) -> None:
    if choice.headless or has_screen():
        return
    raise NoDisplay(
        "There is no screen here to show a sign-in window on.",
        where="DISPLAY and WAYLAND_DISPLAY are empty.",
        do="Do this on your desktop, where a window can open: nobody can sign in without one. Or "
        "do every step in your everyday browser: `withhold todo`.",
    )
