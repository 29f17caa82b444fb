"""What goes when everything goes, and what stays all the same? Counts first, then erases."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from withhold.app.accounts import size
from withhold.browser.errors import BrowserError, ProfileBusy
from withhold.browser.ordinary import in_use
from withhold.browser.profile import held
from withhold.kernel.errors import HomeClosed
from withhold.report.pages.message import Message, say, say_many
from withhold.store import erase as store
from withhold.store.archives import Archives
from withhold.store.errors import StoreError
from withhold.store.ledger import Ledger
from withhold.store.policies import Policies
from withhold.vault.files import alone

if TYPE_CHECKING:
    from pathlib import Path

    from withhold.kernel.clock import Clock
    from withhold.kernel.paths import Home
    from withhold.store.erase import Erased


@dataclass(frozen=True, slots=True)
class Holding:
    """One thing that goes: what it is, where, and how many bytes."""

    what: Message
    where: Path
    size: int


def holdings(home: Home, clock: Clock) -> tuple[Holding, ...]:
    """List what `erase` would delete; empty if nothing is kept. Changes nothing."""
    root = home.root
    ledger = [place for place in root.glob("ledger*") if place.is_file()]
    closed = say("your closed home") if home.is_closed else say("the key that closes your home")
    parts = (
        (say("your settings"), home.config, [home.config]),
        (
            say("what was read and said: {counted}", counted=_counted(home, clock)),
            home.ledger,
            ledger,
        ),
        (
            say("what policies said: {counted}", counted=_versions(home)),
            home.policies,
            [place for place in root.glob("policies.sqlite3*") if place.is_file()],
        ),
        (say("your archives: {counted}", counted=_archives(home)), home.archives, [home.archives]),
        (say("evidence: {counted}", counted=_files(home.evidence)), home.evidence, [home.evidence]),
        (say("browser profiles: {names}", names=_sessions(home)), home.profiles, [home.profiles]),
        (closed, home.vault, [home.vault]),
        (say("what can be made again"), home.cache, [home.cache, root / "runs"]),
    )
    return tuple(
        Holding(what, where, sum(map(_size, places)))
        for what, where, places in parts
        if any(place.exists() for place in places)
    )


def erase(home: Home) -> Erased:
    """Delete everything.

    Raises ProfileBusy, LedgerBusy, HomeBusy while something runs, and NotAHome.
    """
    for folder in home.profiles.glob("*/*"):
        if folder.is_dir():
            _refuse_busy(folder)
    if not home.vault.is_dir():
        return store.erase(home)
    with alone(home, patience=0):
        return store.erase(home)


def _refuse_busy(folder: Path) -> None:
    try:
        with held(folder, patience=0):
            busy = in_use(folder)
    except BrowserError:
        busy = True
    if busy:
        raise ProfileBusy(
            "A run or a sign-in window is using a browser profile; nothing was deleted.",
            where=f"{folder.parent.name}/{folder.name}",
            do="Wait until it has ended, or close that window, and try again.",
        )


def _counted(home: Home, clock: Clock) -> Message:
    """Count the records; a ledger that cannot be read goes all the same."""
    if not home.ledger.exists():
        return say("nothing in it")
    try:
        with Ledger(home, clock) as ledger:
            readings, words = len(ledger.readings()), len(ledger.declarations())
            accounts = len(ledger.accounts())
    except (StoreError, HomeClosed):
        return say("it cannot be read")
    return say(
        "{readings}, {words}, {accounts}",
        readings=say_many("{count} look", "{count} looks", readings),
        words=say_many("{count} word of yours", "{count} words of yours", words),
        accounts=say_many("{count} account", "{count} accounts", accounts),
    )


def _versions(home: Home) -> Message:
    """Count what was recorded of policies; as above."""
    if not home.policies.exists():
        return say("nothing in it")
    try:
        with Policies(home) as policies:
            return say_many("{count} version", "{count} versions", policies.count())
    except (StoreError, HomeClosed):
        return say("it cannot be read")


def _archives(home: Home) -> Message:
    """Count what was read from archives; as above."""
    try:
        cards = Archives(home).all()
    except (StoreError, HomeClosed):
        return say("it cannot be read")
    items = sum(sum(card.counts.values()) for card in cards)
    return say(
        "{archives}, {items}",
        archives=say_many("{count} archive", "{count} archives", len(cards)),
        items=say_many("{count} item", "{count} items", items),
    )


def _files(folder: Path) -> Message:
    number = sum(place.is_file() for place in folder.rglob("*"))
    return say_many("{count} file", "{count} files", number)


def _sessions(home: Home) -> Message | str:
    there = sorted(place for place in home.profiles.glob("*/*") if place.is_dir())
    return ", ".join(f"{place.parent.name}/{place.name}" for place in there) or say("none")


def _size(place: Path) -> int:
    return size(place) if place.is_dir() else place.stat().st_size if place.exists() else 0
