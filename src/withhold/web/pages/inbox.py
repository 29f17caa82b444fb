"""The inbox: what was noticed, what of it is read, and where each thing leads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from withhold.app import noticing
from withhold.report.pages.inbox import Choice, inbox_page, place
from withhold.web.render import href
from withhold.web.visit import Answer, NoSuchPage, Page, Redirect, Visit

if TYPE_CHECKING:
    from collections.abc import Mapping

_LONGEST = 6


def inbox(visit: Visit) -> Answer:
    """List notices, newest first, a page at a time."""
    entries = noticing.inbox(visit.house, every=True)
    facts, neutral = visit.house.facts.platforms, visit.house.config.notices.neutral
    page = inbox_page(entries, facts, _choice(visit.query), neutral=neutral)
    return Page("inbox.html", {"page": page, "unread": page.unread, "here": "inbox"})


def follow(visit: Visit) -> Answer:
    """Lead to where it can be seen or mended; the address of the notice itself names nobody."""
    entry = noticing.one(visit.house, visit.path["id"])
    return Redirect(href(place(entry, visit.house.facts.platforms)))


def mark(visit: Visit) -> Answer:
    """Mark one notice as read, or all that were there when the page was made."""
    named, newest = visit.field("id"), visit.field("newest")
    if named:
        noticing.mark_read(visit.house, [named])
    elif newest:
        noticing.mark_up_to(visit.house, newest)
    else:
        raise NoSuchPage("You did not say which notice.", do="Go back to the inbox.")
    fields = ("all", "names", "page")
    return Redirect(_choice({name: visit.field(name) for name in fields}).query())


def _choice(asked: Mapping[str, str]) -> Choice:
    number = asked.get("page", "")
    sound = number.isascii() and number.isdecimal() and len(number) <= _LONGEST
    return Choice(
        every=asked.get("all") == "1",
        named=asked.get("names") == "1",
        page=max(1, int(number)) if sound else 1,
    )
