"""What is missing on this machine, and what mends it? Mends by itself only who may enter the home.

Every part is looked at even where another is broken: a bad settings file hides no missing browser.
"""

from __future__ import annotations

import os
import platform
import shutil
import stat
import sys
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING

from withhold import __version__
from withhold.app import browsers
from withhold.app.config import BadConfig, BrowserChoice, config
from withhold.browser.errors import BrowserError
from withhold.browser.ordinary import in_use
from withhold.browser.profile import held
from withhold.catalogue import load_all
from withhold.kernel.errors import WithholdError
from withhold.kernel.paths import PRIVATE_FOLDER
from withhold.report.doctor import Finding, Level
from withhold.store.errors import StoreError
from withhold.store.ledger import Ledger

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from withhold.kernel.clock import Clock
    from withhold.kernel.paths import Home

MB = 1_000_000
_TIGHT, _FULL = 1_000 * MB, 100 * MB
_DEFAULT = BrowserChoice()
_STALE = 180  # days after which what is known of the platforms may have changed


def examine(home: Home, clock: Clock) -> tuple[Finding, ...]:
    """Look at everything Withhold stands on, in the order in which a person would mend it."""
    if home.is_closed:
        return tuple(
            chain(_versions(), _home(home), [_closed()], _facts(clock), browsers.examine(_DEFAULT))
        )
    settings, choice = _settings(home)
    return tuple(
        chain(
            _versions(),
            _home(home),
            [settings],
            _facts(clock),
            browsers.examine(choice),
            _profiles(home),
            _ledger(home, clock),
        )
    )


def _closed() -> Finding:
    what = "closed with a passphrase; what is in it was not looked at."
    return Finding("passphrase", Level.WARN, what, "`withhold unlock` opens it.")


def _versions() -> Iterator[Finding]:
    yield Finding("withhold", Level.OK, __version__)
    yield Finding("python", Level.OK, f"{platform.python_version()} ({sys.executable})")


# --- home, settings, facts -------------------------------------------------------------------


def _home(home: Home) -> Iterator[Finding]:
    root = home.root
    if not root.exists():
        yield Finding("home", Level.OK, f"{root} is not there yet; the first run makes it.")
    elif not root.is_dir():
        yield Finding(
            "home",
            Level.PROBLEM,
            f"{root} is no folder.",
            "Move it away, or name another place by WITHHOLD_HOME.",
        )
        return
    else:
        yield _access(root)
    yield _room(next(place for place in (root, *root.parents) if place.exists()))


def _access(root: Path) -> Finding:
    mode = stat.S_IMODE(root.stat().st_mode)
    if sys.platform != "win32" and mode & ~PRIVATE_FOLDER:
        return _narrowed(root, mode)
    if not os.access(root, os.R_OK | os.W_OK | os.X_OK):
        do = "Give it back to your user, or name another place by WITHHOLD_HOME."
        return Finding("home", Level.PROBLEM, f"{root} may not be written by you.", do)
    return Finding("home", Level.OK, f"{root}, for you alone.")


def _narrowed(root: Path, mode: int) -> Finding:
    what = f"{root} could be entered by others on this machine (mode {mode:04o})."
    try:
        root.chmod(PRIVATE_FOLDER)
    except OSError:
        return Finding("home", Level.PROBLEM, what, f"chmod 700 '{root}'")
    return Finding("home", Level.WARN, what, "Nothing more: it is closed to others now (0700).")


def _room(place: Path) -> Finding:
    free = shutil.disk_usage(place).free
    what = f"{free / 1000 / MB:.1f} GB free."
    if free < _FULL:
        return Finding(
            "disk", Level.PROBLEM, what, "Make room: a browser profile alone takes 50 MB."
        )
    if free < _TIGHT:
        return Finding("disk", Level.WARN, what, "Make room soon.")
    return Finding("disk", Level.OK, what)


def _settings(home: Home) -> tuple[Finding, BrowserChoice]:
    try:
        settings = config(home)
    except BadConfig as error:
        return Finding("settings", Level.PROBLEM, error.where, error.do), BrowserChoice()
    there = f"{home.config} is in order." if home.config.exists() else "none; the defaults hold."
    return Finding("settings", Level.OK, there), settings.browser


def _facts(clock: Clock) -> Iterator[Finding]:
    try:
        loaded = load_all()  # past the cache: what is looked at are the files
    except WithholdError as error:
        yield Finding("facts", Level.PROBLEM, f"{error.what} {error.where}", error.do)
        return
    for sentence in loaded.skipped:
        yield Finding("facts", Level.WARN, sentence, "Update Withhold.")
    known = loaded.facts.platforms.values()
    newest = max(str(control.seen) for each in known for control in each.controls)
    age = (clock.now().date() - date.fromisoformat(newest)).days
    what = f"{len(known)} platforms, last checked on {newest}."
    if age > _STALE:
        yield Finding("facts", Level.WARN, what, "Update Withhold: settings may have moved since.")
    else:
        yield Finding("facts", Level.OK, what)


# --- what is kept ----------------------------------------------------------------------------


def _profiles(home: Home) -> Iterator[Finding]:
    folders = sorted(place for place in home.profiles.glob("*/*") if place.is_dir())
    for folder in folders:
        if _is_busy(folder):
            name = f"{folder.parent.name}/{folder.name}"
            what = f"{name} is in use by a run or a window now."
            yield Finding("profile", Level.WARN, what, "Wait, or close that window.")


def _is_busy(folder: Path) -> bool:
    try:
        with held(folder, patience=0):
            return in_use(folder)
    except BrowserError:
        return True


def _ledger(home: Home, clock: Clock) -> Iterator[Finding]:
    if not os.access(home.root, os.F_OK | os.X_OK) or not home.ledger.exists():
        yield Finding("ledger", Level.OK, "none yet; the first run begins it.")
        return
    try:
        with Ledger(home, clock) as ledger:
            yield _whole(ledger)
            yield from _half_done(ledger)
            yield from _cool_offs(ledger, home)
    except StoreError as error:
        yield Finding("ledger", Level.PROBLEM, f"{error.what} {error.where}", error.do)


def _whole(ledger: Ledger) -> Finding:
    verdict = ledger.verify()
    if verdict.broken:
        what = f"record {verdict.broken.seq} is not what it was: {verdict.broken.what}"
        return Finding("ledger", Level.PROBLEM, what, "withhold evidence verify")
    what = f"{verdict.records} records and {verdict.evidence} files of evidence, all as written."
    return Finding("ledger", Level.OK, what)


def _half_done(ledger: Ledger) -> Iterator[Finding]:
    for change in ledger.open_changes():
        if not ledger.alive(change.run):
            what = f"{change.control} ({change.account}) was cut short around its click."
            do = f"withhold check {change.control}"
            yield Finding("half-done", Level.WARN, what, do)


def _cool_offs(ledger: Ledger, home: Home) -> Iterator[Finding]:
    """Accounts that were only implied are known by their profiles."""
    visited = {f"{at.parent.name}/{at.name}" for at in home.profiles.glob("*/*") if at.is_dir()}
    for account in sorted(visited | {account.id for account in ledger.known_accounts()}):
        if rest := ledger.cool_off(account):
            what = f"{account} is left in peace until {rest.until:%Y-%m-%d %H:%M} UTC ({rest.why})."
            do = "Nothing to mend: it ends by itself. By hand, `withhold todo` goes on at once."
            yield Finding("cool-off", Level.WARN, what, do)
