"""Does each thing that can be wrong with a machine have its finding?"""

from __future__ import annotations

from collections import namedtuple
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest

from withhold.app import accounts, browsers, doctoring
from withhold.app.config import BrowserChoice
from withhold.app.start import house
from withhold.browser.errors import NoBrowser
from withhold.browser.find import Installed
from withhold.browser.profile import held
from withhold.catalogue import Loaded, load_all
from withhold.kernel.clock import SystemClock
from withhold.kernel.ids import ulid
from withhold.kernel.paths import Home
from withhold.model.action import Change, Stage
from withhold.model.observation import Phase, Position, Reading, State
from withhold.report.doctor import Finding, Level

GOOD = Installed(Path("/usr/bin/good"), "Chromium 150.0")
SNAP = Installed(Path("/snap/bin/chromium"), "", "a Snap build")
Usage = namedtuple("Usage", "total used free")  # noqa: PYI024 - the shape of the standard library's


@dataclass(frozen=True, slots=True)
class Later(SystemClock):
    """A clock that is ahead."""

    days: int

    def now(self) -> datetime:
        return datetime.now(UTC) + timedelta(days=self.days)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


@pytest.fixture(autouse=True)
def machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pretend an ordinary person's machine with a good browser, a screen and no policies."""
    at = "withhold.app.browsers."
    monkeypatch.setattr("withhold.app.doctoring.load_all", _facts)
    monkeypatch.setattr(at + "find.choose", lambda _: GOOD)
    monkeypatch.setattr(at + "find.installed", lambda: iter([GOOD]))
    monkeypatch.setattr(at + "find.sandboxed_only", list)
    monkeypatch.setattr(at + "find.managed", list)
    monkeypatch.setattr(at + "driver.driver", lambda: ("1.65, Node v26", ""))
    monkeypatch.setattr(at + "driver.trial", lambda *_: "")
    monkeypatch.setattr(at + "has_screen", lambda: True)
    monkeypatch.setattr(at + "_is_root", lambda: False)


@cache
def _facts() -> Loaded:
    return load_all()


def _examined(home: Home, name: str) -> list[Finding]:
    found = doctoring.examine(home, SystemClock())
    return [one for one in found if one.name == name]


def _level(home: Home, name: str) -> set[Level]:
    return {one.level for one in _examined(home, name)}


def test_a_machine_in_order_has_nothing_to_mend(home: Home) -> None:
    accounts.add(house(home), "x")
    found = doctoring.examine(home, SystemClock())
    assert {one.level for one in found} == {Level.OK}
    assert {one.do for one in found} == {""}


def test_looking_makes_nothing(home: Home) -> None:
    doctoring.examine(home, SystemClock())
    assert not home.root.exists()


def test_a_file_in_the_homes_place(home: Home) -> None:
    home.root.write_text("in the way")
    assert _level(home, "home") == {Level.PROBLEM}


@pytest.mark.parametrize(
    ("free", "level"), [(10**7, Level.PROBLEM), (5 * 10**8, Level.WARN), (10**10, Level.OK)]
)
def test_room(home: Home, monkeypatch: pytest.MonkeyPatch, free: int, level: Level) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _: Usage(0, 0, free))
    assert _level(home, "disk") == {level}


def test_old_facts_are_worth_a_word(home: Home) -> None:
    found = doctoring.examine(home, Later(400))
    assert [one.level for one in found if one.name == "facts"] == [Level.WARN]


def test_unusable_browsers_matter_only_where_there_is_no_other(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("withhold.app.browsers.find.installed", lambda: iter([SNAP, GOOD]))
    monkeypatch.setattr("withhold.app.browsers.find.sandboxed_only", lambda: ["com.google.Chrome"])
    assert _level(home, "browser") | _level(home, "flatpak") == {Level.OK}

    def choose(_: object) -> Installed:
        raise NoBrowser("No browser here can be used:", where="Snap.", do="Install one.")

    monkeypatch.setattr("withhold.app.browsers.find.choose", choose)
    assert Level.PROBLEM in _level(home, "browser")
    assert _level(home, "flatpak") == {Level.WARN}


def test_a_managed_browser_and_a_broken_driver(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    policy = Path("/etc/chromium/policies/managed/all.json")
    monkeypatch.setattr("withhold.app.browsers.find.managed", lambda: [policy])
    monkeypatch.setattr("withhold.app.browsers.driver.driver", lambda: ("", "node is gone"))
    assert str(policy) in str(_examined(home, "managed")[0].what)
    assert _level(home, "driver") == {Level.PROBLEM}
    assert not _examined(home, "trial")


def test_a_browser_that_cannot_be_driven(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("withhold.app.browsers.driver.trial", lambda *_: "it crashed")
    assert _level(home, "trial") == {Level.PROBLEM}


@pytest.mark.parametrize(
    ("root", "arguments", "level"),
    [
        (True, (), {Level.PROBLEM}),
        (True, ("--no-sandbox",), {Level.WARN}),
        (False, ("--no-sandbox",), {Level.WARN}),
        (False, (), set()),
    ],
)
def test_root_and_the_sandbox(
    monkeypatch: pytest.MonkeyPatch,
    root: bool,  # noqa: FBT001 - a case
    arguments: tuple[str, ...],
    level: set[Level],
) -> None:
    monkeypatch.setattr("withhold.app.browsers._is_root", lambda: root)
    found = browsers.examine(BrowserChoice(arguments=arguments))
    assert {one.level for one in found if one.name == "sandbox"} == level


def test_headless_without_a_screen_still_cannot_sign_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("withhold.app.browsers.has_screen", lambda: False)
    found = browsers.examine(BrowserChoice(headless=True))
    assert [one.level for one in found if one.name == "screen"] == [Level.WARN]


def test_a_profile_in_use(home: Home) -> None:
    with held(home.profiles / "x" / "default"):
        assert "x/default" in str(_examined(home, "profile")[0].what)
    assert not _examined(home, "profile")


def test_a_half_done_change_and_a_cool_off(home: Home) -> None:
    own = house(home)
    now = own.clock.now()
    with own.ledger() as ledger:
        ledger.put_cool_off("x/default", until=now + timedelta(hours=3), why="challenge")
        ledger.put(_reading(now))
        ledger.put(_change(now))
    (home.profiles / "x" / "default").mkdir(parents=True)  # the account was only implied
    assert "x.grok_training" in str(_examined(home, "half-done")[0].what)
    assert "challenge" in str(_examined(home, "cool-off")[0].what)


def test_a_damaged_ledger(home: Home) -> None:
    home.make()
    home.ledger.write_bytes(b"no database at all" * 100)
    found = _examined(home, "ledger")
    assert [one.level for one in found] == [Level.PROBLEM]
    assert found[0].do


def _reading(now: datetime) -> Reading:
    return Reading(
        id="reading-1",
        run="gone",
        control="x.grok_training",
        account="x/default",
        phase=Phase.BEFORE,
        state=State.ALLOWED,
        reason=None,
        detail="",
        position=Position.ON,
        read_at=now,
        url="https://x.com/settings/grok_settings",
        label=None,
        recipe="x.grok_training@1",
        adopted=False,
        practice=False,
    )


def _change(now: datetime) -> Change:
    return Change(
        id=ulid(now),
        run="gone",
        control="x.grok_training",
        account="x/default",
        before=Position.ON,
        to=Position.OFF,
        stage=Stage.CLICKED,
        at=now,
        before_reading="reading-1",
        practice=False,
        undo=False,
    )
