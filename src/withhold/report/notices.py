"""How is a notice worded? One line, and by default one that names no platform and no control."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from withhold.kernel.clock import stamp
from withhold.model.observation import Reason
from withhold.report.failures import SCHEMA
from withhold.report.reasons import MESSAGES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """One notice as it is shown. `reading`: the look that shows it, where there is one."""

    id: str
    told: str
    control: str | None
    account: str | None
    reason: str | None
    label: str | None = field(repr=False)
    made_at: datetime
    read: bool
    reading: str | None = None

    @property
    def wants_sign_in(self) -> bool:
        """Tell whether it could not be seen for want of a sign-in."""
        return self.told == "unknown" and self.reason in _SIGN_IN


_SIGN_IN = frozenset({"signed-out", "challenge", "cool-off", "wrong-account"})
SIGN_IN = "A sign-in is needed."
NEUTRAL = {
    "drift": "A setting changed back.",
    "allowed": "A setting can be changed.",
    "withheld": "A setting changed.",
    "unknown": "A setting could not be seen.",
    "stranger": "There is a new setting.",
    "word": "Something is worth another look.",
    "answer": "An answer is late.",
    "policy": "Something that was published changed.",
}
NAMED = {
    "drift": "{what} was off and is on again.",
    "allowed": "{what} is on.",
    "withheld": "{what} is off now.",
    "unknown": "{what} could not be seen.",
    "stranger": "A switch nobody described on {what}: “{label}”.",
    "word": "You said that {what} is off. It is time to look again.",
    "answer": "The answer to {what} is late.",
    "policy": "What is said about training changed: {label}.",
}


def sentence(entry: Entry, *, neutral: bool) -> str:
    """Say a notice in one line."""
    if neutral:
        return SIGN_IN if entry.wants_sign_in else NEUTRAL[entry.told]
    where = f" ({entry.account})" if entry.control and entry.account else ""
    what = f"{entry.control}{where}" if entry.control else entry.account
    said = NAMED[entry.told].format(what=what, label=entry.label)
    blind = Reason(entry.reason) if entry.told == "unknown" and entry.reason else None
    return f"{said} {MESSAGES[blind].what}" if blind else said


def document(entries: Sequence[Entry], *, neutral: bool) -> dict[str, Any]:
    """Give the one object that `inbox` prints with `--json`."""
    return {"schema": SCHEMA, "notices": [_plain(entry, neutral=neutral) for entry in entries]}


def lines(entries: Sequence[Entry], *, neutral: bool) -> Iterator[str]:
    """Give one line a notice, and what to do now."""
    for entry in entries:
        mark = " " if entry.read else "*"
        yield f"{mark} {entry.made_at:%Y-%m-%d}  {sentence(entry, neutral=neutral)}"
    if not entries:
        yield "Nothing new."
    elif any(not entry.read for entry in entries):
        yield ""
        yield "`withhold status` shows how things stand. `withhold inbox --done` marks these read."


def _plain(entry: Entry, *, neutral: bool) -> dict[str, Any]:
    return {
        "id": entry.id,
        "kind": entry.told,
        "control": entry.control,
        "account": entry.account,
        "reason": entry.reason,
        "label": entry.label,
        "made_at": stamp(entry.made_at),
        "read": entry.read,
        "text": sentence(entry, neutral=neutral),
    }
