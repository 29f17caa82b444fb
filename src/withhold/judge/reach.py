"""Is an item within reach of training, was it, or was it never, and by which rule?

An item is judged by what it is and when it was made: the platform's documented uses in the person's
country say whether its kind of data is taken, and the person's own standing says since when that
has stopped. What stopped it reaches only the future: what was made before it was in reach. Where
nothing says so, the answer is "cannot tell"; "out of reach" always has a rule that says why.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from withhold.catalogue import ask
from withhold.catalogue.regions import chain
from withhold.judge.hiding import Hiding, begun, hidden_by, is_proved
from withhold.judge.verdict import SETTLED, offered
from withhold.model.exposure import Audience, Kind, Reach, Rule, Ruling, Span
from withhold.model.finding import Standing
from withhold.model.terms import Confidence, DataStatus, DefaultState, Effect, Extent
from withhold.model.terms import Kind as ControlKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from withhold.judge.standing import Judged
    from withhold.judge.verdict import Here
    from withhold.model.exposure import Holder, Turn
    from withhold.model.fact import Control, Default, PlatformFacts, Use

_EPOCH = date(1970, 1, 1)
_TAKEN = frozenset({DefaultState.ON, DefaultState.UNTIL_OBJECTED, DefaultState.NO_WAY_OUT})
_LEFT_ALONE = frozenset({DefaultState.OFF, DefaultState.NOT_OFFERED})
_OPEN = frozenset({Standing.ALLOWED, Standing.DRIFTED})
_SEEN_BY_ALL = frozenset({Audience.PUBLIC, Audience.UNKNOWN})
_WORST_FIRST = (Reach.IN, Reach.CANNOT_TELL, Reach.WAS, Reach.OUT)

_GROUP = "group"
_TALKS = "ai_chat_conversations"
_THREADS = "threads"
_OF_OTHERS = frozenset({_GROUP, "community", "page", _THREADS})
"""Places where others say who can see an item, or a flag that is not the account's."""
_HIDDEN_LATER = frozenset({"archived", "story"})
"""Places of items that may have been shown to all at another time: nobody says until when an
archived post was, nor whether a story was kept on the profile."""

# What an item can be in the words of the facts, the most fitting first; the first one that a use
# names holds. Who could see it decides more than what it is.
_NAMES: dict[Kind, tuple[str, ...]] = {
    Kind.POST: ("public_posts",),
    Kind.REPLY: ("comments_interactions", "public_posts"),
    Kind.REPOST: ("comments_interactions", "public_posts"),
    Kind.COMMENT: ("comments_interactions",),
    Kind.ARTICLE: ("public_posts",),
    Kind.STORY: ("public_posts",),
    Kind.VIDEO: ("video", "public_posts"),
    Kind.PHOTO: ("images",),
    Kind.PROFILE: ("profile_details",),
    Kind.MESSAGE: ("private_messages",),
    Kind.AI_CHAT: (_TALKS,),
}
_WITHOUT_AUDIENCE = frozenset({Kind.MESSAGE, Kind.AI_CHAT, Kind.PROFILE})
_RESTRICTED = ("private_or_restricted_posts",)


@dataclass(frozen=True, slots=True)
class Stop:
    """A control that keeps kinds of data away from the day after `since`; None: all kinds."""

    control: str
    kinds: frozenset[str] | None
    since: date
    proved: bool


@dataclass(frozen=True, slots=True)
class Taking:
    """One training use as it is for this person: which kinds of data it takes, what stops it.

    `allowed`: a control was read, or said, to allow it. `partly`: a control that stops it in part,
    nobody says which. `talks_only`: it takes what is given to an AI, and nothing that is posted.
    """

    use: str
    data: Mapping[str, DataStatus]
    default: DefaultState | None
    allowed: bool
    partly: str
    stops: tuple[Stop, ...]
    talks_only: bool = False


@dataclass(frozen=True, slots=True)
class Closed:
    """What the archive tells of the account: private when it was made or not, and since when.

    `since` None: nobody knows since when. `opened`: it was seen, or said, to be open again after
    that. `shown`: the last day on which the archive itself shows that the account was open to all.
    """

    since: date | None
    opened: bool = False
    private: bool = True
    shown: date | None = None


