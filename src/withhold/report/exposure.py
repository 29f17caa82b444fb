"""How is it told what of a person's is, was or never was in reach of training?

What stands in an archive is the person's own, and partly other people's words: on a terminal it is
shown without any character that could move the cursor or turn the reading order round.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from withhold.kernel.clock import stamp
from withhold.model.exposure import Audience, Reach, Rule
from withhold.report.failures import SCHEMA
from withhold.report.pages import inventory, remarks
from withhold.report.policies import safe
from withhold.report.screen import Screen
from withhold.report.speech import day

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from withhold.model.exposure import Archive, Item, Kind, Note, Problem, Ruling
    from withhold.report.screen import Line


@dataclass(frozen=True, slots=True)
class Coming:
    """How far an archive has come in: bytes read of all, and items so far.

    `finishing`: all is read, and put in order; `indexed`: so that words are found, too.
    """

    name: str
    done: int
    total: int
    items: int
    finishing: bool = False
    indexed: bool = True


@dataclass(frozen=True, slots=True)
class Added:
    """What came in, what was there already, and what could not be read at all.

    `stopped`: it was ended before all that was named was read.
    """

    new: tuple[Archive, ...]
    known: tuple[Archive, ...]
    problems: tuple[Problem, ...] = ()
    stopped: bool = False


@dataclass(frozen=True, slots=True)
class Because:
    """How many items of which kinds are ruled alike."""

    ruling: Ruling
    counts: Mapping[Kind, int]

    @property
    def number(self) -> int:
        """How many together."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Exposure:
    """One archive, and what of it is in reach. `people`: items that name or tag somebody.

    `questions`: controls of which nobody has said or seen how they stand; `account`: the id of the
    account whose standing was taken, or empty; `added`: the person added it themselves.
    """

    archive: Archive
    reach: Mapping[Reach, int]
    because: tuple[Because, ...]
    people: int
    questions: tuple[str, ...] = ()
    account: str = ""
    added: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One item of a list, with the ruling on it; `number` is where the list goes on."""

    number: int
    archive: str
    platform: str
    item: Item
    ruling: Ruling


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of items; `more`: what to give for the next.

    `capped`: only the newest hits of a search were looked at, and `count` is of these. `mute`: how
    many archives were not searched, because they came in without the index of words.
    """

    rows: tuple[Row, ...]
    count: int
    capped: bool
    more: str | None
    mute: int = 0


def exposures(found: Sequence[Exposure], problems: Sequence[Problem] = ()) -> dict[str, Any]:
    """Give the JSON object of `exposure add` and `exposure show`."""
    return {
        "schema": SCHEMA,
        "archives": [_exposure(each) for each in found],
        "problems": [_problem(each) for each in problems],
    }


def _exposure(each: Exposure) -> dict[str, Any]:
    card = each.archive
    holder = card.holder
    return {
        "id": card.id,
        "platform": card.platform,
        "variant": card.variant,
        "account": {"user": holder.user or None, "private": holder.private},
        "as_of": stamp(holder.as_of) if holder.as_of else None,
        "first": moment(card.first),
        "last": moment(card.last),
        "counts": {kind.value: number for kind, number in card.counts.items()},
        "audience": {each.value: card.audiences.get(each, 0) for each in Audience},
        "reach": {reach.value: each.reach.get(reach, 0) for reach in Reach},
        "because": [
            {
                "reach": one.ruling.reach.value,
                "rule": one.ruling.rule.value,
                "use": one.ruling.use or None,
                "control": one.ruling.control or None,
                "proved": one.ruling.proved,
                "counts": {kind.value: number for kind, number in one.counts.items()},
            }
            for one in each.because
        ],
        "people": each.people,
        "media_files": card.media,
        "unrecognised": [{"path": one.path, "bytes": one.bytes} for one in card.unrecognised],
        "problems": [_problem(one) for one in card.problems],
        "notes": [{"path": n.path, "says": n.says, "silent": n.silent} for n in card.notes],
        "questions": list(each.questions),
        "earlier": [
            {
                "as_of": stamp(one.as_of) if one.as_of else None,
                "added_at": stamp(one.added_at),
                "counts": {kind.value: number for kind, number in one.counts.items()},
            }
            for one in card.earlier
        ],
    }


