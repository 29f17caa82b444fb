"""Are the expected answers those of the design's table of pages?"""

from __future__ import annotations

import pytest

from withhold.practice.behaviour import Behaviour
from withhold.practice.behaviours import BEHAVIOURS, BENIGN, HOSTILE

# The table of pages, line by line: state and reason of `off`.
TABLE = {
    "saved late": ("withheld", None),
    "hydrated late": ("withheld", None),
    "shown off first and corrected": ("withheld", None),
    "look-alike neighbour": ("withheld", None),
    "refused by the server": ("allowed", "not-kept"),
    "reverted before the proof": ("allowed", "not-kept"),
    "disabled and ON": ("allowed", "locked"),
    "never hydrated": ("unknown", "unrecognised"),
    "blank": ("unknown", "unrecognised"),
    "only the look-alike": ("unknown", "unrecognised"),
    "label in prose only": ("unknown", "unrecognised"),
    "inverted label": ("unknown", "unrecognised"),
    "two alike": ("unknown", "ambiguous"),
    "contradictory marks": ("unknown", "contradictory"),
    "state in a class name only": ("unknown", "contradictory"),
    "flips while being read": ("unknown", "unstable"),
    "sign-in redirect": ("unknown", "signed-out"),
    "sign-in modal": ("unknown", "signed-out"),
    "challenge": ("unknown", "challenge"),
    "says it is not offered": ("unknown", "not-offered"),
    "undescribed page dialog": ("unknown", "unexpected-dialog"),
    "undescribed browser dialog": ("unknown", "unexpected-dialog"),
    "cookie wall over the control": ("unknown", "unexpected-dialog"),
    "other origin": ("unknown", "foreign-origin"),
    "5xx": ("unknown", "unreachable"),
    "no answer": ("unknown", "unreachable"),
}


def test_every_line_of_the_table_has_a_page() -> None:
    assert {behaviour.row for behaviour in BEHAVIOURS.values() if behaviour.row} == set(TABLE)


@pytest.mark.parametrize(
    "behaviour", [one for one in BEHAVIOURS.values() if one.row], ids=lambda one: one.name
)
def test_the_expected_answer_is_the_table_s(behaviour: Behaviour) -> None:
    assert (behaviour.expected.state, behaviour.expected.reason) == TABLE[behaviour.row]


def test_benign_pages_are_proved_and_hostile_ones_never_are() -> None:
    assert all(behaviour.benign for behaviour in BENIGN)
    assert not any(behaviour.benign for behaviour in HOSTILE)


def test_names_are_unique() -> None:
    assert len(BEHAVIOURS) == len(BENIGN) + len(HOSTILE)


def test_a_write_takes_a_click() -> None:
    assert all(one.expected.clicked for one in BEHAVIOURS.values() if one.expected.writes)
