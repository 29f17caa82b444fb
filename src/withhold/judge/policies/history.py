"""What did each version of a document alter, one after another?

What stood there ever is remembered, so that a sentence that goes and comes back is told once, and
a capture that cannot be judged never becomes the baseline.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import msgspec

from withhold.judge.policies.capture import unreadable
from withhold.judge.policies.compare import passages, spoken
from withhold.judge.policies.describe import described
from withhold.model.policy import Judgement, Version

if TYPE_CHECKING:
    from withhold.judge.policies.lexicon import Lexicon


class State(msgspec.Struct, frozen=True):
    """What is kept of a document between two sittings: the last good text, what was ever said."""

    baseline: str = ""
    seen: frozenset[str] = frozenset()


@dataclass(slots=True)
class History:
    """One document in one language and region, as it went on; made with the words and a state."""

    lexicon: Lexicon
    baseline: str = ""
    seen: set[str] = field(default_factory=set)

    @classmethod
    def load(cls, lexicon: Lexicon, kept: bytes) -> History:
        """Go on from what `state` gave."""
        state = msgspec.msgpack.decode(kept, type=State)
        return cls(lexicon, state.baseline, set(state.seen))

    def state(self) -> bytes:
        """Give all that is needed to go on later."""
        return msgspec.msgpack.encode(State(self.baseline, frozenset(self.seen)))

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
            found = judged(self.baseline, text, self.lexicon, self.seen)
        self._take(text)
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


def judged(before: str, after: str, lexicon: Lexicon, seen: set[str] | None = None) -> Judgement:
    """Judge one text against an earlier one, both of them readable."""
    tongue = lexicon.tongue(lexicon.language(after) or "")
    bearing = passages(before, after, tongue, seen or set())
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
