"""Do `doctor` and `erase` say what is so, and do what they say?"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from withhold.browser.profile import held
from withhold.cli.main import main


def _run(capsys: pytest.CaptureFixture[str], *typed: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        main(typed)
    said = capsys.readouterr()
    return int(ended.value.code or 0), said.out, said.err


@pytest.fixture
def home(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Path:
    """Return a home with an account and a profile in it."""
    place = tmp_path / "home"
    monkeypatch.setenv("WITHHOLD_HOME", str(place))
    with pytest.raises(SystemExit):
        main(["accounts", "add", "x"])
    capsys.readouterr()
    profile = place / "profiles" / "x" / "default"
    profile.mkdir(parents=True)
    (profile / "Cookies").write_text("invented")
    return place


def test_erase_without_a_yes_deletes_nothing(
    capsys: pytest.CaptureFixture[str], home: Path
) -> None:
    before = sorted(home.rglob("*"))
    code, out, err = _run(capsys, "erase", "--json")
    assert (code, json.loads(out)["error"]["code"]) == (2, "not-approved")
    assert "1 account" in err
    assert "x/default" in err
    assert sorted(path for path in home.rglob("*") if path in before) == before


def test_erase_leaves_nothing(capsys: pytest.CaptureFixture[str], home: Path) -> None:
    code, out, err = _run(capsys, "erase", "--yes", "--json")
    assert code == 0
    assert json.loads(out)["gone"] is True
    assert not home.exists()
    assert "What stays" in err
    code, out, _ = _run(capsys, "erase", "--yes")
    assert (code, "Nothing is kept" in out) == (0, True)


@pytest.mark.parametrize(("word", "code"), [("erase", 0), ("yes", 2)])
def test_erase_asks_for_the_word(
    capsys: pytest.CaptureFixture[str],
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    word: str,
    code: int,
) -> None:
    monkeypatch.setattr("withhold.cli.house.has_terminal", lambda: True)
    monkeypatch.setattr("click.termui.visible_prompt_func", lambda _: word)
    assert _run(capsys, "erase")[0] == code
    assert home.exists() == bool(code)


def test_erase_refuses_while_a_profile_is_in_use(
    capsys: pytest.CaptureFixture[str], home: Path
) -> None:
    with held(home / "profiles" / "x" / "default"):
        code, out, _ = _run(capsys, "erase", "--yes", "--json")
    assert (code, json.loads(out)["error"]["code"]) == (3, "profile-busy")
    assert (home / "profiles" / "x" / "default" / "Cookies").exists()


def test_erase_names_what_is_not_ours_and_leaves_it(
    capsys: pytest.CaptureFixture[str], home: Path
) -> None:
    (home / "my-notes.txt").write_text("mine")
    code, out, _ = _run(capsys, "erase", "--yes")
    assert (code, "my-notes.txt" in out) == (0, True)
    assert [path.name for path in home.iterdir()] == ["my-notes.txt"]


def test_a_damaged_ledger_and_bad_settings_stand_in_no_way(
    capsys: pytest.CaptureFixture[str], home: Path
) -> None:
    (home / "config.toml").write_text("[browser\n")
    (home / "ledger.sqlite3").write_bytes(b"no database at all" * 100)
    code, _, err = _run(capsys, "erase", "--yes")
    assert (code, home.exists()) == (0, False)
    assert "cannot be read" in err


@pytest.mark.browser
def test_doctor_gives_every_finding_with_its_mend(
    capsys: pytest.CaptureFixture[str], home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    home.chmod(0o755)
    code, out, _ = _run(capsys, "doctor", "--json")
    told = json.loads(out)
    findings = {one["name"]: one for one in told["findings"]}
    assert (told["schema"], code) == (1, 1)
    assert findings["home"]["level"] == "warn"
    assert "0755" in findings["home"]["what"]
    assert findings["screen"]["level"] == "problem"
    assert findings["ledger"]["level"] == "ok"
    assert all(one["do"] for one in told["findings"] if one["level"] != "ok")
    assert home.stat().st_mode & 0o777 == 0o700


@pytest.mark.browser
def test_doctor_says_the_same_in_words(capsys: pytest.CaptureFixture[str], home: Path) -> None:
    (home / "config.toml").write_text("[person]\ncuntry = 'DE'\n")
    code, out, _ = _run(capsys, "doctor")
    assert code == 1
    assert "cuntry" in out
    assert "in the way" in out
