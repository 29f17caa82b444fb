"""What does closing and opening look like to the disk? A script, so that tests can kill it.

    python closer.py HOME close KILL_AT       dies at its KILL_ATth moment around a durable write
    python closer.py HOME open KILL_AT        likewise; the key comes by standard input
    python closer.py HOME settle KILL_AT      likewise

It prints how many moments there were.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pyrage

from withhold.kernel import durable
from withhold.kernel.paths import Home
from withhold.vault.age import Key
from withhold.vault.seal import closing
from withhold.vault.settle import settle
from withhold.vault.unseal import unseal


class _Killer:
    """Counts the moments around durable writes, and dies at one of them."""

    def __init__(self, at: int) -> None:
        self.at = at
        self.moments = 0
        self.sync = durable.sync

    def write(self, what: str, act: Callable[[], object]) -> None:
        self._moment(f"before {what}")
        act()
        self._moment(f"after {what}")

    def bring(self, descriptor: int) -> None:
        self._moment("before sync")
        self.sync(descriptor)

    def _moment(self, name: str) -> None:
        self.moments += 1
        if self.moments == self.at:
            sys.stdout.write(name)
            sys.stdout.flush()
            os.kill(os.getpid(), signal.SIGKILL)


def main(folder: str, what: str, at: str) -> None:
    """Do what the command line says."""
    home, killer = Home(Path(folder)), _Killer(int(at))
    durable.write, durable.sync = killer.write, killer.bring
    if what == "close":
        with closing(home) as seal:
            seal()
    elif what == "settle":
        settle(home)
    else:
        unseal(home, Key(pyrage.x25519.Identity.from_str(sys.stdin.read().strip())))
    sys.stdout.write(f"lived {killer.moments}")


if __name__ == "__main__":
    main(*sys.argv[1:])
