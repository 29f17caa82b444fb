"""The review: what is due and when, and what changed at the last one, the gravest first?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from withhold.model.observation import Reason, State
from withhold.report.pages.address import Address, plan_of
from withhold.report.pages.deeds import deed
from withhold.report.pages.drift import DriftView, drift_view
from withhold.report.pages.evidence import control_name
from withhold.report.pages.message import Message, say, say_many
from withhold.report.pages.standing import Shape
from withhold.report.pages.subject import subject
from withhold.report.reasons import MESSAGES
from withhold.report.review import DUE, HEADS, ORDER

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from withhold.model.fact import PlatformFacts
    from withhold.model.observation import Reading
    from withhold.report.drift import Drift
    from withhold.report.review import Change, Review, Term

_SHAPES = {
    "drift": Shape.AGAIN,
    "allowed": Shape.ON,
    "withheld": Shape.OFF,
    "unknown": Shape.UNSEEN,
    "policy": Shape.WAITING,
    "stranger": Shape.NONE,
}
_LATER = {
    "never": say("Nobody has looked at it yet."),
    "old": say("Last looked at on {day}."),
    "restless": say("The last look, on {day}, could not tell; it may by now."),
    "cut-short": say("A click was cut short here, and nobody has looked since."),
    "quarter": say("You said it is off. After a quarter, look once more."),
    "answer": say("You objected; an answer is due by then."),
}


@dataclass(frozen=True, slots=True)
class TermLine:
    """One thing that falls due. `href`: where the person sees to it, if it is theirs."""

    on: date
    over: bool
    subject: Message | str
    why: Message
    href: str


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One thing that changed, and the one place that helps."""

    shape: Shape
    subject: Message | str
    told: tuple[Message, ...]
    to: Address | None
    link: Message | None


@dataclass(frozen=True, slots=True)
class Heap:
    """Changes of one kind."""

    head: Message
    lines: tuple[ChangeLine, ...]


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """The page. `last` is None before the first review; `going`: the one under way."""

    last: Review | None
    heaps: tuple[Heap, ...]
    standing: tuple[Message, ...]
    drifts: tuple[DriftView, ...]
    due: tuple[TermLine, ...]
    later: tuple[TermLine, ...]
    going: str | None


def review_page(
    last: Review | None,
    terms: Sequence[Term],
    drifts: Sequence[Drift],
    facts: Mapping[str, PlatformFacts],
    *,
    going: str | None = None,
) -> ReviewPage:
    """Put the last review in words, and what comes next."""
    return ReviewPage(
        last=last,
        heaps=tuple(_heaps(last, facts)) if last else (),
        standing=tuple(_standing(last)) if last else (),
        drifts=tuple(drift_view(each, facts) for each in drifts),
        due=tuple(_term(term, facts) for term in terms if term.over),
        later=tuple(_term(term, facts) for term in terms if not term.over),
        going=going,
    )


def _heaps(last: Review, facts: Mapping[str, PlatformFacts]) -> list[Heap]:
    heaps = []
    for kind in ORDER:
        lines = [_change(change, facts) for change in last.changes if change.kind == kind]
        if lines:
            heaps.append(Heap(say(HEADS[kind]), tuple(lines)))
    return heaps


def _standing(last: Review) -> list[Message]:
    """Say what stands although it is no news."""
    told = []
    if on := last.looked.count(State.ALLOWED):
        told.append(say_many("One setting is still on.", "{count} settings are still on.", on))
    if blind := last.looked.count(State.UNKNOWN):
        told.append(
            say_many(
                "One setting could still not be seen.",
                "{count} settings could still not be seen.",
                blind,
            )
        )
    return told


def _term(term: Term, facts: Mapping[str, PlatformFacts]) -> TermLine:
    spoken = DUE.get(term.why) if term.over else None
    why = say(spoken) if spoken else _LATER[term.why]
    return TermLine(
        on=term.on,
        over=term.over,
        subject=subject(term.control, term.account, facts),
        why=Message(why.text, {"day": term.last}) if term.last else why,
        href=f"/todo/{term.control}" if term.why in DUE else "",
    )


def _change(change: Change, facts: Mapping[str, PlatformFacts]) -> ChangeLine:
    account = f"{change.platform}/{change.account}"
    to, link = _help(change, account, known=bool(control_name(facts, change.control or "")))
    return ChangeLine(
        shape=_SHAPES[change.kind],
        subject=subject(change.control, account, facts),
        told=tuple(_told(change)),
        to=to,
        link=link,
    )


def _told(change: Change) -> list[Message]:
    if change.kind == "stranger":
        return [
            say("A switch nobody described: “{label}”. It was not touched.", label=change.label)
        ]
    if change.kind == "policy":
        return [say("{label} says something else about training now.", label=change.label)]
    if change.kind == "unknown":
        return [say(MESSAGES[Reason(change.reason)].what)] if change.reason else []
    told = [*_before(change.before, change.was), *_now(change.reading)]
    return [*told, say("It is off again by now.")] if change.mended else told


def _before(reading: Reading | None, was: str | None) -> list[Message]:
    if reading is None and was == "declared":
        return [say("By your word it was off.")]
    return _now(reading)


def _now(reading: Reading | None) -> list[Message]:
    if reading is None:
        return []
    day = reading.read_at.date()
    if reading.state is State.WITHHELD:
        return [say("On {day} it read off.", day=day)]
    return [say("On {day} it read on.", day=day)]


def _help(change: Change, account: str, *, known: bool) -> tuple[Address | None, Message | None]:
    """Give the one place that helps, and what it is called."""
    control = change.control or ""
    if change.kind == "drift" and change.reading:
        return Address(f"/drift/{change.reading.id}"), say("See both looks")
    if change.kind == "policy":
        return Address("/changes"), say("See what changed")
    if change.reason and known:
        mend = deed(Reason(change.reason), control, account)
        return mend.to, mend.link
    if change.kind == "allowed" and known:
        return plan_of("off", (control, account)), say("Turn it off")
    if change.reading:
        return Address(f"/evidence/{change.reading.id}"), say("See the look")
    return None, None
