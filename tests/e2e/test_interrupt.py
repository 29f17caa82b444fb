"""Ctrl-C, a crash, a full disk, no display, no browser, two at once: is each end a clean one?"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from withhold.browser.profile import held
from withhold.model.observation import Position

if TYPE_CHECKING:
    from tests.e2e.conftest import Answer, Bench, Running

pytestmark = pytest.mark.browser

Eventually = Callable[..., None]
OPENING = "opening the page"
CLICKING = "clicking"
SAVING = "waiting until the page has saved"


def _is_whole(bench: Bench) -> bool:
    with bench.ledger() as ledger:
        return ledger.verify().whole


def _is_unknown(answer: Answer, reason: str) -> None:
    assert answer.code == 3, answer.stderr
    assert (answer.result["state"], answer.result["reason"]) == ("unknown", reason)


def _finishes(bench: Bench) -> None:
    """Run to the end: withheld, by one click in all."""
    again = bench.off()
    assert again.code == 0, again.stderr
    assert again.result["state"] == "withheld"
    assert bench.written() == [(bench.control, Position.OFF)]
    assert _is_whole(bench)


def _off_until(bench: Bench, words: str, eventually: Eventually) -> Running:
    running = bench.start("off", bench.control, "--yes", "--json")
    eventually(lambda: running.said(words) and bool(bench.browsers()))
    return running


# --- Ctrl-C ----------------------------------------------------------------------------------


@pytest.mark.parametrize("words", [OPENING, CLICKING, SAVING])
@pytest.mark.parametrize("whom", ["process", "group"])
def test_ctrl_c_is_clean_and_the_next_run_goes_on(
    bench: Bench, eventually: Eventually, words: str, whom: str
) -> None:
    running = _off_until(bench, words, eventually)
    end = os.kill if whom == "process" else os.killpg  # a terminal tells the whole group
    end(running.process.pid, signal.SIGINT)
    answer = running.answer()
    assert answer.code == 130, answer.stderr
    assert bench.browsers() == []
    with held(bench.profile, patience=0):
        pass  # the profile is free
    assert _is_whole(bench)
    with bench.ledger() as ledger:
        assert ledger.runs()[-1].how == "interrupted"
    _finishes(bench)


def test_an_impatient_second_ctrl_c_ends_it_too(bench: Bench, eventually: Eventually) -> None:
    bench.stage("blank")
    running = _off_until(bench, OPENING, eventually)
    running.process.send_signal(signal.SIGINT)
    eventually(lambda: running.said("Stopping."))
    running.process.send_signal(signal.SIGINT)
    assert running.answer().code == 130
    eventually(lambda: bench.browsers() == [])
    assert _is_whole(bench)


# --- the browser -----------------------------------------------------------------------------


def test_a_browser_that_crashes_is_no_browser(bench: Bench, eventually: Eventually) -> None:
    bench.stage("blank")  # watched for some seconds
    running = _off_until(bench, OPENING, eventually)
    eventually(lambda: bench.watched_for(seconds=1.5))
    os.kill(bench.browsers()[0], signal.SIGKILL)
    answer = running.answer()
    _is_unknown(answer, "no-browser")
    assert "ended unexpectedly" in answer.result["detail"]
    assert "withhold doctor" in answer.result["detail"]
    assert answer.result["changed"] is False
    assert _is_whole(bench)
    bench.stage("plain")
    _finishes(bench)


def test_a_browser_that_crashes_while_a_page_loads_is_no_browser(
    bench: Bench, eventually: Eventually
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as mute:  # it accepts, and never says a word
        text = bench.home.config.read_text(encoding="utf-8")
        own, other = f"127.0.0.1:{bench.server.port}", f"127.0.0.1:{mute.getsockname()[1]}"
        bench.home.config.write_text(text.replace(own, other), encoding="utf-8")
        running = _off_until(bench, OPENING, eventually)
        connection, _ = mute.accept()
        with connection:
            os.kill(bench.browsers()[0], signal.SIGKILL)
            _is_unknown(running.answer(), "no-browser")


def test_a_browser_that_crashes_after_the_click_is_told_and_finished(
    bench: Bench, eventually: Eventually
) -> None:
    running = _off_until(bench, SAVING, eventually)
    os.kill(bench.browsers()[0], signal.SIGKILL)
    answer = running.answer()
    _is_unknown(answer, "no-browser")
    assert answer.result["changed"] is True
    _finishes(bench)


def test_without_a_display_a_visible_browser_is_none(bench: Bench) -> None:
    bench.configure(headless=False)
    answer = bench.run("check", bench.control, "--json", without=("DISPLAY", "WAYLAND_DISPLAY"))
    _is_unknown(answer, "no-browser")
    assert "no screen" in answer.result["detail"]
    assert "headless = true" in answer.result["detail"]


def test_a_browser_that_is_not_there_is_named(bench: Bench) -> None:
    bench.configure(executable="/nowhere/chromium")
    answer = bench.run("check", bench.control, "--json")
    _is_unknown(answer, "no-browser")
    assert "/nowhere/chromium" in answer.result["detail"]
    assert "is not there" in answer.result["detail"]


def test_an_ancient_browser_is_told_from_a_missing_one(bench: Bench, tmp_path: Path) -> None:
    ancient = tmp_path / "chromium"
    ancient.write_text("#!/bin/sh\necho 'Chromium 70.0.1'\n", encoding="utf-8")
    ancient.chmod(0o700)
    bench.configure(executable=str(ancient))
    answer = bench.run("check", bench.control, "--json")
    _is_unknown(answer, "no-browser")
    assert "version 70 is older than" in answer.result["detail"]


# --- two at once -----------------------------------------------------------------------------


def test_two_runs_at_once_do_not_collide(bench: Bench, eventually: Eventually) -> None:
    first = _off_until(bench, OPENING, eventually)
    second = bench.start("off", bench.control, "--yes", "--json")
    answers = [first.answer(), second.answer()]
    assert [answer.code for answer in answers] == [0, 0], answers
    assert [answer.result["changed"] for answer in answers] == [True, False]
    assert bench.written() == [(bench.control, Position.OFF)]
    assert _is_whole(bench)


def test_a_profile_that_stays_in_use_is_busy(bench: Bench) -> None:
    with held(bench.profile):
        answer = bench.run("check", bench.control, "--json")
    _is_unknown(answer, "busy")
    assert "Another run or sign-in window" in answer.result["detail"]


# --- the disk --------------------------------------------------------------------------------


@pytest.fixture
def small_disk(bench: Bench, tmp_path: Path) -> Iterator[Path]:
    """Put the home on a disk of its own, and the browser's profiles elsewhere."""
    root, profiles = bench.home.root, tmp_path / "profiles"
    profiles.mkdir()
    if os.geteuid() != 0 or not shutil.which("mount"):
        pytest.skip("only root can mount a small disk")
    kept = root.rename(tmp_path / "kept")
    root.mkdir()
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", root], check=False)
    if made.returncode:
        pytest.skip("this machine lets nobody mount a small disk")
    shutil.copytree(kept, root, dirs_exist_ok=True)
    bench.home.profiles.symlink_to(profiles)
    yield root
    bench.close()
    subprocess.run(["umount", root], check=True)


