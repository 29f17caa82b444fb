"""How is evidence listed, handed over, and found whole or broken?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from withhold.kernel.clock import stamp
from withhold.model.observation import State
from withhold.report.failures import SCHEMA

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from withhold.model.observation import Evidence, Reading

_SHORT = 12  # characters of a digest: enough to find the file by
_NOUNS = {"reading": "reading", "change": "change", "declaration": "word of your own"}
_PLURALS = {"word of your own": "words of your own"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One reading; `first`: the first that could tell, which shows how it stood before us."""

    reading: Reading
    first: bool


@dataclass(frozen=True, slots=True)
class Preview:
    """What an export would hold, before anything is written: counts by kind of record.

    `records`: those of every kind; `shots`: digests of all pictures; `own_pictures`: those the
    person gave with their word; `size`: bytes of evidence.
    """

    counts: Mapping[str, int]
    pictures: int
    whole_pages: int
    accounts: int
    records: Mapping[str, int]
    left_out: int
    erased: int
    shots: tuple[str, ...]
    own_pictures: int
    size: int


@dataclass(frozen=True, slots=True)
class Parcel:
    """What an export holds; `head` is the last link."""

    path: Path
    records: int
    left_out: int
    evidence: int
    head: str


@dataclass(frozen=True, slots=True)
class Fault:
    """The first record that is not what it was."""

    seq: int
    kind: str
    what: str


@dataclass(frozen=True, slots=True)
class Health:
    """What a walk along the chain found; `broken` is None where all is whole."""

    records: int
    erased: int
    evidence: int
    head: str
    broken: Fault | None


def lines(entries: Sequence[Entry]) -> Iterator[str]:
    """Give one line a reading, oldest first."""
    for entry in entries:
        reading = entry.reading
        digests = " ".join(name[:_SHORT] for name in reading.evidence) or "no evidence"
        marks = "".join(f"  [{mark}]" for mark in _marks(entry))
        yield (
            f"{stamp(reading.read_at)}  {reading.id}  {reading.control}  {reading.account}  "
            f"{_state(reading)}  {digests}{marks}"
        )
    if not entries:
        yield "Nothing has been read yet. `withhold check` looks, and touches nothing."


def listed(entries: Sequence[Entry]) -> dict[str, Any]:
    """Give the one object `evidence list` prints with `--json`."""
    return {"schema": SCHEMA, "readings": [_plain(entry) for entry in entries]}


def shown(
    entry: Entry, evidence: Evidence | None, files: Sequence[tuple[str, Path | None]]
) -> Iterator[str]:
    """Say all that is kept of one reading."""
    yield from lines([entry])
    reading = entry.reading
    yield f"  address    {reading.url}"
    yield f"  label      {f'“{reading.label}”' if reading.label else 'none matched'}"
    yield f"  recipe     {reading.recipe}"
    if evidence:
        yield f"  browser    {evidence.browser} {' '.join(evidence.arguments)}".rstrip()
        yield f"  cut        {'the whole page' if evidence.whole_page else 'to the control'}"
    for name, path in files:
        yield f"  file       {path or f'{name}: erased'}"


def shown_document(
    entry: Entry, evidence: Evidence | None, files: Sequence[tuple[str, Path | None]]
) -> dict[str, Any]:
    """Give the one object `evidence show` prints with `--json`."""
    return {
        "schema": SCHEMA,
        "reading": _plain(entry),
        "browser": evidence.browser if evidence else None,
        "arguments": list(evidence.arguments) if evidence else [],
        "whole_page": evidence.whole_page if evidence else None,
        "files": [{"digest": name, "path": str(path) if path else None} for name, path in files],
    }


