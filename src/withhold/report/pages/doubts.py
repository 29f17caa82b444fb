"""What does a change put in doubt, and where does a link lead that settles it?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from withhold.model.doubt import Do, Rule
from withhold.report.doubts import WHY
from withhold.report.pages.address import Address, draft_of, plan_of
from withhold.report.pages.changes import dated, deed_word
from withhold.report.pages.message import Message, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from withhold.model.doubt import Doubt, Proof
    from withhold.model.fact import Facts, PlatformFacts
    from withhold.model.terms import Prose

_STEPS = say("Show me the steps")
_READ = say("Seen off on {day}, before this change.")
_SENT = say("Sent on {day}, before this change.")


@dataclass(frozen=True, slots=True)
class ProofView:
    """One proof that is older than a change; `name` is empty where facts know it no more."""

    name: Prose
    account: str
    told: Message


@dataclass(frozen=True, slots=True)
class DoubtView:
    """What a change puts in doubt at one platform, what to do and why, and links that help.

    `asks`: something is to be done. `facts`: names of what was last checked before the change.
    """

    slug: str
    platform: str
    word: Message
    why: Message
    asks: bool
    proofs: tuple[ProofView, ...]
    facts: tuple[Prose, ...]
    links: tuple[tuple[Address, Message | Prose], ...]


def doubt_views(doubts: Sequence[Doubt], facts: Facts) -> tuple[DoubtView, ...]:
    """Say it for each platform."""
    return tuple(_view(each, facts.platforms.get(each.platform)) for each in doubts)


def _view(found: Doubt, known: PlatformFacts | None) -> DoubtView:
    names = _names(known) if known else {}
    return DoubtView(
        slug=found.platform,
        platform=known.platform.name if known else "",
        word=deed_word(found),
        why=Message(WHY[found.rule], dated(found)),
        asks=found.do is not Do.NOTHING,
        proofs=tuple(_proof(each, names) for each in found.proofs),
        facts=tuple(
            {str(names[name]): names[name] for name in found.facts if name in names}.values()
        ),
        links=tuple(_links(found, known, names)) if known else (),
    )


def _names(known: PlatformFacts) -> dict[str, Prose]:
    slug = known.platform.slug
    return (
        {f"{slug}.{route.id}": route.name for route in known.platform.routes}
        | {use.id: use.name for use in known.uses}
        | {control.id: control.name for control in known.controls}
    )


def _proof(proof: Proof, names: Mapping[str, Prose]) -> ProofView:
    told = Message((_SENT if proof.asked else _READ).text, {"day": proof.at.date()})
    return ProofView(names.get(proof.control, {}), proof.account.partition("/")[2], told)


def _links(
    found: Doubt, known: PlatformFacts, names: Mapping[str, Prose]
) -> Iterator[tuple[Address, Message | Prose]]:
    """Lead to the plan that looks again, to the steps of each control, and to the letter."""
    readable = {recipe.control for recipe in known.recipes}
    pairs = [(each.control, each.account) for each in found.proofs if each.control in readable]
    if pairs and found.rule is not Rule.RENEWED:
        yield plan_of("check", *pairs), say("Look again")
    for name in found.on:
        if name in names and name not in {control for control, _ in pairs}:
            yield Address(f"/todo/{name}"), names[name]
    letters = {control.id for control in known.controls if control.letter}
    for name in found.on:
        if found.do is Do.OBJECT and name in letters:
            yield draft_of(name), say("Write the letter")
