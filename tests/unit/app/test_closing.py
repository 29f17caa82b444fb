"""Is the home closed only when nothing uses it, and does nothing begin in a closed one?"""

from __future__ import annotations

import platform
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock
from tests.fakes import passphrase
from tests.fakes.passphrase import WORDS

from withhold.app import closing, doctoring, erasing
from withhold.app.start import doorstep, house, run
from withhold.browser.errors import ProfileBusy
from withhold.browser.profile import held
from withhold.kernel.clock import SystemClock
from withhold.kernel.errors import Exit, HomeClosed
from withhold.kernel.paths import Home
from withhold.report.doctor import Level
from withhold.store.errors import LedgerBusy
from withhold.store.ledger import Ledger
from withhold.vault.errors import HomeBusy, NoPassphrase, WrongPassphrase


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """Give an open home with a ledger, a profile and a passphrase."""
    home = Home(tmp_path / "home")
    passphrase.give(home)
    with house(home).ledger() as ledger:
        ledger.end_run(ledger.begin_run("check").id, "done")
    (home.profiles / "x" / "default").mkdir(parents=True)
    return home


def _stays_open(home: Home) -> None:
    assert not home.is_closed
    with house(home).ledger() as ledger:
        assert ledger.runs()


def test_it_closes_without_a_passphrase_and_opens_with_it(home: Home) -> None:
    closing.close_all(home)
    closing.close_all(home)  # a closed one stays as it is
    assert closing.is_closed(home)
    closing.open_with(home, WORDS)
    closing.open_with(home, "whatever")  # an open one stays as it is
    _stays_open(home)


def test_a_closed_home_lets_nobody_in_and_makes_nothing(home: Home) -> None:
    closing.close(home)
    before = sorted(home.root.rglob("*"))
    with pytest.raises(HomeClosed) as caught:
        house(home)
    assert (caught.value.code, caught.value.exit) == ("home-closed", Exit.COULD_NOT_LOOK)
    assert "withhold unlock" in caught.value.do
    with pytest.raises(HomeClosed):
        Ledger(home, SystemClock())
    assert doorstep(home).config.person.country is None
    assert sorted(home.root.rglob("*")) == before


def test_a_run_keeps_it_open(home: Home) -> None:
    with run(house(home), "check"), pytest.raises(LedgerBusy):
        closing.close(home)
    _stays_open(home)


def test_a_review_keeps_it_open(home: Home) -> None:
    with FileLock(home.root / "runs" / "review.lock"), pytest.raises(LedgerBusy):
        closing.close(home)
    _stays_open(home)


def test_an_open_ledger_keeps_it_open(home: Home) -> None:
    with house(home).ledger() as ledger:
        ledger.runs()
        with pytest.raises(LedgerBusy):
            closing.close(home)
    _stays_open(home)
    closing.close(home)


def test_a_held_profile_keeps_it_open(home: Home) -> None:
    with held(home.profiles / "x" / "default"), pytest.raises(ProfileBusy):
        closing.close(home)
    _stays_open(home)


@pytest.mark.skipif(sys.platform == "win32", reason="Chromium's mark is another one there")
def test_a_window_keeps_it_open(home: Home) -> None:
    profile = home.profiles / "x" / "default"
    command = [sys.executable, "-c", "input()", f"--user-data-dir={profile}"]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as window:
        (profile / "SingletonLock").symlink_to(f"{platform.node()}-{window.pid}")
        with pytest.raises(ProfileBusy):
            closing.close(home)
        window.communicate(b"\n")
    _stays_open(home)
    closing.close(home)


def test_another_dashboard_keeps_it_open(home: Home) -> None:
    home.dashboard.mkdir(parents=True)
    with FileLock(home.dashboard / "lock"), pytest.raises(HomeBusy) as caught:
        closing.close_all(home)
    assert "Close button" in caught.value.do
    _stays_open(home)


def test_a_damaged_ledger_is_closed_all_the_same(home: Home) -> None:
    home.ledger.write_bytes(b"no database at all" * 100)
    closing.close(home)
    closing.open_with(home, WORDS)
    assert home.ledger.read_bytes().startswith(b"no database")


def test_the_end_of_a_dashboard_says_how_it_left_the_home(home: Home, tmp_path: Path) -> None:
    bare = Home(tmp_path / "bare")
    house(bare)
    assert closing.at_the_end(bare) == closing.End(closed=False)
    with run(house(home), "check"):
        left = closing.at_the_end(home)
    assert isinstance(left.hindered, LedgerBusy)
    assert closing.at_the_end(home) == closing.End(closed=True)


def test_a_changed_passphrase_opens_and_the_former_does_not(home: Home) -> None:
    closing.change(home, "another one, quite long")
    closing.close(home)
    with pytest.raises(WrongPassphrase):
        closing.open_with(home, WORDS)
    closing.open_with(home, "another one, quite long")
    _stays_open(home)


def test_one_taken_off_is_gone(home: Home) -> None:
    closing.remove(home)
    assert not closing.has_passphrase(home)
    for act in (closing.close, closing.remove, lambda place: closing.change(place, WORDS)):
        with pytest.raises(NoPassphrase):
            act(home)
    _stays_open(home)


def test_erase_takes_a_closed_home_too(home: Home) -> None:
    closing.close(home)
    (home.root / "my-notes.txt").touch()
    held_now = erasing.holdings(home, SystemClock())
    assert any("closed home" in str(one.what) and one.size for one in held_now)
    assert erasing.erase(home).left == ("my-notes.txt",)
    assert [path.name for path in home.root.iterdir()] == ["my-notes.txt"]


@pytest.mark.browser
def test_doctor_says_that_it_is_closed(home: Home) -> None:
    closing.close(home)
    found = {one.name: one for one in doctoring.examine(home, SystemClock())}
    assert found["passphrase"].level is Level.WARN
    assert found["passphrase"].do == "`withhold unlock` opens it."
    assert {"settings", "ledger"}.isdisjoint(found)
