"""A plan: what will be opened and clicked, and the person's yes to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from withhold.app import consent
from withhold.app.errands import NothingToDo
from withhold.app.proposing import accept, propose
from withhold.report.pages.plan import CONSENT, plan_page
from withhold.web.visit import Answer, Page, Redirect, Visit

if TYPE_CHECKING:
    from withhold.app.planning import Pair
    from withhold.app.proposing import Proposal
    from withhold.web.visit import Handler


def shown(what: str) -> Handler:
    """Make the page that shows the plan of `off`, `check` or `restore`."""

    def show(visit: Visit) -> Answer:
        try:
            proposal = propose(visit.house, what, _pairs(visit.every("item")))
        except NothingToDo:
            return Redirect("/begin")
        return _page(visit, proposal)

    return show


def agreed(what: str) -> Handler:
    """Make the page that takes the person's yes, and begins."""

    def agree(visit: Visit) -> Answer:
        every = _pairs(visit.form.get("planned", []))
        proposal = propose(visit.house, what, every)
        consent.agree(visit.house, told=visit.field("told") == "1")
        chosen = frozenset(_pairs(visit.form.get("item", [])))
        return Redirect(f"/runs/{accept(visit.house, proposal, chosen, visit.field('plan'))}")

    return agree


def _page(visit: Visit, proposal: Proposal) -> Page:
    view = plan_page(
        proposal.what,
        proposal.plan,
        visit.house.facts.platforms,
        delicate=proposal.delicate,
        unopened=proposal.unopened,
        by_hand=proposal.by_hand,
        digest=proposal.digest,
    )
    values = {"page": view, "consent": CONSENT if proposal.untold else (), "first": proposal.first}
    return Page("plan.html", {**values, "here": "overview"})


def _pairs(texts: list[str]) -> list[Pair]:
    """Read `CONTROL|PLATFORM/NAME`; what is none names nothing, and is said so further on."""
    pairs = [text.partition("|") for text in texts]
    return [(control, account or "/") for control, _, account in pairs]
