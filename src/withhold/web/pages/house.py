"""The house: what is missing on this machine, and where are things kept?"""

from __future__ import annotations

from withhold.app import doctoring, erasing
from withhold.app.accounts import listed
from withhold.report.accounts import amount
from withhold.report.doctor import Level
from withhold.web.visit import Answer, Page, Visit


def doctor(visit: Visit) -> Answer:
    """Say what is missing on this machine."""
    found = doctoring.examine(visit.house.home, visit.house.clock)
    problems = sum(each.level is Level.PROBLEM for each in found)
    return Page("doctor.html", {"findings": found, "problems": problems, "here": "doctor"})


def settings(visit: Visit) -> Answer:
    """Say where things are kept, and how they go."""
    own = visit.house
    held = [(each, amount(each.size)) for each in erasing.holdings(own.home, own.clock)]
    values = {"home": own.home, "config": own.config, "held": held, "accounts": listed(own)}
    return Page("settings.html", {**values, "country": visit.country, "here": "settings"})
