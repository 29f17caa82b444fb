"""Who judges policies in tests? A small judge: a text that begins to say “train” is a change."""

from __future__ import annotations

from withhold.app.policies import Judge
from withhold.model.policy import (
    Clause,
    Direction,
    Judgement,
    Kind,
    Passage,
    Polarity,
    Side,
    Status,
    Version,
)

_WORD = "train"


def compare(before: str, after: str) -> Judgement:
    """Tell whether the word came in."""
    if not after.strip():
        return Judgement(change=False, readable=False, why="The text is empty")
    if _WORD not in after or _WORD in before:
        return Judgement(change=False)
    return Judgement(
        change=True,
        kinds=(Kind.NEW_USE,),
        direction=Direction.MORE,
        data_kinds=("public_posts",),
        who="provider",
        effective_date="2024-02-01",
        status=Status.ANNOUNCED,
        passages=(Passage(Side.ADDED, "", after),),
        summary="It begins to train.",
    )


def clause(sentence: str) -> Clause:
    """Tell whether the word is in it."""
    trains = _WORD in sentence
    who = "provider" if trains else None
    return Clause(trains, who, (), Polarity.ALLOWS if trains else Polarity.NONE)


class History:
    """Remembers the last text that could be judged."""

    def __init__(self, before: str | None = None) -> None:
        self._before = before

    def step(self, version: Version) -> Judgement | None:
        before = self._before
        judged = compare(before or "", version.text)
        if judged.readable:
            self._before = version.text
        if not judged.readable:
            return judged
        return None if before is None else judged

    def state(self) -> bytes:
        return (self._before or "").encode()


def judge() -> Judge:
    """Give the judge."""
    return Judge(
        compare,
        clause,
        history=lambda state: History(state.decode() if state and goes_on(state) else None),
        goes_on=goes_on,
    )


def goes_on(state: bytes) -> bool:
    """Tell a state of this judge from what another one left."""
    return not state.startswith(b"\xff")
