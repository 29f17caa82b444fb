"""What does the ledger keep beside the nouns of `model`, and how is each written down?

Every record is written once, as one line of canonical JSON: keys sorted, no spaces, UTF-8. The
line says of itself what it is: `{"id":…,"kind":…,"record":{…},"seq":…,"written_at":…}`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any, Generic, TypeVar

import msgspec

from withhold.model.action import Change
from withhold.model.observation import (
    Account,
    Adoption,
    Declaration,
    Evidence,
    Position,
    Reading,
    Stranger,
)


@dataclass(frozen=True, slots=True)
class Sighting:
    """A stranger, and the reading it was seen at."""

    id: str
    run: str
    reading: str
    account: str
    platform: str
    url: str
    label: str
    state: Position
    seen_at: datetime

    @property
    def stranger(self) -> Stranger:
        """The stranger alone."""
        return Stranger(self.platform, self.url, self.label, self.state)


@dataclass(frozen=True, slots=True)
class RunStart:
    """A run began: its kind (`check`, `off`, …), the process it is."""

    id: str
    kind: str
    pid: int
    started_at: datetime


@dataclass(frozen=True, slots=True)
class RunEnd:
    """A run ended: `done`, `interrupted`, `failed`, or `killed` (found out later)."""

    id: str
    run: str
    how: str
    ended_at: datetime


@dataclass(frozen=True, slots=True)
class Progress:
    """One event of a run, for whoever watches it; `data` is plain JSON."""

    id: str
    run: str
    kind: str
    at: datetime
    data: dict[str, Any] = field(repr=False)


@dataclass(frozen=True, slots=True)
class AccountEntry:
    """An account as it is from now on; `removed` says it is no longer on the list."""

    id: str
    account: str
    platform: str
    name: str
    handle: str | None = field(repr=False)
    country: str | None
    added: bool
    removed: bool
    at: datetime

    @property
    def noun(self) -> Account:
        """The account itself."""
        return Account(self.platform, self.name, self.handle, self.country, self.added)


@dataclass(frozen=True, slots=True)
class Consent:
    """The person was told that platforms' terms may restrict automated visits, and went on."""

    id: str
    told_at: datetime


@dataclass(frozen=True, slots=True)
class CoolOff:
    """An account to be left in peace until then, because of a challenge or the like."""

    id: str
    account: str
    until: datetime
    why: str


@dataclass(frozen=True, slots=True)
class Notice:
    """One line in the person's inbox; `key` names what it tells of, so that it is told once.

    `told` is a kind of event; `reading` and `before` are the readings that show it, where there
    are any; `reason` a reason code; `label` the words on a stranger.
    """

    id: str
    key: str
    told: str
    control: str | None
    account: str | None
    reading: str | None
    before: str | None
    was: str | None
    reason: str | None
    label: str | None = field(repr=False)
    made_at: datetime


@dataclass(frozen=True, slots=True)
class NoticeRead:
    """The person has read a notice."""

    id: str
    notice: str
    read_at: datetime


@dataclass(frozen=True, slots=True)
class Grave:
    """One record whose text was erased; its digest and link stay."""

    seq: int
    kind: str
    id: str


@dataclass(frozen=True, slots=True)
class Tombstone:
    """What was erased on the person's wish: texts of records, and files of evidence."""

    id: str
    erased_at: datetime
    erased: tuple[Grave, ...]
    evidence: tuple[str, ...]


Record = (
    Reading
    | Declaration
    | Adoption
    | Change
    | Sighting
    | RunStart
    | RunEnd
    | Progress
    | AccountEntry
    | Consent
    | CoolOff
    | Notice
    | NoticeRead
    | Tombstone
)
KINDS: Mapping[type, str] = {
    Reading: "reading",
    Declaration: "declaration",
    Adoption: "adoption",
    Change: "change",
    Sighting: "stranger",
    RunStart: "run",
    RunEnd: "run-end",
    Progress: "event",
    AccountEntry: "account",
    Consent: "consent",
    CoolOff: "cool-off",
    Notice: "notice",
    NoticeRead: "notice-read",
    Tombstone: "tombstone",
}
TOMBSTONE = KINDS[Tombstone]


class Line(msgspec.Struct, frozen=True):
    """One record as written down; `record` is still JSON."""

    id: str
    kind: str
    record: msgspec.Raw
    seq: int
    written_at: str


@dataclass(frozen=True, slots=True)
class Place:
    """By what a record is found again, taken from its own words."""

    run: str | None
    control: str | None
    account: str | None
    platform: str | None


T = TypeVar("T")


def canonical(thing: object) -> bytes:
    """Write `thing` as canonical JSON; text no encoding can hold is marked, never lost silently."""
    plain = msgspec.to_builtins(thing, str_keys=True)
    try:
        return msgspec.json.encode(plain, order="sorted")
    except UnicodeEncodeError:  # half a surrogate pair, as pages can show
        return msgspec.json.encode(_encodable(plain), order="sorted")


def line(record: Record, *, seq: int, written_at: str) -> bytes:
    """Write one record down, as it will be kept and hashed."""
    envelope = {
        "id": record.id,
        "kind": KINDS[type(record)],
        "record": msgspec.to_builtins(record),
        "seq": seq,
        "written_at": written_at,
    }
    return canonical(envelope)


def parse(text: bytes) -> Line:
    """Read a line back; raises ValueError when it is none."""
    return msgspec.json.decode(text, type=Line)


def read(text: bytes, noun: type[T]) -> T:
    """Read the noun out of a line; raises ValueError when it is none."""
    return numbered(text, noun)[1]


def numbered(text: bytes, noun: type[T]) -> tuple[int, T]:
    """Read the number and the noun out of a line at once; raises ValueError when it is none."""
    held: _Held[T] = _decoder(noun).decode(text)  # type: ignore[arg-type]
    return held.seq, held.record


class _Held(msgspec.Struct, Generic[T], frozen=True):
    seq: int
    record: T


@cache
def _decoder(noun: type[T]) -> msgspec.json.Decoder[_Held[T]]:
    return msgspec.json.Decoder(_Held[noun])  # type: ignore[valid-type]


def evidence(text: bytes) -> Evidence:
    """Read an evidence record back; raises ValueError when it is none."""
    return msgspec.json.decode(text, type=Evidence)


def place(kind: str, record: Mapping[str, Any]) -> Place:
    """Return by what a record of this kind is found again."""
    run = record.get("id") if kind == "run" else record.get("run")
    data = record.get("data") or {}
    account = record.get("account") or data.get("account")
    return Place(
        run=run,
        control=record.get("control"),
        account=account if isinstance(account, str) else None,
        platform=record.get("platform"),
    )


def named(kind: str, record: Mapping[str, Any]) -> frozenset[str]:
    """Return the digests of the evidence a record of this kind names."""
    if kind == "reading":
        return frozenset(record["evidence"])
    if kind == "declaration" and record["screenshot"]:
        return frozenset([record["screenshot"]])
    return frozenset()


def _encodable(thing: Any) -> Any:  # noqa: ANN401 - plain JSON, whatever it holds
    match thing:
        case str():
            return thing.encode("utf-8", "replace").decode("utf-8")
        case list() | tuple():
            return [_encodable(part) for part in thing]
        case dict():
            return {_encodable(key): _encodable(part) for key, part in thing.items()}
        case _:
            return thing