def _problem(one: Problem) -> dict[str, str]:
    return {"code": one.code, "path": one.path, "detail": one.detail}


def moment(second: int | None) -> str | None:
    """Write seconds since 1970 as a moment in UTC."""
    return stamp(datetime.fromtimestamp(second, UTC)) if second else None


def listed(found: Listed) -> dict[str, Any]:
    """Give the JSON object of `exposure items`."""
    return {
        "schema": SCHEMA,
        "count": found.count,
        "capped": found.capped,
        "more": found.more,
        "not_searched": found.mute,
        "items": [
            {
                "archive": row.archive,
                "platform": row.platform,
                "kind": row.item.kind.value,
                "at": moment(row.item.at),
                "zone_stated": row.item.zoned,
                "audience": row.item.audience.value,
                "where": row.item.where or None,
                "reach": row.ruling.reach.value,
                "rule": row.ruling.rule.value,
                "text": row.item.text,
                "media": row.item.media,
                "people": list(row.item.people),
                "link": row.item.link or None,
            }
            for row in found.rows
        ],
    }


def exposures_screen(found: Sequence[Exposure], *, width: int) -> list[Line]:
    """Lay out what of some archives is in reach."""
    screen = Screen(width)
    if not found:
        screen.text("No archive has been added yet.")
        screen.text(
            "Ask a platform for your data: `withhold platforms PLATFORM` says how. "
            "Then: withhold exposure add ARCHIVE.zip"
        )
    for each in found:
        _archive(screen, each)
    return screen.lines


def _archive(screen: Screen, each: Exposure) -> None:
    card = each.archive
    whose = f", {safe(card.holder.user)}" if card.holder.user else ""
    screen.head(f"{card.platform}{whose}  ({card.id})")
    since = f"{_day(card.first)} to {_day(card.last)}" if card.first else "without dates"
    made = f"; made {day(card.holder.as_of.date().isoformat())}" if card.holder.as_of else ""
    screen.text(f"{counted(card.counts)}; {since}{made}.")
    for reach in Reach:
        if number := each.reach.get(reach, 0):
            screen.item(f"{number:,}", str(inventory.REACHES[reach]), room=11)
            for one in each.because:
                if one.ruling.reach is reach:
                    screen.text(f"{counted(one.counts)}: {why(one.ruling)}", indent=14)
    _open_ends(screen, each)


def _open_ends(screen: Screen, each: Exposure) -> None:
    card = each.archive
    if each.people:
        screen.text(f"{each.people:,} of them name or tag other people, who were not asked either.")
    for control in each.questions:
        screen.point(
            f"Not known yet: {control}. If you have done it: "
            f"withhold done {control} --since DATE; else check or todo shows the way."
        )
    if card.unrecognised:
        screen.text(f"{len(card.unrecognised)} files that Withhold does not know:")
        for stray in card.unrecognised[:_SOME]:
            screen.item("", f"{safe(stray.path)} ({stray.bytes} bytes)")
        if len(card.unrecognised) > _SOME:
            screen.item("", "… all of them with --json")
    for problem in card.problems[:_SOME]:
        screen.item("!", trouble(problem), room=1)
    if len(card.problems) > _SOME:
        screen.item("", "… all of them with --json")
    for note in card.notes[:_SOME]:
        screen.point(_remark(note))
    for one in card.earlier:
        made = day(one.as_of.date().isoformat()) if one.as_of else "no day stated"
        screen.text(f"An earlier archive ({made}) held {counted(one.counts)}.")


_SOME = 10


