"""What will be visited and clicked, and who said yes to it? The only place that approves."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from withhold.app.errands import is_automatic
from withhold.catalogue import ask
from withhold.kernel.errors import WithholdError
from withhold.model.action import ApprovedPlan, Plan, PlanItem
from withhold.model.observation import Position
from withhold.model.recipe import Open
from withhold.model.terms import Effect, Polarity

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from withhold.app.errands import Errand
    from withhold.kernel.clock import Clock

Pair = tuple[str, str]
"""The ids of a control and of an account."""
ONE_BY_ONE = frozenset({Effect.PRIVACY, Effect.MEMORY, Effect.DELETION})
"""Effects that are approved each for itself by a person, never by `--yes`."""


class NotApproved(WithholdError):
    """A change was asked for, and nobody said yes to it."""

    code = "not-approved"


def off(errands: Sequence[Errand], clock: Clock, *, language: str = "en") -> Plan:
    """Plan to bring each control to the position that withholds."""
    return _plan(errands, clock, language, {})


def back(
    errands: Sequence[Errand],
    clock: Clock,
    *,
    positions: Mapping[Pair, Position],
    language: str = "en",
) -> Plan:
    """Plan to bring each control back to the position it had before us; no other is touched."""
    ours = [each for each in errands if _pair(each) in positions]
    return _plan(ours, clock, language, positions)


def looks(errands: Sequence[Errand], clock: Clock, *, language: str = "en") -> Plan:
    """Plan to read each control, and touch none."""
    return Plan(
        tuple(_item(errand, None, clock, language) for errand in errands if is_automatic(errand))
    )


@dataclass(frozen=True, slots=True)
class Approver:
    """Who says yes.

    `ask_all` asks about the plan as a whole; `ask_one` about each item that privacy, memory or
    deletion hangs on. Either is None where there is nobody to ask, and then the answer is no.
    `by` is kept with the approval: `terminal`, `--yes`, `dashboard`, `rehearsal`.
    """

    ask_all: Callable[[Plan], bool] | None
    ask_one: Callable[[PlanItem], bool] | None
    by: str


def require_somebody(plan: Plan, approver: Approver) -> None:
    """Raise NotApproved, saying what to do, where a plan needs a yes that nobody can give."""
    delicate = [item for item in plan.items if is_delicate(item)]
    if delicate and approver.ask_one is None:
        raise NotApproved(
            "This changes more than training, so a person has to say yes to it:",
            where=", ".join(item.control for item in delicate) + ".",
            do="Run the same command in a terminal without --yes. Nothing was changed.",
        )
    if approver.ask_all is None:
        raise NotApproved(
            "A change needs your yes, and there is no terminal to ask on.",
            where=", ".join(item.control for item in plan.items) + ".",
            do="Run it in a terminal, or add --yes. Nothing was changed.",
        )


def approve(plan: Plan, approver: Approver, clock: Clock) -> ApprovedPlan:
    """Turn a plan into an approved one: each delicate item asked for itself, then the whole."""
    require_somebody(plan, approver)
    ask_all, ask_one = approver.ask_all, approver.ask_one
    kept = tuple(
        item for item in plan.items if not is_delicate(item) or (ask_one and ask_one(item))
    )
    if not kept or not ask_all or not ask_all(Plan(kept)):
        raise NotApproved("You did not say yes.", do="Nothing was changed.")
    return ApprovedPlan(Plan(kept), approved_at=clock.now(), by=approver.by)


def digest(plan: Plan) -> str:
    """Give what stands for exactly these clicks, so that no other plan passes for this one.

    The recipe is in it as well: what is opened, found and confirmed must not change unseen.
    """
    lines = sorted(
        msgspec.json.encode(
            (item.control, item.account.id, item.url, item.label, item.action, item.recipe)
        )
        for item in plan.items
    )
    return hashlib.sha256(b"\n".join(lines)).hexdigest()


def is_delicate(item: PlanItem) -> bool:
    """Say whether an item needs a yes of its own."""
    return item.irreversible or item.effect in ONE_BY_ONE


def withholding(polarity: Polarity) -> Position:
    """Give the position that withholds under this polarity."""
    return Position.OFF if polarity is Polarity.ALLOWS else Position.ON


def _plan(
    errands: Sequence[Errand], clock: Clock, language: str, positions: Mapping[Pair, Position]
) -> Plan:
    items = []
    for errand in errands:
        if is_automatic(errand) and errand.recipe is not None:
            wanted = withholding(errand.recipe.on_means)
            to = positions.get(_pair(errand), wanted)
            items.append(_item(errand, to, clock, language))
    return Plan(tuple(items))


def _pair(errand: Errand) -> Pair:
    return errand.control.id, errand.account.id


def _item(errand: Errand, to: Position | None, clock: Clock, language: str) -> PlanItem:
    control, recipe = errand.control, errand.recipe
    if recipe is None:
        raise ValueError(control.id)  # only automatic errands are planned
    today = clock.now().date()
    return PlanItem(
        control=control.id,
        account=errand.account,
        recipe=recipe,
        url=next(step.url for step in recipe.read if isinstance(step, Open)),
        label=errand.adopted.label if errand.adopted else ask.label(control, language, today),
        to=to,
        effect=control.effect,
        restorable=control.restorable,
        irreversible=control.irreversible,
        visits=1 if to is None else 2,
        clicks=0 if to is None else 1,
    )
