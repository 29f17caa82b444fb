"""A run: how far it is, what came of it, and the ways to end it."""

from __future__ import annotations

from withhold.app import fetching, following
from withhold.report.pages.run import run_page
from withhold.web.visit import Answer, Page, Redirect, Visit


def run(visit: Visit) -> Answer:
    """Show a run, while it goes on and ever after."""
    found = following.course(visit.house, visit.path["id"])
    page = run_page(found, visit.house.facts.platforms)
    here = "platforms" if page.kind == fetching.KIND else "overview"
    return Page("run.html", {"page": page, "here": here})


def stop(visit: Visit) -> Answer:
    """Ask it to stop cleanly."""
    following.stop(visit.house, visit.path["id"])
    return Redirect(f"/runs/{visit.path['id']}")


def enough(visit: Visit) -> Answer:
    """Say that the person is done at the sign-in window."""
    following.enough(visit.house, visit.path["id"])
    return Redirect(f"/runs/{visit.path['id']}")