def _fill(disk: Path) -> Path:
    """Take all the room there is."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:
        for size in (4096, 1):
            try:
                while file.write(b"x" * size):
                    pass
            except OSError:
                continue
    return filler


@pytest.mark.parametrize("words", [OPENING, SAVING])
def test_a_full_disk_is_told_and_nothing_is_corrupt(
    bench: Bench, eventually: Eventually, small_disk: Path, words: str
) -> None:
    bench.stage("saved-late")
    running = _off_until(bench, words, eventually)
    filler = _fill(small_disk)
    answer = running.answer()
    assert answer.code in {2, 3}, answer.stderr
    assert answer.json["error"]["code"] == "disk-full"
    assert "Make room" in answer.stderr
    filler.unlink()
    assert bench.browsers() == []
    assert _is_whole(bench)
    _finishes(bench)


@pytest.mark.parametrize("number", [9, 11, 13, 19])
def test_a_ledger_that_cannot_grow_is_told_and_nothing_is_corrupt(
    bench: Bench, number: int
) -> None:
    answer, _ = bench.dying(number, "before", "full")
    assert answer.code in {2, 3}, answer.stderr
    assert answer.json["error"]["code"] in {"disk-full", "disk-fault"}
    assert bench.browsers() == []
    assert _is_whole(bench)
    _finishes(bench)
