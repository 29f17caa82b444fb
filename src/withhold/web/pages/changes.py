"""Changes: what policies altered about training, and one of them with its passages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from withhold.app import policies
from withhold.app.accounts import listed
from withhold.report.pages.changes import Choice, change_view, changes_page
from withhold.web.visit import Answer, Page, Visit

if TYPE_CHECKING:
    from collections.abc import Mapping

_LONGEST = 6


def changes(visit: Visit) -> Answer:
    """List changes, one's own platforms first, a page at a time."""
    found = policies.changes(visit.house, every=True)
    page = changes_page(
        found,
        visit.house.facts.platforms,
        {account.platform for account in listed(visit.house)},
        choice=_choice(visit.query),
        since=visit.house.clock.now() - policies.LATELY,
    )
    return Page("changes.html", {"page": page, "here": "platforms"})


def change(visit: Visit) -> Answer:
    """Show one change, before and after."""
    view = change_view(policies.change(visit.house, visit.path["id"]))
    return Page("change.html", {"view": view, "line": view.line, "here": "platforms"})


def _choice(asked: Mapping[str, str]) -> Choice:
    number = asked.get("page", "")
    sound = number.isascii() and number.isdecimal() and len(number) <= _LONGEST
    return Choice(
        of=asked.get("of", ""),
        every=asked.get("when") == "all",
        page=max(1, int(number)) if sound else 1,
    )
