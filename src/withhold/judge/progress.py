"""How did it come to be as it is: which uses were off, on or not known, day by day?

Each day is judged as it stood at its end, by the same judgement as today's. Only what something
was read or said of that day is judged anew, and of a control's past only that is kept which a
judgement can rest on: so a thousand readings cost a thousand small steps.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

from withhold.judge.history import History
from withhold.judge.standing import judge
from withhold.judge.verdict import Here, verdict
from withhold.model.finding import UseState
from withhold.model.observation import Reading, State
from withhold.model.progress import Count, Progress, Stand, Turn

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from withhold.judge.standing import Judged
    from withhold.model.action import Change
    from withhold.model.fact import Control, Use
    from withhold.model.finding import Verdict
    from withhold.model.observation import Declaration


@dataclass(frozen=True, slots=True)
class Place:
    """One account: its country, what its platform does and offers, and all that is held of it."""

    account: str
    country: str | None
    uses: Sequence[Use]
    controls: Sequence[Control]
    histories: Mapping[str, History]


def progress(places: Sequence[Place]) -> Progress:
    """Go through all that was read and said, day by day."""
    events = [_by_day(place) for place in places]
    days = sorted({day for each in events for day in each})
    turns = [
        turn for place, own in zip(places, events, strict=True) for turn in _turns(place, own, days)
    ]
    return Progress(tuple(days), tuple(sorted(turns, key=lambda turn: turn.on)))


def counts(found: Progress) -> list[Count]:
    """Count, for each day, how the uses stood at its end."""
    now: dict[tuple[str, str], Stand] = {}
    by_day = defaultdict(list)
    for turn in found.turns:
        by_day[turn.on].append(turn)
    told = []
    for day in found.days:
        now |= {(turn.account, turn.use): turn.stand for turn in by_day[day]}
        stands = list(now.values())
        told.append(
            Count(
                day,
                checked=stands.count(Stand.CHECKED),
                said=stands.count(Stand.SAID),
                open=stands.count(Stand.ON),
                unknown=stands.count(Stand.UNKNOWN),
            )
        )
    return told


def ends(found: Progress) -> dict[tuple[str, str], tuple[Stand, Stand]]:
    """Give how each use stood when that was first known, and how it stands, by account and use."""
    first: dict[tuple[str, str], Stand] = {}
    last: dict[tuple[str, str], Stand] = {}
    for turn in found.turns:
        key = (turn.account, turn.use)
        if turn.stand is not Stand.UNKNOWN:
            first.setdefault(key, turn.stand)
        last[key] = turn.stand
    return {key: (first.get(key, Stand.UNKNOWN), stand) for key, stand in last.items()}


_Event = tuple[datetime, str, str, "Reading | Declaration"]


@dataclass(slots=True)
class _Past:
    """What of a control's past its standing can rest on: how it last turned, and what came since.

    Its changes are all given at once: they speak only of readings that are there.
    """

    account: str
    changes: tuple[Change, ...] = ()
    words: list[Declaration] = field(default_factory=list)
    before: Reading | None = None
    first: Reading | None = None
    last: Reading | None = None
    blind: Reading | None = None

    def add(self, event: Reading | Declaration) -> None:
        if not isinstance(event, Reading):
            self.words.append(event)
        elif event.state is State.UNKNOWN:
            self.blind = event
        else:
            turned = self.last is None or self.last.state is not event.state
            if turned:
                self.before, self.first = self.last, event
            self.last, self.blind = event, None

    @property
    def history(self) -> History:
        kept = {r.id: r for r in (self.before, self.first, self.last, self.blind) if r}
        return History(self.account, tuple(kept.values()), tuple(self.words), self.changes)


def _by_day(place: Place) -> dict[date, list[_Event]]:
    found: dict[date, list[_Event]] = defaultdict(list)
    for control in place.controls:
        past = place.histories.get(control.id, History(place.account))
        events: list[_Event] = [
            *((each.read_at, each.id, control.id, each) for each in past.looks),
            *((each.said_at, each.id, control.id, each) for each in past.declarations),
        ]
        for event in events:
            found[event[0].astimezone(UTC).date()].append(event)
    return found


def _turns(
    place: Place, events: Mapping[date, list[_Event]], days: Iterable[date]
) -> Iterator[Turn]:
    """Follow one account through all days."""
    pasts = {c.id: _Past(place.account, _changes(place, c)) for c in place.controls}
    stands: dict[str, Judged] = {}
    known: dict[str, Stand] = {}
    stoppers = [(use, _stoppers(use, place.controls)) for use in place.uses]
    thresholds, era = _thresholds(place), -1
    for day in days:
        now = bisect_right(thresholds, day.isoformat())
        if day not in events and now == era:
            continue
        moved = set(_judge_anew(place, pasts, events.get(day, ()), stands, day))
        for use, its in stoppers:
            if now != era or moved & its:
                stand = _stand(_verdict(use, place, stands, day))
                if known.get(use.id) is not stand:
                    known[use.id] = stand
                    yield Turn(day, place.account, use.id, stand)
        era = now


def _judge_anew(
    place: Place,
    pasts: Mapping[str, _Past],
    events: Iterable[_Event],
    stands: dict[str, Judged],
    day: date,
) -> Iterator[str]:
    """Judge what the day's events touch, at first all, and name what stands otherwise than it did.

    That an answer became late on a day without events is left out: no use stands otherwise for it.
    """
    touched = set() if stands else set(pasts)
    for _, _, name, event in sorted(events, key=lambda each: each[:2]):
        pasts[name].add(event)
        touched.add(name)
    end = datetime.combine(day, time.max, UTC)
    for control in place.controls:
        if control.id in touched:
            was, judged = stands.get(control.id), judge(control, pasts[control.id].history, now=end)
            stands[control.id] = judged
            if was is None or _gist(was) != _gist(judged):
                yield control.id


def _gist(judged: Judged) -> tuple[object, object]:
    return judged.standing.standing, judged.known


def _verdict(use: Use, place: Place, stands: Mapping[str, Judged], day: date) -> Verdict:
    here = Here(place.country, day)
    return verdict(use, place.controls, stands, account=place.account, here=here)


def _stoppers(use: Use, controls: Sequence[Control]) -> set[str]:
    return {each.id for each in controls if any(stop.use == use.id for stop in each.stops)}


def _stand(found: Verdict) -> Stand:
    match found.state:
        case UseState.OFF:
            return Stand.CHECKED if found.observed else Stand.SAID
        case UseState.PARTLY | UseState.ON:
            return Stand.ON
        case UseState.UNKNOWN:
            return Stand.UNKNOWN
        case UseState.NOT_BY_DEFAULT:
            return Stand.ABSENT


def _changes(place: Place, control: Control) -> tuple[Change, ...]:
    past = place.histories.get(control.id)
    return past.changes if past else ()


def _thresholds(place: Place) -> list[str]:
    """List where what holds by default may change; `~` comes after every day of a partial date."""
    defaults = [each for use in place.uses for each in use.defaults]
    begun = [each.since for each in defaults if each.since]
    return sorted([*begun, *(f"{each.until}~" for each in defaults if each.until)])
