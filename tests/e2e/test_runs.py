"""Do `check`, `off` and `restore` keep their contracts: JSON, exit codes, and nothing unasked?"""

from __future__ import annotations

import os
import pty
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from withhold.model.observation import Position

if TYPE_CHECKING:
    from tests.e2e.conftest import Bench

pytestmark = pytest.mark.browser

RESULT_KEYS = {
    "control",
    "platform",
    "account",
    "state",
    "reason",
    "detail",
    "changed",
    "declared",
    "read_at",
    "url",
    "label",
    "recipe",
    "evidence",
}


def only(document: dict[str, Any]) -> dict[str, Any]:
    (result,) = document["results"]
    return dict(result)


def test_off_switches_proves_and_tells_all_of_it(bench: Bench) -> None:
    answer = bench.off()
    assert answer.code == 0
    assert set(answer.json) == {"schema", "plan", "results", "strangers"}
    assert answer.json["schema"] == 1
    (step,) = answer.json["plan"]
    assert set(step) == {"control", "url", "label", "action"}
    result = only(answer.json)
    assert set(result) == RESULT_KEYS
    assert (result["state"], result["reason"], result["changed"]) == ("withheld", None, True)
    assert len(result["evidence"]) == 3
    assert bench.written() == [(bench.control, Position.OFF)]
    assert len(bench.server.loads(bench.case)) == 2
    with bench.ledger() as ledger:
        assert ledger.verify().whole


def test_a_second_off_sends_no_click(bench: Bench) -> None:
    bench.off()
    again = bench.off()
    assert (again.code, again.result["state"], again.result["changed"]) == (0, "withheld", False)
    assert len(bench.written()) == 1


def test_check_reads_and_touches_nothing(bench: Bench) -> None:
    answer = bench.run("check", bench.control, "--json")
    assert (answer.code, answer.result["state"]) == (1, "allowed")
    assert [step["action"] for step in answer.json["plan"]] == ["read"]
    assert bench.written() == []
    assert len(bench.server.loads(bench.case)) == 1


def test_a_dry_run_gives_plan_and_readings_and_changes_nothing(bench: Bench) -> None:
    answer = bench.run("off", bench.control, "--dry-run", "--json")
    assert (answer.code, answer.result["state"]) == (1, "allowed")
    assert [step["action"] for step in answer.json["plan"]] == ["switch off"]
    assert bench.written() == []


def test_without_a_terminal_and_without_yes_no_page_is_opened(bench: Bench) -> None:
    answer = bench.run("off", bench.control, "--json")
    assert answer.code == 2
    assert answer.json["error"]["code"] == "not-approved"
    assert bench.server.loads(bench.case) == ()


@pytest.mark.parametrize("control", ["x.grok_memory", "x.protect_posts"])
def test_yes_is_never_enough_for_more_than_training(bench: Bench, control: str) -> None:
    answer = bench.run("off", bench.control, control, "--yes", "--json")
    assert (answer.code, answer.json["error"]["code"]) == (2, "not-approved")
    assert bench.server.loads(bench.case) == ()


def test_what_has_no_switch_on_the_web_is_by_hand(bench: Bench) -> None:
    answer = bench.run("check", "facebook.ai_objection", "--json")
    assert (answer.code, answer.result["state"], answer.result["reason"]) == (
        3,
        "unknown",
        "by-hand",
    )


def test_a_platform_without_a_web_switch_is_never_all_well(bench: Bench) -> None:
    answer = bench.run("check", "snapchat", "--json")
    assert (answer.code, answer.json["results"]) == (3, [])


@pytest.mark.parametrize(
    ("behaviour", "code", "state", "reason"),
    [
        ("refused", 1, "allowed", "not-kept"),
        ("locked", 1, "allowed", "locked"),
        ("sign-in-redirect", 3, "unknown", "signed-out"),
        ("broken", 3, "unknown", "unreachable"),
    ],
)
def test_exit_codes_follow_the_final_state(
    bench: Bench, behaviour: str, code: int, state: str, reason: str
) -> None:
    bench.stage(behaviour)
    answer = bench.off()
    assert (answer.code, answer.result["state"], answer.result["reason"]) == (code, state, reason)
    assert answer.result["detail"]


