"""Is the one control meant found by equality of words, and by nothing less?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.fakes.pages import LABEL, control, marks, segment, survey, wanted, words

from withhold.browser.survey import Candidate
from withhold.kernel.text import normalise
from withhold.model.terms import Polarity
from withhold.observe.settings.meaning import Absent, Found, Several, Wanted, Wording, find

DESCRIPTION = segment("It helps us to make things better.", y=30)


def answer(*candidates: Candidate, meant: Wanted | None = None) -> str:
    match find(survey(*candidates), meant or wanted(), words()):
        case Found():
            return "found"
        case Absent():
            return "absent"
        case Several(count):
            return f"several {count}"


@pytest.mark.parametrize(
    "candidate",
    [
        pytest.param(control(LABEL), id="its name"),
        pytest.param(control(f"  {LABEL.upper()} "), id="case and white space"),
        pytest.param(control(f"{LABEL}, on"), id="a state word at the end of its name"),
        pytest.param(control([segment(LABEL), segment("On", x=200)]), id="a word beside it"),
        pytest.param(control([segment(LABEL), DESCRIPTION]), id="a description below its title"),
        pytest.param(control("", row=[segment(LABEL)]), id="its row, where it has no name"),
        pytest.param(control("On", row=[segment(LABEL)]), id="a name that is only its state"),
        pytest.param(control("Toggle", row=[segment(LABEL)]), id="a name that says nothing"),
        pytest.param(control("", row=[segment(LABEL), DESCRIPTION]), id="row with description"),
        pytest.param(
            control("", row=[segment("AI", heading=True), segment(LABEL, y=30)]), id="a heading"
        ),
        pytest.param(
            control("", row=[segment(LABEL), segment("Learn more", x=120, link=True)]), id="a link"
        ),
    ],
)
def test_it_is_found_by(candidate: Candidate) -> None:
    assert answer(candidate, control("E-mail me", ref=2)) == "found"


@pytest.mark.parametrize(
    "candidate",
    [
        pytest.param(control(f"Do not {LABEL}"), id="an inverted name"),
        pytest.param(control("", row=[segment("Do not"), segment(LABEL, x=60)]), id="beside it"),
        pytest.param(control("", row=[segment("No"), segment(LABEL, x=60)]), id="a No before it"),
        pytest.param(
            control([segment("No", visible=False), segment(LABEL)]), id="a hidden No before it"
        ),
        pytest.param(control(LABEL, row=[segment(f"Never {LABEL}")]), id="a row against the name"),
        pytest.param(control(f"{LABEL} adverts"), id="one word more"),
        pytest.param(control("Use my data"), id="fewer words"),
        pytest.param(control("E-mail me", row=[segment(LABEL)]), id="a name of its own"),
        pytest.param(control("", row=[segment(f"We never {LABEL}.")]), id="prose"),
        pytest.param(control("", row=[DESCRIPTION, segment(LABEL, y=60)]), id="below other words"),
    ],
)
def test_it_is_not_found_by(candidate: Candidate) -> None:
    assert answer(candidate) == "absent"


def test_two_alike_are_several() -> None:
    assert answer(control(LABEL), control(LABEL, ref=2)) == "several 2"


def test_a_prefix_is_taken_only_where_the_label_is_marked_as_one() -> None:
    longer = control(f"{LABEL} (since 2026)")
    assert answer(longer) == "absent"
    marked = Wanted((Wording(LABEL, Polarity.ALLOWS, prefix=True),))
    assert answer(longer, meant=marked) == "found"


def test_a_row_adopted_by_all_its_words_is_found_by_them_alone() -> None:
    row = [segment("Assistant"), segment("It learns from your posts", y=30)]
    told = "Assistant It learns from your posts"
    candidate = control("Assistant", row=row)
    adopted = Wanted((Wording(told, Polarity.ALLOWS, adopted=True),))
    assert answer(candidate, meant=adopted) == "found"
    assert answer(candidate, meant=Wanted((Wording(told, Polarity.ALLOWS),))) == "absent"
    assert answer(control("Assistant", row=row[:1]), meant=adopted) == "absent"


def test_radios_of_one_group_are_one_control() -> None:
    def option(name: str, ref: int) -> Candidate:
        return control(
            name,
            ref=ref,
            kind="radio",
            group="g",
            group_name=[segment(LABEL)],
            row=[segment(LABEL)],
            state=[marks(checked=ref == 1)],
        )

    match find(survey(option("On", 1), option("Off", 2)), wanted(), words()):
        case Found(options=options):
            assert [o.ref for o in options] == [1, 2]
        case other:
            pytest.fail(str(other))


@given(st.text(max_size=40), st.text(max_size=40))
def test_words_before_or_after_make_another_label(before: str, after: str) -> None:
    """Whatever is added, only what normalises away or says a state leaves the label itself."""
    lexicon = words()
    name = f"{before} {LABEL} {after}"
    same = lexicon.without_state(normalise(name)) == normalise(LABEL)
    assert (answer(control(name)) == "found") == same


@pytest.mark.parametrize("near", ["Do not", "Opt out of:", "— not allowed"])
def test_a_few_words_near_it_that_turn_it_round_leave_it_alone(near: str) -> None:
    assert answer(control(LABEL, near=[LABEL, near])) == "absent"
    assert answer(control("", row=[segment(LABEL)], near=[near])) == "absent"


@pytest.mark.parametrize(
    "near",
    [
        pytest.param("Not everything we train is covered by this choice of yours.", id="sentence"),
        pytest.param("Learn more", id="other words"),
        pytest.param("No", id="a state word"),
        pytest.param(LABEL, id="the label"),
    ],
)
def test_other_words_near_it_are_no_matter(near: str) -> None:
    assert answer(control(LABEL, near=[near])) == "found"


def test_words_to_the_left_of_its_visible_label_belong_to_it() -> None:
    row = [segment("Against:", x=0), segment(LABEL, x=120)]
    assert answer(control(LABEL, row=row)) == "absent"
    assert answer(control(LABEL, row=[segment(LABEL), segment("New", x=200)])) == "found"


def test_a_negation_after_its_label_in_the_row_counts() -> None:
    assert answer(control(LABEL, row=[segment(f"{LABEL} not allowed when ticked")])) == "absent"
    assert answer(control(LABEL, row=[segment(f"{LABEL} (recommended)")])) == "found"


@pytest.mark.parametrize(("y", "expected"), [(0, "found"), (40, "found"), (120, "absent")])
def test_an_unnamed_control_lies_beside_its_words_or_right_below(y: float, expected: str) -> None:
    assert answer(control("", row=[segment(LABEL)], y=y)) == expected


def test_an_unnamed_control_below_several_lines_is_not_called_by_the_first() -> None:
    row = [segment(LABEL), segment("That was its name. It is gone.", y=30)]
    assert answer(control("", row=row, y=15)) == "found"
    assert answer(control("", row=row, y=80)) == "absent"
