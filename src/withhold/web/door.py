"""Is a dashboard open already, and how does a second start find it?

Whoever holds the lock is the dashboard; the system frees it when the process ends, however it ends.
Beside it lies a small file for its owner alone: the port and the secret that keys are made with.
"""

from __future__ import annotations

import json
import os
import socket
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Event
from time import monotonic
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from withhold.kernel.errors import WithholdError
from withhold.kernel.paths import PRIVATE_FILE, PRIVATE_FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from withhold.kernel.paths import Home

PATIENCE = 5.0
TICK = 0.05
LOOPBACK = "127.0.0.1"


class DashboardSilent(WithholdError):
    """Another dashboard holds the lock and does not answer."""

    code = "dashboard-silent"


@dataclass(frozen=True, slots=True)
class Door:
    """Where a dashboard listens, and what its keys are made with."""

    port: int
    secret: str

    def address(self, key: str) -> str:
        """Give the address to open."""
        return f"http://{LOOPBACK}:{self.port}/open?key={key}"


@contextmanager
def sole(home: Home) -> Iterator[bool]:
    """Hold the lock for as long as the dashboard lives; False if another one holds it."""
    folder = home.dashboard
    folder.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
    lock = FileLock(folder / "lock", mode=PRIVATE_FILE)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        yield False
        return
    try:
        _file(home).unlink(missing_ok=True)  # one that ended without a word may have left it
        yield True
    finally:
        _file(home).unlink(missing_ok=True)
        lock.release()


def announce(home: Home, door: Door) -> None:
    """Write down where this dashboard listens, for its owner's eyes alone."""
    fresh = _file(home).with_suffix(".new")
    fresh.unlink(missing_ok=True)
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE)
    with open(descriptor, "w", encoding="utf-8") as file:  # noqa: PTH123 - made private
        json.dump({"pid": os.getpid(), "port": door.port, "secret": door.secret}, file)
    fresh.replace(_file(home))


def find(home: Home) -> Door:
    """Find the dashboard that holds the lock; raises DashboardSilent if it does not answer."""
    end, tick = monotonic() + PATIENCE, Event()
    while monotonic() < end:
        door = _read(home)
        if door is not None and _answers(door.port):
            return door
        tick.wait(TICK)
    raise DashboardSilent(
        "Another Withhold is open on this home, and it does not answer.",
        where=str(home.root),
        do="Close it with Ctrl-C in its terminal, or end that process, then start again.",
    )


def listen() -> socket.socket:
    """Open a port that the system chooses, on loopback only."""
    own = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    own.bind((LOOPBACK, 0))
    own.listen(64)
    return own


def _read(home: Home) -> Door | None:
    try:
        told = json.loads(_file(home).read_text(encoding="utf-8"))
        return Door(int(told["port"]), str(told["secret"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _answers(port: int) -> bool:
    try:
        socket.create_connection((LOOPBACK, port), timeout=1).close()
    except OSError:
        return False
    return True


def _file(home: Home) -> Path:
    return home.dashboard / "door.json"
