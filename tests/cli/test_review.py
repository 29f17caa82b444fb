"""Do `review` and `inbox` say what is due, typed as people type it?"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from withhold.cli.main import main


def _run(capsys: pytest.CaptureFixture[str], *typed: str) -> tuple[int, str]:
    with pytest.raises(SystemExit) as ended:
        main(typed)
    return int(ended.value.code or 0), capsys.readouterr().out


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WITHHOLD_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COLUMNS", "80")


def test_an_empty_home_is_not_all_well(capsys: pytest.CaptureFixture[str]) -> None:
    assert _run(capsys, "review")[0] == 3
    assert _run(capsys, "review", "--due") == (0, "Nothing is due.\n")


def test_a_timer_left_behind_begins_no_home(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert _run(capsys, "review", "--due")[0] == 0
    assert not (tmp_path / "home").exists()


def test_a_late_answer_is_due_and_noticed_once(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "config.toml").write_text("[policies]\nfetch = false\n")
    _run(capsys, "done", "facebook.ai_objection", "--sent", "--on", "2020-01-07")
    code, out = _run(capsys, "review", "--due", "--json")
    assert code == 1
    told = json.loads(out)
    assert [(due["kind"], due["control"]) for due in told["due"]] == [
        ("answer", "facebook.ai_objection")
    ]
    assert told["since"] is None
    assert json.loads(_run(capsys, "review", "--json")[1])["since"]
    code, out = _run(capsys, "inbox", "--json")
    assert code == 1
    assert [each["kind"] for each in json.loads(out)["notices"]] == ["answer"]
    _, out = _run(capsys, "inbox", "--done")
    assert "An answer is late." in out
    assert "facebook" not in out.casefold()
    assert _run(capsys, "inbox") == (0, "Nothing new.\n")
    assert "An answer is late." in _run(capsys, "inbox", "--all")[1]
