"""Run one command, and die at a chosen durable write. Started as a process by the kill tests.

    dying.py NUMBER before|after main|tree|full LOG COMMAND…

Each durable write is noted in LOG by what it was, before it is made. Number 0 never comes. `full`
does not die: from there on the journal of the ledger cannot grow.
"""

from __future__ import annotations

import os
import resource
import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from withhold.cli.main import main
from withhold.kernel import durable
from withhold.kernel.paths import home


def descendants(root: int) -> list[int]:
    """List the processes below `root`, itself last."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = entry.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        children.setdefault(int(fields[1]), []).append(int(entry.parent.name))
    found: list[int] = []
    for child in children.get(root, []):
        found += descendants(child)
    return [*found, root]


def die(extent: str) -> None:
    """End this process as a power cut would; with `tree`, all it started along with it."""
    if extent == "full":
        journal = home().ledger.with_name("ledger.sqlite3-wal")
        _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (journal.stat().st_size, hard))
        return
    own = os.getpid()
    for pid in descendants(own) if extent == "tree" else [own]:
        os.kill(pid, signal.SIGKILL)


def arm(number: int, moment: str, extent: str, log: Path) -> None:
    """Have the durable write of this number be the last thing that happens."""
    count = 0
    lock = threading.Lock()

    def write(what: str, act: Callable[[], object]) -> None:
        nonlocal count
        with lock:
            count += 1
            mine = count == number
            with log.open("a") as file:
                file.write(f"{what}\n")
        if mine and moment == "before":
            die(extent)
        act()
        if mine:
            die(extent)

    durable.write = write


if __name__ == "__main__":
    arm(int(sys.argv[1]), sys.argv[2], sys.argv[3], Path(sys.argv[4]))
    main(sys.argv[5:])
