"""Sheets: one page for each platform, for anybody, to print, to send or to save."""

from __future__ import annotations

from typing import TYPE_CHECKING

from withhold.app import sheets as app
from withhold.report.pages.message import say
from withhold.report.pages.sheets import sheet_page
from withhold.web import codes, plain
from withhold.web.render import is_link
from withhold.web.visit import Answer, NoSuchPage, Page, Visit

if TYPE_CHECKING:
    from withhold.report.pages.sheets import SheetPage

NOBODY = "without-account"


def sheet(visit: Visit) -> Answer:
    """Show a sheet."""
    page = _page(visit)
    title = _title(visit, page)
    mail = plain.mail(page, title, visit.tongue)
    values = {**_values(visit, page), "mail": mail, "codes": {}, "here": "todo"}
    return Page("sheets.html", values)


def file(visit: Visit) -> Answer:
    """Give a sheet as one file that needs nothing else: its style and its codes are inside."""
    page = _page(visit)
    drawn = {
        point.card.id: codes.drawing(point.card.url)
        for point in page.points
        if point.card.url and is_link(point.card.url)
    }
    values = {**_values(visit, page), "codes": drawn}
    return Page("sheet-file.html", values, download=f"withhold-{page.slug}.html")


def _page(visit: Visit) -> SheetPage:
    slug = visit.path["slug"]
    device, language = visit.query.get("device", ""), visit.tongue.language
    if slug == NOBODY:
        left = app.without_account(visit.house)
        return sheet_page(slug, "", left, device="", language=language)
    known = visit.house.facts.platforms.get(slug)
    if known is None:
        raise NoSuchPage("There is no such platform here.", do="Go back to the list of platforms.")
    left = app.by_hand(visit.house, slug)
    return sheet_page(slug, known.platform.name, left, device=device, language=language)


def _values(visit: Visit, page: SheetPage) -> dict[str, object]:
    today = visit.house.clock.now().astimezone().date()
    return {"page": page, "title": _title(visit, page), "today": today}


def _title(visit: Visit, page: SheetPage) -> str:
    if not page.platform:
        return visit.tongue.tell(say("Objecting to AI training without an account"))
    return visit.tongue.tell(say("By hand on {platform}", platform=page.platform))
