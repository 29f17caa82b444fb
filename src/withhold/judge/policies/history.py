"""What did each version of a document alter, one after another?

What stood there ever is remembered, so that a sentence that was only missing for a while is told
once. One that was told to be gone is told again when it is back, but not a third time. A capture
that cannot be judged never becomes the baseline.
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


class State(msgspec.Struct, frozen=True):
    """What is kept of a document between two sittings: the last good text, what was ever said.

    `gone` are the sentences that were told to be gone, `back` those that were told to be back;
    `origins` name the texts that a told change began from, to which a page may be turned back.
    """

    baseline: str = ""
    seen: frozenset[str] = frozenset()
    gone: frozenset[str] = frozenset()
    back: frozenset[str] = frozenset()
    origins: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Past:
    """What came before: the sentences seen ever, and those that went and came back before.

    `restored`: the page was turned back to an earlier text, so what is missing is gone.
    """

    seen: AbstractSet[str] = frozenset()
    flapping: AbstractSet[str] = frozenset()
    restored: bool = False


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
        """Go on from what `state` gave."""
        state = msgspec.msgpack.decode(kept, type=State)
        sets = (state.seen, state.gone, state.back, state.origins)
        return cls(lexicon, state.baseline, *(set(each) for each in sets))

    def state(self) -> bytes:
        """Give all that is needed to go on later."""
        return msgspec.msgpack.encode(self._state())

    def _state(self) -> State:
        sets = (self.seen, self.gone, self.back, self.origins)
        return State(self.baseline, *(frozenset(each) for each in sets))

    def step(self, version: Version) -> Judgement | None:
        """Judge the next version; None for the first that can be read.

        A version of which only the extraction changed becomes the baseline and alarms nobody.
        """
        text = version.text
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
    why = unreadable(before, after, lexicon)
    if why:
        return Judgement(change=False, readable=False, why=why)
    return judged(before, after, lexicon)
