"""What did each version of a document alter, one after another?

What stood there ever is remembered, so that a sentence that was only missing for a while is told
once. One that was told to be gone is told again when it is back, but not a third time. A capture
that cannot be judged never becomes the baseline. What is kept between two sittings says which form
it has: of another form, or damaged, it is not believed, and a history begins anew.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import blake2b
from typing import TYPE_CHECKING

import msgspec

from withhold.judge.policies.capture import unreadable
from withhold.judge.policies.compare import passages, spoken
from withhold.judge.policies.describe import described
from withhold.judge.policies.units import normal
from withhold.model.policy import Judgement, Side, Version

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from withhold.judge.policies.lexicon import Lexicon


FORM = 3
"""The form of `State` and of the sentences in it: one more whenever either is made otherwise."""
LONGEST = 2_000_000
"""Characters of a text that is judged; the longest policies known have less than one million."""


class State(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is kept of a document between two sittings: the last good text, what was ever said.

    `gone` are the sentences that were told to be gone, `back` those that were told to be back;
    `origins` name the texts that a told change began from, to which a page may be turned back.
    """

    form: int
    baseline: str
    seen: frozenset[str]
    gone: frozenset[str]
    back: frozenset[str]
    origins: frozenset[str]


@dataclass(frozen=True, slots=True)
class Past:
    """What came before: the sentences seen ever, and those that went and came back before.

    `restored`: the page was turned back to an earlier text, so what is missing is gone.
    """

    seen: AbstractSet[str] = frozenset()
    flapping: AbstractSet[str] = frozenset()
    restored: bool = False


_TOO_LONG = Judgement(change=False, readable=False, why="The text is too long to be a policy.")


@dataclass(slots=True)
class History:
    """One document in one language and region, as it went on; made with the words and a state."""

    lexicon: Lexicon
    baseline: str = ""
    seen: set[str] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)
    back: set[str] = field(default_factory=set)
    origins: set[str] = field(default_factory=set)

    @classmethod
    def load(cls, lexicon: Lexicon, kept: bytes) -> History:
        """Go on from what `state` gave; begin anew if that is of another form, or damaged."""
        state = _state(kept)
        if state is None:
            return cls(lexicon)
        sets = (state.seen, state.gone, state.back, state.origins)
        return cls(lexicon, state.baseline, *(set(each) for each in sets))

    def state(self) -> bytes:
        """Give all that is needed to go on later."""
        sets = (self.seen, self.gone, self.back, self.origins)
        return msgspec.msgpack.encode(State(FORM, self.baseline, *map(frozenset, sets)))

    def step(self, version: Version) -> Judgement | None:
        """Judge the next version; None for the first that can be read.

        A version of which only the extraction changed becomes the baseline and alarms nobody.
        """
        text = version.text
        if len(text) > LONGEST:
            return _TOO_LONG
        if not self.baseline:
            return self._begin(text)
        if text == self.baseline:
            return Judgement(change=False)
        why = unreadable(self.baseline, text, self.lexicon)
        if why:
            return Judgement(change=False, readable=False, why=why)
        found = Judgement(change=False)
        if not version.technical:
            found = self._judged(text)
        self._take(text)
        return found

    def _judged(self, text: str) -> Judgement:
        """Tell what came back after it was told to be gone, once; what flaps on is not told."""
        known = self.seen - (self.gone - self.back)
        past = Past(known, self.back, restored=_digest(text) in self.origins)
        found = judged(self.baseline, text, self.lexicon, past)
        self.back |= self.gone & _keys(found, Side.ADDED)
        self.gone |= _keys(found, Side.REMOVED)
        if found.change:
            self.origins.add(_digest(self.baseline))
        return found

    def _begin(self, text: str) -> Judgement | None:
        why = unreadable(text, text, self.lexicon)
        if why:
            return Judgement(change=False, readable=False, why=why)
        self._take(text)
        return None

    def _take(self, text: str) -> None:
        tongue = self.lexicon.tongue(self.lexicon.language(text) or "")
        self.seen |= spoken(text, tongue, self.baseline)
        self.baseline = text


def goes_on(kept: bytes) -> bool:
    """Tell whether `History.load` can go on from this."""
    return _state(kept) is not None


def _state(kept: bytes) -> State | None:
    try:
        state = msgspec.msgpack.decode(kept, type=State)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None
    return state if state.form == FORM else None


def _digest(text: str) -> str:
    return blake2b(text.encode(errors="replace"), digest_size=8).hexdigest()


def _keys(found: Judgement, side: Side) -> set[str]:
    """Give the normal forms of what stands on one side alone."""
    return {normal(one.before or one.after) for one in found.passages if one.side is side}


def judged(before: str, after: str, lexicon: Lexicon, past: Past | None = None) -> Judgement:
    """Judge one text against an earlier one, both of them readable, knowing the past."""
    past = past or Past()
    tongue = lexicon.tongue(lexicon.language(after) or "")
    bearing = [
        one
        for one in passages(before, after, tongue, past.seen, restored=past.restored)
        if one.side is not Side.REMOVED or normal(one.before) not in past.flapping
    ]
    if not bearing:
        return Judgement(change=False)
    return described(bearing, after=after, before=before, tongue=tongue)


def compare(before: str, after: str, lexicon: Lexicon) -> Judgement:
    """Judge two versions of a document, as somebody has them in two files."""
    if before == after:
        return Judgement(change=False)
    if max(len(before), len(after)) > LONGEST:
        return _TOO_LONG
    why = unreadable(before, after, lexicon)
    if why:
        return Judgement(change=False, readable=False, why=why)
    return judged(before, after, lexicon)
