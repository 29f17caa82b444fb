"""Are browsers found, and those that cannot be used told apart with the reason?"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from withhold.browser import find
from withhold.browser.errors import NoBrowser, OldBrowser


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of the programs of a Linux machine with none on it yet."""
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


def _install(machine: Path, name: str, says: str) -> Path:
    program = machine / name
    program.write_text(f"#!/bin/sh\n{says}\n")
    program.chmod(0o700)
    return program


def test_the_first_usable_one_is_chosen(machine: Path) -> None:
    _install(machine, "google-chrome", "echo 'Google Chrome 90.0.1.2'")
    good = _install(machine, "chromium", "echo 'Chromium 156.0.8078.79 built on Debian'")
    _install(machine, "microsoft-edge", "echo 'Microsoft Edge 150.0.1'")
    chosen = find.choose(None)
    assert (chosen.path, chosen.major, chosen.problem) == (good, 156, "")
    assert chosen.version.startswith("Chromium 156")


def test_none_at_all(machine: Path) -> None:
    assert machine.is_dir()
    with pytest.raises(NoBrowser, match="was found") as told:
        find.choose(None)
    assert "apt install chromium" in told.value.do


@pytest.mark.parametrize(
    ("says", "why"),
    [
        ("echo 'Chromium 99.0.1.2'", "older than"),
        ("exit 3", "does not answer"),
        ('exec /snap/bin/chromium "$@"', "Snap"),
    ],
)
def test_what_cannot_be_used_says_why(machine: Path, says: str, why: str) -> None:
    program = _install(machine, "chromium", says)
    assert [why in browser.problem for browser in find.installed()] == [True]
    with pytest.raises(NoBrowser, match=why):
        find.choose(None)
    with pytest.raises(OldBrowser, match=why):
        find.choose(str(program))


def test_the_persons_own_choice_comes_first(machine: Path) -> None:
    _install(machine, "chromium", "echo 'Chromium 156.0.1'")
    own = _install(machine, "my-browser", "echo 'Thing 140.0.1'")
    assert find.choose(str(own)).path == own
    with pytest.raises(NoBrowser, match=r"config\.toml"):
        find.choose(str(machine / "none"))


def test_flatpaks_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    before = find.sandboxed_only()
    (tmp_path / ".local/share/flatpak/app/com.brave.Browser").mkdir(parents=True)
    assert set(find.sandboxed_only()) - set(before) == {"com.brave.Browser"}
