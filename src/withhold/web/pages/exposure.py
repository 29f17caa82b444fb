"""Your archives: what of yours is in reach, how one comes in, and how it is forgotten."""

from __future__ import annotations

from withhold.app import arrivals, exposure, orders
from withhold.app.accounts import listed
from withhold.app.making import laid
from withhold.app.orders import Order
from withhold.report.pages.arrival import arrival_page
from withhold.report.pages.exposure import exposure_page, ways
from withhold.web.visit import Answer, NoSuchPage, Page, Redirect, Visit

HERE = {"here": "exposure"}


def overview(visit: Visit) -> Answer:
    """Sum all archives up; without any, say what this is and how to begin."""
    own, facts = visit.house, visit.house.facts.platforms
    found = exposure.show(own)
    values = {
        "page": exposure_page(found, facts),
        "line": laid(own) if found else None,
        "ways": ways(facts, _own(visit)) if not found else (),
        "country": visit.country,
        "said": visit.query.get("said") == "1",
        "gone": visit.query.get("gone") == "1",
    }
    return Page("exposure.html", {**values, **HERE})


def adding(visit: Visit) -> Answer:
    """Say how an archive is had, and ask where it lies."""
    return _adding(visit)


def add(visit: Visit) -> Answer:
    """Begin to read one in."""
    text = visit.field("paths")
    try:
        places = arrivals.places(text)
    except arrivals.BadPlace as error:
        return _adding(visit, text=text, error=error)
    searchable = visit.field("search") == "1"
    order = Order("exposure", paths=places, searchable=searchable)
    return Redirect(f"/exposure/runs/{orders.begin(visit.house, order)}")


def _adding(visit: Visit, *, text: str = "", error: arrivals.BadPlace | None = None) -> Page:
    facts = visit.house.facts.platforms
    values = {
        "ways": ways(facts, _own(visit)),
        "chosen": visit.query.get("of", ""),
        "text_of": text,
        "error": error,
    }
    return Page("exposure-add.html", {**values, **HERE}, status=422 if error else 200)


def arrival(visit: Visit) -> Answer:
    """Show how far it is, and what came of it."""
    found = arrivals.arrival(visit.house.home, visit.path["id"])
    if found is None:
        raise NoSuchPage("Nothing is known of this any more.", do="Go back to your archives.")
    return Page("arrival.html", {"page": arrival_page(found), **HERE})


def stop(visit: Visit) -> Answer:
    """Ask it to stop; what is not whole by then is not kept."""
    run = visit.path["id"]
    found = arrivals.arrival(visit.house.home, run)
    if found is not None:
        orders.stop(visit.house.home, run, found.pid)
    return Redirect(f"/exposure/runs/{run}")


def forgetting(visit: Visit) -> Answer:
    """Ask once more before an archive is forgotten."""
    found = exposure.show(visit.house, _id(visit))
    page = exposure_page(found, visit.house.facts.platforms)
    return Page("forget.html", {"card": page.cards[0], **HERE})


def forget(visit: Visit) -> Answer:
    """Delete what was read from it."""
    exposure.forget(visit.house, _id(visit))
    return Redirect("/exposure?gone=1")


def _id(visit: Visit) -> str:
    """Take an archive's whole id and nothing else: a form forgets one, never a platform's."""
    name = visit.path["id"]
    if not orders.is_id(name):
        raise NoSuchPage("There is no such archive.", do="Go back to your archives.")
    return name


def _own(visit: Visit) -> set[str]:
    return {account.platform for account in listed(visit.house)}
