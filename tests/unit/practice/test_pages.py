"""Is every page whole, honest about being practice, and does it show what its scene says?"""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import pytest

from withhold.model.fact import Label, Words
from withhold.model.terms import Confidence
from withhold.practice.behaviour import Behaviour, Body, Row
from withhold.practice.behaviours import BEHAVIOURS
from withhold.practice.case import Case
from withhold.practice.render import Renderer
from withhold.practice.scenes import LAYOUTS, Scene, component_layouts
from withhold.practice.subject import Subject
from withhold.practice.texts import row_label

COMPONENTS = Path(__file__).parents[2] / "pages" / "components"
VOID = {"meta", "link", "input", "br", "img"}
COMPONENT_LAYOUTS = component_layouts(COMPONENTS)
LABELLED = (Row.CONTROL, Row.COPY, Row.HIDDEN_COPY, Row.HEADING)


class Page(HTMLParser):
    """Reads a page strictly: every element must be closed in turn."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.text: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element and its attributes."""
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close the element that is open."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Note text a person could see."""
        if self.open[-1:] not in (["script"], ["style"]):
            self.text.append(" ".join(data.split()))

    def says(self, words: str) -> bool:
        """Whether some text holds these words."""
        return any(words in text for text in self.text)


@pytest.fixture(scope="module")
def renderer(words: Words) -> Renderer:
    return Renderer(words, COMPONENTS)


def shown(renderer: Renderer, scene: Scene) -> tuple[Page, Page]:
    """Return the page and, where rows come late or in a frame, what carries them."""
    case = Case(0, (scene,))
    carrier = renderer.frame(case) if case.framed else renderer.rows(case)
    return Page(renderer.page(case)), Page(carrier)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("behaviour", BEHAVIOURS.values(), ids=lambda one: one.name)
@pytest.mark.parametrize("lang", ["en", "de"])
def test_every_page_is_whole_and_shows_its_rows(
    renderer: Renderer, linkedin: Subject, layout: str, behaviour: Behaviour, lang: str
) -> None:
    page, rows = shown(renderer, Scene(linkedin, layout, behaviour, lang))
    assert page.open == rows.open == []
    for row in behaviour.rows:
        assert rows.says(row_label(row, linkedin.labels[lang]))
    label = linkedin.labels[lang].text
    assert (label in rows.text) == any(row in LABELLED for row in behaviour.rows)
    if behaviour.body is not Body.SETTINGS:
        assert not page.says(label)


@pytest.mark.parametrize("layout", COMPONENT_LAYOUTS)
def test_every_component_is_whole_and_shows_its_label(
    renderer: Renderer, x: Subject, layout: str
) -> None:
    page, rows = shown(renderer, Scene(x, layout, BEHAVIOURS["plain"], "ja"))
    assert page.open == rows.open == []
    assert page.says(x.labels["ja"].text)


@pytest.mark.parametrize("behaviour", BEHAVIOURS.values(), ids=lambda one: one.name)
def test_every_page_is_marked_and_asks_nobody_else(
    renderer: Renderer, x: Subject, behaviour: Behaviour
) -> None:
    page, _ = shown(renderer, Scene(x, "hidden-input", behaviour, "en"))
    assert page.says("Practice page made by Withhold. Nothing here is real.")
    assert not any(value == "password" for _, name, value in page.attributes if name == "type")
    fetched = [value for _, name, value in page.attributes if name in {"src", "href"}]
    assert all(value.startswith(("/practice/", "data:,")) for value in fetched)


@pytest.mark.parametrize("kind", ["sign-in", "challenge", "broken", "elsewhere"])
def test_other_pages_are_marked_too(renderer: Renderer, linkedin: Subject, kind: str) -> None:
    case = Case(0, (Scene(linkedin, LAYOUTS[0], BEHAVIOURS["plain"], "de"),))
    page = Page(renderer.notice(case, kind))
    assert page.open == []
    assert page.says("Übungsseite von Withhold. Nichts hier ist echt.")
    assert not any(value == "password" for _, name, value in page.attributes if name == "type")


def test_labels_are_text_and_never_markup(renderer: Renderer, linkedin: Subject) -> None:
    label = Label(
        lang="en",
        text="<b>Bold & wild</b>",
        role="toggle",
        confidence=Confidence.HIGH,
    )
    scene = Scene(
        Subject(linkedin.recipe, {"en": label}, linkedin.sign_in),
        "role-switch",
        BEHAVIOURS["plain"],
        "en",
    )
    page, _ = shown(renderer, scene)
    assert "b" not in {tag for tag, _, _ in page.attributes}
    assert page.says("Bold & wild")


@pytest.mark.parametrize("row", [Row.LOOK_ALIKE, Row.INVERTED, Row.INVERTED_SHORT, Row.STRANGER])
@pytest.mark.parametrize("lang", ["en", "ja"])
def test_a_wrong_label_neither_equals_nor_begins_with_the_right_one(
    x: Subject, row: Row, lang: str
) -> None:
    label = x.labels[lang]
    assert not row_label(row, label).startswith(label.text)


def test_a_prefix_label_goes_on(x: Subject) -> None:
    text = x.labels["en"].text
    full = row_label(Row.CONTROL, x.labels["en"])
    assert full.startswith(text)
    assert full != text
