"""What is left for the person to do, in which order? The view, and its JSON."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from withhold.catalogue import ask
from withhold.kernel.errors import Exit
from withhold.model.finding import Standing
from withhold.model.terms import Confidence, RouteKind
from withhold.report.platforms import addresses

if TYPE_CHECKING:
    from datetime import date

    from withhold.model.fact import Control, Route, Surface
    from withhold.model.finding import ControlStanding
    from withhold.model.observation import Account
    from withhold.model.terms import Extent

SCHEMA = 1
DEVICES = ("web", "ios", "android")
WAITING = frozenset({Standing.SENT, Standing.ACKNOWLEDGED})
SETTLED = frozenset({Standing.PROVED, Standing.DECLARED, Standing.ACCEPTED})


@dataclass(frozen=True, slots=True)
class Stopped:
    """What an item stops of one use."""

    use: str
    name: str
    extent: Extent
    note: str


@dataclass(frozen=True, slots=True)
class Authority:
    """Who takes a complaint, where the country has one we know of."""

    name: str
    url: str | None


@dataclass(frozen=True, slots=True)
class Item:
    """One thing only the person can do, for one account.

    `trains`: a use it stops is training. `due`: when an answer is due. `automatic`: Withhold could
    do it as well. `drafted`: `withhold draft` writes the text.
    """

    control: Control
    platform: str
    account: Account
    standing: ControlStanding
    stops: tuple[Stopped, ...]
    trains: bool
    due: date | None = None
    automatic: bool = False
    drafted: bool = False
    authorities: tuple[Authority, ...] = ()

    @property
    def is_unsure(self) -> bool:
        """The facts about it are weak: it is marked so, and never opened."""
        return self.control.confidence is Confidence.LOW

    @property
    def url(self) -> str | None:
        """The address to open, if somebody vouches for one."""
        return next(iter(addresses(self.control)), None)

    @property
    def ways(self) -> dict[str, Surface]:
        """The surfaces on which it is, or may be, found."""
        every = {name: getattr(self.control.surfaces, name) for name in DEVICES}
        return {name: way for name, way in every.items() if way.path and way.available is not False}


@dataclass(frozen=True, slots=True)
class Way:
    """One route: a form, a mail or a letter that is no control, for one or more platforms.

    `first`: the way to begin with; the others are for when it fails.
    """

    id: str
    platforms: tuple[str, ...]
    route: Route
    standing: ControlStanding
    first: bool
    due: date | None = None
    drafted: bool = False
    authorities: tuple[Authority, ...] = ()

    @property
    def is_unsure(self) -> bool:
        """The facts about it are weak: it is marked so, and never opened."""
        return self.route.confidence is Confidence.LOW

    @property
    def url(self) -> str | None:
        """The address to open, if somebody vouches for one."""
        return None if self.is_unsure else self.route.url


@dataclass(frozen=True, slots=True)
class Todo:
    """Everything, sorted.

    `country` is None where none is known, or where accounts are in `several`.
    `right`: whether the country is known to let people object; None where nobody asked.
    `due`: to be done. `further`: for whoever wants to go on; `waiting`: sent, not yet answered;
    `shown`: named, and nothing to do. `settled`, `elsewhere`, `automatic`: control ids that need
    nothing of the person: off or accepted; not for this country; Withhold does them. `offered`:
    Withhold does them if they are named; they change more than training.
    """

    country: str | None
    right: bool | None = None
    due: tuple[Item, ...] = ()
    further: tuple[Item, ...] = ()
    waiting: tuple[Item, ...] = ()
    shown: tuple[Item, ...] = ()
    ways: tuple[Way, ...] = ()
    settled: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    automatic: tuple[str, ...] = ()
    offered: tuple[str, ...] = ()
    named: bool = False
    accountless: bool = False
    every_platform: bool = False
    opened: tuple[str, ...] = ()
    several: bool = False

    @property
    def code(self) -> Exit:
        """1 if something is due, 0 if nothing is left."""
        return Exit.FINDINGS if self.due or self.open_ways else Exit.WELL

    @property
    def open_ways(self) -> list[Way]:
        """Routes that are due: the first of each platform, or one that got no good answer."""
        return [way for way in self.ways if _is_due(way, began=self.accountless or self.named)]


def _is_due(way: Way, *, began: bool) -> bool:
    if way.standing.standing in {Standing.OVERDUE, Standing.REFUSED}:
        return True
    return began and way.first and way.standing.standing is Standing.NOT_SENT


def document(todo: Todo) -> dict[str, Any]:
    """Give the one object that `todo --json` prints."""
    return {
        "schema": SCHEMA,
        "country": todo.country,
        "due": [_item(item) for item in todo.due],
        "further": [_item(item) for item in todo.further],
        "waiting": [_item(item) for item in todo.waiting],
        "shown": [_item(item) for item in todo.shown],
        "routes": [_way(way, due=way in todo.open_ways) for way in todo.ways],
        "settled": list(todo.settled),
        "not_here": list(todo.elsewhere),
        "automatic": list(todo.automatic),
        "offered": list(todo.offered),
        "opened": list(todo.opened),
    }


def _item(item: Item) -> dict[str, Any]:
    control = item.control
    return {
        "control": control.id,
        "platform": item.account.platform,
        "account": item.account.name,
        "name": ask.words(control.name),
        "kind": control.kind.value,
        "effect": control.effect.value,
        "do": control.protective,
        "standing": item.standing.standing.value,
        "since": item.standing.since,
        "answer_due": item.due.isoformat() if item.due else None,
        "minutes": control.minutes,
        "stops": [
            {"use": each.use, "extent": each.extent.value, "note": each.note or None}
            for each in item.stops
        ],
        "does_not_cover": [ask.words(limit) for limit in control.does_not_cover],
        "steps": {
            name: {"path": way.path.get("en", []), "note": ask.words(way.note) or None}
            for name, way in item.ways.items()
        },
        "url": item.url,
        "undo": control.restorable,
        "irreversible": control.irreversible,
        "confidence": control.confidence.value,
        "automatic": item.automatic,
        "draft": item.drafted,
        "also": control.also,
        "authorities": [_authority(each) for each in item.authorities],
    }


def _way(way: Way, *, due: bool) -> dict[str, Any]:
    route = way.route
    return {
        "route": way.id,
        "platforms": list(way.platforms),
        "name": ask.words(route.name),
        "kind": route.kind.value,
        "audience": route.audience.value,
        "due": due,
        "first": way.first,
        "standing": way.standing.standing.value,
        "since": way.standing.since,
        "answer_due": way.due.isoformat() if way.due else None,
        "url": way.url,
        "email": route.email if route.kind is RouteKind.EMAIL else None,
        "post": route.post,
        "steps": [ask.words(step) for step in route.steps],
        "note": ask.words(route.note) or None,
        "legal_basis": route.legal_basis,
        "confidence": route.confidence.value,
        "draft": way.drafted,
        "authorities": [_authority(each) for each in way.authorities],
    }


def _authority(authority: Authority) -> dict[str, str | None]:
    return {"name": authority.name, "url": authority.url}