@dataclass(frozen=True, slots=True)
class Grounds:
    """All that the reach of a platform's items rests on, for one person."""

    takings: tuple[Taking, ...]
    hidings: tuple[Hiding, ...]
    closed: Closed | None = None


def closed(holder: Holder, turns: Sequence[Turn]) -> Closed | None:
    """Say whether and since when an account is private, by what the archive itself tells.

    Only the last state and its date count: to open an account shows all that was posted before,
    and to close it hides all, also what was open until then.
    """
    last = max(turns, key=lambda turn: turn.at, default=None)
    open_then = [turn.at for turn in turns]  # it turned from open, or to it
    if holder.private is False and holder.as_of is not None:
        open_then.append(holder.as_of)
    shown = max((each.date() for each in open_then), default=None)
    if not holder.private:
        return Closed(None, private=False, shown=shown) if shown else None
    return Closed(last.at.date() if last is not None and last.private else None, shown=shown)


def grounds(
    known: PlatformFacts,
    standings: Mapping[str, Judged],
    here: Here,
    account: Closed | None = None,
) -> Grounds:
    """Gather what is documented of a platform's training and how its controls stand.

    `account`: whether the archive says that it is private. What was read or said since then that
    it is open goes before.
    """
    opened = any(
        control.hides
        and control.id in standings
        and standings[control.id].standing.standing in _OPEN
        for control in known.controls
    )
    shown = account.shown if account else None
    hidings = hidden_by(known.controls, standings, shown)
    closed = account if account and account.private else None
    since = closed.since if closed else None
    if closed and not since:
        since = min((each.since for each in hidings if each.past), default=None)
    return Grounds(
        takings=tuple(
            _taking(use, known.controls, standings, here)
            for use in known.uses
            if _effects(use, known.controls) & {Effect.TRAINING, Effect.DELETION}
        ),
        hidings=hidings,
        closed=Closed(since, opened) if closed else None,
    )


def spans(kind: Kind, audience: Audience, where: str, own: Grounds) -> tuple[Span, ...]:
    """Say how items of one sort are ruled over time; together the spans cover all of it."""
    edges: list[int | None] = [None, *_edges(own)]
    found: list[Span] = []
    for number, since in enumerate(edges):
        until = edges[number + 1] if number + 1 < len(edges) else None
        ruling = _rule(kind, audience, where, since, own)
        if found and found[-1].ruling == ruling:
            found[-1] = Span(found[-1].since, until, ruling)
        else:
            found.append(Span(since, until, ruling))
    return tuple(found)


def undated(over: Sequence[Span]) -> Ruling:
    """Rule on items without a date: as on all others of their sort, if these are all alike."""
    rulings = {span.ruling.reach for span in over}
    return over[-1].ruling if len(rulings) == 1 else Ruling(Reach.CANNOT_TELL, Rule.UNDATED)


def _effects(use: Use, controls: Iterable[Control]) -> set[Effect]:
    """Tell by its controls whether a use trains, or is for memory, advertising or likeness.

    What only a deletion stops are talks with an AI: these train too.
    """
    found = {
        control.effect for control in controls for stops in control.stops if stops.use == use.id
    } - {Effect.PRIVACY}
    return found if Effect.TRAINING in found or found == {Effect.DELETION} else set()


def _taking(
    use: Use, controls: Sequence[Control], standings: Mapping[str, Judged], here: Here
) -> Taking:
    regions = set(chain(here.country))
    default = ask.default(use.defaults, here.country, here.on)
    stops, partly, allowed = [], "", False
    for control in controls:
        judged = standings.get(control.id)
        for each in control.stops:
            if each.use != use.id or judged is None or control.kind is ControlKind.PRIVACY:
                continue
            wholly = each.extent is Extent.WHOLLY
            if judged.standing.standing in SETTLED:
                if (wholly or each.own) and (since := begun(judged)):
                    kinds = None if wholly else frozenset(each.own)
                    stops.append(Stop(control.id, kinds, since, is_proved(judged)))
                else:
                    partly = control.id
            elif judged.standing.standing in _OPEN and control.effect is Effect.TRAINING:
                allowed = allowed or offered(control, here.country)
    return Taking(
        use=use.id,
        data={
            name: data.status
            for name, data in use.data.items()
            if not data.regions or not regions.isdisjoint(data.regions)
        },
        default=_default(default, here),
        allowed=allowed,
        partly=partly,
        stops=tuple(stops),
        talks_only=Effect.TRAINING not in _effects(use, controls),
    )


