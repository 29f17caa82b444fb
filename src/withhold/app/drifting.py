"""What was off and is on again, and what can be shown for both?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from withhold.app.histories import history
from withhold.judge.changes import Told, events
from withhold.kernel.errors import WithholdError
from withhold.model.observation import State
from withhold.report.drift import Drift, Side

if TYPE_CHECKING:
    from collections.abc import Iterable

    from withhold.app.start import House
    from withhold.judge.history import History
    from withhold.model.observation import Reading
    from withhold.store.ledger import Ledger


class NoSuchDrift(WithholdError):
    """There is no reading with this id that shows something on that was off before."""

    code = "unknown-drift"


def drifts(house: House, controls: Iterable[tuple[str, str]]) -> tuple[Drift, ...]:
    """Show how each of these came to be on again; they are given by control and account."""
    with house.ledger() as ledger:
        pasts = [history(ledger, name, account) for name, account in controls]
        found = [_drifts(ledger, past) for past in pasts]
    return tuple(each[-1] for each in found if each)


def drift(house: House, reading_id: str) -> Drift:
    """Show one drift, by the reading that found it. Raises NoSuchDrift."""
    with house.ledger() as ledger:
        reading = ledger.reading(reading_id.upper())
        past = history(ledger, reading.control, reading.account) if reading else None
        found = _drifts(ledger, past) if past else []
    for each in found:
        if each.after.reading.id == reading_id.upper():
            return each
    raise NoSuchDrift(
        "No reading with this id shows that something was turned back on:",
        where=reading_id,
        do="Go back to the overview: what is on again stands on top.",
    )


def _drifts(ledger: Ledger, past: History) -> list[Drift]:
    sights = past.sights
    mended = bool(sights) and sights[-1].state is State.WITHHELD
    return [
        Drift(_side(ledger, event.before), _side(ledger, event.reading), mended)
        for event in events(past)
        if event.told is Told.DRIFT and event.before is not None
    ]


def _side(ledger: Ledger, reading: Reading) -> Side:
    """Give a reading with its picture, if that is still there."""
    names = [ledger.evidence.path(name) for name in reading.evidence]
    if not names or not names[0].exists():
        return Side(reading, None, erased=bool(names))
    kept = ledger.evidence_of(reading)
    picture = kept.screenshot if kept else None
    there = bool(picture and ledger.evidence.path(picture).exists())
    return Side(reading, picture if there else None, erased=bool(picture) and not there)
