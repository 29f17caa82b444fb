"""Do `todo`, `done` and `draft` do what they say, typed as people type them?"""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from withhold.cli.main import main


def _run(capsys: pytest.CaptureFixture[str], *typed: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        main(typed)
    said = capsys.readouterr()
    return int(ended.value.code or 0), said.out, said.err


def _json(capsys: pytest.CaptureFixture[str], *typed: str) -> tuple[int, dict[str, Any]]:
    code, out, _ = _run(capsys, *typed, "--json")
    told: dict[str, Any] = json.loads(out)
    assert told["schema"] == 1
    return code, told


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WITHHOLD_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setattr("sys.stdin", io.StringIO(""))


def test_an_empty_home_is_told_what_can_be_done(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = _run(capsys, "todo")
    assert code == 1
    assert "No account was added" in out
    assert "--country" in out


@pytest.mark.parametrize(
    "typed",
    [
        ("todo", "--country", "DE"),
        ("todo", "snapchat", "--country", "US", "--device", "android"),
        ("todo", "x.block_grok_edits"),
        ("todo", "facebook.ai_objection"),
        ("todo", "--not-a-member", "--country", "FR"),
        ("done", "facebook.ai_objection", "--sent", "--on", "2020-01-07"),
        ("done", "snapchat.my_selfie_ads"),
    ],
)
def test_lines_fit_the_terminal(capsys: pytest.CaptureFixture[str], typed: tuple[str, ...]) -> None:
    _, out, _ = _run(capsys, *typed)
    assert out
    for line in out.splitlines():
        assert len(line) <= 80 or "https://" in line


def test_the_steps_are_those_of_the_device(capsys: pytest.CaptureFixture[str]) -> None:
    _, ios, _ = _run(capsys, "todo", "snapchat.my_ai_clear", "--device", "ios")
    _, android, _ = _run(capsys, "todo", "snapchat.my_ai_clear", "--device", "android")
    assert "Privacy Controls" in ios
    assert "Account Actions" in android
    assert "Account Actions" not in ios


def test_a_named_control_gets_its_steps_on_every_device(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, told = _json(capsys, "todo", "linkedin.genai_toggle")
    assert code == 1
    assert set(told["due"][0]["steps"]) == {"web", "ios", "android"}
    assert told["due"][0]["automatic"] is True


def test_an_objection_from_draft_to_acceptance(capsys: pytest.CaptureFixture[str]) -> None:
    name = "facebook.ai_objection"
    code, out, err = _run(capsys, "draft", name, "--country", "DE", "--grounds", "I am a nurse.")
    assert code == 0
    assert out.startswith("Dear privacy team")
    assert "I am a nurse." in out
    assert f"withhold done {name} --sent" in err
    assert "Nothing was sent" in err

    code, told = _json(capsys, "done", name, "--sent", "--on", "2020-01-07")
    assert code == 0
    assert told["said"][0]["standing"] == "overdue"
    code, told = _json(capsys, "todo", name, "--country", "DE")
    assert code == 1
    assert told["due"][0]["authorities"]
    _run(capsys, "done", name, "--accepted")
    code, _ = _json(capsys, "todo", name, "--country", "DE")
    assert code == 0


def test_also_settles_the_accounts_of_the_same_operator(capsys: pytest.CaptureFixture[str]) -> None:
    _, told = _json(capsys, "done", "facebook.ai_objection", "--accepted", "--also")
    assert [said["control"] for said in told["said"]] == [
        "facebook.ai_objection",
        "instagram.ai_objection",
    ]


def test_a_word_is_called_no_proof(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = _run(capsys, "done", "snapchat.my_selfie_ads", "--since", "2024")
    assert code == 0
    assert "It is no proof." in out


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        (("todo", "nope"), "unknown-platform"),
        (("todo", "snapchat.nope"), "unknown-control"),
        (("todo", "snapchat", "--country", "Germany"), "unknown-country"),
        (("todo", "facebook", "--open"), "nothing-to-open"),
        (("done", "facebook.ai_objection"), "wrong-word"),
        (("done", "facebook.ai_objection", "--sent", "--still-on"), "usage"),
        (("done", "snapchat.my_selfie_ads", "--since", "2999"), "bad-date"),
        (("done", "snapchat.my_selfie_ads", "--screenshot", "/nowhere.png"), "bad-picture"),
        (("done", "snapchat.my_selfie_ads", "--account", "work"), "unknown-account"),
        (("draft", "facebook.ai_objection"), "country-needed"),
        (("draft", "facebook.ai_objection", "--country", "DE"), "grounds-needed"),
        (("draft", "linkedin.genai_toggle", "--country", "DE"), "no-letter"),
    ],
)
def test_errors_have_three_parts_and_a_code(
    capsys: pytest.CaptureFixture[str], typed: tuple[str, ...], error: str
) -> None:
    code, told = _json(capsys, *typed)
    assert code == 2
    assert told["error"]["code"] == error
    assert told["error"]["what"]


def test_reasons_may_come_from_stdin(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("First.\nSecond.\n"))
    _, told = _json(capsys, "draft", "x.privacy_form", "--country", "DE", "--grounds", "-")
    assert "- First.\n- Second.\n" in told["text"]
