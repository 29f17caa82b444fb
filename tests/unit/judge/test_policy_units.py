"""Of which sentences is a text made, and which of them are the same?"""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from withhold.judge.policies.units import compact, lines, normal, units


def _said(text: str) -> list[str]:
    return [unit.text for line in lines(text) for unit in units(line)]


def test_sentences_come_apart_and_marks_go() -> None:
    text = '# Data\n\nWe **keep** it. We [share it](https://a.example/x "t") with e.g. Partners.\n'
    assert _said(text) == ["Data", "We keep it.", "We share it with e.g. Partners."]


def test_tables_of_one_line_come_apart_by_cells() -> None:
    assert _said("| Why | Ground |<br>| To train models | Consent |") == [
        "Why",
        "Ground",
        "To train models",
        "Consent",
    ]


def test_what_leads_into_a_list_is_kept_with_its_items() -> None:
    text = "You must not:\n\n*   copy the site\n*   train models with it\n\nWe may.\n"
    found = {unit.text: unit.lead for line in lines(text) for unit in units(line)}
    assert found["train models with it"] == "You must not:"
    assert found["We may."] == ""


def test_the_same_is_the_same_however_it_is_written() -> None:
    assert normal("We personalise “your” feed\u2019s behaviour.") == normal(
        'we personalize "your" feed\'s behavior'
    )
    assert _said("3.  We\u2060 train it (opens in a new window)") == _said("*   We train it")


def test_a_sentence_is_found_however_it_was_cut() -> None:
    assert compact("We train\nour models") in compact("Now we train our\nmodels, too")


@given(st.text(max_size=400))
@settings(max_examples=200, deadline=None)
def test_any_text_comes_apart(text: str) -> None:
    for line in lines(text):
        for unit in units(line):
            assert unit.key == normal(unit.text)
