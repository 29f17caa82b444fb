"""What is left to do, as cards; and one thing as a sheet to follow or print?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from withhold.catalogue import ask
from withhold.model.observation import Word
from withhold.model.terms import Kind, RouteKind
from withhold.report.pages.address import Address, draft_of, plan_of
from withhold.report.pages.evidence import control_name
from withhold.report.pages.message import Message, say
from withhold.report.pages.platform import DEVICE_NAMES
from withhold.report.pages.standing import Sign, answer_sign, stand_sign
from withhold.report.todo import SETTLED, WAITING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from withhold.model.fact import Control, PlatformFacts, Surface
    from withhold.model.observation import Declaration
    from withhold.model.terms import Prose
    from withhold.report.todo import Authority, Item, Stopped, Todo, Way

_ASKED = frozenset({Kind.FORM, Kind.LETTER})
ANSWERS = (
    (Word.SENT, say("I sent it")),
    (Word.ACKNOWLEDGED, say("They confirmed that they have it")),
    (Word.ACCEPTED, say("They agreed")),
    (Word.REFUSED, say("They refused")),
)
TURNED = (
    (Word.WITHHELD, say("It is done: I turned it off")),
    (Word.ALLOWED, say("It is still on, or on again")),
)
DEED = (
    (Word.WITHHELD, say("It is done")),
    (Word.ALLOWED, say("It is not done, or was undone")),
)
SET = (
    (Word.WITHHELD, say("It is done: I set it so")),
    (Word.ALLOWED, say("It is not set so any more")),
)
_SAID = {
    Word.WITHHELD: say("You said: it is done"),
    Word.ALLOWED: say("You said: it is not done, or was undone"),
    Word.SENT: say("You said: it is sent"),
    Word.ACKNOWLEDGED: say("You said: they have it"),
    Word.ACCEPTED: say("You said: they agreed"),
    Word.REFUSED: say("You said: they refused"),
}


@dataclass(frozen=True, slots=True)
class Card:
    """One thing to do. Titles and steps are words of the facts; the rest is ours.

    `devices`: those that `steps` are for, in that order. `answers`: what the person can say of it.
    `draft`: where its text is written. `automatic`: where Withhold does it.
    """

    id: str
    slug: str
    platform: str
    account: str
    account_name: str
    name: Prose
    why: Prose
    sign: Sign
    minutes: int | None
    steps: tuple[tuple[Message, Surface], ...]
    devices: tuple[str, ...]
    path: tuple[Prose, ...]
    url: str | None
    email: str | None
    post: str | None
    stops: tuple[Stopped, ...]
    limits: tuple[Prose, ...]
    after: Prose
    note: Prose
    undo: Message | None
    lasting: bool
    unsure: bool
    settled: bool
    waiting: bool
    labels: tuple[tuple[str, str], ...]
    authorities: tuple[Authority, ...]
    answers: tuple[tuple[Word, Message], ...]
    draft: Address | None
    automatic: Address | None


@dataclass(frozen=True, slots=True)
class Told:
    """What the person said once; `picture` is the digest of the one that came with it."""

    words: Message
    account: str
    since: str | None
    said_at: datetime
    picture: str | None


@dataclass(frozen=True, slots=True)
class TodoPage:
    """The page: what is due first, then what goes further, what waits, other ways."""

    left: Todo
    due: tuple[Card, ...]
    ways: tuple[Card, ...]
    further: tuple[Card, ...]
    waiting: tuple[Card, ...]
    others: tuple[Card, ...]
    automatic: tuple[tuple[str, Prose], ...]


def todo_page(left: Todo, facts: Mapping[str, PlatformFacts]) -> TodoPage:
    """Sort everything that is left into heaps of cards."""
    open_ways = left.open_ways
    waiting = [way for way in left.ways if way.standing.standing in WAITING]
    rest = [way for way in left.ways if way not in open_ways and way not in waiting]
    return TodoPage(
        left=left,
        due=_items(left.due),
        ways=tuple(way_card(way) for way in open_ways),
        further=_items(left.further),
        waiting=(*_items(left.waiting), *(way_card(way) for way in waiting)),
        others=tuple(way_card(way) for way in rest),
        automatic=tuple((name, control_name(facts, name)) for name in left.automatic),
    )


def sheet(left: Todo) -> tuple[Card, ...]:
    """Give what was named: one card for each account it concerns."""
    items = (*left.due, *left.further, *left.waiting, *left.shown)
    return (*_items(items), *(way_card(way) for way in left.ways))


def told(declarations: Iterable[Declaration]) -> tuple[Told, ...]:
    """Repeat what the person said."""
    return tuple(
        Told(_SAID[each.word], _account(each.account), each.since, each.said_at, each.screenshot)
        for each in declarations
    )


def _account(id_: str) -> str:
    name = id_.partition("/")[2]
    return "" if name in {"default", "no-account"} else name


def _items(items: Sequence[Item]) -> tuple[Card, ...]:
    return tuple(item_card(item) for item in items)


def item_card(item: Item) -> Card:
    """Make a card of one control of one account."""
    control, account = item.control, item.account
    return Card(
        id=control.id,
        slug=account.platform,
        platform=item.platform,
        account="" if account.name == "default" else account.name,
        account_name=account.name if account.added else "",
        name=control.name,
        why=control.why,
        sign=stand_sign(control, item.standing, item.due),
        minutes=max(1, round(control.minutes)),
        steps=tuple((DEVICE_NAMES[name], way) for name, way in item.ways.items()),
        devices=tuple(item.ways),
        path=(),
        url=item.url,
        email=None,
        post=None,
        stops=item.stops,
        limits=tuple(control.does_not_cover),
        after=control.confirmation,
        note=control.note,
        undo=_undo(item),
        lasting=control.irreversible and control.kind is not Kind.NONE,
        unsure=item.is_unsure,
        settled=item.standing.standing in SETTLED,
        waiting=item.standing.standing in WAITING,
        labels=tuple((label.lang, label.text) for label in ask.toggles(control)),
        authorities=item.authorities,
        answers=answers(item.control),
        draft=draft_of(control.id) if item.drafted else None,
        automatic=plan_of("off", (control.id, account.id)) if item.automatic else None,
    )


def way_card(way: Way) -> Card:
    """Make a card of a way that is no control."""
    route = way.route
    return Card(
        id=way.id,
        slug=way.id.partition(".")[0],
        platform=" · ".join(way.platforms),
        account="",
        account_name="",
        name=route.name,
        why={},
        sign=answer_sign(way.standing, way.due),
        minutes=None,
        steps=(),
        devices=(),
        path=tuple(route.steps),
        url=way.url,
        email=route.email if route.kind is RouteKind.EMAIL else None,
        post=route.post if route.kind is RouteKind.POST else None,
        stops=(),
        limits=(),
        after={},
        note=route.note,
        undo=None,
        lasting=False,
        unsure=way.is_unsure,
        settled=way.standing.standing in SETTLED,
        waiting=way.standing.standing in WAITING,
        labels=(),
        authorities=way.authorities,
        answers=ANSWERS,
        draft=draft_of(way.id) if way.drafted else None,
        automatic=None,
    )


def answers(control: Control) -> tuple[tuple[Word, Message], ...]:
    """Give what a person can say of a control."""
    if control.kind is Kind.NONE:
        return ()
    if control.kind in _ASKED:
        return ANSWERS
    if control.kind is Kind.DELETION or control.protective == "done":
        return DEED
    return TURNED if control.protective == "off" else SET


def _undo(item: Item) -> Message | None:
    if item.control.kind is Kind.NONE:
        return None
    if item.control.irreversible:
        return say("It cannot be undone.")
    if item.control.restorable:
        return say("You can turn it back at any time.")
    return say("No way to take it back is known.")
