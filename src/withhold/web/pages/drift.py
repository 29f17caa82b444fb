"""One thing that was off and is on again, with the evidence of both looks."""

from __future__ import annotations

from withhold.app import drifting
from withhold.report.pages.drift import drift_view
from withhold.web.visit import Answer, Page, Visit


def drift(visit: Visit) -> Answer:
    """Show both looks side by side."""
    found = drifting.drift(visit.house, visit.path["id"])
    view = drift_view(found, visit.house.facts.platforms)
    return Page("drift.html", {"drift": view, "here": "review"})
