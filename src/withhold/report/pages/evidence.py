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
    """One page of looks, newest first; `pages` there are, this is number `page`.

    `every`: whether any look was ever made; `subjects`: the platforms and controls looked at, each
    with its words; `sights`: what can have been seen.
    """

    looks: tuple[LookView, ...]
    total: int
    page: int
    pages: int
    every: bool
    subjects: tuple[tuple[str, Prose], ...]
    wanted: Wanted
    sights: tuple[tuple[str, Message], ...] = tuple((s.value, g.word) for s, g in _STATES.items())


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be listed: of a platform or control, and of what was seen; empty is all."""

    subject: str = ""
    sight: str = ""

    def holds(self, entry: Entry) -> bool:
        """Tell whether a look is one of them."""
        control = entry.reading.control
        fits = self.subject in {"", control, control.partition(".")[0]}
        return fits and self.sight in {"", entry.reading.state.value}


def evidence_page(
    found: Sequence[Entry],
    facts: Mapping[str, PlatformFacts],
    *,
    page: int,
    wanted: Wanted,
) -> EvidencePage:
    """Cut one page out of the looks that are wanted."""
    entries = [each for each in found if wanted.holds(each)]
    pages = max(1, -(-len(entries) // PAGE))
    number = min(max(1, page), pages)
    newest = list(reversed(entries))[(number - 1) * PAGE : number * PAGE]
    looks = tuple(look(each, facts) for each in newest)
    subjects = _subjects(found, facts)
    return EvidencePage(looks, len(entries), number, pages, bool(found), subjects, wanted)


def _subjects(
    found: Sequence[Entry], facts: Mapping[str, PlatformFacts]
) -> tuple[tuple[str, Prose], ...]:
    """Name every platform that was looked at, and below it its controls."""
    controls = sorted({each.reading.control for each in found})
    named: dict[str, Prose] = {}
    for control in controls:
        slug = control.partition(".")[0]
        platform = facts[slug].platform.name if slug in facts else slug
        named.setdefault(slug, {"en": platform})
        words = control_name(facts, control) or {"en": control}
        named[control] = {code: f"{platform}: {text}" for code, text in words.items()}
    return tuple(named.items())


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
