"""Which writes must outlive a power cut? All of them pass through here, and only here.

`write` is the one choke point of store and vault: every commit of the ledger, every rename that
brings a piece of evidence into place, every step of closing and opening the home. Tests replace
`durable.write` in a child process and kill it before or after each call; so callers name it through
this module and never import it alone.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path


def write(what: str, act: Callable[[], object]) -> None:
    """Do `act`, after which `what` is on disk: `commit`, `evidence`, `sealed` and so on."""
    del what  # for those who watch
    act()


def sync(descriptor: int) -> None:
    """Bring an open file to the platter; macOS has a word of its own for really doing so."""
    if sys.platform == "darwin":
        import fcntl  # noqa: PLC0415 - not there on Windows

        fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
    else:
        os.fsync(descriptor)


def sync_folder(folder: Path) -> None:
    """Bring a folder's list of names to the platter. Windows does so by itself."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
