"""How far has a look at policies come, document by document, and how did the last ones end?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from withhold.report.fetched import UNSEEN, State
from withhold.report.fetched import WHY as CODES
from withhold.report.pages.message import Message, say, say_many
from withhold.report.pages.standing import Shape, Sign
from withhold.report.policies import safe

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from withhold.report.fetched import Last
    from withhold.report.pages.run import Course

_SIGNS = {
    State.CHANGED: Sign(Shape.PARTLY, say("Says something else about training")),
    State.UNREADABLE: Sign(Shape.UNSEEN, say("Could not be read")),
    State.UNCONFIRMED: Sign(Shape.UNSEEN, say("Not confirmed; it is looked at again next time")),
    State.FAILED: Sign(Shape.UNSEEN, say("Could not be fetched")),
    State.FIRST: Sign(Shape.OFF, say("Read for the first time")),
    State.NEW: Sign(Shape.EVEN, say("Reworded; nothing changed about training")),
    State.TECHNICAL: Sign(Shape.EVEN, say("Read in a better way; the page itself is as before")),
    State.UNCHANGED: Sign(Shape.EVEN, say("As before")),
    State.LEFT_OUT: Sign(Shape.NONE, say("Left out")),
}
_WAITING = Sign(Shape.WAITING, say("Waiting for its turn"))
_NOW = Sign(Shape.WAITING, say("Being read"))
_AGAIN = Sign(Shape.WAITING, say("Something is gone from it; it is read once more in a moment"))
_NEVER = Sign(Shape.UNSEEN, say("It was not reached"))
_REASONS = (
    say("The part of the page where the text stood is not there."),
    say("There is no text on the page."),
    say("What was fetched is no page of text."),
    say("The page is larger than any policy."),
    say("The page asks for a sign-in."),
    say("The page sends its visitors to a host that was not named beforehand."),
    say("Something is gone from the page, and a second look did not show the same."),
    say("The page did not open in the browser."),
    say("Its address was never confirmed, so it is not opened by itself."),
    say("It is no longer published there."),
    say("The text is too long to be a policy."),
    say("The page that was captured is too short to be a policy."),
    say("It is in a language for which there are no rules here."),
    say("The capture before is too short to compare with."),
    say("It is in another language than the capture before."),
    say("More than half of the page is missing from what was captured."),
    say("This address leads into a private network; Withhold fetches public pages only."),
    say("This is not the address of a public page."),
    say("This host was not found."),
    say("This host could not be reached."),
    say("This host could not prove who it is, so nothing was fetched from it."),
    say("This page sends its visitors on without end."),
    say("This page sends its visitors where Withhold does not go."),
    say("This page is larger than any policy; it was not read to its end."),
    say("This page grows beyond measure when it is unpacked; it was not read to its end."),
    say("What lies at this address is not a page of text."),
    say("This host asks programs not to fetch this page by themselves."),
    say("This host did not say whether programs may fetch its pages, so none was fetched."),
    say("This host asks to be left alone for now."),
    say("This host has no such page, or no longer."),
    say("The host's answer was damaged or broke off."),
    say("This host did not answer in time."),
)
WHY: Mapping[str, Message] = {reason.text: reason for reason in _REASONS}
"""What is said elsewhere of why a document could not be read, as sentences of ours."""
FETCH = "fetch"
"""The kind of a run that does nothing but look at policies."""
_ORDER = tuple(State)


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """One document in a look. `why` is a plain English text where it is no sentence of ours."""

    service: str
    document: str
    sign: Sign
    state: State | None
    why: Message | str
    change: str


@dataclass(frozen=True, slots=True)
class Alike:
    """Documents that ended in the same way, for the same reason, by service and name."""

    sign: Sign
    why: Message | str
    documents: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class LookPage:
    """How it stands with looking, and the way to look now.

    `last`: None before the first look. `never`: how many documents were not looked at yet. `plan`:
    the name of the list of `hosts` and `count` addresses the person is told of before any is asked;
    `shown`: how many of them only a browser shows. `going`: the run that goes on. `regular`: each
    review fetches policies too.
    """

    last: datetime | None
    never: int
    unseen: tuple[Alike, ...]
    left_out: tuple[Alike, ...]
    hosts: tuple[str, ...]
    count: int
    shown: int
    plan: str
    going: str | None
    regular: bool

    @property
    def blind(self) -> int:
        """How many could not be read."""
        return sum(len(each.documents) for each in self.unseen)

    @property
    def omitted(self) -> int:
        """How many are left out."""
        return sum(len(each.documents) for each in self.left_out)


def look_page(found: Sequence[Last], *, plan: str, going: str | None, regular: bool) -> LookPage:
    """Say when policies were looked at, what could not be read, and who would be asked now."""
    asked = [each for each in found if each.planned.left_out is None]
    left = [each for each in found if each.planned.left_out is not None]
    unseen = [each for each in asked if each.state in UNSEEN]
    return LookPage(
        last=max((each.at for each in asked if each.at), default=None),
        never=sum(each.at is None for each in asked),
        unseen=_alike((each, each.state, each.why or "") for each in unseen),
        left_out=_alike((e, State.LEFT_OUT, CODES[e.planned.left_out or ""]) for e in left),
        hosts=tuple(sorted({each.planned.host for each in asked})),
        count=len(asked),
        shown=sum(each.planned.browser for each in asked),
        plan=plan,
        going=going,
        regular=regular,
    )


def documents(course: Course) -> tuple[DocumentRow, ...]:
    """Say what came of each document of a look: in order while it goes on, gravest first after."""
    asked = [
        each for told in course.told if told.kind == "asked" for each in told.data["documents"]
    ]
    ended = {_name(told.data): told.data for told in course.told if told.kind == "fetched"}
    doubted = {_name(told.data) for told in course.told if told.kind == "doubted"}
    left = [_name(each) for each in asked if _name(each) not in ended]
    now = next((name for name in left if name not in doubted), None)
    signs = {name: _AGAIN if name in doubted else _WAITING for name in left} if course.is_on else {}
    if course.is_on and now:
        signs[now] = _NOW
    rows = [_row(each, ended.get(_name(each)), signs.get(_name(each), _NEVER)) for each in asked]
    if not course.is_on:
        rows.sort(key=lambda row: _ORDER.index(row.state) if row.state else len(_ORDER))
    return tuple(rows)


def heading(course: Course, rows: Sequence[DocumentRow]) -> tuple[Message, Message | None]:
    """Say in a sentence how far a look has come, or what it brought."""
    done = [row.state for row in rows if row.state]
    if course.is_on:
        told = say("You may close this page; it goes on. Nothing of yours is opened or sent.")
        if not rows:
            return say("Looking at what platforms publish"), told
        counts = {"done": len(done), "all": len(rows)}
        return say("Looking at what platforms publish: {done} of {all}", **counts), told
    return result(rows), _unread(rows)


def result(rows: Sequence[DocumentRow]) -> Message:
    """Say what a look that came to its end brought."""
    asked = [row for row in rows if row.state is not State.LEFT_OUT]
    changed = sum(row.state is State.CHANGED for row in asked)
    blind = sum(row.state in UNSEEN for row in asked)
    if not asked:
        return say("There was no page to look at")
    if changed:
        return say_many(
            "{count} document says something else about training",
            "{count} documents say something else about training",
            changed,
        )
    if blind == len(asked):
        return say_many("It could not be read", "None of {count} could be read", blind)
    if all(row.state in {State.FIRST, *UNSEEN} for row in asked):
        return say_many(
            "{count} document was read for the first time",
            "{count} documents were read for the first time",
            len(asked) - blind,
        )
    return say("No change about training") if not blind else say("No change in what could be read")


def _unread(rows: Sequence[DocumentRow]) -> Message | None:
    blind = sum(row.state in UNSEEN for row in rows)
    if blind:
        return say_many(
            "{count} could not be read this time; what was read of it before stays as it is.",
            "{count} could not be read this time; what was read of them before stays as it is.",
            blind,
        )
    if any(row.state is State.FIRST for row in rows):
        return say("From now on there is something to compare with.")
    return None


def _row(
    named: Mapping[str, object], ended: Mapping[str, object] | None, waiting: Sign
) -> DocumentRow:
    state = State(str(ended["state"])) if ended else None
    told = ended or {}
    return DocumentRow(
        service=safe(str(named["service"])),
        document=safe(str(named["document"])),
        sign=_SIGNS[state] if state else waiting,
        state=state,
        why=reason(str(told.get("why") or "")),
        change=str(told.get("change") or ""),
    )


def reason(why: str) -> Message | str:
    """Give a reason as a sentence of ours where it is one."""
    return WHY.get(why) or safe(why)


def _alike(found: Iterable[tuple[Last, State | None, str]]) -> tuple[Alike, ...]:
    """Put those together that ended in the same way."""
    held: dict[tuple[State, str], list[tuple[str, str]]] = {}
    for each, state, why in found:
        name = safe(each.planned.service), safe(each.planned.document)
        held.setdefault((state or State.LEFT_OUT, why), []).append(name)
    return tuple(
        Alike(_SIGNS[state], reason(why), tuple(names)) for (state, why), names in held.items()
    )


def _name(about: Mapping[str, object]) -> tuple[object, ...]:
    return tuple(about[part] for part in ("service", "document", "url"))
