"""Pictures of numbers: files that pages embed and that can be saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from babel.dates import format_date

from withhold.app.making import laid
from withhold.app.progressing import card as compared
from withhold.app.progressing import counted
from withhold.app.timelines import timeline
from withhold.report.charts import KIND, Look, Series, Tone, Words, beside, stacked
from withhold.report.pages.card import BEGAN, HEAD, NOW, card_view
from withhold.report.pages.making import marks, series
from withhold.report.pages.progress import LEGEND, bars, progress_view
from withhold.report.pages.timeline import CHANGES, VERSIONS, timeline_page
from withhold.report.platforms import Here
from withhold.web.visit import Answer, File, NoSuchPage, Page, Visit

if TYPE_CHECKING:
    from collections.abc import Callable

    from withhold.report.pages.card import CardView


def progress(visit: Visit) -> Answer:
    """Draw how many uses were off, on or not known, day by day."""
    counts = counted(visit.house)
    view = progress_view(counts)
    if view is None:
        raise _nothing()
    tell, shown = visit.tongue.tell, bars(counts)
    labels = [format_date(each.on, "medium", locale=visit.tongue.locale) for each in shown]
    rows = [
        Series(tell(name), tone, [getattr(each, field) for each in shown])
        for name, tone, field in LEGEND
    ]
    return File(stacked(labels, rows, _look(visit), title=tell(view.alt)), KIND)


def exposure(visit: Visit) -> Answer:
    """Draw when what was made that archives hold, by kind or by platform."""
    line = laid(visit.house)
    if line is None:
        raise _nothing()
    plot = (line.platforms if visit.query.get("by") == "platform" else None) or line.kinds
    tell = visit.tongue.tell
    labels = [tell(each.name) for each in plot.periods]
    drawn = stacked(
        labels,
        series(plot, [tell(head) for head in plot.heads]),
        _look(visit),
        title=tell(line.alt),
        marks=marks(plot, line.dates),
    )
    return File(drawn, KIND)


def policies(what: str) -> Callable[[Visit], Answer]:
    """Draw a platform's `versions`, or the `changes` in them, over the years."""
    legend = {"versions": VERSIONS, "changes": CHANGES}[what]

    def draw(visit: Visit) -> Answer:
        known = visit.house.facts.platforms.get(visit.path["slug"])
        found = timeline(visit.house, known.platform.slug) if known else None
        if known is None or found is None or not found.counted:
            raise _nothing()
        page = timeline_page(known, found, Here(visit.country, visit.house.clock.now().date()))
        tell = visit.tongue.tell
        labels = [visit.tongue.day(bar.month) for bar in page.bars]
        series = [
            Series(tell(name), tone, [getattr(bar, field) for bar in page.bars])
            for name, tone, field in legend
        ]
        alt = page.alt if what == "versions" else page.changes_alt
        return File(stacked(labels, series, _look(visit), title=tell(alt)), KIND)

    return draw


def card(visit: Visit) -> Answer:
    """Show the card for a friend, or say that there is nothing to show yet."""
    return Page("card.html", {"card": card_view(compared(visit.house)), "here": "overview"})


def card_file(visit: Visit) -> Answer:
    """Draw the card."""
    view = card_view(compared(visit.house))
    if view is None:
        raise _nothing()
    return File(_card(visit, view), KIND)


def _card(visit: Visit, view: CardView) -> bytes:
    tell = visit.tongue.tell
    rows = [
        Series(tell(BEGAN), Tone.OPEN, [was for _, was, _ in view.kinds]),
        Series(tell(NOW), Tone.GOOD, [now for _, _, now in view.kinds]),
    ]
    words = Words(
        above=(tell(HEAD), tell(view.when), tell(view.sentence)),
        below=[tell(note) for note in view.notes],
    )
    labels = [tell(kind) for kind, _, _ in view.kinds]
    return beside(labels, rows, _look(visit), title=tell(view.sentence), words=words)


def _look(visit: Visit) -> Look:
    asked = visit.query
    return Look(dark=asked.get("shade") == "dark", narrow=asked.get("width") == "narrow")


def _nothing() -> NoSuchPage:
    return NoSuchPage("There is nothing to draw yet.", do="Go back to the overview.")