def trouble(problem: Problem) -> str:
    """Say what is wrong with a file, and what can be done."""
    said = remarks.trouble(problem)
    detail = f" ({safe(problem.detail)})" if problem.detail else ""
    path = f"{safe(problem.path)}: " if problem.path else ""
    return f"{path}{said.what}{detail}.{f' {said.do}' if said.do else ''}"


def _remark(note: Note) -> str:
    says, silent = remarks.tells(note)
    return f"{safe(note.path)} tells {safe(str(says))}. It does not say {silent}."


def why(ruling: Ruling) -> str:
    """Say by which rule something is in reach or not."""
    known = ", proved" if ruling.proved else ", by your word"
    by = f" [{ruling.control}{known if ruling.rule is not Rule.PARTLY else ''}]"
    return f"{inventory.RULES[ruling.rule]}{by if ruling.control else ''}"


def counted(counts: Mapping[Kind, int]) -> str:
    """Say how many of each kind."""
    said = inventory.counted(counts)
    parts = [str(replace(each, values={"count": f"{each.count:,}"})) for each in said]
    return ", ".join(parts) or "nothing of your own"


def listed_screen(found: Listed, *, width: int) -> list[Line]:
    """Lay out a page of items."""
    screen = Screen(width)
    for row in found.rows:
        item = row.item
        when = _day(item.at) if item.at else "no date"
        zone = "" if item.zoned or not item.at else " (zone not stated)"
        screen.head(f"{when}{zone}  {row.platform}, {inventory.KINDS[item.kind]}")
        screen.text(f"{inventory.REACHES[row.ruling.reach]}. {why(row.ruling)}")
        if item.text:
            screen.text(safe(item.text[:_LONGEST]), indent=2)
        if item.people:
            screen.text(f"With: {safe(', '.join(item.people))}", indent=2)
        if item.link:
            screen.text(safe(item.link), indent=2)
    screen.blank()
    more = "at least " if found.capped else ""
    screen.text(f"{more}{found.count:,} in all." if found.rows else "Nothing is there to show.")
    if found.mute:
        screen.text(f"Archives that came in without the index of words: {found.mute}.")
    if found.more:
        screen.text(f"Go on with --after {found.more}")
    return screen.lines


_LONGEST = 500


def progress(now: Coming, seconds: float) -> str:
    """Say how far an archive has come in, and how long it will still take.

    `seconds`: since it began.
    """
    still = left(now, seconds)
    words = "" if still is None else f", {lasting(still)} left"
    if now.finishing:
        return f"{safe(now.name)}: {now.items:,} items; putting them in order{words} …"
    return f"{safe(now.name)}: {now.done / max(now.total, 1):.0%}, {now.items:,} items{words}"


def left(now: Coming, seconds: float) -> float | None:
    """Reckon how long it will still take, by what it took so far; None while nobody can say."""
    share = 1.0 if now.finishing else now.done / max(now.total, 1)
    if share < _ENOUGH:
        return None
    reading = seconds / share
    return reading - seconds + reading * _AFTER[now.indexed]


_ENOUGH = 0.02  # of an archive, before which nobody can say how long it takes
_AFTER = {True: 0.33, False: 0.1}
"""How long it takes to put the items in order, with an index of words and without, as a share of
the reading; measured with archives of a million items of X and of Facebook."""
_MINUTE = 60


def lasting(seconds: float) -> str:
    """Say a length of time as people do."""
    if seconds < _MINUTE:
        return f"{max(round(seconds), 1)} s"
    return f"{round(seconds / _MINUTE)} min"


def forgotten(gone: Sequence[Archive]) -> dict[str, Any]:
    """Give the JSON object of `exposure forget`."""
    return {
        "schema": SCHEMA,
        "forgotten": [{"id": card.id, "platform": card.platform} for card in gone],
    }


def _day(second: int | None) -> str:
    return day(datetime.fromtimestamp(second, UTC).date().isoformat()) if second else "?"
