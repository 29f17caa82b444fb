"""Which controls can be rehearsed, and under which words?"""

from __future__ import annotations

from withhold.model.fact import Label
from withhold.model.observation import Position, State
from withhold.model.terms import Confidence
from withhold.practice.subject import Subject, toggle_labels


def _label(text: str, *, until: str | None = None) -> Label:
    return Label(lang="en", text=text, role="toggle", confidence=Confidence.HIGH, until=until)


def test_the_present_label_is_chosen() -> None:
    old, new = _label("Old words", until="2024-12"), _label("New words")
    assert toggle_labels([old, new])["en"] is new
    assert toggle_labels([new, old])["en"] is new
    assert toggle_labels([old])["en"] is old


def test_the_hosts_are_those_a_visit_touches(linkedin: Subject) -> None:
    assert linkedin.hosts == {"www.linkedin.com"}


def test_where_it_stands_depends_on_what_on_means(linkedin: Subject, protect: Subject) -> None:
    assert linkedin.position(State.ALLOWED) is Position.ON
    assert linkedin.position(State.WITHHELD) is Position.OFF
    assert protect.position(State.ALLOWED) is Position.OFF
    assert protect.position(State.WITHHELD) is Position.ON


def test_a_dialog_is_known_only_if_described(linkedin: Subject, x: Subject) -> None:
    assert linkedin.confirmation is not None
    assert x.confirmation is None
