"""How does what was ordered on a page become a run? As a process of its own, told by one line.

A page must not drive a browser itself: closing its tab, or the dashboard, must stop nothing. So it
starts Withhold once more, gives it the order on its standard input, and from then on reads the
ledger like everybody else. The order names the plan the person saw, and the run carries out that
one or none.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Literal

import msgspec

from withhold.app import consent
from withhold.kernel.errors import WithholdError
from withhold.kernel.ids import ulid
from withhold.kernel.paths import PRIVATE_FILE, PRIVATE_FOLDER
from withhold.kernel.program import program
from withhold.store.lives import Lives

if TYPE_CHECKING:
    from pathlib import Path

    from withhold.app.start import House
    from withhold.kernel.paths import Home

COMMAND = "ordered"
_CHANGES = frozenset({"off", "restore"})
_NO_VISITS = frozenset({"rehearsal", "fetch", "exposure"})
"""What opens no page of a platform as the person, so that nothing is to be told beforehand."""
_DETACHED = 0x00000208  # Windows: a process group of its own, and no console
_ID_LENGTH = 26


class UnderWay(WithholdError):
    """Something is being done already; one thing at a time."""

    code = "under-way"


class NotBegun(WithholdError):
    """The process that was to carry an order out would not start."""

    code = "not-begun"


class BadOrder(WithholdError):
    """What stands on the standard input is no order."""

    code = "bad-order"


class Order(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is to be done. `items` are pairs of a control's and an account's id.

    `plan` is the digest of what the person approved, or of the addresses they saw where policies
    are fetched; else empty. `platform` and `account` say where to sign in; `paths` which archives
    to read in, and `searchable` whether with an index of their words; `id` is what the run will be
    called. A change without both is none: nothing named would stand for everything.
    """

    kind: Literal["check", "off", "restore", "review", "sign-in", "rehearsal", "fetch", "exposure"]
    items: tuple[tuple[str, str], ...] = ()
    plan: str = ""
    platform: str = ""
    account: str | None = None
    paths: tuple[str, ...] = ()
    searchable: bool = True
    id: str = ""

    def __post_init__(self) -> None:
        """Refuse a change of nothing in particular."""
        if self.kind in _CHANGES and not (self.items and self.plan):
            raise ValueError(self.kind)


def begin(house: House, order: Order) -> str:
    """Start a process that carries the order out; return the id of its run.

    The same order given once more meanwhile (a button pressed twice) is the run that goes on.
    Raises UnderWay while another run lives, NotBegun, and NotTold before the first visit.
    """
    if order.kind not in _NO_VISITS:
        consent.require(house)
    with _ONE_AT_A_TIME:
        return _same(house.home, order) or _begin(house, order)


def _same(home: Home, order: Order) -> str | None:
    """Find the run of this very order, if it goes on."""
    alike = (run for run, begun in _BEGUN.items() if begun.same(home, order) and is_starting(run))
    return next(alike, None)


def _begin(house: House, order: Order) -> str:
    if is_busy(house.home):
        raise UnderWay(
            "Withhold is doing something already, one thing at a time.",
            do="Wait until it has ended, or stop it on its own page.",
        )
    named = msgspec.structs.replace(order, id=ulid(house.clock.now()))
    try:
        process = _start(house.home, [*program(), COMMAND])
        _hand_over(process, msgspec.json.encode(named))
    except OSError as error:
        raise NotBegun(
            "Withhold could not be started once more to do this:",
            where=error.strerror or type(error).__name__,
            do="Close Withhold and start it again. The Doctor page says what is missing.",
        ) from error
    _BEGUN[named.id] = _Begun(order, house.home, process)
    return named.id


def parse(line: bytes) -> Order:
    """Read an order; raises BadOrder."""
    try:
        order = msgspec.json.decode(line, type=Order)
    except ValueError as error:
        raise BadOrder(
            "This command is for Withhold's own pages, and takes an order of theirs.",
            do="Type `withhold` to open the pages, or `withhold --help` for the commands.",
        ) from error
    return order if is_id(order.id) else parse(b"")


def is_id(text: str) -> bool:
    """Tell the id of a run from anything else."""
    return len(text) == _ID_LENGTH and text.isascii() and text.isalnum()


def under_way(home: Home) -> str | None:
    """Give the id of a run that lives, ordered by a page or typed; None where all is quiet."""
    lives = Lives(folder(home))
    names = (path.stem for path in folder(home).glob("*.lock"))
    return next((name for name in names if is_id(name) and lives.alive(name)), None)


def is_busy(home: Home) -> bool:
    """Tell whether a run lives, or one that was ordered here is about to."""
    here = [run for run, begun in tuple(_BEGUN.items()) if begun.home == home]
    return under_way(home) is not None or any(map(is_starting, here))


def is_known(run: str) -> bool:
    """Tell whether this very process ordered the run."""
    return run in _BEGUN


def is_starting(run: str) -> bool:
    """Tell whether the process that this one started for a run still lives."""
    return run in _BEGUN and _BEGUN[run].process.poll() is None


def kind_of(run: str) -> str:
    """Name the kind of a run that this process ordered."""
    return _BEGUN[run].order.kind


def stop(home: Home, run: str, pid: int) -> None:
    """Ask a living run to stop cleanly, as Ctrl-C does; `pid` is 0 while it has written nothing.

    Then the process that was started for it is asked: it has opened nothing yet.
    """
    if pid and Lives(folder(home)).alive(run):
        with suppress(ProcessLookupError):  # it ended just now
            os.kill(pid, signal.SIGTERM)
    elif is_starting(run):
        _BEGUN[run].process.terminate()


def was_stopped(run: str) -> bool:
    """Tell whether a run that was ordered here was asked to stop before it had begun."""
    return run in _BEGUN and _BEGUN[run].process.poll() == -signal.SIGTERM


def enough(home: Home, run: str) -> None:
    """Say for a sign-in that the person is done at the window."""
    folder(home).mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
    enough_file(home, run).touch(mode=PRIVATE_FILE)


def enough_file(home: Home, run: str) -> Path:
    """Name the file whose being there says `enough`."""
    return folder(home) / f"{run}.enough"


def folder(home: Home) -> Path:
    """Name the folder in which living runs are known."""
    return home.root / "runs"


@dataclass(frozen=True, slots=True)
class _Begun:
    """A process that was started here, for whose home, and what it was told (without an id)."""

    order: Order
    home: Home
    process: subprocess.Popen[bytes]

    def same(self, home: Home, order: Order) -> bool:
        return (self.home, self.order) == (home, order)


_BEGUN: dict[str, _Begun] = {}
"""The processes this one started, by the ids of their runs; held so that their ends are noticed."""
_ONE_AT_A_TIME = Lock()
"""Held from the look whether something goes on until it does: two tabs may press at once."""


def _start(home: Home, command: list[str]) -> subprocess.Popen[bytes]:
    windows = sys.platform == "win32"
    return subprocess.Popen(  # noqa: S603 - Withhold itself, by its own place
        command,
        env=os.environ | {"WITHHOLD_HOME": str(home.root)},
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        creationflags=_DETACHED if windows else 0,
        start_new_session=not windows,
    )


def _hand_over(process: subprocess.Popen[bytes], line: bytes) -> None:
    if process.stdin:
        with process.stdin as way:
            way.write(line)
