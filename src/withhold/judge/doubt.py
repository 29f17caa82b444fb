"""What does a change of a policy put in doubt for a person, and what should they do?

Only what is newer than a change speaks of the time after it. So facts that were checked before it
are in doubt whatever it says; a proof is in doubt only where more is taken than before, or where
the way out itself was altered. A later look, or a later objection, ends that doubt. The rules are
tried from the top; the first that holds decides, and the answer names it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from withhold.model.doubt import Do, Doubt, Rule
from withhold.model.policy import Direction
from withhold.model.policy import Kind as Altered
from withhold.model.terms import DataStatus, Effect, Kind, RouteKind

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from withhold.model.doubt import Proof
    from withhold.model.fact import Control, PlatformFacts
    from withhold.model.policy import Judgement

_CALM = frozenset(
    {
        Altered.NARROWER_DATA,
        Altered.USE_REMOVED,
        Altered.THIRD_PARTY_BAN,
        Altered.PROMISE_ADDED,
        Altered.PROMISE_WIDENED,
        Altered.CLARIFICATION,
    }
)
"""Kinds after which no more is taken than before, whatever else was said."""
_WAYS_OUT = frozenset({Altered.OPTOUT_CHANGED, Altered.OPTIN_TO_OPTOUT})
_SWITCHES = frozenset({Kind.SWITCH, Kind.CHOICE})
_ASKED = frozenset({Kind.FORM, Kind.LETTER})
_TAKEN = {
    "public posts": {"public_posts"},
    "posts": {"public_posts", "private_or_restricted_posts"},
    "comments": {"comments_interactions"},
    "photos": {"images"},
    "videos": {"video"},
    "voice and sound": {"voice_audio"},
    "messages": {"private_messages"},
    "conversations with AI": {"ai_chat_conversations"},
    "inputs": {"ai_chat_conversations"},
    "outputs": {"ai_chat_conversations"},
    "profile": {"profile_details"},
    "activity": {"usage_metadata"},
    "metadata": {"usage_metadata"},
    "location": {"location"},
    "feedback": {"feedback_on_ai"},
}
"""The judge's kinds of data in the words of the facts; others are general."""


@dataclass(frozen=True, slots=True)
class Alteration:
    """One change as it concerns a person.

    `at`: when it was first recorded. `silenced`: the person said it is none, or muted it.
    """

    judgement: Judgement
    at: datetime
    silenced: Rule | None = None


@dataclass(frozen=True, slots=True)
class Ground:
    """What is known at one platform, of it and of the person.

    `controls`: those offered where the person is. `proofs`: the newest of each control and
    account. `accounts`: whether the person has one; `asked`: whether they ever objected.
    """

    known: PlatformFacts
    controls: tuple[Control, ...]
    proofs: tuple[Proof, ...]
    accounts: bool

    @property
    def concerns(self) -> bool:
        """Whether this platform is any of the person's business."""
        return self.accounts or any(proof.asked for proof in self.proofs)


def doubt(change: Alteration, ground: Ground, *, now: datetime) -> Doubt:
    """Say what a change puts in doubt at a platform, what to do, and by which rule."""
    name, judged = ground.known.platform.slug, change.judgement
    if change.silenced:
        return Doubt(name, Do.NOTHING, change.silenced)
    facts = _facts(ground.known, change.at.date())
    if rule := _calm(judged, ground):
        return Doubt(name, Do.NOTHING, rule, facts)
    begins = _begins(change)
    if begins > now:
        return _ahead(change, ground, facts, begins)
    return _now(judged, ground, facts, begins)


def _facts(known: PlatformFacts, on: date) -> tuple[str, ...]:
    checked = [(use.id, use.seen) for use in known.uses]
    checked += [(control.id, control.seen) for control in known.controls]
    return tuple(dict.fromkeys(name for name, seen in checked if seen < f"{on}"))


def _calm(judged: Judgement, ground: Ground) -> Rule | None:
    """Say why nothing is to be done whatever the person has; None where something may be."""
    kinds = set(judged.kinds)
    if not ground.concerns:
        return Rule.NOT_YOURS
    if judged.direction is Direction.LESS or (kinds and kinds <= _CALM):
        return Rule.LESS
    return None if judged.direction is Direction.MORE or kinds & _WAYS_OUT else Rule.NEUTRAL


