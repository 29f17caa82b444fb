"""What of the person's is, was or never was in reach, by all archives they added?

The archive says what there is, the facts what is taken, the ledger since when that has stopped, and
the person's own word what no file answers. What is said is made anew each time from stored sums.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from withhold.app import arrivals
from withhold.app.histories import here, judged, places
from withhold.judge import reach as judge
from withhold.kernel.errors import WithholdError
from withhold.model.exposure import Archive, Kind, Reach, Ruling
from withhold.model.finding import Standing
from withhold.model.terms import Effect
from withhold.report.exposure import Because, Exposure
from withhold.store.archives import Archives

if TYPE_CHECKING:
    from collections.abc import Sequence

    from withhold.app.start import House
    from withhold.model.exposure import Span
    from withhold.model.observation import Account
    from withhold.store.items import Items, Sort, Sum
    from withhold.store.ledger import Ledger

_UNANSWERED = frozenset({Standing.UNKNOWN, Standing.NOT_SENT})


class UnknownArchive(WithholdError):
    """No archive was added by that name, or several were."""

    code = "unknown-archive"


@dataclass(frozen=True, slots=True)
class Basis:
    """One archive with what the reach of its items rests on."""

    archive: Archive
    account: Account | None
    grounds: judge.Grounds
    questions: tuple[str, ...]

    def spans(self, sort: Sort) -> tuple[Span, ...]:
        """Say how items of one sort are ruled over time."""
        return judge.spans(sort.kind, sort.audience, sort.where, self.grounds)


def show(house: House, name: str = "", *, country: str | None = None) -> tuple[Exposure, ...]:
    """Sum up the archives; raises UnknownArchive, StoreError."""
    return of(house, chosen(Archives(house.home).all(), name), country=country)


def of(
    house: House, cards: Sequence[Archive], *, country: str | None = None
) -> tuple[Exposure, ...]:
    """Sum up some archives."""
    if not cards:
        return ()
    shelf = Archives(house.home)
    found = []
    for each in bases(house, cards, country):
        with shelf.open(each.archive.id) as items:
            found.append(_exposure(each, items))
    return tuple(found)


def forget(house: House, name: str = "") -> tuple[Archive, ...]:
    """Delete archives' files; raises UnknownArchive, LedgerBusy. Without a name, all of them."""
    shelf = Archives(house.home)
    with shelf.alone():
        cards = chosen(shelf.all(), name)
        for card in cards:
            shelf.forget(card.id)
        arrivals.clear(house.home)
    return tuple(cards)


def cards(house: House, slug: str = "") -> tuple[Archive, ...]:
    """List the archives that are kept, or those of a platform; raises StoreError."""
    return tuple(card for card in Archives(house.home).all() if slug in {"", card.platform})


def count(house: House) -> int:
    """Say how many archives are kept."""
    return len(Archives(house.home).all())


def bases(house: House, cards: Sequence[Archive], country: str | None = None) -> list[Basis]:
    """Gather what the reach of some archives' items rests on."""
    several = _several(Archives(house.home).all())
    with house.ledger() as ledger:
        return [
            _basis(house, ledger, card, country, alone=card.platform not in several)
            for card in cards
        ]


def _several(cards: Sequence[Archive]) -> frozenset[str]:
    """Name the platforms of which archives of more than one account are kept.

    A word that names no account must not count for all of them.
    """
    found = set()
    for slug in {card.platform for card in cards}:
        holders = [card.holder for card in cards if card.platform == slug]
        ids = {each.id for each in holders}
        users = {each.user.casefold() for each in holders}
        if len(users) > 1 and (len(ids) > 1 or not all(ids)):
            found.add(slug)
    return frozenset(found)


def chosen(cards: Sequence[Archive], name: str) -> list[Archive]:
    """Give the archives of a platform, or those whose ids begin so; raises UnknownArchive."""
    if not name:
        return list(cards)
    found = [card for card in cards if card.platform == name.casefold()]
    found = found or [card for card in cards if card.id.startswith(name.upper())]
    if found:
        return found
    raise UnknownArchive(
        "No archive of this platform, and none by this name, was added:",
        where=name,
        do="`withhold exposure show` lists what there is.",
    )


def _basis(
    house: House, ledger: Ledger, card: Archive, country: str | None, *, alone: bool
) -> Basis:
    facts = house.facts.platforms.get(card.platform)
    if facts is None:  # a format may come before its facts
        return Basis(card, None, judge.Grounds((), ()), ())
    account = _account(house, ledger, card, alone=alone)
    standings = {
        control.id: judged(house, ledger, control, account.id if account else "")
        for control in facts.controls
    }
    private = judge.closed(card.holder, card.turns)
    grounds = judge.grounds(facts, standings, here(house, country, account), private)
    questions = [
        control.id
        for control in facts.controls
        if (control.hides or control.effect is Effect.TRAINING)
        and standings[control.id].standing.standing in _UNANSWERED
    ]
    return Basis(card, account, grounds, tuple(questions))


def _account(house: House, ledger: Ledger, card: Archive, *, alone: bool) -> Account | None:
    """Give the account an archive is of: by its handle, else the only one there is.

    `alone`: all archives of the platform are of one account.
    """
    found = places(house, ledger, [card.platform])
    user = card.holder.user.casefold().lstrip("@")
    named = [each for each in found if user and (each.handle or "").casefold().lstrip("@") == user]
    if named:
        return named[0]
    return found[0] if alone and len(found) == 1 and not found[0].handle else None


def _exposure(each: Basis, opened: Items) -> Exposure:
    reach: Counter[Reach] = Counter()
    because: dict[Ruling, Counter[Kind]] = defaultdict(Counter)
    cuts = sorted(
        {span.since for sort in opened.sorts for span in each.spans(sort) if span.since is not None}
    )
    people = 0
    for part in opened.sums(cuts):
        ruling = _ruling(each.spans(part.sort), part, cuts)
        reach[ruling.reach] += part.number
        because[ruling][part.sort.kind] += part.number
        people += part.number if part.people else 0
    order = list(Reach)
    reasons = [Because(ruling, dict(counts)) for ruling, counts in because.items()]
    reasons.sort(key=lambda one: (order.index(one.ruling.reach), -one.number))
    return Exposure(
        archive=each.archive,
        reach={one: reach[one] for one in Reach},
        because=tuple(reasons),
        people=people,
        questions=each.questions,
        account=each.account.id if each.account else "",
        added=each.account is not None and each.account.added,
    )


def _ruling(over: Sequence[Span], part: Sum, cuts: Sequence[int]) -> Ruling:
    if part.stretch is None:
        return judge.undated(over)
    begin = cuts[part.stretch - 1] if part.stretch else None
    return at(over, begin)


def at(over: Sequence[Span], day: int | None) -> Ruling:
    """Give the ruling for a day since 1970; None is before all others."""
    for span in over:
        if span.until is None or (day is None or day < span.until):
            return span.ruling
    return over[-1].ruling
