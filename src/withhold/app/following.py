"""How far has a run come? Read from the ledger, like anybody who follows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from withhold.app import arrivals, orders, rehearsals
from withhold.kernel.errors import WithholdError
from withhold.model.observation import Position
from withhold.report.pages.run import Course, Told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from withhold.app.start import House
    from withhold.model.observation import Reading
    from withhold.store.ledger import Ledger


class NoSuchRun(WithholdError):
    """There is no run with this id."""

    code = "unknown-run"


def course(house: House, run: str) -> Course:
    """Gather all that is known of one run. Raises NoSuchRun."""
    if not orders.is_id(run):
        raise _missing()
    with house.ledger() as ledger:
        found = _course(ledger, run)
    if found is None:
        if orders.is_known(run):
            return _blank(run)
        raise _missing()
    return found


def stop(house: House, run: str) -> None:
    """Ask a run to stop cleanly, if it still lives. Raises NoSuchRun."""
    found = course(house, run)
    living = found.follower if found.follower and found.follower.alive else found
    with house.ledger() as ledger:
        begun = ledger.run(living.id)
    orders.stop(house.home, living.id, begun.pid if begun else 0)


def enough(house: House, run: str) -> None:
    """Say for a sign-in that the person is done at the window. Raises NoSuchRun."""
    found = course(house, run)
    if found.alive and found.kind == "sign-in":
        orders.enough(house.home, run)


@dataclass(frozen=True, slots=True)
class Pulse:
    """What changes whenever there is something new to see, and whether it still goes on."""

    seen: tuple[int, ...]
    on: bool


NOTHING = Pulse((), on=False)


def is_known(house: House, run: str) -> bool:
    """Tell whether there is, or was, a run of this id, a rehearsal or an import."""
    if not orders.is_id(run):
        return False
    if orders.is_known(run) or rehearsals.rehearsal(house.home, run):
        return True
    with house.ledger() as ledger:
        return ledger.run(run) is not None


def pulse(house: House, run: str) -> Pulse:
    """Feel how a run goes on, a rehearsal or an import; cheap enough to ask all the time."""
    played = rehearsals.rehearsal(house.home, run)
    if played is not None:
        on = played.alive and played.ended is None
        return Pulse((len(played.played), int(on)), on)
    coming = arrivals.arrival(house.home, run)
    if coming is not None:
        far = (coming.done, coming.items, int(coming.finishing), int(coming.alive))
        return Pulse(far, coming.alive)
    with house.ledger() as ledger:
        follower = _follower(ledger, run)
        seen = [ledger.last_of_run(each) for each in (run, follower) if each]
        on = any(ledger.alive(each) for each in (run, follower) if each)
    return Pulse((*seen, int(on)), on or orders.is_starting(run))


def _course(ledger: Ledger, run: str) -> Course | None:
    found = ledger.run(run)
    if found is None:
        return None
    told = tuple(Told(event.kind, event.data) for event in ledger.events(run))
    readings = tuple(ledger.readings_of_run(run))
    whose = {each.whose for each in told if each.kind == "planned"}
    follower = _follower(ledger, run)
    return Course(
        id=run,
        kind=found.kind,
        began=found.started_at,
        how=found.how,
        alive=ledger.alive(run),
        starting=orders.is_starting(run),
        told=told,
        readings=readings,
        pictures=_pictures(ledger, readings),
        strangers=tuple(each.stranger for each in ledger.strangers_of_run(run)),
        restorable=frozenset(pair for pair in whose if _is_restorable(ledger, pair)),
        follower=_course(ledger, follower) if follower else None,
    )


def _follower(ledger: Ledger, run: str) -> str | None:
    events = ledger.events(run)
    named = next((event.data.get("run") for event in events if event.kind == "followed"), None)
    return named if isinstance(named, str) else None


def _is_restorable(ledger: Ledger, pair: tuple[str, str]) -> bool:
    return ledger.before(*pair) in {Position.ON, Position.OFF}


def _pictures(ledger: Ledger, readings: Sequence[Reading]) -> dict[str, str]:
    """Name the picture of each reading that still has one."""
    found = {}
    for reading in readings:
        there = reading.evidence and ledger.evidence.path(reading.evidence[0]).exists()
        about = ledger.evidence_of(reading) if there else None
        if about and about.screenshot and ledger.evidence.path(about.screenshot).exists():
            found[reading.id] = about.screenshot
    return found


def _blank(run: str) -> Course:
    """Show a run that was ordered here and has written nothing yet, or never will."""
    return Course(
        id=run,
        kind=orders.kind_of(run),
        began=None,
        how="interrupted" if orders.was_stopped(run) else None,
        alive=False,
        starting=orders.is_starting(run),
        told=(),
        readings=(),
        pictures={},
        strangers=(),
    )


def _missing() -> NoSuchRun:
    return NoSuchRun("There is no run of this name.", do="Go back to the overview.")
