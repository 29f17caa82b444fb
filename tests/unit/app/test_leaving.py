"""Where each run is to sign out: whose session goes, and whose stays?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from withhold.app import accounts, reviewing, signing, switching
from withhold.app.start import House, house
from withhold.app.switching import Wishes
from withhold.browser.errors import BrowserCrashed, Interrupted, NoBrowser
from withhold.browser.find import Installed
from withhold.browser.profile import held
from withhold.browser.session import Launch
from withhold.kernel.paths import Home

SETTINGS = 'killed = ["x.grok_personalization"]\n[browser]\nsign_out_after = true\n'
X, WORK, LINKEDIN = "x/default", "x/work", "linkedin/default"


@dataclass
class Machine:
    """A machine whose browser makes a profile, and then does as `then` says."""

    then: Callable[[Launch], None]
    opened: list[str]

    @contextmanager
    def browser(self, profile: Path, launch: Launch) -> Iterator[Machine]:
        self.opened.append(f"{profile.parent.name}/{profile.name}")
        profile.mkdir(parents=True, exist_ok=True)
        self.launch = launch
        yield self

    @property
    def version(self) -> str:
        return "Chromium 150.0"

    def fresh(self) -> None:
        self.then(self.launch)


def _crash(_: Launch) -> None:
    raise BrowserCrashed("The browser ended.")


def _stop(launch: Launch) -> None:
    launch.stop.set()
    raise Interrupted("Stopped.")


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Machine:
    made = Machine(_crash, [])
    monkeypatch.setattr("withhold.app.run.browser", made.browser)
    monkeypatch.setattr(
        "withhold.app.run.choose", lambda _: Installed(Path("/usr/bin/chromium"), "Chromium 150.0")
    )
    return made


@pytest.fixture
def own(tmp_path: Path) -> House:
    home = Home(tmp_path / "home")
    home.make()
    home.config.write_text(SETTINGS, encoding="utf-8")
    return house(home)


def _sessions(own: House) -> set[str]:
    found = own.home.profiles.glob("*/*")
    return {f"{at.parent.name}/{at.name}" for at in found if at.is_dir()}


def _signed_in(own: House, *names: str) -> None:
    for name in names:
        slug, _, account = name.partition("/")
        accounts.add(own, slug, name=account)
        (own.home.profiles / name).mkdir(parents=True)


def _told(own: House, *targets: str, stop: Event | None = None) -> list[tuple[str, str]]:
    told: list[tuple[str, str]] = []

    def hear(kind: str, payload: dict[str, Any]) -> None:
        if kind in {"signed-out", "stays-signed-in"}:
            told.append((kind, payload["account"]))

    switching.check(own, targets, Wishes(tell=hear, stop=stop or Event()))
    return sorted(told)


def test_every_account_that_was_opened_is_signed_out(own: House, machine: Machine) -> None:
    _signed_in(own, X, WORK, LINKEDIN)
    told = _told(own, "x.grok_training", "x.grok_memory", "linkedin")
    assert told == [("signed-out", LINKEDIN), ("signed-out", X), ("signed-out", WORK)]
    assert _sessions(own) == set()
    assert set(machine.opened) == {X, WORK, LINKEDIN}


def test_a_session_lasts_until_the_whole_run_is_over(own: House, machine: Machine) -> None:
    seen: list[set[str]] = []
    _signed_in(own, X, WORK)

    def look(launch: Launch) -> None:
        seen.append(_sessions(own))
        _crash(launch)

    machine.then = look
    _told(own, "x.grok_training", "x.grok_memory")
    assert all(each == {X, WORK} for each in seen)
    assert len(seen) > 2


def test_who_was_not_opened_stays_signed_in(own: House, machine: Machine) -> None:
    _signed_in(own, X)
    assert _told(own, "x.grok_personalization") == []
    assert (_sessions(own), machine.opened) == ({X}, [])


def test_a_browser_that_is_not_there_costs_no_session(
    own: House, machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(_: object) -> Installed:
        raise NoBrowser("No browser.")

    monkeypatch.setattr("withhold.app.run.choose", none)
    _signed_in(own, X)
    assert _told(own, "x") == []
    assert (_sessions(own), machine.opened) == ({X}, [])


def test_an_interrupted_run_signs_out_as_well(own: House, machine: Machine) -> None:
    machine.then = _stop
    _signed_in(own, X, WORK)
    assert _told(own, "x") == [("signed-out", X)]
    assert (_sessions(own), machine.opened) == ({WORK}, [X])  # the other was never reached


def test_a_profile_in_use_stays_and_is_said(own: House, machine: Machine) -> None:
    _signed_in(own, X)
    with held(own.home.profiles / X):
        assert _told(own, "x") == [("stays-signed-in", X)]
    assert (_sessions(own), machine.opened) == ({X}, [X])


def test_the_look_of_signing_in_keeps_the_session(own: House, machine: Machine) -> None:
    _signed_in(own, X)
    account = accounts.meant(own, "x", None)
    way = signing.Door("X", "https://x.com/", account, "x.grok_training", Path("/none"), True)  # noqa: FBT003 - the record's own order
    signing.look(own, way, Wishes())
    assert (_sessions(own), machine.opened) == ({X}, [X])


def test_a_review_signs_out_too(own: House, machine: Machine) -> None:
    _signed_in(own, LINKEDIN)
    reviewing.review(own, reviewing.Ask())
    assert (_sessions(own), machine.opened) == (set(), [LINKEDIN])


def test_otherwise_sessions_stay(own: House, machine: Machine) -> None:
    own.home.config.write_text("", encoding="utf-8")
    _signed_in(own, X)
    assert _told(house(own.home), "x") == []
    assert (_sessions(own), machine.opened) == ({X}, [X])
