"""Does ON need proof and OFF need proof, and is neither or both believed?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.fakes.pages import LABEL, control, marks, segment, words

from withhold.browser.survey import Marks, Segment
from withhold.model.observation import Position
from withhold.model.terms import Polarity
from withhold.observe.settings.meaning import Found, Wording
from withhold.observe.settings.position import of_candidate, of_choice, position

ON, OFF, UNKNOWN = Position.ON, Position.OFF, Position.UNKNOWN


@pytest.mark.parametrize(
    ("state", "row", "expected"),
    [
        ([marks(checked=True)], [], ON),
        ([marks(checked=False)], [], OFF),
        ([marks(aria="true")], [], ON),
        ([marks(aria="false")], [], OFF),
        ([marks(pressed="true")], [], ON),
        ([marks()], [], UNKNOWN),
        ([marks(aria="mixed")], [], UNKNOWN),
        ([marks(checked=True, aria="false")], [], UNKNOWN),
        ([marks(aria="true"), marks(checked=False)], [], UNKNOWN),
        ([marks(aria="true"), marks(checked=True)], [], ON),
        ([marks()], ["On"], ON),
        ([marks()], ["Aus"], OFF),
        ([marks(checked=True)], ["Off"], UNKNOWN),
        ([marks(checked=True)], ["On", "Off"], ON),
        ([marks()], ["On", "Off"], UNKNOWN),
        ([marks(checked=True)], ["Turn it off below"], ON),
    ],
)
def test_reading_both_sides(state: list[Marks], row: list[str], expected: Position) -> None:
    found = control(LABEL, state=state, row=[segment(word) for word in row])
    assert of_candidate(found, words()) is expected


def test_a_plain_button_has_no_state() -> None:
    assert of_candidate(control(kind="button", row=[segment("On")]), words()) is UNKNOWN


@pytest.mark.parametrize(
    ("chosen", "names", "expected"),
    [
        ([True, False], ["On", "Off"], ON),
        ([False, True], ["On", "Off"], OFF),
        ([False, False], ["On", "Off"], UNKNOWN),
        ([True, True], ["On", "Off"], UNKNOWN),
        ([True, False], ["Sometimes", "Off"], UNKNOWN),
    ],
)
def test_a_choice_is_read_by_the_chosen_one(
    chosen: list[bool], names: list[str], expected: Position
) -> None:
    options = tuple(
        control(name, kind="radio", ref=at, state=[marks(checked=is_chosen)])
        for at, (is_chosen, name) in enumerate(zip(chosen, names, strict=True))
    )
    assert of_choice(options, words()) is expected


_TRUTH = st.sampled_from([None, "true", "false", "mixed", ""])


@given(
    st.lists(
        st.builds(
            Marks,
            checked=st.sampled_from([None, True, False]),
            aria_checked=_TRUTH,
            aria_pressed=_TRUTH,
        ),
        max_size=3,
    ),
    st.lists(st.sampled_from(["On", "Off", "Ein", "Aus", "sometimes"]).map(segment), max_size=3),
)
def test_off_is_never_read_against_any_proof_of_on(state: list[Marks], row: list[Segment]) -> None:
    read = of_candidate(control(LABEL, state=state, row=row), words())
    says_on = any(m.checked or "true" in {m.aria_checked, m.aria_pressed} for m in state)
    says_off = any(m.checked is False or "false" in {m.aria_checked, m.aria_pressed} for m in state)
    if says_on:
        assert read is not OFF
    if says_off:
        assert read is not ON


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (f"{LABEL}, on", Position.ON),
        (f"{LABEL}, off", Position.UNKNOWN),
        (LABEL, Position.ON),
    ],
)
def test_the_state_word_a_name_ends_in_counts(name: str, expected: Position) -> None:
    found = Found(control(name, state=[marks(checked=True)]), Wording(LABEL, Polarity.ALLOWS))
    assert position(found, words()) is expected
