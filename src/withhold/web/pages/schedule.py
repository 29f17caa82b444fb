"""The schedule: does the system start the review by itself, and shall it?"""

from __future__ import annotations

from urllib.parse import urlencode

from withhold.app import consent, scheduling
from withhold.model.terms import Every
from withhold.report.pages.schedule import NAMES, UNTRIED, left, told
from withhold.web.visit import Answer, NoSuchPage, Page, Redirect, Visit

_EVERY = {every.value: every for every in Every}


def schedule(visit: Visit) -> Answer:
    """Ask the system what stands. It may take its time, so no other page does."""
    found = scheduling.status(visit.house)
    how = found.how if found.installed else scheduling.offered()
    values = {
        "found": found,
        "how": NAMES[how] if how else None,
        "untried": how in UNTRIED,
        "told": told(found) if found.installed else (),
        "left": left(found),
        "chosen": found.every or visit.house.config.review.every,
        "every": list(Every),
        "first": consent.is_due(visit.house),
        "gone": "gone" in visit.query,
        "drop": scheduling.BY_HAND.get(visit.query.get("gone", "")),
    }
    return Page("schedule.html", {**values, "here": "settings"})


def install(visit: Visit) -> Answer:
    """Have the system start the review. The page has said what visits mean."""
    every = _EVERY.get(visit.field("every"))
    if every is None:
        raise NoSuchPage("You did not say how often.", do="Go back and choose one.")
    scheduling.install(visit.house, every)
    if consent.is_due(visit.house):
        consent.remember(visit.house)
    return Redirect("/settings/schedule")


def remove(visit: Visit) -> Answer:
    """Take the schedule away."""
    was = scheduling.remove(visit.house)
    return Redirect(f"/settings/schedule?{urlencode({'gone': was.how})}")
