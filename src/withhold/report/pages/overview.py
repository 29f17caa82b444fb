"""Where does the person stand, on one page? A sentence, the next step, and each account."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from withhold.model.finding import Standing, UseState
from withhold.model.terms import Kind
from withhold.report.pages.address import Address, plan_of
from withhold.report.pages.deeds import Deed
from withhold.report.pages.message import Message, Words, say, say_many
from withhold.report.pages.standing import NO_SWITCH, Sign, answer_sign, control_sign, use_sign
from withhold.report.platforms import trains

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from withhold.model.fact import Control, PlatformFacts, Route, Use
    from withhold.report.status import AccountRow
    from withhold.report.todo import Item, Todo

_RANK = (
    Standing.DRIFTED,
    Standing.OVERDUE,
    Standing.REFUSED,
    Standing.ALLOWED,
    Standing.NOT_SENT,
    Standing.UNKNOWN,
    Standing.SENT,
    Standing.ACKNOWLEDGED,
    Standing.DECLARED,
    Standing.ACCEPTED,
    Standing.PROVED,
)


@dataclass(frozen=True, slots=True)
class ControlLine:
    """One control of one account on the overview."""

    control: Control
    sign: Sign


@dataclass(frozen=True, slots=True)
class UseLine:
    """One use of one account; `stays`: what stays on although this much is off."""

    use: Use
    sign: Sign
    stays: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LetterLine:
    """One objection by a way that is no control."""

    id: str
    route: Route
    sign: Sign


@dataclass(frozen=True, slots=True)
class AccountCard:
    """One account. `account` is empty where the platform has only one; `helps`: what else helps."""

    slug: str
    platform: str
    account: str
    has_account: bool
    controls: tuple[ControlLine, ...]
    further: tuple[ControlLine, ...]
    uses: tuple[UseLine, ...]
    letters: tuple[LetterLine, ...]
    none: tuple[ControlLine, ...]
    drifted: bool


@dataclass(frozen=True, slots=True)
class Step:
    """The next best step: what, why, where to go, and the other way to do it."""

    title: Message
    why: Message
    to: Address
    link: Message
    other: Deed | None = None


@dataclass(frozen=True, slots=True)
class Overview:
    """The page."""

    headline: Message
    step: Step | None
    cards: tuple[AccountCard, ...]
    country: str | None


def overview(
    rows: Sequence[AccountRow],
    left: Todo,
    facts: Mapping[str, PlatformFacts],
    *,
    country: str | None,
) -> Overview:
    """Sum everything up."""
    several = Counter(row.account.platform for row in rows)
    cards = tuple(
        _card(row, facts[row.account.platform], several=several[row.account.platform] > 1)
        for row in rows
    )
    ordered = tuple(sorted(cards, key=lambda card: not card.drifted))
    return Overview(_headline(rows), next_step(rows, left), ordered, country)


def _card(row: AccountRow, known: PlatformFacts, *, several: bool) -> AccountCard:
    rows = sorted(row.controls, key=lambda each: _RANK.index(each.standing.standing))
    lines = [(each, ControlLine(each.control, control_sign(each))) for each in rows]
    ours = {use.id for use in known.uses if trains(known, use)}
    first = {c.id for c in known.controls if ours & {stop.use for stop in c.stops}}
    nothing = [c for c in known.controls if c.kind is Kind.NONE and row.has_account]
    return AccountCard(
        slug=row.account.platform,
        platform=row.platform.name,
        account=row.account.name if several else "",
        has_account=row.has_account,
        controls=tuple(line for each, line in lines if each.control.id in first),
        further=tuple(line for each, line in lines if each.control.id not in first),
        uses=tuple(UseLine(use.use, use_sign(use), tuple(use.stays)) for use in row.uses),
        letters=tuple(
            LetterLine(one.id, one.route, answer_sign(one.standing, one.due)) for one in row.letters
        ),
        none=tuple(ControlLine(control, NO_SWITCH) for control in nothing),
        drifted=any(each.standing.standing is Standing.DRIFTED for each in row.controls),
    )


def _headline(rows: Sequence[AccountRow]) -> Message:
    stands = [each.standing.standing for row in rows for each in row.controls]
    uses = [use for row in rows for use in row.uses]
    states = Counter(use.verdict.state for use in uses)
    if again := stands.count(Standing.DRIFTED):
        return say_many(
            "Something that was off is on again.",
            "{count} things that were off are on again.",
            again,
        )
    if not uses:
        return say("You have no account here; what others post about you is still taken.")
    if len(uses) == states[UseState.UNKNOWN]:
        return say("Nobody has looked yet: how your accounts stand is not known.")
    if not (states[UseState.ON] or states[UseState.UNKNOWN] or states[UseState.PARTLY]):
        return say("Everything that can be read or said is off.")
    return say(
        "Uses of your data: {off} off, {on} on, {unknown} not known.",
        off=states[UseState.OFF],
        on=states[UseState.ON] + states[UseState.PARTLY],
        unknown=states[UseState.UNKNOWN],
    )


def next_step(rows: Sequence[AccountRow], left: Todo) -> Step | None:
    """Choose the next best step by effect per minute; None where nothing is left."""
    drifted = [
        (each.control.id, row.account.id)
        for row in rows
        for each in row.controls
        if each.standing.standing is Standing.DRIFTED
    ]
    if drifted:
        slug = drifted[0][0].partition(".")[0]
        return Step(
            say("Turn it off again"),
            say("It was off, and somebody or something turned it back."),
            to=plan_of("off", *drifted),
            link=say("See the plan to switch off"),
            other=Deed(say("Or first:"), Address(f"/platforms/{slug}"), say("See what happened")),
        )
    if left.automatic:
        return _by_itself(left)
    return _by_hand(next(iter(left.due), None)) or _by_way(left)


def _by_itself(left: Todo) -> Step:
    return Step(
        say("Let Withhold switch off what it can"),
        say(
            "You sign in yourself, in a window of its own. Then Withhold shows its plan, asks you, "
            "makes one click each and proves it by reading the page again."
        ),
        to=Address("/off"),
        link=say("See the plan to switch off"),
        other=Deed(
            say("Or in your everyday browser:"),
            Address(f"/todo/{left.automatic[0]}"),
            say("do it by hand, step by step"),
        ),
    )


def _by_hand(item: Item | None) -> Step | None:
    if item is None:
        return None
    return Step(
        say("{platform}: {name}", platform=item.platform, name=Words(item.control.name)),
        Message(
            _MINUTES,
            {"count": max(1, round(item.control.minutes))},
            _MANY_MINUTES,
            max(1, round(item.control.minutes)),
        ),
        to=Address(f"/todo/{item.control.id}"),
        link=say("Show me the steps"),
    )


def _by_way(left: Todo) -> Step | None:
    way = next(iter(left.open_ways), None)
    if way is None:
        return None
    return Step(
        say("{platform}: {name}", platform=", ".join(way.platforms), name=Words(way.route.name)),
        say("You can object in law, with or without an account."),
        to=Address(f"/todo/{way.id}"),
        link=say("Show me the steps"),
    )


_ONE = say_many("About a minute by hand.", "About {count} minutes by hand.", 1)
_MINUTES, _MANY_MINUTES = _ONE.text, _ONE.many