def _begins(change: Alteration) -> datetime:
    """Give when it begins to hold: on the day it names, if that is later than its record."""
    named = change.judgement.effective_date
    return max(change.at, datetime.fromisoformat(f"{named}T00:00Z")) if named else change.at


def _ahead(change: Alteration, ground: Ground, facts: tuple[str, ...], begins: datetime) -> Doubt:
    """Answer before the day comes: there is time until then, unless all was done already."""
    name, on = ground.known.platform.slug, _deciding(change.judgement, ground)
    done = _since(ground.proofs, on, change.at)
    if on and done == set(on):
        return Doubt(name, Do.NOTHING, Rule.RENEWED, facts)
    return Doubt(name, Do.DECIDE, Rule.ANNOUNCED, facts, by=f"{begins:%Y-%m-%d}", on=on)


def _now(judged: Judgement, ground: Ground, facts: tuple[str, ...], begins: datetime) -> Doubt:
    name, switches, asked = ground.known.platform.slug, _covering(judged, ground), _asked(ground)
    old = [proof for proof in ground.proofs if proof.at < begins]
    seen = tuple(proof for proof in old if proof.control in switches)
    sent = tuple(proof for proof in old if proof.asked)
    if judged.direction is not Direction.MORE and not (seen or sent):
        return Doubt(name, Do.NOTHING, Rule.NEUTRAL, facts)
    if seen or judged.direction is not Direction.MORE:
        rule = Rule.PROOF_OLDER if judged.direction is Direction.MORE else Rule.WAY_OUT
        on = tuple(dict.fromkeys(proof.control for proof in seen or sent))
        return Doubt(name, Do.CHECK, rule, facts, (*seen, *sent), on=on)
    if _since(ground.proofs, switches or asked, begins):
        return Doubt(name, Do.NOTHING, Rule.RENEWED, facts)
    if switches:
        return Doubt(name, Do.CHECK, Rule.NOT_SEEN, facts, sent, on=switches)
    if not asked:
        return Doubt(name, Do.NOTHING, Rule.NO_WAY, facts)
    rule = Rule.OBJECTION_OLDER if sent else Rule.NOT_COVERED
    return Doubt(name, Do.OBJECT, rule, facts, sent, on=asked)


def _since(proofs: Iterable[Proof], names: Iterable[str], begins: datetime) -> set[str]:
    """Give which of these were proved or sent since then."""
    wanted = set(names)
    return {each.control for each in proofs if each.control in wanted and each.at >= begins}


def _deciding(judged: Judgement, ground: Ground) -> tuple[str, ...]:
    return _covering(judged, ground) or _asked(ground)


def _covering(judged: Judgement, ground: Ground) -> tuple[str, ...]:
    """List the training switches that cover the data a change speaks of; none if any is left."""
    if not ground.accounts:
        return ()
    switches = {
        control.id: _taken(control, ground.known)
        for control in ground.controls
        if control.kind in _SWITCHES and control.effect is Effect.TRAINING
    }
    named = [_TAKEN[kind] for kind in judged.data_kinds if kind in _TAKEN]
    if any(not any(taken & kinds for taken in switches.values()) for kinds in named):
        return ()
    return tuple(
        name
        for name, taken in switches.items()
        if not named or any(taken & kinds for kinds in named)
    )


def _taken(control: Control, known: PlatformFacts) -> set[str]:
    """List the kinds of data of the uses a control stops."""
    stopped = {stop.use for stop in control.stops}
    return {
        kind
        for use in known.uses
        if use.id in stopped
        for kind, data in use.data.items()
        if data.status is DataStatus.USED
    }


def _asked(ground: Ground) -> tuple[str, ...]:
    """List the ways to object: forms and letters among the controls, else the platform's routes."""
    slug = ground.known.platform.slug
    forms = tuple(control.id for control in ground.controls if control.kind in _ASKED)
    routes = (route for route in ground.known.platform.routes)
    return forms or tuple(
        f"{slug}.{route.id}" for route in routes if route.kind is not RouteKind.REGULATOR
    )
