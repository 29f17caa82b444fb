"""Does every reason have words of its own, and does every outcome earn its exit code?"""

from __future__ import annotations

import itertools

import pytest

from withhold.kernel.errors import Exit
from withhold.model.finding import Outcome, Result
from withhold.model.observation import Reason, State
from withhold.report.reasons import MESSAGES, message
from withhold.report.results import verdict


def test_every_reason_has_words_of_its_own_and_says_what_to_do() -> None:
    assert set(MESSAGES) == set(Reason)
    assert len({told.what for told in MESSAGES.values()}) == len(Reason)
    assert all(told.do for told in MESSAGES.values())


@pytest.mark.parametrize("reason", list(Reason))
def test_no_placeholder_is_left_in_the_words(reason: Reason) -> None:
    told = message(reason, control="x.grok_training", extra="HTTP 503")
    assert "{" not in told.what + told.do
    assert "HTTP 503" in told.what


def outcome(*states: State, interrupted: bool = False) -> Outcome:
    results = tuple(
        Result("a.b", "a", "default", state, None, "", False, None, None, "", None, "", ())  # noqa: FBT003
        for state in states
    )
    return Outcome("run", results, (), interrupted)


@pytest.mark.parametrize(
    ("states", "code"),
    [
        ((State.WITHHELD,), Exit.WELL),
        ((State.WITHHELD, State.UNKNOWN), Exit.COULD_NOT_LOOK),
        ((State.UNKNOWN, State.ALLOWED), Exit.FINDINGS),
        ((State.ALLOWED, State.WITHHELD), Exit.FINDINGS),
        ((), Exit.COULD_NOT_LOOK),
    ],
)
def test_exit_codes_by_final_states(states: tuple[State, ...], code: Exit) -> None:
    assert verdict(outcome(*states)) is code


def test_all_well_only_if_everything_is_withheld() -> None:
    for length in range(4):
        for states in itertools.product(State, repeat=length):
            well = verdict(outcome(*states)) is Exit.WELL
            assert well == (length > 0 and set(states) == {State.WITHHELD})


def test_an_interrupted_run_says_so_whatever_it_found() -> None:
    assert verdict(outcome(State.WITHHELD, interrupted=True)) is Exit.INTERRUPTED
