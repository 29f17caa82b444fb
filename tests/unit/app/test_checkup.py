"""Is an examination that goes on broken off, rather than waited for?"""

from __future__ import annotations

from concurrent.futures.process import BrokenProcessPool
from threading import Event, Thread
from typing import TYPE_CHECKING

import pytest

from withhold.app.checkup import Apart, Checkup
from withhold.kernel.clock import SystemClock
from withhold.kernel.paths import Home

if TYPE_CHECKING:
    from pathlib import Path


def test_an_examination_in_its_own_process_can_be_broken_off(tmp_path: Path) -> None:
    apart, over = Apart(Home(tmp_path), SystemClock()), Event()

    def end() -> None:
        while not over.wait(0.01):
            apart.end()

    ending = Thread(target=end)
    ending.start()
    try:
        with pytest.raises(BrokenProcessPool):
            apart.examine()
    finally:
        over.set()
        ending.join()


def test_to_end_with_nothing_going_on_is_no_fault(tmp_path: Path) -> None:
    Apart(Home(tmp_path), SystemClock()).end()


def test_a_look_that_is_told_to_end_is_not_waited_for() -> None:
    stopped, began = Event(), Event()

    def look() -> tuple[()]:
        began.set()
        assert stopped.wait(30)
        return ()

    checkup = Checkup(look, SystemClock(), stopped.set)
    checkup.begin()
    assert began.wait(30)
    checkup.end()
    assert stopped.is_set()
