"""Do `lock` and `unlock` ask, close and open as they say, and do others respect it?"""

from __future__ import annotations

import io
import json
import os
import pty
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.fakes import passphrase
from tests.fakes.passphrase import WORDS

from withhold.app.start import house
from withhold.cli.main import main
from withhold.kernel.paths import Home


def _run(capsys: pytest.CaptureFixture[str], *typed: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        main(typed)
    said = capsys.readouterr()
    return int(ended.value.code or 0), said.out, said.err


def _lying_open(home: Home) -> list[str]:
    """Name what lies beside the closed home and is no part of the vault or of the dashboard."""
    every = (path for path in home.root.rglob("*") if path.is_file())
    return [path.name for path in every if path.parent not in {home.vault, home.dashboard}]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """Give an open home with settings and a ledger, and no passphrase."""
    home = Home(tmp_path / "home")
    monkeypatch.setenv("WITHHOLD_HOME", str(home.root))
    home.make()
    home.config.write_text("[person]\ncountry = 'DE'\n")
    house(home).ledger().close()
    return home


def test_lock_and_unlock_by_standard_input(
    capsys: pytest.CaptureFixture[str], home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{WORDS}\n"))
    code, out, err = _run(capsys, "lock", "--passphrase-stdin", "--json")
    assert (code, json.loads(out)) == (0, {"schema": 1, "closed": True, "passphrase": True})
    for told in ("nobody can recover", "freed blocks", "backups"):
        assert told in err
    assert not home.ledger.exists()
    monkeypatch.setattr("sys.stdin", io.StringIO("not this one\n"))
    code, out, err = _run(capsys, "unlock", "--passphrase-stdin", "--json")
    assert (code, json.loads(out)["error"]["code"]) == (2, "wrong-passphrase")
    assert len(err.splitlines()) == 3
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{WORDS}\n"))
    code, out, _ = _run(capsys, "unlock", "--passphrase-stdin", "--json")
    assert (code, json.loads(out)["closed"]) == (0, False)
    assert home.ledger.exists()


def test_lock_just_closes_where_there_is_a_passphrase(
    capsys: pytest.CaptureFixture[str], home: Home
) -> None:
    passphrase.give(home)
    for _ in range(2):
        code, out, err = _run(capsys, "lock")
        assert (code, err) == (0, "")
        assert "closed" in out
    assert home.is_closed


@pytest.mark.parametrize("typed", [["lock"], ["lock", "--change"], ["unlock"]])
def test_without_a_terminal_nothing_is_asked(
    capsys: pytest.CaptureFixture[str],
    home: Home,
    monkeypatch: pytest.MonkeyPatch,
    typed: list[str],
) -> None:
    if typed != ["lock"]:
        passphrase.give(home)
    if typed == ["unlock"]:
        _run(capsys, "lock")
    before = home.is_closed
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    code, out, _ = _run(capsys, *typed, "--json")
    assert (code, json.loads(out)["error"]["code"]) == (2, "usage")
    assert home.is_closed == before


def test_a_passphrase_is_taken_off(capsys: pytest.CaptureFixture[str], home: Home) -> None:
    passphrase.give(home)
    code, out, _ = _run(capsys, "lock", "--remove", "--json")
    assert (code, json.loads(out)) == (0, {"schema": 1, "closed": False, "passphrase": False})
    assert _run(capsys, "lock", "--remove")[0] == 2


def test_others_end_with_three_and_say_how_to_open(
    capsys: pytest.CaptureFixture[str], home: Home
) -> None:
    passphrase.give(home)
    _run(capsys, "lock")
    for typed in (["status"], ["check", "x"], ["accounts", "list"], ["review"], ["inbox"]):
        code, out, err = _run(capsys, *typed, "--json")
        assert (code, json.loads(out)["error"]["code"]) == (3, "home-closed"), typed
        assert "withhold unlock" in err
    assert _lying_open(home) == []


def test_a_timer_gets_one_line_that_names_nothing(
    capsys: pytest.CaptureFixture[str], home: Home
) -> None:
    passphrase.give(home)
    _run(capsys, "lock")
    code, out, err = _run(capsys, "review", "--due")
    assert (code, out, err) == (3, "", "Closed with a passphrase: nothing was looked at.\n")


def test_platforms_needs_no_home_and_leaves_no_name_in_it(
    capsys: pytest.CaptureFixture[str], home: Home
) -> None:
    passphrase.give(home)
    _run(capsys, "lock")
    code, out, _ = _run(capsys, "platforms")
    assert code == 0
    assert "LinkedIn" in out
    assert _lying_open(home) == []


def test_erase_needs_no_passphrase(capsys: pytest.CaptureFixture[str], home: Home) -> None:
    passphrase.give(home)
    _run(capsys, "lock")
    code, _, err = _run(capsys, "erase", "--yes")
    assert code == 0
    assert "your closed home" in err
    assert not home.root.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="pty")
def test_at_a_terminal_it_asks_twice_and_shows_nothing(home: Home) -> None:
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [Path(sys.executable).with_name("withhold"), "lock"],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
        env=os.environ | {"WITHHOLD_HOME": str(home.root)},
    ) as process:
        os.close(theirs)
        shown = _until(ours, b"Passphrase: ")
        os.write(ours, f"{WORDS}\n".encode())
        shown += _until(ours, b"confirmation: ")
        os.write(ours, f"{WORDS}\n".encode())
        shown += _until(ours, b"opens it.")
        assert process.wait(timeout=60) == 0
    os.close(ours)
    assert b"nobody can recover" in shown
    assert WORDS.encode() not in shown
    assert home.is_closed


@pytest.fixture
def heard() -> Iterator[None]:
    """Let children hear Ctrl-C: a shell's background job, and all it starts, would not."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.usefixtures("heard")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_however_the_dashboard_is_ended_the_home_is_closed(
    home: Home, number: signal.Signals
) -> None:
    passphrase.give(home)
    with subprocess.Popen(
        [Path(sys.executable).with_name("withhold"), "--no-open"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"WITHHOLD_HOME": str(home.root)},
    ) as process:
        assert process.stdout
        assert "/open?key=" in process.stdout.readline()
        process.send_signal(number)
        _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "your passphrase opens it" in said
    assert home.is_closed


def _until(terminal: int, words: bytes) -> bytes:
    shown = b""
    while words not in shown:
        piece = os.read(terminal, 4096)
        assert piece, shown
        shown += piece
    return shown
