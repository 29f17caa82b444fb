"""What was the person told, page by page, and where can each thing be seen or mended?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from withhold.model.observation import Reason
from withhold.report.notices import NAMED, NEUTRAL, SIGN_IN
from withhold.report.pages.address import Address, plan_of
from withhold.report.pages.deeds import deed
from withhold.report.pages.evidence import control_name
from withhold.report.pages.message import Message, say
from withhold.report.pages.standing import Shape
from withhold.report.pages.subject import subject
from withhold.report.reasons import MESSAGES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from withhold.model.fact import PlatformFacts
    from withhold.report.notices import Entry

PAGE = 50
_SHAPES = {
    "drift": Shape.AGAIN,
    "allowed": Shape.ON,
    "withheld": Shape.OFF,
    "unknown": Shape.UNSEEN,
    "stranger": Shape.NONE,
    "word": Shape.WAITING,
    "answer": Shape.REFUSED,
    "policy": Shape.WAITING,
}


@dataclass(frozen=True, slots=True)
class Choice:
    """How the inbox is looked at: also what was read, with names, which page."""

    every: bool = False
    named: bool = False
    page: int = 1

    def query(self, *, every: bool | None = None, named: bool | None = None, page: int = 0) -> str:
        """Write the address of this view, or of one that differs in what is given."""
        wanted = {
            "all": self.every if every is None else every,
            "names": self.named if named is None else named,
        }
        parts = [f"{name}=1" for name, on in wanted.items() if on]
        number = page or (self.page if every is None else 1)
        parts += [f"page={number}"] if number > 1 else []
        return f"/inbox?{'&'.join(parts)}" if parts else "/inbox"


@dataclass(frozen=True, slots=True)
class Line:
    """One notice; `why` says more where names may be said."""

    id: str
    at: datetime
    shape: Shape
    sentence: Message
    why: Message | None
    read: bool


@dataclass(frozen=True, slots=True)
class InboxPage:
    """One page of notices, newest first; `pages` there are, and `choice.page` is this.

    `newest`: the id up to which "all" was seen.
    """

    lines: tuple[Line, ...]
    choice: Choice
    neutral: bool
    total: int
    pages: int
    unread: int
    newest: str


def inbox_page(
    entries: Sequence[Entry],
    facts: Mapping[str, PlatformFacts],
    choice: Choice,
    *,
    neutral: bool,
) -> InboxPage:
    """Cut one page out of all notices (newest first); `neutral` is what the person set."""
    chosen = [entry for entry in entries if choice.every or not entry.read]
    pages = max(1, -(-len(chosen) // PAGE))
    number = min(max(1, choice.page), pages)
    shown = chosen[(number - 1) * PAGE : number * PAGE]
    hidden = neutral and not choice.named
    return InboxPage(
        lines=tuple(_line(entry, facts, neutral=hidden) for entry in shown),
        choice=Choice(choice.every, choice.named, number),
        neutral=neutral,
        total=len(chosen),
        pages=pages,
        unread=sum(not entry.read for entry in entries),
        newest=entries[0].id if entries else "",
    )


def place(entry: Entry, facts: Mapping[str, PlatformFacts]) -> Address:
    """Give the address at which a notice can be seen or mended."""
    control, account = entry.control or "", entry.account or ""
    known = bool(control_name(facts, control))
    match entry.told:
        case "drift":
            return Address(f"/drift/{entry.reading}")
        case "unknown" | "allowed" if known and entry.reason:
            mend = deed(Reason(entry.reason), control, account).to
            return mend or Address(f"/todo/{control}")
        case "allowed" if known:
            return plan_of("off", (control, account))
        case "policy":
            return Address("/changes")
        case "word" | "answer" if control:
            return Address(f"/todo/{control}")
        case _:
            return Address(f"/evidence/{entry.reading}" if entry.reading else "/evidence")


def _line(entry: Entry, facts: Mapping[str, PlatformFacts], *, neutral: bool) -> Line:
    if neutral:
        said, why = say(SIGN_IN if entry.wants_sign_in else NEUTRAL[entry.told]), None
    else:
        about = subject(entry.control, entry.account, facts)
        said = Message(NAMED[entry.told], {"what": about, "label": entry.label or ""})
        seen = Reason(entry.reason) if entry.told == "unknown" and entry.reason else None
        why = say(MESSAGES[seen].what) if seen else None
    return Line(entry.id, entry.made_at, _SHAPES[entry.told], said, why, entry.read)
