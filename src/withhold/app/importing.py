"""How does an archive of policies become a history of changes, in one sitting or several?

An import is a run. Versions go in by batches, each in one transaction with what the judge then
remembers; what is known by date and digest is skipped. If versions turn up that are older than
what was judged already, the document is judged afresh, for the judge goes forward in time only;
likewise if an earlier or later release of the judge left a state that this one cannot take up, or
if a version that was damaged or missing can be read now.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from withhold import __version__
from withhold.app.start import run
from withhold.model.policy import Version
from withhold.observe.policies.archive import opened
from withhold.report.imports import Imported, Progress
from withhold.store.policies import Batch, Policies, Record, Recorded, Subject, Told

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime
    from pathlib import Path

    from withhold.app.policies import Historian, Judge
    from withhold.app.start import House
    from withhold.observe.policies.recorded import Archive, Document, Entry, Unread

KIND = "import"
_BATCH = 250  # versions: some seconds of work that a sudden end may cost
_PASSING = frozenset({"missing", "damaged", "encrypted"})
"""Why a version had no text that a better copy of the archive may have."""


@dataclass(slots=True)
class _Tally:
    documents: int
    total: int
    new: int = 0
    known: int = 0
    changes: int = 0
    left: int = 0
    late: int = 0
    why: Counter[str] = field(default_factory=Counter)

    def progress(self, document: Document) -> Progress:
        done = self.new + self.known + self.late
        about = f"{document.service}, {document.name}"
        return Progress(about, done, self.total, self.left, self.changes)


@dataclass(frozen=True, slots=True)
class _Work:
    """One import: from where, into what, by whom, and who listens."""

    archive: Archive
    store: Policies
    judge: Judge
    tally: _Tally
    tell: Callable[[Progress], None]
    name: str


@dataclass(frozen=True, slots=True)
class _Due:
    """What is to be judged of one document; `afresh`: all of it, whatever was judged before."""

    entries: Sequence[Entry]
    afresh: bool
    before: datetime | None
    late: int


def import_(
    house: House, path: Path, *, judge: Judge, tell: Callable[[Progress], None]
) -> Imported:
    """Read an archive into the home; raises a three-part error. May be stopped at any moment."""
    with (
        opened(path) as archive,
        run(house, KIND) as desk,
        Policies(house.home) as store,
    ):
        documents = archive.documents
        tally = _Tally(len(documents), sum(document.count for document in documents))
        work = _Work(archive, store, judge, tally, tell, path.resolve().name)
        for number, document in enumerate(documents, start=1):
            tally.left = len(documents) - number
            _import(work, document)
        done = _told(archive, tally)
        desk.note(
            "imported", versions=done.new, changes=done.changes, unread=sum(tally.why.values())
        )
        return done


def _import(work: _Work, document: Document) -> None:
    subject = Subject(document.service, document.name)
    entries = work.archive.entries(document)
    state = work.store.state(subject)
    known = _lasting(work, document, entries, work.store.versions(subject))
    due = _due(entries, known, goes_on=state is None or work.judge.goes_on(state))
    work.tally.late += due.late
    work.tally.known += document.count - len(due.entries) - due.late
    if not due.entries:
        return
    historian = work.judge.history(None if due.afresh else state)
    before, afresh = due.before, due.afresh
    read = work.archive.versions(document, due.entries)
    while True:
        batch, before = _judged(historian, subject, islice(read, _BATCH), before, named=work.name)
        if not batch.versions:
            return
        work.store.add(subject, batch, by=__version__, afresh=afresh)
        afresh = False
        _count(work, document, batch)


def _lasting(
    work: _Work, document: Document, entries: Sequence[Entry], known: Sequence[Recorded]
) -> Sequence[Recorded]:
    """Leave out of what is known the versions without text of which there is a better copy now."""
    passing = {(each.at, each.digest) for each in known if each.why in _PASSING}
    if not passing:
        return known
    here = [entry for entry in entries if (entry.at, entry.digest) in passing]
    still = {
        (entry.at, entry.digest)
        for entry, version in work.archive.versions(document, here)
        if not isinstance(version, Version)
    }
    return [each for each in known if each.why not in _PASSING or (each.at, each.digest) in still]


def _due(entries: Sequence[Entry], known: Sequence[Recorded], *, goes_on: bool) -> _Due:
    """Tell what is new; late ones that cannot be judged in their place are left out, and counted.

    They can if all that is recorded stands in this archive: then all is judged again, as it is
    where the judge cannot go on from its state.
    """
    have = {(each.at, each.digest) for each in known}
    new = [entry for entry in entries if (entry.at, entry.digest) not in have]
    readable = [each.at for each in known if each.why is None]
    before = max(readable, default=None)
    last = max((each.at for each in known), default=None)
    late = [entry for entry in new if last is not None and entry.at < last]
    if (late or not goes_on) and have <= {(entry.at, entry.digest) for entry in entries}:
        return _Due(entries, afresh=True, before=None, late=0)
    rest = [entry for entry in new if last is None or entry.at >= last]
    return _Due(rest, afresh=False, before=before, late=len(late))


def _judged(
    historian: Historian,
    subject: Subject,
    part: Iterable[tuple[Entry, Version | Unread]],
    before: datetime | None,
    *,
    named: str,
) -> tuple[Batch, datetime | None]:
    """Judge some versions, one text at a time; also give the date of the last readable one."""
    recorded: list[Recorded] = []
    changes: list[Told] = []
    for entry, version in part:
        why = None
        if isinstance(version, Version):
            judgement = historian.step(version)
            why = None if judgement is None or judgement.readable else judgement.why or "unreadable"
            if judgement is not None and judgement.change and why is None:
                changes.append(Told(subject, before or entry.at, entry.at, judgement))
        else:
            why = version.why
        record = Record(named, entry.commit)
        recorded.append(Recorded(entry.at, entry.digest, entry.technical, why, record))
        before = entry.at if why is None else before
    return Batch(recorded, changes, historian.state()), before


def _count(work: _Work, document: Document, batch: Batch) -> None:
    tally = work.tally
    tally.new += len(batch.versions)
    tally.changes += len(batch.changes)
    tally.why.update(each.why for each in batch.versions if each.why)
    work.tell(tally.progress(document))


def _told(archive: Archive, tally: _Tally) -> Imported:
    problems = archive.problems
    return Imported(
        documents=tally.documents,
        new=tally.new,
        known=tally.known,
        late=tally.late,
        changes=tally.changes,
        unread=dict(sorted(tally.why.items())),
        problems=problems.count,
        named=tuple((each.code, each.path) for each in problems.named),
    )
