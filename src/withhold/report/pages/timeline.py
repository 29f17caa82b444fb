"""How did a platform's policies go over the years: in bars, in numbers, and day by day?

Versions come by the hundred and changes by the one: one picture of both would hide the changes, so
there are two above one another, over the same stretch of time.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from withhold.catalogue import ask
from withhold.model.policy import Direction
from withhold.report.charts import Tone
from withhold.report.pages.message import Day, Message, Words, say
from withhold.report.pages.standing import default_sentence
from withhold.report.policies import WHY, safe

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from withhold.model.fact import Default, PlatformFacts
    from withhold.model.policy import Counted, Turn
    from withhold.model.terms import Prose
    from withhold.report.platforms import Here
    from withhold.report.timelines import Timeline

BARS = 48
"""More bars than this no eye tells apart; then each stands for several months."""
SHOWN = 12
MORE, LESS, EVEN = (
    say("More than before"),
    say("Less than before"),
    say("Neither, or not to be told"),
)
CHANGES: tuple[tuple[Message, Tone, str], ...] = (
    (MORE, Tone.OPEN, "more"),
    (LESS, Tone.GOOD, "less"),
    (EVEN, Tone.DIM, "even"),
)
VERSIONS: tuple[tuple[Message, Tone, str], ...] = (
    (say("Could be judged"), Tone.MILD, "read"),
    (say("Could not be judged"), Tone.DIM, "unread"),
)


@dataclass(frozen=True, slots=True)
class Bar:
    """One stretch of time from `month` on, and what it holds."""

    month: str
    read: int = 0
    unread: int = 0
    more: int = 0
    less: int = 0
    even: int = 0


@dataclass(frozen=True, slots=True)
class Document:
    """One document as it was followed; `unread`: how many versions could not be judged, and why."""

    service: str
    name: str
    first: datetime
    last: datetime
    count: int
    unread: tuple[tuple[int, Message | str], ...]


@dataclass(frozen=True, slots=True)
class Moment:
    """One day on the line. `id`: the change it is about; `what` is ours, `text` from outside."""

    on: str
    what: Message
    text: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class TimelinePage:
    """The page; `months`: how many a bar stands for; `left_out`: days that are not listed."""

    known: PlatformFacts
    bars: tuple[Bar, ...]
    months: int
    alt: Message
    changes_alt: Message
    documents: tuple[Document, ...]
    moments: tuple[Moment, ...]
    left_out: int
    versions: int


def timeline_page(known: PlatformFacts, found: Timeline, here: Here) -> TimelinePage:
    """Put the page together."""
    shown, months = bars(found)
    moments = sorted(_moments(known, found, here), key=lambda each: each.on, reverse=True)
    versions = sum(each.count for each in found.counted)
    first, last = (shown[0].month, shown[-1].month) if shown else ("", "")
    span = {"first": Day(first), "last": Day(last)} if shown else {}
    more = sum(change.direction is Direction.MORE for change in found.changes)
    alt = Message(_VERSIONS_ALT.text, {"count": versions, **span})
    changes_alt = Message(_CHANGES_ALT.text, {"count": len(found.changes), "more": more, **span})
    return TimelinePage(
        known=known,
        bars=shown,
        months=months,
        alt=alt,
        changes_alt=changes_alt,
        documents=tuple(_documents(found.counted)),
        moments=tuple(moments[:SHOWN]),
        left_out=len(moments[SHOWN:]),
        versions=versions,
    )


_VERSIONS_ALT = say("A chart from {first} to {last}: {count} versions of documents were recorded.")
_CHANGES_ALT = say(
    "A chart from {first} to {last}: {count} changes about training, of which {more} take more "
    "than before."
)


def bars(found: Timeline) -> tuple[tuple[Bar, ...], int]:
    """Count by stretches of equal length, and say how many months each has."""
    months = [each.month for each in found.counted] + [_month(change) for change in found.changes]
    if not months:
        return (), 1
    first, last = _number(min(months)), _number(max(months))
    length = max(1, -(-(last - first + 1) // BARS))
    held: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for each in found.counted:
        held[(_number(each.month) - first) // length]["unread" if each.why else "read"] += (
            each.count
        )
    for change in found.changes:
        held[(_number(_month(change)) - first) // length][_way(change)] += 1
    count = (last - first) // length + 1
    return tuple(Bar(_named(first + at * length), **held[at]) for at in range(count)), length


def _way(change: Turn) -> str:
    match change.direction:
        case Direction.MORE:
            return "more"
        case Direction.LESS:
            return "less"
        case Direction.NEUTRAL | Direction.NONE:
            return "even"


def _month(change: Turn) -> str:
    return f"{change.after:%Y-%m}"


def _number(month: str) -> int:
    year, _, part = month.partition("-")
    return int(year) * 12 + int(part) - 1


def _named(number: int) -> str:
    return f"{number // 12:04}-{number % 12 + 1:02}"


def _documents(counted: Sequence[Counted]) -> Iterator[Document]:
    held: defaultdict[tuple[str, str], list[Counted]] = defaultdict(list)
    for each in counted:
        held[each.service, each.document].append(each)
    for (service, name), parts in held.items():
        why: Counter[str] = Counter()
        for each in parts:
            why[each.why] += each.count
        yield Document(
            service=safe(service),
            name=safe(name),
            first=min(each.first for each in parts),
            last=max(each.last for each in parts),
            count=sum(why.values()),
            unread=tuple((count, _why(each)) for each, count in why.most_common() if each),
        )


def _why(code: str) -> Message | str:
    """Say why a version could not be judged: our words for our codes, the judge's own else."""
    return say(WHY[code]) if code in WHY else safe(code).rstrip(".")


def _moments(known: PlatformFacts, found: Timeline, here: Here) -> Iterator[Moment]:
    for change in found.changes:
        what = {"more": MORE, "less": LESS, "even": EVEN}[_way(change)]
        text = f"{safe(change.service)}, {safe(change.document)}"
        yield Moment(f"{change.after:%Y-%m-%d}", what, text, change.id)
    for use in known.uses:
        for default in use.defaults:
            if default.since and _holds(use.defaults, default, default.since, here):
                yield _default(use.name, default, default.since)
    names: Mapping[str, Prose] = {control.id: control.name for control in known.controls}
    for proof in found.proofs:
        if proof.control in names:
            told = _SENT if proof.asked else _SEEN
            values = {"name": Words(names[proof.control])}
            yield Moment(f"{proof.at:%Y-%m-%d}", Message(told.text, values))


def _holds(defaults: Sequence[Default], default: Default, since: str, here: Here) -> bool:
    """Tell whether this is what held here when it began, and no narrower rule."""
    first = date.fromisoformat(since + "0000-01-01"[len(since) :])
    return ask.default(defaults, here.country, first) is default


_SEEN = say("You: {name} was last seen off.")
_SENT = say("You: {name} was sent.")
_FACT = say("{name}. {default}")


def _default(name: Prose, default: Default, since: str) -> Moment:
    values = {"name": Words(name), "default": default_sentence(default)}
    return Moment(since, Message(_FACT.text, values))