def previewed(found: Preview, *, since: datetime | None) -> Iterator[str]:
    """Say what would be in an export before it is written."""
    counts = [_count(number, _NOUNS[kind]) for kind, number in found.counts.items()]
    yield f"In this export{f' (since {since:%Y-%m-%d})' if since else ''}: {', '.join(counts)}."
    yield f"  {_count(found.pictures, 'picture')}, cut to the control and the row it stands in."
    if found.whole_pages:
        whole = _count(found.whole_pages, "look")
        yield f"  Of these, {whole} kept the whole page: it may show names and addresses."
    if found.own_pictures:
        yield f"  Of these, {_count(found.own_pictures, 'picture')} of your own, as you gave them."
    if found.accounts:
        yield f"  The names you gave {_count(found.accounts, 'account')}, and handles where set:"
        yield "  `--without account` leaves these records out; readings name accounts as well."
        yield "  `--without handles` leaves out every record in which a handle stands; pictures are"
        yield "  not searched."


def exported(done: Parcel) -> Iterator[str]:
    """Say what was written, and how a third party checks it."""
    yield f"Written to {done.path}: {_count(done.records, 'record')}, {done.left_out} left out, "
    yield f"  {_count(done.evidence, 'file')} of evidence."
    yield f"Head of the chain: {done.head}"
    yield "  Keep this line somewhere else, or send it to somebody you trust: only so can it be"
    yield "  shown later that the end was not cut off."
    yield "Anybody can check it without Withhold: `sh VERIFY.txt` inside it, with standard tools."


def exported_document(done: Parcel, found: Preview) -> dict[str, Any]:
    """Give the one object `evidence export` prints with `--json`."""
    return {
        "schema": SCHEMA,
        "export": {
            "path": str(done.path),
            "records": done.records,
            "left_out": done.left_out,
            "evidence": done.evidence,
            "head": done.head,
        },
        "contains": {
            **found.counts,
            "pictures": found.pictures,
            "whole_pages": found.whole_pages,
            "accounts": found.accounts,
        },
    }


def verified(verdict: Health) -> Iterator[str]:
    """Say whether all is whole, or where it breaks first."""
    if verdict.broken:
        broken = verdict.broken
        kind = f" ({broken.kind})" if broken.kind else ""
        yield f"BROKEN at record {broken.seq}{kind}: {broken.what}."
        yield "What stands before it is as it was written. What comes after shows nothing."
        return
    yield (
        f"WHOLE: {_count(verdict.records, 'record')} ({verdict.erased} erased on your wish), "
        f"{_count(verdict.evidence, 'file')} of evidence, none altered, moved or taken out."
    )
    yield f"Head of the chain: {verdict.head}"


def verified_document(verdict: Health) -> dict[str, Any]:
    """Give the one object `evidence verify` prints with `--json`."""
    broken = verdict.broken
    return {
        "schema": SCHEMA,
        "whole": broken is None,
        "records": verdict.records,
        "erased": verdict.erased,
        "evidence": verdict.evidence,
        "head": verdict.head,
        "broken": {"seq": broken.seq, "kind": broken.kind, "what": broken.what} if broken else None,
    }


def _plain(entry: Entry) -> dict[str, Any]:
    reading = entry.reading
    return {
        "id": reading.id,
        "run": reading.run,
        "control": reading.control,
        "account": reading.account,
        "phase": reading.phase.value,
        "state": reading.state.value,
        "reason": reading.reason.value if reading.reason else None,
        "position": reading.position.value,
        "read_at": stamp(reading.read_at),
        "url": reading.url,
        "label": reading.label,
        "recipe": reading.recipe,
        "adopted": reading.adopted,
        "practice": reading.practice,
        "first": entry.first,
        "evidence": list(reading.evidence),
    }


def _state(reading: Reading) -> str:
    return f"{reading.state} ({reading.reason})" if reading.reason else str(reading.state)


def _marks(entry: Entry) -> Iterator[str]:
    if entry.first:
        allowed = entry.reading.state is State.ALLOWED
        yield "first look: proof of the default" if allowed else "first look"
    if entry.reading.adopted:
        yield "adopted by you"
    if entry.reading.practice:
        yield "practice"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun if number == 1 else _PLURALS.get(noun, noun + 's')}"
