"""How does an archive that a platform gave come in, whole or not at all?

Reading is a run; only one goes on at a time. The same archive again changes nothing; a newer one of
the same account takes the place of the older, whose counts are kept. What could not be read is
named, and the rest comes in.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from threading import Event as Signal
from typing import TYPE_CHECKING

from withhold.app.start import run
from withhold.kernel.errors import Exit, WithholdError
from withhold.kernel.ids import ulid
from withhold.model.exposure import (
    Archive,
    Earlier,
    Holder,
    Item,
    Known,
    Note,
    Problem,
    Stray,
    Turn,
)
from withhold.observe.archives.apart import told
from withhold.observe.archives.container import exports
from withhold.observe.archives.formats import Reading, recognised, rests, sights
from withhold.report.exposure import Added, Coming, trouble
from withhold.store.archives import Archives
from withhold.store.intake import Stopped, TooMany

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from withhold.app.start import House
    from withhold.observe.archives.container import Export
    from withhold.observe.archives.formats import Rest, Sight

KIND = "exposure"
_OFTEN = 2_000  # items after which somebody is told how far it is


class NotAnArchive(WithholdError):
    """Nothing that was named is an archive that can be read."""

    code = "not-an-archive"
    exit = Exit.COULD_NOT_LOOK


class TooManyItems(WithholdError):
    """An archive holds more items than there is room for."""

    code = "too-many-items"
    exit = Exit.COULD_NOT_LOOK


@dataclass(slots=True)
class _Gathered:
    """What a format tells beside the items."""

    holder: Holder = field(default_factory=Holder)
    turns: list[Turn] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def take(self, record: Holder | Turn | Note | Problem | Known) -> None:
        match record:
            case Holder():
                self.holder = _filled(self.holder, record)
            case Turn():
                self.turns.append(record)
            case Note():
                self.notes.append(record)
            case Problem():
                self.problems.append(record)
            case Known():
                pass  # the reading itself keeps these


@dataclass(frozen=True, slots=True)
class _Work:
    """One import: into which shelf, beside what is there, as was wished, and who listens.

    `dropped`: the names of what was read and not kept, for something newer is there.
    """

    house: House
    shelf: Archives
    have: list[Archive]
    wish: Wish
    tell: Callable[[Coming], None]
    dropped: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Wish:
    """How archives are to come in: with an index of words or without; `run`: the ordered id.

    `stop` ends it: what is not whole by then leaves nothing.
    """

    searchable: bool = True
    stop: Signal = field(default_factory=Signal)
    run: str | None = None


def add(
    house: House, paths: Sequence[Path], wish: Wish | None = None, *, tell: Callable[[Coming], None]
) -> Added:
    """Read archives in; raises NotAnArchive, TooManyItems, StoreError. May be stopped any time."""
    own = wish or Wish()
    shelf = Archives(house.home)
    tally = _Tally()
    with run(house, KIND, stop=own.stop, run_id=own.run) as desk, shelf.alone():
        found = exports(paths, recognised=recognised)
        work = _Work(house, shelf, shelf.all(), own, tell)
        tally.problems += found.problems
        try:
            for export in found.found:
                _one(work, export, tally)
        except Stopped:
            if not own.stop.is_set():  # Ctrl-C, which SQLite noticed first
                raise KeyboardInterrupt from None
            tally.stopped = True
        if not tally.new and not tally.known and not tally.stopped:
            raise _nothing(paths, tally.problems)
        tally.settle(work.have)
        items = sum(sum(card.counts.values()) for card in tally.new)
        desk.note(KIND, archives=len(tally.new), items=items)
    return Added(tuple(tally.new), tuple(tally.known), tuple(tally.problems), tally.stopped)


@dataclass(slots=True)
class _Tally:
    """What came in so far."""

    new: list[Archive] = field(default_factory=list)
    known: list[Archive] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    stopped: bool = False

    def settle(self, have: Sequence[Archive]) -> None:
        """Leave out what gave way to another archive of the same command, each once."""
        there = {card.id: card for card in have}
        self.new = list({card.id: there[card.id] for card in self.new if card.id in there}.values())
        new = {card.id for card in self.new}
        known = {card.id: there[card.id] for card in self.known if card.id in there}
        self.known = [card for name, card in known.items() if name not in new]


def _one(work: _Work, export: Export, tally: _Tally) -> None:
    seen = sights(export.files)
    if not seen:
        tally.problems += [*export.problems, Problem("not-recognised", export.name)]
        return
    for card, is_new in _export(work, export, seen):
        (tally.new if is_new else tally.known).append(card)
        if is_new and export.name in work.dropped:
            tally.problems.append(Problem("older-or-part", export.name))
            work.dropped.discard(export.name)


def _export(work: _Work, export: Export, seen: Sequence[Sight]) -> Iterator[tuple[Archive, bool]]:
    """Read in what is in one export, most often one archive; say whether each is new."""
    files = export.files.fingerprint()
    claimed: set[str] = set()
    for sight in seen:
        mark = _mark(files, sight)
        twin = next((card for card in work.have if card.fingerprint == mark), None)
        if twin is not None:
            yield twin, False
            continue
        reading = Reading(export.files, sight)
        card = _read(work, export, reading, mark, claimed, seen)
        kept = _kept(work, card)
        if kept.id != card.id:
            work.dropped.add(export.name)
        yield kept, True


def _read(  # noqa: PLR0913, PLR0917 - one archive, and those that lie in the same files
    work: _Work,
    export: Export,
    reading: Reading,
    mark: str,
    claimed: set[str],
    seen: Sequence[Sight],
) -> Archive:
    now = work.house.clock.now()
    archive_id = ulid(now)
    gathered = _Gathered(problems=list(export.problems))
    sight = reading.sight
    with work.shelf.intake(archive_id) as intake:
        try:
            intake.take(_items(work, export, reading, gathered))
        except TooMany as error:
            raise TooManyItems(
                "This archive holds more than sixteen million items.",
                where=export.name,
                do="Ask the platform for a shorter time, and add those archives one by one.",
            ) from error
        claimed |= reading.known
        left = rests(export.files, seen, claimed)
        rest, nobodys = left.get(sight), left.get(None)
        work.tell(
            Coming(export.name, 1, 1, intake.number, finishing=True, indexed=work.wish.searchable)
        )
        return intake.finish(
            Archive(
                id=archive_id,
                platform=sight.platform,
                variant=sight.found.variant,
                holder=gathered.holder,
                added_at=now,
                fingerprint=mark,
                counts={},
                audiences={},
                first=None,
                last=None,
                media=rest.media if rest else 0,
                searchable=work.wish.searchable,
                unrecognised=(*_strays(rest), *_strays(nobodys)),
                problems=tuple(_summed(gathered.problems)),
                notes=tuple(gathered.notes),
                turns=tuple(sorted(gathered.turns, key=lambda turn: turn.at)),
            ),
            stop=work.wish.stop.is_set,
        )


def _items(work: _Work, export: Export, reading: Reading, gathered: _Gathered) -> Iterator[Item]:
    """Give the items alone, and tell from time to time how far it is."""
    meter, number = export.files.meter, 0
    for record in told(reading, meter):
        if type(record) is Item:
            yield record
            number += 1
            if not number % _OFTEN:
                if work.wish.stop.is_set():
                    raise Stopped
                done = Coming(
                    export.name, meter.done, meter.total, number, indexed=work.wish.searchable
                )
                work.tell(done)
        else:
            gathered.take(record)  # type: ignore[arg-type]  # all but items


def _kept(work: _Work, card: Archive) -> Archive:
    """Put a new archive in its place among those of the same account."""
    for other in [each for each in work.have if _is_same_account(each, card)]:
        lacks = not set(other.counts) <= set(card.counts)  # as LinkedIn's basic archive does
        if lacks and _date(card) > _date(other):
            continue  # each has something that the other has not
        if lacks or _date(other) > _date(card):
            earlier = (*other.earlier, Earlier(card.holder.as_of, card.added_at, card.counts))
            work.shelf.forget(card.id)
            work.have[work.have.index(other)] = noted = replace(other, earlier=earlier)
            return work.shelf.recard(noted)
        was = Earlier(other.holder.as_of, other.added_at, other.counts)
        card = work.shelf.recard(replace(card, earlier=(*other.earlier, was)))
        work.shelf.forget(other.id)
        work.have.remove(other)
    work.have.append(card)
    return card


def _is_same_account(one: Archive, other: Archive) -> bool:
    if one.platform != other.platform or one.variant == "html" or other.variant == "html":
        return False
    a, b = one.holder, other.holder
    if a.id and b.id:
        return a.id == b.id
    return bool(a.user) and a.user.casefold() == b.user.casefold()


def _date(card: Archive) -> tuple[float, int]:
    as_of = card.holder.as_of
    return (as_of.timestamp() if as_of else float(card.last or 0), card.last or 0)


def _mark(files: str, sight: Sight) -> str:
    whole = f"{files}\0{sight.platform}\0{sight.found.variant}\0{sight.found.root}"
    return hashlib.sha256(whole.encode()).hexdigest()


def _filled(one: Holder, more: Holder) -> Holder:
    return Holder(
        user=one.user or more.user,
        id=one.id or more.id,
        private=one.private if one.private is not None else more.private,
        as_of=one.as_of or more.as_of,
    )


def _strays(rest: Rest | None) -> tuple[Stray, ...]:
    return tuple(Stray(path, size) for path, size in rest.unrecognised) if rest else ()


def _summed(problems: Sequence[Problem]) -> Iterator[Problem]:
    """Give each problem once."""
    yield from dict.fromkeys(problems)


def _nothing(paths: Sequence[Path], problems: Sequence[Problem]) -> NotAnArchive:
    named = " ".join(dict.fromkeys(map(trouble, problems)))
    return NotAnArchive(
        "No archive of a platform that Withhold can read is in what you named.",
        where=named or ", ".join(path.name for path in paths),
        do="Name the ZIP as the platform gave it, or the folder it was unpacked to. "
        "Ask for JSON where the platform lets you choose.",
    )
