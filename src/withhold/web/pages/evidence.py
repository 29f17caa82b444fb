"""Evidence: what was seen, with its pictures, and whether all is whole."""

from __future__ import annotations

from urllib.parse import urlencode

from withhold.app import evidence as app
from withhold.app import pictures
from withhold.report.pages.evidence import Wanted, evidence_page, look, picture_of
from withhold.web.visit import Answer, File, Page, Visit


def evidence(visit: Visit) -> Answer:
    """List looks, newest first, a page at a time."""
    number = visit.query.get("page", "")
    wanted = int(number) if number.isascii() and number.isdecimal() and len(number) < 7 else 1  # noqa: PLR2004 - no page has a number that long
    chosen = Wanted(visit.query.get("of", ""), visit.query.get("seen", ""))
    entries, facts = app.entries(visit.house), visit.house.facts.platforms
    found = evidence_page(entries, facts, page=wanted, wanted=chosen)
    asked = {"of": chosen.subject, "seen": chosen.sight}
    kept = urlencode({name: value for name, value in asked.items() if value})
    values = {"page": found, "kept": f"{kept}&" if kept else "", "here": "evidence"}
    return Page("evidence.html", values)


def reading(visit: Visit) -> Answer:
    """Show one look and all that is kept of it."""
    shown = app.entry(visit.house, visit.path["id"])
    view = look(shown.entry, visit.house.facts.platforms)
    picture = picture_of(shown.evidence)
    values = {"look": view, "shown": shown, "picture": picture, "here": "evidence"}
    return Page("reading.html", values)


def file(visit: Visit) -> Answer:
    """Give one file of evidence, as a picture of ours or as plain text."""
    shown = pictures.shown(visit.house, visit.path["digest"])
    return File(shown.content, shown.kind)


def verify(visit: Visit) -> Answer:
    """Walk the whole chain, and say what was found."""
    values = {"health": app.verify(visit.house), "here": "evidence"}
    return Page("verify.html", values)
