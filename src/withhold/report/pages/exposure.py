"""What of the person's is in the archives they added, and what of it is in reach? One page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from withhold.model.exposure import Audience, Reach, Rule
from withhold.report.pages.address import Address
from withhold.report.pages.arrival import shown
from withhold.report.pages.evidence import control_name
from withhold.report.pages.inventory import AUDIENCES, RULES, SIGNS, counted
from withhold.report.pages.message import Message, Words, say
from withhold.report.pages.remarks import tells
from withhold.report.pages.todo import answers

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from withhold.model.exposure import Archive, Earlier, Ruling
    from withhold.model.fact import PlatformFacts, Source
    from withhold.model.observation import Word
    from withhold.model.published import Export
    from withhold.model.terms import Prose
    from withhold.report.exposure import Because, Exposure
    from withhold.report.pages.remarks import Trouble
    from withhold.report.pages.standing import Sign

SOME = 20
"""So many files of a kind are named on the page; all of them stand in what the command prints."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Which items are ruled alike, why, and who says so."""

    counts: tuple[Message, ...]
    why: Message
    by: Message | None
    use: Prose | None
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One of the four reaches: how many items, what they are, why; and where they are listed."""

    sign: Sign
    number: int
    reasons: tuple[Reason, ...]
    items: Address


@dataclass(frozen=True, slots=True)
class Question:
    """What no file answers: a control, and what the person can say of it."""

    control: str
    name: Prose
    answers: tuple[tuple[Word, Message], ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A file that tells of privacy or AI: what it says, and what it does not."""

    path: str
    says: Message
    silent: Message


@dataclass(frozen=True, slots=True)
class Before:
    """What an older archive of the same account held."""

    made: date
    stated: bool
    counts: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """One archive. `user` and all paths are texts from outside.

    `account`: the name of the account whose switches were taken, where it was added.
    """

    id: str
    slug: str
    platform: str
    user: str
    account: str
    private: bool | None
    counts: tuple[Message, ...]
    number: int
    made: datetime | None
    first: date | None
    last: date | None
    audiences: tuple[tuple[Message, int], ...]
    parts: tuple[Part, ...]
    people: int
    with_people: Address
    questions: tuple[Question, ...]
    media: int
    searchable: bool
    strays: tuple[tuple[str, int], ...]
    more_strays: int
    problems: tuple[tuple[str, str, Trouble], ...]
    more_problems: int
    notes: tuple[Told, ...]
    earlier: tuple[Before, ...]


@dataclass(frozen=True, slots=True)
class ExposurePage:
    """The page; `number`, `within` and `people` are of all archives together."""

    cards: tuple[Card, ...]
    number: int
    within: int
    people: int


@dataclass(frozen=True, slots=True)
class Way:
    """How to ask a platform for an archive."""

    slug: str
    platform: str
    exports: tuple[Export, ...]
    sources: tuple[tuple[Source, ...], ...]


def exposure_page(found: Sequence[Exposure], facts: Mapping[str, PlatformFacts]) -> ExposurePage:
    """Lay all archives out."""
    cards = tuple(_card(each, facts) for each in found)
    return ExposurePage(
        cards,
        number=sum(card.number for card in cards),
        within=sum(each.reach.get(Reach.IN, 0) for each in found),
        people=sum(card.people for card in cards),
    )


def ways(facts: Mapping[str, PlatformFacts], own: set[str]) -> tuple[Way, ...]:
    """Say how each platform is asked for an archive, the person's own first."""
    known = sorted(facts.values(), key=lambda each: each.platform.slug not in own)
    return tuple(
        Way(
            each.platform.slug,
            each.platform.name,
            tuple(each.exports),
            tuple(_sources(each, export.sources) for export in each.exports),
        )
        for each in known
        if each.exports
    )


def items_of(archive: str, **asked: str) -> Address:
    """Lead to the list of an archive's items."""
    return Address("/exposure/items", (("of", archive), *asked.items()))


def _card(each: Exposure, facts: Mapping[str, PlatformFacts]) -> Card:
    card, known = each.archive, facts.get(each.archive.platform)
    account = each.account.partition("/")[2] if each.added else ""
    return Card(
        id=card.id,
        slug=card.platform if known else "",
        platform=known.platform.name if known else card.platform,
        user=card.holder.user,
        account=account,
        private=card.holder.private,
        counts=counted(card.counts),
        number=sum(card.counts.values()),
        made=card.holder.as_of,
        first=_day(card.first),
        last=_day(card.last),
        audiences=tuple((AUDIENCES[one], n) for one in Audience if (n := card.audiences.get(one))),
        parts=tuple(_part(each, reach, facts) for reach in Reach if each.reach.get(reach)),
        people=each.people,
        with_people=items_of(card.id, people="1"),
        questions=tuple(_questions(each, known)) if known else (),
        media=card.media,
        searchable=card.searchable,
        strays=tuple((one.path, one.bytes) for one in card.unrecognised[:SOME]),
        more_strays=len(card.unrecognised[SOME:]),
        problems=shown(card.problems[:SOME]),
        more_problems=len(card.problems[SOME:]),
        notes=_notes(card),
        earlier=tuple(_before(one) for one in card.earlier),
    )


def _part(each: Exposure, reach: Reach, facts: Mapping[str, PlatformFacts]) -> Part:
    known = facts.get(each.archive.platform)
    reasons = [one for one in each.because if one.ruling.reach is reach]
    return Part(
        sign=SIGNS[reach],
        number=each.reach[reach],
        reasons=tuple(_reason(one, facts, known) for one in reasons),
        items=items_of(each.archive.id, reach=reach.value),
    )


def _reason(
    one: Because, facts: Mapping[str, PlatformFacts], known: PlatformFacts | None
) -> Reason:
    uses = known.uses if known else []
    use = next((each for each in uses if each.id == one.ruling.use), None)
    control = next(
        (each for each in (known.controls if known else []) if each.id == one.ruling.control), None
    )
    named = [*(use.sources if use else ()), *(control.sources if control else ())]
    return Reason(
        counts=counted(one.counts),
        why=RULES[one.ruling.rule],
        by=by(one.ruling, facts),
        use=use.name if use else None,
        sources=_sources(known, named) if known else (),
    )


def by(ruling: Ruling, facts: Mapping[str, PlatformFacts]) -> Message | None:
    """Say which control stopped or hid something, and how that is known."""
    if not ruling.control:
        return None
    name = Words(control_name(facts, ruling.control))
    if ruling.rule is Rule.PARTLY:
        return say("By “{control}”.", control=name)
    if ruling.proved:
        return say("By “{control}”: we checked.", control=name)
    return say("By “{control}”: you told us.", control=name)


def _sources(known: PlatformFacts, names: Sequence[str]) -> tuple[Source, ...]:
    wanted = set(names)
    return tuple(source for source in known.platform.sources if source.id in wanted)


def _questions(each: Exposure, known: PlatformFacts) -> list[Question]:
    controls = {control.id: control for control in known.controls}
    asked = [controls[name] for name in each.questions if name in controls]
    return [Question(one.id, one.name, answers(one)) for one in asked if answers(one)]


def _notes(card: Archive) -> tuple[Told, ...]:
    return tuple(Told(note.path, *tells(note)) for note in card.notes)


def _before(one: Earlier) -> Before:
    made = one.as_of or one.added_at
    return Before(made.date(), one.as_of is not None, counted(one.counts))


def _day(second: int | None) -> date | None:
    return datetime.fromtimestamp(second, UTC).date() if second else None
