"""What can be shown for what was read, how does it leave the house, and is it still whole?"""

from __future__ import annotations

from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING

from withhold.app.exported import verify_exported
from withhold.app.pictures import is_picture
from withhold.catalogue import ask
from withhold.kernel.errors import WithholdError
from withhold.kernel.paths import PRIVATE_FOLDER
from withhold.model.observation import State
from withhold.report.evidence import Entry, Fault, Health, Parcel, Preview
from withhold.store.export import REDACTIONS
from withhold.store.records import KINDS

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

    from withhold.app.start import House
    from withhold.model.observation import Evidence, Reading
    from withhold.store.ledger import Ledger
    from withhold.store.verify import Verdict

OPTIONAL = tuple(sorted((set(KINDS.values()) - {"tombstone"}) | REDACTIONS))
"""What an export may leave out: kinds of records; records with handles; whole pages."""


class NoSuchReading(WithholdError):
    """There is no reading with this id."""

    code = "unknown-reading"


_TOLD = ("reading", "change", "declaration")


class BadDay(WithholdError):
    """A day was not written as one."""

    code = "bad-date"


@dataclass(frozen=True, slots=True)
class Shown:
    """One reading with all that is kept of it. `files`: each digest, where it lies, or None."""

    entry: Entry
    evidence: Evidence | None
    files: tuple[tuple[str, Path | None], ...]


def entries(house: House, control: str | None = None) -> list[Entry]:
    """List readings, oldest first: of one control, or all. Raises UnknownControlError."""
    with house.ledger() as ledger:
        readings = ledger.readings(control)
    if control and not readings:
        ask.control(house.facts, control)  # a slip of the pen is told from a control never read
    return _marked(readings)


def entry(house: House, reading_id: str) -> Shown:
    """Give one reading with its evidence; raises NoSuchReading or EvidenceMissing."""
    with house.ledger() as ledger:
        reading = ledger.reading(reading_id.upper())
        if reading is None:
            raise NoSuchReading(
                "There is no reading with this id:",
                where=reading_id,
                do="`withhold evidence list` names them all.",
            )
        first = ledger.first_reading(reading.control, reading.account)
        return Shown(
            Entry(reading, first is not None and first.id == reading.id),
            ledger.evidence_of(reading),
            tuple((name, _path(ledger, name)) for name in reading.evidence),
        )


def about(house: House, reading: Reading) -> Evidence | None:
    """Give what is kept of a reading; None where it was erased, or never was."""
    with house.ledger() as ledger:
        return _about(ledger, reading)


def preview(
    house: House, *, since: datetime | None = None, without: Collection[str] = ()
) -> Preview:
    """Count what an export would hold."""
    with house.ledger() as ledger:
        found = ledger.survey(since=since, without=without)
        known = ledger.known_accounts() if found.kinds.get("account") else []
        kept = {name: ledger.evidence.path(name) for name in found.evidence}
    pictures = tuple(name for name, path in kept.items() if is_picture(path))
    return Preview(
        counts={kind: found.kinds.get(kind, 0) for kind in _TOLD if kind not in without},
        pictures=len(pictures),
        whole_pages=found.whole_pages,
        accounts=len(known),
        records=found.kinds,
        left_out=found.left_out,
        erased=found.erased,
        shots=pictures,
        own_pictures=found.own_pictures,
        size=sum(path.stat().st_size for path in kept.values()),
    )


def export(
    house: House, target: Path, *, since: datetime | None = None, without: Collection[str] = ()
) -> Parcel:
    """Write the ledger and its evidence to a folder or ZIP. Raises ExportRefused."""
    with house.ledger() as ledger:
        done = ledger.export(target, since=since, without=without)
    return Parcel(target, done.records, done.left_out, done.evidence, done.head)


def packed(
    house: House, *, since: datetime | None = None, without: Collection[str] = ()
) -> IO[bytes]:
    """Write the same as a ZIP into a file without a name, open at its beginning.

    It lies in the home's cache and is gone when it is closed, however the process ends.
    """
    house.home.cache.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
    with ExitStack() as failing:
        made = failing.enter_context(TemporaryFile(dir=house.home.cache))
        with house.ledger() as ledger:
            ledger.pack(made, since=since, without=without)
        made.seek(0)
        failing.pop_all()
    return made


def verify(
    house: House, path: Path | IO[bytes] | None = None, *, head: str | None = None
) -> Health:
    """Walk the chain and the evidence of this house, or of an export, and name the first break."""
    wanted = head.strip().lower() if head else None
    if path is not None:
        return _health(verify_exported(path, head=wanted))
    with house.ledger() as ledger:
        return _health(ledger.verify(wanted))


def day(text: str) -> datetime:
    """Read a day (`2026-11-23`), from its first moment in UTC; raises BadDay."""
    try:
        return datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError as error:
        raise BadDay(
            "This is no date:", where=text, do="Write it as year-month-day: 2026-11-23."
        ) from error


def _health(found: Verdict) -> Health:
    broken = found.broken
    return Health(
        found.records,
        found.erased,
        found.evidence,
        found.head,
        Fault(broken.seq, broken.kind, broken.what) if broken else None,
    )


def _marked(readings: Sequence[Reading]) -> list[Entry]:
    told: Counter[tuple[str, str]] = Counter()
    marked = []
    for reading in readings:
        key = (reading.control, reading.account)
        tells = reading.state is not State.UNKNOWN
        marked.append(Entry(reading, tells and not told[key]))
        told[key] += tells
    return marked


def _about(ledger: Ledger, reading: Reading) -> Evidence | None:
    """Give what a reading's evidence says of itself, where it is still there."""
    names = reading.evidence[:1]
    return ledger.evidence_of(reading) if names and _path(ledger, names[0]) else None


def _path(ledger: Ledger, name: str) -> Path | None:
    path = ledger.evidence.path(name)
    return path if path.exists() else None
