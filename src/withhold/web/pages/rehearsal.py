"""A rehearsal: what it is, how far it is, and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from withhold.app import orders, rehearsals
from withhold.app.orders import Order
from withhold.report.pages.rehearsal import rehearsal_page
from withhold.web.visit import Answer, NoSuchPage, Page, Redirect, Visit

if TYPE_CHECKING:
    from withhold.report.pages.rehearsal import Rehearsal


def before(visit: Visit) -> Answer:
    """Say what a rehearsal is."""
    seen = rehearsals.may_be_watched(visit.house)
    return Page("rehearse.html", {"seen": seen, "here": "overview"})


def begin(visit: Visit) -> Answer:
    """Begin one."""
    return Redirect(f"/rehearsals/{orders.begin(visit.house, Order('rehearsal'))}")


def rehearsal(visit: Visit) -> Answer:
    """Show how far it is."""
    page = rehearsal_page(_found(visit), visit.house.facts.platforms)
    return Page("rehearsal.html", {"page": page, "here": "overview"})


def stop(visit: Visit) -> Answer:
    """Ask it to stop cleanly."""
    found = _found(visit)
    orders.stop(visit.house.home, found.id, found.pid)
    return Redirect(f"/rehearsals/{found.id}")


def _found(visit: Visit) -> Rehearsal:
    found = rehearsals.rehearsal(visit.house.home, visit.path["id"])
    if found is None:
        raise NoSuchPage("There is no rehearsal of this name.", do="Begin another one.")
    return found
