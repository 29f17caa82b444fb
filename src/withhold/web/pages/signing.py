"""Signing in: what will happen, said first; then the window."""

from __future__ import annotations

from withhold.app import consent, proposing
from withhold.report.pages.plan import CONSENT
from withhold.web.visit import Answer, Page, Redirect, Visit


def before(visit: Visit) -> Answer:
    """Say what signing in here means, and offer the everyday browser as an equal way."""
    way = proposing.door(visit.house, visit.path["slug"], visit.query.get("account"))
    told = CONSENT if consent.is_due(visit.house) else ()
    return Page("sign-in.html", {"way": way, "consent": told, "here": "overview"})


def begin(visit: Visit) -> Answer:
    """Open the window, in a process of its own."""
    consent.agree(visit.house, told=visit.field("told") == "1")
    run = proposing.sign_in(visit.house, visit.path["slug"], visit.field("account") or None)
    return Redirect(f"/runs/{run}")
