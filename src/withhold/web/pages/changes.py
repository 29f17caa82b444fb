"""Changes: what policies altered about training, one with its passages, and marks on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from withhold.app import changed, fetching, marking, orders
from withhold.app.accounts import listed
from withhold.app.doubting import doubts
from withhold.app.orders import Order
from withhold.report.pages.changes import (
    Choice,
    change_view,
    changes_page,
    chosen_of,
    with_deeds,
)
from withhold.report.pages.doubts import doubt_views
from withhold.report.pages.looking import LookPage, look_page
from withhold.web.render import href
from withhold.web.visit import Answer, NoSuchPage, Page, Redirect, Visit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from withhold.report.policies import Change

_LONGEST = 6


def changes(visit: Visit) -> Answer:
    """List changes, new ones and one's own platforms first, a page at a time."""
    own, choice = visit.house, _choice(visit.query)
    found = changed.changes(own, every=True, brief=True)
    said = marking.said(own)
    page = changes_page(
        found,
        own.facts.platforms,
        {account.platform for account in listed(own)},
        choice=choice,
        since=own.clock.now() - changed.LATELY,
    )
    shown = {line.id for _, lines in page.groups for line in lines}
    doubted = doubts(own, [each for each in found if each.id in shown])
    values = {
        "page": with_deeds(page, doubted),
        "shown": marking.fingerprint(_chosen(visit, page.choice, found)),
        "last": said.last,
        "muted": said.muted,
        "look": _look(visit),
        "archives": sorted(own.facts.archives.items()),
    }
    return Page("changes.html", {**values, "here": "platforms"})


def look(visit: Visit) -> Answer:
    """Look now, in a process of its own, if the addresses are still those that were shown."""
    own, plan = visit.house, visit.field("plan")
    if plan != fetching.digest(fetching.planned(own)):
        return Redirect("/changes#look")
    return Redirect(f"/runs/{orders.begin(own, Order('fetch', plan=plan))}")


def change(visit: Visit) -> Answer:
    """Show one change, before and after, what it puts in doubt and where it is recorded."""
    found = changed.change(visit.house, visit.path["id"])
    view = change_view(found)
    values = {
        "view": view,
        "line": view.line,
        "found": found,
        "doubts": doubt_views(doubts(visit.house, [found])[found.id], visit.house.facts),
        "source": changed.source(visit.house, found),
        "collection": found.archive,
    }
    return Page("change.html", {**values, "here": "platforms"})


def mark(visit: Visit) -> Answer:
    """Take down that a change was none, or that it was one after all."""
    wish = visit.field("do")
    if wish not in {"no-change", "undo"}:
        raise _unsaid()
    found = marking.mark(visit.house, visit.path["id"], undo=wish == "undo")
    return Redirect(f"/changes/{found.id}")


def mute(visit: Visit) -> Answer:
    """Mute a document or a service, or hear of it again."""
    service, document = visit.field("service"), visit.field("document")
    match visit.field("do"):
        case "mute":
            marking.mute(visit.house, service, document)
        case "unmute":
            marking.unmute(visit.house, service, document)
        case _:
            raise _unsaid()
    return Redirect("/changes#muted")


def looked(visit: Visit) -> Answer:
    """Take down that all that was shown as new was looked at; what came since stays new."""
    choice = _choice({name: visit.field(name) for name in ("of", "when", "marked")})
    found = _chosen(visit, choice, changed.changes(visit.house, every=True, brief=True))
    if marking.fingerprint(found) == visit.field("shown"):
        marking.looked(visit.house, found)
    return Redirect(href(choice.at(1)))


def _look(visit: Visit) -> LookPage:
    own, lately = visit.house, fetching.lately(visit.house)
    return look_page(
        lately,
        plan=fetching.digest([each.planned for each in lately]),
        going=orders.under_way(own.home),
        regular=own.config.policies.fetch,
    )


def _chosen(visit: Visit, choice: Choice, found: list[Change]) -> list[Change]:
    facts, since = visit.house.facts.platforms, visit.house.clock.now() - changed.LATELY
    return chosen_of(found, choice, facts, since=since)


def _choice(asked: Mapping[str, str]) -> Choice:
    number = asked.get("page", "")
    sound = number.isascii() and number.isdecimal() and len(number) <= _LONGEST
    return Choice(
        of=asked.get("of", ""),
        every=asked.get("when") == "all",
        page=max(1, int(number)) if sound else 1,
        marked=asked.get("marked") == "1",
    )


def _unsaid() -> NoSuchPage:
    return NoSuchPage("You did not say what to do.", do="Go back to the list of changes.")
