"""What is known about X? Questions to the facts, each with one answer.

Dates of facts: `since` counts from the first day of what it names, `until` up to the last one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from withhold.catalogue.errors import UnknownControlError, UnknownPlatformError, nearest
from withhold.catalogue.regions import chain
from withhold.model.terms import Confidence

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from withhold.model.fact import Control, Default, Facts, Killed, Label, PlatformFacts, Use
    from withhold.model.published import Policy
    from withhold.model.recipe import Recipe

TOGGLE = "toggle"


def platform(facts: Facts, slug: str) -> PlatformFacts:
    """Return a platform by its slug or name; raise UnknownPlatformError with the nearest names."""
    wanted = slug.strip().casefold()
    for known in facts.platforms.values():
        if wanted in {known.platform.slug, known.platform.name.casefold()}:
            return known
    raise UnknownPlatformError(f"No platform “{slug}” is known.", do=nearest(slug, facts.platforms))


def of_service(facts: Facts, service: str) -> tuple[PlatformFacts, ...]:
    """Return the platforms whose policies an archive keeps under this name; Meta AI has several."""
    wanted = service.strip().casefold()
    return tuple(
        known
        for known in facts.platforms.values()
        if wanted in {name.casefold() for name in known.platform.archived_as}
    )


def policy(facts: Facts, service: str, document: str) -> Policy | None:
    """Return what is known of a document that an archive keeps under these names."""
    wanted = f"/{service}/{document}"
    found = (policy for known in of_service(facts, service) for policy in known.policies)
    return next((each for each in found if (each.archive or "").endswith(wanted)), None)


def controls(facts: Facts, slug: str | None = None) -> list[Control]:
    """Return the controls of one platform, or of all."""
    known = [platform(facts, slug)] if slug else list(facts.platforms.values())
    return [control for each in known for control in each.controls]


def control(facts: Facts, id_: str) -> Control:
    """Return a control by its id; raise UnknownControlError with the nearest ids."""
    for known in controls(facts):
        if known.id == id_:
            return known
    raise UnknownControlError(
        f"No control “{id_}” is known.",
        do=nearest(id_, [known.id for known in controls(facts)]),
    )


def use(facts: Facts, id_: str) -> Use | None:
    """Return a use by its id."""
    known = (use for each in facts.platforms.values() for use in each.uses)
    return next((use for use in known if use.id == id_), None)


def recipe(facts: Facts, control_id: str) -> Recipe | None:
    """Return how a control is found on the web, or None where only a person can do it."""
    known = (recipe for each in facts.platforms.values() for recipe in each.recipes)
    return next((recipe for recipe in known if recipe.control == control_id), None)


def killed(facts: Facts, recipe: Recipe) -> Killed | None:
    """Return the entry of the kill list that forbids this recipe, even to read."""
    for entry in facts.killed:
        if entry.control == recipe.control and recipe.version <= entry.versions:
            return entry
    return None


def default(defaults: Sequence[Default], country: str | None, on: date) -> Default | None:
    """Return what holds in a country on a day for somebody who never did anything.

    The narrowest region that says anything about that day wins; None: nothing is known.
    """
    for region in chain(country):
        for each in defaults:
            if region in each.regions and holds(each.since, each.until, on):
                return each
    return None


def holds(since: str | None, until: str | None, on: date) -> bool:
    """Tell whether a day lies within partial dates, both ends included."""
    day = on.isoformat()
    began = since is None or since <= day[: len(since)]
    return began and (until is None or day[: len(until)] <= until)


def toggles(control: Control) -> tuple[Label, ...]:
    """Return every label the control itself has ever carried, in every language."""
    return tuple(label for label in control.labels if label.role == TOGGLE)


def known_toggles(facts: Facts, slug: str) -> frozenset[str]:
    """Return all labels of all controls of a platform: whatever else a page shows is a stranger."""
    return frozenset(label.text for c in controls(facts, slug) for label in toggles(c))


def label(control: Control, language: str, on: date) -> str:
    """Return the words on a control today: its label in that language, in English, or its name."""
    current = [each for each in toggles(control) if holds(each.since, each.until, on)]
    for wanted in (language, "en"):
        if found := _best(each for each in current if each.lang == wanted):
            return found.text
    return words(control.name, language)


def words(prose: dict[str, str], language: str = "en") -> str:
    """Return text for people in a language, in English where it is not translated."""
    return prose.get(language) or prose.get("en", "")


def openable(control: Control) -> bool:
    """Tell whether a control may be opened and clicked by itself: never with low confidence."""
    return control.confidence is not Confidence.LOW


def _best(labels: Iterable[Label]) -> Label | None:
    return max(labels, key=lambda each: each.since or "", default=None)
