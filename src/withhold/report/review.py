"""How is a review told: what changed, what is due, and when is the next one? View and JSON."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from withhold.kernel.clock import stamp
from withhold.kernel.errors import Exit
from withhold.model.observation import Reason, State
from withhold.report.doubts import short
from withhold.report.failures import SCHEMA
from withhold.report.policies import title
from withhold.report.reasons import message
from withhold.report.screen import Screen
from withhold.report.speech import day

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from withhold.model.doubt import Doubt
    from withhold.model.observation import Reading
    from withhold.report.policies import Change as Altered
    from withhold.report.screen import Line


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that changed. `do`: the one command that helps; `mended`: it is off by now."""

    kind: str
    control: str | None
    platform: str
    account: str
    was: str | None
    now: str
    reason: str | None
    reading: Reading | None
    before: Reading | None
    do: str
    label: str | None = field(default=None, repr=False)
    mended: bool = False


@dataclass(frozen=True, slots=True)
class Due:
    """One thing that only the person can settle; `why`: quarter, facts or answer."""

    why: str
    control: str
    platform: str
    account: str
    on: date
    do: str


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that falls due on a day; `over`: it has. `last`: the day of the last look.

    `why`: as of `Due`, or for a look `never`, `old`, `restless`, `cut-short`. `account` is its id.
    """

    why: str
    control: str
    account: str
    on: date
    over: bool
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """One review: what it found, and when the next is due.

    `fetched` and `unfetched`: how many policies were looked at, and could not be read.
    `looked`: how the controls it looked at stand now. `idle`: nothing was due, so nothing was
    looked at. `busy`: another review is going on. `empty`: there is nothing to review. `run` and
    `at`: which review it was, and when it began. `policies`: changes of policies that are new and
    ask for something, as of now.
    """

    since: datetime | None = None
    changes: tuple[Change, ...] = ()
    due: tuple[Due, ...] = ()
    looked: tuple[State, ...] = ()
    fetched: int = 0
    unfetched: int = 0
    next: date | None = None
    unread: int = 0
    idle: bool = False
    busy: bool = False
    empty: bool = False
    interrupted: bool = False
    run: str | None = None
    at: datetime | None = None
    policies: tuple[tuple[Altered, Doubt], ...] = ()


_POLICIES = 5  # a review is short; the rest is in the list of changes
ORDER = ("drift", "policy", "allowed", "withheld", "unknown", "stranger")
HEADS = {
    "drift": "Turned back on",
    "policy": "Says something else now",
    "allowed": "On",
    "withheld": "Off now",
    "unknown": "Could not be seen",
    "stranger": "New to us",
}
DUE = {
    "quarter": "You said it is off, and a quarter has passed.",
    "facts": "You said it is off; what is known of it was looked at again since.",
    "answer": "No answer has come, and the month for it is over.",
}


def verdict(review: Review) -> Exit:
    """Give the exit code by final states: any change, anything on or due is a finding."""
    if review.interrupted:
        return Exit.INTERRUPTED
    if review.busy or review.idle:
        return Exit.WELL
    news = any(change.kind != "unknown" for change in review.changes)
    if news or review.due or review.policies or State.ALLOWED in review.looked:
        return Exit.FINDINGS
    if review.empty or State.UNKNOWN in review.looked or review.changes:
        return Exit.COULD_NOT_LOOK
    return Exit.WELL


def document(review: Review) -> dict[str, Any]:
    """Give the one object that `review` prints with `--json`."""
    return {
        "schema": SCHEMA,
        "since": stamp(review.since) if review.since else None,
        "changes": [_change(change) for change in review.changes],
        "due": [_due(due) for due in review.due],
        "next": review.next.isoformat() if review.next else None,
        "looked": len(review.looked),
        "documents": {"looked": review.fetched, "unread": review.unfetched},
        "busy": review.busy,
        "policies": [_policy(*each) for each in review.policies],
    }


def screen(review: Review, *, width: int) -> Sequence[Line]:
    """Lay a review out: only what changed, the gravest first."""
    page = Screen(width)
    if review.busy:
        page.text("Another review is going on. It will say what it finds.")
    elif review.empty:
        page.text("There is nothing to review yet: no account was added and nothing was read.")
        page.text("`withhold accounts add PLATFORM` begins.")
    else:
        _tell(page, review)
    return page.lines


def _tell(page: Screen, review: Review) -> None:
    for kind in ORDER:
        found = [change for change in review.changes if change.kind == kind]
        if found:
            page.head(HEADS[kind])
        for change in found:
            _tell_change(page, change)
    if review.due:
        page.head("Due")
    for due in review.due:
        page.point(f"{due.control} ({due.platform}/{due.account}): {DUE[due.why]}")
        page.item("Now", due.do, room=6)
    if review.policies:
        page.head("Policies changed")
    for altered, doubt in review.policies[:_POLICIES]:
        page.point(title(altered))
        page.item("Now", f"{short(doubt)} (`withhold policies show {altered.id}`)", room=6)
    if (more := len(review.policies) - _POLICIES) > 0:
        page.point(f"{more} more (`withhold policies changes --new`)")
    if page.lines:
        page.blank()
    _tell_end(page, review)


def _tell_end(page: Screen, review: Review) -> None:
    if review.interrupted:
        page.text("Stopped before the end. Run the same command again to go on.")
        return
    told = review.changes or review.due or (review.policies and not review.idle)
    first = "" if told else _quiet(review)
    following = f"Next review on {day(review.next.isoformat())}." if review.next else ""
    page.text(f"{first} {following}".strip())
    if review.unfetched:
        many = "1 policy" if review.unfetched == 1 else f"{review.unfetched} policies"
        page.text(f"Could not be read: {many} (`withhold policies fetch` says why).")
    if review.unread:
        many = "1 notice" if review.unread == 1 else f"{review.unread} notices"
        page.text(f"Not read yet: {many} (`withhold inbox`).")


def _quiet(review: Review) -> str:
    """Say that there is no news, and what stands all the same."""
    if review.idle:
        return "Nothing is due."
    standing = ""
    if (on := sum(state is State.ALLOWED for state in review.looked)) > 0:
        standing += f" Still on: {on}."
    if (blind := sum(state is State.UNKNOWN for state in review.looked)) > 0:
        standing += f" Still not seen: {blind}."
    return f"Nothing changed.{standing}{' `withhold status` has it all.' if standing else ''}"


def _tell_change(page: Screen, change: Change) -> None:
    where = f"{change.platform}/{change.account}"
    if change.kind == "policy":
        page.point(f"{change.label}: what it says about training changed.")
        page.item("Do", change.do, room=6)
        return
    if change.kind == "stranger":
        page.point(f"“{change.label}” on {change.platform}. It was not touched.", bold=True)
    else:
        page.point(f"{change.control} ({where})", bold=change.kind == "drift")
    if change.kind == "unknown" and change.reason:
        page.item("Why", message(Reason(change.reason), control=change.control or "").what, room=6)
    else:
        page.item("Before", _shown(change.before, change.was), room=6)
        page.item("Now", _shown(change.reading, change.now), room=6)
    if change.mended:
        page.item("Since", "It is off again by now.", room=6)
    else:
        page.item("Do", change.do, room=6)


def _shown(reading: Reading | None, state: str | None) -> str:
    """Name a state, the day it was read and the evidence for it."""
    if reading is None:
        return {"declared": "off, by your word"}.get(state or "", "")
    said = {"allowed": "on", "withheld": "off"}.get(reading.state.value, "not seen")
    proof = f", evidence {reading.id}" if reading.evidence else ""
    return f"{said} on {day(reading.read_at.date().isoformat())}{proof}"


def _change(change: Change) -> dict[str, Any]:
    return {
        "kind": change.kind,
        "control": change.control,
        "platform": change.platform,
        "account": change.account,
        "was": change.was,
        "now": change.now,
        "reason": change.reason,
        "label": change.label,
        "read_at": stamp(change.reading.read_at) if change.reading else None,
        "evidence_before": list(change.before.evidence) if change.before else [],
        "evidence_after": list(change.reading.evidence) if change.reading else [],
        "mended": change.mended,
        "do": change.do,
    }


def _policy(change: Altered, doubt: Doubt) -> dict[str, Any]:
    return {
        "id": change.id,
        "service": change.service,
        "document": change.document,
        "after_date": stamp(change.after),
        "do": doubt.do.value,
        "by": doubt.by,
    }


def _due(due: Due) -> dict[str, str]:
    return {
        "kind": "answer" if due.why == "answer" else "word",
        "why": due.why,
        "control": due.control,
        "platform": due.platform,
        "account": due.account,
        "on": due.on.isoformat(),
        "do": due.do,
    }
