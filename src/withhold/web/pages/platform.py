"""Platforms: what is taken, and what can be done, for each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from withhold.app import evidence, exposure, status
from withhold.app.accounts import listed
from withhold.app.timelines import timeline
from withhold.report.evidence import Entry
from withhold.report.pages.evidence import picture_of
from withhold.report.pages.platform import SHOWN, SURE, Picture, platform_page
from withhold.report.pages.timeline import timeline_page
from withhold.report.platforms import Here, summary
from withhold.web.visit import Answer, NoSuchPage, Page, Visit

if TYPE_CHECKING:
    from withhold.app.start import House
    from withhold.model.fact import PlatformFacts
    from withhold.report.status import AccountRow


def platforms(visit: Visit) -> Answer:
    """List all platforms, the person's own first."""
    here = _here(visit)
    own = {account.platform for account in listed(visit.house)}
    known = sorted(
        visit.house.facts.platforms.values(), key=lambda each: each.platform.slug not in own
    )
    values = {"summaries": [summary(each, here) for each in known], "own": own}
    return Page("platforms.html", {**values, "country": here.country, "here": "platforms"})


def platform(visit: Visit) -> Answer:
    """Show everything about one platform."""
    known = _known(visit)
    rows = status.status(visit.house, known.platform.slug)
    page = platform_page(known, _here(visit), rows, _pictures(visit.house, rows))
    values = {
        "page": page,
        "sure": SURE[known.platform.confidence],
        "visited": {recipe.control for recipe in known.recipes},
        "killed": visit.house.config.killed,
        "archives": exposure.cards(visit.house, known.platform.slug),
        "here": "platforms",
    }
    return Page("platform.html", values)


def policies(visit: Visit) -> Answer:
    """Show how a platform's policies went over the years."""
    known = _known(visit)
    page = timeline_page(known, timeline(visit.house, known.platform.slug), _here(visit))
    return Page("timeline.html", {"page": page, "here": "platforms"})


def _known(visit: Visit) -> PlatformFacts:
    known = visit.house.facts.platforms.get(visit.path["slug"])
    if known is None:
        raise NoSuchPage("There is no such platform here.", do="Go back to the list of platforms.")
    return known


def _here(visit: Visit) -> Here:
    return Here(visit.country, visit.house.clock.now().astimezone().date())


def _pictures(
    own: House, rows: tuple[AccountRow, ...]
) -> dict[tuple[str, str], tuple[Picture, ...]]:
    """Give the last looks at each control that was ever looked at, each with its picture."""
    looked = [(c.control.id, row.account.id) for row in rows for c in row.controls if c.last]
    names = dict.fromkeys(name for name, _ in looked)
    found = {name: evidence.entries(own, name) for name in names}
    return {
        (name, account): _last(own, [e for e in found[name] if e.reading.account == account])
        for name, account in looked
    }


def _last(own: House, entries: list[Entry]) -> tuple[Picture, ...]:
    first = [each for each in entries[:-SHOWN] if each.first]
    chosen = [*reversed(entries[-SHOWN:]), *first]
    return tuple(Picture(each, _digest(own, each)) for each in chosen)


def _digest(own: House, entry: Entry) -> str | None:
    return picture_of(evidence.about(own, entry.reading))
