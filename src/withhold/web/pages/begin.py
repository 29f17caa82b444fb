"""The first run: which platforms, which country?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from withhold.app import accounts, answering
from withhold.app.answering import Answers
from withhold.web.visit import Answer, Page, Redirect, Visit

if TYPE_CHECKING:
    from collections.abc import Iterable


def questions(visit: Visit) -> Answer:
    """Ask the two questions, with what is known already filled in."""
    own = {account.platform for account in accounts.listed(visit.house)}
    return _asked(visit, own, visit.country or "")


def answers(visit: Visit) -> Answer:
    """Take the answers down, then go where they lead."""
    facts = visit.house.facts.platforms
    chosen = [slug for slug in visit.form.get("platform", []) if slug in facts]
    none, country = bool(visit.field("none")), visit.field("country")
    if none == bool(chosen):
        return _asked(visit, chosen, country, none=none, mistake=True)
    answering.answer(visit.house.home, Answers(country or None, none))
    known = {account.platform for account in accounts.listed(visit.house)}
    for slug in chosen:
        if slug not in known:
            accounts.add(visit.house, slug)
    return Redirect("/todo" if none else "/")


def _asked(
    visit: Visit, chosen: Iterable[str], country: str, *, none: bool = False, mistake: bool = False
) -> Page:
    known = visit.house.facts.platforms.values()
    return Page(
        "begin.html",
        {
            "platforms": [(each.platform.slug, each.platform.name) for each in known],
            "chosen": set(chosen),
            "none": none or visit.house.config.person.accountless,
            "countries": visit.tongue.countries(),
            "country": country,
            "mistake": mistake,
        },
        status=422 if mistake else 200,
    )
