"""Does `evidence` list, show, export and verify, and exit as documented?"""

from __future__ import annotations

import json
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from withhold.catalogue.load import load
from withhold.cli.main import main
from withhold.kernel.clock import SystemClock
from withhold.kernel.ids import ulid
from withhold.kernel.paths import Home
from withhold.model.observation import Capture, Evidence, Phase, Position, Reading, State
from withhold.store.ledger import Ledger

CONTROL = "x.grok_training"
Spoken = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("facts")
    load(cache=folder)
    return folder


@pytest.fixture
def home(cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    made = Home(tmp_path / "home")
    made.make()
    shutil.copytree(cache, made.cache)
    monkeypatch.setenv("WITHHOLD_HOME", str(made.root))
    return made


@pytest.fixture
def reading(home: Home) -> Reading:
    now = datetime.now(UTC)
    with Ledger(home, SystemClock()) as ledger:
        about = Evidence("https://x.com", now, "r@1", "Chromium", (), None, None, whole_page=False)
        made = Reading(
            id=ulid(now),
            run="run",
            control=CONTROL,
            account="x/default",
            phase=Phase.CHECK,
            state=State.ALLOWED,
            reason=None,
            detail="",
            position=Position.ON,
            read_at=now,
            url="https://x.com",
            label="L",
            recipe="r@1",
            adopted=True,
            practice=False,
            evidence=ledger.keep(Capture(b"\x89PNG\r\n\x1a\n", "tree", whole_page=False), about),
        )
        ledger.put_reading(made)
    return made


def _run(*given: str) -> int:
    with pytest.raises(SystemExit) as end:
        main(["evidence", *given])
    return int(end.value.code or 0)


def _json(capsys: Spoken) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert found["schema"] == 1
    return found


def test_an_empty_house_says_what_to_do(home: Home, capsys: Spoken) -> None:
    assert _run("list") == 0
    assert "Nothing has been read yet" in capsys.readouterr().out
    assert home.root.is_dir()


def test_each_reading_is_one_line(reading: Reading, capsys: Spoken) -> None:
    assert _run("list", CONTROL) == 0
    (line,) = capsys.readouterr().out.splitlines()
    for word in (CONTROL, "x/default", "allowed", reading.id, reading.evidence[0][:12]):
        assert word in line
    assert "[first look: proof of the default]" in line
    assert "[adopted by you]" in line


def test_readings_are_listed_for_machines(reading: Reading, capsys: Spoken) -> None:
    assert _run("list", "--json") == 0
    (told,) = _json(capsys)["readings"]
    assert (told["id"], told["first"], told["state"]) == (reading.id, True, "allowed")
    assert told["evidence"] == list(reading.evidence)


def test_one_reading_is_shown(reading: Reading, home: Home, capsys: Spoken) -> None:
    assert _run("show", reading.id) == 0
    assert str(home.evidence) in capsys.readouterr().out
    assert _run("show", reading.id, "--json") == 0
    assert len(_json(capsys)["files"]) == len(reading.evidence)


def test_an_export_says_what_is_in_it_and_verifies_with_a_shell_alone(
    reading: Reading, tmp_path: Path, capsys: Spoken
) -> None:
    target = tmp_path / "out"
    assert _run("export", str(target)) == 0
    spoken = capsys.readouterr()
    assert "1 reading, 0 changes, 0 words of your own" in spoken.err
    assert "1 picture, cut to the control" in spoken.err
    assert "sh VERIFY.txt" in spoken.out
    shell = subprocess.run(
        ["sh", target / "VERIFY.txt"], capture_output=True, text=True, check=False
    )
    assert shell.stdout.startswith("WHOLE"), shell
    assert _run("verify", str(target), "--json") == 0
    assert _json(capsys)["whole"] is True
    assert reading.id in (target / "records.jsonl").read_text(encoding="utf-8")


@pytest.mark.usefixtures("reading")
def test_an_export_is_told_to_machines(tmp_path: Path, capsys: Spoken) -> None:
    assert _run("export", str(tmp_path / "out.zip"), "--without", "event", "--json") == 0
    told = _json(capsys)
    assert told["export"]["path"] == str(tmp_path / "out.zip")
    assert told["contains"]["reading"] == 1
    assert _run("export", str(tmp_path / "out.zip")) == 2  # it is there already


@pytest.mark.usefixtures("reading")
def test_verify_says_whole_and_gives_the_head(capsys: Spoken) -> None:
    assert _run("verify", "--json") == 0
    head = _json(capsys)["head"]
    assert _run("verify", "--head", head) == 0
    assert "WHOLE: 1 record" in capsys.readouterr().out
    assert _run("verify", "--head", "0" * 63 + "1") == 1


def test_verify_names_the_first_break(reading: Reading, home: Home, capsys: Spoken) -> None:
    name = reading.evidence[1]
    (home.evidence / name[:2] / name).write_bytes(b"another")
    assert _run("verify") == 1
    assert f"BROKEN at record 1 (reading): evidence {name} was altered." in capsys.readouterr().out
    assert _run("verify", "--json") == 1
    broken = _json(capsys)["broken"]
    assert (broken["seq"], broken["kind"]) == (1, "reading")


@pytest.mark.usefixtures("home")
def test_what_is_no_export_is_misuse(tmp_path: Path, capsys: Spoken) -> None:
    assert _run("verify", str(tmp_path / "none"), "--json") == 2
    assert _json(capsys)["error"]["code"] == "not-an-export"
