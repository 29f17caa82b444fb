"""How is a plan carried out? Platforms side by side, controls of one platform one after another.

The process that was started is the run: it writes what happens into the ledger, where anybody may
follow it. Each platform has a thread, each thread its own browser: a crash of one harms no other.
"""

from __future__ import annotations

from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from withhold.app.accounts import profile
from withhold.app.visit import Visitor, left_open, recipe_name
from withhold.browser.errors import BrowserError, Interrupted
from withhold.browser.find import choose
from withhold.browser.session import Launch, browser
from withhold.catalogue import ask
from withhold.model.finding import Outcome, Result
from withhold.model.observation import Reason, State
from withhold.report.reasons import sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from withhold.app.desk import Desk
    from withhold.app.errands import Errand
    from withhold.model.action import ApprovedPlan, Plan, PlanItem
    from withhold.model.observation import Stranger

Visited = tuple[Result, tuple["Stranger", ...]]
Lane = tuple[list[Result], list["Stranger"]]
TICK = 0.2  # seconds between two looks of the waiting thread for Ctrl-C


@dataclass(frozen=True, slots=True)
class Job:
    """What to carry out: the plan, whether it was approved, and what only the person can do."""

    plan: Plan
    approved: ApprovedPlan | None
    by_hand: tuple[Errand, ...] = ()


def carry_out(job: Job, desk: Desk) -> Outcome:
    """Visit every item, and give all results in the order planned.

    Ctrl-C ends it cleanly: what was done is recorded, browsers are closed, profiles freed.
    """
    for item in job.plan.items:
        named = {"control": item.control, "account": item.account.id}
        desk.note("planned", **named, url=item.url, label=item.label, action=item.action)
    lanes = _lanes(job.plan.items)
    results: list[Result] = []
    strangers: dict[tuple[str, str], Stranger] = {}
    with ThreadPoolExecutor(max_workers=max(1, len(lanes)), thread_name_prefix="lane") as pool:
        futures = [pool.submit(_lane, lane, job.approved, desk) for lane in lanes]
        _await(futures, desk)
    for future in futures:
        found, met = future.result()
        results += found
        strangers |= {(s.platform, s.label): s for s in met}
    results += [_by_hand(errand, desk) for errand in job.by_hand]
    return Outcome(
        run=desk.run,
        results=tuple(_ordered(results, job)),
        strangers=tuple(strangers.values()),
        interrupted=desk.stop.is_set(),
    )


def _await(futures: Sequence[Future[Lane]], desk: Desk) -> None:
    """Wait with the main thread awake, so that Ctrl-C is heard and passed on to the lanes."""
    waiting = set(futures)
    while waiting:
        done, waiting = wait(waiting, timeout=TICK, return_when=FIRST_COMPLETED)
        if any(future.exception() for future in done):
            desk.stop.set()


def _lanes(items: Sequence[PlanItem]) -> list[list[PlanItem]]:
    lanes: dict[str, list[PlanItem]] = {}
    for item in items:
        lanes.setdefault(item.account.platform, []).append(item)
    return list(lanes.values())


def _lane(items: Sequence[PlanItem], approved: ApprovedPlan | None, desk: Desk) -> Lane:
    """Visit one platform's items, account by account."""
    results: list[Result] = []
    strangers: list[Stranger] = []
    for _, group in groupby(items, key=lambda item: item.account.id):
        for result, met in _account(list(group), approved, desk):
            results.append(result)
            strangers += met
    return results, strangers


def _account(items: Sequence[PlanItem], approved: ApprovedPlan | None, desk: Desk) -> list[Visited]:
    """Visit one account's items in one browser; whatever cannot be visited says why."""
    done: list[Visited] = []
    left = []
    for item in items:
        if reason := _barred(item, desk):
            done.append((_unseen(item, reason, desk), ()))
        else:
            left.append(item)
    try:
        if left and not desk.stop.is_set():
            _visit(left, approved, desk, done)
    except BrowserError as error:
        missing = [item for item in left if item.control not in {r.control for r, _ in done}]
        done += [(_unseen(item, error.reason, desk, str(error)), ()) for item in missing]
    except Interrupted:
        desk.note("interrupted", account=items[0].account.id)
    return done


def _visit(
    items: Sequence[PlanItem], approved: ApprovedPlan | None, desk: Desk, done: list[Visited]
) -> None:
    choice = desk.config.browser
    launch = Launch(
        browser=choose(choice.executable),
        headless=choice.headless,
        arguments=choice.arguments,
        timeout=desk.config.reading.deadline,
        stop=desk.stop,
    )
    with browser(profile(desk.home, items[0].account), launch) as running:
        visitor = Visitor(desk, running, approved)
        for item in items:
            if reason := _barred(item, desk):  # a challenge a moment ago ends the visits
                done.append((_unseen(item, reason, desk), ()))
                continue
            result, sight = visitor.visit(item)
            done.append((result, sight.look.strangers))
            desk.note(
                "done",
                control=item.control,
                account=item.account.id,
                state=result.state.value,
                reason=result.reason.value if result.reason else None,
            )


def _barred(item: PlanItem, desk: Desk) -> Reason | None:
    """Say why a page must not even be opened."""
    if ask.killed(desk.facts, item.recipe) or item.control in desk.config.killed:
        return Reason.KILLED
    return Reason.COOL_OFF if desk.ledger.cool_off(item.account.id) else None


def _unseen(item: PlanItem, reason: Reason, desk: Desk, extra: str = "") -> Result:
    control = item.control
    detail = extra or sentence(reason, control=control)
    if reason is Reason.COOL_OFF and (rest := desk.ledger.cool_off(item.account.id)):
        detail += f" It ends on {rest.until:%Y-%m-%d at %H:%M} UTC."
    desk.note("done", control=control, account=item.account.id, state="unknown", reason=reason)
    return Result(
        control=control,
        platform=item.account.platform,
        account=item.account.name,
        state=State.UNKNOWN,
        reason=reason,
        detail=detail,
        changed=_clicked(item, desk),
        declared=desk.ledger.declaration(control, item.account.id),
        read_at=None,
        url=item.url,
        label=item.label,
        recipe=recipe_name(item),
        evidence=(),
    )


def _clicked(item: PlanItem, desk: Desk) -> bool:
    """Say whether this very run sent a click before it lost the browser."""
    return any(change.run == desk.run for change in left_open(desk, item))


def _by_hand(errand: Errand, desk: Desk) -> Result:
    control = errand.control
    return Result(
        control=control.id,
        platform=errand.platform.platform.slug,
        account=errand.account.name,
        state=State.UNKNOWN,
        reason=Reason.BY_HAND,
        detail=sentence(Reason.BY_HAND, control=control.id),
        changed=False,
        declared=desk.ledger.declaration(control.id, errand.account.id),
        read_at=None,
        url=next((url.url for url in control.surfaces.web.urls), ""),
        label=ask.label(control, "en", desk.clock.now().date()),
        recipe="",
        evidence=(),
    )


def _ordered(results: Sequence[Result], job: Job) -> list[Result]:
    """Give results in the order planned, then what only the person can do."""
    order = {(item.control, item.account.name): at for at, item in enumerate(job.plan.items)}
    return sorted(results, key=lambda r: order.get((r.control, r.account), len(order)))
