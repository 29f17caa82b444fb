"""The overview: where does the person stand?"""

from __future__ import annotations

from withhold.app.status import status
from withhold.app.todo import todo
from withhold.report.pages.overview import overview as view
from withhold.web.visit import Answer, Page, Redirect, Visit


def overview(visit: Visit) -> Answer:
    """Show every account, or begin where nothing is known yet."""
    own, accountless = visit.house, visit.house.config.person.accountless
    rows = status(own)
    if not rows and not accountless:
        return Redirect("/begin")
    left = todo(own, accountless=accountless and not any(row.has_account for row in rows))
    page = view(rows, left, own.facts.platforms, country=visit.country)
    return Page("overview.html", {"page": page, "here": "overview"})
