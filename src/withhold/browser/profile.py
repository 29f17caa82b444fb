"""Who may use an account's browser profile now? One run at a time."""

from __future__ import annotations

import platform
from contextlib import contextmanager
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from withhold.browser.errors import ProfileBusy
from withhold.kernel.paths import PRIVATE_FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_OWNER = "SingletonLock"  # Chromium's own mark of who runs on a profile: `host-number`
PATIENCE = 10.0  # seconds a second run waits for the first


@contextmanager
def held(profile: Path, *, patience: float = PATIENCE) -> Iterator[Path]:
    """Hold `profile` for this process, waiting up to `patience` seconds; raises ProfileBusy.

    The lock is the operating system's: it is gone with the process that held it.
    """
    profile.parent.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
    profile.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
    lock = FileLock(profile.with_name(profile.name + ".lock"), timeout=patience, mode=0o600)
    try:
        lock.acquire()
    except Timeout:
        raise ProfileBusy(
            "Another run or sign-in window is using this account's browser profile.",
            where=profile.name,
            do="Wait until it has ended, or close that window, and try again.",
        ) from None
    try:
        yield profile
    finally:
        lock.release()


def owner(profile: Path) -> int | None:
    """Give the number of the process that runs a browser on `profile`, by Chromium's own mark.

    None where there is none, on Windows, and where it is another machine's.
    """
    try:
        marked = (profile / _OWNER).readlink().name
    except (OSError, NotImplementedError):
        return None
    host, _, number = marked.rpartition("-")
    return int(number) if host == platform.node() and number.isdecimal() else None
