"""What of the person's is, was or never was in reach, by all archives they added?

The archive says what there is, the facts what is taken, the ledger since when that has stopped, and
the person's own word what no file answers. What is said is made anew each time from stored sums.
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from withhold.app.histories import here, judged, places
from withhold.judge import reach as judge
from withhold.kernel.errors import WithholdError
from withhold.model.exposure import Archive, Kind, Reach, Ruling
from withhold.model.finding import Standing
from withhold.model.terms import Effect
from withhold.report.exposure import Because, Exposure, Listed, Row, moment
from withhold.store.archives import Archives
from withhold.store.items import CAP, Range, Want

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from withhold.app.start import House
    from withhold.model.exposure import Span
    from withhold.model.observation import Account
    from withhold.store.items import Items, Shown, Sort, Sum
    from withhold.store.ledger import Ledger

_UNANSWERED = frozenset({Standing.UNKNOWN, Standing.NOT_SENT})
_EPOCH = date(1970, 1, 1)
PAGE = 50
_BATCH = 2_000  # rows of a file that are fetched at once
MOST_REACHING = (Reach.IN, Reach.CANNOT_TELL, Reach.WAS, Reach.OUT)


class UnknownArchive(WithholdError):
    """No archive was added by that name, or several were."""

    code = "unknown-archive"


class NotWritten(WithholdError):
    """The file to export to cannot be written."""

    code = "not-written"


@dataclass(frozen=True, slots=True)
class Filter:
    """Which items: empty is all. `of`: an archive's id or how it begins, or a platform."""

    of: str = ""
    kinds: tuple[Kind, ...] = ()
    year: int | None = None
    reach: tuple[Reach, ...] = ()
    people: bool = False
    words: str = ""


@dataclass(frozen=True, slots=True)
class _Known:
    """One archive with what the reach of its items rests on."""

    archive: Archive
    account: Account | None
    grounds: judge.Grounds
    questions: tuple[str, ...]

    def spans(self, sort: Sort) -> tuple[Span, ...]:
        return judge.spans(sort.kind, sort.audience, sort.where, self.grounds)


def show(house: House, name: str = "", *, country: str | None = None) -> tuple[Exposure, ...]:
    """Sum up the archives; raises UnknownArchive, StoreError."""
    return of(house, _chosen(Archives(house.home).all(), name), country=country)


def of(
    house: House, cards: Sequence[Archive], *, country: str | None = None
) -> tuple[Exposure, ...]:
    """Sum up some archives."""
    if not cards:
        return ()
    shelf = Archives(house.home)
    with house.ledger() as ledger:
        known = [_known(house, ledger, card, country) for card in cards]
    found = []
    for each in known:
        with shelf.open(each.archive.id) as items:
            found.append(_exposure(each, items))
    return tuple(found)


def items(
    house: House,
    wish: Filter,
    *,
    after: str | None = None,
    size: int = PAGE,
    country: str | None = None,
) -> Listed:
    """List items, newest first, of one archive after the other; raises UnknownArchive."""
    shelf = Archives(house.home)
    cards = _chosen(shelf.all(), wish.of)
    with house.ledger() as ledger:
        known = [_known(house, ledger, card, country) for card in cards]
    first, before = _cursor(after, cards)
    rows: list[Row] = []
    count, capped, more = 0, False, None
    for place, each in enumerate(known):
        with shelf.open(each.archive.id) as opened:
            want = _want(each, opened, wish)
            number = opened.count(want)
            count, capped = count + number, capped or (bool(wish.words) and number >= CAP)
            if place < first or more is not None:
                continue
            page = opened.page(
                want, before=before if place == first else None, size=size - len(rows) + 1
            )
            rows += [_row(each, shown) for shown in page]
            if len(rows) > size:
                rows = rows[:size]
                more = f"{rows[-1].archive}.{rows[-1].number}"
    return Listed(tuple(rows), count, capped, more)


def export(house: House, path: Path, wish: Filter, *, country: str | None = None) -> int:
    """Write items to a CSV file, most reaching first; say how many. Raises NotWritten."""
    shelf = Archives(house.home)
    cards = _chosen(shelf.all(), wish.of)
    with house.ledger() as ledger:
        known = [_known(house, ledger, card, country) for card in cards]
    try:
        with path.open("x", encoding="utf-8-sig", newline="") as file:
            table = csv.writer(file)
            table.writerow(_HEAD)
            number = 0
            for row in _all(shelf, known, wish):
                table.writerow(_cells(row))
                number += 1
    except FileExistsError as error:
        raise NotWritten(
            "There is a file by this name already.", where=str(path), do="Choose another name."
        ) from error
    except OSError as error:
        raise NotWritten(
            "This file cannot be written.", where=str(path), do="Choose another place."
        ) from error
    return number


