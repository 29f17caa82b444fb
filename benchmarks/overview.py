"""How long does the server take for the overview and its chart, over a year of readings?

A home with five accounts and a thousand readings of two controls; the pages are asked for as the
dashboard answers them, without the network in between.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from withhold.app import accounts
from withhold.app.checkup import Checkup
from withhold.app.start import house
from withhold.kernel.ids import ulid
from withhold.kernel.paths import Home
from withhold.model.observation import Phase, Position, Reading, State
from withhold.web.pages import charts, inbox, overview, review
from withhold.web.render import page
from withhold.web.visit import File, Page, Visit
from withhold.web.words import tongue

if TYPE_CHECKING:
    from withhold.app.start import House
    from withhold.web.visit import Handler

ROUNDS = 9
READINGS = 1000
CONTROLS = ("linkedin.genai_toggle", "x.grok_training")
PAGES: tuple[tuple[str, Handler], ...] = (
    ("overview", overview.overview),
    ("chart", charts.progress),
    ("review", review.review),
    ("inbox", inbox.inbox),
    ("card", charts.card_file),
)


def main() -> None:
    """Print medians."""
    with tempfile.TemporaryDirectory() as folder:
        own = house(Home(Path(folder) / "home"))
        fill(own)
        for name, handler in PAGES:
            taken = [seconds(own, handler) for _ in range(ROUNDS)]
            print(f"{name:<10}{statistics.median(taken) * 1000:7.1f} ms   (to reach: 100 ms)")


def fill(own: House) -> None:
    """Write a year down: each control is off and on again every few weeks."""
    for slug in ("linkedin", "x", "snapchat", "facebook", "instagram"):
        accounts.add(own, slug)
    begun = datetime.now(UTC) - timedelta(days=365)
    with own.ledger() as ledger:
        ledger.put(*(reading(begun, number) for number in range(READINGS)))


def reading(begun: datetime, number: int) -> Reading:
    """Make one of the readings."""
    control = CONTROLS[number % len(CONTROLS)]
    at = begun + timedelta(days=365 * number / READINGS)
    state = State.WITHHELD if number // 66 % 2 else State.ALLOWED
    return Reading(
        id=ulid(at),
        run="run",
        control=control,
        account=f"{control.partition('.')[0]}/default",
        phase=Phase.CHECK,
        state=state,
        reason=None,
        detail="",
        position=Position.OFF if state is State.WITHHELD else Position.ON,
        read_at=at,
        url="https://example.org/",
        label="A label",
        recipe=f"{control}@1",
        adopted=False,
        practice=False,
    )


def seconds(own: House, handler: Handler) -> float:
    """Answer once, from the ledger to the finished page."""
    spoken = tongue("en")
    began = time.perf_counter()
    match handler(Visit(own, spoken, Checkup(tuple, own.clock))):
        case Page(template, values):
            page(template, {"unread": 0, **values}, spoken)
        case File(content):
            assert content  # noqa: S101 - a chart that is empty is no measure
        case _:
            pass
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
