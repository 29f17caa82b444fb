"""How is an order of a page carried out, in the process that was started for it?

What goes wrong is written into the ledger in its three parts, where the page finds it.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from withhold.app import (
    arrivals,
    consent,
    fetching,
    orders,
    planning,
    policies,
    rehearsals,
    reviewing,
    signing,
    switching,
)
from withhold.app.errands import DEFAULT_ACCOUNT
from withhold.app.switching import Wishes
from withhold.kernel.errors import WithholdError
from withhold.kernel.ids import ulid
from withhold.model.observation import Account

if TYPE_CHECKING:
    from threading import Event as Signal

    from withhold.app.orders import Order
    from withhold.app.start import House
    from withhold.model.action import Plan, PlanItem


class PlanChanged(WithholdError):
    """What would be clicked, or fetched, now is not what the person said yes to."""

    code = "plan-changed"


def fulfil(house: House, order: Order, stop: Signal) -> None:
    """Carry the order out; what stops it is told in the ledger, then raised.

    Raises BadOrder, and tells nobody, where there is a run of this id: an order holds once.
    """
    if order.kind == "rehearsal":
        rehearsals.hold(house, order.id, stop)
        return
    if order.kind == "exposure":
        arrivals.hold(house, order, stop)
        return
    with house.ledger() as ledger:
        if ledger.run(order.id) is not None:
            raise orders.BadOrder("This order was carried out before.", do="Give a new one.")
    try:
        _fulfil(house, order, stop)
    except WithholdError as error:
        _tell_failure(house, order, error)
        raise


def _fulfil(house: House, order: Order, stop: Signal) -> None:
    targets = list(dict.fromkeys(control for control, _ in order.items))
    wishes = _wishes(house, order, stop)
    match order.kind:
        case "check":
            switching.check(house, targets, wishes)
        case "off":
            if not switching.off(house, targets, _approver(order), wishes).plan.items:
                raise _changed()  # the accounts it was for are gone
        case "restore":
            switching.restore(house, targets, _approver(order), wishes)
        case "sign-in":
            _sign_in(house, order, stop)
        case "fetch":
            _fetch(house, order, stop)
        case _:
            regular = fetching.regular(policies.ours())
            reviewing.review(house, reviewing.Ask(wishes=wishes, policies=regular))
            _tell_idle(house, order)


def _wishes(house: House, order: Order, stop: Signal) -> Wishes:
    return Wishes(
        before_visit=lambda: consent.require(house),
        stop=stop,
        only=frozenset(order.items) or None,
        run_id=order.id,
    )


def _approver(order: Order) -> planning.Approver:
    """Say yes to the plan that the person saw, and to no other."""

    def same(plan: Plan) -> bool:
        if planning.digest(plan) == order.plan:
            return True
        raise _changed()

    def one(item: PlanItem) -> bool:
        return (item.control, item.account.id) in order.items

    return planning.Approver(same, one, "dashboard")


def _changed() -> PlanChanged:
    return PlanChanged(
        "What would be clicked is no longer what you said yes to.",
        do="Go back, look at the plan again, and say yes to that. Nothing was changed.",
    )


def _fetch(house: House, order: Order, stop: Signal) -> None:
    """Fetch policies from the addresses that the person saw, and from no other."""
    if fetching.digest(fetching.planned(house)) != order.plan:
        raise PlanChanged(
            "The addresses that would be asked are no longer those you saw.",
            do="Go back, and look at them again. Nothing was fetched.",
        )
    fetching.fetch(house, fetching.Ask(policies.ours(), stop=stop, run_id=order.id))


def _sign_in(house: House, order: Order, stop: Signal) -> None:
    """Open the window, wait, and look whether it worked; the look is a run of its own."""
    way = signing.door(house, order.platform, order.account)
    wish = orders.enough_file(house.home, order.id)
    presence = signing.Presence(lambda: None, wish.exists, stop)
    try:
        signing.let_in(house, way, presence, run_id=order.id)
    finally:
        wish.unlink(missing_ok=True)
    if stop.is_set():
        return
    look = ulid(house.clock.now())
    with house.ledger() as ledger:
        ledger.tell(order.id, "followed", run=look if way.control else None)
    one = way.account.name if way.account.added else None
    seen = signing.look(house, way, Wishes(one, stop=stop, run_id=look))
    with house.ledger() as ledger:
        ledger.tell(order.id, "signed-in", answer=seen.answer)


def _tell_failure(house: House, order: Order, error: WithholdError) -> None:
    with house.ledger() as ledger:
        begun = ledger.run(order.id)
        if begun and begun.pid != os.getpid():
            return  # another process had the same order a moment earlier: the run is its own
        if not begun:
            ledger.begin_run(order.kind, order.id)
        owner = _owner(order)
        others = [each for each in ledger.accounts() if each.id != owner]
        where = "" if any(each.name in error.where for each in others) else error.where
        said = {"code": error.code, "what": error.what, "where": where, "do": error.do}
        ledger.tell(order.id, "failed", account=owner, **said)
        if not begun:
            ledger.end_run(order.id, "failed")


def _owner(order: Order) -> str | None:
    """Name the account a failure is about, so that its words go when that account is forgotten.

    Words that name any other account are not kept at all.
    """
    if order.platform:
        return Account(order.platform, order.account or DEFAULT_ACCOUNT).id
    owners = {account for _, account in order.items}
    return owners.pop() if len(owners) == 1 else None


def _tell_idle(house: House, order: Order) -> None:
    """Give a review that had nothing to do a run of its own, so that its page can say so."""
    with house.ledger() as ledger:
        if ledger.run(order.id) is None:
            ledger.begin_run(order.kind, order.id)
            ledger.end_run(order.id, "done")
