"""How long does one control take on practice pages, against only loading its page twice?

The floor is a script that opens the same page in the same browser twice and waits the same settle
time; it reads nothing, clicks nothing, keeps no evidence.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from itertools import pairwise
from pathlib import Path
from threading import Event

from playwright.sync_api import sync_playwright

from withhold.app.rehearsing import PATIENT, Stage, rehearse
from withhold.app.start import House, house
from withhold.browser.find import choose
from withhold.browser.session import STEADY
from withhold.kernel.paths import Home
from withhold.practice.scenes import Scene, scene
from withhold.practice.server import PracticeServer
from withhold.practice.subject import subjects

ROUNDS = 3


def pages(own: House) -> tuple[Scene, ...]:
    """Choose one ordinary page for every control that has a recipe."""
    return tuple(scene(subject, "role-switch") for subject in subjects(own.facts)) * ROUNDS


def floor(own: House) -> list[float]:
    """Load each page twice and wait for the settle time; seconds a control."""
    times = []
    with PracticeServer(subjects(own.facts), own.facts.words) as server, sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=choose(None).path,
            args=["--no-sandbox", *STEADY, *server.arguments],
        )
        context = browser.new_context()
        for one in pages(own):
            server.stage(one)
            began = time.perf_counter()
            for _ in range(2):
                page = context.new_page()
                page.goto(one.subject.url, wait_until="load")
                page.wait_for_timeout(PATIENT.settle * 1000)
                page.close()
            times.append(time.perf_counter() - began)
        browser.close()
    return times


def sweep(own: House) -> list[float]:
    """Read, switch and prove each control; seconds a control."""
    ends = [time.perf_counter()]
    stage = Stage(
        pages(own),
        headless=True,
        lanes=1,
        tell=lambda _: ends.append(time.perf_counter()),
        stop=Event(),
    )
    done = rehearse(own, stage)
    if not all(case.right for case in done.cases):
        raise SystemExit("a page was not answered as it should be: no figure")
    return [after - before for before, after in pairwise(ends[1:])]


def main() -> None:
    """Print the medians and their ratio."""
    with tempfile.TemporaryDirectory() as folder:
        own = house(Home(Path(folder) / "home"))
        low, high = statistics.median(floor(own)), statistics.median(sweep(own))
    print(f"load twice and settle          {low:6.2f} s a control")
    print(
        f"read, switch, prove, evidence  {high:6.2f} s a control   ratio {high / low:.2f} "
        "(to reach: 1.5)"
    )


if __name__ == "__main__":
    main()
