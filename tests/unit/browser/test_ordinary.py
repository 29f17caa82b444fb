"""Is an ordinary window ordinary, and is it known when one is still open?"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from pathlib import Path

import pytest

from withhold.browser import ordinary
from withhold.browser.errors import BrowserCrashed, ProfileBusy

URL = "https://www.example.com/login"


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    place = tmp_path / "profile"
    place.mkdir()
    return place


def _program(tmp_path: Path, body: str) -> Path:
    program = tmp_path / "browser"
    program.write_text(f"#!{sys.executable}\n{body}\n")
    program.chmod(0o700)
    return program


STAYS = "import signal; signal.signal(signal.SIGINT, lambda *_: exit(0)); print(1); signal.pause()"


def test_a_window_is_closed_when_the_person_has_had_enough(tmp_path: Path, profile: Path) -> None:
    program = _program(tmp_path, STAYS)
    with ordinary.window(profile, URL, executable=program, arguments=[]) as opened:
        asked = iter([False, True])
        opened.wait(lambda: next(asked))
        assert Path(f"/proc/{opened.pid}").exists()
    assert not Path(f"/proc/{opened.pid}").exists()


def test_a_failing_block_closes_it_as_well(tmp_path: Path, profile: Path) -> None:
    program = _program(tmp_path, STAYS)
    with (
        pytest.raises(KeyError),
        ordinary.window(profile, URL, executable=program, arguments=[]) as opened,
    ):
        raise KeyError
    assert not Path(f"/proc/{opened.pid}").exists()


def test_a_browser_that_ends_badly_is_quoted(tmp_path: Path, profile: Path) -> None:
    program = _program(tmp_path, "import sys; sys.exit('no sandbox here')")
    with (
        pytest.raises(BrowserCrashed, match="no sandbox here"),
        ordinary.window(profile, URL, executable=program, arguments=[]) as opened,
    ):
        opened.wait(lambda: False)


def test_a_program_that_is_none_is_named(tmp_path: Path, profile: Path) -> None:
    program = tmp_path / "none"
    with (
        pytest.raises(BrowserCrashed, match=str(program)),
        ordinary.window(profile, URL, executable=program, arguments=[]),
    ):
        pass


@pytest.mark.parametrize("argument", ["--remote-debugging-port=0", "--remote-debugging-pipe"])
def test_debugging_is_refused(profile: Path, argument: str) -> None:
    with (
        pytest.raises(ordinary.DebuggingRefused),
        ordinary.window(profile, URL, executable=Path("none"), arguments=[argument]),
    ):
        pass


def test_a_living_browser_makes_its_profile_busy(tmp_path: Path, profile: Path) -> None:
    assert not ordinary.in_use(profile)
    body = "import sys; print(1, flush=True); sys.stdin.read()"
    command = [str(_program(tmp_path, body)), f"--user-data-dir={profile}"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout
        other.stdout.readline()
        (profile / "SingletonLock").symlink_to(f"{platform.node()}-{other.pid}")
        assert ordinary.in_use(profile)
        with (
            pytest.raises(ProfileBusy),
            ordinary.window(profile, URL, executable=Path("none"), arguments=[]),
        ):
            pass
        other.communicate()
    assert not ordinary.in_use(profile)


def test_a_lock_left_by_a_dead_browser_does_not_count(profile: Path) -> None:
    # Its number went to another process meanwhile: this very one.
    (profile / "SingletonLock").symlink_to(f"{platform.node()}-{os.getpid()}")
    assert not ordinary.in_use(profile)
    (profile / "SingletonLock").unlink()
    (profile / "SingletonLock").symlink_to("elsewhere-1")
    assert not ordinary.in_use(profile)


@pytest.mark.parametrize("could", [True, False])
def test_the_everyday_browser_is_asked(
    monkeypatch: pytest.MonkeyPatch,
    could: bool,  # noqa: FBT001 - a case
) -> None:
    asked: list[str] = []

    def opened(url: str, new: int) -> bool:
        asked.append(f"{url} {new}")
        return could

    monkeypatch.setattr("webbrowser.open", opened)
    assert ordinary.everyday(URL) is could
    assert asked == [f"{URL} 2"]