def test_a_challenge_starts_a_cool_off_that_outlives_the_run(bench: Bench) -> None:
    bench.stage("challenge-page")
    assert bench.off().result["reason"] == "challenge"
    bench.stage("plain")
    answer = bench.off()
    assert (answer.code, answer.result["reason"]) == (3, "cool-off")
    assert bench.server.loads(bench.case) == ()


def test_a_control_the_person_forbids_is_not_even_read(bench: Bench) -> None:
    text = bench.home.config.read_text(encoding="utf-8")
    bench.home.config.write_text(f'killed = ["{bench.control}"]\n{text}', encoding="utf-8")
    answer = bench.off()
    assert (answer.code, answer.result["reason"]) == (3, "killed")
    assert bench.server.loads(bench.case) == ()


def test_restore_brings_back_what_was_before_us_once(bench: Bench) -> None:
    bench.off()
    back = bench.run("restore", bench.control, "--yes", "--json")
    assert (back.code, back.result["state"], back.result["changed"]) == (0, "allowed", True)
    assert bench.stands() is Position.ON
    again = bench.run("restore", bench.control, "--yes", "--json")
    assert (again.code, again.json["error"]["code"]) == (2, "nothing-to-restore")


def test_nothing_is_restored_that_was_never_changed(bench: Bench) -> None:
    bench.stage("already-withheld")
    bench.off()
    answer = bench.run("restore", bench.control, "--yes", "--json")
    assert answer.json["error"]["code"] == "nothing-to-restore"


def test_strangers_are_told_and_not_touched(bench: Bench) -> None:
    bench.stage("stranger")
    answer = bench.off()
    (stranger,) = answer.json["strangers"]
    assert set(stranger) == {"platform", "url", "label", "state"}
    assert stranger["state"] == "on"
    assert {control for control, _ in bench.written()} == {bench.control}


def test_the_terms_are_told_once(bench: Bench) -> None:
    first = bench.run("check", bench.control)
    second = bench.run("check", bench.control)
    assert "Before the first visit" in first.stderr
    assert "Before the first visit" not in second.stderr


def test_a_picture_holds_the_control_alone_unless_asked(bench: Bench) -> None:
    bench.run("check", bench.control, "--json")
    bench.run("check", bench.control, "--whole-page", "--json")
    with bench.ledger() as ledger:
        cut, whole = (ledger.evidence_of(reading) for reading in ledger.readings())
        assert cut is not None
        assert whole is not None
        assert (cut.whole_page, whole.whole_page) == (False, True)
        assert "practice_person" not in ledger.evidence.read(cut.tree or "").decode()
        assert "practice_person" in ledger.evidence.read(whole.tree or "").decode()
        assert all("--no-sandbox" in seen.arguments for seen in (cut, whole))


def ask_on_a_terminal(bench: Bench, *command: str, answers: str) -> tuple[int, str]:
    """Run a command with a person at it, who types these answers."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "WITHHOLD_HOME": str(bench.home.root)}
    from tests.e2e.conftest import WITHHOLD  # noqa: PLC0415 - the fixture module is no package

    with subprocess.Popen(
        [*WITHHOLD, *command],
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
        text=True,
    ) as process:
        os.close(theirs)
        os.write(ours, answers.encode())
        out, err = process.communicate(timeout=60)
    os.close(ours)
    return process.returncode, out + err


def test_on_a_terminal_the_plan_is_shown_and_asked_about(bench: Bench) -> None:
    code, said = ask_on_a_terminal(bench, "off", bench.control, answers="y\ny\n")
    assert code == 0
    assert said.index("The plan:") < said.index("opening the page")
    assert "At most 2 page loads and 1 click." in said


def test_no_on_a_terminal_opens_nothing(bench: Bench) -> None:
    code, said = ask_on_a_terminal(bench, "off", bench.control, answers="y\nn\n")
    assert code == 2
    assert "Nothing was changed" in said
    assert bench.server.loads(bench.case) == ()
