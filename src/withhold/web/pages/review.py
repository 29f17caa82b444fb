"""The review: what is due, what changed at the last one, and one button to look again."""

from __future__ import annotations

from withhold.app import drifting, reviewing
from withhold.app.agenda import agenda, upcoming
from withhold.app.watching import drifted
from withhold.report.pages.review import review_page
from withhold.web.visit import Answer, Page, Visit


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
        going=reviewing.under_way(own),
    )
    return Page("review.html", {"page": page, "here": "review"})
