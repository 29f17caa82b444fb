"""The house: what is missing on this machine, and what does the person choose about Withhold?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from withhold.app import choosing
from withhold.app.accounts import left_behind, listed
from withhold.app.choosing import Choices
from withhold.model.terms import Every
from withhold.report.pages.doctor import headline, rows
from withhold.web.visit import Answer, NoSuchPage, Page, Redirect, Visit

if TYPE_CHECKING:
    from withhold.app.start import House
    from withhold.model.fact import Control, Platform

_EVERY = {every.value: every for every in Every}


def doctor(visit: Visit) -> Answer:
    """Say what was last found on this machine, and whether somebody is looking now."""
    is_on, last = visit.checkup.is_on(), visit.checkup.last()
    if last is None and not is_on:
        visit.checkup.begin()
        is_on = True
    values = {
        "headline": headline(last.findings if last else None),
        "rows": rows(last.findings) if last else (),
        "at": last.at if last else None,
        "is_on": is_on,
    }
    return Page("doctor.html", {**values, "here": "doctor"})


def examine(visit: Visit) -> Answer:
    """Look at this machine again, in the background."""
    visit.checkup.begin()
    return Redirect("/doctor")


def settings(visit: Visit) -> Answer:
    """Show what can be chosen, and what stands elsewhere."""
    own = visit.house
    values = {
        "home": own.home,
        "config": own.config,
        "accounts": [(each, _platform(own, each.platform)) for each in listed(own)],
        "left": [(each, _platform(own, each.platform)) for each in left_behind(own)],
        "killed": [(name, _control(own, name)) for name in own.config.killed],
        "countries": visit.tongue.countries(),
        "country": visit.country,
        "every": list(Every),
        "saved": visit.query.get("saved") == "1",
    }
    return Page("settings.html", {**values, "here": "settings"})


def choose(visit: Visit) -> Answer:
    """Write the choices down."""
    every, own = _EVERY.get(visit.field("every")), visit.house
    if every is None:
        raise NoSuchPage("This form could not be read.", do="Go back and try again.")
    chosen = Choices(
        country=visit.field("country") or None,
        every=every,
        sign_out_after=bool(visit.field("sign_out_after")),
        neutral=bool(visit.field("neutral")),
        policies=bool(visit.field("policies")),
        headless=not visit.field("shown") if own.config.browser.headless else None,
    )
    choosing.choose(own.home, chosen)
    return Redirect("/settings?saved=1")


def visits(visit: Visit) -> Answer:
    """Never visit a control again, or let it be visited again; then go back to it."""
    name = visit.field("control")
    if visit.field("do") == "permit":
        choosing.permit(visit.house, name)
        return Redirect("/settings?saved=1")
    if visit.field("do") != "forbid":
        raise NoSuchPage("This form could not be read.", do="Go back and try again.")
    control = choosing.forbid(visit.house, name)
    return Redirect(f"/platforms/{control.partition('.')[0]}#{control}")


def _platform(own: House, slug: str) -> Platform | None:
    known = own.facts.platforms.get(slug)
    return known.platform if known else None


def _control(own: House, name: str) -> Control | None:
    known = own.facts.platforms.get(name.partition(".")[0])
    found = known.controls if known else []
    return next((control for control in found if control.id == name), None)
