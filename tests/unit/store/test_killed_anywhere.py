"""Is the ledger whole whatever moment a run is killed, and whoever else is writing?"""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from withhold.kernel.clock import SystemClock
from withhold.kernel.paths import Home
from withhold.model.action import Change, Stage
from withhold.store.ledger import Ledger

WRITER = Path(__file__).with_name("writer.py")


def _start(*arguments: object) -> subprocess.Popen[str]:
    command = [sys.executable, str(WRITER), *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def _killed_at_every_moment(folder: Path) -> Iterator[tuple[Home, str]]:
    """Run the story again and again, killed one moment later each time, until it lives."""
    for moment in range(1, 1000):
        home = Home(folder / str(moment))
        with _start(home.root, "story", moment) as process:
            said, _ = process.communicate(timeout=60)
        yield home, said
        if said.startswith("lived"):
            assert process.returncode == 0
            assert said == f"lived {moment - 1}"
            return
        assert process.returncode == -signal.SIGKILL


def _half_done(changes: list[Change]) -> bool:
    return bool(changes) and changes[0].stage in (Stage.INTENDED, Stage.CLICKED)


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_killed_at_any_durable_write_the_ledger_is_whole_and_half_done_changes_are_listed(
    tmp_path: Path,
) -> None:
    stages: list[str] = []
    for home, said in _killed_at_every_moment(tmp_path):
        with Ledger(home, SystemClock()) as ledger:
            assert ledger.verify().whole, said
            changes = ledger.changes()
            open_changes = ledger.open_changes()
            assert bool(open_changes) == _half_done(changes), said
            assert not any(ledger.alive(change.run) for change in open_changes)
            stages.append(str(changes[0].stage) if changes else "none")
            run = ledger.begin_run("off")  # the next run goes on from there
            assert [other.how for other in ledger.runs() if other.id != run.id] in (
                [],
                ["killed"],
                ["done"],
            )
            ledger.end_run(run.id, "done")
            assert ledger.verify().whole, said
    seen = [stage for number, stage in enumerate(stages) if stage not in stages[:number]]
    assert seen == ["none", "intended", "clicked", "proved"]
    assert stages[-1] == "none"  # the account was forgotten at the end
    assert len(stages) > 30


def test_two_processes_at_once_neither_lose_nor_fork(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    count = 60
    with _start(home.root, "many", "a", count) as one, _start(home.root, "many", "b", count) as two:
        assert (one.wait(timeout=120), two.wait(timeout=120)) == (0, 0)
    with Ledger(home, SystemClock()) as ledger:
        names = [reading.id for reading in ledger.readings()]
        assert sorted(names) == sorted(f"{who}{n}" for who in "ab" for n in range(count))
        verdict = ledger.verify()
        assert verdict.whole
        assert verdict.records == 2 * count + 4
        assert [run.how for run in ledger.runs()] == ["done", "done"]
