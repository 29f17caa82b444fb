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
from withhold.report.pages.message import Day, say, say_many
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
        yield Finding(
            "home", Level.OK, say("{folder} is not there yet; the first run makes it.", folder=root)
        )
    elif not root.is_dir():
        yield Finding(
            "home",
            Level.PROBLEM,
            say("{folder} is no folder.", folder=root),
            say("Move it away, or name another place by WITHHOLD_HOME."),
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
        do = say("Give it back to your user, or name another place by WITHHOLD_HOME.")
        return Finding(
            "home", Level.PROBLEM, say("{folder} may not be written by you.", folder=root), do
        )
    return Finding("home", Level.OK, say("{folder}, for you alone.", folder=root))


def _narrowed(root: Path, mode: int) -> Finding:
    what = say(
        "{folder} could be entered by others on this machine (mode {mode}).",
        folder=root,
        mode=f"{mode:04o}",
    )
    try:
        root.chmod(PRIVATE_FOLDER)
    except OSError:
        return Finding("home", Level.PROBLEM, what, f"chmod 700 '{root}'")
    return Finding(
        "home", Level.WARN, what, say("Nothing more: it is closed to others now (0700).")
    )


def _room(place: Path) -> Finding:
    free = shutil.disk_usage(place).free
    what = say("{size} GB free.", size=round(free / 1000 / MB, 1))
    if free < _FULL:
        return Finding(
            "disk", Level.PROBLEM, what, say("Make room: a browser profile alone takes 50 MB.")
        )
    if free < _TIGHT:
        return Finding("disk", Level.WARN, what, say("Make room soon."))
    return Finding("disk", Level.OK, what)


def _settings(home: Home) -> tuple[Finding, BrowserChoice]:
    try:
        settings = config(home)
    except BadConfig as error:
        return Finding("settings", Level.PROBLEM, error.where, error.do), BrowserChoice()
    none = say("None; the defaults hold.")
    there = say("{file} is in order.", file=home.config) if home.config.exists() else none
    return Finding("settings", Level.OK, there), settings.browser


def _facts(clock: Clock) -> Iterator[Finding]:
    try:
        loaded = load_all()  # past the cache: what is looked at are the files
    except WithholdError as error:
        yield Finding("facts", Level.PROBLEM, f"{error.what} {error.where}", error.do)
        return
    for sentence in loaded.skipped:
        yield Finding("facts", Level.WARN, sentence, say("Update Withhold."))
    known = loaded.facts.platforms.values()
    newest = max(str(control.seen) for each in known for control in each.controls)
    age = (clock.now().date() - date.fromisoformat(newest)).days
    what = say_many(
        "{count} platform, last checked on {day}.",
        "{count} platforms, last checked on {day}.",
        len(known),
        day=Day(newest),
    )
    if age > _STALE:
        yield Finding(
            "facts", Level.WARN, what, say("Update Withhold: settings may have moved since.")
        )
    else:
        yield Finding("facts", Level.OK, what)


# --- what is kept ----------------------------------------------------------------------------


def _profiles(home: Home) -> Iterator[Finding]:
    folders = sorted(place for place in home.profiles.glob("*/*") if place.is_dir())
    for folder in folders:
        if _is_busy(folder):
            name = f"{folder.parent.name}/{folder.name}"
            what = say("{profile} is in use by a run or a window now.", profile=name)
            yield Finding("profile", Level.WARN, what, say("Wait, or close that window."))


def _is_busy(folder: Path) -> bool:
    try:
        with held(folder, patience=0):
            return in_use(folder)
    except BrowserError:
        return True


def _ledger(home: Home, clock: Clock) -> Iterator[Finding]:
    if not os.access(home.root, os.F_OK | os.X_OK) or not home.ledger.exists():
        yield Finding("ledger", Level.OK, say("None yet; the first run begins it."))
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
        what = say(
            "Record {number} is not what it was: {what}",
            number=verdict.broken.seq,
            what=verdict.broken.what,
        )
        return Finding("ledger", Level.PROBLEM, what, say("`withhold evidence verify`"))
    what = say(
        "Records: {records}. Files of evidence: {files}. All as written.",
        records=verdict.records,
        files=verdict.evidence,
    )
    return Finding("ledger", Level.OK, what)


def _half_done(ledger: Ledger) -> Iterator[Finding]:
    for change in ledger.open_changes():
        if not ledger.alive(change.run):
            what = say(
                "{control} ({account}) was cut short around its click.",
                control=change.control,
                account=change.account,
            )
            do = say("`withhold check {control}`", control=change.control)
            yield Finding("half-done", Level.WARN, what, do)


def _cool_offs(ledger: Ledger, home: Home) -> Iterator[Finding]:
    """Accounts that were only implied are known by their profiles."""
    visited = {f"{at.parent.name}/{at.name}" for at in home.profiles.glob("*/*") if at.is_dir()}
    for account in sorted(visited | {account.id for account in ledger.known_accounts()}):
        if rest := ledger.cool_off(account):
            what = say(
                "{account} is left in peace until {until} UTC ({why}).",
                account=account,
                until=f"{rest.until:%Y-%m-%d %H:%M}",
                why=rest.why,
            )
            do = say(
                "Nothing to mend: it ends by itself. By hand, `withhold todo` goes on at once."
            )
            yield Finding("cool-off", Level.WARN, what, do)
