"""Which controls can be rehearsed, under which words and addresses?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from msgspec import UNSET

from withhold.model.fact import Facts, Label, PlatformFacts, SignIn
from withhold.model.observation import Position, State
from withhold.model.recipe import Confirm, Open, Recipe
from withhold.model.terms import Polarity

_ROLE = "toggle"


@dataclass(frozen=True, slots=True)
class Subject:
    """One control as practice needs it: its recipe, one label a language, its sign-in addresses."""

    recipe: Recipe
    labels: Mapping[str, Label]
    sign_in: SignIn

    @property
    def control(self) -> str:
        """The control's id."""
        return self.recipe.control

    @property
    def url(self) -> str:
        """The real address the recipe opens, which practice answers in the platform's place."""
        return next(step.url for step in self.recipe.read if isinstance(step, Open))

    @property
    def hosts(self) -> frozenset[str]:
        """Every host name a visit can touch."""
        addresses = (self.url, self.sign_in.url, *self.recipe.origins, *self.sign_in.origins)
        return frozenset(host for address in addresses if (host := _host(address)))

    @property
    def confirmation(self) -> Confirm | None:
        """The dialog the recipe describes, if it describes one."""
        steps = [] if self.recipe.change is UNSET else self.recipe.change
        return next((step for step in steps if isinstance(step, Confirm)), None)

    def position(self, state: State) -> Position:
        """Where the switch stands when the use is allowed, or withheld."""
        allows_when_on = self.recipe.on_means is Polarity.ALLOWS
        return Position.ON if allows_when_on == (state is State.ALLOWED) else Position.OFF


def subjects(facts: Facts) -> tuple[Subject, ...]:
    """Return every control that a recipe can change and whose label is known, in stable order."""
    found = (_of_platform(facts.platforms[slug]) for slug in sorted(facts.platforms))
    return tuple(subject for platform in found for subject in platform)


def _of_platform(platform: PlatformFacts) -> Iterable[Subject]:
    labels = {control.id: toggle_labels(control.labels) for control in platform.controls}
    for recipe in platform.recipes:
        known = labels.get(recipe.control)
        if known and recipe.change is not UNSET:
            yield Subject(recipe, known, platform.platform.sign_in)


def toggle_labels(labels: Iterable[Label]) -> dict[str, Label]:
    """Return the control's own label in each language: the present one where there are several."""
    chosen: dict[str, Label] = {}
    for label in labels:
        held = chosen.get(label.lang)
        if label.role == _ROLE and (held is None or (held.until and not label.until)):
            chosen[label.lang] = label
    return chosen


def _host(address: str) -> str | None:
    return urlsplit(address if "//" in address else f"//{address}").hostname
