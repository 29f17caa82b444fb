"""Is the right door found, and is it said honestly whether somebody is signed in?"""

from __future__ import annotations

from pathlib import Path
from threading import Event

import pytest

from withhold.app import accounts, signing
from withhold.app.start import House, house
from withhold.browser.errors import BrowserCrashed, NoBrowser, NoDisplay
from withhold.browser.ordinary import DebuggingRefused
from withhold.kernel.paths import Home


def _house(place: Path, settings: str) -> House:
    home = Home(place / "home")
    home.make()
    home.config.write_text(settings)
    return house(home)


@pytest.fixture
def pretender(tmp_path: Path) -> Path:
    """Return a program that says it is a new Chromium, writes down how it was started, and ends."""
    program = tmp_path / "chromium"
    program.write_text(
        "#!/bin/sh\n"
        'if [ "$1" = --version ]; then echo "Chromium 150.0"; exit; fi\n'
        f'for word in "$@"; do echo "$word" >> {tmp_path}/started; done\n'
        'for word in "$@"; do [ "$word" = --fail ] && echo "cannot start" >&2 && exit 7; done\n'
        "exit 0\n"
    )
    program.chmod(0o700)
    return program


def _presence() -> signing.Presence:
    return signing.Presence(opened=lambda: None, done=lambda: False, stop=Event())


def _settings(program: Path, *arguments: str) -> str:
    words = ", ".join(f'"{argument}"' for argument in arguments)
    return f'[browser]\nexecutable = "{program}"\nheadless = true\narguments = [{words}]\n'


def test_the_window_is_ordinary_and_the_persons_own_words_come_last(
    tmp_path: Path, pretender: Path
) -> None:
    own = _house(tmp_path, _settings(pretender, "--mine", "--last"))
    way = signing.door(own, "x", None)
    signing.let_in(own, way, _presence())
    words = (tmp_path / "started").read_text().splitlines()
    assert f"--user-data-dir={accounts.profile(own.home, way.account)}" in words
    assert way.url in words
    assert "--password-store=basic" in words
    assert words[-2:] == ["--mine", "--last"]
    assert not [word for word in words if "debugging" in word]
    with own.ledger() as ledger:
        assert [(run.kind, run.how) for run in ledger.runs()] == [("sign-in", "done")]


def test_a_debugging_argument_is_refused(tmp_path: Path, pretender: Path) -> None:
    own = _house(tmp_path, _settings(pretender, "--remote-debugging-port=9222"))
    with pytest.raises(DebuggingRefused):
        signing.let_in(own, signing.door(own, "x", None), _presence())
    assert not (tmp_path / "started").exists()


def test_a_browser_that_does_not_start_is_quoted(tmp_path: Path, pretender: Path) -> None:
    own = _house(tmp_path, _settings(pretender, "--fail"))
    with pytest.raises(BrowserCrashed, match="cannot start"):
        signing.let_in(own, signing.door(own, "x", None), _presence())


def test_a_door_says_what_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = _house(tmp_path, f'[browser]\nheadless = true\nexecutable = "{tmp_path}/none"\n')
    with pytest.raises(NoBrowser):
        signing.door(own, "x", None)
    monkeypatch.setattr("withhold.app.signing.has_screen", lambda: False)
    with pytest.raises(NoDisplay):
        signing.door(_house(tmp_path, ""), "x", None)


def test_a_platform_that_is_not_read_needs_no_look(tmp_path: Path, pretender: Path) -> None:
    own = _house(tmp_path, _settings(pretender))
    assert signing.door(own, "facebook", None).control is None
    assert signing.door(own, "x", None).control == "x.grok_training"


def test_whose_profile_was_left_behind_can_be_signed_out(tmp_path: Path, pretender: Path) -> None:
    own = _house(tmp_path, _settings(pretender))
    (own.home.profiles / "x" / "gone").mkdir(parents=True)
    assert signing.leaving(own, "x", "gone").id == "x/gone"
    with pytest.raises(accounts.BadName):
        signing.leaving(own, "x", "../../elsewhere")
