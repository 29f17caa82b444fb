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
    from withhold.app.planning import Approver
    from withhold.app.start import House
    from withhold.model.action import ApprovedPlan, Plan
    from withhold.model.finding import Outcome


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
    only: frozenset[tuple[str, str]] | None = None
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


def restore(house: House, control: str, approver: Approver, wishes: Wishes) -> Done:
    """Bring one control back to what it was before us. Raises NothingToRestore."""
    meant = [errand for errand in _errands(house, [control], wishes) if is_automatic(errand)]
    with house.ledger() as ledger:
        before = {e.control.id: ledger.before(e.control.id, e.account.id) for e in meant}
    positions = {name: was for name, was in before.items() if was in {Position.ON, Position.OFF}}
    if not positions:
        raise NothingToRestore(
            "There is nothing to bring back:",
            where=f"Withhold has not changed {control}, or has brought it back already.",
            do="`withhold check` shows how it stands now.",
        )
    plan = planning.back(meant, house.clock, positions=positions)
    approved = _approved(house, plan, approver, wishes)
    return _run(house, "restore", _job(plan, approved, ()), wishes)


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
