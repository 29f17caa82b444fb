"""Can the dates be true?

Why: verdicts depend on what held on which day; a default that ends before it begins, or that was
seen before it happened, makes them wrong without a sound.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from withhold.catalogue.lints.problem import Problem
from withhold.model.fact import Default, Event, Label, Source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from withhold.catalogue.lints.problem import Look, Value


def check(look: Look) -> Iterator[Problem]:
    """Yield spans that end before they begin, and days after the day somebody last checked."""
    horizon = {slug: known.platform.seen for slug, known in look.platforms()}
    for each in look.values():
        if isinstance(each.value, Default | Label):
            yield from _span(look, each, each.value.since, each.value.until)
        if isinstance(each.value, Default | Label):
            yield from _after(look, each, "since", each.value.since, horizon[each.slug])
        elif isinstance(each.value, Event | Source):
            yield from _after(look, each, "date", each.value.date, horizon[each.slug])


def _span(look: Look, each: Value, since: str | None, until: str | None) -> Iterator[Problem]:
    if since and until and since[: len(until)] > until:
        yield Problem(
            "dates",
            look.where(each.slug, each.part, *each.steps, "until"),
            f"It ends ({until}) before it begins ({since}).",
            "Put the dates right; both ends count.",
        )


def _after(look: Look, each: Value, key: str, day: str | None, seen: str) -> Iterator[Problem]:
    if day and day > seen[: len(day)]:
        yield Problem(
            "dates",
            look.where(each.slug, each.part, *each.steps, key),
            f"{day} is later than the day these facts were seen ({seen}).",
            "Put the date right, or renew `seen` once you have checked.",
        )
