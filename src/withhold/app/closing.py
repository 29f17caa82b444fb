"""How is the home closed with a passphrase, and opened again?

Closing needs no passphrase, so that the dashboard's end and a command may do it; only opening
does. It is refused while anything uses the home.
"""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from withhold.browser.errors import ProfileBusy
from withhold.browser.ordinary import in_use
from withhold.browser.profile import held
from withhold.kernel.errors import WithholdError
from withhold.kernel.paths import PRIVATE_FILE, PRIVATE_FOLDER
from withhold.store.alone import want_alone
from withhold.store.errors import LedgerBusy
from withhold.store.lives import Lives
from withhold.vault import passphrase as keys
from withhold.vault.errors import HomeBusy
from withhold.vault.seal import closing
from withhold.vault.settle import settle
from withhold.vault.unseal import unseal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from withhold.kernel.paths import Home

SHORTEST = keys.SHORTEST
"""Characters that a passphrase has at least."""


@dataclass(frozen=True, slots=True)
class End:
    """How a dashboard left the home: closed or not, and what was in the way of closing it."""

    closed: bool
    hindered: WithholdError | None = None


def is_closed(home: Home) -> bool:
    """Say whether the home is closed; what was cut short is brought to its end first."""
    settle(home)
    return home.is_closed


def has_passphrase(home: Home) -> bool:
    """Say whether the home has a passphrase, open or closed."""
    return keys.has(home)


def open_with(home: Home, passphrase: str) -> None:
    """Open a closed home; an open one stays as it is.

    Raises WrongPassphrase, SealedDamaged, InTheWay, NoPassphrase, HomeBusy, VaultDisk.
    """
    if is_closed(home):
        unseal(home, keys.key(home, passphrase))


def close(home: Home) -> None:
    """Close a home that has a passphrase; a closed one stays as it is.

    Raises LedgerBusy, ProfileBusy, HomeBusy while something uses it; NoPassphrase, NotPlain,
    VaultDisk. Then it is open as before.
    """
    if is_closed(home):
        return
    with closing(home) as seal, _still(home):
        seal()


def close_all(home: Home) -> None:
    """Close the home unless a dashboard has it open; else like `close`."""
    with _no_dashboard(home):
        close(home)


def at_the_end(home: Home) -> End:
    """Close the home if it has a passphrase and nothing uses it: for a dashboard that ends."""
    try:
        if not has_passphrase(home):
            return End(closed=False)
        close(home)
    except WithholdError as error:
        return End(closed=False, hindered=error)
    return End(closed=True)


def set_passphrase(home: Home, passphrase: str) -> None:
    """Give an open home a passphrase, or another one.

    Raises PassphraseRefused, HomeClosed, HomeBusy, VaultDisk.
    """
    is_closed(home)
    keys.put(home, passphrase)


def change(home: Home, passphrase: str) -> None:
    """Give an open home another passphrase; raises NoPassphrase where it has none, and the above.

    The key is another one too: with the former passphrase nothing opens that is closed from now on.
    """
    if not has_passphrase(home):
        raise keys.none_yet(home)
    set_passphrase(home, passphrase)


def remove(home: Home) -> None:
    """Take the passphrase off an open home; raises NoPassphrase, HomeClosed."""
    is_closed(home)
    keys.remove(home)


@contextmanager
def _still(home: Home) -> Iterator[None]:
    """Hold every profile, and see that no run lives and nobody has the ledger open."""
    with ExitStack() as all_held:
        for folder in sorted(home.profiles.glob("*/*")):
            if folder.is_dir() and not folder.is_symlink():
                all_held.enter_context(held(folder, patience=0))
                _refuse_window(home, in_use(folder))
        if Lives(home.root / "runs").any_alive():
            raise LedgerBusy(
                "A run is going on; your home stays open.",
                where=str(home.root),
                do="Wait until it has ended, or stop it, and try again.",
            )
        want_alone(home)
        yield


def _refuse_window(home: Home, used: bool) -> None:  # noqa: FBT001 - what was seen
    if used:
        raise ProfileBusy(
            "A browser window is open on a profile of Withhold; your home stays open.",
            where=str(home.profiles),
            do="Close that window and try again.",
        )


@contextmanager
def _no_dashboard(home: Home) -> Iterator[None]:
    home.dashboard.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
    lock = FileLock(home.dashboard / "lock", mode=PRIVATE_FILE)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise HomeBusy(
            "The dashboard is open; your home stays open with it.",
            where=str(home.root),
            do="Press its Close button: that closes your home too.",
        ) from None
    try:
        yield
    finally:
        lock.release()
