"""What did each version of a document alter, one after another?

What stood there ever is remembered, so that a sentence that goes and comes back is told once, and
a capture that cannot be judged never becomes the baseline. What is kept between two sittings says
which form it has: of another form, or damaged, it is not believed, and a history begins anew.
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
    from withhold.judge.policies.training import Lexicon


FORM = 1
"""The form of `State` and of the sentences in it: one more whenever either is made otherwise."""
LONGEST = 2_000_000
"""Characters of a text that is judged; the longest policies known have less than one million."""


class State(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is kept of a document between two sittings: the last good text, what was ever said."""

    form: int
    baseline: str
    seen: frozenset[str]


_TOO_LONG = Judgement(change=False, readable=False, why="The text is too long to be a policy.")


@dataclass(slots=True)
class History:
    """One document in one language and region, as it went on; made with the words and a state."""

    lexicon: Lexicon
    baseline: str = ""
    seen: set[str] = field(default_factory=set)

    @classmethod
    def load(cls, lexicon: Lexicon, kept: bytes) -> History:
        """Go on from what `state` gave; begin anew if that is of another form, or damaged."""
        state = _state(kept)
        return cls(lexicon, state.baseline, set(state.seen)) if state else cls(lexicon)

    def state(self) -> bytes:
        """Give all that is needed to go on later."""
        return msgspec.msgpack.encode(State(FORM, self.baseline, frozenset(self.seen)))

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
        self.seen |= spoken(text, self.lexicon, self.baseline)
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


def judged(before: str, after: str, lexicon: Lexicon, seen: set[str] | None = None) -> Judgement:
    """Judge one text against an earlier one, both of them readable."""
    bearing = passages(before, after, lexicon, seen or set())
    if not bearing:
        return Judgement(change=False)
    return described(bearing, after=after, before=before, language=lexicon.language(after) or "en")


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
