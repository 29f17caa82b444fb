"""What is to be changed, what was approved, what was done?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from withhold.model.observation import Account, Position
from withhold.model.recipe import Recipe
from withhold.model.terms import Effect


@dataclass(frozen=True, slots=True)
class PlanItem:
    """One control to visit. `to` is the position a click would bring it to; None for a look only.

    `label` is the words the person will see; `visits` and `clicks` are the most it can take.
    """

    control: str
    account: Account
    recipe: Recipe
    url: str
    label: str
    to: Position | None
    effect: Effect
    restorable: bool
    irreversible: bool
    visits: int
    clicks: int

    @property
    def action(self) -> str:
        """What will be done, in two words."""
        return "read" if self.to is None else f"switch {self.to}"


@dataclass(frozen=True, slots=True)
class Plan:
    """The clicks to be approved, in the order they will be made."""

    items: tuple[PlanItem, ...]

    @property
    def visits(self) -> int:
        """The most page loads it can take."""
        return sum(item.visits for item in self.items)

    @property
    def clicks(self) -> int:
        """The most clicks it can take."""
        return sum(item.clicks for item in self.items)


@dataclass(frozen=True, slots=True)
class ApprovedPlan:
    """A plan the person said yes to. Only `app` makes one; `act` takes nothing else."""

    plan: Plan
    approved_at: datetime
    by: str
    """How: `terminal`, `--yes`, `dashboard`, `rehearsal`."""


class Stage(StrEnum):
    """How far a change came; each is written down before the next is begun."""

    INTENDED = "intended"
    """About to click: from here on a click may have been sent."""
    CLICKED = "clicked"
    PROVED = "proved"
    """The fresh read was made; what it showed is in its reading."""
    ABANDONED = "abandoned"
    """No click was sent after all."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one control: what it was before us, what we wanted, how far it came."""

    id: str
    run: str
    control: str
    account: str
    before: Position
    to: Position
    stage: Stage
    at: datetime
    before_reading: str
    proof_reading: str | None = None
    practice: bool = False
    undo: bool = False
    """Made by `restore`: what it leaves allowed is no drift."""
