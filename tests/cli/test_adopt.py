"""Does `adopt` show, ask and repeat before it takes a switch; and refuse where nobody can say?"""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from withhold.catalogue.load import load
from withhold.cli import adopt as command
from withhold.cli.main import main
from withhold.kernel.clock import SystemClock
from withhold.kernel.ids import ulid
from withhold.kernel.paths import Home
from withhold.model.observation import Phase, Position, Reading, Reason, State, Stranger
from withhold.store.ledger import Ledger

CONTROL, LABEL = "x.grok_training", "Let our AI learn from what you post"
PAGE = "https://x.com/settings/grok_settings"
Spoken = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("facts")
    load(cache=folder)
    return folder


@pytest.fixture(autouse=True)
def _home(cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make a home in which one visit met one stranger."""
    home = Home(tmp_path / "home")
    home.make()
    shutil.copytree(cache, home.cache)
    monkeypatch.setenv("WITHHOLD_HOME", str(home.root))
    now = datetime.now(UTC)
    reading = Reading(
        id=ulid(now),
        run="run",
        control=CONTROL,
        account="x/default",
        phase=Phase.CHECK,
        state=State.UNKNOWN,
        reason=Reason.UNRECOGNISED,
        detail="",
        position=Position.UNKNOWN,
        read_at=now,
        url=PAGE,
        label=None,
        recipe=f"{CONTROL}@1",
        adopted=False,
        practice=False,
    )
    with Ledger(home, SystemClock()) as ledger:
        ledger.put_reading(reading, (Stranger("x", PAGE, LABEL, Position.ON),))


def _run(*given: str) -> int:
    with pytest.raises(SystemExit) as end:
        main(["adopt", CONTROL, *given])
    return int(end.value.code or 0)


@pytest.mark.parametrize("given", [(), ("--yes",), ("--on-means", "allows")])
def test_without_a_terminal_both_words_are_needed(
    given: tuple[str, ...], capsys: Spoken, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "has_terminal", lambda: False)
    assert _run(LABEL, *given, "--json") == 2
    assert json.loads(capsys.readouterr().out)["error"]["code"] == "not-approved"
    assert _run("--forget") == 2  # nothing was adopted


def test_with_both_it_is_adopted_and_told(capsys: Spoken) -> None:
    assert _run(LABEL, "--on-means", "allows", "--yes") == 0
    spoken = capsys.readouterr()
    assert f"words    “{LABEL}”" in spoken.err
    assert "stood    on at that time" in spoken.err
    assert f"withhold check {CONTROL} --whole-page" in spoken.err
    assert f"When “{LABEL}” is ON, X uses your data." in spoken.err
    assert f"“{LABEL}” is {CONTROL} from now on; ON allows." in spoken.out


def test_json_is_one_object(capsys: Spoken) -> None:
    assert _run(LABEL, "--on-means", "protects", "--yes", "--json") == 0
    spoken = capsys.readouterr()
    told = json.loads(spoken.out)["adoption"]
    assert (told["control"], told["label"], told["on_means"]) == (CONTROL, LABEL, "protects")
    assert "Mind: under the labels known so far, ON allows the use." in spoken.err


def _asked(words: str, monkeypatch: pytest.MonkeyPatch) -> tuple[str, BaseException | None]:
    monkeypatch.setattr(command, "has_terminal", lambda: True)
    result = CliRunner().invoke(command.adopt, [CONTROL, LABEL], input=words)
    return result.output, result.exception


def test_on_a_terminal_the_meaning_is_asked_repeated_and_agreed_to(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    output, _ = _asked("protects\ny\n", monkeypatch)
    assert "does the platform use your data (allows), or is your data protected" in output
    assert f"When “{LABEL}” is ON, your data is protected." in output
    assert "Adopted:" in output


def test_a_no_adopts_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    output, error = _asked("allows\nn\n", monkeypatch)
    assert "You did not say yes." in str(error)
    assert "Adopted:" not in output


def test_words_that_were_not_seen_list_those_that_were(capsys: Spoken) -> None:
    assert _run("Something else", "--on-means", "allows", "--yes") == 2
    assert f"“{LABEL}”" in capsys.readouterr().err


def test_it_is_dropped_again(capsys: Spoken) -> None:
    _run(LABEL, "--on-means", "allows", "--yes")
    assert _run("--forget", "--json") == 0
    out = capsys.readouterr().out
    assert json.loads(out[out.index("{") :])["adoption"]["withdrawn"] is True


def test_a_correction_is_a_list_of_one_label(capsys: Spoken) -> None:
    _run(LABEL, "--on-means", "protects", "--yes")
    capsys.readouterr()
    assert _run("--export", "--lang", "en") == 0
    out = capsys.readouterr().out
    assert f'- lang: en\n  text: "{LABEL}"\n  role: toggle\n' in out
    assert "x/default" not in out
    assert "The recipe says `on_means: allows`" in out