def _default(default: Default | None, here: Here) -> DefaultState | None:
    """Give what holds by default; that somewhere nothing is taken has to be well known."""
    if default is None:
        return None
    sure = here.country is not None and default.confidence is not Confidence.LOW
    return default.state if sure or default.state in _TAKEN else DefaultState.UNKNOWN


def _edges(own: Grounds) -> list[int]:
    """Give the days on which something changes: the day after something was stopped or hidden."""
    days = {stop.since for taking in own.takings for stop in taking.stops}
    days |= {hiding.since for hiding in own.hidings}
    days |= {own.closed.since} if own.closed and own.closed.since else set()
    return sorted(_number(day + timedelta(days=1)) for day in days)


def _number(day: date) -> int:
    return (day - _EPOCH).days


def _rule(kind: Kind, audience: Audience, where: str, since: int | None, own: Grounds) -> Ruling:
    if kind is Kind.DELETED:
        return Ruling(Reach.CANNOT_TELL, Rule.DELETED)
    if audience is Audience.LIMITED and (account := _account(where, own)):
        return _private(kind, where, since, account, own)
    if kind in _WITHOUT_AUDIENCE or (audience not in _SEEN_BY_ALL and where not in _HIDDEN_LATER):
        return _taken(_names(kind, audience, where), since, own)
    shown = _taken(_names(kind, Audience.PUBLIC, where), since, own)
    if audience not in _SEEN_BY_ALL:
        return _once_shown(shown, since, own)
    if _is_own(kind, audience, where) and (hiding := _hidden(since, own)):
        return _behind(shown, hiding, since, own)
    return shown if audience is Audience.PUBLIC else _either(shown, since, own)


def _is_own(kind: Kind, audience: Audience, where: str) -> bool:
    """Tell whether the person's own account decides who can see an item.

    Below whose post a comment stands is not always told; below another's, that person decides.
    """
    return where not in _OF_OTHERS and (kind is not Kind.COMMENT or audience is Audience.PUBLIC)


def _once_shown(shown: Ruling, since: int | None, own: Grounds) -> Ruling:
    """Rule on what is hidden now and may have been open to all for a time nobody tells."""
    kept = _taken(_RESTRICTED, since, own)
    if shown.reach is Reach.OUT or kept.reach is not Reach.OUT:
        return _worse(shown, kept)
    return Ruling(Reach.CANNOT_TELL, Rule.AUDIENCE, shown.use)


def _either(shown: Ruling, since: int | None, own: Grounds) -> Ruling:
    """Rule on what was open to all or to chosen people, nobody says which."""
    if _taken(_RESTRICTED, since, own).reach is shown.reach:
        return shown
    return Ruling(Reach.CANNOT_TELL, Rule.AUDIENCE, shown.use)


def _account(where: str, own: Grounds) -> Closed | None:
    """Give the account whose being private alone limits who can see an item.

    A place of any other kind, such as a circle, has people of its own.
    """
    if where == _THREADS:  # it has a flag of its own, and no history
        return Closed(None)
    return None if where else own.closed


def _private(kind: Kind, where: str, since: int | None, account: Closed, own: Grounds) -> Ruling:
    """Rule on what only the account's being private hides."""
    shown = _taken(_names(kind, Audience.PUBLIC, where), since, own)
    if account.opened:
        return shown
    if account.since is None:
        kept = _taken(_RESTRICTED, since, own)
        if shown.reach is Reach.OUT or kept.reach is not Reach.OUT:
            return _worse(shown, kept)
        return Ruling(Reach.CANNOT_TELL, Rule.WHEN_HIDDEN, kept.use)
    return _behind(shown, Hiding("", account.since, past=True, new=True, proved=False), since, own)


