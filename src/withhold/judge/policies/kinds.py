"""Of which kinds is a change, and does it expose more or less, by what its sentences say?

Each passage is read on both sides and gives the kinds that follow from the step between the two:
from nothing to a permission, from a promise to a promise with an exception, and so on.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from withhold.judge.policies.steps import steps, words_of
from withhold.model.policy import Direction, Kind, Polarity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from withhold.judge.policies.lexicon import Tongue
    from withhold.judge.policies.roles import Reading
    from withhold.judge.policies.steps import Step
    from withhold.model.policy import Passage

_BRACKETS = re.compile(r"\([^()]*\)")
_MORE = frozenset(
    {
        Kind.NEW_USE,
        Kind.WIDER_DATA,
        Kind.WIDER_PURPOSE,
        Kind.LICENCE,
        Kind.THIRD_PARTY,
        Kind.OPTIN_TO_OPTOUT,
        Kind.PROMISE_NARROWED,
        Kind.PROMISE_REMOVED,
    }
)
_LESS = frozenset(
    {
        Kind.NARROWER_DATA,
        Kind.USE_REMOVED,
        Kind.REGION_CARVEOUT,
        Kind.THIRD_PARTY_BAN,
        Kind.PROMISE_ADDED,
        Kind.PROMISE_WIDENED,
    }
)
"""What a change does by itself; the other kinds count only where these are silent."""

_GROUNDS = {"licence": Kind.LICENCE, "legal": Kind.LEGAL_BASIS}
"""On what ground a use rests, by the words that say so."""

ORDER = (
    Kind.OPTIN_TO_OPTOUT,
    Kind.PROMISE_REMOVED,
    Kind.PROMISE_NARROWED,
    Kind.NEW_USE,
    Kind.LICENCE,
    Kind.WIDER_DATA,
    Kind.THIRD_PARTY,
    Kind.WIDER_PURPOSE,
    Kind.PROMISE_ADDED,
    Kind.PROMISE_WIDENED,
    Kind.USE_REMOVED,
    Kind.NARROWER_DATA,
    Kind.REGION_CARVEOUT,
    Kind.THIRD_PARTY_BAN,
    Kind.OPTOUT_CHANGED,
    Kind.NEW_OPTOUT,
    Kind.LEGAL_BASIS,
    Kind.ANNOUNCEMENT,
    Kind.NOTICE_REMOVED,
    Kind.CLARIFICATION,
)
"""The weightiest for a person first."""


def weighed(passages: Sequence[Passage], tongue: Tongue) -> dict[Kind, tuple[Step, ...]]:
    """Give the kinds of a change, the weightiest first, each with what bears it.

    What is of no kind is a clarification, borne by all.
    """
    full = steps(passages, tongue)
    found: dict[Kind, list[Step]] = {}
    for step in full:
        for kind in _of(step):
            found.setdefault(kind, []).append(step)
    if Kind.OPTOUT_CHANGED in found:  # says it better
        found.pop(Kind.NEW_OPTOUT, None)
    told = {kind: tuple(found[kind]) for kind in ORDER if kind in found}
    return told or {Kind.CLARIFICATION: tuple(full)}


def direction(found: Sequence[Kind]) -> Direction:
    """Weigh the kinds: a new promise beside a new use is neutral, else what exposes wins."""
    here = set(found)
    more, less = here & _MORE, here & _LESS
    if more and Kind.PROMISE_ADDED in less and more <= {Kind.NEW_USE}:
        return Direction.NEUTRAL
    if more or less:
        return Direction.MORE if more else Direction.LESS
    return _lesser(here)


def _lesser(here: set[Kind]) -> Direction:
    if here & {Kind.LEGAL_BASIS, Kind.ANNOUNCEMENT, Kind.OPTOUT_CHANGED}:
        return Direction.MORE
    return Direction.LESS if Kind.NEW_OPTOUT in here else Direction.NEUTRAL


def _of(step: Step) -> Iterator[Kind]:
    before, after = step.before, step.after
    if before.about and after.about:
        yield from _reworded(step.passage, before, after)
    elif before.polarity is after.polarity is Polarity.WAY_OUT:
        yield Kind.OPTOUT_CHANGED
    elif after.about or after.polarity is Polarity.WAY_OUT:
        yield from _appeared(after)
    elif before.about or before.polarity is Polarity.WAY_OUT:
        yield from _went(before)


def _appeared(new: Reading) -> Iterator[Kind]:
    if "news" in new.marks:
        yield Kind.ANNOUNCEMENT
    if "legal" in new.marks:
        yield Kind.LEGAL_BASIS
    match new.polarity:
        case Polarity.ALLOWS:
            yield from _allowed(new)
        case Polarity.PROMISES_NOT:
            yield from _promised(new)
        case Polarity.FORBIDS:
            yield Kind.THIRD_PARTY_BAN
        case Polarity.WAY_OUT:
            yield Kind.NEW_OPTOUT
        case _:
            yield Kind.CLARIFICATION


def _allowed(new: Reading) -> Iterator[Kind]:
    who = new.clause.who or ""
    if who != "third-party" and not {"legal", "news"} & new.marks:
        yield Kind.NEW_USE
    if "third-party" in who:
        yield Kind.THIRD_PARTY
    if "licence" in new.marks:
        yield Kind.LICENCE
    if "region" in new.marks and new.excepted:
        yield Kind.REGION_CARVEOUT
    if "out" in new.marks:
        yield Kind.NEW_OPTOUT


def _promised(new: Reading) -> Iterator[Kind]:
    if "region" in new.marks:
        yield Kind.REGION_CARVEOUT
    elif new.clause.who != "third-party":
        yield Kind.PROMISE_ADDED
    if "third" in new.marks or new.clause.who == "third-party":
        yield Kind.THIRD_PARTY_BAN


def _went(old: Reading) -> Iterator[Kind]:
    if "news" in old.marks:
        yield Kind.NOTICE_REMOVED
        return
    match old.polarity:
        case Polarity.ALLOWS:
            yield Kind.USE_REMOVED
        case Polarity.PROMISES_NOT:
            yield Kind.PROMISE_REMOVED
        case Polarity.WAY_OUT:
            yield Kind.OPTOUT_CHANGED
        case _:
            yield Kind.CLARIFICATION


def _reworded(passage: Passage, old: Reading, new: Reading) -> Iterator[Kind]:
    pair = (old.polarity, new.polarity)
    if _turned_round(old, new):
        yield Kind.OPTIN_TO_OPTOUT
        return
    if pair == (Polarity.PROMISES_NOT, Polarity.PROMISES_NOT):
        yield _promise_moved(old, new)
        if new.granted and not old.granted:
            yield Kind.NEW_USE
    elif pair == (Polarity.PROMISES_NOT, Polarity.ALLOWS):
        yield from (Kind.PROMISE_REMOVED, Kind.NEW_USE)
    elif pair == (Polarity.ALLOWS, Polarity.PROMISES_NOT):
        yield from (Kind.USE_REMOVED, Kind.PROMISE_ADDED)
    elif pair == (Polarity.ALLOWS, Polarity.ALLOWS):
        yield from _permission_moved(passage, old, new)
    elif old.polarity is new.polarity:
        yield Kind.OPTOUT_CHANGED if new.polarity is Polarity.WAY_OUT else Kind.CLARIFICATION
    else:
        yield from _appeared(new)


def _turned_round(old: Reading, new: Reading) -> bool:
    """Tell whether a yes was asked for, and a no is now, be it only beside the use."""
    asked = old.polarity is Polarity.ALLOWS and "in" in old.marks - new.marks
    return asked and new.polarity is Polarity.WAY_OUT and "out" not in old.marks


def _promise_moved(old: Reading, new: Reading) -> Kind:
    """Tell which way a promise moved: by its exceptions first, then by what it is about."""
    if bool(old.excepted) != bool(new.excepted):
        return Kind.PROMISE_NARROWED if new.excepted else Kind.PROMISE_WIDENED
    if new.promised - old.promised and not old.promised - new.promised:
        return Kind.PROMISE_WIDENED
    if bool(old.whose) != bool(new.whose):
        return Kind.PROMISE_NARROWED if new.whose else Kind.PROMISE_WIDENED
    gained, lost = new.named - old.named, old.named - new.named
    if any(name in new.excepted and name not in new.main for name in gained):
        return Kind.PROMISE_NARROWED
    if gained or lost:
        return Kind.PROMISE_WIDENED if gained else Kind.PROMISE_NARROWED
    return Kind.CLARIFICATION


def _permission_moved(passage: Passage, old: Reading, new: Reading) -> Iterator[Kind]:
    """Give all that two wordings of one permission differ in."""
    came = new.marks - old.marks
    yield from _way_out_moved(old, new)
    yield from _data_moved(old, new)
    if "train" in came:
        yield Kind.NEW_USE
    if "third-party" in (new.clause.who or "") and "third-party" not in (old.clause.who or ""):
        yield Kind.THIRD_PARTY
    if "region" in came and new.excepted:
        yield Kind.REGION_CARVEOUT
    yield from (kind for mark, kind in _GROUNDS.items() if mark in came)
    if new.purposes - old.purposes and "out" not in came:
        yield Kind.WIDER_PURPOSE
        if _only_examples(passage):
            yield Kind.CLARIFICATION


def _way_out_moved(old: Reading, new: Reading) -> Iterator[Kind]:
    came, went = new.marks - old.marks, old.marks - new.marks
    if "in" in went and "out" in came:
        yield Kind.OPTIN_TO_OPTOUT
    elif came & {"out", "in"}:
        yield Kind.NEW_OPTOUT
    elif "out" in went:
        yield Kind.OPTOUT_CHANGED


def _data_moved(old: Reading, new: Reading) -> Iterator[Kind]:
    before, after = set(old.clause.data_kinds), set(new.clause.data_kinds)
    if after - before or "whatever" in new.marks - old.marks or new.plans - old.named:
        yield Kind.WIDER_DATA
    elif before - after:
        yield Kind.NARROWER_DATA
    elif new.taken and new.taken != old.taken:  # what stood aside is itself used now
        yield Kind.WIDER_DATA


def _only_examples(passage: Passage) -> bool:
    """Tell whether all that a new wording adds is said in brackets."""
    return words_of(_BRACKETS.sub(" ", passage.after)) <= words_of(passage.before)
