"""The overview: where does the person stand?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from withhold.app.drifting import drifts
from withhold.app.progressing import counted
from withhold.app.status import status
from withhold.app.todo import todo
from withhold.model.finding import Standing
from withhold.report.pages.drift import drift_view
from withhold.report.pages.overview import overview as view
from withhold.report.pages.progress import progress_view
from withhold.web.visit import Answer, Page, Redirect, Visit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from withhold.report.status import AccountRow


def overview(visit: Visit) -> Answer:
    """Show every account, or begin where nothing is known yet."""
    own, accountless = visit.house, visit.house.config.person.accountless
    rows = status(own)
    if not rows and not accountless:
        return Redirect("/begin")
    left = todo(own, accountless=accountless and not any(row.has_account for row in rows))
    page = view(rows, left, own.facts.platforms, country=visit.country)
    again = [drift_view(each, own.facts.platforms) for each in drifts(own, _drifted(rows))]
    values = {"again": again, "progress": progress_view(counted(own)), "here": "overview"}
    return Page("overview.html", {"page": page, **values})


def _drifted(rows: Sequence[AccountRow]) -> list[tuple[str, str]]:
    return [
        (each.control.id, row.account.id)
        for row in rows
        for each in row.controls
        if each.standing.standing is Standing.DRIFTED
    ]