def _names(kind: Kind, audience: Audience, where: str) -> tuple[str, ...]:
    if kind in _WITHOUT_AUDIENCE:
        return _NAMES[kind]
    if audience in {Audience.LIMITED, Audience.PRIVATE}:
        return _RESTRICTED
    return ("group_activity", *_NAMES[kind]) if where == _GROUP else _NAMES[kind]


def _hidden(since: int | None, own: Grounds) -> Hiding | None:
    """Give what hides items made from a day on, or did later on."""
    for hiding in own.hidings:
        later = since is not None and since > _number(hiding.since)
        if (later and hiding.new) or (not later and hiding.past):
            return hiding
    return None


def _behind(shown: Ruling, hiding: Hiding, since: int | None, own: Grounds) -> Ruling:
    """Rule on what is hidden now: was it shown before, and does training leave hidden posts?"""
    kept = _taken(_RESTRICTED, since, own)
    if kept.reach is not Reach.OUT:
        return kept if kept.reach is Reach.IN else _worse(shown, kept)
    later = since is not None and since > _number(hiding.since)
    if later:
        return Ruling(Reach.OUT, Rule.HIDDEN, kept.use, hiding.control, hiding.proved)
    if shown.reach is Reach.IN:
        return Ruling(Reach.WAS, Rule.BEFORE_HIDDEN, shown.use, hiding.control, hiding.proved)
    return shown


def _taken(names: Sequence[str], since: int | None, own: Grounds) -> Ruling:
    """Rule by all uses together: the worst of those that say something of this kind of data.

    A use of which it is unclear decides only where none says that it takes the kind.
    """
    found = [ruling for taking in own.takings if (ruling := _by(taking, names, since)) is not None]
    sure = [each for each in found if each.rule is not Rule.UNCLEAR]
    takes = [each for each in sure if each.rule is not Rule.EXCLUDED]
    deciding = takes or [each for each in found if each.rule is Rule.UNCLEAR] or sure
    if not deciding:
        return Ruling(Reach.CANNOT_TELL, Rule.NOT_NAMED)
    return min(deciding, key=lambda each: _WORST_FIRST.index(each.reach))


def _by(taking: Taking, names: Sequence[str], since: int | None) -> Ruling | None:
    name = next((each for each in names if each in taking.data), None)
    if name is None or (taking.talks_only and name != _TALKS):
        return None
    status = taking.data[name]
    if status is DataStatus.EXCLUDED:
        return Ruling(Reach.OUT, Rule.EXCLUDED, taking.use)
    if status is DataStatus.UNCLEAR:
        return Ruling(Reach.CANNOT_TELL, Rule.UNCLEAR, taking.use)
    stops = [stop for stop in taking.stops if stop.kinds is None or name in stop.kinds]
    if stops:
        first = min(stops, key=lambda stop: (stop.since, not stop.proved))
        later = since is not None and since > _number(first.since)
        reach, rule = (Reach.OUT, Rule.STOPPED) if later else (Reach.WAS, Rule.BEFORE)
        if not later and not taking.allowed and taking.default in _LEFT_ALONE:
            reach, rule = Reach.OUT, Rule.NOT_HERE
        return Ruling(reach, rule, taking.use, first.control, first.proved)
    return _open(taking)


def _open(taking: Taking) -> Ruling:
    """Rule on a use that takes the kind, and that nothing stops wholly."""
    if taking.partly:
        return Ruling(Reach.CANNOT_TELL, Rule.PARTLY, taking.use, taking.partly)
    if taking.allowed:
        return Ruling(Reach.IN, Rule.ALLOWED, taking.use)
    if taking.default in _TAKEN:
        return Ruling(Reach.IN, Rule.TAKEN, taking.use)
    if taking.default in _LEFT_ALONE:
        return Ruling(Reach.OUT, Rule.NOT_HERE, taking.use)
    return Ruling(Reach.CANNOT_TELL, Rule.DEFAULT_UNKNOWN, taking.use)


def _worse(one: Ruling, other: Ruling) -> Ruling:
    return min(one, other, key=lambda each: _WORST_FIRST.index(each.reach))
