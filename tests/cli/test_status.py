"""Does `status` say how things stand, typed as people type it?"""

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


def test_an_empty_home_says_where_to_begin(capsys: pytest.CaptureFixture[str]) -> None:
    code, out = _run(capsys, "status")
    assert code == 3
    assert "withhold platforms" in out
    assert json.loads(_run(capsys, "status", "--json")[1]) == {"schema": 1, "accounts": []}


def test_words_are_told_in_lines_that_fit(capsys: pytest.CaptureFixture[str]) -> None:
    _run(capsys, "done", "snapchat.my_selfie_ads", "--since", "2024")
    _run(capsys, "done", "facebook.ai_objection", "--sent", "--on", "2020-01-07")
    code, out = _run(capsys, "status", "--country", "DE")
    assert code == 1
    assert "OVERDUE" in out
    assert all(len(line) <= 80 for line in out.splitlines())


def test_one_platform_may_be_named(capsys: pytest.CaptureFixture[str]) -> None:
    _run(capsys, "done", "snapchat.my_selfie_ads")
    _, out = _run(capsys, "status", "x")
    assert "Snapchat" not in out
    assert _run(capsys, "status", "nope")[0] == 2
