"""Which switch on a page did the person take for a control, and what does its ON mean?

Labels drift. Only a switch that a run has seen on the control's own page, and that no fact
describes, can be taken; and only by its exact words.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import msgspec

from withhold.app.planning import NotApproved
from withhold.app.question import adoption
from withhold.catalogue import ask
from withhold.kernel.errors import WithholdError
from withhold.kernel.ids import ulid
from withhold.kernel.text import normalise
from withhold.model.observation import Adoption
from withhold.model.recipe import Open

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from withhold.app.errands import Errand
    from withhold.app.start import House
    from withhold.model.fact import Control, Facts, Label
    from withhold.model.observation import Reading
    from withhold.model.recipe import Recipe
    from withhold.model.terms import Polarity
    from withhold.store.ledger import Ledger
    from withhold.store.records import Sighting


class NoPage(WithholdError):
    """A control that no browser visits has no switch to take."""

    code = "no-page"


class NotSeen(WithholdError):
    """No such switch was seen on the control's page at the last visits."""

    code = "not-seen"


class AlreadyKnown(WithholdError):
    """These words belong to a control already."""

    code = "already-known"


class NothingAdopted(WithholdError):
    """The person took no switch for this control."""

    code = "nothing-adopted"


class NamesThePerson(WithholdError):
    """A label is not for others to see, because it holds the person's own name."""

    code = "names-the-person"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A switch seen on the control's page, with all that helps to say whether it is the one.

    `picture` is the path of its picture, where one was kept.
    """

    control: Control
    platform: str
    sighting: Sighting
    picture: Path | None
    known_as: Polarity
    """What ON means under the labels of the facts."""


@dataclass(frozen=True, slots=True)
class Correction:
    """What a contributor needs to put an adopted label into the facts; nothing of the person."""

    adoption: Adoption
    known_as: Polarity
    url: str
    day: str


def propose(house: House, control_id: str, label: str, *, account: str | None = None) -> Proposal:
    """Find the switch with these words; raises NotSeen or AlreadyKnown, saying what was seen."""
    control, recipe = _visited(house.facts, control_id)
    slug = control_id.partition(".")[0]
    with house.ledger() as ledger:
        seen = [one for one in _seen(ledger, house.facts, recipe) if _is_of(one, account)]
        found = next((one for one in seen if normalise(one.label) == normalise(label)), None)
        owner = _owner(house.facts, ledger, slug, label)
        if owner:
            raise _known(owner, control_id)
        if found is None:
            raise _not_seen(control_id, seen)
        platform = ask.platform(house.facts, slug).platform.name
        return Proposal(control, platform, found, _picture(ledger, found), recipe.on_means)


def adopt(house: House, proposal: Proposal, on_means: Polarity, *, agreed: bool) -> Adoption:
    """Take the switch for the control from now on; raises NotApproved unless the person agreed."""
    if not agreed:
        raise NotApproved("You did not say yes.", do="Nothing was adopted.")
    now = house.clock.now()
    adopted = Adoption(
        id=ulid(now),
        control=proposal.control.id,
        label=proposal.sighting.label,
        on_means=on_means,
        adopted_at=now,
    )
    with house.ledger() as ledger:
        ledger.put(adopted)
    return adopted


def forget(house: House, control_id: str) -> Adoption:
    """Take back what was adopted; the record of it stays. Raises NothingAdopted."""
    ask.control(house.facts, control_id)
    with house.ledger() as ledger:
        held = _held(ledger, control_id)
        now = house.clock.now()
        gone = replace(held, id=ulid(now), adopted_at=now, withdrawn=True)
        ledger.put(gone)
    return gone


def correction(house: House, control_id: str) -> Correction:
    """Give what was adopted as a correction of the facts. Raises NothingAdopted."""
    _, recipe = _visited(house.facts, control_id)
    with house.ledger() as ledger:
        held = _held(ledger, control_id)
        _refuse_personal(held, ledger)
    return Correction(
        adoption=held,
        known_as=recipe.on_means,
        url=_address(recipe),
        day=house.clock.now().date().isoformat(),
    )


def as_adopted(errand: Errand, ledger: Ledger) -> Errand:
    """Plan a control by the switch the person took for it: its words, and what its ON means."""
    held = adoption(ledger, errand.control.id)
    if held is None or errand.recipe is None:
        return errand
    recipe = msgspec.structs.replace(errand.recipe, on_means=held.on_means)
    return replace(errand, recipe=recipe, adopted=held)


def _visited(facts: Facts, control_id: str) -> tuple[Control, Recipe]:
    control, recipe = ask.control(facts, control_id), ask.recipe(facts, control_id)
    if recipe is None:
        raise NoPage(
            "No page is visited for this control, so there is no switch to adopt:",
            where=control_id,
            do=f"`withhold todo {control_id}` gives the steps by hand.",
        )
    return control, recipe


def _seen(ledger: Ledger, facts: Facts, recipe: Recipe) -> list[Sighting]:
    """List the strangers of the last visits to this page, whichever control they were made for."""
    last = {reading.id for reading in ledger.newest_readings() if _on_page(reading, facts, recipe)}
    slug = recipe.control.partition(".")[0]
    return [sighting for sighting in ledger.strangers(slug) if sighting.reading in last]


def _on_page(reading: Reading, facts: Facts, recipe: Recipe) -> bool:
    other = ask.recipe(facts, reading.control)
    return other is not None and _address(other) == _address(recipe)


def _is_of(sighting: Sighting, account: str | None) -> bool:
    return account is None or sighting.account == f"{sighting.platform}/{account}"


def _address(recipe: Recipe) -> str:
    return next(step.url for step in recipe.read if isinstance(step, Open))


def _picture(ledger: Ledger, sighting: Sighting) -> Path | None:
    reading = ledger.reading(sighting.reading)
    evidence = ledger.evidence_of(reading) if reading else None
    name = evidence.screenshot if evidence else None
    return ledger.evidence.path(name) if name else None


def _owner(facts: Facts, ledger: Ledger, slug: str, label: str) -> str | None:
    """Name the control of the platform that these words belong to, by the facts or the person."""
    text = normalise(label)
    for control in ask.controls(facts, slug):
        held = adoption(ledger, control.id)
        described = any(_is_called(each, text) for each in ask.toggles(control))
        if described or (held and normalise(held.label) == text):
            return control.id
    return None


def _is_called(label: Label, text: str) -> bool:
    own = normalise(label.text)
    return text.startswith(own) if label.prefix else text == own


def _known(owner: str, control_id: str) -> AlreadyKnown:
    if owner == control_id:
        return AlreadyKnown(
            "This control is known by these words already:",
            where=control_id,
            do=f"There is nothing to adopt: run `withhold check {control_id}`.",
        )
    return AlreadyKnown(
        "These words belong to another control:",
        where=f"{owner}, not {control_id}.",
        do=f"Check that one with `withhold check {owner}`. Nothing was adopted.",
    )


def _not_seen(control_id: str, seen: Iterable[Sighting]) -> NotSeen:
    labels = [f"“{one.label}”" for one in seen]
    if not labels:
        return NotSeen(
            "No switch without a fact was seen on this control's page at the last visit.",
            where=control_id,
            do=f"Run `withhold check {control_id}` first; what is new on the page is then listed.",
        )
    return NotSeen(
        "No switch with exactly these words was seen at the last visit. Seen there:",
        where=", ".join(labels) + ".",
        do=f"Give one of these word for word, or run `withhold check {control_id}` again.",
    )


def _held(ledger: Ledger, control_id: str) -> Adoption:
    held = adoption(ledger, control_id)
    if held is None:
        raise NothingAdopted(
            "You have adopted no switch for this control:",
            where=control_id,
            do=f"`withhold adopt {control_id} LABEL` would take one.",
        )
    return held


def _refuse_personal(held: Adoption, ledger: Ledger) -> None:
    """Let no label out of the house that names the person."""
    slug = held.control.partition(".")[0]
    handles = [a.handle for a in ledger.known_accounts() if a.platform == slug and a.handle]
    text = normalise(held.label)
    if any(normalise(handle).removeprefix("@") in text for handle in handles):
        raise NamesThePerson(
            "This label holds your own account name, so it is not printed for others:",
            where=held.control,
            do="Write the correction by hand, without the name.",
        )
