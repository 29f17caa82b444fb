"""What happens at the command boundary when something fails?"""

from __future__ import annotations

import json
from collections.abc import Callable

import click
import pytest

from withhold.cli import main as boundary
from withhold.kernel.errors import Exit, WithholdError


class Broken(WithholdError):
    """A failure that is expected."""

    code = "broken"
    exit = Exit.COULD_NOT_LOOK


@pytest.fixture
def run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str, str]]:
    def with_body(body: Callable[[], object], *arguments: str) -> tuple[int, str, str]:
        @click.command()
        @click.option("--json", "as_json", is_flag=True)
        def made(*, as_json: bool) -> object:
            del as_json
            return body()

        monkeypatch.setattr(boundary._Lazy, "get_command", lambda *_: made)  # noqa: SLF001
        with pytest.raises(SystemExit) as caught:
            boundary.main(["made", *arguments])
        out, err = capsys.readouterr()
        return int(caught.value.code or 0), out, err

    return with_body


Run = Callable[..., tuple[int, str, str]]


def fail() -> None:
    raise Broken("It broke:", where="here.", do="Mend it.")


def test_an_expected_failure_is_three_lines_and_its_code(run: Run) -> None:
    code, out, err = run(fail)
    assert (code, out) == (3, "")
    assert err.splitlines() == ["It broke:", "here.", "Mend it."]


def test_with_json_it_is_one_object_on_stdout_as_well(run: Run) -> None:
    _, out, _ = run(fail, "--json")
    assert json.loads(out) == {
        "schema": 1,
        "error": {"code": "broken", "what": "It broke:", "where": "here.", "do": "Mend it."},
    }


def test_misuse_is_told_like_any_other_failure(run: Run) -> None:
    code, out, err = run(fail, "--json", "--nonsense")
    assert code == 2
    assert json.loads(out)["error"]["code"] == "usage"
    assert "--help" in err


def test_our_own_fault_shows_no_traceback_and_none_of_its_words(run: Run) -> None:
    def bug() -> None:
        raise KeyError("anna@home.example")

    code, _, err = run(bug)
    assert code == 70
    assert "Traceback" not in err
    assert "anna" not in err
    assert "KeyError at main.py:" in err


def test_ctrl_c_is_130(run: Run) -> None:
    def stop() -> None:
        raise KeyboardInterrupt

    assert run(stop)[0] == 130


def test_every_command_can_be_imported_and_described() -> None:
    context = click.Context(boundary.withhold)
    for name in boundary.COMMANDS:
        command = boundary.withhold.get_command(context, name)
        assert command is not None, name
        assert command.get_short_help_str(limit=200), name
