"""The review: what is due, what changed at the last one, and one button to look again."""

from __future__ import annotations

from withhold.app import consent, drifting, orders, reviewing
from withhold.app.agenda import agenda, upcoming
from withhold.app.doubting import pending
from withhold.app.orders import Order
from withhold.app.watching import drifted
from withhold.report.pages.changes import pending_lines
from withhold.report.pages.plan import CONSENT
from withhold.report.pages.review import review_page
from withhold.web.visit import Answer, Page, Redirect, Visit


def review(visit: Visit) -> Answer:
    """Show what is due, and what changed at the last review."""
    own = visit.house
    with own.ledger() as ledger:
        ahead = agenda(own, ledger)
    page = review_page(
        reviewing.last(own),
        upcoming(ahead),
        drifting.drifts(own, drifted(own, ahead.watch)),
        own.facts.platforms,
        going=orders.under_way(own.home),
    )
    told = CONSENT if consent.is_due(own) else ()
    values = {"page": page, "consent": told, "policies": pending_lines(pending(own))}
    return Page("review.html", {**values, "here": "review"})


def again(visit: Visit) -> Answer:
    """Look again, in a process of its own."""
    consent.agree(visit.house, told=visit.field("told") == "1")
    return Redirect(f"/runs/{orders.begin(visit.house, Order('review'))}")
