"""Does `schedule` say what it did, typed as people type it? The machine's own stays untouched."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from withhold.app import scheduling
from withhold.app.scheduling import Answer
from withhold.cli.main import main


def _run(capsys: pytest.CaptureFixture[str], *typed: str) -> tuple[int, str]:
    with pytest.raises(SystemExit) as ended:
        main(typed)
    return int(ended.value.code or 0), capsys.readouterr().out


@pytest.fixture(autouse=True)
def _machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = [""]

    def ask(command: Sequence[str], text: str = "") -> Answer:
        if command[0] != "crontab":
            return Answer(127, "")
        if command[1] != "-l":
            table[0] = text
        return Answer(0, table[0])

    def tools() -> scheduling.Tools:
        return kind(ask, "linux", {}, tmp_path)

    kind = scheduling.Tools
    monkeypatch.setenv("WITHHOLD_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(scheduling, "Tools", tools)


def test_it_comes_and_goes(capsys: pytest.CaptureFixture[str]) -> None:
    assert "No review is scheduled" in _run(capsys, "schedule", "status")[1]
    code, out = _run(capsys, "schedule", "install", "--weekly")
    assert code == 0
    assert "Scheduled with cron, weekly." in out
    told = json.loads(_run(capsys, "schedule", "status", "--json")[1])
    assert (told["how"], told["every"], told["drop"]) == ("cron", "weekly", "crontab -e")
    assert _run(capsys, "schedule", "remove") == (0, "Removed.\n")
    assert _run(capsys, "schedule", "remove") == (0, "Nothing was scheduled.\n")
