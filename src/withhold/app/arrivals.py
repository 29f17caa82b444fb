"""How does an import that a page ordered tell how far it is? In a file that can be thrown away.

Only numbers stand in it, and what stopped it. Which file was read, and whose it is, is written
nowhere: what came in can be forgotten, and the ledger forgets nothing.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from withhold.app import orders
from withhold.app.exposing import Wish, add
from withhold.kernel.errors import WithholdError
from withhold.kernel.paths import PRIVATE_FILE, PRIVATE_FOLDER
from withhold.report.pages.arrival import Arrival
from withhold.report.pages.run import Failure
from withhold.store.lives import Lives

if TYPE_CHECKING:
    from threading import Event as Signal

    from withhold.app.orders import Order
    from withhold.app.start import House
    from withhold.kernel.paths import Home
    from withhold.report.exposure import Coming

PAUSE = 0.5  # seconds between two lines about how far it is
LONGEST = 4096
"""Characters of a path."""
MOST = 100
"""How many files may be named at once."""


class BadPlace(WithholdError):
    """What was named as the place of an archive is none."""

    code = "bad-place"


def places(text: str) -> tuple[str, ...]:
    """Read the places of archives that a person wrote, one a line; raises BadPlace.

    Each has to be there already. What else lies beside it is not looked at.
    """
    lines = [place for line in text.splitlines() if (place := _bare(line))]
    if not lines:
        raise BadPlace(
            "You did not say where the archive is.",
            do="Write the whole path of the ZIP, or of the folder it was unpacked to.",
        )
    if len(lines) > MOST:
        raise BadPlace("These are too many places at once.", do=f"Name at most {MOST}.")
    return tuple(_place(line) for line in lines)


def _bare(line: str) -> str:
    """Take away the quotation marks that a file manager's “copy as path” puts around it."""
    text = line.strip()
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'" else text


def _place(line: str) -> str:
    if len(line) > LONGEST or not line.isprintable():
        raise BadPlace("This is no path:", where=f"{line[:80]!r}", do="Write it once more.")
    try:
        path = Path(line).expanduser()
        there = path.is_absolute() and (path.is_file() or path.is_dir())
    except (OSError, RuntimeError, ValueError):  # no such user, or a name no system allows
        there = False
    if not there:
        raise BadPlace(
            "There is no file and no folder at this place:",
            where=line,
            do="Write the whole path, from its beginning; a file manager can copy it for you.",
        )
    return str(path)


def hold(house: House, order: Order, stop: Signal) -> None:
    """Read archives in as they were ordered, and write down how far it is."""
    file = _file(house.home, order.id)
    file.parent.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
    clear(house.home)
    now = Arrival(order.id, pid=os.getpid(), began=house.clock.monotonic())
    teller = _Teller(house, file, now)
    wish = Wish(searchable=order.searchable, stop=stop, run=order.id)
    try:
        done = add(house, [Path(each) for each in order.paths], wish, tell=teller.tell)
    except WithholdError as error:
        failure = Failure(error.what, error.where, error.do)
        teller.write(msgspec.structs.replace(teller.now, ended="failed", failure=failure))
        raise
    teller.write(
        msgspec.structs.replace(
            teller.now,
            ended="interrupted" if done.stopped else "done",
            new=len(done.new),
            known=len(done.known),
            problems=done.problems,
        )
    )


class _Teller:
    """Writes down now and then how far it is."""

    def __init__(self, house: House, file: Path, now: Arrival) -> None:
        self._clock = house.clock
        self._file = file
        self._last = 0.0
        self.now = now
        self.write(now)

    def tell(self, coming: Coming) -> None:
        moment = self._clock.monotonic()
        self.now = msgspec.structs.replace(
            self.now,
            done=coming.done,
            total=coming.total,
            items=coming.items,
            seconds=moment - self.now.began,
            finishing=coming.finishing,
        )
        if coming.finishing or moment - self._last >= PAUSE:
            self._last = moment
            self.write(self.now)

    def write(self, now: Arrival) -> None:
        """Put the file in its place whole: who reads it sees the old one or the new one."""
        fresh = self._file.with_suffix(".new")
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, PRIVATE_FILE)
        with open(descriptor, "wb") as at:  # noqa: PTH123 - made private
            at.write(msgspec.json.encode(now))
        fresh.replace(self._file)


def arrival(home: Home, run: str) -> Arrival | None:
    """Say how far it is; None where there is none of this id."""
    if not orders.is_id(run):
        return None
    alive = Lives(orders.folder(home)).alive(run) or orders.is_starting(run)
    try:
        found = msgspec.json.decode(_file(home, run).read_bytes(), type=Arrival)
    except (OSError, msgspec.MsgspecError):
        known = orders.is_known(run) and orders.kind_of(run) == "exposure"
        return Arrival(run, alive=alive) if known else None
    return msgspec.structs.replace(found, alive=alive and found.ended is None)


def clear(home: Home) -> None:
    """Throw away what earlier ones told: it may name a file."""
    for old in _folder(home).glob("*"):
        old.unlink(missing_ok=True)


def _folder(home: Home) -> Path:
    return home.cache / "arrivals"


def _file(home: Home, run: str) -> Path:
    return _folder(home) / f"{run}.json"
