"""Export: what would leave, seen before it does; the file; and whether one given back is whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from withhold.app import evidence as app
from withhold.report.pages.export import export_page
from withhold.web.visit import Answer, File, NoSuchPage, Page, Visit

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

LARGEST = 200 * 1024 * 1024
"""Bytes of an export that may be given back to be verified."""


@dataclass(frozen=True, slots=True)
class _Choice:
    since: str
    without: frozenset[str]

    @property
    def begin(self) -> datetime | None:
        return app.day(self.since) if self.since else None


def preview(visit: Visit) -> Answer:
    """Show what would be in an export, and take wishes."""
    chosen = _choice(lambda name: visit.query.get(name, "").strip())
    found = app.preview(visit.house, since=chosen.begin, without=chosen.without)
    values = {"page": export_page(found, chosen.without), "since": chosen.since}
    return Page("export.html", {**values, "here": "evidence"})


def export(visit: Visit) -> Answer:
    """Write the export that was seen, and hand it to the browser."""
    chosen = _choice(visit.field)
    packed = app.packed(visit.house, since=chosen.begin, without=chosen.without)
    today = visit.house.clock.now().astimezone().date()
    return File(packed, "application/zip", download=f"withhold-evidence-{today.isoformat()}.zip")


def verify(visit: Visit) -> Answer:
    """Walk the chain of an export that was given back."""
    given = visit.file("export")
    if given is None or not given.size:
        raise NoSuchPage("No file was given.", do="Go back and choose an export, a file in .zip.")
    health = app.verify(visit.house, given.content, head=visit.field("head") or None)
    values = {"health": health, "name": given.name, "here": "evidence"}
    return Page("verify.html", values)


def _choice(said: Callable[[str], str]) -> _Choice:
    without = frozenset(name for name in app.OPTIONAL if said(f"without-{name}"))
    return _Choice(said("since"), without)