def forget(house: House, name: str = "") -> tuple[Archive, ...]:
    """Delete archives' files; raises UnknownArchive, LedgerBusy. Without a name, all of them."""
    shelf = Archives(house.home)
    with shelf.alone():
        cards = _chosen(shelf.all(), name)
        for card in cards:
            shelf.forget(card.id)
    return tuple(cards)


def count(house: House) -> int:
    """Say how many archives are kept."""
    return len(Archives(house.home).all())


_HEAD = (
    "date", "zone stated", "platform", "kind", "reach", "rule", "audience", "where", "text",
    "media", "people", "link",
)  # fmt: skip


def _cells(row: Row) -> tuple[str, ...]:
    item = row.item
    return tuple(
        _harmless(cell)
        for cell in (
            moment(item.at) or "",
            "yes" if item.zoned else "no",
            row.platform,
            item.kind.value,
            row.ruling.reach.value,
            row.ruling.rule.value,
            item.audience.value,
            item.where,
            item.text,
            str(item.media),
            "; ".join(item.people),
            item.link,
        )
    )


def _harmless(cell: str) -> str:
    """Keep a spreadsheet from taking a text for a formula."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell


def _all(shelf: Archives, known: Sequence[_Known], wish: Filter) -> Iterator[Row]:
    for reach in wish.reach or MOST_REACHING:
        for each in known:
            with shelf.open(each.archive.id) as opened:
                want = _want(each, opened, replace(wish, reach=(reach,)))
                before = None
                while page := opened.page(want, before=before, size=_BATCH):
                    yield from (_row(each, shown) for shown in page)
                    before = page[-1].number


def _known(house: House, ledger: Ledger, card: Archive, country: str | None) -> _Known:
    facts = house.facts.platforms.get(card.platform)
    if facts is None:  # a format may come before its facts
        return _Known(card, None, judge.Grounds((), ()), ())
    account = _account(house, ledger, card)
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
    return _Known(card, account, grounds, tuple(questions))


def _account(house: House, ledger: Ledger, card: Archive) -> Account | None:
    """Give the account an archive is of: by its handle, else the only one there is."""
    found = places(house, ledger, [card.platform])
    user = card.holder.user.casefold().lstrip("@")
    named = [each for each in found if user and (each.handle or "").casefold().lstrip("@") == user]
    if named:
        return named[0]
    return found[0] if len(found) == 1 and not found[0].handle else None


def _exposure(each: _Known, opened: Items) -> Exposure:
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


def _want(each: _Known, opened: Items, wish: Filter) -> Want:
    """Turn a wish into ranges of sorts and days."""
    ranges: list[Range] = []
    low, high = _year(wish.year)
    for sort in opened.sorts:
        if wish.kinds and sort.kind not in wish.kinds:
            continue
        over = each.spans(sort)
        if wish.year is None and (not wish.reach or judge.undated(over).reach in wish.reach):
            ranges.append(Range(sort, undated=True))
        for span in over:
            if wish.reach and span.ruling.reach not in wish.reach:
                continue
            since, until = _later(span.since, low), _sooner(span.until, high)
            if since is None or until is None or since < until:
                ranges.append(Range(sort, since, until))
    return Want(tuple(ranges), wish.people, wish.words.strip())


def _year(year: int | None) -> tuple[int | None, int | None]:
    if year is None:
        return None, None
    return (date(year, 1, 1) - _EPOCH).days, (date(year + 1, 1, 1) - _EPOCH).days


def _later(one: int | None, other: int | None) -> int | None:
    return max((each for each in (one, other) if each is not None), default=None)


def _sooner(one: int | None, other: int | None) -> int | None:
    return min((each for each in (one, other) if each is not None), default=None)


def _row(each: _Known, shown: Shown) -> Row:
    item = shown.item
    over = judge.spans(item.kind, item.audience, item.where, each.grounds)
    ruling = judge.undated(over) if item.at is None else at(over, item.at // 86_400)
    return Row(shown.number, each.archive.id, each.archive.platform, item, ruling)


def _chosen(cards: Sequence[Archive], name: str) -> list[Archive]:
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


def _cursor(after: str | None, cards: Sequence[Archive]) -> tuple[int, int | None]:
    """Read where a list goes on: at which archive, after which number."""
    if after is None:
        return 0, None
    whose, _, number = after.partition(".")
    for place, card in enumerate(cards):
        if card.id == whose and number.isdecimal() and len(number) < 20:  # noqa: PLR2004 - 64 bits
            return place, int(number)
    raise UnknownArchive(
        "The list cannot go on from here:", where=after, do="Begin it again without --after."
    )
