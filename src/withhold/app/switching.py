"""The main job: look at controls, switch them off, bring them back. One function a use case."""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Event as Signal
from typing import TYPE_CHECKING, Any

from withhold.app import planning
from withhold.app.adopting import as_adopted
from withhold.app.errands import errands, is_automatic
from withhold.app.run import Job, carry_out
from withhold.app.start import run, silent
from withhold.kernel.errors import WithholdError
from withhold.model.observation import Position

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from withhold.app.errands import Errand
    from withhold.app.planning import Approver, Pair
    from withhold.app.start import House
    from withhold.model.action import ApprovedPlan, Plan
    from withhold.model.finding import Outcome
    from withhold.store.ledger import Ledger


class NothingToRestore(WithholdError):
    """Withhold never changed this control, or has brought it back already."""

    code = "nothing-to-restore"


@dataclass(frozen=True, slots=True)
class Wishes:
    """How the person wants a run: for which account, how much evidence, who listens, how it stops.

    `only` narrows to controls of accounts, by their ids; `run_id` is the id a run was ordered by.
    `before_visit` is called once it is sure that a page will be opened, and before anything is
    asked or opened: there the person is told what a visit means.
    """

    account: str | None = None
    whole_page: bool = False
    before_visit: Callable[[], None] = field(default=lambda: None)
    tell: Callable[[str, dict[str, Any]], None] = silent
    stop: Signal = field(default_factory=Signal)
    only: frozenset[Pair] | None = None
    run_id: str | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """What was planned, and what came of it."""

    plan: Plan
    outcome: Outcome


def check(house: House, targets: Sequence[str], wishes: Wishes) -> Done:
    """Read the targets, and touch nothing."""
    meant = _errands(house, targets, wishes)
    return _look(house, "check", meant, wishes)


def rehearse_off(house: House, targets: Sequence[str], wishes: Wishes) -> Done:
    """Give the plan of `off`, and the readings; change nothing (`--dry-run`)."""
    meant = _errands(house, targets, wishes)
    done = _look(house, "dry-run", meant, wishes)
    return Done(planning.off(meant, house.clock), done.outcome)


def off(house: House, targets: Sequence[str], approver: Approver, wishes: Wishes) -> Done:
    """Plan, have it approved, switch, prove. Raises NotApproved before anything is opened."""
    meant = _errands(house, targets, wishes)
    plan = planning.off(meant, house.clock)
    approved = _approved(house, plan, approver, wishes)
    return _run(house, "off", _job(approved.plan if approved else plan, approved, meant), wishes)


def restore(house: House, controls: Sequence[str], approver: Approver, wishes: Wishes) -> Done:
    """Bring controls back to what they were before us, where we changed them.

    Raises NothingToRestore.
    """
    meant = [errand for errand in _errands(house, controls, wishes) if is_automatic(errand)]
    with house.ledger() as ledger:
        positions = former(ledger, meant)
    if not positions:
        named = ", ".join(controls)
        raise NothingToRestore(
            "There is nothing to bring back:",
            where=f"Withhold has not changed {named}, or has brought it back already.",
            do="`withhold check` shows how it stands now.",
        )
    plan = planning.back(meant, house.clock, positions=positions)
    approved = _approved(house, plan, approver, wishes)
    return _run(house, "restore", _job(approved.plan if approved else plan, approved, ()), wishes)


def former(ledger: Ledger, meant: Sequence[Errand]) -> dict[Pair, Position]:
    """Say where each control of each account stood before us; what we did not change is not in it.

    One account's switch may have been ours, and another's the person's own.
    """
    pairs = [(each.control.id, each.account.id) for each in meant]
    before = {pair: ledger.before(*pair) for pair in pairs}
    return {pair: was for pair, was in before.items() if was in {Position.ON, Position.OFF}}


def _approved(house: House, plan: Plan, approver: Approver, wishes: Wishes) -> ApprovedPlan | None:
    if not plan.items:
        return None
    planning.require_somebody(plan, approver)
    wishes.before_visit()
    return planning.approve(plan, approver, house.clock)


def _errands(house: House, targets: Sequence[str], wishes: Wishes) -> tuple[Errand, ...]:
    with house.ledger() as ledger:
        meant = errands(house.facts, ledger.accounts(), targets, account=wishes.account)
        only = wishes.only
        chosen = [e for e in meant if only is None or (e.control.id, e.account.id) in only]
        return tuple(as_adopted(errand, ledger) for errand in chosen)


def _look(house: House, kind: str, meant: Sequence[Errand], wishes: Wishes) -> Done:
    plan = planning.looks(meant, house.clock)
    if plan.items:
        wishes.before_visit()
    return _run(house, kind, _job(plan, None, meant), wishes)


def _job(plan: Plan, approved: ApprovedPlan | None, meant: Sequence[Errand]) -> Job:
    return Job(plan, approved, tuple(errand for errand in meant if not is_automatic(errand)))


def _run(house: House, kind: str, job: Job, wishes: Wishes) -> Done:
    with run(
        house,
        kind,
        tell=wishes.tell,
        stop=wishes.stop,
        whole_page=wishes.whole_page,
        run_id=wishes.run_id,
    ) as desk:
        return Done(job.plan, carry_out(job, desk))
