"""What was seen, page by page, and what is kept of one look?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from withhold.model.observation import Phase, Position, State
from withhold.report.pages.message import Message, say
from withhold.report.pages.standing import Shape, Sign
from withhold.report.reasons import MESSAGES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from withhold.model.fact import PlatformFacts
    from withhold.model.observation import Evidence, Reading
    from withhold.model.terms import Prose
    from withhold.report.evidence import Entry

PAGE = 50
_STATES = {
    State.WITHHELD: Sign(Shape.OFF, say("Withheld")),
    State.ALLOWED: Sign(Shape.ON, say("Allowed")),
    State.UNKNOWN: Sign(Shape.UNSEEN, say("Couldn’t see")),
}
_PHASES = {
    Phase.CHECK: say("a look"),
    Phase.BEFORE: say("before a change"),
    Phase.PROOF: say("the proof after a change"),
}
_POSITIONS = {
    Position.ON: say("on"),
    Position.OFF: say("off"),
    Position.UNKNOWN: say("not to be seen"),
}


@dataclass(frozen=True, slots=True)
class LookView:
    """One look; `name` is empty where the facts know the control no more."""

    reading: Reading
    first: bool
    name: Prose
    sign: Sign
    phase: Message
    position: Message
    reason: Message | None


@dataclass(frozen=True, slots=True)
class EvidencePage:
    """One page of looks, newest first; `pages` there are, this is number `page`."""

    looks: tuple[LookView, ...]
    total: int
    page: int
    pages: int


def evidence_page(
    entries: Sequence[Entry], facts: Mapping[str, PlatformFacts], *, page: int
) -> EvidencePage:
    """Cut one page out of all looks."""
    pages = max(1, -(-len(entries) // PAGE))
    number = min(max(1, page), pages)
    newest = list(reversed(entries))[(number - 1) * PAGE : number * PAGE]
    return EvidencePage(tuple(look(each, facts) for each in newest), len(entries), number, pages)


def look(entry: Entry, facts: Mapping[str, PlatformFacts]) -> LookView:
    """Say one look in words."""
    reading = entry.reading
    return LookView(
        reading=reading,
        first=entry.first,
        name=control_name(facts, reading.control),
        sign=_STATES[reading.state],
        phase=_PHASES[reading.phase],
        position=_POSITIONS[reading.position],
        reason=say(MESSAGES[reading.reason].what) if reading.reason else None,
    )


def picture_of(evidence: Evidence | None) -> str | None:
    """Give the digest of the picture, where there is one."""
    return evidence.screenshot if evidence else None


def control_name(facts: Mapping[str, PlatformFacts], id_: str) -> Prose:
    """Give the words for a control, none where the facts know it no more."""
    known = facts.get(id_.partition(".")[0])
    found = [each.name for each in (known.controls if known else []) if each.id == id_]
    return found[0] if found else {}
